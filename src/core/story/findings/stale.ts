import { contradictionOf } from '../../call/contradiction.ts';
import { hasJoined, isLive, isStillThere, RINGS_AT_MOST_SECONDS, secondsBetween } from '../../call/facts.ts';
import type { Finding } from './index.ts';
import { formatAgo, formatDuration } from '../../text/duration.ts';
import { reachOf } from '../../call/spans.ts';
import { isContradictory, isDoubtful } from './bounds.ts';
import { callPaths, finding, pathOf, type Subject, timesPaths } from './subject.ts';
import { LONG_CALL, NOBODY_THERE } from './thresholds.ts';

/** Calls that ring or go on by their answer, and hardly can. */
export function staleFindings(subject: Subject): readonly Finding[] {
  const { call } = subject;
  // What denies that it rings is another finding's.
  if (call.status === 'initiated') return contradictionOf(call) ? [] : ringingForLong(subject);
  if (call.status === 'ended') return nobodyAtTheEnd(subject);
  if (call.status !== 'ongoing' || !isLive(call)) return [];
  const empty = nobodyThere(subject);
  return empty.length > 0 ? empty : ongoingForLong(subject);
}

function ringingForLong({ call, context, t }: Subject): readonly Finding[] {
  const { asOf } = context;
  const seconds = secondsBetween(call.initiatedAt, asOf);
  if (!isLive(call) || seconds === undefined || seconds <= RINGS_AT_MOST_SECONDS) return [];
  const message = t('Still marked as ringing, though it was initiated {0}', formatAgo(seconds, t));
  return [
    finding('ringingForLong', 'problem', message, {
      advice: t(
        'Refresh; if it stays so, look in the caller’s log for whether the call was cancelled there and the server never heard of it',
      ),
      fields: callPaths(call, 'status', 'initiatedAt'),
      from: call.initiatedAt,
      to: asOf,
    }),
  ];
}

/** When the last of those who were there left, as far as the answer tells. */
function lastLeave({ call }: Subject) {
  const joined = call.participants.filter(hasJoined);
  const lastAt = reachOf(joined.map(({ leftAt }) => leftAt))?.to;
  return { joined, lastAt, of: joined.filter(({ leftAt }) => leftAt !== undefined && leftAt === lastAt) };
}

function nobodyThere(subject: Subject): readonly Finding[] {
  const { call, context, t } = subject;
  const { joined, lastAt, of } = lastLeave(subject);
  const since = secondsBetween(lastAt, context.asOf);
  if (joined.length === 0 || joined.some(isStillThere) || call.participants.some(isContradictory)) return [];
  if (lastAt !== undefined && (since === undefined || since < NOBODY_THERE)) return [];
  const message =
    since === undefined
      ? t('Nobody is there any more, and the call is still marked as ongoing')
      : t('Nobody has been there for {0}, and the call is still marked as ongoing', formatDuration(since, t));
  const proof =
    of.length > 0 ? of.map((stay) => pathOf(stay, 'leftAt')) : joined.map((stay) => pathOf(stay, 'state'));
  return [
    finding('nobodyLeft', 'problem', message, {
      advice: t('Check that the app ends the call when the last one leaves it'),
      fields: [...callPaths(call, 'status'), ...proof],
      from: lastAt,
      to: lastAt === undefined ? undefined : context.asOf,
    }),
  ];
}

/** The same of a call that was ended: long after everybody had left. */
function nobodyAtTheEnd(subject: Subject): readonly Finding[] {
  const { call, t } = subject;
  const { joined, lastAt, of } = lastLeave(subject);
  const empty = secondsBetween(lastAt, call.endedAt);
  if (empty === undefined || empty < NOBODY_THERE) return [];
  if (joined.some(({ leftAt }) => leftAt === undefined)) return [];
  if (call.participants.some((stay) => isDoubtful(subject, stay))) return [];
  return [
    finding('nobodyLeft', 'notice', t('Nobody was there for its last {0}', formatDuration(empty, t)), {
      advice: t('Check that the app ends the call when the last one leaves it'),
      fields: [...of.map((stay) => pathOf(stay, 'leftAt')), ...callPaths(call, 'endedAt')],
      from: lastAt,
      to: call.endedAt,
    }),
  ];
}

function ongoingForLong({ call, context, t }: Subject): readonly Finding[] {
  const seconds = secondsBetween(call.startedAt, context.asOf);
  if (seconds === undefined || seconds < LONG_CALL) return [];
  const present = call.participants.filter(isStillThere);
  return [
    finding('ongoingForLong', 'notice', t('Ongoing for {0}', formatDuration(seconds, t)), {
      advice:
        present.length === 0
          ? t('The answer lists nobody: ask those who were called whether they are still talking')
          : t('If nobody is talking any more, find the device that never left'),
      fields: [...callPaths(call, 'status', 'startedAt'), ...present.flatMap(timesPaths)],
      from: call.startedAt,
      to: context.asOf,
    }),
  ];
}
