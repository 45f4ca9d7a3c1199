/** The timeline as text: for the panel's text equivalent, and for what is copied. */
import type { PersonKey } from '../facts.ts';
import { formatDuration } from '../format/duration.ts';
import type { TimeFormat } from '../format/time.ts';
import { visibleText } from '../format/visibleText.ts';
import type { PersonTrack, Span, StayBar, Timeline, TimelineEvent } from '../timeline.ts';
import type { LogLineMark } from '../timelineLayout.ts';
import type { Translate } from '../translate.ts';
import { namesOf, personName } from '../words.ts';

/** What happened, and when: in milliseconds since 1970 UTC. */
export interface TimelineLine {
  readonly at: number;
  /** Without its time, and with every text of strangers made visible: `superhero2 joined`. */
  readonly text: string;
}

export interface TimelineWords {
  readonly time: TimeFormat;
  readonly t: Translate;
  /** A line of a log that is to stand among what happened; its place may be empty. */
  readonly logLine?: LogLineMark | undefined;
}

/** The longest name, and the beginning of a device id that tells it from others, in UTF-16 code units. */
const LENGTH = { name: 60, device: 8 } as const;
/** Of more people, a line names none. */
const HANDFUL = 5;

/** Which moment offsets count from, in milliseconds since 1970 UTC: its start, else when it was initiated, else the first. */
export function originOf({ events, from }: Timeline): number {
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
  const names = namesOf(timeline.people, words.t, LENGTH.name);
  return [
    ...eventLines(timeline, names, words),
    ...meetingLines(timeline, names, words),
    ...companyLines(timeline, names, words),
    ...asOfLines(timeline, names, words),
    ...logLines(words),
  ].toSorted((a, b) => a.at - b.at);
}

type Names = ReadonlyMap<PersonKey, string>;

function eventLines(timeline: Timeline, names: Names, words: TimelineWords): readonly TimelineLine[] {
  const { t } = words;
  const trackOf = new Map(timeline.people.flatMap((track) => track.stays.map(({ index }) => [index, track])));
  const counts = Map.groupBy(timeline.windows, ({ kind }) => kind);
  return timeline.events.map((event) => {
    const { at, kind, person, index } = event;
    if (!person) return { at, text: callText(event, (media) => (counts.get(media)?.length ?? 0) > 1, t) };
    const track = trackOf.get(index ?? -1);
    const stay = track?.stays.find((each) => each.index === index);
    const who = (track && names.get(track.key)) ?? personName(person, t, LENGTH.name);
    return {
      at,
      text: kind === 'left' ? leftText(who, track, stay, words) : joinedText(who, track, stay, t),
    };
  });
}

function meetingLines({ meetings }: Timeline, names: Names, { t }: TimelineWords): readonly TimelineLine[] {
  return meetings.map(({ from, to, uids }, index) => {
    const length = formatDuration((to - from) / 1000, t);
    const who = uids.length > HANDFUL ? '' : uids.map((uid) => names.get(uid) ?? '').join(', ');
    const text =
      who === ''
        ? t('meeting {0}, for {1}', index + 1, length)
        : t('meeting {0}, for {1}: {2}', index + 1, length, who);
    return { at: from, text };
  });
}

/** From when on people were together, or one was alone: of a call that one person joined, nothing. */
function companyLines(timeline: Timeline, names: Names, { t }: TimelineWords): readonly TimelineLine[] {
  const joined = timeline.people.filter((person) => person.joined);
  if (joined.length < 2) return [];
  const isCertain = joined.every((person) => person.isCertain);
  const lengthOf = ({ from, to }: Span) => {
    const length = formatDuration((to - from) / 1000, t);
    if (!isCertain) return t('up to {0}', length);
    return timeline.isLive && to === timeline.asOf ? t('{0} so far', length) : length;
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
    // Whose times are not told may have been there.
    ...(isCertain ? timeline.alone : []).map((span) => ({
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
): readonly TimelineLine[] {
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

function logLines({ logLine, t }: TimelineWords): readonly TimelineLine[] {
  if (!logLine) return [];
  const { instant, place } = logLine;
  return [{ at: instant, text: place === '' ? t('log line') : t('log line {0}', visibleText(place, 120)) }];
}

function joinedText(
  who: string,
  track: PersonTrack | undefined,
  stay: StayBar | undefined,
  t: Translate,
): string {
  const onDevice = track && stay && deviceText(track, stay);
  const isAgain = stay !== undefined && staysLike(stay, track).indexOf(stay) > 0;
  if (onDevice === undefined) return isAgain ? t('{0} joined again', who) : t('{0} joined', who);
  return isAgain
    ? t('{0} joined again on device {1}', who, onDevice)
    : t('{0} joined on device {1}', who, onDevice);
}

function leftText(
  who: string,
  track: PersonTrack | undefined,
  stay: StayBar | undefined,
  { time, t }: TimelineWords,
): string {
  const onDevice = track && stay && deviceText(track, stay);
  if (onDevice !== undefined) return t('{0} left on device {1}', who, onDevice);
  return stay?.start === 'known' && staysLike(stay, track).length > 1
    ? t('{0} left (there since {1})', who, time.time(stay.from))
    : t('{0} left', who);
}

/** The stays of a person on the device of one stay. */
function staysLike({ device }: StayBar, track: PersonTrack | undefined): readonly StayBar[] {
  return track?.devices.find((each) => each.device === device)?.stays ?? [];
}

/** The device of a stay, where its person came on several: its beginning, or the whole where beginnings are alike. */
function deviceText(track: PersonTrack, { device }: StayBar): string | undefined {
  if (device === undefined || track.devices.length < 2) return undefined;
  const beginnings = track.devices.map((each) => each.device?.slice(0, LENGTH.device));
  const isTold = new Set(beginnings).size === beginnings.length;
  return visibleText(isTold ? device.slice(0, LENGTH.device) : device, LENGTH.name);
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
