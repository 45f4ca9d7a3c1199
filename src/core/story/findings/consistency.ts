import type { Finding } from './model.ts';
import { CLOCKS_APART_MS } from '../../base/index.ts';
import {
  type Contradiction,
  contradictionOf,
  firstJoinAgainst,
  hasJoined,
  isDisputed,
  isWhole,
  secondsBetween,
  peopleText,
  statusWord,
} from '../../call/index.ts';
import type { Call } from '../../call/model.ts';
import { hasOwnName, parseSessionId } from '../../sessionId/index.ts';
import { formatDuration, visibleText } from '../../text/index.ts';
import {
  boundsOf,
  callPaths,
  disordersOf,
  finding,
  forEachPerson,
  isReversed,
  pathOf,
  ROUNDING,
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
 * Totals that disagree with what they count. Minutes of audio and video are not among them: they are added up
 * for billing, and need not be the sum over the participants.
 */
export function totalsFindings(subject: Subject): readonly Finding[] {
  return [...callDuration(subject), ...stayDurations(subject), ...participantCount(subject)];
}

function callDuration({ call, t }: Subject): readonly Finding[] {
  const said = call.durationSeconds;
  const lasted = secondsBetween(call.startedAt, call.endedAt);
  if (said === undefined || lasted === undefined || Math.abs(said - lasted) <= ROUNDING) return [];
  const message = t(
    'The answer gives {0} as its length, and times that are {1} apart',
    formatDuration(said, t),
    formatDuration(lasted, t),
  );
  return [
    finding('totalsDisagree', 'info', message, {
      fields: callPaths(call, 'duration', 'startedAt', 'endedAt'),
      from: call.startedAt,
      to: call.endedAt,
    }),
  ];
}

function stayDurations({ people, nameOf, t }: Subject): readonly Finding[] {
  const disagreeing = people.flatMap((person) =>
    person.stays.filter(hasJoined).flatMap((stay) => {
      const [said, stayed] = [stay.durationSeconds, secondsBetween(stay.joinedAt, stay.leftAt)];
      if (said === undefined || stayed === undefined || Math.abs(said - stayed) <= ROUNDING) return [];
      return [{ person, stay, said, stayed }];
    }),
  );
  return forEachPerson(
    disagreeing,
    ({ person, stay, said, stayed }) =>
      finding(
        'totalsDisagree',
        'info',
        t(
          'The answer gives {0} for {1}’s stay, and times that are {2} apart',
          formatDuration(said, t),
          nameOf(person),
          formatDuration(stayed, t),
        ),
        {
          fields: [pathOf(stay, 'duration'), ...timesPaths(stay)],
          uid: person.uid,
          from: stay.joinedAt,
          to: stay.leftAt,
        },
      ),
    (count) => t('The lengths of {0} stays are not those between their times', count),
  );
}

/**
 * The server counts somebody on two devices twice, and nothing tells how it counts rejoins and those who never
 * joined: a count disagrees when it is less than the people who joined, or more than the entries of the list.
 */
function participantCount({ call, people, t }: Subject): readonly Finding[] {
  const { participantCount: said, participants } = call;
  if (said === undefined || participants.length === 0 || !isWhole(call, 'participants')) return [];
  const joined = people.filter(({ stays }) => stays.some(hasJoined)).length;
  if (said >= joined && said <= participants.length) return [];
  const message = t('The answer counts {0} participants, and lists {1}', said, participants.length);
  return [finding('totalsDisagree', 'info', message, { fields: ['totalParticipants', 'participants'] })];
}

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
  const limit = context.asOf + CLOCKS_APART_MS;
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
