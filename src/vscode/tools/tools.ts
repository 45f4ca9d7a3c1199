/** What agents in VS Code may ask: one call, an app's calls, the calls of a file. */
import * as vscode from 'vscode';
import { errorName, toLog, untranslated } from '../../core/base/index.ts';
import type { Logger } from '../../core/base/model.ts';
import type { Call, CallSource } from '../../core/call/model.ts';
import { CallListing, describeFilter, listFailureText, notesOf, timeOf } from '../../core/callList/index.ts';
import { looksLikeApiKey, SAMPLE_APP } from '../../core/connection/index.ts';
import type { Connection } from '../../core/connection/model.ts';
import {
  callsToolText,
  callToolText,
  type CallTextContext,
  failureToolText,
  fileToolText,
  jsonOf,
  toldFindings,
} from '../../core/export/index.ts';
import { describeFailure } from '../../core/failure/index.ts';
import { type FileRow, withoutKnownCuts } from '../../core/fileCalls/index.ts';
import { type FileCall, FileError, type FileScanner } from '../../core/fileCalls/model.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { answerOf } from '../../core/lookUp/model.ts';
import { MAX_SESSION_ID_LENGTH } from '../../core/sessionId/index.ts';
import { verdictOf } from '../../core/story/index.ts';
import { createTimeFormat, ticketCode } from '../../core/text/index.ts';
import type { ToolName } from '../../manifest.ts';
import { type CallLogs, linesNear } from '../callLogs/index.ts';
import { type Connections, SANDBOX_CONNECTION_ID, type SandboxConnection } from '../connections/index.ts';
import { failureMessage, searchSubject, subjectOf } from '../fileCalls/index.ts';
import type { SessionFinder } from '../inText/index.ts';
import { signalOf, t } from '../platform/index.ts';
import {
  type CallInput,
  type FileInput,
  InputError,
  type ListInput,
  MOST_LISTED,
  readCallInput,
  readFileInput,
  readListInput,
} from './input.ts';
import { appText, routeCall, routeList, ToolError } from './route.ts';
import { FileRefused, workspaceFile } from './workspaceFile.ts';

export interface ToolDependencies {
  readonly lookUps: Pick<LookUpService, 'lookUp' | 'store'>;
  readonly connections: Pick<Connections, 'routing' | 'redact' | 'holdsApiKey'>;
  readonly sandbox: Pick<SandboxConnection, 'ensure'>;
  readonly source: Pick<CallSource, 'listCalls'>;
  readonly scanner: FileScanner;
  readonly logs: Pick<CallLogs, 'nearest'>;
  readonly finder: Pick<SessionFinder, 'sources'>;
  readonly fileCalls: { rowsOf(calls: readonly FileCall[]): readonly FileRow[] };
  readonly logger: Logger;
}

export type Tools = Readonly<
  Record<ToolName, Required<Pick<vscode.LanguageModelTool<object>, 'invoke' | 'prepareInvocation'>>>
>;

/** A part of what a user is asked to confirm: a word of ours, and a text that is shown as it is. */
type Part = readonly [label: string, text: string];

interface Tool<Input> {
  /** Throws InputError. */
  read(value: unknown): Input;
  readonly title: string;
  readonly running: string;
  /** What the user is asked to confirm: whom, and for what. Rejects as `run` does. */
  confirm(input: Input): Promise<readonly Part[]>;
  /** The text of the answer. Rejects when aborted, and with InputError, ToolError or FileRefused, whose messages say what to do next. */
  run(input: Input, signal: AbortSignal): Promise<string>;
}

/** The longest text of a caller in a confirmation, in UTF-16 code units: no session id that is sent is longer. */
const LONGEST_SHOWN = MAX_SESSION_ID_LENGTH;
/** Findings that have their lines of a log: as many as are told. */
const MOST_PLACES = 8;

/** Makes the tools. None of them has a way to a key: what they know of a connection has none. */
export function createTools(deps: ToolDependencies): Tools {
  return {
    get_cometchat_call: toolOf(callTool(deps), deps),
    list_cometchat_calls: toolOf(listTool(deps), deps),
    find_cometchat_calls_in_file: toolOf(fileTool(deps), deps),
  };
}

function toolOf<Input>(tool: Tool<Input>, { connections, logger }: ToolDependencies): Tools[ToolName] {
  const { redact } = connections;
  return {
    prepareInvocation: async ({ input }) => ({
      invocationMessage: tool.running,
      confirmationMessages: {
        title: tool.title,
        message: new vscode.MarkdownString(
          (await partsOf(tool, input))
            .map(([label, text]) => `${label}: ${ticketCode(hideKeys(text, redact), LONGEST_SHOWN)}`)
            .join('  \n'),
        ),
      },
    }),
    invoke: async ({ input }, token) => {
      const signal = signalOf(token);
      // Not thrown: VS Code writes the input of a tool that throws into its log, with a key that may be in it.
      const text = await answered(tool, input, signal).catch(
        (error: unknown) => `Failed: ${signal.aborted ? CANCELLED : messageOf(error, logger)}`,
      );
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(redact(text))]);
    },
  };
}

const CANCELLED = 'it was cancelled. Next: call the tool again, if its user still wants that.';

/** Rejects with what reading the input throws, too. */
async function answered<Input>(tool: Tool<Input>, input: unknown, signal: AbortSignal): Promise<string> {
  return tool.run(tool.read(input), signal);
}

/** What cannot be confirmed because nothing would be done is told as that. Never rejects. */
async function partsOf<Input>(tool: Tool<Input>, input: unknown): Promise<readonly Part[]> {
  try {
    return await tool.confirm(tool.read(input));
  } catch (error) {
    return [[t('Nothing is asked'), isOurs(error) ? error.message : errorName(error)]];
  }
}

function isOurs(error: unknown): error is Error {
  return error instanceof InputError || error instanceof ToolError || error instanceof FileRefused;
}

function messageOf(error: unknown, logger: Logger): string {
  if (isOurs(error)) return error.message;
  logger.error(`A tool failed: ${errorName(error)}`);
  return `The tool failed (${errorName(error)}). Next: ask the user to run “CometChat Calls: Show Log”.`;
}

function hideKeys(text: string, redact: (text: string) => string): string {
  return looksLikeApiKey(text) ? '[API key?]' : redact(text);
}

/** Nobody is there to say that it is no key. Throws ToolError. */
function refuseKeys({ connections }: ToolDependencies, ...texts: readonly (string | undefined)[]): void {
  const isKey = (text: string) => looksLikeApiKey(text) || connections.holdsApiKey(text);
  if (texts.some((text) => text !== undefined && isKey(text)))
    throw new ToolError(
      'This looks like an API key, and is not sent as an id. Next: if it is none, ask the user to run “CometChat Calls: Look Up Call…”.',
    );
}

/** The sandbox is known by its id: its name is another in each language. */
function wishOf(named: string | undefined): string | undefined {
  const names = [SANDBOX_CONNECTION_ID, 'sample calls', t('Sample Calls').toLowerCase()];
  return named !== undefined && names.includes(named.toLowerCase()) ? SANDBOX_CONNECTION_ID : named;
}

/** What may be asked; the sandbox among it where it is named, for it comes with its first use. */
async function routingToRun({ connections, sandbox }: ToolDependencies, wish: string | undefined) {
  if (wish === SANDBOX_CONNECTION_ID) await sandbox.ensure();
  return connections.routing();
}

/** What may be asked once it is confirmed: nothing is started for a question. */
async function routingToConfirm({ connections }: ToolDependencies, wish: string | undefined) {
  const routing = await connections.routing();
  const isThere = routing.connections.some(({ id }) => id === SANDBOX_CONNECTION_ID);
  if (wish !== SANDBOX_CONNECTION_ID || isThere) return routing;
  const sandbox: Connection = {
    id: SANDBOX_CONNECTION_ID,
    name: t('Sample Calls'),
    ...SAMPLE_APP,
    baseUrl: 'http://127.0.0.1',
    kind: 'sandbox',
  };
  return { ...routing, connections: [...routing.connections, sandbox] };
}

function askedOf(connection: Connection): readonly Part[] {
  return [
    [t('App'), appText(connection)],
    [t('Connection'), connection.name],
  ];
}

/** Which file is read, however it was written. Rejects with FileRefused. */
async function pathOf(file: string): Promise<string> {
  return vscode.workspace.asRelativePath(await workspaceFile(file));
}

function optional(label: string, text: string | undefined): readonly Part[] {
  return text === undefined ? [] : [[label, text]];
}

function callTool(deps: ToolDependencies): Tool<CallInput> {
  const { lookUps, connections } = deps;
  return {
    read: readCallInput,
    title: t('Look up a CometChat call?'),
    running: t('Looking up a CometChat call'),
    confirm: async ({ sessionId, connection: named, onBehalfOf, log, raw }) => {
      const wish = wishOf(named);
      const connection = routeCall(sessionId, wish, await routingToConfirm(deps, wish));
      return [
        ...askedOf(connection),
        [t('Session id'), sessionId],
        ...optional(t('As user'), onBehalfOf),
        ...optional(t('Lines of the log'), log === undefined ? undefined : await pathOf(log)),
        ...optional(t('With'), raw ? t('the raw answer') : undefined),
      ];
    },
    run: async ({ sessionId, connection: named, onBehalfOf, log, raw, timeZone }, signal) => {
      refuseKeys(deps, sessionId, onBehalfOf);
      const uri = log === undefined ? undefined : await workspaceFile(log);
      const wish = wishOf(named);
      const connection = routeCall(sessionId, wish, await routingToRun(deps, wish));
      const result = await lookUps.lookUp({ sessionId, connectionId: connection.id, onBehalfOf }, signal);
      if (!result.ok) {
        const context = { sessionId, onBehalfOf, connectionName: connection.name, now: Date.now() };
        throw new ToolError(failureToolText(describeFailure(result.failure, context, untranslated)));
      }
      const { call, raw: sent, key } = result;
      const known = lookUps.store.get(key);
      const context = {
        time: createTimeFormat(timeZone, 'en'),
        fetchedAt: (known && answerOf(known)?.fetchedAt) ?? Date.now(),
        sessionId,
        connectionName: connection.name,
        appId: connection.appId,
        region: connection.region,
        onBehalfOf,
        // Before it is broken into lines, as a key in it may have become known since it was fetched.
        raw: raw ? connections.redact(jsonOf(sent, { withoutNames: false }) ?? '') : undefined,
      };
      const near = uri ? await linesOf(uri, call, context, signal) : { logLines: [], logNote: undefined };
      return callToolText(call, { ...context, ...near });
    },
  };

  async function linesOf(
    uri: vscode.Uri,
    call: Call,
    context: Omit<CallTextContext, 'logLines' | 'logNote'>,
    signal: AbortSignal,
  ): Promise<Pick<CallTextContext, 'logLines' | 'logNote'>> {
    const dated = toldFindings(call, context).flatMap(({ message, from }) =>
      from === undefined ? [] : [{ message, from }],
    );
    // A call without a finding has its beginning and its end.
    const moments = [
      ...dated,
      ...[call.initiatedAt ?? call.startedAt].flatMap((from) =>
        from === undefined ? [] : [{ message: 'the call began', from }],
      ),
      ...[call.endedAt].flatMap((from) => (from === undefined ? [] : [{ message: 'the call ended', from }])),
    ].slice(0, MOST_PLACES);
    const instants = moments.map(({ from }) => from);
    let found: Awaited<ReturnType<typeof linesNear>>;
    try {
      found = await linesNear(deps.logs, uri, instants, connections.redact, signal);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return { logLines: [], logNote: 'it cannot be read here' };
    }
    // Of findings at one place, the first has its lines.
    const places = new Set<string>();
    const logLines = found.flatMap((lines, index) => {
      if (!lines || places.has(lines.place)) return [];
      places.add(lines.place);
      return [{ ...lines, finding: moments[index]?.message ?? '' }];
    });
    return {
      logLines,
      logNote:
        logLines.length === 0
          ? 'it has no line within a minute of a finding, or its times cannot be read'
          : undefined,
    };
  }
}

function listTool(deps: ToolDependencies): Tool<ListInput> {
  const utc = createTimeFormat('UTC', 'en');
  return {
    read: readListInput,
    title: t('List CometChat calls?'),
    running: t('Listing CometChat calls'),
    confirm: async ({ connection: named, filter, timeZone }) => {
      const wish = wishOf(named);
      return [
        ...askedOf(routeList(wish, await routingToConfirm(deps, wish))),
        [t('Calls'), describeFilter(filter, t, createTimeFormat(timeZone, 'en'))],
      ];
    },
    run: async ({ connection: named, filter, limit, timeZone }, signal) => {
      refuseKeys(deps, filter.uid);
      const wish = wishOf(named);
      const connection = routeList(wish, await routingToRun(deps, wish));
      const { source, logger } = deps;
      const listing = new CallListing({
        source,
        clock: Date.now,
        connection,
        filter,
        onListenerError: toLog(logger),
      });
      const stop = () => listing.cancel();
      signal.addEventListener('abort', stop);
      try {
        if (!signal.aborted) await listing.load();
        const lacks = () =>
          listing.state.items.length < limit && listing.state.more && !listing.state.failure;
        // A load that brings nothing is not gone on with.
        for (let before = -1; !signal.aborted && lacks() && before < listing.state.items.length;) {
          before = listing.state.items.length;
          await listing.loadMore();
        }
      } finally {
        signal.removeEventListener('abort', stop);
      }
      if (signal.aborted) throw new vscode.CancellationError();
      const { state } = listing;
      const failed =
        state.failure &&
        listFailureText(state.failure, { connectionName: connection.name, filter }, Date.now(), untranslated);
      if (failed && state.items.length === 0) throw new ToolError(failureToolText(failed));
      const time = timeZone === 'UTC' ? utc : createTimeFormat(timeZone, 'en');
      const words = { t: untranslated, time, count: String };
      const items = state.items.slice(0, limit);
      const total = state.total ?? (state.more ? undefined : state.items.length);
      const share = `${items.length} of ${total ?? 'more than are loaded'}`;
      return callsToolText(
        items.map(({ call }) => ({ call, at: timeOf(call) })),
        {
          time,
          head: `${connection.name} (app ${connection.appId}): ${describeFilter(filter, untranslated, time)}; shown, newest first: ${share}`,
          notes: [
            ...notesOf(state, words),
            ...(failed ? [failureToolText(failed)] : []),
            ...(items.length < state.items.length || state.more
              ? [`The others are left out: narrow the filter, or ask for a limit of up to ${MOST_LISTED}.`]
              : []),
          ],
        },
      );
    },
  };
}

function fileTool(deps: ToolDependencies): Tool<FileInput> {
  const { scanner, logger, finder, fileCalls, connections } = deps;
  return {
    read: readFileInput,
    title: t('Search a file for session ids?'),
    running: t('Searching a file for session ids'),
    confirm: async ({ file }) => [
      [t('App'), t('none: nothing is sent')],
      [t('File'), await pathOf(file)],
    ],
    run: async ({ file, fromLine, limit }, signal) => {
      const subject = subjectOf(await workspaceFile(file));
      const state = await searchSubject({ scanner, logger, patterns: () => finder.sources() }, subject, {
        signal,
      });
      if (state.kind !== 'ready')
        throw new ToolError(
          `${failureMessage(state.kind === 'failed' ? state.reason : 'cancelled', subject.name, state.kind === 'failed' ? state.systemCode : undefined)} Next: name another file of the workspace.`,
        );
      const all = withoutKnownCuts(state.index.calls).filter(({ lastLine }) => lastLine >= fromLine);
      const shown = all.slice(0, limit);
      const next = all[limit];
      return fileToolText(
        fileCalls.rowsOf(shown).map(({ fileCall, lookUp }) => ({
          ...fileCall,
          // Before it is cut: a key in its place must be found whole.
          sessionId: connections.redact(fileCall.sessionId),
          verdict: verdictOfRow(lookUp),
        })),
        {
          head: `${subject.name}: ${all.length} session ids, ${state.index.lines} lines`,
          notes: next
            ? [
                `${all.length - shown.length} more are left out: ask with fromLine ${next.firstLine}, or a limit of up to ${MOST_LISTED}.`,
              ]
            : [],
        },
      );
    },
  };
}

function verdictOfRow(lookUp: FileRow['lookUp']): string | undefined {
  const answer = lookUp && answerOf(lookUp);
  if (answer) return verdictOf(answer.call, answer.fetchedAt, untranslated);
  return lookUp?.state.kind === 'failed' ? `look-up failed: ${lookUp.state.failure.reason}` : undefined;
}
