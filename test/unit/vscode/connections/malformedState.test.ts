/** What VS Code remembers for the extension may be anything: it costs its own entry, and nothing else. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { isNeeded } from '../../../../src/vscode/doors/startUp.ts';
import { LogClocks } from '../../../../src/vscode/fileCalls/logClocks.ts';
import { ReaderTime } from '../../../../src/vscode/platform/readerTime.ts';
import { acme, KeyringFixture, KEY, lines, names } from '../support/keyringFixture.ts';
import { standIn } from '../support/vscodeStub.ts';

const MALFORMED: readonly unknown[] = [
  {},
  'text',
  7,
  true,
  [],
  [null],
  ['text'],
  [{}],
  [[{ id: 1, name: 2 }]],
];

/** A Memento in which everything is the same. */
function memento(value: unknown): vscode.Memento & { setKeysForSync(): void } {
  return {
    keys: () => [],
    get: () => value as never,
    update: () => Promise.resolve(),
    setKeysForSync: () => undefined,
  };
}

describe('vscode: what is remembered and malformed', () => {
  let computer: KeyringFixture;
  beforeEach(() => {
    computer = new KeyringFixture();
  });
  afterEach(() => {
    computer.dispose();
    standIn(undefined);
  });

  for (const value of MALFORMED) {
    it(`${JSON.stringify(value)} loses no connection, and is mended`, async () => {
      const first = await computer.shown();
      const id = await first.connections.add(acme, KEY);
      const { state } = computer.storage.window();
      await state.update('cometchatCalls.connections', value);
      await state.update('cometchatCalls.defaultConnection', value);
      const seat = computer.restart();
      assert.deepEqual(await names(seat), ['Acme']);
      assert.equal((await seat.connections.routing()).defaultConnectionId, id);
      assert.deepEqual(await seat.connections.lost(), []);
      assert.deepEqual(computer.known(), [{ id, name: 'Acme' }]);
      await seat.connections.remove(id);
      assert.deepEqual(await names(seat), []);
    });

    it(`${JSON.stringify(value)} beside what can be read costs itself alone`, async () => {
      const { state } = computer.storage.window();
      await state.update('cometchatCalls.connections', [value, { id: 'gone', name: 'Gone' }]);
      const seat = computer.restart();
      assert.deepEqual(await seat.connections.lost(), [{ id: 'gone', name: 'Gone' }]);
    });

    it(`${JSON.stringify(value)} keeps nothing from starting, and makes no time and no clock`, async () => {
      const keys = () => Promise.resolve([]);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of the secrets as is used
      const secrets = { keys } as unknown as vscode.SecretStorage;
      standIn({
        env: { remoteName: 'ssh', language: 'en' },
        workspace: {
          onDidChangeConfiguration: () => ({ dispose: () => undefined }),
          getConfiguration: () => ({ get: () => undefined }),
        },
      });
      await isNeeded({ globalState: memento(value), workspaceState: memento(undefined), secrets });
      const time = new ReaderTime(memento(value), lines().logger);
      assert.equal(time.zone, 'UTC');
      assert.match(time.format.dateTime(0), /1970/);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of an address as is used
      const uri = { toString: () => '0' } as vscode.Uri;
      assert.deepEqual(new LogClocks(memento(value), lines().logger).correctionOf(uri), {
        offsetSeconds: 0,
        zoneOffsetSeconds: 0,
      });
    });
  }

  it('a name that holds a key is remembered and shown without it, once the key is known', async () => {
    const seat = await computer.shown();
    const id = await seat.connections.add({ ...acme, name: `Acme ${KEY}` }, 'another-key');
    await computer.storage.window().state.update('cometchatCalls.connections', [
      { id, name: `Acme ${KEY}` },
      { id: 'gone', name: `Gone ${KEY}` },
    ]);
    const later = computer.restart();
    await later.connections.all();
    await later.connections.add(acme, KEY);
    assert.deepEqual(await names(later), ['Acme', 'Acme [API key]']);
    assert.ok(!JSON.stringify(computer.storage.state()).includes(KEY));
    assert.deepEqual(await later.connections.lost(), [{ id: 'gone', name: 'Gone [API key]' }]);
  });
});
