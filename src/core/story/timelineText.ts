/** The timeline as text: for the panel's text equivalent, and for what is copied. */
import type { PersonKey } from '../call/facts.ts';
import { formatSignedDuration } from '../text/duration.ts';
import type { TimeFormat } from '../text/time.ts';
import { visibleText } from '../text/visibleText.ts';
import { isEverybodyDated, type Timeline } from './timeline/index.ts';
import type { Span } from '../call/spans.ts';
import { lengthText } from './timeline/lengths.ts';
import type { LogLineMark } from './layout/index.ts';
import type { Translate } from '../base/translate.ts';
import { namesOf } from '../call/words.ts';
import { eventLines } from './eventText.ts';

/** What happened, and when. Instants are milliseconds since 1970 UTC: whoever shows them knows the reader's zone. */
export interface TimelineLine extends TimelineMoment {
  /** How long after the start it was, such as `+5 s`. */
  readonly offset: string;
}

/** A line before it is known from when on it counts. */
export interface TimelineMoment {
  readonly at: number;
  /** Without times, and with every text of strangers made visible: `superhero2 joined`. */
  readonly text: string;
  /** Of one of several stays that ended: when it began, if that is known. */
  readonly since?: number | undefined;
}

export interface TimelineWords {
  readonly t: Translate;
  /** A line of a log that is to stand among what happened; its place may be empty. */
  readonly logLine?: LogLineMark | undefined;
}

/** Of more people, a line names none. */
const HANDFUL = 5;

/** A line without its time, as its reader sees it. */
export function lineText({ text, since }: TimelineLine, time: TimeFormat, t: Translate): string {
  return since === undefined ? text : t('{0} (there since {1})', text, time.time(since));
}

/** Which moment offsets count from: the start, else when it was initiated, else the first. */
function originOf({ events, from }: Timeline): number {
  const start =
    events.find(({ kind }) => kind === 'answered' || kind === 'started') ??
    events.find(({ kind }) => kind === 'initiated') ??
    events[0];
  return start?.at ?? from;
}

/**
 * All that a timeline shows at a time, in order: its events, who was together and alone from when on, where a
 * meeting and a log line stand, and for a call that is under way, who is in it as of its answer. Of someone who came
 * on several devices a line says on which; of someone who came back, that it was again, and which stay ended. People
 * of one name are told apart.
 */
export function timelineLines(timeline: Timeline, words: TimelineWords): readonly TimelineLine[] {
  const { t } = words;
  const names = namesOf(timeline.people, t);
  const origin = originOf(timeline);
  const moments: readonly TimelineMoment[] = [
    ...eventLines(timeline, names, t),
    ...meetingLines(timeline, names, words),
    ...companyLines(timeline, names, words),
    ...asOfLines(timeline, names, words),
    ...logLines(words),
  ];
  return moments
    .toSorted((a, b) => a.at - b.at)
    .map((moment) => ({ ...moment, offset: formatSignedDuration((moment.at - origin) / 1000, t) }));
}

type Names = ReadonlyMap<PersonKey, string>;

function meetingLines({ meetings }: Timeline, names: Names, { t }: TimelineWords): readonly TimelineMoment[] {
  return meetings.map((meeting, index) => {
    const { from, uids, isCertain } = meeting;
    const length = lengthText(meeting, isCertain ? 'exact' : 'atLeast', t);
    const what =
      length === undefined ? t('meeting {0}', index + 1) : t('meeting {0}, for {1}', index + 1, length);
    const who = uids.length > HANDFUL ? '' : uids.map((uid) => names.get(uid) ?? '').join(', ');
    return { at: from, text: who === '' ? what : t('{0}: {1}', what, who) };
  });
}

/** From when on people were together, or one was alone: of a call that one person joined, nothing. */
function companyLines(timeline: Timeline, names: Names, { t }: TimelineWords): readonly TimelineMoment[] {
  if (timeline.people.filter(({ joined }) => joined).length < 2) return [];
  const bound = isEverybodyDated(timeline.people) ? 'exact' : 'atMost';
  const lengthOf = (span: Span) => {
    const length = lengthText(span, bound, t) ?? '';
    return bound === 'exact' && timeline.isLive && span.to === timeline.asOf
      ? t('{0} so far', length)
      : length;
  };
  return [
    ...timeline.together.map((span) => ({
      at: span.from,
      text: togetherText(
        span.keys?.map((key) => names.get(key) ?? ''),
        lengthOf(span),
        t,
      ),
    })),
    ...timeline.alone.map((span) => ({
      at: span.from,
      text: t('{0} alone for {1}', names.get(span.key) ?? '', lengthOf(span)),
    })),
  ];
}

/** Of more than two people, not all were there all the time. */
function togetherText(names: readonly string[] | undefined, length: string, t: Translate): string {
  if (!names) return t('two or more together for {0}', length);
  return names.length > 2
    ? t('together for {0}: two or more of {1}', length, names.join(', '))
    : t('together for {0}: {1}', length, names.join(', '));
}

function asOfLines(
  { isLive, asOf, people }: Timeline,
  names: Names,
  { t }: TimelineWords,
): readonly TimelineMoment[] {
  if (!isLive) return [];
  const present = people
    .filter(({ stays }) => stays.some(({ end }) => end === 'ongoing'))
    .map(({ key }) => names.get(key) ?? '');
  if (present.length === 0) return [{ at: asOf, text: t('as of the answer') }];
  const text =
    present.length > HANDFUL
      ? t('as of the answer: {0} people still in', present.length)
      : t('as of the answer: {0} still in', present.join(', '));
  return [{ at: asOf, text }];
}

function logLines({ logLine, t }: TimelineWords): readonly TimelineMoment[] {
  if (!logLine) return [];
  const { instant, place } = logLine;
  return [{ at: instant, text: place === '' ? t('log line') : t('log line {0}', visibleText(place, 120)) }];
}
