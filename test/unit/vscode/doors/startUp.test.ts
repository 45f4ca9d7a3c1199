/** What is decided at start, from what is remembered, before anything is loaded. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { standIn } from '../support/vscodeStub.ts';
import { isNeeded, setRememberedContextKeys } from '../../../../src/vscode/doors/startUp.ts';

function memento(values: Readonly<Record<string, unknown>>): vscode.Memento {
  return {
    keys: () => Object.keys(values),
    get: <Value>(key: string, otherwise?: Value) => (values[key] ?? otherwise) as Value,
    update: () => assert.fail('nothing is written'),
  };
}

const remembered = { 'cometchatCalls.connections': [{ id: 'one', name: 'One' }] };

function stored({
  global = {},
  workspace = {},
  keys = () => Promise.resolve([]),
}: {
  readonly global?: object;
  readonly workspace?: object;
  readonly keys?: () => Promise<string[]>;
}) {
  const globalState = Object.assign(memento({ ...global }), { setKeysForSync: () => undefined });
  const secrets = { keys } as unknown as vscode.SecretStorage;
  return { globalState, workspaceState: memento({ ...workspace }), secrets };
}

/** The setting `log.callEvents`. */
const eventsShown = (value: string) =>
  standIn({ workspace: { getConfiguration: () => ({ get: () => value }) } });

describe('vscode doors: what is to be done although nobody asks', () => {
  beforeEach(() => eventsShown('onDemand'));
  afterEach(() => standIn(undefined));

  const keysOf =
    (...ids: readonly string[]) =>
    () =>
      Promise.resolve(ids.map((id) => `cometchatCalls.connection.${id}`));

  it('is nothing in a window that remembers nothing, and the keyring is not asked', async () => {
    assert.equal(await isNeeded(stored({ keys: () => assert.fail('it is not asked') })), false);
  });

  it('is a watch that was to go on after a reload', async () => {
    assert.equal(await isNeeded(stored({ workspace: { 'cometchatCalls.watched': { key: 1 } } })), true);
  });

  it('is to show the events of calls in every log, where that is wanted', async () => {
    eventsShown('always');
    assert.equal(await isNeeded(stored({ keys: () => assert.fail('it is not asked') })), true);
  });

  it('is a connection that the keyring has lost, and none that it has', async () => {
    assert.equal(await isNeeded(stored({ global: remembered, keys: keysOf('one', 'two') })), false);
    assert.equal(await isNeeded(stored({ global: remembered, keys: keysOf('two') })), true);
  });

  it('is nothing where the keyring cannot be read: it has lost nothing yet', async () => {
    const keys = () => Promise.reject(new Error('locked'));
    assert.equal(await isNeeded(stored({ global: remembered, keys })), false);
  });
});

describe('vscode doors: what menus and welcome texts go by at start', () => {
  afterEach(() => standIn(undefined));

  for (const [global, hasConnections, hasLookUps] of [
    [{}, false, false],
    [remembered, true, true],
    [{ ...remembered, 'cometchatCalls.hasLookUps': false }, true, false],
    [{ 'cometchatCalls.hasLookUps': true }, false, true],
  ] as const) {
    it(`is what was so last time: ${JSON.stringify(global)}`, () => {
      const set: unknown[] = [];
      standIn({ commands: { executeCommand: (...given: unknown[]) => void set.push(given) } });
      setRememberedContextKeys(stored({ global }));
      assert.deepEqual(set, [
        ['setContext', 'cometchatCalls.hasConnections', hasConnections],
        ['setContext', 'cometchatCalls.hasLookUps', hasLookUps],
      ]);
    });
  }
});
