import * as vscode from 'vscode';
import type { Call } from '../../core/call/model.ts';
import type { LookUpResult } from '../../core/lookUp/model.ts';
import { type CallArgument, type LogLineArgument, type LookUpArgument, VIEWS } from '../../manifest.ts';
import type { Connections } from '../connections/connections.ts';
import { logLineAt } from '../inText/lineTime.ts';
import type { LogClocks } from '../fileCalls/logClocks.ts';
import type { CommandResult } from './commandResult.ts';
import type { LookUpService } from '../../core/lookUp/service.ts';
import { showFailure } from '../platform/notify.ts';
import { logLineOf } from '../callPanel/logLine.ts';
import type { ReaderTime } from '../platform/readerTime.ts';
import type { SessionFinder } from '../inText/sessionFinder.ts';
import { askSessionId, askUid } from './askSessionId.ts';
import { refreshAll } from './refreshAll.ts';
import type { Handlers } from './register.ts';
import { suggestFromEditor, suggestSessionId } from './suggestion.ts';
import { failureWords } from '../lookUps/failureWords.ts';
import { t } from '../platform/translate.ts';

interface Dependencies {
  readonly lookUps: LookUpService;
  readonly connections: Pick<Connections, 'holdsApiKey' | 'routing'>;
  readonly readerTime: ReaderTime;
  readonly finder: SessionFinder;
  readonly clocks: LogClocks;
  /** Shows a look-up in the sidebar without taking the focus. */
  readonly revealInTree: (key: string) => Promise<void>;
  readonly openPanel: (key: string, logLine: LogLineArgument | undefined) => void;
  /** Makes sure that a connection that comes and goes, such as the sandbox's, is there. */
  readonly prepareConnection: (connectionId: string | undefined) => Promise<void>;
}

/** The commands that look a call up. */
export function lookUpHandlers(deps: Dependencies) {
  return {
    'cometchatCalls.lookUpCall': (given) => lookUp(deps, argumentOf(given)),
    'cometchatCalls.lookUpCallAsUser': async (given) => {
      const argument = await withSessionId(deps, argumentOf(given));
      if (!argument) return dismissed();
      // An item of the list is looked up as somebody else: its own user is not meant.
      const asItem = typeof given === 'object' && 'kind' in given;
      const onBehalfOf =
        (asItem ? undefined : argument.onBehalfOf) ?? (await askUid(deps.connections.holdsApiKey));
      return onBehalfOf === undefined ? dismissed() : lookUp(deps, { ...argument, onBehalfOf });
    },
    'cometchatCalls.lookUpCallAtCursor': async () => {
      const here = suggestFromEditor(deps.finder);
      if (!here) return lookUp(deps, {});
      const logLine = (call: Call) => logLineAt({ ...deps, ...here }, call);
      return lookUp(deps, { sessionId: here.sessionId }, { logLine });
    },
    'cometchatCalls.refresh': (given) => refresh(deps, given),
    'cometchatCalls.cancelLookUp': (given) => {
      const found = deps.lookUps.store.find(given);
      if (found) deps.lookUps.cancel(found.key);
    },
  } satisfies Partial<Handlers>;
}

function argumentOf(given: unknown): LookUpArgument {
  if (typeof given === 'string') return { sessionId: given };
  if (typeof given !== 'object' || given === null) return {};
  // The caller may be another extension or a key binding: take what has the right type, leave the rest.
  const field = (name: string): unknown => Reflect.get(given, name);
  const text = (name: string) => (typeof field(name) === 'string' ? { [name]: field(name) } : {});
  const reveal = field('reveal');
  const logLine = logLineOf(field('logLine'));
  return {
    ...text('sessionId'),
    ...text('connectionId'),
    ...text('onBehalfOf'),
    ...text('suggestion'),
    ...(typeof reveal === 'boolean' ? { reveal } : {}),
    ...(logLine && { logLine }),
  };
}

async function withSessionId(
  deps: Dependencies,
  argument: LookUpArgument,
): Promise<(LookUpArgument & CallArgument) | undefined> {
  if (argument.sessionId !== undefined) return { ...argument, sessionId: argument.sessionId };
  const isApiKey = deps.connections.holdsApiKey;
  const found =
    argument.suggestion === undefined
      ? await suggestSessionId(deps.finder)
      : { sessionId: argument.suggestion, source: t('to be corrected') };
  // What is suggested is on the screen.
  const suggestion = found && isApiKey(found.sessionId) ? undefined : found;
  const sessionId = await askSessionId(suggestion, deps.readerTime.format, isApiKey);
  return sessionId === undefined ? undefined : { ...argument, sessionId };
}

interface LookUpOptions {
  readonly fresh?: boolean;
  /** The line of a log it is looked up from, where the argument has none. */
  readonly logLine?: (call: Call) => LogLineArgument | undefined;
}

async function lookUp(
  deps: Dependencies,
  argument: LookUpArgument,
  { fresh = false, logLine }: LookUpOptions = {},
): Promise<CommandResult> {
  const complete = await withSessionId(deps, argument);
  if (!complete) return dismissed();
  const { sessionId, connectionId, onBehalfOf } = complete;
  await deps.prepareConnection(connectionId);
  const reveal = argument.reveal ?? true;
  const result = await vscode.window.withProgress({ location: { viewId: VIEWS.lookUps } }, () => {
    const pending = deps.lookUps.lookUp({
      sessionId,
      connectionId,
      onBehalfOf,
      fresh,
      isWanted: reveal,
    });
    if (reveal) void revealWhenListed(deps, complete, pending);
    return pending;
  });
  if (reveal && result.ok) deps.openPanel(result.key, argument.logLine ?? logLine?.(result.call));
  if (!result.ok) return failed(deps, complete, result, reveal);
  return { ok: true, call: result.call, raw: result.raw };
}

/** Shows the look-up in the sidebar as soon as it has an entry there: at once while it loads, or when it has failed. */
async function revealWhenListed(
  deps: Dependencies,
  argument: CallArgument,
  pending: Promise<LookUpResult>,
): Promise<void> {
  const { store } = deps.lookUps;
  const listed = new Promise<string | undefined>((resolve) => {
    const subscription = store.onDidChange((change) => {
      if (
        change.kind === 'reset' ||
        change.kind === 'removed' ||
        change.lookUp.sessionId !== argument.sessionId.trim()
      )
        return;
      resolve(change.lookUp.key);
    });
    void pending.then(({ key }) => resolve(key)).finally(() => subscription.dispose());
  });
  const key = await listed;
  if (key !== undefined) await deps.revealInTree(key);
}

function failed(
  deps: Dependencies,
  argument: CallArgument,
  result: Extract<LookUpResult, { ok: false }>,
  show: boolean,
): CommandResult {
  const target = (result.key === undefined ? undefined : deps.lookUps.store.get(result.key)) ?? {
    // A key in its place is not offered to be corrected: that would show it.
    sessionId:
      result.failure.reason === 'invalidSessionId' && result.failure.invalid === 'apiKey'
        ? ''
        : argument.sessionId,
    connectionId: argument.connectionId,
    onBehalfOf: argument.onBehalfOf,
  };
  const description = failureWords(result.failure, target, deps.lookUps);
  if (show && result.failure.reason !== 'cancelled') {
    const { sessionId, connectionId, onBehalfOf } = target;
    showFailure(description, { sessionId, connectionId, onBehalfOf, failure: result.failure });
  }
  return { ok: false, reason: result.failure.reason, message: description.message };
}

/** Asks again for one call; without one, for every call of the list that may have changed since. */
async function refresh(deps: Dependencies, given: unknown): Promise<CommandResult | undefined> {
  const argument = argumentOf(given);
  if (argument.sessionId !== undefined) return lookUp(deps, { ...argument, reveal: false }, { fresh: true });
  await refreshAll(deps);
  return undefined;
}

function dismissed(): CommandResult {
  return { ok: false, reason: 'cancelled', message: t('The look-up was cancelled.') };
}
