import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Connections, type ConnectionsChange } from '../../../../src/vscode/connections/connections.ts';
import {
  KeyringFixture,
  acme,
  KEY,
  lines,
  names,
  onPremise,
  OTHER_KEY,
  PREFIX,
  v1,
  v2,
} from '../support/keyringFixture.ts';

describe('vscode connections', () => {
  let computer: KeyringFixture;

  beforeEach(() => {
    computer = new KeyringFixture();
  });
  afterEach(() => computer.dispose());

  describe('several windows', () => {
    it('hear once of what another does, and of what they do themselves', async () => {
      const [here, there] = [await computer.shown(), await computer.shown()];
      const expected: ConnectionsChange[] = [];
      const step = async (change: ConnectionsChange) => {
        expected.push(change);
        await computer.storage.settled();
        assert.deepEqual(there.heard, expected, 'in the other window');
        assert.deepEqual(here.heard, expected, 'in its own');
      };
      const id = await here.connections.add(acme, KEY);
      await step({ connectionId: id, keyChanged: true });
      assert.deepEqual(await names(there), ['Acme']);
      await here.connections.rename(id, 'Better');
      await step({ connectionId: id, keyChanged: false });
      assert.deepEqual(await names(there), ['Better']);
      await here.connections.replaceKey(id, OTHER_KEY);
      await step({ connectionId: id, keyChanged: true });
      assert.equal((await there.connections.credentials(id))?.apiKey, OTHER_KEY);
      await there.connections.remove(id);
      await step({ connectionId: id, keyChanged: true });
      assert.deepEqual([await names(here), await here.connections.lost()], [[], []]);
    });

    it('hear of a key that moved to another base URL', async () => {
      const seated = await computer.shown();
      const id = await seated.connections.add(acme, KEY);
      seated.heard.length = 0;
      await computer.storage.window().secrets.store(PREFIX + id, v1({ baseUrl: onPremise.baseUrl }));
      await computer.storage.settled();
      assert.deepEqual(seated.heard, [{ connectionId: id, keyChanged: true }]);
    });

    it('hear nothing when the same is stored again', async () => {
      const seated = await computer.shown();
      const id = await seated.connections.add(acme, KEY);
      seated.heard.length = 0;
      await computer.storage.window().secrets.store(PREFIX + id, v1());
      await computer.storage.settled();
      assert.deepEqual(seated.heard, []);
    });

    it('hear of the first connection, though nothing was read before', async () => {
      const here = computer.seat();
      const id = await here.connections.add(acme, KEY);
      await computer.storage.settled();
      assert.deepEqual(here.heard, [{ connectionId: id, keyChanged: true }]);
    });

    it('hear of a new name, though nothing was read before', async () => {
      const id = await (await computer.shown()).connections.add(acme, KEY);
      const there = computer.seat();
      await there.connections.rename(id, 'Better');
      await computer.storage.settled();
      assert.deepEqual(there.heard, [{ connectionId: id, keyChanged: false }]);
    });

    it('go by the newest reading of the keyring, though an older one ends after it', async () => {
      const here = await computer.shown();
      const { secrets, state } = computer.storage.window();
      const slow = Promise.withResolvers<string[]>();
      const answers = [slow.promise];
      const keys = () => answers.shift() ?? secrets.keys();
      const connections = new Connections({ ...secrets, keys }, state, lines().logger);
      const heard: ConnectionsChange[] = [];
      connections.onDidChange((change) => heard.push(change));
      const asked = connections.all();
      await here.connections.add(acme, KEY);
      await computer.storage.settled();
      slow.resolve([]);
      assert.deepEqual(
        (await asked).map(({ name }) => name),
        ['Acme'],
      );
      assert.deepEqual([heard, (await connections.all()).length], [[], 1]);
    });

    it('hear of many changes at once, each once', async () => {
      const [here, there] = [await computer.shown(), await computer.shown()];
      const added = await Promise.all(
        ['a', 'b', 'c', 'd'].map((name) => here.connections.add({ ...acme, name }, KEY + name)),
      );
      await computer.storage.settled();
      for (const { heard } of [here, there]) {
        const byKey = heard.filter(({ keyChanged }) => keyChanged).map(({ connectionId }) => connectionId);
        assert.deepEqual(byKey.toSorted(), added.toSorted());
      }
    });

    it('add at the same moment and lose nothing, neither in the keyring nor beside it', async () => {
      const [here, there] = [await computer.shown(), await computer.shown()];
      computer.storage.hold();
      const ids = await Promise.all([
        here.connections.add(acme, KEY),
        there.connections.add(onPremise, OTHER_KEY),
      ]);
      assert.equal(Object.keys(computer.storage.keyring()).length, 2);
      computer.storage.release();
      await computer.storage.settled();
      for (const seated of [here, there, await computer.shown()]) {
        assert.deepEqual(await names(seated), ['Acme', 'Basement']);
      }
      assert.deepEqual(
        computer
          .known()
          .map(({ id }) => id)
          .toSorted(),
        ids.toSorted(),
      );
    });

    it('remember a connection that another window’s write made them forget, when they next read', async () => {
      const { connections } = await computer.shown();
      const first = await connections.add(acme, KEY);
      const second = await connections.add(onPremise, OTHER_KEY);
      // As a window does that has not heard of the first one yet: the whole of globalState is written at once.
      await computer.storage
        .window()
        .state.update('cometchatCalls.connections', [{ id: second, name: 'Basement' }]);
      computer.restart();
      await computer.shown();
      assert.deepEqual(
        computer
          .known()
          .map(({ id }) => id)
          .toSorted(),
        [first, second].toSorted(),
      );
      computer.storage.emptyKeyring();
      const last = computer.restart();
      assert.equal((await last.connections.lost()).length, 2);
    });

    it('do not take one for lost that another window removed while they wrote', async () => {
      const [here, there] = [await computer.shown(), await computer.shown()];
      const id = await here.connections.add(acme, KEY);
      await computer.storage.settled();
      computer.storage.hold();
      await here.connections.remove(id);
      await there.connections.setDefault(id);
      assert.equal(computer.known().length, 1, 'the other window wrote it back');
      computer.storage.release();
      await computer.storage.settled();
      assert.deepEqual([await here.connections.lost(), await there.connections.lost()], [[], []]);
      assert.ok(!JSON.stringify(computer.storage.state()).includes(id));
    });

    it('rename in one without undoing the new key of the other', async () => {
      const [here, there] = [await computer.shown(), await computer.shown()];
      const id = await here.connections.add(acme, KEY);
      await computer.storage.settled();
      computer.storage.hold();
      await here.connections.replaceKey(id, OTHER_KEY);
      await there.connections.rename(id, 'Better');
      computer.storage.release();
      await computer.storage.settled();
      assert.deepEqual(
        computer.entry(id),
        v2({ name: 'Better', key: OTHER_KEY, keyChangedAt: computer.now }),
      );
    });

    it('get by without a globalState that can be written, when another removes a connection or they do', async () => {
      const { secrets, state } = computer.storage.window();
      const { log, logger } = lines();
      const update = () => Promise.reject(new Error('The disk is full.'));
      const there = new Connections(secrets, { ...state, update }, logger);
      const [first, second] = [await there.add(acme, KEY), await there.add(onPremise, OTHER_KEY)].toSorted();
      assert.ok(first !== undefined && second !== undefined);
      await computer.storage.settled();
      await computer.storage.window().state.update('cometchatCalls.connections', [
        { id: first, name: 'Acme' },
        { id: second, name: 'Basement' },
      ]);
      await computer.storage.settled();
      const heard: ConnectionsChange[] = [];
      there.onDidChange((change) => heard.push(change));
      await (await computer.shown()).connections.remove(first);
      await computer.storage.settled();
      await there.remove(second);
      await computer.storage.settled();
      assert.deepEqual(heard, [
        { connectionId: first, keyChanged: true },
        { connectionId: second, keyChanged: true },
      ]);
      assert.match(log.join('\n'), /could not be forgotten \(Error\)/);
    });

    it('hear nothing any more when they are closed', async () => {
      const [here, there] = [await computer.shown(), await computer.shown()];
      there.connections.dispose();
      await here.connections.add(acme, KEY);
      await computer.storage.settled();
      assert.deepEqual(there.heard, []);
    });
  });
});
