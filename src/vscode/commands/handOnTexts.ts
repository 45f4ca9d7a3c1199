/** What a call, or several, are handed on as. Loaded when one first is. */
import { appOf } from '../../core/sessionId/index.ts';
import type { Call, Transcript } from '../../core/call/model.ts';
import type { Answer, LookUp } from '../../core/lookUp/model.ts';
import type { TimeFormat } from '../../core/text/index.ts';
import {
  jsonOf,
  personOf,
  pseudonymsOf,
  withoutNames,
  type LogLines,
  storyMarkdown,
  fileNameFor,
} from '../../core/export/index.ts';
import { partiesOf } from '../../core/call/index.ts';
import { summaryMarkdown, timelineSvg, verdictOf } from '../../core/story/index.ts';
import { timelineOf } from '../../core/story/timeline/index.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { ArgumentError, t } from '../platform/index.ts';
import { placeOf, readAround } from '../callLogs/index.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';

export type Format = 'brief' | 'markdown' | 'json' | 'svg';

/** A call that is handed on, and what it is written with. */
export interface HandedOn {
  readonly lookUp: LookUp;
  readonly answer: Answer;
  /** Whether pseudonyms take the place of uids and names, and URLs are left out. */
  readonly withoutNames: boolean;
  /** The line of a log it was opened from. */
  readonly logLine: LogLine | undefined;
  /** The transcripts of the answer and those that its panel has paged in; undefined where it has none. */
  readonly transcripts?: readonly Transcript[] | undefined;
}

export interface Writing {
  readonly lookUps: LookUpService;
  readonly time: TimeFormat;
  /** Replaces API keys in a text. */
  readonly redact: (text: string) => string;
}

/** A call as text. Throws ArgumentError for what cannot be written: JSON nested too deeply, a timeline without times. */
export async function textOf(format: Format, handedOn: HandedOn, writing: Writing): Promise<string> {
  switch (format) {
    case 'brief':
      return briefOf(handedOn, writing);
    case 'markdown':
      return storyOf(handedOn, writing);
    case 'json':
      return jsonTextOf(handedOn);
    case 'svg':
      return svgOf(handedOn, writing);
  }
}

/**
 * The timeline's picture, with a name for its file that names nobody whom the picture does not.
 * Throws ArgumentError for a call without times.
 */
export function namedTimeline(
  handedOn: HandedOn,
  writing: Writing,
): { readonly name: string; readonly content: string } {
  return { name: fileNameFor(shownCall(handedOn), 'svg'), content: svgOf(handedOn, writing) };
}

function briefOf(handedOn: HandedOn, { lookUps, time }: Writing): string {
  const { fetchedAt } = handedOn.answer;
  const connectionName = connectionNameOf(handedOn, lookUps);
  return summaryMarkdown(shownCall(handedOn), { time, t, fetchedAt, connectionName });
}

async function storyOf(handedOn: HandedOn, { lookUps, time, redact }: Writing): Promise<string> {
  const { lookUp, answer, logLine } = handedOn;
  const { sessionId, connectionId, onBehalfOf } = lookUp;
  return storyMarkdown(answer.call, {
    time,
    t,
    fetchedAt: answer.fetchedAt,
    sessionId,
    connectionName: connectionNameOf(handedOn, lookUps),
    ...appOf(sessionId, lookUps.connection(connectionId)),
    onBehalfOf,
    logLine: logLine && { ...logLine, place: placeOf(logLine) },
    transcripts: handedOn.transcripts,
    // A log names people whom the call does not know: without names, its lines stay where they are.
    logLines: logLine && !handedOn.withoutNames ? await logLinesAt(logLine, redact) : undefined,
    withoutNames: handedOn.withoutNames,
  });
}

async function logLinesAt(logLine: LogLine, redact: (text: string) => string): Promise<LogLines | undefined> {
  const around = await readAround(logLine, redact);
  return (
    around && {
      place: placeOf(logLine),
      lines: around.lines.map((text, index) => ({
        number: around.firstLine + index,
        text,
        isTheLine: index === around.index,
      })),
    }
  );
}

function jsonTextOf({ lookUp, answer, withoutNames: hidden }: HandedOn): string {
  const text = jsonOf(answer.raw, { withoutNames: hidden, others: personOf(lookUp.onBehalfOf) });
  if (text === undefined) throw new ArgumentError(t('The answer is nested too deeply to be shown.'));
  return `${text}\n`;
}

function svgOf(handedOn: HandedOn, { time }: Writing): string {
  const { answer, logLine } = handedOn;
  const call = shownCall(handedOn);
  const { transcripts = call.transcripts } = handedOn;
  const timeline = timelineOf({ ...call, transcripts }, answer.fetchedAt);
  if (!timeline) throw new ArgumentError(t('This call has no times, and so no timeline.'));
  return timelineSvg(timeline, {
    time,
    t,
    heading: partiesOf(call) ?? t('Call'),
    verdict: verdictOf(call, answer.fetchedAt, t),
    // Names of files may be names of people.
    logLine: logLine && !handedOn.withoutNames ? { ...logLine, place: placeOf(logLine) } : undefined,
  });
}

/** The call as it may be shown to whoever gets it. */
function shownCall({ lookUp, answer: { call }, withoutNames: hidden }: HandedOn): Call {
  return hidden ? withoutNames(call, pseudonymsOf(call, personOf(lookUp.onBehalfOf))) : call;
}

/** A connection is called as its owner likes, which may be after a customer. */
function connectionNameOf(
  { lookUp, withoutNames: hidden }: HandedOn,
  lookUps: LookUpService,
): string | undefined {
  return hidden ? undefined : lookUps.connection(lookUp.connectionId)?.name;
}

/**
 * Several calls as one text: Markdown with a rule between their stories, or a JSON array of what the server sent
 * for each. Throws ArgumentError for JSON that is nested too deeply.
 */
export async function textOfSeveral(
  format: 'markdown' | 'json',
  calls: readonly HandedOn[],
  writing: Writing,
): Promise<string> {
  const texts: string[] = [];
  for (const call of calls) {
    texts.push((await textOf(format, call, writing)).trimEnd());
    // A thousand stories take their time: others have their turn between them.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (format === 'markdown') return `${texts.join('\n\n---\n\n')}\n`;
  return `[\n${texts.map(indented).join(',\n')}\n]\n`;
}

/** JSON one level deeper. No text in it holds a line feed, so that every line of it may be indented. */
function indented(json: string): string {
  return json
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
