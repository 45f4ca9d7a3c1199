import type { Call } from './call.ts';
import {
  firstToLeave,
  hasJoined,
  peopleOf,
  presentPeople,
  RINGS_AT_MOST_SECONDS,
  ringSeconds,
  secondsBetween,
  talkSeconds,
} from './facts.ts';
import { formatAgo, formatDuration } from './format/duration.ts';
import { visibleText } from './format/visibleText.ts';
import type { Translate } from './translate.ts';
import { personName } from './words.ts';

/**
 * One sentence that says how the call went; nothing in it that the fields do not show.
 * @param asOf when the answer was fetched, in milliseconds since 1970 UTC: ongoing calls are described as of then
 */
export function verdictOf(call: Call, asOf: number, t: Translate): string {
  switch (call.status) {
    case 'ended':
      return endedVerdict(call, t);
    case 'ongoing':
      return ongoingVerdict(call, asOf, t);
    case 'initiated':
      return ringingVerdict(call, asOf, t);
    case 'unanswered':
      if (call.startedAt !== undefined) return t('Unanswered');
      return withLength(
        rangFor(call),
        t('Nobody answered'),
        (length) => t('Nobody answered; it rang for {0}', length),
        t,
      );
    case 'rejected':
      return rejectedVerdict(call, t);
    case 'busy':
      return t('Not taken: the line was busy');
    case 'cancelled':
      if (call.startedAt !== undefined) return t('Cancelled');
      return withLength(
        rangFor(call),
        t('Cancelled before it was answered'),
        (length) => t('Cancelled after {0} of ringing, before it was answered', length),
        t,
      );
    case 'unknown':
      return call.rawStatus === undefined
        ? t('The answer gives no status for this call')
        : t('Status “{0}”, which this extension does not know', visibleText(call.rawStatus, 60));
  }
}

function ringingVerdict(call: Call, asOf: number, t: Translate): string {
  const seconds = secondsBetween(call.initiatedAt, asOf);
  if (seconds !== undefined && seconds > RINGS_AT_MOST_SECONDS)
    return t('Still marked as ringing, though it was initiated {0}', formatAgo(seconds, t));
  return withLength(seconds, t('Ringing'), (length) => t('Ringing for {0}', length), t);
}

function endedVerdict(call: Call, t: Translate): string {
  const ring = ringSeconds(call);
  const talk = talkSeconds(call);
  const lasted = talk === undefined ? undefined : formatDuration(talk, t);
  const rang = call.mode === 'call' && ring !== undefined ? formatDuration(ring, t) : undefined;
  const sentence =
    rang !== undefined && lasted !== undefined
      ? t('Answered after {0}, lasted {1}', rang, lasted)
      : lasted !== undefined
        ? t('Lasted {0}', lasted)
        : t('Ended');
  const people = peopleOf(call);
  const [only, ...others] = people.filter(({ stays }) => stays.some(hasJoined));
  if (!only) return people.length === 0 ? sentence : t('{0}; nobody joined', sentence);
  const joined = others.length + 1;
  if (joined === 1 && people.length > 1) return t('{0}; only {1} joined', sentence, personName(only, t));
  if (joined > 2 && people.length > joined)
    return t('{0}; {1} of {2} people joined', sentence, joined, people.length);
  if (joined > 2) return t('{0}; {1} people joined', sentence, joined);
  const first = firstToLeave(call);
  if (!first) return sentence;
  const before = formatDuration(first.secondsBeforeEnd, t);
  return t('{0}; {1} left first, {2} before the end', sentence, personName(first.person, t), before);
}

function ongoingVerdict(call: Call, asOf: number, t: Translate): string {
  const present = presentPeople(call).length;
  const length = secondsBetween(call.startedAt, asOf);
  const sentence = length === undefined ? t('Ongoing') : t('Ongoing for {0}', formatDuration(length, t));
  // An answer that lists nobody does not say that nobody is there.
  if (call.participants.length === 0) return sentence;
  if (present === 0) return t('{0}; nobody is in it', sentence);
  return present === 1
    ? t('{0}; 1 person is in it', sentence)
    : t('{0}; {1} people are in it', sentence, present);
}

function rejectedVerdict(call: Call, t: Translate): string {
  const refusers = peopleOf(call).filter(({ stays }) => stays.some(({ state }) => state === 'rejected'));
  const rang = rangFor(call);
  const [only, another] = refusers;
  const who = only && !another ? personName(only, t) : undefined;
  if (who === undefined)
    return withLength(rang, t('Rejected'), (length) => t('Rejected after {0}', length), t);
  return withLength(
    rang,
    t('Rejected by {0}', who),
    (length) => t('Rejected by {0} after {1}', who, length),
    t,
  );
}

/** How long a call that never started rang: until it ended. */
function rangFor(call: Call): number | undefined {
  return call.startedAt === undefined ? secondsBetween(call.initiatedAt, call.endedAt) : ringSeconds(call);
}

function withLength(
  seconds: number | undefined,
  without: string,
  sentence: (length: string) => string,
  t: Translate,
): string {
  return seconds === undefined ? without : sentence(formatDuration(seconds, t));
}
