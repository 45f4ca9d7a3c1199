/** A call as text for VS Code's diff: two attempts at one call differ in it only where they differ. */
import type { Call, Participant, Party, Recording, Transcript } from '../call/model.ts';
import {
  hasJoined,
  isDisputed,
  mayStillJoin,
  meetingIdsOf,
  peopleOf,
  type Person,
  ringSeconds,
  secondsBetween,
  talkSeconds,
  modeWord,
  statusWord,
  typeWord,
} from '../call/index.ts';
import { findingsOf } from '../story/findings/index.ts';
import { visibleText } from '../text/index.ts';
import type { Translate } from '../base/index.ts';
import { verdictOf } from '../story/index.ts';
import type { StoryContext } from './storyMarkdown.ts';

type ComparableContext = Pick<StoryContext, 'time' | 't' | 'fetchedAt' | 'sessionId' | 'appId' | 'region'>;

/** The longest text of strangers in a line, in UTF-16 code units. */
const LONGEST = 600;
const NOTHING = '–';

/** Writes values so that equal ones read equally in every call. */
interface Writer {
  readonly t: Translate;
  readonly text: (text: string | undefined) => string;
  /** An instant counted from the start of the call, such as `+0:00:05`. */
  readonly offset: (instant: number | undefined) => string;
  readonly length: (seconds: number | undefined) => string;
  /** Whether who has not joined may do so yet. */
  readonly isOpen: boolean;
  /** The meetings of a session with several, in the order in which they are listed: ids differ in every call. */
  readonly meetingIds: readonly string[];
}

/**
 * A call as text: one fact a line, in one order, a dash for what is not known. Ids and the one absolute time, which
 * always differ, stand on top; other times count from the start, and people stand in the order of their uids.
 */
export function comparableText(call: Call, context: ComparableContext): string {
  const { time, t, fetchedAt, sessionId, appId, region } = context;
  const origin = call.startedAt ?? call.initiatedAt;
  const write: Writer = {
    t,
    text: (text) => (text === undefined || text === '' ? NOTHING : visibleText(text, LONGEST)),
    offset: (instant) => offsetText(instant, origin),
    length: (seconds) => (seconds === undefined ? NOTHING : clock(seconds)),
    isOpen: mayStillJoin(call),
    meetingIds: [...meetingIdsOf(call)],
  };
  const findings = findingsOf(call, { asOf: fetchedAt, sessionId, appId, region, t });
  const blocks = [
    [
      t('Session id: {0}', write.text(call.sessionId)),
      t('Meeting id: {0}', write.text(call.meetingId)),
      t('Times count from: {0}', origin === undefined ? NOTHING : time.dateTime(origin)),
    ],
    [verdictOf(call, fetchedAt, t)],
    callLines(call, write),
    ...peopleOf(call)
      .toSorted((a, b) => compare(a.uid, b.uid) || compare(a.name ?? '', b.name ?? ''))
      .map((person) => personLines(person, write)),
    ...mediaBlocks(call, write),
    [t('Findings: {0}', findings.length), ...findings.map(({ message }) => `  ${message}`)],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function offsetText(instant: number | undefined, origin: number | undefined): string {
  if (instant === undefined || origin === undefined) return NOTHING;
  const seconds = (instant - origin) / 1000;
  return (seconds < 0 ? '−' : '+') + clock(Math.abs(seconds));
}

/** `0:00:05`, with milliseconds where there are any: no unit is left out, as in lengths that are only read. */
function clock(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const whole = Math.floor(milliseconds / 1000);
  const thousandths = milliseconds % 1000;
  const fraction = thousandths === 0 ? '' : `.${String(thousandths).padStart(3, '0')}`;
  const [minutes, left] = [Math.floor(whole / 60) % 60, whole % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${Math.floor(whole / 3600)}:${minutes}:${left}${fraction}`;
}

function callLines(call: Call, { t, text, offset, length }: Writer): readonly string[] {
  return [
    t('Status: {0}', statusWord(call, t)),
    t('Type: {0}', text(typeWord(call.type, t))),
    t('Mode: {0}', text(modeWord(call, t))),
    t('From: {0}', text(partyText(call.initiator, t))),
    t('To: {0}', text(partyText(call.receiver, t))),
    t('Initiated: {0}', offset(call.initiatedAt)),
    t('Started: {0}', offset(call.startedAt)),
    t('Ended: {0}', offset(call.endedAt)),
    t('Rang for: {0}', length(ringSeconds(call))),
    t('Lasted: {0}', length(talkSeconds(call))),
    t('Audio time: {0}', length(call.audioSeconds)),
    t('Video time: {0}', length(call.videoSeconds)),
    t('Participants, as the server counts: {0}', text(call.participantCount?.toString())),
    t('Recording: {0}', yesOrNo(call.hasRecording, t)),
    t('Transcript: {0}', yesOrNo(call.hasTranscription, t)),
  ];
}

function partyText(party: Party | undefined, t: Translate): string | undefined {
  if (!party) return undefined;
  return party.name === undefined || party.name === party.id
    ? party.id
    : t('{0} ({1})', party.id, party.name);
}

function yesOrNo(value: boolean | undefined, t: Translate): string {
  if (value === undefined) return NOTHING;
  return value ? t('yes') : t('no');
}

/** A person's uid, and below it their name and their stays, a fact a line. */
function personLines({ uid, name, stays }: Person, write: Writer): readonly string[] {
  const { t, text } = write;
  return [
    uid === '' ? t('(no uid)') : text(uid),
    `  ${t('Name: {0}', text(name))}`,
    ...stays.flatMap((stay, index) => {
      const lines = stayLines(stay, write);
      if (stays.length === 1) return lines.map((line) => `  ${line}`);
      return [`  ${t('Stay {0}', index + 1)}`, ...lines.map((line) => `    ${line}`)];
    }),
  ];
}

function meetingNumber({ meetingId }: Participant, meetingIds: readonly string[]): string | undefined {
  const index = meetingIds.findIndex((id) => id === meetingId);
  return index === -1 ? undefined : String(index + 1);
}

function stayLines(
  stay: Participant,
  { t, text, offset, length, isOpen, meetingIds }: Writer,
): readonly string[] {
  const isAbsent = !hasJoined(stay) && !isDisputed(stay);
  return [
    t('State: {0}', text(stay.state)),
    t('Joined: {0}', isAbsent ? (isOpen ? t('not yet') : t('never')) : offset(stay.joinedAt)),
    t('Left: {0}', offset(stay.leftAt)),
    t('In call: {0}', length(secondsBetween(stay.joinedAt, stay.leftAt) ?? stay.durationSeconds)),
    t('Audio time: {0}', length(stay.audioSeconds)),
    t('Video time: {0}', length(stay.videoSeconds)),
    t('Device: {0}', text(stay.device)),
    ...(meetingIds.length > 1 ? [t('Meeting: {0}', text(meetingNumber(stay, meetingIds)))] : []),
  ];
}

/** A block for every recording and transcript; their ids and URLs are different in every call, and left out. */
function mediaBlocks(call: Call, { t, offset, length }: Writer): readonly (readonly string[])[] {
  const block = (title: string, media: Partial<Recording & Transcript>) => {
    const seconds = secondsBetween(media.startedAt, media.endedAt) ?? media.durationSeconds;
    const lines = [
      t('Started: {0}', offset(media.startedAt)),
      t('Ended: {0}', offset(media.endedAt)),
      t('Lasted: {0}', length(seconds)),
    ];
    return [title, ...lines.map((line) => `  ${line}`)];
  };
  return [
    ...call.recordings.map((each, index) => block(t('Recording {0}', index + 1), each)),
    ...call.transcripts.map((each, index) => block(t('Transcript {0}', index + 1), each)),
  ];
}
