/** Where an answer contradicts itself: times, entries, states and the status. */
import { statesText } from '../sentences.ts';
import type { Finding } from './model.ts';
import {
  attendanceOf,
  boundsOf,
  type Contradiction,
  contradictionOf,
  disordersOf,
  firstJoinAgainst,
  hasJoined,
  isLater,
  isLive,
  isReversed,
  markedWord,
  mayBeThere,
  peopleText,
  type Person,
  stateDenies,
  stateOf,
} from '../../call/index.ts';
import type { Call, Participant } from '../../call/model.ts';
import { formatDuration, visibleText } from '../../text/index.ts';
import {
  aboutOne,
  attendancePaths,
  callPaths,
  finding,
  forEachPerson,
  pathOf,
  type Subject,
  timesPaths,
} from './subject.ts';

/** Times in an order in which nothing can have happened, and a status that the times deny. */
export function orderFindings(subject: Subject): readonly Finding[] {
  return [
    ...callOrder(subject),
    ...stayOrder(subject),
    ...outsideCall(subject),
    ...disputedJoins(subject),
    ...states(subject),
    ...future(subject),
    ...statusDisagrees(subject),
    ...noStart(subject),
  ];
}

function impossible(
  message: string,
  fields: readonly (string | undefined)[],
  place: {
    readonly person?: Person;
    readonly from?: number | undefined;
    readonly advice?: string | undefined;
  } = {},
): Finding {
  const { person, from, advice } = place;
  const about = person && aboutOne([person]);
  return finding('impossibleOrder', 'notice', message, { ...about, fields, from, advice });
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

function stayOrder(subject: Subject): readonly Finding[] {
  const { call, nameOf, t } = subject;
  return forEachPerson(
    subject.people.flatMap((person) =>
      person.stays
        .filter((stay) => isReversed(stay) && attendanceOf(stay) !== 'notJoined')
        .map((stay) => ({ person, stay })),
    ),
    ({ person, stay }) =>
      impossible(t('{0}’s time of leaving is before that of joining', nameOf(person)), timesPaths(stay), {
        person,
        from: stay.leftAt,
        advice: isLive(call)
          ? t('As after a rejoin that kept the old time: whether they are there is not told')
          : t('As after a rejoin that kept the old time: when they left is not told'),
      }),
    (count) => t('{0} stays ended before they began', count),
  );
}

function outsideCall(subject: Subject): readonly Finding[] {
  const { call, people, nameOf, t } = subject;
  const { first, last } = boundsOf(call);
  const those = (isOutside: (stay: Participant) => boolean) =>
    people.flatMap((person) => {
      const stays = person.stays.filter((stay) => hasJoined(stay) && isOutside(stay));
      return stays.length === 0 ? [] : [{ person, stays }];
    });
  return [
    ...forEachPerson(
      those(({ joinedAt }) => joinedAt !== undefined && joinedAt < first),
      ({ person, stays }) =>
        impossible(
          t('{0} joined before the call was initiated', nameOf(person)),
          [...stays.map((stay) => pathOf(stay, 'joinedAt')), ...callPaths(call, 'initiatedAt')],
          { person, from: stays[0]?.joinedAt },
        ),
      (count) => t('{0} people joined before the call was initiated', count),
    ),
    ...forEachPerson(
      those(({ joinedAt = 0, leftAt = 0 }) => Math.max(joinedAt, leftAt) > last),
      ({ person, stays }) =>
        impossible(
          t('{0} was there after the call had ended', nameOf(person)),
          [...stays.flatMap(timesPaths), ...callPaths(call, 'endedAt')],
          { person, from: call.endedAt },
        ),
      (count) => t('{0} people were there after the call had ended', count),
    ),
  ];
}

/** Who was there by some fields, and did not join by others: which of the two is right, nobody knows. */
function disputedJoins({ people, nameOf, t }: Subject): readonly Finding[] {
  return forEachPerson(
    people.flatMap((person) =>
      person.stays.filter((stay) => attendanceOf(stay) === 'disputed').map((stay) => ({ person, stay })),
    ),
    ({ person, stay }) =>
      finding('statusDisagrees', 'notice', disputeText(stay, nameOf(person), t), {
        ...aboutOne([person]),
        fields: attendancePaths(stay),
      }),
    (count) => t('{0} entries say of somebody both that they joined and that they did not', count),
  );
}

function disputeText(stay: Participant, name: string, t: Subject['t']): string {
  if (stay.isJoined !== false)
    return t(
      '{0} was there by some fields, and is “{1}” by the state',
      name,
      visibleText(stay.state ?? '', 40),
    );
  if (stay.joinedAt !== undefined)
    return t('{0} is marked as not having joined, and has a time of joining', name);
  return stay.leftAt === undefined
    ? t('{0} is marked as not having joined, and has a stay', name)
    : t('{0} is marked as not having joined, and has a time of leaving', name);
}

/** States of stays that other fields deny. */
function states({ call, people, nameOf, t }: Subject): readonly Finding[] {
  const odd = people.flatMap((person) =>
    person.stays.filter(hasJoined).flatMap((stay) => {
      const state = visibleText(stay.state ?? '', 40);
      const about = { person, stay };
      if (stateDenies(stay))
        return [{ ...about, message: t('{0} joined, and the state is “{1}”', nameOf(person), state) }];
      if (stateOf(stay) !== 'ongoing') return [];
      if (stay.leftAt !== undefined && isLive(call) && mayBeThere(stay))
        return [{ ...about, message: t('{0} left, and the state is still “{1}”', nameOf(person), state) }];
      return call.status === 'ended' && call.endedAt !== undefined
        ? [
            {
              ...about,
              message: t('The call has ended, and {0}’s state is still “{1}”', nameOf(person), state),
            },
          ]
        : [];
    }),
  );
  return forEachPerson(
    odd,
    ({ person, stay, message }) =>
      finding('statusDisagrees', 'notice', message, {
        ...aboutOne([person]),
        fields: [
          pathOf(stay, 'state'),
          ...timesPaths(stay),
          ...(stateDenies(stay) ? [] : callPaths(call, 'endedAt')),
        ],
      }),
    (count) => t('{0} entries have a state that their other fields deny', count),
  );
}

/** Times after the answer itself: this computer's clock, or theirs, is wrong. */
function future({ call, asOf, t }: Subject): readonly Finding[] {
  const own = (['initiatedAt', 'startedAt', 'endedAt'] as const).filter((field) =>
    isLater(call[field], asOf),
  );
  const stays = call.participants
    .filter(hasJoined)
    .flatMap((stay) =>
      (['joinedAt', 'leftAt'] as const)
        .filter((field) => isLater(stay[field], asOf))
        .map((field) => pathOf(stay, field)),
    );
  if (own.length + stays.length === 0) return [];
  return [
    impossible(t('It has times that lie after the answer was fetched'), [...own, ...stays], {
      advice: t('Check whether this computer’s clock is right'),
    }),
  ];
}

/** A call that people were in, and that has no time at which it started: that nobody was is the status's contradiction. */
function noStart({ call, joined, t }: Subject): readonly Finding[] {
  const isStarted = call.status === 'ended' || call.status === 'ongoing';
  if (!isStarted || call.startedAt !== undefined || contradictionOf(call)) return [];
  const message = t('Its status is “{0}”, and it has no time at which it started', markedWord(call));
  return [
    finding('noStart', 'info', message, {
      fields: [
        ...callPaths(call, 'status', 'initiatedAt', 'duration'),
        ...joined.flatMap(({ stays }) => stays.filter(hasJoined).flatMap(timesPaths)),
      ],
      from: call.initiatedAt,
    }),
  ];
}

function statusDisagrees(subject: Subject): readonly Finding[] {
  const { call, t } = subject;
  const contradiction = contradictionOf(call);
  if (!contradiction) return [];
  const { fields, from, people } = proofOf(call, contradiction);
  return [
    finding('statusDisagrees', 'notice', disagreementText(subject, contradiction), {
      ...aboutOne(people),
      fields: [...callPaths(call, 'status'), ...fields],
      from,
      advice: t('Refresh; if it stays so, trust the times of the participants more than the status'),
    }),
  ];
}

function disagreementText(subject: Subject, contradiction: Contradiction): string {
  const { call, nameOf, t } = subject;
  const word = markedWord(call);
  switch (contradiction.kind) {
    case 'ended':
      return t('Its status is “{0}”, and it has a time at which it ended', word);
    case 'started':
      return t('Its status is “{0}”, and it has a time at which it started', word);
    case 'noStart':
      return t('Its status is “{0}”, and it has no time at which it started', word);
    case 'joined':
      return t('Its status is “{0}”, and {1} joined', word, peopleText(contradiction.people.map(nameOf), t));
    case 'length':
      return t(
        'Its status is “{0}”, and it has {1} of a call',
        word,
        formatDuration(contradiction.seconds, t),
      );
    case 'states':
      return statesText(contradiction.people, subject);
  }
}

function proofOf(call: Call, contradiction: Contradiction) {
  const none: readonly Person[] = [];
  switch (contradiction.kind) {
    case 'ended':
    case 'started': {
      const field = contradiction.kind === 'ended' ? 'endedAt' : 'startedAt';
      return { fields: callPaths(call, field), from: call[field], people: none };
    }
    case 'noStart':
      return {
        fields: callPaths(call, 'initiatedAt', 'endedAt', 'duration'),
        from: call.initiatedAt,
        people: none,
      };
    case 'length':
      return {
        fields: callPaths(call, 'duration', 'audio', 'video'),
        from: undefined,
        people: none,
      };
    case 'states':
    case 'joined': {
      const { people } = contradiction;
      const all = people.flatMap(({ stays }) => stays);
      const fields =
        contradiction.kind === 'states'
          ? all.map((stay) => pathOf(stay, 'state'))
          : all.filter(hasJoined).flatMap((stay) => pathOf(stay, 'joinedAt') ?? attendancePaths(stay)[0]);
      return { fields, from: firstJoinAgainst(contradiction), people };
    }
  }
}
