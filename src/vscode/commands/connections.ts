import * as vscode from 'vscode';
import type { Connection } from '../../core/connection/model.ts';
import { deriveBaseUrl } from '../../core/connection/index.ts';
import { describeFailure, unreadableKeyring } from '../../core/failure/index.ts';
import {
  askNewApiKey,
  askNewName,
  askConnection,
  apiKeyError,
  nameError,
  type Connections,
  KeyringError,
  testConnection,
  testDraft,
  pickConnection,
  checkGiven,
  type ConnectionDraft,
  draftFrom,
  foreignHost,
} from '../connections/index.ts';
import {
  ArgumentError,
  confirm,
  showDone,
  showFailure,
  showKeyringFailed,
  signalOf,
  t,
  askPick,
  BACK,
} from '../platform/index.ts';
import { plainText } from '../../core/text/index.ts';
import type { Services } from './model.ts';
import type { Handlers } from './run.ts';
import type { Failure } from '../../core/failure/model.ts';
import type { AddConnectionArgument } from '../../manifest.ts';

type Dependencies = Services<'connections' | 'source'>;

/** The commands on connections. */
export function connectionHandlers(deps: Dependencies) {
  const { connections } = deps;
  return {
    'cometchatCalls.addConnection': (given) => addConnection(deps, given),
    'cometchatCalls.renameConnection': ({ connectionId, name: given }) =>
      withConnection(connections, connectionId, async (connection) => {
        const keys = connections.seenKeys;
        const check = (text: string) => nameError(text, keys);
        const name = checked(given, check) ?? (await askNewName(connection.name, keys));
        if (name !== undefined) await connections.rename(connection.id, name);
      }),
    'cometchatCalls.replaceApiKey': ({ connectionId, apiKey }) => replaceApiKey(deps, connectionId, apiKey),
    'cometchatCalls.removeConnection': ({ connectionId }, { isRow }) =>
      withConnection(connections, connectionId, async (connection) => {
        // Code that names a connection means it.
        if ((connectionId === undefined || isRow) && !(await confirmRemoval(connection))) return;
        await connections.remove(connection.id);
      }),
    'cometchatCalls.setDefaultConnection': ({ connectionId }) =>
      withConnection(connections, connectionId, (connection) => connections.setDefault(connection.id)),
    'cometchatCalls.testConnection': ({ connectionId }) =>
      withConnection(connections, connectionId, (connection) => test(deps, connection)),
  } satisfies Partial<Handlers>;
}

/** Runs an action on the connection that is named, on the only one, or on the one the user picks. */
async function withConnection<Result>(
  connections: Connections,
  connectionId: string | undefined,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result | undefined> {
  const read = await connections.read();
  const stored = read.connections.filter(({ kind }) => kind !== 'sandbox');
  if (read.isUnreadable) throw new ArgumentError(unreadableKeyring(t).message);
  if (connectionId !== undefined) {
    const named = stored.find(({ id }) => id === connectionId);
    if (!named) throw new ArgumentError(t('There is no connection with this id.'));
    return action(named);
  }
  if (stored.length === 0) {
    await vscode.commands.executeCommand('cometchatCalls.addConnection');
    return undefined;
  }
  const picked = await pickConnection(connections, stored, t('Which connection?'));
  return picked && action(picked);
}

/** What a caller gives, if anything. Throws ArgumentError for what a check says no to. */
function checked(given: string | undefined, check: (text: string) => string | undefined): string | undefined {
  const error = given === undefined ? undefined : check(given);
  if (error !== undefined) throw new ArgumentError(error);
  return given?.trim();
}

async function replaceApiKey(
  { connections }: Dependencies,
  connectionId: string | undefined,
  given: string | undefined,
): Promise<boolean> {
  const replaced = await withConnection(connections, connectionId, async (connection) => {
    const check = (key: string) => apiKeyError(key, connection.appId, connection.kind === 'derived');
    const apiKey = checked(given, check) ?? (await askNewApiKey(connection));
    if (apiKey === undefined) return false;
    try {
      await connections.replaceKey(connection.id, apiKey);
    } catch (error) {
      if (error instanceof KeyringError) showKeyringFailed(connection.name);
      throw error;
    }
    return true;
  });
  return replaced === true;
}

function confirmRemoval({ name }: Connection): Promise<boolean> {
  const detail = t(
    'Its API key is deleted from this computer’s keyring. Calls that were looked up stay in the list.',
  );
  return confirm(t('Remove the connection {0}?', name), t('Remove'), detail);
}

/** @returns whether the connection answered */
async function test({ source }: Dependencies, connection: Connection): Promise<boolean> {
  const failure = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: plainText(t('Testing {0}…', connection.name)),
    },
    (_progress, token) => testConnection(source, connection, signalOf(token)),
  );
  if (!failure) {
    showDone(t('{0} works: its host answers and takes the API key.', connection.name));
    return true;
  }
  if (failure.reason === 'cancelled') return false;
  const context = { sessionId: '', connectionName: connection.name, onBehalfOf: undefined, now: Date.now() };
  const description = describeFailure(failure, context, t);
  // Looking up again needs an id, and a test has none.
  const fixes = description.fixes.filter((fix) => fix !== 'lookUpAgain' && fix !== 'editSessionId');
  showFailure({ ...description, fixes }, { sessionId: '', connectionId: connection.id, failure });
  return false;
}

/**
 * Adds a connection. With everything given it asks nothing, except to confirm a host that is neither
 * CometChat's own for the app nor this machine.
 * @returns the connection's id, or undefined when the user gave up. Throws ArgumentError and KeyringError.
 */
async function addConnection(deps: Dependencies, given: AddConnectionArgument): Promise<string | undefined> {
  const complete = draftFrom(given, deps.connections.seenKeys);
  const draft = complete ?? (await askAndTest(deps, given));
  if (!draft || !(await confirmHost(draft))) return undefined;
  const id = await save(deps.connections, draft);
  if (!complete) {
    showDone(t('{0} is ready. Look up a call with “{1}”.', draft.name, t('Look Up Call…')));
  }
  return id;
}

/** What becomes of a draft after its test. */
type Next = 'save' | 'again' | 'key' | 'edit' | 'give up';

async function askAndTest(
  deps: Dependencies,
  given: AddConnectionArgument,
): Promise<ConnectionDraft | undefined> {
  const keys = deps.connections.seenKeys;
  checkGiven(given, keys);
  let draft = await askConnection(given, keys);
  while (draft) {
    // The host is confirmed before the key is first sent there, and that is the test.
    if (!(await confirmHost(draft))) return undefined;
    const next = await testAndChoose(deps, draft);
    if (next === 'save') return draft;
    if (next === 'give up') return undefined;
    if (next === 'again') continue;
    draft = await askConnection(answersOf(draft), keys, next === 'key' ? 'apiKey' : 'last');
  }
  return undefined;
}

function answersOf(draft: ConnectionDraft): AddConnectionArgument {
  const { name, appId, region, baseUrl, apiKey } = draft;
  // Only a host that follows from the app may be left to be derived again: a key must not change its host.
  const derived = region !== '' && baseUrl === deriveBaseUrl(appId, region);
  return { name, appId, region, apiKey, ...(derived ? {} : { endpoint: baseUrl }) };
}

/** Tests a draft while the user may already save it anyway; a good answer saves it. */
async function testAndChoose(deps: Dependencies, draft: ConnectionDraft): Promise<Next> {
  const abort = new AbortController();
  const testing = testDraft(deps.source, deps.connections, draft, abort.signal);
  const saveAnyway = { label: t('Save Anyway'), description: t('without waiting for the test') };
  const tested = { label: '' };
  const picked = await askPick<vscode.QuickPickItem>({
    title: t('Add Connection'),
    canGoBack: true,
    placeholder: t('Asking {0} for one call, to test the connection…', new URL(draft.baseUrl).host),
    items: [saveAnyway],
    settled: testing.then(() => tested),
  });
  if (picked !== tested) {
    abort.abort();
    if (picked === saveAnyway) return 'save';
    return picked === BACK ? 'edit' : 'give up';
  }
  const failure = await testing;
  return failure ? chooseAfterFailure(draft, failure) : 'save';
}

async function chooseAfterFailure(draft: ConnectionDraft, failure: Failure): Promise<Next> {
  const context = { sessionId: '', connectionName: draft.name, onBehalfOf: undefined, now: Date.now() };
  const { message, fixes } = describeFailure(failure, context, t);
  const aboutTheKey = fixes.includes('replaceApiKey');
  const choices: readonly (vscode.MessageItem & { readonly next: Next })[] = [
    aboutTheKey ? { title: t('Change the API Key'), next: 'key' } : { title: t('Edit'), next: 'edit' },
    { title: t('Test Again'), next: 'again' },
    { title: t('Save Anyway'), next: 'save' },
  ];
  // A dialog, because the whole sentence must be read and a quick pick would cut it off.
  const chosen = await vscode.window.showWarningMessage(
    t('The test of {0} failed', draft.name),
    { modal: true, detail: message },
    ...choices,
  );
  return chosen?.next ?? 'give up';
}

/** Asks before a key may go to a host that does not follow from the app. */
async function confirmHost(draft: ConnectionDraft): Promise<boolean> {
  const host = foreignHost(draft);
  if (host === undefined || confirmed.has(draft)) return true;
  const question = t('Send the API key of app {0} to {1}?', draft.appId, host);
  const detail = t(
    'This host is not CometChat’s own. A REST API key can do everything in your app: go on only if you know that this host is your deployment.',
  );
  const isConfirmed = await confirm(question, t('Use This Host'), detail);
  if (isConfirmed) confirmed.add(draft);
  return isConfirmed;
}

/** Drafts whose host was confirmed: a draft that changes is another object, and asks again. */
const confirmed = new WeakSet<ConnectionDraft>();

async function save(connections: Connections, draft: ConnectionDraft): Promise<string> {
  const { name, appId, region, baseUrl, apiKey } = draft;
  try {
    return await connections.add({ name, appId, region, baseUrl }, apiKey);
  } catch (error) {
    if (error instanceof KeyringError) showKeyringFailed(name);
    throw error;
  }
}
