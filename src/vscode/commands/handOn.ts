/** The commands that hand a call on: to a ticket, a shell, a colleague, a file. */
import * as vscode from 'vscode';
import type { Connection } from '../../core/connection/model.ts';
import { curlOf, deepLinkOf, fileNameFor, type Shell } from '../../core/export/index.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { routeSessionId } from '../../core/lookUp/index.ts';
import { answerOf, type LookUp, type LookUpTarget } from '../../core/lookUp/model.ts';
import { appNamedBy, parseSessionId } from '../../core/sessionId/index.ts';
import { EXTENSION_ID } from '../../manifest.ts';
import { ArgumentError, pickValue, showCopiedFor, slowly, t } from '../platform/index.ts';
import { logsOrAdded } from './callLogs.ts';
import { chooseLookUp, type Choices, findAll, pickLookUp, requireAnswer } from './chooseLookUp.ts';
import { type Format, type HandedOn, shownCall, svgOf, textOf, textOfSeveral } from './callTexts.ts';
import type { Services } from './model.ts';
import { copy, saveFile, toClipboard } from './output.ts';
import type { Handlers } from './run.ts';

type Dependencies = Choices & Services<'connections' | 'documents' | 'shells' | 'logs' | 'clocks'>;

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
  return slowly(t('Reading the logs of the call'), make);
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
