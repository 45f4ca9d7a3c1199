/** The whole story of a call as Markdown, for a ticket; its short form is `summaryMarkdown` in `core/summary.ts`. */
import type { Call } from '../call.ts';
import { ringSeconds, talkSeconds } from '../facts.ts';
import { type Finding, findingsOf, type Severity } from '../findings.ts';
import { formatDuration, formatSignedDuration } from '../format/duration.ts';
import { joinParts } from '../format/joinParts.ts';
import type { TimeFormat } from '../format/time.ts';
import { partiesOf } from '../parties.ts';
import { type Timeline, timelineOf } from '../timeline.ts';
import type { Translate } from '../translate.ts';
import { verdictOf } from '../verdict.ts';
import { modeWord, oddityWord, statusWord, typeWord } from '../words.ts';
import { type Pseudonyms, pseudonymsOf, withoutNames } from './pseudonyms.ts';
import { mediaSection, participantsSection } from './storyTables.ts';
import { ticketBlock, ticketCode, ticketText } from './ticketText.ts';
import { timelineLines } from './timelineText.ts';

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
 * who was there, what was recorded, and the lines of a log it was opened from. Transcripts beyond those of the
 * answer are written when the caller put them into the call.
 */
export function storyMarkdown(given: Call, context: StoryContext): string {
  if (context.withoutNames) {
    const { onBehalfOf } = context;
    const others =
      onBehalfOf === undefined ? [] : [{ kind: 'person', id: onBehalfOf, name: undefined } as const];
    const pseudonyms = pseudonymsOf(given, others);
    return story(withoutNames(given, pseudonyms), contextWithoutNames(context, pseudonyms));
  }
  return story(given, context);
}

function contextWithoutNames(context: StoryContext, { id, text }: Pseudonyms): StoryContext {
  const { sessionId, connectionName, onBehalfOf, logLines } = context;
  return {
    ...context,
    sessionId: text(sessionId),
    connectionName: connectionName && text(connectionName),
    onBehalfOf: onBehalfOf && id(onBehalfOf),
    logLines: logLines && {
      place: text(logLines.place),
      lines: logLines.lines.map((line) => ({ ...line, text: text(line.text) })),
    },
  };
}

function story(call: Call, context: StoryContext): string {
  const { t, fetchedAt, sessionId, appId, region } = context;
  const timeline = timelineOf(call, fetchedAt);
  const findings = findingsOf(call, { asOf: fetchedAt, sessionId, appId, region, t });
  const parts = [
    `## ${ticketText(partiesOf(call) ?? t('Call'))}`,
    `**${ticketText(verdictOf(call, fetchedAt, t), LENGTH.sentence)}.**`,
    facts(call, context),
    timeline && timelineSection(call, timeline, context),
    findingsSection(findings, t),
    participantsSection(call, context),
    mediaSection(call, context),
    context.logLines && logSection(context.logLines, t),
    t('The Calls API does not report network quality, mutes or who hung up.'),
    context.withoutNames
      ? t('Uids and names of the people of this call are replaced by pseudonyms, and URLs are left out.')
      : undefined,
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

/** A list of what is known of the call as a whole. */
function facts(call: Call, context: StoryContext): string {
  const { time, t, fetchedAt, connectionName, appId, region, onBehalfOf } = context;
  const ring = ringSeconds(call);
  const talk = talkSeconds(call);
  const moment = (instant: number, note: string | undefined) =>
    note === undefined ? time.dateTime(instant) : t('{0} ({1})', time.dateTime(instant), note);
  const { initiatedAt, startedAt, endedAt, meetingId } = call;
  const after = ring === undefined ? undefined : t('after {0}', formatDuration(ring, t));
  const lasted = talk === undefined ? undefined : t('lasted {0}', formatDuration(talk, t));
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
    oddities(call, t),
  ];
  return items
    .filter((item) => item !== undefined)
    .map((item) => `- ${item}`)
    .join('\n');
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

/** What happened, a line each: its time, its place counted from the start, and what it was. */
function timelineSection(call: Call, timeline: Timeline, { time, t }: StoryContext): string | undefined {
  const lines = timelineLines(timeline, { time, t });
  const origin = call.startedAt ?? call.initiatedAt ?? lines[0]?.at;
  if (origin === undefined) return undefined;
  const rows = lines.map(({ at, text }) => ({
    date: time.date(at),
    clock: time.timeWithZone(at),
    offset: formatSignedDuration((at - origin) / 1000, t),
    text,
  }));
  const clocks = width(rows.map(({ clock }) => clock));
  const offsets = width(rows.map(({ offset }) => offset));
  const written = rows.flatMap(({ date, clock, offset, text }, index) => [
    ...(rows[index - 1]?.date === date ? [] : [date]),
    `${clock.padEnd(clocks)}  ${offset.padStart(offsets)}  ${text}`,
  ]);
  return `### ${t('Timeline')}\n\n${ticketBlock(written)}`;
}

function width(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

function findingsSection(findings: readonly Finding[], t: Translate): string | undefined {
  if (findings.length === 0) return undefined;
  const items = findings.slice(0, MOST.findings).flatMap(({ severity, message, advice, fields }) => {
    const told = fields.slice(0, MOST.fields).map((field) => ticketCode(field, LENGTH.id));
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

function severityWord(severity: Severity, t: Translate): string {
  switch (severity) {
    case 'problem':
      return t('Problem');
    case 'notice':
      return t('Notice');
    case 'info':
      return t('Info');
  }
}

/** The lines as they stand in the log, each with its number; the one the call was opened from has a mark. */
function logSection({ place, lines }: LogLines, t: Translate): string {
  const digits = width(lines.map(({ number }) => String(number)));
  const written = lines.map(
    ({ number, text, isTheLine }) => `${isTheLine ? '>' : ' '} ${String(number).padStart(digits)}  ${text}`,
  );
  return `### ${t('Log lines around {0}', ticketCode(place, LENGTH.sentence))}\n\n${ticketBlock(written)}`;
}
