import type { Call } from '../call.ts';
import { type Contradiction, contradictionOf, firstJoinAgainst } from '../contradiction.ts';
import { hasJoined } from '../facts.ts';
import type { Finding } from '../findings.ts';
import { peopleText, statusWord } from '../words.ts';
import { callPaths, finding, forEachPerson, pathOf, type Subject, timesPaths } from './subject.ts';
import { CLOCKS_APART, ROUNDING } from './thresholds.ts';

/** Times in an order in which nothing can have happened, and a status that the times deny. */
export function orderFindings(subject: Subject): readonly Finding[] {
  return [
    ...callOrder(subject),
    ...stayOrder(subject),
    ...outsideCall(subject),
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
  const { nameOf, t } = subject;
  return forEachPerson(
    joinedStays(subject).filter(
      ({ stay }) => (stay.leftAt ?? Number.MAX_SAFE_INTEGER) < (stay.joinedAt ?? 0),
    ),
    ({ person, stay }) =>
      impossible(t('{0} left before joining', nameOf(person)), timesPaths(stay), {
        uid: person.uid,
        from: stay.leftAt,
      }),
    (count) => t('{0} stays ended before they began', count),
  );
}

/** A session that is used for many meetings has people from before it was initiated: of calls alone that is checked. */
function outsideCall(subject: Subject): readonly Finding[] {
  const { call, nameOf, t } = subject;
  const first = call.mode === 'call' ? (call.initiatedAt ?? 0) - ROUNDING * 1000 : 0;
  const last = (call.endedAt ?? Number.MAX_SAFE_INTEGER) + ROUNDING * 1000;
  const stays = joinedStays(subject);
  return [
    ...forEachPerson(
      stays.filter(({ stay }) => stay.joinedAt !== undefined && stay.joinedAt < first),
      ({ person, stay }) =>
        impossible(
          t('{0} joined before the call was initiated', nameOf(person)),
          [pathOf(stay, 'joinedAt'), ...callPaths(call, 'initiatedAt')],
          { uid: person.uid, from: stay.joinedAt },
        ),
      (count) => t('{0} stays began before the call was initiated', count),
    ),
    ...forEachPerson(
      stays.filter(({ stay }) => Math.max(stay.joinedAt ?? 0, stay.leftAt ?? 0) > last),
      ({ person, stay }) =>
        impossible(
          t('{0} was there after the call had ended', nameOf(person)),
          [...timesPaths(stay), ...callPaths(call, 'endedAt')],
          { uid: person.uid, from: call.endedAt },
        ),
      (count) => t('{0} stays lasted beyond the end of the call', count),
    ),
  ];
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

function statusDisagrees({ call, nameOf, t }: Subject): readonly Finding[] {
  const contradiction = contradictionOf(call);
  if (!contradiction) return [];
  const { fields, from, uid } = proofOf(call, contradiction);
  return [
    finding('statusDisagrees', 'notice', disagreementText(call, contradiction, nameOf, t), {
      fields: [...callPaths(call, 'status'), ...fields],
      from,
      uid,
      advice: t('Refresh; if it stays so, trust the times of the participants more than the status'),
    }),
  ];
}

function disagreementText(
  call: Call,
  contradiction: Contradiction,
  nameOf: Subject['nameOf'],
  t: Subject['t'],
): string {
  const word = statusWord(call, t);
  switch (contradiction.kind) {
    case 'ended':
      return t('Its status is “{0}”, and it has a time at which it ended', word);
    case 'started':
      return t('Its status is “{0}”, and it has a time at which it started', word);
    case 'joined':
      return t('Its status is “{0}”, and {1} joined', word, peopleText(contradiction.people.map(nameOf), t));
  }
}

function proofOf(call: Call, contradiction: Contradiction) {
  if (contradiction.kind !== 'joined') {
    const field = contradiction.kind === 'ended' ? 'endedAt' : 'startedAt';
    return { fields: callPaths(call, field), from: call[field], uid: undefined };
  }
  const { people } = contradiction;
  const joined = people.flatMap(({ stays }) => stays.filter(hasJoined));
  const [only, another] = people;
  return {
    fields: joined.map((stay) => pathOf(stay, 'joinedAt') ?? pathOf(stay, 'isJoined')),
    from: firstJoinAgainst(contradiction),
    uid: another ? undefined : only?.uid,
  };
}
