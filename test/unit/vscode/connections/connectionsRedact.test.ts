import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { KeyringError } from '../../../../src/vscode/connections/keyring.ts';
import {
  acme,
  KeyringFixture,
  KEY,
  OTHER_KEY,
  sandbox,
  type KeyringWindow,
} from '../support/keyringFixture.ts';

describe('vscode connections', () => {
  let computer: KeyringFixture;

  beforeEach(() => {
    computer = new KeyringFixture();
  });
  afterEach(() => computer.dispose());

  describe('redacting', () => {
    const forms = (key: string) => [
      key,
      key.toUpperCase(),
      encodeURIComponent(key),
      JSON.stringify(key).slice(1, -1),
      Buffer.from(key).toString('base64'),
      Buffer.from(`x${key}`).toString('base64').slice(2),
      Buffer.from(`xy${key}`).toString('base64').slice(3),
      Buffer.from(key).toString('base64url'),
    ];
    function assertRedacts({ connections }: KeyringWindow, key: string): void {
      for (const form of forms(key)) {
        const redacted = connections.redact(`before ${form} after`);
        assert.ok(!redacted.includes(form) && redacted.includes('[API key]'), form);
        assert.match(redacted, /^before .* after$/);
        assert.equal(connections.holdsApiKey(`before ${form} after`), true, form);
      }
    }

    it('knows a key that was stored, and the one it replaced', async () => {
      const seated = await computer.shown();
      const id = await seated.connections.add(acme, KEY);
      await seated.connections.replaceKey(id, OTHER_KEY);
      await seated.connections.remove(id);
      for (const key of [KEY, OTHER_KEY]) assertRedacts(seated, key);
    });

    it('knows a key that another window stored, once it was read', async () => {
      const seated = await computer.shown();
      const id = await (await computer.shown()).connections.add(acme, KEY);
      await computer.storage.settled();
      await seated.connections.remove(id);
      assertRedacts(seated, KEY);
    });

    it('knows a key that the keyring did not keep, and one that was only tried', async () => {
      const seated = await computer.shown();
      computer.storage.faults.throwing.add('get');
      await assert.rejects(seated.connections.add(acme, KEY), KeyringError);
      seated.connections.addTemporary({ ...sandbox, id: 'draft' }, OTHER_KEY, false).dispose();
      for (const key of [KEY, OTHER_KEY]) assertRedacts(seated, key);
    });

    it('tells the keys that are stored now from those that were only seen', async () => {
      const seated = await computer.shown();
      seated.connections.addTemporary({ ...sandbox, id: 'draft' }, 'typed-by-mistake', false).dispose();
      const id = await seated.connections.add(acme, KEY);
      assert.equal((await seated.connections.storedKeys()).isIn(`a ${KEY}`), true);
      assert.equal((await seated.connections.storedKeys()).isIn('typed-by-mistake'), false);
      await seated.connections.replaceKey(id, OTHER_KEY);
      assert.equal((await seated.connections.storedKeys()).isIn(KEY), false);
    });

    it('leaves other text as it is', async () => {
      const seated = await computer.shown();
      await seated.connections.add(acme, KEY);
      assert.equal(seated.connections.redact('GET 127.0.0.1/v3/calls'), 'GET 127.0.0.1/v3/calls');
      assert.equal(seated.connections.holdsApiKey('GET 127.0.0.1/v3/calls'), false);
    });
  });
});
