import { hasJoined, isWhole, secondsBetween } from '../../call/facts.ts';
import type { Finding } from './index.ts';
import { formatDuration } from '../../text/duration.ts';
import { callPaths, finding, forEachPerson, pathOf, type Subject, timesPaths } from './subject.ts';
import { ROUNDING } from './thresholds.ts';

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
