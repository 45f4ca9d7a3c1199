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
  isWhole,
  markedWord,
  mayBeThere,
  peopleText,
  type Person,
  ROUNDING,
  secondsBetween,
  stateDenies,
  stateOf,
} from '../../call/index.ts';
import type { Call, Participant } from '../../call/model.ts';
import { hasOwnName, parseSessionId } from '../../sessionId/index.ts';
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

/** Whether the answer is of the call that was asked for, and its id agrees with it and with who was asked. */
export function identityFindings(subject: Subject): readonly Finding[] {
  // Without an id of its own there is nothing to compare: the call has the one that was asked for.
  const hasOwnId = !subject.call.warnings.some(
    ({ path, problem }) => path === 'sessionId' && problem === 'missing',
  );
  return hasOwnId ? [...otherSession(subject), ...otherApp(subject), ...otherSecond(subject)] : [];
}

function otherSession({ call, context, t }: Subject): readonly Finding[] {
  if (comparable(call.sessionId) === comparable(context.sessionId)) return [];
  return [
    finding('otherSession', 'problem', t('The answer is of another session than the one asked for'), {
      advice: t('Compare the two ids before trusting anything else that is said here'),
      fields: ['sessionId'],
    }),
  ];
}

/** The hex digits of a v1 or legacy id may be in either case; a name is the integrator's, letter for letter. */
function comparable(sessionId: string): string {
  const session = parseSessionId(sessionId);
  return session.form === 'custom' || hasOwnName(session) ? session.id : session.id.toLowerCase();
}

function otherApp({ call, context, t }: Subject): readonly Finding[] {
  const session = parseSessionId(call.sessionId);
  if (session.form !== 'v1') return [];
  const evidence = {
    advice: t('Check that the connection is the one of this call'),
    fields: ['sessionId'],
  };
  if (differs(context.appId, session.appId)) {
    const [named, asked] = [visibleText(session.appId, 60), visibleText(context.appId ?? '', 60)];
    return [
      finding(
        'otherApp',
        'problem',
        t('The id names app {0}, and app {1} was asked', named, asked),
        evidence,
      ),
    ];
  }
  if (!differs(context.region, session.region)) return [];
  const [named, asked] = [visibleText(session.region, 20), visibleText(context.region ?? '', 20)];
  return [
    finding(
      'otherApp',
      'notice',
      t('The id names region {0}, and region {1} was asked', named, asked),
      evidence,
    ),
  ];
}

function differs(asked: string | undefined, named: string): boolean {
  return asked !== undefined && asked.toLowerCase() !== named;
}

/** In every answer seen, the second in the id is the one in which the call was initiated. */
function otherSecond({ call, t }: Subject): readonly Finding[] {
  const session = parseSessionId(call.sessionId);
  if (session.form !== 'v1' && session.form !== 'legacy') return [];
  if (session.initiatedAt === undefined || call.initiatedAt === undefined) return [];
  const apart = Math.abs(call.initiatedAt - session.initiatedAt) / 1000;
  if (apart <= ROUNDING) return [];
  const message =
    call.initiatedAt > session.initiatedAt
      ? t('It was initiated {0} after the time in its id', formatDuration(apart, t))
      : t('It was initiated {0} before the time in its id', formatDuration(apart, t));
  return [
    finding('otherSecond', 'info', message, {
      fields: ['sessionId', ...callPaths(call, 'initiatedAt')],
      from: call.initiatedAt,
    }),
  ];
}

/**
 * Totals that disagree with what they count. Minutes of audio and video are added up for billing, and the call's need
 * not be the sum over the participants: they are only too many where one stay has more than its length.
 */
export function totalsFindings(subject: Subject): readonly Finding[] {
  return [
    ...callDuration(subject),
    ...stayDurations(subject),
    ...minutesBeyond(subject),
    ...participantCount(subject),
    ...otherMeeting(subject),
  ];
}

function areNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= ROUNDING;
}

function callDuration({ call, t }: Subject): readonly Finding[] {
  const { durationSeconds: said, secondDurationSeconds: second, startedAt, endedAt } = call;
  const lasted = secondsBetween(startedAt, endedAt);
  const place = { from: startedAt, to: endedAt };
  if (said !== undefined && second !== undefined && !areNear(said, second)) {
    const message = t(
      'The answer gives its length twice: as {0}, and as {1}',
      formatDuration(said, t),
      formatDuration(second, t),
    );
    const fields = ['totalDuration', 'totalDurationInMinutes'];
    return [finding('totalsDisagree', 'info', message, { ...place, fields, facts: { seconds: said } })];
  }
  if (said === undefined || lasted === undefined || areNear(said, lasted)) return [];
  const message = t(
    'The answer gives {0} as its length, and times that are {1} apart',
    formatDuration(said, t),
    formatDuration(lasted, t),
  );
  const fields = callPaths(call, 'duration', 'startedAt', 'endedAt');
  return [finding('totalsDisagree', 'info', message, { ...place, fields, facts: { seconds: said } })];
}

function joinedStays({ people }: Subject) {
  return people.flatMap((person) => person.stays.filter(hasJoined).map((stay) => ({ person, stay })));
}

function stayDurations(subject: Subject): readonly Finding[] {
  const { nameOf, t } = subject;
  const disagreeing = joinedStays(subject).flatMap(({ person, stay }) => {
    const { durationSeconds: said, secondDurationSeconds: second } = stay;
    const stayed = secondsBetween(stay.joinedAt, stay.leftAt);
    if (said === undefined) return [];
    const fields = [pathOf(stay, 'duration'), ...timesPaths(stay)];
    if (stayed !== undefined && !areNear(said, stayed)) {
      const message = t(
        'The answer gives {0} for {1}’s stay, and times that are {2} apart',
        formatDuration(said, t),
        nameOf(person),
        formatDuration(stayed, t),
      );
      return [{ person, stay, said, message, fields }];
    }
    if (second === undefined || areNear(said, second)) return [];
    const message = t(
      'The answer gives the length of {0}’s stay twice: as {1}, and as {2}',
      nameOf(person),
      formatDuration(said, t),
      formatDuration(second, t),
    );
    const path = `participants[${stay.entry}]`;
    return [
      { person, stay, said, message, fields: [`${path}.totalDurationInMinutes`, `${path}.totalDuration`] },
    ];
  });
  return forEachPerson(
    disagreeing,
    ({ person, stay, said, message, fields }) =>
      finding('totalsDisagree', 'info', message, {
        fields,
        facts: { who: [person.key], seconds: said },
        uid: person.uid,
        from: stay.joinedAt,
        to: stay.leftAt,
      }),
    (count) => t('The lengths of {0} stays are not those between their times', count),
  );
}

/** Nobody has audio or video for longer than they were there. */
function minutesBeyond(subject: Subject): readonly Finding[] {
  const { nameOf, t } = subject;
  const beyond = joinedStays(subject).flatMap(({ person, stay }) => {
    const stayed = secondsBetween(stay.joinedAt, stay.leftAt);
    return (['audio', 'video'] as const).flatMap((media) => {
      const said = media === 'audio' ? stay.audioSeconds : stay.videoSeconds;
      return stayed === undefined || said === undefined || said <= stayed + ROUNDING
        ? []
        : [{ person, stay, media, said, stayed }];
    });
  });
  return forEachPerson(
    beyond,
    ({ person, stay, media, said, stayed }) => {
      const [length, whole, name] = [formatDuration(said, t), formatDuration(stayed, t), nameOf(person)];
      const message =
        media === 'audio'
          ? t('The answer gives {0} of audio for {1}’s stay of {2}', length, name, whole)
          : t('The answer gives {0} of video for {1}’s stay of {2}', length, name, whole);
      return finding('totalsDisagree', 'info', message, {
        fields: [pathOf(stay, media), ...timesPaths(stay)],
        facts: { who: [person.key], seconds: said },
        uid: person.uid,
        from: stay.joinedAt,
        to: stay.leftAt,
      });
    },
    (count) => t('{0} times a stay has more audio or video than it was long', count),
  );
}

/**
 * The server counts somebody on two devices twice, and nothing tells how it counts rejoins and those who never
 * joined: a count disagrees when it is less than the people who joined, or more than the entries of the list.
 */
function participantCount({ call, joined, t }: Subject): readonly Finding[] {
  const { participantCount: said, participants } = call;
  if (said === undefined || participants.length === 0 || !isWhole(call, 'participants')) return [];
  if (said >= joined.length && said <= participants.length) return [];
  const message =
    said === 1
      ? t('The answer counts 1 participant, and lists {0}', participants.length)
      : t('The answer counts {0} participants, and lists {1}', said, participants.length);
  return [
    finding('totalsDisagree', 'info', message, {
      fields: ['totalParticipants', 'participants'],
      facts: { count: said, of: participants.length },
    }),
  ];
}

/** An answer of one meeting, all of whose stays are of another. */
function otherMeeting({ call, t }: Subject): readonly Finding[] {
  const stays = call.participants.filter(hasJoined);
  const others = stays.filter(({ meetingId }) => meetingId !== undefined && meetingId !== call.meetingId);
  if (call.meetingId === undefined || others.length === 0) return [];
  // A session that is used again has stays of its earlier meetings; a call is one meeting.
  if (others.length < stays.length && call.mode !== 'call') return [];
  const message =
    others.length < stays.length
      ? t('Of another meeting than the answer: {0} of {1} stays', others.length, stays.length)
      : t('All stays on the list are of another meeting than the answer');
  return [
    finding('otherMeeting', 'notice', message, {
      advice: t(
        'A session can be used for several meetings: trust no length that is told of the two together',
      ),
      facts: { count: others.length, of: stays.length },
      fields: [...callPaths(call, 'mid'), ...others.map((stay) => pathOf(stay, 'mid'))],
    }),
  ];
}

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
