/** Who was with whom, and who with nobody. */
import {
  aloneLimit,
  goneTogether,
  type Loneliness,
  lonely,
  neverTogether,
  peakOf,
  togetherLate,
} from '../happenings.ts';
import type { Finding } from './model.ts';
import { goneTogetherText, neverTogetherText } from '../sentences.ts';
import type { PersonTrack } from '../timeline/model.ts';
import {
  contradictionOf,
  hasJoined,
  isStillThere,
  lastLeave,
  personKey,
  type Span,
} from '../../call/index.ts';
import { formatDuration } from '../../text/index.ts';
import { isOneToOne } from '../subject.ts';
import {
  callPaths,
  finding,
  forEachPerson,
  MOST_IN_CALL,
  pathOf,
  type Subject,
  timesPaths,
} from './subject.ts';

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
      from: joined[0]?.stays[0]?.joinedAt,
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
