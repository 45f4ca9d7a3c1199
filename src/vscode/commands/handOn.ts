/** The commands that hand a call on, and what it is handed on as. */
import * as vscode from 'vscode';
import { partiesOf } from '../../core/call/index.ts';
import type { Call, Transcript } from '../../core/call/model.ts';
import type { Connection } from '../../core/connection/model.ts';
import {
  curlOf,
  deepLinkOf,
  fileNameFor,
  personOf,
  jsonOf,
  type LogLines,
  pseudonymsOf,
  type Shell,
  storyMarkdown,
  withoutNames as withPseudonyms,
} from '../../core/export/index.ts';
import { FileError } from '../../core/fileCalls/model.ts';
import { laneOf, laneWindow } from '../../core/logLanes/index.ts';
import type { LogLane } from '../../core/logLanes/model.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { routeSessionId } from '../../core/lookUp/index.ts';
import { type Answer, answerOf, type LookUp, type LookUpTarget } from '../../core/lookUp/model.ts';
import { appNamedBy, appOf, parseSessionId } from '../../core/sessionId/index.ts';
import { summaryMarkdown, timelineSvg, verdictOf } from '../../core/story/index.ts';
import { findingsOf } from '../../core/story/findings/index.ts';
import { timelineOf } from '../../core/story/timeline/index.ts';
import { EXTENSION_ID } from '../../manifest.ts';
import {
  linesNear,
  logLinesOf,
  nameOf,
  type NearLines,
  placeOf,
  readAround,
  webhooksBeside,
} from '../callLogs/index.ts';
import { redactEvent } from '../../core/webhook/index.ts';
import { ArgumentError, pickValue, showCopiedFor, slowly, t } from '../platform/index.ts';
import { logsOf, logsOrAdded } from './callLogs.ts';
import { chooseLookUp, type Choices, findAll, pickLookUp, requireAnswer } from './chooseLookUp.ts';
import type { Services } from './model.ts';
import { copy, saveFile, toClipboard } from './output.ts';
import type { Handlers } from './run.ts';

type Dependencies = Choices & Services<'connections' | 'documents' | 'shells' | 'logs'>;

/** The commands that hand a call on: to a ticket, a shell, a colleague, a file. */
export function handOnHandlers(deps: Dependencies) {
  return {
    'cometchatCalls.copyAsMarkdown': async ({ brief, ...given }, { selection }) =>
      selection.length > 1
        ? copySeveral(deps, given, selection, 'markdown')
        : copyAs(deps, given, brief ? 'brief' : 'markdown'),
    'cometchatCalls.copyWithLogLines': async ({ call }) => {
      const lookUp = await chooseLookUp(deps, call);
      if (!lookUp || (await logsOrAdded(deps, lookUp)).length === 0) return;
      await copyAs(deps, { call: lookUp, withoutNames: false, withLogLines: true }, 'markdown');
    },
    'cometchatCalls.copyAsJson': (given, { selection }) =>
      selection.length > 1 ? copySeveral(deps, given, selection, 'json') : copyAs(deps, given, 'json'),
    'cometchatCalls.copyAsCurl': ({ call, shell }) => copyAsCurl(deps, call, shell),
    'cometchatCalls.copyLink': ({ call }) => copyLink(deps, call),
    'cometchatCalls.copyWithoutNames': async ({ call, format: given }) => {
      const lookUp = await chooseLookUp(deps, call);
      const format = given ?? (lookUp && (await askFormat()));
      if (lookUp && format) await copyAs(deps, { call: lookUp, withoutNames: true }, format);
    },
    'cometchatCalls.compareCalls': ({ call, other }, { selection }) =>
      selection.length === 2
        ? compareCalls(deps, selection[0], selection[1])
        : compareCalls(deps, call, other),
    'cometchatCalls.saveTimeline': async ({ uri, ...given }) => {
      const handedOn = await chooseHandedOn(deps, given);
      if (!handedOn) return;
      // A name that tells of nobody whom the picture does not.
      const name = fileNameFor(shownCall(handedOn), 'svg');
      const content = await readingLogs((signal) => svgOf(handedOn, deps, signal));
      if (content === undefined) return;
      await saveFile({ name, content }, uri, {
        title: t('Save Timeline'),
        filters: { SVG: ['svg'] },
        redact: deps.connections.redact,
      });
    },
  } satisfies Partial<Handlers>;
}

/** A call that is handed on, and how. */
interface HandOn {
  readonly call: LookUpTarget | undefined;
  readonly logLine?: LogLine | undefined;
  readonly withoutNames: boolean;
  readonly withLogLines?: boolean | undefined;
}

async function copyAs(deps: Dependencies, given: HandOn, format: Format): Promise<void> {
  const handedOn = await chooseHandedOn(deps, given);
  if (!handedOn) return;
  const text = await readingLogs((signal) => textOf(format, handedOn, deps, signal));
  if (text !== undefined) await copy(text, saidOf(format, handedOn.withoutNames), deps.connections.redact);
}

/** Copies the calls that are selected and have an answer. Throws ArgumentError with the reason where none has one. */
async function copySeveral(
  deps: Dependencies,
  given: HandOn,
  selection: readonly LookUpTarget[],
  format: 'markdown' | 'json',
): Promise<void> {
  const chosen = findAll(deps, selection);
  const answered = chosen.filter(answerOf);
  const [first] = answered.length > 0 ? answered : chosen;
  if (!first) return;
  requireAnswer(first, deps.lookUps);
  const calls = answered.map((lookUp) => handedOnOf(deps, lookUp, given));
  const said =
    answered.length === chosen.length
      ? t('Copied {0} calls', answered.length)
      : t('Copied {0} of {1} calls; the others have no answer', answered.length, chosen.length);
  const make = (signal?: AbortSignal) => textOfSeveral(format, calls, deps, signal);
  const text = await (given.withLogLines ? readingLogs(make) : make());
  if (text !== undefined) await copy(text, said, deps.connections.redact);
}

/** Makes what logs are read for, which may take long; undefined when the user does not wait for it. */
function readingLogs(make: (signal: AbortSignal) => Promise<string>): Promise<string | undefined> {
  return slowly(t('Reading the logs of the call'), async (signal) => {
    const made = await make(signal);
    return signal.aborted ? undefined : made;
  });
}

/** The call a command is about, with its answer. Throws ArgumentError with the reason where there is none. */
async function chooseHandedOn(deps: Dependencies, given: HandOn): Promise<HandedOn | undefined> {
  const lookUp = await chooseLookUp(deps, given.call);
  return lookUp && handedOnOf(deps, lookUp, given);
}

function handedOnOf(deps: Dependencies, lookUp: LookUp, given: HandOn): HandedOn {
  return {
    lookUp,
    answer: requireAnswer(lookUp, deps.lookUps),
    withoutNames: given.withoutNames,
    withLogLines: given.withLogLines ?? false,
    logLine: given.logLine ?? deps.panels.logLineOf(lookUp),
    transcripts: deps.panels.transcriptsOf(lookUp),
  };
}

function saidOf(format: Format, withoutNames: boolean): string {
  switch (format) {
    case 'brief':
      return t('Copied the summary');
    case 'markdown':
      return t('Copied the call as Markdown');
    case 'json':
      return withoutNames
        ? t('Copied the call as JSON; what the API does not document is removed from it')
        : t('Copied the call as JSON');
    case 'svg':
      return t('Copied the timeline as SVG');
  }
}

function askFormat(): Promise<'markdown' | 'json' | 'svg' | undefined> {
  const labels = { markdown: t('Markdown'), json: t('JSON'), svg: t('Timeline (SVG)') };
  return pickValue({ title: t('Copy Call without Names'), placeholder: t('As which format?') }, labels);
}

/** Copies the request for the call; it holds no key, and so nothing that needs an answer. */
async function copyAsCurl(
  deps: Dependencies,
  call: LookUpTarget | undefined,
  given: Shell | undefined,
): Promise<void> {
  const target = await chooseTarget(deps, call);
  if (!target) return;
  const connection = await connectionOf(deps, target);
  if (!connection) throw new ArgumentError(t('There is no connection this call would be asked for with.'));
  const { baseUrl } = connection;
  const { sessionId, onBehalfOf } = target;
  const copyFor = async (shell: Shell) => {
    // .NET writes other characters into a header as other bytes, which would name somebody else.
    if (shell === 'powershell' && !/^[\x20-\x7e]*$/.test(onBehalfOf ?? ''))
      throw new ArgumentError(t('PowerShell cannot send this uid. Copy the request for another shell.'));
    const text = curlOf({ baseUrl, sessionId, onBehalfOf }, shell);
    await toClipboard(text, deps.connections.redact);
    showCopiedFor(saidOfShell(shell), async () => {
      const other = await deps.shells.ask();
      if (other) await copyFor(other);
    });
  };
  const shell = given ?? deps.shells.chosen ?? (await deps.shells.ask());
  if (shell) await copyFor(shell);
}

function saidOfShell(shell: Shell): string {
  return shell === 'posix'
    ? t(
        'Copied the request as cURL for bash, zsh, dash and fish. It reads the API key from $COMETCHAT_API_KEY.',
      )
    : t('Copied the request for PowerShell. It reads the API key from $env:COMETCHAT_API_KEY.');
}

/** Copies a link that opens the call on a colleague's machine. */
async function copyLink(deps: Dependencies, call: LookUpTarget | undefined): Promise<void> {
  const target = await chooseTarget(deps, call);
  if (!target) return;
  const { sessionId, onBehalfOf } = target;
  const app = appNamedBy(sessionId) ?? (await connectionOf(deps, target));
  if (!app) {
    throw new ArgumentError(
      t('A link must name the app of the call, and neither its id nor a connection tells it.'),
    );
  }
  const { appId, region = '' } = app;
  const scheme = vscode.env.uriScheme;
  const link = deepLinkOf({ scheme, extensionId: EXTENSION_ID, appId, region, sessionId, onBehalfOf });
  await copy(link, t('Copied a link to the call'), deps.connections.redact);
}

/** The call a command is about; one that is named need not have been looked up. */
async function chooseTarget(
  deps: Choices,
  call: LookUpTarget | undefined,
): Promise<LookUpTarget | undefined> {
  if (!call) return chooseLookUp(deps, undefined);
  return deps.lookUps.store.find(call) ?? { ...call, sessionId: call.sessionId.trim() };
}

/** The connection a call is asked for with; never one of another app than the call was asked for with. */
async function connectionOf(
  { connections }: Dependencies,
  { sessionId, connectionId }: LookUpTarget,
): Promise<Connection | undefined> {
  const route = routeSessionId(parseSessionId(sessionId), await connections.routing(), connectionId);
  return route.kind === 'connection' ? route.connection : undefined;
}

async function compareCalls(
  deps: Dependencies,
  call: LookUpTarget | undefined,
  named: LookUpTarget | undefined,
): Promise<void> {
  const one = await chooseLookUp(deps, call);
  if (!one) return;
  requireAnswer(one, deps.lookUps);
  const other = named ? await chooseLookUp(deps, named) : await pickOther(deps, one);
  if (!other) return;
  requireAnswer(other, deps.lookUps);
  await deps.documents.compare(one, other);
}

async function pickOther(deps: Dependencies, one: LookUp): Promise<LookUp | undefined> {
  const others = deps.lookUps.store.all().filter((lookUp) => lookUp.key !== one.key && answerOf(lookUp));
  if (others.length > 0) return pickLookUp(deps, others, t('Compare with which call?'));
  throw new ArgumentError(t('There is no other call to compare with. Look one up first.'));
}

type Format = 'brief' | 'markdown' | 'json' | 'svg';

/** A call that is handed on, and what it is written with. */
interface HandedOn {
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
async function textOf(
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
    const read = await linesOf(deps, vscode.Uri.parse(uri), instants, signal);
    for (const [index, instant] of instants.entries()) {
      const [lines, best] = [read[index], nearest.get(instant)];
      if (lines && (!best || lines.distanceMs < best.distanceMs)) nearest.set(instant, lines);
    }
  }
  return nearest;
}

/** Of a log that cannot be read there are none: its lane says why. */
async function linesOf(
  { logs, connections }: Dependencies,
  uri: vscode.Uri,
  instants: readonly number[],
  signal: AbortSignal | undefined,
): ReturnType<typeof linesNear> {
  try {
    return await linesNear(logs, uri, instants, connections.redact, signal);
  } catch (error) {
    if (error instanceof FileError) return [];
    throw error;
  }
}

function jsonTextOf({ lookUp, answer, withoutNames: hidden }: HandedOn): string {
  const text = jsonOf(answer.raw, { withoutNames: hidden, others: personOf(lookUp.onBehalfOf) });
  if (text === undefined) throw new ArgumentError(t('CometChat’s answer is nested too deeply to be shown.'));
  return `${text}\n`;
}

async function svgOf(handedOn: HandedOn, deps: Dependencies, signal?: AbortSignal): Promise<string> {
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
    try {
      const file = vscode.Uri.parse(uri);
      const read = await deps.logs.window(file, window, lookUp.sessionId, signal ? { signal } : {});
      const { offsetSeconds } = deps.logs.clockOf(file);
      const { redact } = deps.connections;
      const lane = laneOf(read, { name: nameOf(uri), offsetSeconds }, redact);
      const events = read.webhooks.map((event) => redactEvent(event, redact));
      const webhooks = webhooksBeside(call, events, { uri, log: nameOf(uri), lane }).lane;
      lanes.push(...[lane, webhooks].filter((each) => each !== undefined));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
  }
  return lanes;
}

/** The call as it may be shown to whoever gets it. */
function shownCall({ lookUp, answer: { call }, withoutNames: hidden }: HandedOn): Call {
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
async function textOfSeveral(
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
