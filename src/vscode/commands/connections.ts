import * as vscode from 'vscode';
import type { Connection } from '../../core/connection/index.ts';
import { describeFailure, unreadableKeyring } from '../../core/failure/describe.ts';
import type { CallSource } from '../../core/call/source.ts';
import type { ConnectionArgument } from '../../manifest.ts';
import { askNewApiKey, askNewName } from '../connections/askConnection.ts';
import { apiKeyError, nameError } from '../connections/checks.ts';
import type { Connections } from '../connections/connections.ts';
import { KeyringError } from '../connections/keyring.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { testConnection } from '../connections/testRequest.ts';
import { showDone, showFailure, showKeyringFailed } from '../platform/notify.ts';
import { signalOf } from '../platform/abort.ts';
import { pickConnection } from '../connections/pickConnection.ts';
import { plainText } from '../../core/text/plainText.ts';
import { t } from '../platform/translate.ts';
import { addConnection } from './addConnection.ts';
import type { Handlers } from './register.ts';

interface Dependencies {
  readonly connections: Connections;
  readonly source: CallSource;
}

/** The commands on connections. */
export function connectionHandlers(deps: Dependencies) {
  const { connections } = deps;
  return {
    'cometchatCalls.addConnection': (given) => addConnection(deps, given ?? {}),
    'cometchatCalls.renameConnection': (given) =>
      withConnection(connections, given, async (connection) => {
        const name = checked(given?.name, nameError) ?? (await askNewName(connection.name));
        if (name !== undefined) await connections.rename(connection.id, name);
      }),
    'cometchatCalls.replaceApiKey': (given) => replaceApiKey(deps, given),
    'cometchatCalls.removeConnection': (given) =>
      withConnection(connections, given, async (connection) => {
        if (!isNamedByCode(given) && !(await confirmRemoval(connection))) return;
        await connections.remove(connection.id);
      }),
    'cometchatCalls.setDefaultConnection': (given) =>
      withConnection(connections, given, (connection) => connections.setDefault(connection.id)),
    'cometchatCalls.testConnection': (given) =>
      withConnection(connections, given, (connection) => test(deps, connection)),
  } satisfies Partial<Handlers>;
}

/** Runs an action on the connection that is named, on the only one, or on the one the user picks. */
async function withConnection<Result>(
  connections: Connections,
  given: Partial<ConnectionArgument> | undefined,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result | undefined> {
  const read = await connections.read();
  const stored = read.connections.filter(({ kind }) => kind !== 'sandbox');
  if (read.isUnreadable) throw new ArgumentError(unreadableKeyring(t).message);
  if (given?.connectionId !== undefined) {
    const named = stored.find(({ id }) => id === given.connectionId);
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

/** Whether a caller names a connection and means it: what a menu passes is the line it was opened on, which has a kind. */
function isNamedByCode(given: Partial<ConnectionArgument> | undefined): boolean {
  return given?.connectionId !== undefined && !('kind' in given);
}

function checked(value: unknown, check: (text: string) => string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const error = typeof value === 'string' ? check(value) : t('Every value of a connection is text.');
  if (error !== undefined) throw new ArgumentError(error);
  return typeof value === 'string' ? value.trim() : undefined;
}

async function replaceApiKey(
  { connections }: Dependencies,
  given: (Partial<ConnectionArgument> & { readonly apiKey?: string }) | undefined,
): Promise<boolean> {
  const replaced = await withConnection(connections, given, async (connection) => {
    const check = (key: string) => apiKeyError(key, connection.appId);
    const apiKey = checked(given?.apiKey, check) ?? (await askNewApiKey(connection));
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
