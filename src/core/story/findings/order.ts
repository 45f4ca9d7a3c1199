import type { Call } from '../../call/model.ts';
import { type Contradiction, contradictionOf, firstJoinAgainst } from '../../call/contradiction.ts';
import { hasJoined, isDisputed } from '../../call/facts.ts';
import type { Finding } from './index.ts';
import { CLOCKS_APART } from '../../call/asOf.ts';
import { peopleText, statusWord } from '../../call/words.ts';
import { boundsOf, disordersOf, isReversed } from './bounds.ts';
import { callPaths, finding, forEachPerson, pathOf, type Subject, timesPaths } from './subject.ts';

/** Times in an order in which nothing can have happened, and a status that the times deny. */
export function orderFindings(subject: Subject): readonly Finding[] {
  return [
    ...callOrder(subject),
    ...stayOrder(subject),
    ...outsideCall(subject),
    ...disputedJoins(subject),
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

function callOrder({ call, t }: Subject): readonly Finding[] {
  return disordersOf(call).map(({ later, earlier }) => {
    const message =
      later === 'startedAt'
        ? t('It started before it was initiated')
        : earlier === 'startedAt'
          ? t('It ended before it started')
          : t('It ended before it was initiated');
    return impossible(message, callPaths(call, later, earlier), { from: call[later] });
  });
}

function joinedStays({ people }: Subject) {
  return people.flatMap((person) => person.stays.filter(hasJoined).map((stay) => ({ person, stay })));
}

function stayOrder(subject: Subject): readonly Finding[] {
  const { nameOf, t } = subject;
  return forEachPerson(
    joinedStays(subject).filter(({ stay }) => isReversed(stay)),
    ({ person, stay }) =>
      impossible(t('{0} left before joining', nameOf(person)), timesPaths(stay), {
        uid: person.uid,
        from: stay.leftAt,
      }),
    (count) => t('{0} stays ended before they began', count),
  );
}

function outsideCall(subject: Subject): readonly Finding[] {
  const { call, nameOf, t } = subject;
  const { first, last } = boundsOf(call);
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

/** Who joined at a time, and by the flag did not: which of the two is right, nobody knows. */
function disputedJoins({ people, nameOf, t }: Subject): readonly Finding[] {
  return forEachPerson(
    people.flatMap((person) => person.stays.filter(isDisputed).map((stay) => ({ person, stay }))),
    ({ person, stay }) =>
      finding(
        'statusDisagrees',
        'notice',
        t('{0} is marked as not having joined, and has a time of joining', nameOf(person)),
        { fields: [pathOf(stay, 'isJoined'), pathOf(stay, 'joinedAt')], uid: person.uid },
      ),
    (count) => t('{0} stays are marked as not joined, and have a time of joining', count),
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
