/** Totals that disagree with what they count. */
import type { Finding } from './model.ts';
import { hasJoined, isWhole, ROUNDING, secondsBetween } from '../../call/index.ts';
import { formatDuration } from '../../text/index.ts';
import { callPaths, finding, forEachPerson, pathOf, type Subject, timesPaths } from './subject.ts';

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
      'CometChat reported its length twice: as {0}, and as {1}',
      formatDuration(said, t),
      formatDuration(second, t),
    );
    const fields = ['totalDuration', 'totalDurationInMinutes'];
    return [finding('totalsDisagree', 'info', message, { ...place, fields, facts: { seconds: said } })];
  }
  if (said === undefined || lasted === undefined || areNear(said, lasted)) return [];
  const message = t(
    'CometChat reported {0} as its length, and times that are {1} apart',
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
        'CometChat reported {0} for {1}’s stay, and times that are {2} apart',
        formatDuration(said, t),
        nameOf(person),
        formatDuration(stayed, t),
      );
      return [{ person, stay, said, message, fields }];
    }
    if (second === undefined || areNear(said, second)) return [];
    const message = t(
      'CometChat reported the length of {0}’s stay twice: as {1}, and as {2}',
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
          ? t('CometChat reported {0} of audio for {1}’s stay of {2}', length, name, whole)
          : t('CometChat reported {0} of video for {1}’s stay of {2}', length, name, whole);
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
      ? t('CometChat reported 1 participant, and listed {0}', participants.length)
      : t('CometChat reported {0} participants, and listed {1}', said, participants.length);
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
