import { isStillThere, personKey } from '../../call/facts.ts';
import type { Finding } from './index.ts';
import { formatDuration } from '../../text/duration.ts';
import type { PersonTrack, Timeline } from '../timeline/index.ts';
import type { Span } from '../../call/spans.ts';
import { intersectionOf, secondsOf, unionOf } from '../../call/spans.ts';
import { isDoubtful } from './bounds.ts';
import { finding, forEachPerson, pathOf, type Subject, timesPaths } from './subject.ts';
import { ALONE, ALONE_IN_MEETING } from './thresholds.ts';

/**
 * Who was alone for long, since the call started. Nobody is said to have been where an entry contradicts itself or the
 * call: that one may have been there.
 */
export function aloneFindings(subject: Subject): readonly Finding[] {
  const { timeline, call, t } = subject;
  const since = timeline?.talking;
  if (!timeline || !since) return [];
  if (call.participants.some((stay) => isDoubtful(subject, stay))) return [];
  const { mode } = call;
  const limit = mode === 'meet' || mode === 'presenter' ? ALONE_IN_MEETING : ALONE;
  const stretches = Map.groupBy(timeline.alone, ({ key }) => key);
  const lonely = timeline.people.flatMap((person) => {
    const long = intersectionOf(unionOf(stretches.get(person.key) ?? []), [since]).filter(
      (span) => secondsOf([span]) >= limit,
    );
    return long.length === 0 ? [] : [{ person, long }];
  });
  return forEachPerson(
    lonely,
    ({ person, long }) => aloneFinding(subject, timeline, person, long),
    (count) => t('{0} people were alone for at least {1}', count, formatDuration(limit, t)),
  );
}

function aloneFinding(
  subject: Subject,
  timeline: Timeline,
  person: PersonTrack,
  long: readonly Span[],
): Finding {
  const { t } = subject;
  const [longest] = long.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const stays = person.stays.map(({ index }) => subject.call.participants[index]);
  const isNow = long.at(-1)?.to === timeline.asOf && stays.some((stay) => stay && isStillThere(stay));
  const message = aloneWords(
    subject.nameOf(person),
    formatDuration(secondsOf(long), t),
    long.length,
    isNow && timeline.isLive,
    t,
  );
  return finding('aloneForLong', 'notice', message, {
    advice: t('Find out why nobody else was there: look in the logs of those who had left, or had not come'),
    fields: longest ? boundaryPaths(subject, person, longest) : [],
    uid: person.uid,
    from: longest?.from,
    to: longest?.to,
  });
}

function aloneWords(name: string, length: string, times: number, isNow: boolean, t: Subject['t']): string {
  if (times > 1) return t('{0} was alone for {1}, in {2} stretches', name, length, times);
  return isNow ? t('{0} has been alone for {1}', name, length) : t('{0} was alone for {1}', name, length);
}

/** The stay itself, and whose leaving or joining began or ended the stretch. */
function boundaryPaths({ call }: Subject, { key }: PersonTrack, { from, to }: Span) {
  const own = call.participants.filter(
    (stay, index) =>
      personKey(stay, index) === key &&
      (stay.joinedAt ?? Number.POSITIVE_INFINITY) <= to &&
      (stay.leftAt ?? Number.POSITIVE_INFINITY) >= from,
  );
  return [
    ...call.participants.flatMap((stay) => [
      stay.leftAt === from ? pathOf(stay, 'leftAt') : undefined,
      stay.joinedAt === to ? pathOf(stay, 'joinedAt') : undefined,
    ]),
    ...own.flatMap(timesPaths),
  ];
}
