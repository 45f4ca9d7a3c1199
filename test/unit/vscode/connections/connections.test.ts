import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  KeyringFixture,
  acme,
  KEY,
  onPremise,
  OTHER_KEY,
  PREFIX,
  sandbox,
  v2,
} from '../support/keyringFixture.ts';

describe('vscode connections', () => {
  let computer: KeyringFixture;

  beforeEach(() => {
    computer = new KeyringFixture();
  });
  afterEach(() => computer.dispose());

  describe('storing', () => {
    it('keeps an entry of seven fields in the keyring, and the id and name alone beside it', async () => {
      const { connections } = await computer.shown();
      const id = await connections.add(acme, KEY);
      assert.deepEqual(
        Object.entries(computer.storage.keyring()).map(([name, entry]) => [name, JSON.parse(entry)]),
        [[PREFIX + id, { version: 2, ...acme, key: KEY, keyChangedAt: 0 }]],
      );
      assert.deepEqual(computer.storage.state(), { 'cometchatCalls.connections': [{ id, name: 'Acme' }] });
    });

    it('never lets a key, an app id or a host into globalState, whatever is done', async () => {
      const { connections } = await computer.shown();
      const first = await connections.add(acme, KEY);
      const second = await connections.add(onPremise, OTHER_KEY);
      await connections.rename(second, 'Cellar');
      await connections.replaceKey(first, `${KEY}2`);
      await connections.setDefault(second);
      connections.addTemporary(sandbox, 'a-key-of-the-sandbox', true);
      await computer.storage.settled();
      const state = computer.storage.state();
      assert.deepEqual(Object.keys(state).toSorted(), [
        'cometchatCalls.connections',
        'cometchatCalls.defaultConnection',
      ]);
      for (const one of state['cometchatCalls.connections'] as object[]) {
        assert.deepEqual(Object.keys(one).toSorted(), ['id', 'name']);
      }
      for (const secret of [
        KEY,
        OTHER_KEY,
        acme.appId,
        'abc1234',
        'cometchat.io',
        'example.com',
        '127.0.0.1',
      ]) {
        assert.ok(!JSON.stringify(state).includes(JSON.stringify(secret).slice(1, -1)), secret);
      }
    });

    it('is there after a restart', async () => {
      const id = await (await computer.shown()).connections.add(acme, KEY);
      const { connections } = computer.restart();
      assert.deepEqual(await connections.all(), [{ id, ...acme, kind: 'derived' }]);
      assert.deepEqual(await connections.credentials(id), { baseUrl: acme.baseUrl, apiKey: KEY });
      assert.deepEqual(await connections.lost(), []);
    });

    it('binds a key to the base URL of its own entry', async () => {
      const { connections } = await computer.shown();
      const first = await connections.add(acme, KEY);
      const second = await connections.add({ ...onPremise, appId: acme.appId }, OTHER_KEY);
      assert.deepEqual(await connections.credentials(first), { baseUrl: acme.baseUrl, apiKey: KEY });
      assert.deepEqual(await connections.credentials(second), {
        baseUrl: onPremise.baseUrl,
        apiKey: OTHER_KEY,
      });
      await connections.rename(first, 'New');
      await connections.replaceKey(first, OTHER_KEY);
      assert.deepEqual(await connections.credentials(first), { baseUrl: acme.baseUrl, apiKey: OTHER_KEY });
      assert.equal(await connections.credentials('nobody'), undefined);
    });

    it('lists by name, says which are custom, and holds no key in what it lists', async () => {
      const seated = await computer.shown();
      await seated.connections.add({ ...onPremise, name: 'z' }, OTHER_KEY);
      await seated.connections.add({ ...acme, name: 'a' }, KEY);
      // CometChat's own host of another region is as foreign as any.
      await seated.connections.add({ ...acme, name: 'm', region: 'eu' }, KEY);
      const all = await seated.connections.all();
      assert.deepEqual(
        all.map(({ name, kind }) => [name, kind]),
        [
          ['a', 'derived'],
          ['m', 'custom'],
          ['z', 'custom'],
        ],
      );
      assert.ok(!JSON.stringify(all).includes(OTHER_KEY));
    });

    it('renames, and keeps the rest', async () => {
      const { connections, heard } = await computer.shown();
      const id = await connections.add(acme, KEY);
      heard.length = 0;
      await connections.rename(id, 'Better');
      await computer.storage.settled();
      assert.deepEqual(heard, [{ connectionId: id, keyChanged: false }]);
      assert.deepEqual(computer.entry(id), v2({ name: 'Better' }));
      assert.deepEqual(computer.known(), [{ id, name: 'Better' }]);
    });

    it('replaces a key, and says that answers are outdated', async () => {
      const { connections, heard } = await computer.shown();
      const id = await connections.add(acme, KEY);
      heard.length = 0;
      await connections.replaceKey(id, OTHER_KEY);
      await computer.storage.settled();
      assert.deepEqual(heard, [{ connectionId: id, keyChanged: true }]);
    });

    it('does nothing to a connection that is not there', async () => {
      const { connections, heard } = await computer.shown();
      await connections.rename('nobody', 'x');
      await connections.replaceKey('nobody', KEY);
      await connections.remove('nobody');
      await computer.storage.settled();
      assert.deepEqual([computer.storage.keyring(), computer.known(), heard], [{}, [], []]);
    });

    it('removes a connection with all that is known of it', async () => {
      const { connections, heard } = await computer.shown();
      const id = await connections.add(acme, KEY);
      await connections.setDefault(id);
      await computer.storage.settled();
      heard.length = 0;
      await connections.remove(id);
      await computer.storage.settled();
      assert.deepEqual(computer.storage.keyring(), {});
      assert.ok(!JSON.stringify(computer.storage.state()).includes(id), 'not even as the default');
      assert.deepEqual(heard, [{ connectionId: id, keyChanged: true }]);
      assert.deepEqual([await connections.lost(), await connections.credentials(id)], [[], undefined]);
    });
  });

  describe('the default', () => {
    it('is the only one, then stays with the first when others come', async () => {
      const { connections } = await computer.shown();
      assert.equal((await connections.routing()).defaultConnectionId, undefined);
      const first = await connections.add(acme, KEY);
      assert.equal((await connections.routing()).defaultConnectionId, first);
      await connections.add(onPremise, OTHER_KEY);
      assert.equal((await connections.routing()).defaultConnectionId, first);
      await connections.add({ ...onPremise, name: 'Third' }, OTHER_KEY);
      assert.equal((await connections.routing()).defaultConnectionId, first);
    });

    it('is the one that was chosen, after a restart too', async () => {
      const { connections, heard } = await computer.shown();
      await connections.add(acme, KEY);
      const second = await connections.add(onPremise, OTHER_KEY);
      await computer.storage.settled();
      heard.length = 0;
      await connections.setDefault(second);
      assert.deepEqual(heard, [{ connectionId: second, keyChanged: false }]);
      const later = computer.restart();
      assert.equal((await later.connections.routing()).defaultConnectionId, second);
    });

    it('stays when another is added while the keyring does not say what there is', async () => {
      const { connections } = await computer.shown();
      await connections.add(acme, KEY);
      const id = await connections.add(onPremise, KEY);
      await connections.setDefault(id);
      computer.storage.faults.throwing.add('keys');
      const second = computer.seat().connections;
      await second.add({ ...acme, name: 'Third' }, OTHER_KEY);
      computer.storage.faults.throwing.clear();
      assert.equal((await second.routing()).defaultConnectionId, id);
    });

    it('is nobody when it was removed and several are left, and the one that is left alone', async () => {
      const { connections } = await computer.shown();
      const first = await connections.add(acme, KEY);
      const second = await connections.add(onPremise, OTHER_KEY);
      const third = await connections.add({ ...onPremise, name: 'Third' }, OTHER_KEY);
      await connections.remove(first);
      assert.equal((await connections.routing()).defaultConnectionId, undefined);
      await connections.remove(second);
      assert.equal((await connections.routing()).defaultConnectionId, third);
    });

    it('is never the sandbox', async () => {
      const { connections } = await computer.shown();
      connections.addTemporary(sandbox, 'a-key-of-the-sandbox', true);
      assert.equal((await connections.routing()).defaultConnectionId, undefined);
      await connections.setDefault(sandbox.id);
      assert.equal((await connections.routing()).defaultConnectionId, undefined);
    });
  });

  describe('temporary connections', () => {
    it('are listed after the stored ones, answer by id, and are never stored', async () => {
      const { connections, heard } = await computer.shown();
      await connections.add({ ...acme, name: 'z' }, KEY);
      const before = [computer.storage.keyring(), computer.storage.state()];
      heard.length = 0;
      const registration = connections.addTemporary(sandbox, 'a-key-of-the-sandbox', true);
      assert.deepEqual(
        (await connections.all()).map(({ name }) => name),
        ['z', 'Sample Calls'],
      );
      assert.deepEqual(await connections.get('sandbox'), sandbox);
      assert.deepEqual(await connections.credentials('sandbox'), {
        baseUrl: sandbox.baseUrl,
        apiKey: 'a-key-of-the-sandbox',
      });
      await connections.rename('sandbox', 'x');
      await connections.replaceKey('sandbox', OTHER_KEY);
      await computer.storage.settled();
      assert.deepEqual([computer.storage.keyring(), computer.storage.state()], before);
      registration.dispose();
      registration.dispose();
      assert.equal(await connections.credentials('sandbox'), undefined);
      assert.deepEqual(heard, [
        { connectionId: 'sandbox', keyChanged: true },
        { connectionId: 'sandbox', keyChanged: true },
      ]);
    });

    it('that are unlisted have a key, and nothing else is told of them', async () => {
      const { connections, heard } = await computer.shown();
      const registration = connections.addTemporary({ ...sandbox, id: 'draft' }, KEY, false);
      assert.deepEqual(await connections.all(), []);
      assert.equal(await connections.get('draft'), undefined);
      assert.deepEqual((await connections.routing()).connections, []);
      assert.equal((await connections.credentials('draft'))?.apiKey, KEY);
      registration.dispose();
      assert.equal(await connections.credentials('draft'), undefined);
      assert.deepEqual(heard, []);
    });

    it('that were replaced are not ended by the registration of the one before', async () => {
      const { connections } = await computer.shown();
      const first = connections.addTemporary(sandbox, 'first-key', true);
      connections.addTemporary(sandbox, 'second-key', true);
      first.dispose();
      assert.equal((await connections.credentials('sandbox'))?.apiKey, 'second-key');
    });
  });
});
