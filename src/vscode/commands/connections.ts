import * as vscode from 'vscode';
import type { Connection } from '../../core/connection/index.ts';
import { describeFailure } from '../../core/failure/describe.ts';
import type { CallSource } from '../../core/call/source.ts';
import { askNewApiKey, askNewName } from '../connections/askConnection.ts';
import { apiKeyError, nameError } from '../connections/checks.ts';
import type { Connections } from '../connections/connections.ts';
import { KeyringError } from '../connections/keyring.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { testConnection } from '../connections/testRequest.ts';
import { showDone, showFailure, showKeyringFailed } from '../platform/notify.ts';
import { signalOf } from '../platform/abort.ts';
import { pickConnection } from '../connections/pickConnection.ts';
import { unreadableKeyring } from '../../core/failure/words/access.ts';
import { plainText } from '../../core/text/plainText.ts';
import { t } from '../platform/translate.ts';
import { addConnection } from './addConnection.ts';
import type { Handlers } from './run.ts';

interface Dependencies {
  readonly connections: Connections;
  readonly source: CallSource;
}

/** The commands on connections. */
export function connectionHandlers(deps: Dependencies) {
  const { connections } = deps;
  return {
    'cometchatCalls.addConnection': (given) => addConnection(deps, given),
    'cometchatCalls.renameConnection': ({ connectionId, name: given }) =>
      withConnection(connections, connectionId, async (connection) => {
        const name = checked(given, nameError) ?? (await askNewName(connection.name));
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
    const check = (key: string) => apiKeyError(key, connection.appId);
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

async function confirmRemoval(connection: Connection): Promise<boolean> {
  const remove = t('Remove');
  const answer = await vscode.window.showWarningMessage(
    t('Remove the connection {0}?', connection.name),
    {
      modal: true,
      detail: t(
        'Its API key is deleted from this computer’s keyring. Calls that were looked up stay in the list.',
      ),
    },
    remove,
  );
  return answer === remove;
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
