/** The whole story of a call as Markdown, for a ticket; its short form is `summaryMarkdown` in `core/summary.ts`. */
import type { Call, Transcript } from '../call/model.ts';
import { meetingIdsOf, ringSeconds, talkSeconds } from '../call/facts.ts';
import { evidenceOf } from '../story/findings/evidence.ts';
import { type Finding, findingsOf } from '../story/findings/index.ts';
import { formatDuration } from '../text/duration.ts';
import { joinParts } from '../text/joinParts.ts';
import type { TimeFormat } from '../text/time.ts';
import { describeLogMoment } from '../story/logMoment.ts';
import { partiesOf } from '../call/parties.ts';
import { type Timeline, timelineOf } from '../story/timeline/index.ts';
import type { LogLineMark } from '../story/layout/index.ts';
import type { Translate } from '../base/translate.ts';
import { verdictOf } from '../story/verdict.ts';
import { modeWord, oddityWord, statusWord, typeWord } from '../call/words.ts';
import { severityWord } from '../story/findings/severityWord.ts';
import { type Pseudonyms, pseudonymsOf, withoutNames } from './pseudonyms.ts';
import { mediaSection, participantsSection } from './storyTables.ts';
import { ticketBlock, ticketCode, ticketText } from '../text/ticketText.ts';
import { timelineNotes } from '../story/timelineNotes.ts';
import { lineText, timelineLines } from '../story/timelineText.ts';

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

/** What a story is written with. */
export interface StoryContext {
  readonly time: TimeFormat;
  readonly t: Translate;
  /** When the call was fetched, in milliseconds since 1970 UTC. */
  readonly fetchedAt: number;
  /** The session id that was asked for. */
  readonly sessionId: string;
  readonly connectionName: string | undefined;
  readonly appId: string | undefined;
  readonly region: string | undefined;
  /** The uid the call was asked for as. */
  readonly onBehalfOf: string | undefined;
  /** The line of a log it was opened from. */
  readonly logLine: LogLineMark | undefined;
  /** The transcripts of the answer and those that were paged in; undefined where nobody asked for more. */
  readonly transcripts?: readonly Transcript[] | undefined;
  /** That line among its neighbours; undefined where they are not to be written. */
  readonly logLines: LogLines | undefined;
  /** Writes pseudonyms in place of uids and names, and leaves out URLs. */
  readonly withoutNames: boolean;
}

/** As many findings, and oddities of an answer, are written. */
const MOST = { findings: 50, fields: 8, oddities: 5 } as const;
/** The longest session id, and the longest other id, in UTF-16 code units. */
const LENGTH = { sessionId: 520, id: 80, sentence: 600 } as const;

/**
 * A call as Markdown in which no text of strangers is markup: how it went, the facts, the timeline, the findings,
 * who was there, what was recorded, and the lines of a log it was opened from. Transcripts that were paged in are in
 * the timeline and the list of transcripts; what is found, and all else, is told of the answer alone.
 */
export function storyMarkdown(given: Call, context: StoryContext): string {
  if (context.withoutNames) {
    const { onBehalfOf } = context;
    const others =
      onBehalfOf === undefined ? [] : [{ kind: 'person', id: onBehalfOf, name: undefined } as const];
    const pseudonyms = pseudonymsOf(given, others);
    const { transcripts } = context;
    return story(withoutNames(given, pseudonyms), {
      ...contextWithoutNames(context, pseudonyms),
      transcripts: transcripts && withoutNames({ ...given, transcripts }, pseudonyms).transcripts,
    });
  }
  return story(given, context);
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
    facts(call, context),
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

/** A list of what is known of the call as a whole. */
function facts(call: Call, context: StoryContext): string {
  const { time, t, fetchedAt, connectionName, appId, region, onBehalfOf, logLine } = context;
  const ring = ringSeconds(call);
  const talk = talkSeconds(call);
  const moment = (instant: number, note: string | undefined) =>
    note === undefined ? time.dateTime(instant) : t('{0} ({1})', time.dateTime(instant), note);
  const { initiatedAt, startedAt, endedAt, meetingId } = call;
  const after = ring === undefined ? undefined : t('after {0}', formatDuration(ring, t));
  const lasted = talk === undefined ? undefined : lastedText(call, talk, t);
  const kind = joinParts(statusWord(call, t), typeWord(call.type, t), modeWord(call, t));
  const app = joinParts(appId && ticketCode(appId, LENGTH.id), region && ticketText(region));
  const items = [
    ticketText(kind),
    initiatedAt === undefined ? undefined : t('Initiated: {0}', moment(initiatedAt, undefined)),
    startedAt === undefined ? undefined : t('Started: {0}', moment(startedAt, after)),
    endedAt === undefined ? undefined : t('Ended: {0}', moment(endedAt, lasted)),
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

/** Between the meetings of a session it did not go on. */
function lastedText(call: Call, talk: number, t: Translate): string {
  const meetings = meetingIdsOf(call).size;
  const length = formatDuration(talk, t);
  return meetings > 1 ? t('{0} meetings within {1}', meetings, length) : t('lasted {0}', length);
}

/** Where the answer was not as documented. */
function oddities({ warnings }: Call, t: Translate): string | undefined {
  if (warnings.length === 0) return undefined;
  const told = warnings
    .slice(0, MOST.oddities)
    .map((warning) => `${ticketCode(warning.path, LENGTH.id)} ${ticketText(oddityWord(warning, t))}`);
  const more = warnings.length - told.length;
  return t(
    'Unexpected in the answer: {0}',
    [...told, ...(more > 0 ? [t('and {0} more', more)] : [])].join(', '),
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
  { time, t }: StoryContext,
): string | undefined {
  if (findings.length === 0) return undefined;
  const items = findings.slice(0, MOST.findings).flatMap(({ severity, message, advice, fields }) => {
    const told = fields.slice(0, MOST.fields).map((field) => {
      const value = evidenceOf(call, field, { time, t });
      return joinWords(ticketCode(field, LENGTH.id), value && ticketText(value, LENGTH.sentence));
    });
    const more = fields.length > told.length ? ['…'] : [];
    return [
      `- ${t('{0}: {1}', `**${severityWord(severity, t)}**`, ticketText(message, LENGTH.sentence))}`,
      ...(advice === undefined ? [] : [`  - ${t('To try: {0}', ticketText(advice, LENGTH.sentence))}`]),
      ...(told.length === 0 ? [] : [`  - ${t('Seen in: {0}', [...told, ...more].join(', '))}`]),
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
function logSection({ place, lines }: LogLines, t: Translate): string {
  const digits = width(lines.map(({ number }) => String(number)));
  const written = lines.map(
    ({ number, text, isTheLine }) => `${isTheLine ? '>' : ' '} ${String(number).padStart(digits)}  ${text}`,
  );
  return `### ${t('Log lines around {0}', ticketCode(place, LENGTH.sentence))}\n\n${ticketBlock(written)}`;
}
