/** The parts of a call's story that list: who was there, and what was recorded. */
import type { Call, Participant, Recording, Transcript } from '../call/model.ts';
import { hasJoined, isDisputed, mayStillJoin, peopleOf, type Person, secondsBetween } from '../call/facts.ts';
import { formatDuration } from '../text/duration.ts';
import { joinParts } from '../text/joinParts.ts';
import { formatWindow, type TimeFormat } from '../text/time.ts';
import { visibleText } from '../text/visibleText.ts';
import { minutesTeller } from '../call/minutes.ts';
import type { Meeting } from '../story/timeline/index.ts';
import type { Translate } from '../base/translate.ts';
import { personName } from '../call/words.ts';
import { ticketCode, ticketTable, ticketText } from '../text/ticketText.ts';

interface Words {
  readonly time: TimeFormat;
  readonly t: Translate;
}

/** The longest name, id and URL that is written, in UTF-16 code units. */
const LENGTH = { name: 80, id: 80, url: 2_000 } as const;
/** What is not known. */
const NOTHING = '–';

/**
 * A row for every stay of everybody, in the order of joining, with its entry in the answer, which findings name.
 * @param meetings those of a session with several; else none
 */
export function participantsSection(
  call: Call,
  meetings: readonly Meeting[],
  words: Words,
): string | undefined {
  const { time, t } = words;
  if (call.participants.length === 0) return undefined;
  const first = call.startedAt ?? call.initiatedAt;
  const moment = (instant: number | undefined) => {
    if (instant === undefined) return NOTHING;
    const isThatDay = first !== undefined && time.date(instant) === time.date(first);
    return isThatDay ? time.timeWithZone(instant) : time.dateTime(instant);
  };
  const length = (seconds: number | undefined) =>
    seconds === undefined ? NOTHING : formatDuration(seconds, t);
  const minutesOf = minutesTeller(call);
  const hasVideo = call.participants.some((stay) => minutesOf(stay).videoSeconds !== undefined);
  const meetingOf = ({ meetingId }: Participant) => {
    const index = meetings.findIndex((meeting) => meeting.meetingId === meetingId);
    return index === -1 ? NOTHING : String(index + 1);
  };
  const rows = peopleOf(call).flatMap((person) =>
    person.stays.map((stay) => [
      String(stay.entry),
      whoText(person, t),
      stateText(stay, mayStillJoin(call), t),
      moment(stay.joinedAt),
      moment(stay.leftAt),
      length(secondsBetween(stay.joinedAt, stay.leftAt) ?? stay.durationSeconds),
      length(minutesOf(stay).audioSeconds),
      ...(hasVideo ? [length(minutesOf(stay).videoSeconds)] : []),
      stay.device === undefined ? NOTHING : ticketCode(stay.device, LENGTH.id) || NOTHING,
      ...(meetings.length > 0 ? [meetingOf(stay)] : []),
    ]),
  );
  const head = [
    t('Entry'),
    t('Participant'),
    t('State'),
    t('Joined'),
    t('Left'),
    t('In call'),
    t('Audio'),
    ...(hasVideo ? [t('Video')] : []),
    t('Device'),
    ...(meetings.length > 0 ? [t('Meeting')] : []),
  ];
  return `### ${t('Participants')}\n\n${ticketTable([head, ...rows])}`;
}

/** The name with the uid beside it, or the uid alone. */
function whoText(person: Person, t: Translate): string {
  const { uid, name } = person;
  const shown = ticketText(personName(person, t, LENGTH.name), LENGTH.name);
  const isNamed = name !== undefined && name.trim() !== '' && name !== uid;
  return isNamed && uid !== '' ? `${shown} ${ticketCode(uid, LENGTH.id)}` : shown;
}

function stateText(stay: Participant, isOpen: boolean, t: Translate): string {
  if (stay.state !== undefined) return ticketText(stay.state, LENGTH.id);
  if (hasJoined(stay)) return NOTHING;
  if (isDisputed(stay)) return t('marked as not joined');
  return isOpen ? t('not joined yet') : t('never joined');
}

/**
 * The recordings and the transcripts, or that there are none, as far as the answer says so.
 * @param paged all transcripts, where the server was asked for them; undefined for those of the answer
 */
export function mediaSection(
  call: Call,
  paged: readonly Transcript[] | undefined,
  words: Words,
): string | undefined {
  const { t } = words;
  const transcripts = paged ?? call.transcripts;
  // Who asked for all of them was told.
  const announced = paged ? false : call.hasTranscription;
  const items = [
    ...call.recordings.map((each, index) => mediaItem(t('Recording {0}', index + 1), each, words)),
    ...transcripts.map((each, index) => mediaItem(t('Transcript {0}', index + 1), each, words)),
  ];
  const absent = [
    call.recordings.length > 0 ? undefined : absentRecording(call, t),
    transcripts.length > 0 ? undefined : absentTranscript(announced, t),
  ].filter((text) => text !== undefined);
  if (items.length === 0) return absent.length === 0 ? undefined : absent.join(' ');
  const title = `### ${t('Recordings and transcripts')}`;
  return [title, '', ...items.map((item) => `- ${item}`), ...absent.map((text) => `- ${text}`)].join('\n');
}

function absentRecording({ hasRecording }: Call, t: Translate): string | undefined {
  if (hasRecording === undefined) return undefined;
  return hasRecording
    ? t('A recording is announced and not there yet: it may still be processed.')
    : t('No recording.');
}

function absentTranscript(announced: boolean | undefined, t: Translate): string | undefined {
  if (announced === undefined) return undefined;
  return announced ? t('A transcript is announced and not there yet.') : t('No transcript.');
}

function mediaItem(
  label: string,
  media: Pick<Recording & Transcript, 'startedAt' | 'endedAt' | 'url'> & {
    readonly durationSeconds?: number | undefined;
  },
  { time, t }: Words,
): string {
  const { startedAt, endedAt, url } = media;
  const seconds = secondsBetween(startedAt, endedAt) ?? media.durationSeconds;
  const parts = [
    formatWindow(time, startedAt, endedAt),
    seconds === undefined ? undefined : formatDuration(seconds, t),
    url === undefined ? undefined : urlText(url),
  ];
  return t('{0}: {1}', label, joinParts(...parts) || NOTHING);
}

/** A link where it leads where it says, over `https`; any other URL is only to be read. */
function urlText(url: string): string {
  const isPlain =
    /^https:\/\/[^\s<>"`\\|@]+$/.test(url) &&
    url.length <= LENGTH.url &&
    visibleText(url, LENGTH.url) === url;
  return isPlain && URL.canParse(url) ? `<${url}>` : ticketCode(url, LENGTH.url);
}
