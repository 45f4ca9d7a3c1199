import type { Finding } from './index.ts';
import { formatDuration } from '../../text/duration.ts';
import type { PersonTrack, StayBar, Timeline } from '../timeline/index.ts';
import type { Span } from '../../call/spans.ts';
import { secondsOf, unionOf } from '../../call/spans.ts';
import { finding, forEachPerson, pathOf, type Subject, timesPaths } from './subject.ts';

/** Who was there more than once: after one another, and at the same time. */
export function stayFindings(subject: Subject): readonly Finding[] {
  const { timeline } = subject;
  return timeline ? [...rejoined(subject, timeline), ...severalDevices(subject, timeline)] : [];
}

interface Gap extends Span {
  readonly before: StayBar;
  readonly after: StayBar;
}

function rejoined(subject: Subject, timeline: Timeline): readonly Finding[] {
  const { t } = subject;
  const back = timeline.people.flatMap((person) => {
    const gaps = person.isCertain ? gapsOf(person, timeline.meetings.length > 0) : [];
    return gaps.length === 0 ? [] : [{ person, gaps }];
  });
  return forEachPerson(
    back,
    ({ person, gaps }) => rejoinFinding(subject, person, gaps),
    (count) => t('{0} people left and came back', count),
  );
}

/**
 * When somebody was gone between two stays.
 * @param perMeeting whether there are several meetings: who goes from one to the next was not gone from either
 */
function gapsOf({ stays }: PersonTrack, perMeeting: boolean): readonly Gap[] {
  const groups = perMeeting ? Map.groupBy(stays, ({ meetingId }) => meetingId).values() : [stays];
  return [...groups].flatMap((group) => {
    let [last] = group;
    const gaps: Gap[] = [];
    for (const stay of group) {
      if (last && stay.from > last.to) gaps.push({ from: last.to, to: stay.from, before: last, after: stay });
      if (!last || stay.to > last.to) last = stay;
    }
    return gaps;
  });
}

function rejoinFinding(subject: Subject, person: PersonTrack, gaps: readonly Gap[]): Finding {
  const { call, t } = subject;
  const name = subject.nameOf(person);
  const length = formatDuration(secondsOf(gaps), t);
  const [longest] = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const message =
    gaps.length === 1
      ? t('{0} was gone for {1}, and came back', name, length)
      : t('{0} left and came back {1} times, gone for {2} in all', name, gaps.length, length);
  return finding('rejoined', 'notice', message, {
    advice: t('The answer does not tell why: look in their device’s log at that time for a lost connection'),
    fields: gaps.flatMap(({ before, after }) => {
      const [left, joined] = [call.participants[before.index], call.participants[after.index]];
      return [left && pathOf(left, 'leftAt'), joined && pathOf(joined, 'joinedAt')];
    }),
    uid: person.uid,
    from: longest?.from,
    to: longest?.to,
  });
}

function severalDevices(subject: Subject, timeline: Timeline): readonly Finding[] {
  const { t } = subject;
  const several = timeline.people.flatMap((person) => {
    const { spans, stays } = overlapsOf(person);
    return spans.length === 0 ? [] : [{ person, spans, stays }];
  });
  return forEachPerson(
    several,
    ({ person, spans, stays }) => deviceFinding(subject, person, spans, stays),
    (count) => t('{0} people were there more than once at the same time', count),
  );
}

/** When somebody was there twice or more, and with which stays; only by times that the answer tells. */
function overlapsOf({ stays }: PersonTrack) {
  const overlaps: Span[] = [];
  const overlapping = new Set<StayBar>();
  let last: StayBar | undefined;
  for (const stay of stays) {
    if (stay.start === 'unknown' || stay.end === 'unknown') continue;
    const [from, to] = [stay.from, Math.min(stay.to, last?.to ?? stay.from)];
    if (last && from < to) {
      overlaps.push({ from, to });
      overlapping.add(last).add(stay);
    }
    if (!last || stay.to > last.to) last = stay;
  }
  return { spans: unionOf(overlaps), stays: [...overlapping] };
}

function deviceFinding(
  { call, nameOf, t }: Subject,
  person: PersonTrack,
  spans: readonly Span[],
  stays: readonly StayBar[],
): Finding {
  const name = nameOf(person);
  const length = formatDuration(secondsOf(spans), t);
  const devices = new Set(stays.map(({ device }) => device));
  // A stay without a device may be of any.
  const known = devices.has(undefined) ? 0 : devices.size;
  const evidence = {
    fields: stays.flatMap(({ index }) => {
      const stay = call.participants[index];
      return stay ? [...timesPaths(stay), pathOf(stay, 'deviceId')] : [];
    }),
    uid: person.uid,
    from: spans[0]?.from,
    to: spans.at(-1)?.to,
  };
  if (known > 1) {
    return finding(
      'severalDevices',
      'info',
      t('{0} was there on {1} devices at once, for {2}', name, known, length),
      { ...evidence, advice: t('Two devices in one room can cause an echo') },
    );
  }
  const message =
    known === 1
      ? t('{0} was there twice at once on one device, for {1}', name, length)
      : t('{0} was there more than once at the same time, for {1}', name, length);
  return finding('severalDevices', 'info', message, { ...evidence, advice: undefined });
}
