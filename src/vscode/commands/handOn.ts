import * as vscode from 'vscode';
import type { Transcript } from '../../core/call/model.ts';
import { appNamedBy, parseSessionId } from '../../core/sessionId/index.ts';
import { answerOf, type LookUp, type LookUpTarget } from '../../core/lookUp/model.ts';
import type { Connection } from '../../core/connection/model.ts';
import { curlOf, deepLinkOf, type Shell } from '../../core/export/index.ts';
import { routeSessionId } from '../../core/lookUp/index.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { EXTENSION_ID } from '../../manifest.ts';
import type { Connections } from '../connections/index.ts';
import { ArgumentError, askPick, showCopiedFor, t } from '../platform/index.ts';
import {
  type Format,
  type HandedOn,
  namedTimeline,
  textOf,
  textOfSeveral,
  type Writing,
} from './handOnTexts.ts';
import { chooseLookUp, type Choices, findAll, pickLookUp, requireAnswer } from './chooseLookUp.ts';
import { copy, saveFile, toClipboard } from './output.ts';
import type { ChosenShell } from './chosenShell.ts';
import type { Handlers } from './run.ts';

export interface HandOnDependencies extends Choices {
  readonly connections: Connections;
  /** The line of a log that a call's panel was opened from. */
  readonly logLineOf: (target: LookUpTarget) => LogLine | undefined;
  /** All transcripts that a call's panel shows, once some were paged in; undefined until then. */
  readonly transcriptsOf: (target: LookUpTarget) => readonly Transcript[] | undefined;
  readonly compare: (one: LookUp, other: LookUp) => Promise<void>;
  readonly shells: Pick<ChosenShell, 'chosen' | 'ask'>;
}

/** The commands that hand a call on: to a ticket, a shell, a colleague, a file. */
export function handOnHandlers(deps: HandOnDependencies) {
  return {
    'cometchatCalls.copyAsMarkdown': async ({ brief, ...given }, { selection }) =>
      selection.length > 1
        ? copySeveral(deps, given, selection, 'markdown')
        : copyAs(deps, given, brief ? 'brief' : 'markdown'),
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
      const { redact } = deps.connections;
      await saveFile(namedTimeline(handedOn, writingOf(deps)), uri, {
        title: t('Save Timeline'),
        filters: { SVG: ['svg'] },
        redact,
      });
    },
  } satisfies Partial<Handlers>;
}

/** What can be copied without names. */
const FORMATS = ['markdown', 'json', 'svg'] as const;

/** A call that is handed on, and how. */
interface HandOn {
  readonly call: LookUpTarget | undefined;
  readonly logLine?: LogLine | undefined;
  readonly withoutNames: boolean;
}

async function copyAs(deps: HandOnDependencies, given: HandOn, format: Format): Promise<void> {
  const handedOn = await chooseHandedOn(deps, given);
  if (!handedOn) return;
  const { redact } = deps.connections;
  await copy(await textOf(format, handedOn, writingOf(deps)), saidOf(format, handedOn.withoutNames), redact);
}

/** Copies the calls that are selected and have an answer. Throws ArgumentError with the reason where none has one. */
async function copySeveral(
  deps: HandOnDependencies,
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
  await copy(await textOfSeveral(format, calls, writingOf(deps)), said, deps.connections.redact);
}

/** The call a command is about, with its answer. Throws ArgumentError with the reason where there is none. */
async function chooseHandedOn(deps: HandOnDependencies, given: HandOn): Promise<HandedOn | undefined> {
  const lookUp = await chooseLookUp(deps, given.call);
  return lookUp && handedOnOf(deps, lookUp, given);
}

function handedOnOf(deps: HandOnDependencies, lookUp: LookUp, given: HandOn): HandedOn {
  return {
    lookUp,
    answer: requireAnswer(lookUp, deps.lookUps),
    withoutNames: given.withoutNames,
    logLine: given.logLine ?? deps.logLineOf(lookUp),
    transcripts: deps.transcriptsOf(lookUp),
  };
}

function writingOf({ lookUps, readerTime, connections }: HandOnDependencies): Writing {
  return { lookUps, time: readerTime.format, redact: connections.redact };
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

async function askFormat(): Promise<(typeof FORMATS)[number] | undefined> {
  const labels: Readonly<Record<(typeof FORMATS)[number], string>> = {
    markdown: t('Markdown'),
    json: t('JSON'),
    svg: t('Timeline (SVG)'),
  };
  const items = FORMATS.map((format) => ({ label: labels[format], format }));
  const picked = await askPick({
    title: t('Copy Call without Names'),
    placeholder: t('As which format?'),
    items,
  });
  return typeof picked === 'symbol' ? undefined : picked.format;
}

/** Copies the request for the call; it holds no key, and so nothing that needs an answer. */
async function copyAsCurl(
  deps: HandOnDependencies,
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
async function copyLink(deps: HandOnDependencies, call: LookUpTarget | undefined): Promise<void> {
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
  { connections }: HandOnDependencies,
  { sessionId, connectionId }: LookUpTarget,
): Promise<Connection | undefined> {
  const route = routeSessionId(parseSessionId(sessionId), await connections.routing(), connectionId);
  return route.kind === 'connection' ? route.connection : undefined;
}

async function compareCalls(
  deps: HandOnDependencies,
  call: LookUpTarget | undefined,
  named: LookUpTarget | undefined,
): Promise<void> {
  const one = await chooseLookUp(deps, call);
  if (!one) return;
  requireAnswer(one, deps.lookUps);
  const other = named ? await chooseLookUp(deps, named) : await pickOther(deps, one);
  if (!other) return;
  requireAnswer(other, deps.lookUps);
  await deps.compare(one, other);
}

async function pickOther(deps: HandOnDependencies, one: LookUp): Promise<LookUp | undefined> {
  const others = deps.lookUps.store.all().filter((lookUp) => lookUp.key !== one.key && answerOf(lookUp));
  if (others.length > 0) return pickLookUp(deps, others, t('Compare with which call?'));
  throw new ArgumentError(t('There is no other call to compare with. Look one up first.'));
}
