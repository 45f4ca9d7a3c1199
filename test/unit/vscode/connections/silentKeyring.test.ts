/** A keyring that does not answer: it is waited for, told of, given up, and taken up again when it speaks. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { LookUpService, LookUpStore } from '../../../../src/core/lookUp/index.ts';
import { Connections } from '../../../../src/vscode/connections/connections.ts';
import { KeyringError } from '../../../../src/vscode/connections/keyring.ts';
import { settle } from '../../core/support.ts';
import { acme, KeyringFixture, KEY, lines } from '../support/keyringFixture.ts';
import { rethrow } from '../../../support/listeners.ts';
import { Timers } from '../../../support/timers.ts';

describe('vscode a keyring without an answer', () => {
  let computer: KeyringFixture;
  let timers: Timers;
  let connections: Connections;
  /** What waits for an answer; undefined while the keyring answers. */
  let held: (() => void)[] | undefined;
  let told = 0;
  let cancel: (() => void) | undefined;

  beforeEach(async () => {
    computer = new KeyringFixture();
    await (await computer.shown()).connections.add(acme, KEY);
    timers = new Timers();
    held = [];
    told = 0;
    cancel = undefined;
    const { secrets, state } = computer.storage.window();
    const slow = <Answer>(ask: () => Thenable<Answer>): Promise<Answer> => {
      if (!held) return Promise.resolve(ask());
      const { promise, resolve } = Promise.withResolvers<Thenable<Answer>>();
      held.push(() => resolve(ask()));
      return promise.then(async (given) => given);
    };
    const silent: vscode.SecretStorage = {
      keys: () => slow(() => secrets.keys()),
      get: (key) => slow(() => secrets.get(key)),
      store: (key, text) => slow(() => secrets.store(key, text)),
      delete: (key) => slow(() => secrets.delete(key)),
      onDidChange: secrets.onDidChange,
    };
    const tell = (giveUp: () => void) => {
      told += 1;
      cancel = giveUp;
      return { dispose: () => (cancel = undefined) };
    };
    connections = new Connections(silent, state, lines().logger, timers.now, { after: timers.after, tell });
  });
  afterEach(() => {
    connections.dispose();
    computer.dispose();
  });

  /** Lets seconds pass, with what the storage has under way. */
  async function pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      await computer.storage.settled();
      await timers.pass(1);
    }
  }

  async function answer(): Promise<void> {
    const waiting = held ?? [];
    held = undefined;
    for (const give of waiting) give();
    await computer.storage.settled();
  }

  it('is told of after three seconds, and is unreadable after a minute', async () => {
    const reading = connections.read();
    await timers.pass(2.9);
    assert.equal(told, 0);
    await timers.pass(0.2);
    assert.equal(told, 1);
    await timers.pass(57);
    assert.deepEqual(await reading, { connections: [], isUnreadable: true });
    assert.equal(cancel, undefined, 'nothing is said to be waited for any more');
    assert.equal(timers.waiting, 0);
  });

  it('is waited for no longer than the user wants, and once for all that is asked', async () => {
    const all = [connections.read(), connections.get('x'), connections.routing()];
    await timers.pass(3);
    assert.equal(told, 1);
    cancel?.();
    const [read, one] = await Promise.all(all);
    assert.deepEqual([read, one], [{ connections: [], isUnreadable: true }, 'unreadable']);
  });

  it('is not told of where it answers in time, and nothing is left of the wait', async () => {
    const reading = connections.read();
    await timers.pass(2);
    await answer();
    assert.equal((await reading).connections[0]?.name, 'Acme');
    assert.deepEqual([told, timers.waiting], [0, 0]);
  });

  it('that answers after all is read again, and everyone hears of it', async () => {
    const heard: string[] = [];
    connections.onDidChange(({ connectionId }) => heard.push(connectionId));
    const reading = connections.read();
    await timers.pass(60);
    await reading;
    await answer();
    assert.equal(heard.length, 1);
    assert.equal((await connections.all()).length, 1);
  });

  it('keeps no new connection, says so, and is not nagged about', async () => {
    const adding = connections.add({ ...acme, name: 'Second' }, 'another-key');
    const failed = assert.rejects(adding, KeyringError);
    await timers.pass(3);
    cancel?.();
    await pass(10);
    await failed;
    assert.equal(told, 1);
    await answer();
    assert.deepEqual(
      (await connections.all()).map(({ name }) => name),
      ['Acme'],
    );
  });

  it('leaves nothing of a connection that it stores after it was given up', async () => {
    await answer();
    await connections.all();
    const { secrets } = computer.storage.window();
    assert.equal((await secrets.keys()).length, 1);
    const adding = connections.add({ ...acme, name: 'Second' }, 'another-key');
    // Reading goes well; what is held from here on is the storing.
    await settle();
    held = [];
    const failed = assert.rejects(adding, KeyringError);
    await computer.storage.settled();
    await timers.pass(3);
    cancel?.();
    await pass(10);
    await failed;
    await answer();
    await computer.storage.settled();
    assert.equal((await secrets.keys()).length, 1);
    assert.deepEqual(
      (await connections.all()).map(({ name }) => name),
      ['Acme'],
    );
  });

  it('does not keep a look-up from being cancelled', async () => {
    const lookUps = new LookUpService({
      store: new LookUpStore(rethrow),
      requests: { getCall: () => assert.fail('it is asked'), resumesAt: () => undefined },
      clock: timers.now,
      connections: () => connections.routing(),
      isApiKey: connections.holdsApiKey,
      chooseConnection: () => Promise.resolve(undefined),
    });
    const abort = new AbortController();
    const looking = lookUps.lookUp({ sessionId: 'a' }, abort.signal);
    await settle();
    abort.abort();
    assert.deepEqual(await looking, { ok: false, key: undefined, failure: { reason: 'cancelled' } });
  });
});
