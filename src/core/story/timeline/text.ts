/** The timeline as text: for the panel's text equivalent, and for what is copied. */
import type { Bar, Bound, LogLineMark, MediaWindow, StayBar, Timeline, TimelineEvent } from './model.ts';
import type { Translate } from '../../base/index.ts';
import {
  absenceWord,
  deviceNamesOf,
  type PersonKey,
  type Span,
  namesOf,
  peopleText,
  personName,
} from '../../call/index.ts';
import {
  formatDuration,
  formatSignedDuration,
  listText,
  type TimeFormat,
  visibleText,
} from '../../text/index.ts';
import { boundTeller, overlapOf } from './timeline.ts';

/** What happened, and when. Instants are milliseconds since 1970 UTC: whoever shows them knows the reader's zone. */
export interface TimelineLine extends TimelineMoment {
  /** How long after the start it was, such as `+5 s`. */
  readonly offset: string;
}

/** A line before it is known from when on it counts. */
interface TimelineMoment {
  readonly at: number;
  /** Without times, and with every text of strangers made visible: `superhero2 joined`. */
  readonly text: string;
  /** Of one of several stays that ended: when it began, if that is known. */
  readonly since?: number | undefined;
}

interface TimelineWords {
  readonly t: Translate;
  /** A line of a log that is to stand among what happened; its place may be empty. */
  readonly logLine?: LogLineMark | undefined;
}

/** Of more people, a line names none. */
const HANDFUL = 5;

/** A line without its time, as its reader sees it: another day, or zone, than the line's own is told. */
export function lineText({ at, text, since }: TimelineLine, time: TimeFormat, t: Translate): string {
  if (since === undefined) return text;
  const clock = time.zoneAt(at) === time.zoneAt(since) ? time.time(since) : time.timeWithZone(since);
  const moment = time.date(at) === time.date(since) ? clock : time.onDate(time.date(since), clock);
  return t('{0} (there since {1})', text, moment);
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

function meetingLines({ meetings }: Timeline, names: Names, { t }: TimelineWords): readonly TimelineMoment[] {
  return meetings.map((meeting, index) => {
    const { from, uids, isCertain } = meeting;
    const length = lengthText(meeting, isCertain ? 'exact' : 'atLeast', t);
    const what =
      length === undefined ? t('meeting {0}', index + 1) : t('meeting {0}, for {1}', index + 1, length);
    const who =
      uids.length > HANDFUL
        ? ''
        : listText(
            uids.map((uid) => names.get(uid) ?? ''),
            t,
          );
    return { at: from, text: who === '' ? what : t('{0}: {1}', what, who) };
  });
}

/** From when on people were together, or one was alone: of a call that one person joined, nothing. */
function companyLines(timeline: Timeline, names: Names, { t }: TimelineWords): readonly TimelineMoment[] {
  if (timeline.people.filter(({ attendance }) => attendance === 'joined').length < 2) return [];
  const boundOf = boundTeller(timeline.people);
  const lengthOf = (span: Span, how: Bound) => {
    const length = lengthText(span, how, t) ?? '';
    return how === 'exact' && timeline.isLive && span.to === timeline.asOf ? t('{0} so far', length) : length;
  };
  return [
    ...timeline.together.map((span) => ({
      at: span.from,
      text: togetherText(
        span.keys?.map((key) => names.get(key) ?? ''),
        lengthOf(span, boundOf(span)),
        t,
      ),
    })),
    ...timeline.alone.map((span) => ({
      at: span.from,
      text: t('{0} alone for {1}', names.get(span.key) ?? '', lengthOf(span, 'exact')),
    })),
  ];
}

/** Of more than two people, not all were there all the time. */
function togetherText(names: readonly string[] | undefined, length: string, t: Translate): string {
  if (!names) return t('two or more together for {0}', length);
  return names.length > 2
    ? t('together for {0}: two or more of {1}', length, listText(names, t))
    : t('together for {0}: {1}', length, listText(names, t));
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
      : t('as of the answer: {0} still in', listText(present, t));
  return [{ at: asOf, text }];
}

function logLines({ logLine, t }: TimelineWords): readonly TimelineMoment[] {
  if (!logLine) return [];
  const { instant, place } = logLine;
  return [{ at: instant, text: place === '' ? t('log line') : t('log line {0}', visibleText(place, 120)) }];
}

// The events of a timeline as lines of text.

/**
 * A line for each event of a timeline, in their order.
 * @param names what to call its people
 */
export function eventLines(
  timeline: Timeline,
  names: ReadonlyMap<PersonKey, string>,
  t: Translate,
): readonly TimelineMoment[] {
  const visits = visitsOf(timeline, t);
  const counts = Map.groupBy(timeline.windows, ({ kind }) => kind);
  return timeline.events.map((event) => {
    const { at, kind, person, index } = event;
    if (!person) return { at, text: callText(event, (media) => (counts.get(media)?.length ?? 0) > 1, t) };
    const visit = visits.get(index ?? -1);
    const who = (visit && names.get(visit.key)) ?? personName(person, t);
    return { at, ...(kind === 'left' ? left(who, visit, t) : { text: joinedText(who, visit, t) }) };
  });
}

/** What is said of a stay besides whose it is. */
interface Visit {
  readonly key: PersonKey;
  readonly stay: StayBar;
  /** Which device it was on, where its person came on several. */
  readonly onDevice: string | undefined;
  /** Whether its person had been there before on the same device, and had left. */
  readonly isAgain: boolean;
  readonly isOneOfSeveral: boolean;
}

/** The visits of all people by where they stand in the call's participants: a call may have a thousand of one person. */
function visitsOf({ people }: Timeline, t: Translate): ReadonlyMap<number, Visit> {
  const visits = people.flatMap(({ key, devices, deviceIds }) => {
    const deviceNames = devices.length > 1 ? deviceNamesOf(deviceIds, t) : undefined;
    return devices.flatMap(({ device, stays }) => {
      const onDevice = device === undefined ? undefined : deviceNames?.get(device);
      // Somebody joins again who had left: not who is there twice.
      const isAgain = (stay: StayBar, nth: number) =>
        nth > 0 && stays.slice(0, nth).every(({ to, end }) => end === 'known' && to <= stay.from);
      return stays.map((stay, nth): [number, Visit] => [
        stay.index,
        { key, stay, onDevice, isAgain: isAgain(stay, nth), isOneOfSeveral: stays.length > 1 },
      ]);
    });
  });
  return new Map(visits);
}

function joinedText(who: string, visit: Visit | undefined, t: Translate): string {
  const onDevice = visit?.onDevice;
  const isAgain = visit?.isAgain === true;
  if (onDevice === undefined) return isAgain ? t('{0} joined again', who) : t('{0} joined', who);
  return isAgain ? t('{0} joined again on {1}', who, onDevice) : t('{0} joined on {1}', who, onDevice);
}

function left(who: string, visit: Visit | undefined, t: Translate): Pick<TimelineMoment, 'text' | 'since'> {
  if (visit?.onDevice !== undefined) return { text: t('{0} left on {1}', who, visit.onDevice) };
  const isToldApart = visit?.isOneOfSeveral === true && visit.stay.start === 'known';
  return { text: t('{0} left', who), since: isToldApart ? visit.stay.from : undefined };
}

/** @param isOneOfSeveral whether the call has several windows of a kind, so that each is named by its number */
function callText(
  { kind, index = 0 }: TimelineEvent,
  isOneOfSeveral: (media: 'recording' | 'transcript') => boolean,
  t: Translate,
): string {
  const number = index + 1;
  switch (kind) {
    case 'initiated':
      return t('the call was initiated');
    case 'answered':
      return t('the call was answered');
    case 'started':
      return t('the call started');
    case 'recordingStarted':
      return isOneOfSeveral('recording') ? t('recording {0} started', number) : t('a recording started');
    case 'recordingEnded':
      return isOneOfSeveral('recording') ? t('recording {0} ended', number) : t('a recording ended');
    case 'transcriptStarted':
      return isOneOfSeveral('transcript') ? t('transcript {0} started', number) : t('a transcript started');
    case 'transcriptEnded':
      return isOneOfSeveral('transcript') ? t('transcript {0} ended', number) : t('a transcript ended');
    case 'ended':
      return t('the call ended');
    case 'joined':
    case 'left':
      // They have a person, and are told elsewhere.
      return '';
  }
}

/** The length of a stretch of time in words; undefined where it shows none: a moment that is not exact. */
export function lengthText({ from, to }: Span, bound: Bound, t: Translate): string | undefined {
  const length = formatDuration((to - from) / 1000, t);
  if (bound === 'exact') return length;
  if (from === to) return undefined;
  return bound === 'atMost' ? t('up to {0}', length) : t('at least {0}', length);
}

// What a timeline shows and no time tells, as text: for the panel's text equivalent, and for what is copied.

/** An answer made to be bad has more open ends than anyone would read. */
const MOST = 50;

type Names = ReadonlyMap<PersonKey, string>;

/**
 * Sentences without a full stop: of a handful of people, how long each was with each other one, unless the lines of
 * the timeline tell; which ends are not known; who never joined. Every text of strangers is made visible.
 */
export function timelineNotes(timeline: Timeline, t: Translate): readonly string[] {
  const names = namesOf(timeline.people, t);
  const notes = [...pairNotes(timeline, names, t), ...openNotes(timeline, names, t)];
  const more = notes.length - MOST;
  return more > 0 ? [...notes.slice(0, MOST), t('and {0} more', more)] : notes;
}

/** Of two people who were together once, the lines of the timeline say all. */
function pairNotes({ people }: Timeline, names: Names, t: Translate): readonly string[] {
  const there = people.filter(({ presence }) => presence.length > 0);
  if (there.length > HANDFUL) return [];
  const pairs = there.flatMap((one, index) =>
    there.slice(index + 1).flatMap((other) => {
      const { spans, seconds } = overlapOf({ people }, one.key, other.key);
      return seconds === 0 ? [] : [{ one, other, spans, seconds }];
    }),
  );
  if (there.length === 2 && pairs.every(({ spans }) => spans.length === 1)) return [];
  return pairs.map(({ one, other, seconds }) => {
    const pair = peopleText([names.get(one.key) ?? '', names.get(other.key) ?? ''], t);
    const length = formatDuration(seconds, t);
    return one.isCertain && other.isCertain
      ? t('{0}: together for {1} in all', pair, length)
      : t('{0}: together for up to {1} in all', pair, length);
  });
}

function openNotes(timeline: Timeline, names: Names, t: Translate): readonly string[] {
  const { people, windows, ringing, talking } = timeline;
  return [
    ...(ringing && isEndOpen(ringing) ? [t('Ringing: end not known')] : []),
    ...(talking && isEndOpen(talking) ? [t('Talking: end not known')] : []),
    ...people.flatMap((person) => {
      const who = names.get(person.key) ?? '';
      return person.stays.length === 0
        ? [t('{0}: {1}', who, absenceWord(person.absence, t))]
        : [
            ...(person.stays.some(isStartOpen) ? [t('{0}: time of joining not known', who)] : []),
            ...(person.stays.some(isEndOpen) ? [t('{0}: time of leaving not known', who)] : []),
          ];
    }),
    ...windows.flatMap((window) => [
      ...(isStartOpen(window) ? [t('{0}: start not known', windowText(window, t))] : []),
      ...(isEndOpen(window) ? [t('{0}: end not known', windowText(window, t))] : []),
    ]),
  ];
}

function isStartOpen({ start }: Bar): boolean {
  return start === 'unknown';
}

function isEndOpen({ end }: Bar): boolean {
  return end === 'unknown';
}

function windowText({ kind, index }: MediaWindow, t: Translate): string {
  return kind === 'recording' ? t('Recording {0}', index + 1) : t('Transcript {0}', index + 1);
}
