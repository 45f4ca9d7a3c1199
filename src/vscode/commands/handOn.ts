import * as vscode from 'vscode';
import type { Transcript } from '../../core/call/model.ts';
import { appNamedBy } from '../../core/sessionId/appOf.ts';
import { answerOf, type LookUp, type LookUpTarget } from '../../core/lookUp/model.ts';
import type { Connection } from '../../core/connection/index.ts';
import { curlOf } from '../../core/export/curl.ts';
import { deepLinkOf } from '../../core/export/deepLink.ts';
import { routeSessionId } from '../../core/lookUp/routing.ts';
import { parseSessionId } from '../../core/sessionId/index.ts';
import {
  type CallArgument,
  EXTENSION_ID,
  type HandOnArgument,
  type LogLineArgument,
} from '../../manifest.ts';
import type { Connections } from '../connections/connections.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { textOfSeveral } from './handOnTexts/several.ts';
import { type Format, type HandedOn, namedTimeline, textOf, type Writing } from './handOnTexts/texts.ts';
import { askPick } from '../platform/inputSteps.ts';
import { logLineOf } from '../callPanel/logLine.ts';
import { t } from '../platform/translate.ts';
import {
  chooseLookUp,
  type Choices,
  findAll,
  type GivenCall,
  pickLookUp,
  requireAnswer,
} from './chooseLookUp.ts';
import { copy } from './copy.ts';
import type { Handlers } from './register.ts';
import { saveTimeline } from './saveTimeline.ts';

export interface HandOnDependencies extends Choices {
  readonly connections: Connections;
  /** The line of a log that a call's panel was opened from. */
  readonly logLineOf: (target: LookUpTarget) => LogLineArgument | undefined;
  /** All transcripts that a call's panel shows, once some were paged in; undefined until then. */
  readonly transcriptsOf: (target: LookUpTarget) => readonly Transcript[] | undefined;
  readonly compare: (one: LookUp, other: LookUp) => Promise<void>;
}

/** The commands that hand a call on: to a ticket, a shell, a colleague, a file. */
export function handOnHandlers(deps: HandOnDependencies) {
  return {
    'cometchatCalls.copyAsMarkdown': async (given, selection) =>
      selection.length > 1
        ? copySeveral(deps, given, selection, 'markdown')
        : copyAs(deps, given, given?.brief === true ? 'brief' : 'markdown'),
    'cometchatCalls.copyAsJson': (given, selection) =>
      selection.length > 1 ? copySeveral(deps, given, selection, 'json') : copyAs(deps, given, 'json'),
    'cometchatCalls.copyAsCurl': (given) => copyAsCurl(deps, given),
    'cometchatCalls.copyLink': (given) => copyLink(deps, given),
    'cometchatCalls.copyWithoutNames': async (given) => {
      const lookUp = await chooseLookUp(deps, given);
      const format = FORMATS.find((one) => one === given?.format) ?? (lookUp && (await askFormat()));
      if (lookUp && format) await copyAs(deps, { ...lookUp, withoutNames: true }, format);
    },
    'cometchatCalls.compareCalls': (given, selection) => compareCalls(deps, given, selection),
    'cometchatCalls.saveTimeline': async (given) => {
      const handedOn = await chooseHandedOn(deps, given);
      if (!handedOn) return;
      const { redact } = deps.connections;
      await saveTimeline(namedTimeline(handedOn, writingOf(deps)), given?.uri, redact);
    },
  } satisfies Partial<Handlers>;
}

/** What can be copied without names. */
const FORMATS = ['markdown', 'json', 'svg'] as const;

type GivenHandOn = Partial<HandOnArgument> | undefined;

async function copyAs(deps: HandOnDependencies, given: GivenHandOn, format: Format): Promise<void> {
  const handedOn = await chooseHandedOn(deps, given);
  if (!handedOn) return;
  const { redact } = deps.connections;
  await copy(await textOf(format, handedOn, writingOf(deps)), saidOf(format, handedOn.withoutNames), redact);
}

/** Copies the calls that are selected and have an answer. Throws ArgumentError with the reason where none has one. */
async function copySeveral(
  deps: HandOnDependencies,
  given: GivenHandOn,
  selection: readonly CallArgument[],
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
async function chooseHandedOn(deps: HandOnDependencies, given: GivenHandOn): Promise<HandedOn | undefined> {
  const lookUp = await chooseLookUp(deps, given);
  return lookUp && handedOnOf(deps, lookUp, given);
}

function handedOnOf(deps: HandOnDependencies, lookUp: LookUp, given: GivenHandOn): HandedOn {
  return {
    lookUp,
    answer: requireAnswer(lookUp, deps.lookUps),
    withoutNames: given?.withoutNames === true,
    logLine: logLineOf(given?.logLine) ?? deps.logLineOf(lookUp),
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
async function copyAsCurl(deps: HandOnDependencies, given: GivenCall): Promise<void> {
  const target = await chooseTarget(deps, given);
  if (!target) return;
  const connection = await connectionOf(deps, target);
  if (!connection) throw new ArgumentError(t('There is no connection this call would be asked for with.'));
  const { sessionId, onBehalfOf } = target;
  const text = curlOf({ baseUrl: connection.baseUrl, sessionId, onBehalfOf });
  await copy(text, t('Copied the request as cURL'), deps.connections.redact);
}

/** Copies a link that opens the call on a colleague's machine. */
async function copyLink(deps: HandOnDependencies, given: GivenCall): Promise<void> {
  const target = await chooseTarget(deps, given);
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
async function chooseTarget(deps: Choices, given: GivenCall): Promise<LookUpTarget | undefined> {
  const named: unknown = given?.sessionId;
  if (!given || named === undefined) return chooseLookUp(deps, given);
  const { connectionId, onBehalfOf } = given;
  if (typeof named !== 'string') return undefined;
  return deps.lookUps.store.find(given) ?? { sessionId: named.trim(), connectionId, onBehalfOf };
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
  given: (GivenCall & { readonly other?: CallArgument }) | undefined,
  selection: readonly CallArgument[],
): Promise<void> {
  const two = selection.length === 2;
  const one = await chooseLookUp(deps, two ? selection[0] : given);
  if (!one) return;
  requireAnswer(one, deps.lookUps);
  const named = two ? selection[1] : given?.other;
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
