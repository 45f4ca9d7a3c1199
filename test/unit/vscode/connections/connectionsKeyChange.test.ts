/** When a connection got another key: said with the connection, and remembered where its key is. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { acme, KeyringFixture, KEY, OTHER_KEY, PREFIX, v1, v2 } from '../support/keyringFixture.ts';

describe('vscode connections: the time of a key’s change', () => {
  let computer: KeyringFixture;
  beforeEach(() => {
    computer = new KeyringFixture();
  });
  afterEach(() => computer.dispose());

  it('is nowhere while a connection has its first key', async () => {
    const { connections } = await computer.shown();
    const id = await connections.add(acme, KEY);
    assert.deepEqual(await connections.all(), [{ id, ...acme, kind: 'derived' }]);
    assert.equal(computer.entry(id), v2());
  });

  it('is there from the change on, after a restart and in other windows too', async () => {
    const { connections } = await computer.shown();
    const other = await computer.shown();
    const id = await connections.add(acme, KEY);
    computer.now += 1000;
    const changedAt = computer.now;
    await connections.replaceKey(id, OTHER_KEY);
    await computer.storage.settled();
    computer.now += 1000;
    const expected = [{ id, ...acme, kind: 'derived', keyChangedAt: changedAt }];
    assert.deepEqual(await connections.all(), expected);
    assert.deepEqual(await other.connections.all(), expected);
    assert.deepEqual(await computer.restart().connections.all(), expected);
  });

  it('stays when the name changes, and when the same key is entered again', async () => {
    const { connections } = await computer.shown();
    const id = await connections.add(acme, KEY);
    await connections.replaceKey(id, OTHER_KEY);
    const [before] = await connections.all();
    computer.now += 1000;
    await connections.rename(id, 'Better');
    await connections.replaceKey(id, OTHER_KEY);
    assert.deepEqual(await connections.all(), [{ ...before, name: 'Better' }]);
  });

  it('is not known of an entry of the first version, which is read, and written anew at its next change', async () => {
    computer.storage.plant(`${PREFIX}old`, v1());
    const { connections, heard } = await computer.shown();
    assert.deepEqual(await connections.all(), [{ id: 'old', ...acme, kind: 'derived' }]);
    assert.equal(computer.entry('old'), v1(), 'reading writes nothing');
    await connections.rename('old', 'Better');
    assert.equal(computer.entry('old'), v2({ name: 'Better' }));
    assert.deepEqual(heard, [{ connectionId: 'old', keyChanged: false }]);
    assert.deepEqual(await connections.credentials('old'), { baseUrl: acme.baseUrl, apiKey: KEY });
  });

  it('is refused where no date can hold it, so that no key is lost when it is written again', async () => {
    computer.storage.plant(`${PREFIX}odd`, v2().replace('"keyChangedAt":0', '"keyChangedAt":1e999'));
    const { connections } = await computer.shown();
    assert.deepEqual(await connections.all(), []);
    await connections.rename('odd', 'Better');
    assert.match(computer.entry('odd') ?? '', /1e999/, 'it is left as it is');
  });
});
