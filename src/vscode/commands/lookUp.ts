import * as vscode from 'vscode';
import type { Call } from '../../core/call/model.ts';
import type { LookUpResult, LookUpTarget } from '../../core/lookUp/model.ts';
import type { CommandArguments } from '../../commandArguments.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { VIEWS } from '../../manifest.ts';
import { mayBeSent } from '../connections/index.ts';
import { completionText, type IdCompleter, logLineAt } from '../inText/index.ts';
import { prepareConnection } from './chooseLookUp.ts';
import type { CommandResult, Services } from './model.ts';
import { editorInView, showFailure, t, askText } from '../platform/index.ts';
import { sayDone } from './output.ts';
import { refreshAll } from './refreshAll.ts';
import type { Handlers } from './run.ts';
import { suggestFromEditor, suggestSessionId, type Suggestion } from './suggestion.ts';
import { failureWords } from '../lookUps/index.ts';
import {
  describeInvalidSessionId,
  describeSessionId,
  invalidSessionId,
  parseSessionId,
  withoutCutMark,
} from '../../core/sessionId/index.ts';
import { type TimeFormat, withoutIcons } from '../../core/text/index.ts';

type Dependencies = Services<
  'lookUps' | 'connections' | 'readerTime' | 'finder' | 'completer' | 'clocks' | 'tree' | 'panels' | 'sandbox'
>;

/** The commands that look a call up. */
export function lookUpHandlers(deps: Dependencies) {
  return {
    'cometchatCalls.lookUpCall': (given) => lookUp(deps, given),
    'cometchatCalls.lookUpCallAsUser': async (given) => {
      const sessionId = await sessionIdOf(deps, given);
      if (sessionId === undefined) return dismissed();
      const onBehalfOf = given.onBehalfOf ?? (await askUid(deps.connections.holdsApiKey));
      return onBehalfOf === undefined ? dismissed() : lookUp(deps, { ...given, sessionId, onBehalfOf });
    },
    'cometchatCalls.lookUpCallAtCursor': async () => {
      const editor = editorInView();
      const here = suggestFromEditor(deps, editor);
      // What is cut off and could not be completed is to be corrected: as it is, it could only fail.
      if (!here || (here.completion && here.completion.kind !== 'whole'))
        return lookUp(deps, { reveal: true });
      if (here.completion) sayDone(withoutIcons(completionText(here.completion)));
      // The call opens where its log is.
      if (editor && editor !== vscode.window.activeTextEditor)
        await vscode.window.showTextDocument(editor.document, editor.viewColumn);
      const logLine = (call: Call) => logLineAt({ ...deps, ...here }, call);
      return lookUp(deps, { sessionId: here.sessionId, reveal: true }, { logLine });
    },
  } satisfies Partial<Handlers>;
}

type Argument = CommandArguments['cometchatCalls.lookUpCall'];

/** The id that is given, else the one the user enters; undefined when they give up. */
async function sessionIdOf(deps: Dependencies, argument: Argument): Promise<string | undefined> {
  const { sessionId, suggestion: given } = argument;
  if (sessionId !== undefined) return completed(deps, argument, sessionId);
  const isApiKey = deps.connections.holdsApiKey;
  const found =
    given === undefined ? await suggestSessionId(deps) : { sessionId: given, source: t('to be corrected') };
  // What is suggested is on the screen.
  const suggestion = found && isApiKey(found.sessionId) ? undefined : found;
  const entered = await askSessionId(suggestion, {
    time: deps.readerTime.format,
    isApiKey,
    completer: deps.completer,
  });
  return entered === undefined ? undefined : completed(deps, argument, entered);
}

/** The whole id of one that is cut off and can be completed, said to be so; else the id. What was looked up stays itself. */
function completed(deps: Dependencies, { connectionId, onBehalfOf }: Argument, sessionId: string): string {
  if (deps.lookUps.store.find({ sessionId, connectionId, onBehalfOf })) return sessionId;
  const completion = deps.completer.typed(sessionId);
  if (completion?.kind !== 'whole') return sessionId;
  sayDone(withoutIcons(completionText(completion)));
  return completion.sessionId;
}

interface LookUpOptions {
  readonly fresh?: boolean;
  /** The line of a log it is looked up from, where the argument has none. */
  readonly logLine?: (call: Call) => LogLine | undefined;
}

async function lookUp(
  deps: Dependencies,
  argument: Argument,
  { fresh = false, logLine }: LookUpOptions = {},
): Promise<CommandResult> {
  const sessionId = await sessionIdOf(deps, argument);
  if (sessionId === undefined) return dismissed();
  const { connectionId, onBehalfOf, reveal } = argument;
  const isKnown = deps.lookUps.store.find({ sessionId, connectionId, onBehalfOf }) !== undefined;
  const isKey = [sessionId, onBehalfOf ?? ''].some((id) => deps.connections.holdsApiKey(id));
  // What is known to be a key is refused below, and what was looked up before was asked about then.
  if (!isKnown && !isKey && !(await mayBeSent(sessionId, onBehalfOf))) return dismissed();
  await prepareConnection(deps, connectionId);
  const result = await vscode.window.withProgress({ location: { viewId: VIEWS.lookUps } }, () => {
    const pending = deps.lookUps.lookUp({
      sessionId,
      connectionId,
      onBehalfOf,
      fresh,
      isWanted: reveal,
    });
    if (reveal) void revealWhenListed(deps, sessionId, pending);
    return pending;
  });
  const found = reveal && result.ok ? deps.lookUps.store.get(result.key) : undefined;
  if (found && result.ok) deps.panels.show(found, argument.logLine ?? logLine?.(result.call));
  if (!result.ok) return failed(deps, { sessionId, connectionId, onBehalfOf }, result, reveal);
  return { ok: true, call: result.call, raw: result.raw };
}

/** Shows the look-up in the sidebar as soon as it has an entry there: at once while it loads, or when it has failed. */
async function revealWhenListed(
  deps: Dependencies,
  sessionId: string,
  pending: Promise<LookUpResult>,
): Promise<void> {
  const { store } = deps.lookUps;
  const listed = new Promise<string | undefined>((resolve) => {
    const subscription = store.onDidChange((change) => {
      if (change.kind === 'reset' || change.kind === 'removed') return;
      if (change.lookUp.sessionId === sessionId.trim()) resolve(change.lookUp.key);
    });
    void pending.then(({ key }) => resolve(key)).finally(() => subscription.dispose());
  });
  const key = await listed;
  if (key !== undefined) await deps.tree.reveal(key);
}

function failed(
  deps: Dependencies,
  asked: LookUpTarget,
  result: Extract<LookUpResult, { ok: false }>,
  show: boolean,
): CommandResult {
  const target = (result.key === undefined ? undefined : deps.lookUps.store.get(result.key)) ?? {
    // A key in its place is not offered to be corrected: that would show it.
    sessionId:
      result.failure.reason === 'invalidSessionId' && result.failure.invalid === 'apiKey'
        ? ''
        : asked.sessionId,
    connectionId: asked.connectionId,
    onBehalfOf: asked.onBehalfOf,
  };
  const description = failureWords(result.failure, target, deps.lookUps);
  if (show && result.failure.reason !== 'cancelled') {
    const { sessionId, connectionId, onBehalfOf } = target;
    showFailure(description, { sessionId, connectionId, onBehalfOf, failure: result.failure });
  }
  return { ok: false, reason: result.failure.reason, message: description.message };
}

/** Asks again for one call; without one, for every call of the list that may have changed since. */
export async function refresh(
  deps: Dependencies,
  call: LookUpTarget | undefined,
): Promise<CommandResult | undefined> {
  if (call) return lookUp(deps, { ...call, reveal: false }, { fresh: true });
  await refreshAll(deps);
  return undefined;
}

/** Ends the look-up of a call that is under way. */
export function cancel({ lookUps }: Services<'lookUps'>, call: LookUpTarget): void {
  const found = lookUps.store.find(call);
  if (found) lookUps.cancel(found.key);
}

function dismissed(): CommandResult {
  return { ok: false, reason: 'cancelled', message: t('The look-up was cancelled.') };
}

/** Tells whether an API key is in a text: nothing may be asked for with one in the place of an id. */
type IsApiKey = (text: string) => boolean;

/** What an id is checked with as it is typed. */
interface IdCheck {
  readonly time: TimeFormat;
  readonly isApiKey: IsApiKey;
  readonly completer: Pick<IdCompleter, 'typed'>;
}

/** Asks for a session id and says, as one types, what it tells; undefined when the user gave up. */
async function askSessionId(
  suggestion: Suggestion | undefined,
  idCheck: IdCheck,
): Promise<string | undefined> {
  const entered = await askText({
    // In the title, because what the id tells takes the place of the prompt.
    title: suggestion ? t('Look Up Call ({0})', suggestion.source) : t('Look Up Call'),
    prompt: t('Session id of the call'),
    placeholder: 'v1.us.31780434a95d45.1692368113…',
    value: suggestion ? suggestedText(suggestion) : '',
    selectValue: true,
    check: (value) => checkSessionId(value, idCheck),
  });
  return typeof entered === 'string' ? entered.trim() : undefined;
}

/** One that stays cut off has the mark of it, for whoever is to correct it. */
function suggestedText({ sessionId, completion }: Suggestion): string {
  return completion && completion.kind !== 'whole' ? `${withoutCutMark(sessionId)}…` : sessionId;
}

function checkSessionId(
  value: string,
  { time, isApiKey, completer }: IdCheck,
): { readonly error: string } | { readonly info: string } {
  const invalid = invalidSessionId(value) ?? (isApiKey(value) ? 'apiKey' : undefined);
  if (invalid) return { error: describeInvalidSessionId(invalid, t) };
  const session = parseSessionId(value);
  const completion = completer.typed(value);
  if (completion?.kind === 'whole') return { info: completionText(completion) };
  // Where the mark of a cut stands, there is no such id; without one, an integrator may have chosen it.
  const isMarked = withoutCutMark(session.id) !== session.id;
  if (completion && isMarked) return { error: completionText(completion) };
  return { info: describeSessionId(session, Date.now(), time, t) };
}

/** Asks for the uid to look a call up as; undefined when the user gave up. */
async function askUid(isApiKey: IsApiKey): Promise<string | undefined> {
  const entered = await askText({
    title: t('Look Up Call as User'),
    prompt: t('uid of the user: the answer is what this user may see'),
    placeholder: 'superhero2',
    check: (value) => {
      if (value.trim() === '') return { error: t('Enter a uid.') };
      if (isApiKey(value)) return { error: t('This is an API key, not a uid.') };
      // The bounds are those of CometChat's uids, with room to spare; the server has the last word.
      return value.trim().length > 200 ? { error: t('A uid has at most {0} characters.', 200) } : undefined;
    },
  });
  return typeof entered === 'string' ? entered.trim() : undefined;
}
