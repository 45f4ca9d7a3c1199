import type { OutlineItem } from './model.ts';
import type { Translate } from '../base/index.ts';
import {
  absenceOf,
  absenceWord,
  deviceCount,
  deviceNamesOf,
  devicesOf,
  deviceWithId,
  hasJoined,
  isLive,
  isStillThere,
  type Minutes,
  mediaLateSeconds,
  minutesTeller,
  momentText,
  peopleOf,
  type Person,
  ringSeconds,
  talkSeconds,
  namesOf,
  oddityWord,
  mediaSeconds,
} from '../call/index.ts';
import type { Call, Participant, Recording, Transcript } from '../call/model.ts';
import {
  clauseText,
  formatDuration,
  formatSignedDuration,
  formatWindow,
  joinParts,
  phraseText,
  type TimeFormat,
  visibleText,
} from '../text/index.ts';

/** The outline of a call: times, participants, recordings, transcripts, and where the answer was odd. */
export function outlineOf(call: Call, words: Words): readonly OutlineItem[] {
  return [
    times(call, words),
    participants(call, words),
    recordings(call, words),
    transcripts(call, words),
    oddities(call, words),
  ].filter((item) => item !== undefined);
}

function times(call: Call, { time, t }: Words): OutlineItem | undefined {
  const ring = ringSeconds(call);
  const talk = talkSeconds(call);
  const child = (id: string, label: string, instant: number | undefined, note?: string) =>
    instant === undefined ? [] : [leaf(id, label, 'clock', joinParts(time.dateTime(instant), note))];
  const children = [
    ...child('initiated', t('Initiated'), call.initiatedAt),
    ...child(
      'started',
      t('Started'),
      call.startedAt,
      ring === undefined ? undefined : t('after {0}', formatDuration(ring, t)),
    ),
    ...child(
      'ended',
      t('Ended'),
      call.endedAt,
      talk === undefined ? undefined : t('lasted {0}', formatDuration(talk, t)),
    ),
  ];
  if (children.length === 0) return undefined;
  return group('times', t('Times'), 'clock', span(call, time), children);
}

/** From the first time to the end; for a call whose end is not known, the first time alone. */
function span({ initiatedAt, startedAt, endedAt }: Call, time: TimeFormat): string | undefined {
  const first = initiatedAt ?? startedAt ?? endedAt;
  if (first === undefined) return undefined;
  if (endedAt === undefined || endedAt === first) return time.dateTime(first);
  return endedAt < first ? undefined : time.range(first, endedAt);
}

function oddities(call: Call, { t }: Words): OutlineItem | undefined {
  if (call.warnings.length === 0) return undefined;
  const children = call.warnings
    .slice(0, 50)
    .map((warning, index) =>
      leaf(`warning:${index}`, visibleText(warning.path, 120), 'warning', oddityWord(warning, t)),
    );
  return group('warnings', t('Unexpected in the answer'), 'warning', String(call.warnings.length), children);
}

// The people of a call in its outline: when each was there, with which device.

/** Everyone the answer lists; undefined when it lists nobody. */
export function participants(call: Call, words: Words): OutlineItem | undefined {
  const { t } = words;
  const people = peopleOf(call);
  if (people.length === 0) return undefined;
  const devices = new Set(
    call.participants.map(({ uid, device }) => device && `${uid} ${device}`).filter(Boolean),
  ).size;
  const counts = [
    people.length === 1 ? t('1 person') : t('{0} people', people.length),
    devices > people.length ? t('{0} devices', devices) : undefined,
  ];
  const names = namesOf(people, t, 80);
  const minutesOf = minutesTeller(call);
  const children = people.map((person) =>
    group(
      // Two prefixes: a stranger's uid may be a number.
      typeof person.key === 'string' ? `person:${person.key}` : `participant:${person.key}`,
      names.get(person.key) ?? '',
      'person',
      personText(call, person, words),
      stayItemsOf(call, person, minutesOf, words),
    ),
  );
  return group('participants', t('Participants'), 'people', joinParts(...counts), children);
}

function personText(call: Call, { stays }: Person, words: Words): string {
  const devices = deviceCount(stays);
  return joinParts(
    clauseText(
      stays.map((stay) => stayText(call, stay, words)),
      words.t,
    ),
    devices > 1 ? words.t('{0} devices', devices) : undefined,
  );
}

function stayText(call: Call, stay: Participant, { t }: Words): string {
  if (!hasJoined(stay)) return absenceWord(absenceOf(call, [stay]), t);
  const parts = [
    stay.joinedAt === undefined ? t('joined') : t('joined {0}', offset(call, stay.joinedAt, t)),
    leaveText(call, stay, t),
  ];
  return phraseText(parts, t);
}

function leaveText(call: Call, stay: Participant, t: Translate): string | undefined {
  if (stay.leftAt === undefined) return isLive(call) && isStillThere(stay) ? t('still in') : undefined;
  return stay.leftAt === call.endedAt ? t('left at the end') : t('left {0}', offset(call, stay.leftAt, t));
}

/** An instant counted from the start of the call, such as `+5 s`. */
function offset(call: Call, instant: number, t: Translate): string {
  const seconds = (instant - (call.startedAt ?? call.initiatedAt ?? instant)) / 1000;
  return formatSignedDuration(seconds, t);
}

function stayItemsOf(
  call: Call,
  { stays }: Person,
  minutesOf: (stay: Participant) => Minutes,
  words: Words,
): readonly OutlineItem[] {
  const deviceNames = deviceNamesOf(devicesOf(stays), words.t);
  return stays.flatMap((stay, index) => {
    const device =
      stay.device === undefined ? undefined : deviceWithId(deviceNames, stay.device, words.t, 80);
    return stayItems(call, stay, index, minutesOf(stay), device, words);
  });
}

function stayItems(
  call: Call,
  stay: Participant,
  index: number,
  { audioSeconds: audio, videoSeconds: video }: Minutes,
  device: string | undefined,
  { time, t }: Words,
): readonly OutlineItem[] {
  const minutes = [
    audio === undefined ? undefined : t('audio {0}', formatDuration(audio, t)),
    video === undefined ? undefined : t('video {0}', formatDuration(video, t)),
  ];
  const when = [
    stay.joinedAt === undefined ? undefined : t('joined {0}', momentText(stay.joinedAt, call, time)),
    stay.leftAt === undefined ? undefined : t('left {0}', momentText(stay.leftAt, call, time)),
  ];
  const items = [
    { id: 'when', label: t('Present'), icon: 'clock', description: joinParts(...when) },
    { id: 'minutes', label: t('Used'), icon: 'record', description: joinParts(...minutes) },
    {
      id: 'device',
      label: t('Device'),
      icon: 'device',
      description: device,
    },
    {
      id: 'state',
      label: t('State'),
      icon: 'person',
      description: stay.state && visibleText(stay.state, 40),
    },
  ] as const;
  return items.flatMap(({ id, label, icon, description }) =>
    description === undefined || description === '' ? [] : [leaf(`${index}:${id}`, label, icon, description)],
  );
}

// What was kept of a call, in its outline: recordings and transcripts.

/** Every recording, or that one is announced; undefined when there is neither. */
export function recordings(call: Call, words: Words): OutlineItem | undefined {
  const { t } = words;
  if (call.recordings.length === 0) {
    return call.hasRecording === true
      ? leaf(
          'recordings',
          t('Recording'),
          'record',
          mediaLateSeconds(call, words.asOf) === undefined
            ? t('announced, and not there yet: it may still be processed')
            : t('announced, and none came'),
        )
      : undefined;
  }
  const children = call.recordings.map((recording, index) =>
    windowItem(`recording:${index}`, t('Recording {0}', index + 1), 'record', recording, words),
  );
  return group('recordings', t('Recordings'), 'record', String(children.length), children);
}

/** Every transcript, or that one is announced; undefined when there is neither. */
export function transcripts(call: Call, words: Words): OutlineItem | undefined {
  const { t } = words;
  if (call.transcripts.length === 0) {
    return call.hasTranscription === true
      ? leaf(
          'transcripts',
          t('Transcript'),
          'transcript',
          mediaLateSeconds(call, words.asOf) === undefined
            ? t('announced, and not there yet')
            : t('announced, and none came'),
        )
      : undefined;
  }
  const children = call.transcripts.map((transcript, index) =>
    windowItem(`transcript:${index}`, t('Transcript {0}', index + 1), 'transcript', transcript, words),
  );
  return group('transcripts', t('Transcripts'), 'transcript', String(children.length), children);
}

function windowItem(
  id: string,
  label: string,
  icon: 'record' | 'transcript',
  window: Pick<Recording & Transcript, 'startedAt' | 'endedAt'> & {
    readonly durationSeconds?: number | undefined;
  },
  { time, t }: Words,
): OutlineItem {
  const seconds = window.durationSeconds === undefined ? undefined : mediaSeconds(window);
  const range = formatWindow(time, window.startedAt, window.endedAt);
  return leaf(
    id,
    label,
    icon,
    joinParts(seconds === undefined ? undefined : formatDuration(seconds, t), range),
  );
}

/** What the words of an outline are made with. */
export interface Words {
  readonly time: TimeFormat;
  readonly t: Translate;
  /** When the call was fetched, in milliseconds since 1970 UTC. */
  readonly asOf: number;
}

/** A line with nothing below it. */
function leaf(
  id: string,
  label: string,
  icon: OutlineItem['icon'],
  description: string | undefined,
): OutlineItem {
  return group(id, label, icon, description, []);
}

/** A line with others below it; an empty description is none. */
function group(
  id: string,
  label: string,
  icon: OutlineItem['icon'],
  description: string | undefined,
  children: readonly OutlineItem[],
): OutlineItem {
  return {
    id,
    label,
    icon,
    children,
    ...(description === undefined || description === '' ? {} : { description }),
  };
}
