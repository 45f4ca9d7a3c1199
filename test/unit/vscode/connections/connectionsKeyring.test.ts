import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Connections } from '../../../../src/vscode/connections/connections.ts';
import { KeyringError } from '../../../../src/vscode/connections/keyring.ts';
import {
  KeyringFixture,
  acme,
  KEY,
  names,
  onPremise,
  OTHER_KEY,
  PREFIX,
  sandbox,
  v1,
  v2,
} from '../support/keyringFixture.ts';

describe('vscode connections and the keyring', () => {
  let computer: KeyringFixture;

  beforeEach(() => {
    computer = new KeyringFixture();
  });
  afterEach(() => computer.dispose());

  describe('a keyring that fails', () => {
    const faulty: readonly [string, () => void][] = [
      ['drops what it is given', () => (computer.storage.faults.drops = true)],
      ['throws when it stores', () => computer.storage.faults.throwing.add('store')],
      ['throws when it is read', () => computer.storage.faults.throwing.add('get')],
      ['keeps something else', () => (computer.storage.faults.mangle = (stored) => stored.slice(0, 20))],
      [
        'keeps another base URL',
        () => (computer.storage.faults.mangle = (stored) => stored.replace('us', 'eu')),
      ],
    ];
    const heal = () => {
      computer.storage.faults.drops = false;
      computer.storage.faults.throwing.clear();
      computer.storage.faults.mangle = undefined;
    };

    for (const [title, breakIt] of faulty) {
      it(`${title}: a new connection is refused, and nothing is left of it`, async () => {
        const { connections, heard } = await computer.shown();
        breakIt();
        await assert.rejects(connections.add(acme, KEY), KeyringError);
        heal();
        await computer.storage.settled();
        assert.deepEqual(await connections.all(), []);
        assert.deepEqual(await connections.lost(), []);
        assert.deepEqual([computer.storage.keyring(), computer.known()], [{}, []]);
        const after = computer.restart();
        assert.deepEqual([await after.connections.all(), await after.connections.lost()], [[], []]);
        heard.length = 0;
        const id = await connections.add(acme, KEY);
        assert.deepEqual(heard, [{ connectionId: id, keyChanged: true }], 'the next one is heard of');
      });

      it(`${title}: a new key is refused, and the old one stays`, async () => {
        const { connections } = await computer.shown();
        const id = await connections.add(acme, KEY);
        breakIt();
        await assert.rejects(connections.replaceKey(id, OTHER_KEY), KeyringError);
        // A keyring that damages what it is given has damaged the old entry too: there is nothing to rename.
        if (!computer.storage.faults.mangle)
          await assert.rejects(connections.rename(id, 'Better'), KeyringError);
        heal();
        await computer.storage.settled();
        assert.deepEqual(computer.known(), [{ id, name: 'Acme' }]);
      });
    }

    it('that reads badly just once leaves the old entry in place', async () => {
      const { connections } = await computer.shown();
      const id = await connections.add(acme, KEY);
      computer.storage.faults.mangle = (stored) => {
        computer.storage.faults.mangle = undefined;
        return stored.slice(0, 30);
      };
      await assert.rejects(connections.replaceKey(id, OTHER_KEY), KeyringError);
      await computer.storage.settled();
      assert.deepEqual(await connections.credentials(id), { baseUrl: acme.baseUrl, apiKey: KEY });
      assert.deepEqual(computer.entry(id), v2());
    });

    it('that throws when it is asked for its names counts as unreadable, not as empty', async () => {
      const seated = await computer.shown();
      const id = await seated.connections.add(acme, KEY);
      computer.storage.faults.throwing.add('keys');
      const second = computer.seat();
      assert.deepEqual(await names(second), []);
      assert.deepEqual(await second.connections.lost(), []);
      assert.equal(await second.connections.credentials(id), undefined);
      assert.match(second.log.join('\n'), /keyring could not be read/);
      heal();
      assert.deepEqual(await names(second), ['Acme']);
      assert.deepEqual(
        second.heard,
        [{ connectionId: id, keyChanged: false }],
        'views that were empty hear of it',
      );
    });

    it('that cannot be read is told from one that has nothing', async () => {
      const seated = await computer.shown();
      assert.deepEqual(await seated.connections.read(), { connections: [], isUnreadable: false });
      assert.equal(await seated.connections.get('one'), undefined);
      const id = await seated.connections.add(acme, KEY);
      const second = computer.seat();
      second.connections.addTemporary(sandbox, 'a-key-of-the-sandbox', true);
      computer.storage.faults.throwing.add('keys');
      assert.deepEqual(await second.connections.read(), { connections: [sandbox], isUnreadable: true });
      assert.equal(await second.connections.get(id), 'unreadable');
      assert.equal(await second.connections.get(sandbox.id), sandbox);
      heal();
      const there = { id, ...acme, kind: 'derived' };
      assert.deepEqual(await second.connections.read(), {
        connections: [there, sandbox],
        isUnreadable: false,
      });
      assert.deepEqual(await second.connections.get(id), there);
      assert.equal(await second.connections.get('another'), undefined);
    });

    it('that fails while many ask is read again once, and said once', async () => {
      await (await computer.shown()).connections.add(acme, KEY);
      const seated = computer.seat();
      computer.storage.faults.throwing.add('keys');
      const answers = await Promise.all([names(seated), names(seated), names(seated)]);
      assert.deepEqual(answers, [[], [], []]);
      assert.equal(seated.log.length, 1);
    });

    it('does not look empty because names could not be remembered', async () => {
      computer.storage.plant(`${PREFIX}there`, v1());
      const { secrets, state } = computer.storage.window();
      const log: string[] = [];
      const write = (line: string) => void log.push(line);
      const logger = { debug: write, info: write, warn: write, error: write };
      const update = () => Promise.reject(new RangeError('the disk is full'));
      const connections = new Connections(secrets, { ...state, update }, logger);
      assert.equal((await connections.all()).length, 1);
      assert.match(log.join('\n'), /could not be remembered \(RangeError\)/);
    });

    it('that cannot be read for a while loses no trust in what is known', async () => {
      const seated = await computer.shown();
      const id = await seated.connections.add(acme, KEY);
      const other = await computer.shown();
      seated.heard.length = 0;
      computer.storage.faults.throwing.add('get');
      computer.storage.faults.throwing.add('keys');
      computer.storage.plant(PREFIX + id, v1());
      const touch = computer.storage.window();
      computer.storage.faults.throwing.delete('get');
      await touch.secrets.store(PREFIX + id, v1());
      await computer.storage.settled();
      assert.deepEqual(seated.heard, []);
      assert.deepEqual(other.heard, []);
      assert.deepEqual(computer.known(), [{ id, name: 'Acme' }]);
    });

    it('that does not delete is told of, and the connection stays', async () => {
      const seated = await computer.shown();
      const id = await seated.connections.add(acme, KEY);
      computer.storage.faults.drops = true;
      await assert.rejects(seated.connections.remove(id), KeyringError);
      heal();
      computer.storage.faults.throwing.add('delete');
      await assert.rejects(seated.connections.remove(id), KeyringError);
      heal();
      assert.deepEqual([await names(seated), computer.known()], [['Acme'], [{ id, name: 'Acme' }]]);
    });

    it('never puts a key into an error or the log', async () => {
      const { connections, log } = await computer.shown();
      const id = await connections.add(acme, KEY);
      for (const [, breakIt] of faulty) {
        computer.storage.plant(PREFIX + id, v1());
        breakIt();
        const error: unknown = await connections.replaceKey(id, OTHER_KEY).catch((thrown: unknown) => thrown);
        assert.ok(error instanceof KeyringError);
        assert.ok(!`${error.message}${error.stack}`.includes(OTHER_KEY));
        heal();
      }
      assert.ok(!log.join('\n').includes(OTHER_KEY));
    });

    it('that has lost everything is noticed at the next start, until it is forgotten', async () => {
      const { connections } = await computer.shown();
      const first = await connections.add(acme, KEY);
      const second = await connections.add(onPremise, OTHER_KEY);
      computer.storage.emptyKeyring();
      computer.restart();
      const next = await computer.shown();
      assert.deepEqual(await next.connections.lost(), [
        { id: first, name: 'Acme' },
        { id: second, name: 'Basement' },
      ]);
      assert.deepEqual(await next.connections.all(), []);
      await next.connections.remove(first);
      assert.deepEqual(await next.connections.lost(), [{ id: second, name: 'Basement' }]);
      const added = await next.connections.add(acme, KEY);
      assert.equal((await next.connections.routing()).defaultConnectionId, added);
      const last = computer.restart();
      assert.deepEqual(await last.connections.lost(), [{ id: second, name: 'Basement' }]);
    });
  });

  describe('entries of others', () => {
    const planted: readonly [string, string][] = [
      ['no JSON', '{"version":1,"name":"Ac'],
      ['bytes', '\u0000\ufffd\u0007'],
      ['null', 'null'],
      ['a list', '[]'],
      ['no key', JSON.stringify({ version: 1, ...acme })],
      ['an empty key', v1({ key: '' })],
      ['a base URL that is none', v1({ baseUrl: 'calls' })],
      ['a wrong type', v1({ name: 7 })],
      ['an older version', v1({ version: 0 })],
      ['no time of its key', v2({ keyChangedAt: undefined })],
      ['a later version', v2({ version: 3, keys: [KEY] })],
    ];
    for (const [title, entry] of planted) {
      it(`leaves one with ${title} as it is, says so, and lists the rest`, async () => {
        const first = await computer.shown();
        const id = await first.connections.add(acme, KEY);
        computer.storage.plant(`${PREFIX}odd`, entry);
        computer.storage.plant('somebody.else', 'a secret of theirs');
        const seated = await computer.shown();
        assert.deepEqual(await names(seated), ['Acme']);
        assert.equal(await seated.connections.credentials('odd'), undefined);
        assert.match(seated.log.join('\n'), /connection\.odd is damaged or of a later version/);
        assert.ok(!seated.log.join('\n').includes(KEY));
        await seated.connections.rename('odd', 'x');
        await seated.connections.replaceKey('odd', OTHER_KEY);
        await seated.connections.rename(id, 'Better');
        assert.equal(computer.storage.keyring()[`${PREFIX}odd`], entry);
        assert.equal(computer.storage.keyring()['somebody.else'], 'a secret of theirs');
        assert.deepEqual(computer.known(), [{ id, name: 'Better' }]);
      });
    }

    it('counts a damaged one as lost, and one of a later version as kept', async () => {
      const { connections } = await computer.shown();
      const damaged = await connections.add(acme, KEY);
      const later = await connections.add(onPremise, OTHER_KEY);
      computer.storage.plant(PREFIX + damaged, '{');
      computer.storage.plant(PREFIX + later, JSON.stringify({ version: 3, name: 'Basement' }));
      const next = computer.restart();
      assert.deepEqual(await next.connections.lost(), [{ id: damaged, name: 'Acme' }]);
    });

    it('does not hear of a secret that is no connection', async () => {
      const seated = await computer.shown();
      await computer.storage.window().secrets.store('somebody.else', 'x');
      await computer.storage.settled();
      assert.deepEqual(seated.heard, []);
    });
  });
});
