import {
  aloneLimit,
  goneTogether,
  lastLeaveOfAll,
  type Loneliness,
  lonely,
  neverTogether,
  overlapsOf,
  peakOf,
  type Return,
  returns,
  togetherLate,
} from '../happenings.ts';
import type { Finding, Severity } from './model.ts';
import { goneTogetherText, neverTogetherText } from '../sentences.ts';
import type { PersonTrack, Timeline } from '../timeline/model.ts';
import {
  attendanceOfAll,
  contradictionOf,
  displayName,
  hasJoined,
  isKnownWhole,
  isLive,
  isStillThere,
  isWhole,
  lastLeave,
  personKey,
  secondsBetween,
  type Person,
  type Span,
  stateOf,
} from '../../call/index.ts';
import type { Participant } from '../../call/model.ts';
import { formatDuration, visibleText } from '../../text/index.ts';
import { isInDoubt, isOneToOne } from '../subject.ts';
import {
  attendancePaths,
  callPaths,
  finding,
  forEachPerson,
  GROUP_EARLY,
  GROUP_LATE,
  GROUP_SHARE,
  MOST_IN_CALL,
  ONE_TO_ONE_EARLY,
  ONE_TO_ONE_LATE,
  pathOf,
  type Subject,
  timesPaths,
} from './subject.ts';

/** Who did not come, came late, left early, or is not reported to have left. */
export function attendanceFindings(subject: Subject): readonly Finding[] {
  const { timeline, call } = subject;
  // A session of several meetings has no one start to be late for.
  const comings = timeline && timeline.meetings.length === 0 && call.startedAt !== undefined;
  return [
    ...neverJoined(subject),
    ...(comings ? [...joinedLate(subject, timeline), ...leftEarly(subject)] : []),
    ...neverLeft(subject),
  ];
}

/** Of a call that was not taken, nobody is said to be missing: that it was not taken says it. */
function neverJoined(subject: Subject): readonly Finding[] {
  const { call, people, joined, nameOf, t } = subject;
  const isOpen = call.status === 'ongoing' && isLive(call);
  if (call.status !== 'ended' && !isOpen) return [];
  // Who rejected it is another finding's.
  const missing = people.filter(
    ({ stays }) => attendanceOfAll(stays) === 'notJoined' && !stays.some(isRejected),
  );
  const silent = people.filter(({ stays }) => attendanceOfAll(stays) === 'notTold');
  const isNobody = missing.length + silent.length === people.length && people.length > 0;
  if (isNobody && !isOpen) return [nobodyJoined(subject)];
  const isProblem = isOneToOne(call) && joined.length < 2;
  const of = people.length;
  return [
    ...forEachPerson(
      missing,
      (person) =>
        absent(
          subject,
          person,
          isOpen ? 'info' : isProblem ? 'problem' : 'notice',
          isOpen ? t('{0} has not joined yet', nameOf(person)) : t('{0} never joined', nameOf(person)),
        ),
      (count) =>
        isOpen
          ? t('{0} of {1} people have not joined yet', count, of)
          : t('{0} of {1} people never joined', count, of),
    ),
    // An entry without a word of it does not show that somebody never came.
    ...forEachPerson(
      silent,
      (person) =>
        absent(
          subject,
          person,
          isOpen ? 'info' : 'notice',
          t('The answer does not show {0} joining', nameOf(person)),
        ),
      (count) => t('The answer does not show {0} of {1} people joining', count, of),
    ),
  ];
}

function absent(subject: Subject, person: Person, severity: Severity, message: string): Finding {
  return finding('neverJoined', severity, message, {
    advice: severity === 'info' ? undefined : absenceAdvice(subject, person),
    facts: { who: [person.key] },
    fields: person.stays.flatMap(absencePaths),
    uid: person.uid,
  });
}

function isRejected(stay: Participant): boolean {
  return stateOf(stay) === 'rejected';
}

function absenceAdvice({ call, t }: Subject, { uid }: Person): string {
  return uid !== '' && uid === call.initiator?.id
    ? t('Look in the caller’s log for why they did not join after it was answered')
    : t('Check whether they were online, and whether their device showed the incoming call or invitation');
}

function nobodyJoined({ call, people, t }: Subject): Finding {
  const isShown = people.every(({ stays }) => attendanceOfAll(stays) === 'notJoined');
  const message = isShown
    ? t('Nobody on the list joined the call')
    : t('The answer does not show anybody joining');
  return finding('neverJoined', isShown ? 'problem' : 'notice', message, {
    advice: t('Look in the devices’ logs for what happened between answering and joining'),
    facts: { who: people.map(({ key }) => key) },
    fields: [...callPaths(call, 'status'), ...people.flatMap(({ stays }) => stays.flatMap(absencePaths))],
  });
}

/** What shows that somebody never joined, and their state, whatever it is. */
function absencePaths(stay: Participant): readonly (string | undefined)[] {
  return [...attendancePaths(stay), pathOf(stay, 'state')];
}

/** The share of the call that people of a group may be late for, or gone before. */
function slack({ call, asOf }: Subject, least: number): number {
  const length = secondsBetween(call.startedAt, call.endedAt ?? asOf) ?? 0;
  return Math.max(least, length * GROUP_SHARE);
}

function joinedLate(subject: Subject, timeline: Timeline): readonly Finding[] {
  const { call, nameOf, t } = subject;
  const isForTwo = isOneToOne(call);
  const limit = isForTwo ? ONE_TO_ONE_LATE : slack(subject, GROUP_LATE);
  const entries = new Map(subject.people.map(({ key, stays }) => [key, stays]));
  const late = timeline.people.flatMap((person) => {
    const [first] = person.stays;
    const stays = entries.get(person.key) ?? [];
    // Without one of the times of joining, somebody may have been there before.
    const isFirst = !person.hasUntimed && person.stays.every(({ start }) => start === 'known');
    if (!first || !isFirst || isInDoubt(subject, stays)) return [];
    const after = secondsBetween(call.startedAt, first.from);
    return after !== undefined && after >= limit ? [{ person, first, after }] : [];
  });
  return forEachPerson(
    late,
    ({ person, first, after }) => {
      const stay = call.participants[first.index];
      const length = formatDuration(after, t);
      const message =
        call.mode === 'call'
          ? t('{0} joined {1} after the call was answered', nameOf(person), length)
          : t('{0} joined {1} after the start', nameOf(person), length);
      return finding('joinedLate', isForTwo ? 'notice' : 'info', message, {
        advice: isForTwo
          ? t('Look in their device’s log between the answer and the join: network, permissions, sign-in')
          : undefined,
        facts: { who: [person.key], seconds: after },
        fields: [...callPaths(call, 'startedAt'), stay && pathOf(stay, 'joinedAt')],
        uid: person.uid,
        from: call.startedAt,
        to: first.from,
      });
    },
    (count) => t('{0} people joined at least {1} after the start', count, formatDuration(limit, t)),
  );
}

/** Counted to when the last one left, where all times of leaving are known, for a call may be ended long after that. */
function leftEarly(subject: Subject): readonly Finding[] {
  const { call, joined, nameOf, t } = subject;
  if (call.status !== 'ended' || call.endedAt === undefined) return [];
  const leavers = joined.map((person) => ({
    person,
    leftAt: isInDoubt(subject, person.stays) ? undefined : lastLeave(person.stays),
  }));
  const last = lastLeaveOfAll(subject);
  const until = Math.min(last ?? call.endedAt, call.endedAt);
  const isToEnd = until === call.endedAt;
  const isForTwo = isOneToOne(call);
  const limit = isForTwo ? ONE_TO_ONE_EARLY : slack(subject, GROUP_EARLY);
  const lastFields = isToEnd
    ? callPaths(call, 'endedAt')
    : call.participants
        .filter((stay) => hasJoined(stay) && stay.leftAt === until)
        .map((stay) => pathOf(stay, 'leftAt'));
  const early = leavers.flatMap(({ person, leftAt }) => {
    const seconds = secondsBetween(leftAt, until);
    return leftAt !== undefined &&
      seconds !== undefined &&
      seconds >= limit &&
      leftAt >= (call.startedAt ?? 0)
      ? [{ person, leftAt, seconds }]
      : [];
  });
  return forEachPerson(
    early,
    ({ person, leftAt, seconds }) => {
      const name = nameOf(person);
      const length = formatDuration(seconds, t);
      const message = isToEnd
        ? t('{0} left {1} before the end', name, length)
        : t('{0} left {1} before the last one did', name, length);
      const own = person.stays.filter((stay) => hasJoined(stay) && stay.leftAt === leftAt);
      return finding('leftEarly', isForTwo ? 'notice' : 'info', message, {
        advice: isForTwo
          ? t('The answer does not tell why: look in their device’s log at that time')
          : undefined,
        facts: { who: [person.key], seconds },
        fields: [...own.map((stay) => pathOf(stay, 'leftAt')), ...lastFields],
        uid: person.uid,
        from: leftAt,
        to: until,
      });
    },
    (count) => {
      const length = formatDuration(limit, t);
      return isToEnd
        ? t('{0} people left at least {1} before the end', count, length)
        : t('{0} people left at least {1} before the last one did', count, length);
    },
  );
}

/** Whoever was in a call that is over, and of whom nobody heard that they left. */
function neverLeft(subject: Subject): readonly Finding[] {
  const { call, joined, nameOf, t } = subject;
  if (call.status !== 'ended' || call.endedAt === undefined) return [];
  const open = joined.flatMap((person) => {
    // A state that is still ongoing is another finding's.
    const stays = person.stays.filter(
      (stay) => hasJoined(stay) && stay.leftAt === undefined && stateOf(stay) !== 'ongoing',
    );
    return stays.length === 0 ? [] : [{ person, stays }];
  });
  return forEachPerson(
    open,
    ({ person, stays }) =>
      finding('neverLeft', 'info', t('When {0} left is not reported', nameOf(person)), {
        facts: { who: [person.key] },
        fields: stays.map((stay) => pathOf(stay, 'joinedAt') ?? `participants[${stay.entry}]`),
        uid: person.uid,
        from: stays[0]?.joinedAt,
      }),
    (count) => t('When {0} people left is not reported', count),
  );
}

/** Who was with whom: never, late, or all gone at once; alone; and as many as can be. */
export function companyFindings(subject: Subject): readonly Finding[] {
  return [
    ...apart(subject),
    ...lateTogether(subject),
    ...goneAtOnce(subject),
    ...alone(subject),
    ...full(subject),
  ];
}

function apart(subject: Subject): readonly Finding[] {
  const { call, joined, t } = subject;
  const never = neverTogether(subject);
  if (!never || contradictionOf(call)) return [];
  const isForTwo = isOneToOne(call);
  return [
    finding('neverTogether', isForTwo ? 'problem' : 'notice', neverTogetherText(subject, never.inMeetings), {
      advice: never.inMeetings
        ? t('Check that all of them join with the same meeting: their entries have different ones')
        : t('Compare the logs of their devices: one had left before the other came'),
      facts: { who: joined.map(({ key }) => key) },
      fields: joined.flatMap(({ stays }) =>
        stays
          .filter(hasJoined)
          .flatMap((stay) => [...timesPaths(stay), never.inMeetings ? pathOf(stay, 'mid') : undefined]),
      ),
    }),
  ];
}

function lateTogether(subject: Subject): readonly Finding[] {
  const { call, t } = subject;
  const late = isOneToOne(call) ? togetherLate(subject) : undefined;
  if (!late) return [];
  const { after, seconds, length, from } = late;
  const joins = call.participants.filter((stay) => hasJoined(stay) && stay.joinedAt === from);
  const message = t(
    'They were together only {0} after the answer, for {1} of {2}',
    formatDuration(after, t),
    formatDuration(seconds, t),
    formatDuration(length, t),
  );
  return [
    finding('togetherLate', 'info', message, {
      facts: { seconds: after },
      fields: [
        ...callPaths(call, 'startedAt'),
        ...joins.map((stay) => pathOf(stay, 'joinedAt')),
        ...callPaths(call, 'endedAt'),
      ],
      from: call.startedAt,
      to: from,
    }),
  ];
}

function goneAtOnce(subject: Subject): readonly Finding[] {
  const { call, joined, t } = subject;
  const gone = goneTogether(subject);
  if (!gone) return [];
  return [
    finding('goneTogether', 'notice', goneTogetherText(gone, t), {
      advice: t('What takes all at once is seldom a person: look in the logs of two of them at that second'),
      facts: { count: gone.count, seconds: gone.before },
      fields: [
        ...joined.flatMap(({ stays }) =>
          stays
            .filter((stay) => hasJoined(stay) && stay.leftAt === lastLeave(stays))
            .map((stay) => pathOf(stay, 'leftAt')),
        ),
        ...callPaths(call, 'endedAt'),
      ],
      from: gone.from,
      to: gone.to,
    }),
  ];
}

function full(subject: Subject): readonly Finding[] {
  const { call, t } = subject;
  const peak = peakOf(subject);
  if (!peak || peak.count < MOST_IN_CALL) return [];
  return [
    finding('full', 'info', t('At its peak {0} people were in it, as many as a call holds', peak.count), {
      advice: t('Whoever could not join at that time may have found it full'),
      facts: { count: peak.count },
      fields: ['participants', ...callPaths(call, 'totalParticipants')],
      from: peak.from,
    }),
  ];
}

/** Somebody there who was not called, the called one not listed, and a call to oneself. */
export function partyFindings(subject: Subject): readonly Finding[] {
  const { call, people, joined, nameOf, t } = subject;
  const { initiator, receiver, receiverType } = call;
  if (receiverType !== 'user' || !receiver) return [];
  const name = (party: typeof receiver) => visibleText(displayName(party), 60);
  if (initiator?.id === receiver.id) {
    const message = t('Caller and called are one and the same: {0}', name(receiver));
    return [finding('selfCall', 'notice', message, { fields: callPaths(call, 'initiator', 'receiver') })];
  }
  const strangers = initiator
    ? joined.filter(({ uid }) => uid !== '' && uid !== initiator.id && uid !== receiver.id)
    : [];
  const isUnlisted = ({ id }: typeof receiver) => !people.some(({ uid }) => uid === id);
  const parties = [
    ...(initiator && isUnlisted(initiator) ? [{ party: initiator, field: 'initiator' as const }] : []),
    ...(isUnlisted(receiver) ? [{ party: receiver, field: 'receiver' as const }] : []),
  ];
  const areTold = people.length > 0 && isWhole(call, 'participants') && people.every(({ uid }) => uid !== '');
  return [
    ...forEachPerson(
      isOneToOne(call) && initiator ? strangers : [],
      (person) =>
        finding(
          'stranger',
          'notice',
          t(
            '{0} joined a call between {1} and {2}',
            nameOf(person),
            initiator ? name(initiator) : '',
            name(receiver),
          ),
          {
            advice: t('Find out how they came by the session id: neither caller nor called'),
            facts: { who: [person.key] },
            fields: [
              ...callPaths(call, 'initiator', 'receiver'),
              ...person.stays.filter(hasJoined).flatMap((stay) => attendancePaths(stay).slice(0, 2)),
            ],
            uid: person.uid,
            from: person.stays[0]?.joinedAt,
          },
        ),
      (count) => t('{0} people joined who neither called nor were called', count),
    ),
    ...(areTold && joined.length > 0 ? parties : []).map(({ party, field }) =>
      finding(
        'partyNotListed',
        isKnownWhole(call) ? 'notice' : 'info',
        field === 'initiator'
          ? t('{0}, who called, is not on the list', name(party))
          : t('{0}, who was called, is not on the list', name(party)),
        { facts: { who: [party.id] }, fields: [...callPaths(call, field), 'participants'] },
      ),
    ),
  ];
}

/** Who was there more than once: after one another, and at the same time. */
export function stayFindings(subject: Subject): readonly Finding[] {
  const { t } = subject;
  return [
    ...forEachPerson(
      returns(subject),
      (back) => rejoinFinding(subject, back),
      (count) => t('{0} people left and came back', count),
    ),
    ...severalDevices(subject),
  ];
}

function rejoinFinding({ call, nameOf, t }: Subject, back: Return): Finding {
  const { person, gaps, seconds, isNoticed, onOtherDevice } = back;
  const [name, length] = [nameOf(person), formatDuration(seconds, t)];
  const [longest] = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const once = onOtherDevice
    ? t('{0} was gone for {1}, and came back on another device', name, length)
    : t('{0} was gone for {1}, and came back', name, length);
  const message =
    gaps.length === 1
      ? once
      : t('{0} left and came back {1} times, gone for {2} in all', name, gaps.length, length);
  return finding('rejoined', isNoticed ? 'notice' : 'info', message, {
    advice: isNoticed
      ? t('The answer does not tell why: look in their device’s log at that time for a lost connection')
      : undefined,
    facts: { who: [person.key], seconds, count: gaps.length },
    fields: gaps.flatMap(({ before, after }) => {
      const [left, joined] = [call.participants[before.index], call.participants[after.index]];
      const devices = onOtherDevice
        ? [left && pathOf(left, 'deviceId'), joined && pathOf(joined, 'deviceId')]
        : [];
      return [left && pathOf(left, 'leftAt'), joined && pathOf(joined, 'joinedAt'), ...devices];
    }),
    uid: person.uid,
    from: longest?.from,
    to: longest?.to,
  });
}

function severalDevices(subject: Subject): readonly Finding[] {
  const { call, timeline, nameOf, t } = subject;
  const several = (timeline?.people ?? []).flatMap((person) => {
    const overlaps = overlapsOf(person);
    return overlaps.spans.length === 0 ? [] : [{ person, ...overlaps }];
  });
  return forEachPerson(
    several,
    ({ person, spans, seconds, stays, devices }) => {
      const [name, length] = [nameOf(person), formatDuration(seconds, t)];
      const message =
        devices > 1
          ? t('{0} was there on {1} devices at once, for {2}', name, devices, length)
          : devices === 1
            ? t('{0} was there twice at once on one device, for {1}', name, length)
            : t('{0} was there more than once at the same time, for {1}', name, length);
      return finding('severalDevices', 'info', message, {
        advice: devices > 1 ? t('Two devices in one room can cause an echo') : undefined,
        facts: { who: [person.key], seconds, count: devices },
        fields: stays.flatMap(({ index }) => {
          const stay = call.participants[index];
          return stay ? [...timesPaths(stay), pathOf(stay, 'deviceId')] : [];
        }),
        uid: person.uid,
        from: spans[0]?.from,
        to: spans.at(-1)?.to,
      });
    },
    (count) => t('{0} people were there more than once at the same time', count),
  );
}

function alone(subject: Subject): readonly Finding[] {
  const { t } = subject;
  return forEachPerson(
    lonely(subject),
    (loneliness) => aloneFinding(subject, loneliness),
    (count) => t('{0} people were alone for at least {1}', count, formatDuration(aloneLimit(subject), t)),
  );
}

function aloneFinding(subject: Subject, { person, stretches, longest, seconds, isNow }: Loneliness): Finding {
  const { nameOf, t } = subject;
  const [name, length] = [nameOf(person), formatDuration(seconds, t)];
  const once = isNow
    ? t('{0} has been alone for {1}', name, length)
    : t('{0} was alone for {1}', name, length);
  const message =
    stretches.length > 1
      ? t('{0} was alone for {1}, in {2} stretches', name, length, stretches.length)
      : once;
  return finding('aloneForLong', 'notice', message, {
    advice: t('Find out why nobody else was there: look in the logs of those who had left, or had not come'),
    facts: { who: [person.key], seconds },
    fields: stretches.flatMap((stretch) => boundaryPaths(subject, person, stretch)),
    uid: person.uid,
    from: longest.from,
    to: longest.to,
  });
}

/** Whose leaving or joining began and ended the stretch, and what else shows that the one was there. */
function boundaryPaths({ call }: Subject, { key }: PersonTrack, { from, to }: Span) {
  const own = call.participants.filter(
    (stay, index) =>
      personKey(stay, index) === key &&
      hasJoined(stay) &&
      (stay.joinedAt ?? Number.POSITIVE_INFINITY) <= to &&
      (stay.leftAt ?? Number.POSITIVE_INFINITY) >= from,
  );
  const beginning = call.participants.filter(({ leftAt }) => leftAt === from);
  const ending = call.participants.filter(({ joinedAt }) => joinedAt === to);
  return [
    ...beginning.map((stay) => pathOf(stay, 'leftAt')),
    ...own
      .filter(({ joinedAt }) => joinedAt === from || beginning.length === 0)
      .map((stay) => pathOf(stay, 'joinedAt')),
    ...ending.map((stay) => pathOf(stay, 'joinedAt')),
    ...own
      .filter(({ leftAt }) => leftAt === to || ending.length === 0)
      .map((stay) => pathOf(stay, isStillThere(stay) ? 'joinedAt' : 'leftAt')),
  ];
}
