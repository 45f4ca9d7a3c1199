/** A call as the texts it is handed on as. */
import * as vscode from 'vscode';
import { partiesOf } from '../../core/call/index.ts';
import type { Call, Transcript } from '../../core/call/model.ts';
import {
  jsonOf,
  type LogLines,
  personOf,
  pseudonymsOf,
  storyMarkdown,
  withoutNames as withPseudonyms,
} from '../../core/export/index.ts';
import { laneWindow } from '../../core/logLanes/index.ts';
import type { LogLane } from '../../core/logLanes/model.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import type { Answer, LookUp } from '../../core/lookUp/model.ts';
import { appOf } from '../../core/sessionId/index.ts';
import { findingsOf } from '../../core/story/findings/index.ts';
import { summaryMarkdown, timelineSvg, verdictOf } from '../../core/story/index.ts';
import { timelineOf } from '../../core/story/timeline/index.ts';
import {
  laneIn,
  linesNear,
  logLinesOf,
  type NearLines,
  placeOf,
  readAround,
  webhooksBeside,
} from '../callLogs/index.ts';
import { readOr } from '../fileCalls/index.ts';
import { ArgumentError, t } from '../platform/index.ts';
import { logsOf } from './callLogs.ts';
import type { Choices } from './chooseLookUp.ts';
import type { Services } from './model.ts';

type Dependencies = Choices & Services<'connections' | 'logs' | 'clocks'>;

export type Format = 'brief' | 'markdown' | 'json' | 'svg';

/** A call that is handed on, and what it is written with. */
export interface HandedOn {
  readonly lookUp: LookUp;
  readonly answer: Answer;
  /** Whether pseudonyms take the place of uids and names, and URLs are left out. */
  readonly withoutNames: boolean;
  /** Whether each finding has the lines of the call's logs at its moment. */
  readonly withLogLines: boolean;
  /** The line of a log it was opened from. */
  readonly logLine: LogLine | undefined;
  /** The transcripts of the answer and those that its panel has paged in; undefined where it has none. */
  readonly transcripts?: readonly Transcript[] | undefined;
}

/** A call as text. Throws ArgumentError for what cannot be written: JSON nested too deeply, a timeline without times. */
export async function textOf(
  format: Format,
  handedOn: HandedOn,
  deps: Dependencies,
  signal?: AbortSignal,
): Promise<string> {
  switch (format) {
    case 'brief':
      return briefOf(handedOn, deps);
    case 'markdown':
      return storyOf(handedOn, deps, signal);
    case 'json':
      return jsonTextOf(handedOn);
    case 'svg':
      return svgOf(handedOn, deps, signal);
  }
}

function briefOf(handedOn: HandedOn, { lookUps, readerTime }: Dependencies): string {
  const { fetchedAt } = handedOn.answer;
  const connectionName = connectionNameOf(handedOn, lookUps);
  return summaryMarkdown(shownCall(handedOn), { time: readerTime.format, t, fetchedAt, connectionName });
}

async function storyOf(handedOn: HandedOn, deps: Dependencies, signal?: AbortSignal): Promise<string> {
  const { lookUps, readerTime, connections } = deps;
  const { lookUp, answer, logLine } = handedOn;
  const { sessionId, connectionId, onBehalfOf } = lookUp;
  return storyMarkdown(answer.call, {
    time: readerTime.format,
    t,
    fetchedAt: answer.fetchedAt,
    sessionId,
    connectionName: connectionNameOf(handedOn, lookUps),
    ...appOf(sessionId, lookUps.connection(connectionId)),
    onBehalfOf,
    logLine: logLine && { ...logLine, place: placeOf(logLine) },
    transcripts: handedOn.transcripts,
    // A log names people whom the call does not know: without names, its lines stay where they are.
    logLines: logLine && !handedOn.withoutNames ? await logLinesAt(logLine, connections.redact) : undefined,
    findingLines:
      handedOn.withLogLines && !handedOn.withoutNames
        ? await linesOfFindings(handedOn, deps, signal)
        : undefined,
    withoutNames: handedOn.withoutNames,
  });
}

async function logLinesAt(logLine: LogLine, redact: (text: string) => string): Promise<LogLines | undefined> {
  const around = await readAround(logLine, redact);
  return around && logLinesOf(around, logLine);
}

/** For each instant at which a finding begins, the lines of the call's logs that are nearest to it. */
async function linesOfFindings(
  { lookUp, answer: { call, fetchedAt } }: HandedOn,
  deps: Dependencies,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, LogLines>> {
  const { sessionId, connectionId } = lookUp;
  const app = appOf(sessionId, deps.lookUps.connection(connectionId));
  const findings = findingsOf(call, { asOf: fetchedAt, sessionId, ...app, t });
  const instants = [...new Set(findings.flatMap(({ from }) => from ?? []))];
  const nearest = new Map<number, NearLines>();
  for (const uri of logsOf(deps, lookUp)) {
    // Of a log that cannot be read there are none: its lane says why.
    const reading = linesNear(deps.logs, vscode.Uri.parse(uri), instants, deps.connections.redact, signal);
    const read = await readOr(reading, []);
    for (const [index, instant] of instants.entries()) {
      const [lines, best] = [read[index], nearest.get(instant)];
      if (lines && (!best || lines.distanceMs < best.distanceMs)) nearest.set(instant, lines);
    }
  }
  return nearest;
}

function jsonTextOf({ lookUp, answer, withoutNames: hidden }: HandedOn): string {
  const text = jsonOf(answer.raw, { withoutNames: hidden, others: personOf(lookUp.onBehalfOf) });
  if (text === undefined) throw new ArgumentError(t('CometChat’s answer is nested too deeply to be shown.'));
  return `${text}\n`;
}

export async function svgOf(handedOn: HandedOn, deps: Dependencies, signal?: AbortSignal): Promise<string> {
  const { readerTime } = deps;
  const { answer, logLine } = handedOn;
  const call = shownCall(handedOn);
  const { transcripts = call.transcripts } = handedOn;
  const timeline = timelineOf({ ...call, transcripts }, answer.fetchedAt);
  if (!timeline) throw new ArgumentError(t('This call has no times, and so no timeline.'));
  return timelineSvg(timeline, {
    time: readerTime.format,
    t,
    heading: partiesOf(call) ?? t('Call'),
    verdict: verdictOf(call, answer.fetchedAt, t),
    // Names of files may be names of people.
    logLine: logLine && !handedOn.withoutNames ? { ...logLine, place: placeOf(logLine) } : undefined,
    lanes: handedOn.withoutNames ? [] : await lanesOf(handedOn, deps, signal),
  });
}

/** The call's logs that can be read, as lanes, each with that of its webhook events below it. */
async function lanesOf(
  { lookUp, answer: { call, fetchedAt } }: HandedOn,
  deps: Dependencies,
  signal: AbortSignal | undefined,
): Promise<readonly LogLane[]> {
  const window = laneWindow(call, fetchedAt);
  if (!window) return [];
  const lanes: LogLane[] = [];
  for (const uri of logsOf(deps, lookUp)) {
    const file = vscode.Uri.parse(uri);
    const read = await readOr(
      deps.logs.window(file, window, lookUp.sessionId, signal ? { signal } : {}),
      undefined,
    );
    if (!read) continue;
    const { lane, webhooks } = laneIn(file, read, deps.clocks, deps.connections.redact);
    const { lane: own } = webhooksBeside(call, webhooks, { uri, log: lane.name, lane });
    lanes.push(lane, ...(own ? [own] : []));
  }
  return lanes;
}

/** The call as it may be shown to whoever gets it. */
export function shownCall({ lookUp, answer: { call }, withoutNames: hidden }: HandedOn): Call {
  return hidden ? withPseudonyms(call, pseudonymsOf(call, personOf(lookUp.onBehalfOf))) : call;
}

/** A connection is called as its owner likes, which may be after a customer. */
function connectionNameOf(
  { lookUp, withoutNames: hidden }: HandedOn,
  lookUps: Dependencies['lookUps'],
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
  deps: Dependencies,
  signal?: AbortSignal,
): Promise<string> {
  const texts: string[] = [];
  for (const call of calls) {
    if (signal?.aborted) break;
    texts.push((await textOf(format, call, deps, signal)).trimEnd());
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
