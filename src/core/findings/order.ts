import type { Call } from '../call.ts';
import { hasJoined } from '../facts.ts';
import type { Finding } from '../findings.ts';
import { personName, statusWord } from '../words.ts';
import { callPaths, finding, forEachPerson, pathOf, type Subject, timesPaths } from './subject.ts';
import { CLOCKS_APART, ROUNDING } from './thresholds.ts';

/** Times in an order in which nothing can have happened, and a status that the times deny. */
export function orderFindings(subject: Subject): readonly Finding[] {
  return [
    ...callOrder(subject),
    ...stayOrder(subject),
    ...outsideCall(subject),
    ...windowOrder(subject),
    ...future(subject),
    ...statusDisagrees(subject),
  ];
}

function impossible(
  message: string,
  fields: readonly (string | undefined)[],
  place: { readonly uid?: string; readonly from?: number | undefined } = {},
): Finding {
  return finding('impossibleOrder', 'notice', message, { fields, ...place });
}

type CallTime = 'initiatedAt' | 'startedAt' | 'endedAt';

function callOrder({ call, t }: Subject): readonly Finding[] {
  const isBefore = (one: CallTime, other: CallTime) =>
    (call[one] ?? Number.MAX_SAFE_INTEGER) < (call[other] ?? Number.MIN_SAFE_INTEGER);
  const orders: readonly (readonly [wrong: boolean, message: string, later: CallTime, earlier: CallTime])[] =
    [
      [
        isBefore('startedAt', 'initiatedAt'),
        t('It started before it was initiated'),
        'startedAt',
        'initiatedAt',
      ],
      [isBefore('endedAt', 'startedAt'), t('It ended before it started'), 'endedAt', 'startedAt'],
      [
        isBefore('endedAt', 'initiatedAt') && call.startedAt === undefined,
        t('It ended before it was initiated'),
        'endedAt',
        'initiatedAt',
      ],
    ];
  return orders
    .filter(([wrong]) => wrong)
    .map(([, message, later, earlier]) =>
      impossible(message, callPaths(call, later, earlier), { from: call[later] }),
    );
}

function joinedStays({ people }: Subject) {
  return people.flatMap((person) => person.stays.filter(hasJoined).map((stay) => ({ person, stay })));
}

function stayOrder(subject: Subject): readonly Finding[] {
  const { t } = subject;
  return forEachPerson(
    joinedStays(subject).filter(
      ({ stay }) => (stay.leftAt ?? Number.MAX_SAFE_INTEGER) < (stay.joinedAt ?? 0),
    ),
    ({ person, stay }) =>
      impossible(t('{0} left before joining', personName(person, t)), timesPaths(stay), {
        uid: person.uid,
        from: stay.leftAt,
      }),
    (count) => t('{0} stays ended before they began', count),
  );
}

/** A session that is used for many meetings has people from before it was initiated: only calls are checked. */
function outsideCall(subject: Subject): readonly Finding[] {
  const { call, t } = subject;
  if (call.mode !== 'call') return [];
  const first = (call.initiatedAt ?? 0) - ROUNDING * 1000;
  const last = (call.endedAt ?? Number.MAX_SAFE_INTEGER) + ROUNDING * 1000;
  const stays = joinedStays(subject);
  return [
    ...forEachPerson(
      stays.filter(({ stay }) => stay.joinedAt !== undefined && stay.joinedAt < first),
      ({ person, stay }) =>
        impossible(
          t('{0} joined before the call was initiated', personName(person, t)),
          [pathOf(stay, 'joinedAt'), ...callPaths(call, 'initiatedAt')],
          { uid: person.uid, from: stay.joinedAt },
        ),
      (count) => t('{0} stays began before the call was initiated', count),
    ),
    ...forEachPerson(
      stays.filter(({ stay }) => Math.max(stay.joinedAt ?? 0, stay.leftAt ?? 0) > last),
      ({ person, stay }) =>
        impossible(
          t('{0} was there after the call had ended', personName(person, t)),
          [...timesPaths(stay), ...callPaths(call, 'endedAt')],
          { uid: person.uid, from: call.endedAt },
        ),
      (count) => t('{0} stays lasted beyond the end of the call', count),
    ),
  ];
}

function windowOrder({ call, t }: Subject): readonly Finding[] {
  const windows = [
    ...call.recordings.map((window) => ({ window, path: `recordings[${window.entry}]` })),
    ...call.transcripts.map((window) => ({ window, path: `transcriptions[${window.entry}]` })),
  ];
  return forEachPerson(
    windows.filter(({ window: { startedAt = 0, endedAt = startedAt } }) => endedAt < startedAt),
    ({ window, path }) =>
      impossible(
        path.startsWith('recordings')
          ? t('A recording ended before it started')
          : t('A transcript ended before it started'),
        [`${path}.startTime`, `${path}.endTime`],
        { from: window.endedAt },
      ),
    (count) => t('{0} recordings and transcripts ended before they started', count),
  );
}

/** Times after the answer itself: this computer's clock, or theirs, is wrong. */
function future({ call, context, t }: Subject): readonly Finding[] {
  const limit = context.asOf + CLOCKS_APART * 1000;
  const isLater = (instant: number | undefined) => instant !== undefined && instant > limit;
  const own = (['initiatedAt', 'startedAt', 'endedAt'] as const).filter((field) => isLater(call[field]));
  const stays = call.participants
    .filter(hasJoined)
    .flatMap((stay) =>
      (['joinedAt', 'leftAt'] as const)
        .filter((field) => isLater(stay[field]))
        .map((field) => pathOf(stay, field)),
    );
  if (own.length + stays.length === 0) return [];
  const found = impossible(t('It has times that lie after the answer was fetched'), [...own, ...stays]);
  return [{ ...found, advice: t('Check whether this computer’s clock is right') }];
}

function statusDisagrees({ call, t }: Subject): readonly Finding[] {
  const word = statusWord(call, t);
  const disagreeing = (message: string, field: 'startedAt' | 'endedAt') => [
    finding('statusDisagrees', 'notice', message, {
      fields: callPaths(call, 'status', field),
      from: call[field],
      advice: t('Refresh; if it stays so, trust the times of the participants more than the status'),
    }),
  ];
  if (isUnderWay(call) && call.endedAt !== undefined)
    return disagreeing(t('Its status is “{0}”, and it has a time at which it ended', word), 'endedAt');
  if (wasNotTaken(call) && call.startedAt !== undefined)
    return disagreeing(t('Its status is “{0}”, and it has a time at which it started', word), 'startedAt');
  return [];
}

function isUnderWay({ status }: Call): boolean {
  return status === 'initiated' || status === 'ongoing';
}

function wasNotTaken({ status }: Call): boolean {
  return status === 'unanswered' || status === 'rejected' || status === 'busy' || status === 'cancelled';
}
