/** The whole story of a call as Markdown, for a ticket; its short form is `summaryMarkdown`. */
import type { Translate } from '../base/index.ts';
import {
  absenceOf,
  absenceWord,
  deviceNamesOf,
  devicesOf,
  hasJoined,
  mediaLateSeconds,
  minutesTeller,
  momentText,
  peopleOf,
  type Person,
  ringSeconds,
  mediaSeconds,
  secondsBetween,
  talkSeconds,
  partiesOf,
  modeWord,
  oddityWord,
  personName,
  statusWord,
  typeWord,
} from '../call/index.ts';
import type { Call, Participant, Recording, Transcript } from '../call/model.ts';
import { evidenceOf, severityWord, findingsOf } from '../story/findings/index.ts';
import type { Finding } from '../story/findings/model.ts';
import type { LogLineMark, Meeting, Timeline } from '../story/timeline/model.ts';
import { describeLogMoment, meetingsText, verdictOf } from '../story/index.ts';
import { timelineOf, lineText, timelineLines, timelineNotes } from '../story/timeline/index.ts';
import {
  formatDuration,
  formatWindow,
  joinParts,
  listText,
  ticketBlock,
  ticketCode,
  ticketTable,
  ticketText,
  type TimeFormat,
  visibleText,
} from '../text/index.ts';
import { personOf, type Pseudonyms, pseudonymsOf, withoutNames } from './pseudonyms.ts';

/** Lines of a log around one that names the call. */
export interface LogLines {
  /** Where that line stands, such as `app.log:118`. */
  readonly place: string;
  readonly lines: readonly {
    /** From 1. */
    readonly number: number;
    readonly text: string;
    readonly isTheLine: boolean;
  }[];
}

export interface StoryContext {
  readonly time: TimeFormat;
  readonly t: Translate;
  /** When the call was fetched, in milliseconds since 1970 UTC. */
  readonly fetchedAt: number;
  readonly sessionId: string;
  readonly connectionName: string | undefined;
  readonly appId: string | undefined;
  readonly region: string | undefined;
  readonly onBehalfOf: string | undefined;
  /** The line of a log it was opened from. */
  readonly logLine: LogLineMark | undefined;
  /** The transcripts of the answer and those that were paged in; undefined where nobody asked for more. */
  readonly transcripts?: readonly Transcript[] | undefined;
  /** That line among its neighbours; undefined where they are not to be written. */
  readonly logLines: LogLines | undefined;
  /** By the instant at which a finding begins, lines of a log at that moment; never together with {@link withoutNames}. */
  readonly findingLines?: ReadonlyMap<number, LogLines> | undefined;
  /** Writes pseudonyms in place of uids and names, and leaves out URLs. */
  readonly withoutNames: boolean;
}

/** As many findings, and oddities of an answer, are written. */
const MOST = { findings: 50, fields: 8, oddities: 5 } as const;
/** The longest texts that are written, in UTF-16 code units. */
const LENGTH = { sessionId: 520, id: 80, name: 80, sentence: 600, url: 2_000 } as const;

/**
 * A call as Markdown in which no text of strangers is markup. Transcripts that were paged in are in the timeline and the
 * list of transcripts; all else is told of the answer alone.
 */
export function storyMarkdown(given: Call, context: StoryContext): string {
  if (!context.withoutNames) return story(given, context);
  const { onBehalfOf, transcripts } = context;
  const pseudonyms = pseudonymsOf(given, personOf(onBehalfOf));
  return story(withoutNames(given, pseudonyms), {
    ...contextWithoutNames(context, pseudonyms),
    transcripts: transcripts && withoutNames({ ...given, transcripts }, pseudonyms).transcripts,
  });
}

function contextWithoutNames(context: StoryContext, { id, text }: Pseudonyms): StoryContext {
  const { sessionId, connectionName, onBehalfOf, logLine, logLines } = context;
  return {
    ...context,
    sessionId: text(sessionId),
    connectionName: connectionName && text(connectionName),
    onBehalfOf: onBehalfOf && id(onBehalfOf),
    // The name of a file may be that of a customer.
    logLine: logLine && { ...logLine, place: '' },
    logLines: logLines && {
      place: text(logLines.place),
      lines: logLines.lines.map((line) => ({ ...line, text: text(line.text) })),
    },
  };
}

function story(call: Call, context: StoryContext): string {
  const { t, fetchedAt, sessionId, appId, region } = context;
  const { transcripts = call.transcripts } = context;
  const timeline = timelineOf({ ...call, transcripts }, fetchedAt);
  const findings = findingsOf(call, { asOf: fetchedAt, sessionId, appId, region, t });
  const parts = [
    `## ${ticketText(partiesOf(call) ?? t('Call'))}`,
    `**${ticketText(verdictOf(call, fetchedAt, t), LENGTH.sentence)}.**`,
    facts(call, timeline?.meetings ?? [], context),
    timeline && timelineSection(timeline, context),
    findingsSection(call, findings, context),
    participantsSection(call, timeline?.meetings ?? [], context),
    mediaSection(call, context.transcripts, context),
    context.logLines && logSection(context.logLines, t),
    t('The Calls API does not report network quality, mutes or who hung up.'),
    context.withoutNames
      ? t('Uids and names of the people of this call are replaced by pseudonyms, and URLs are left out.')
      : undefined,
    context.withoutNames && context.logLine && !context.logLines
      ? t('The lines of the log are left out, for they may name people.')
      : undefined,
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function facts(call: Call, meetings: readonly Meeting[], context: StoryContext): string {
  const { time, t, fetchedAt, connectionName, appId, region, onBehalfOf, logLine } = context;
  const ring = ringSeconds(call);
  const talk = talkSeconds(call);
  const moment = (instant: number, note: string | undefined) =>
    note === undefined ? time.dateTime(instant) : t('{0} ({1})', time.dateTime(instant), note);
  const { initiatedAt, startedAt, endedAt, meetingId } = call;
  const after = ring === undefined ? undefined : t('after {0}', formatDuration(ring, t));
  const length = talk === undefined ? undefined : t('lasted {0}', formatDuration(talk, t));
  // Between the meetings of a session it did not go on.
  const lasted = meetings.length > 1 ? meetingsText(meetings, t) : length;
  const totalsText = totals(call, t);
  const kind = joinParts(statusWord(call, t), typeWord(call.type, t), modeWord(call, t));
  const app = joinParts(appId && ticketCode(appId, LENGTH.id), region && ticketText(region));
  const items = [
    ticketText(kind),
    initiatedAt === undefined ? undefined : t('Initiated: {0}', moment(initiatedAt, undefined)),
    startedAt === undefined ? undefined : t('Started: {0}', moment(startedAt, after)),
    endedAt === undefined ? undefined : t('Ended: {0}', moment(endedAt, lasted)),
    totalsText === undefined ? undefined : t('As the server counts: {0}', totalsText),
    t('Session id: {0}', ticketCode(call.sessionId, LENGTH.sessionId)),
    meetingId === undefined ? undefined : t('Meeting id: {0}', ticketCode(meetingId, LENGTH.id)),
    app === '' ? undefined : t('App: {0}', app),
    connectionName ? t('Connection: {0}', ticketText(connectionName, LENGTH.id)) : undefined,
    onBehalfOf ? t('As user: {0}', ticketCode(onBehalfOf, LENGTH.id)) : undefined,
    t('Fetched: {0}', time.dateTime(fetchedAt)),
    logLine && t('Log line: {0}', ticketText(describeLogMoment(call, logLine, t), LENGTH.sentence)),
    oddities(call, t),
  ];
  return items
    .filter((item) => item !== undefined)
    .map((item) => `- ${item}`)
    .join('\n');
}

/** The call's own minutes, and its count of participants. */
function totals(call: Call, t: Translate): string | undefined {
  const { audioSeconds: audio, videoSeconds: video } = minutesTeller(call)(call);
  const count = call.participantCount;
  const parts = [
    audio === undefined ? undefined : t('audio {0}', formatDuration(audio, t)),
    video === undefined ? undefined : t('video {0}', formatDuration(video, t)),
    count === undefined ? undefined : count === 1 ? t('1 participant') : t('{0} participants', count),
  ];
  return joinParts(...parts) || undefined;
}

function oddities({ warnings }: Call, t: Translate): string | undefined {
  if (warnings.length === 0) return undefined;
  const told = warnings
    .slice(0, MOST.oddities)
    .map((warning) => `${ticketCode(warning.path, LENGTH.id)} ${ticketText(oddityWord(warning, t))}`);
  const more = warnings.length - told.length;
  return t(
    'Unexpected in the answer: {0}',
    listText([...told, ...(more > 0 ? [t('and {0} more', more)] : [])], t),
  );
}

/** What happened, a line each: its time, its place counted from the start, and what it was; and what has no time. */
function timelineSection(timeline: Timeline, { time, t, logLine }: StoryContext): string {
  const rows = timelineLines(timeline, { t, logLine }).map((line) => ({
    date: time.date(line.at),
    clock: time.timeWithZone(line.at),
    offset: line.offset,
    text: lineText(line, time, t),
  }));
  const clocks = width(rows.map(({ clock }) => clock));
  const offsets = width(rows.map(({ offset }) => offset));
  const written = rows.flatMap(({ date, clock, offset, text }, index) => [
    ...(rows[index - 1]?.date === date ? [] : [date]),
    `${clock.padEnd(clocks)}  ${offset.padStart(offsets)}  ${text}`,
  ]);
  const notes = timelineNotes(timeline, t).map((note) => `- ${ticketText(note, LENGTH.sentence)}`);
  return [`### ${t('Timeline')}`, ticketBlock(written), ...(notes.length > 0 ? [notes.join('\n')] : [])].join(
    '\n\n',
  );
}

function width(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

function findingsSection(
  call: Call,
  findings: readonly Finding[],
  { time, t, findingLines }: StoryContext,
): string | undefined {
  if (findings.length === 0) return undefined;
  const items = findings.slice(0, MOST.findings).flatMap(({ severity, message, advice, fields, from }) => {
    const lines = from === undefined ? undefined : findingLines?.get(from);
    const told = fields.slice(0, MOST.fields).map((field) => {
      const value = evidenceOf(call, field, { time, t });
      return joinWords(ticketCode(field, LENGTH.id), value && ticketText(value, LENGTH.sentence));
    });
    const more = fields.length > told.length ? ['…'] : [];
    return [
      `- ${t('{0}: {1}', `**${severityWord(severity, t)}**`, ticketText(message, LENGTH.sentence))}`,
      ...(advice === undefined ? [] : [`  - ${t('To try: {0}', ticketText(advice, LENGTH.sentence))}`]),
      ...(told.length === 0 ? [] : [`  - ${t('Seen in: {0}', listText([...told, ...more], t))}`]),
      ...(lines ? [`  - ${ticketCode(lines.place, LENGTH.sentence)}`, ...indented(linesBlock(lines))] : []),
    ];
  });
  const more = findings.length - MOST.findings;
  return [`### ${t('Findings')}`, '', ...items, ...(more > 0 ? [`- ${t('and {0} more', more)}`] : [])].join(
    '\n',
  );
}

function joinWords(path: string, value: string | undefined): string {
  return value === undefined || value === '' ? path : `${path} ${value}`;
}

/** The lines as they stand in the log, each with its number; the one the call was opened from has a mark. */
function logSection(lines: LogLines, t: Translate): string {
  return `### ${t('Log lines around {0}', ticketCode(lines.place, LENGTH.sentence))}\n\n${linesBlock(lines)}`;
}

function linesBlock({ lines }: LogLines): string {
  const digits = width(lines.map(({ number }) => String(number)));
  return ticketBlock(
    lines.map(
      ({ number, text, isTheLine }) => `${isTheLine ? '>' : ' '} ${String(number).padStart(digits)}  ${text}`,
    ),
  );
}

/** Below an item of a list within a list. */
function indented(block: string): readonly string[] {
  return ['', ...block.split('\n').map((line) => `    ${line}`), ''];
}

// The parts of a call's story that list: who was there, and what was recorded.

type Words = Pick<StoryContext, 'time' | 't'>;

const NOTHING = '–';

/** A row for every stay, in the order of joining, with its entry in the answer, which findings name. */
function participantsSection(call: Call, meetings: readonly Meeting[], words: Words): string | undefined {
  const { time, t } = words;
  if (call.participants.length === 0) return undefined;
  const moment = (instant: number | undefined) =>
    instant === undefined ? NOTHING : momentText(instant, call, time);
  const length = (seconds: number | undefined) =>
    seconds === undefined ? NOTHING : formatDuration(seconds, t);
  const minutesOf = minutesTeller(call);
  const hasVideo = call.participants.some((stay) => minutesOf(stay).videoSeconds !== undefined);
  const meetingOf = ({ meetingId }: Participant) => {
    const index = meetings.findIndex((meeting) => meeting.meetingId === meetingId);
    return index === -1 ? NOTHING : String(index + 1);
  };
  const rows = peopleOf(call).flatMap((person) => {
    const deviceNames = deviceNamesOf(devicesOf(person.stays), t);
    return person.stays.map((stay) => [
      String(stay.entry),
      whoText(person, t),
      stateText(call, stay, t),
      moment(stay.joinedAt),
      moment(stay.leftAt),
      length(secondsBetween(stay.joinedAt, stay.leftAt) ?? stay.durationSeconds),
      length(minutesOf(stay).audioSeconds),
      ...(hasVideo ? [length(minutesOf(stay).videoSeconds)] : []),
      deviceText(stay.device, deviceNames),
      ...(meetings.length > 0 ? [meetingOf(stay)] : []),
    ]);
  });
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

/** A device as the timeline names it, and the id by which logs know it, unless that says no more. */
function deviceText(device: string | undefined, names: ReadonlyMap<string, string>): string {
  if (device === undefined) return NOTHING;
  const id = ticketCode(device, LENGTH.id);
  const name = names.get(device);
  if (name === undefined || name === device) return id || NOTHING;
  return joinWords(ticketText(name, LENGTH.name), id);
}

function stateText(call: Call, stay: Participant, t: Translate): string {
  if (stay.state !== undefined) return ticketText(stay.state, LENGTH.id);
  return hasJoined(stay) ? NOTHING : absenceWord(absenceOf(call, [stay]), t);
}

/** The recordings and transcripts (`paged`: all, where the server was asked for them), or that there are none. */
function mediaSection(
  call: Call,
  paged: readonly Transcript[] | undefined,
  words: Words & Pick<StoryContext, 'fetchedAt'>,
): string | undefined {
  const { t, fetchedAt } = words;
  const isLate = mediaLateSeconds(call, fetchedAt) !== undefined;
  const transcripts = paged ?? call.transcripts;
  // Who asked for all of them was told.
  const announced = paged ? false : call.hasTranscription;
  const items = [
    ...call.recordings.map((each, index) => mediaItem(t('Recording {0}', index + 1), each, words)),
    ...transcripts.map((each, index) => mediaItem(t('Transcript {0}', index + 1), each, words)),
  ];
  const absent = [
    call.recordings.length > 0 ? undefined : absentRecording(call, isLate, t),
    transcripts.length > 0 ? undefined : absentTranscript(announced, isLate, t),
  ].filter((text) => text !== undefined);
  if (items.length === 0) return absent.length === 0 ? undefined : absent.join(' ');
  const title = `### ${t('Recordings and transcripts')}`;
  return [title, '', ...items.map((item) => `- ${item}`), ...absent.map((text) => `- ${text}`)].join('\n');
}

function absentRecording({ hasRecording }: Call, isLate: boolean, t: Translate): string | undefined {
  if (hasRecording === undefined) return undefined;
  if (!hasRecording) return t('No recording.');
  return isLate
    ? t('A recording is announced, and none came.')
    : t('A recording is announced and not there yet: it may still be processed.');
}

function absentTranscript(announced: boolean | undefined, isLate: boolean, t: Translate): string | undefined {
  if (announced === undefined) return undefined;
  if (!announced) return t('No transcript.');
  return isLate
    ? t('A transcript is announced, and none came.')
    : t('A transcript is announced and not there yet.');
}

function mediaItem(
  label: string,
  media: Pick<Recording & Transcript, 'startedAt' | 'endedAt' | 'url'> & {
    readonly durationSeconds?: number | undefined;
  },
  { time, t }: Words,
): string {
  const { startedAt, endedAt, url } = media;
  const seconds = mediaSeconds(media);
  const parts = [
    formatWindow(time, startedAt, endedAt),
    seconds === undefined ? undefined : formatDuration(seconds, t),
    url === undefined || url === '' ? undefined : urlText(url),
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
