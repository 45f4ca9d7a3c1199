/** What the views know of the connections, also while the keyring cannot be read. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { settle } from '../../core/support.ts';
import { world } from '../../core/lookUp/support.ts';
import { acme, KeyringFixture, KEY, sandbox } from '../support/keyringFixture.ts';
import { standIn } from '../support/vscodeStub.ts';
import { followConnections } from '../../../../src/vscode/lookUps/followConnections.ts';

describe('vscode what the views know of the connections', () => {
  let computer: KeyringFixture;
  let context: Record<string, unknown>;
  beforeEach(() => {
    computer = new KeyringFixture();
    context = {};
    const executeCommand = (_: string, key: string, value: unknown) => {
      context[key] = value;
      return Promise.resolve();
    };
    standIn({ commands: { executeCommand } });
  });
  afterEach(() => {
    computer.dispose();
    standIn(undefined);
  });

  const HAS = 'cometchatCalls.hasConnections';

  /** A window that follows its connections, and how a connection is called in it. */
  async function follow() {
    const { connections } = computer.seat();
    const { lookUps } = world();
    let redrawn = 0;
    const views = [{ redraw: () => (redrawn += 1) }];
    const following = followConnections({ connections, lookUps, views, showActivity: () => undefined });
    await computer.storage.settled();
    await settle();
    return {
      connections,
      following,
      nameOf: (id: string) => lookUps.connection(id)?.name,
      redrawn: () => redrawn,
    };
  }

  it('is that there is none where none is stored', async () => {
    await follow();
    assert.equal(context[HAS], false);
    assert.equal(context['cometchatCalls.hasSandbox'], false);
  });

  it('is not that there is none where nobody can tell', async () => {
    const id = await (await computer.shown()).connections.add(acme, KEY);
    computer.storage.faults.throwing.add('keys');
    const { connections, nameOf } = await follow();
    assert.deepEqual([context[HAS], nameOf(id)], [true, undefined]);
    computer.storage.faults.throwing.clear();
    await connections.all();
    await computer.storage.settled();
    assert.deepEqual([context[HAS], nameOf(id)], [true, 'Acme']);
  });

  it('is that the keyring cannot be read for as long as it cannot, also with nothing in it', async () => {
    computer.storage.faults.throwing.add('keys');
    const { connections } = await follow();
    const UNREADABLE = 'cometchatCalls.isKeyringUnreadable';
    assert.deepEqual([context[HAS], context[UNREADABLE]], [true, true]);
    computer.storage.faults.throwing.clear();
    await connections.all();
    await computer.storage.settled();
    await settle();
    assert.deepEqual([context[HAS], context[UNREADABLE]], [false, false]);
  });

  it('stays as it was while the keyring is locked, and the sandbox comes all the same', async () => {
    const id = await (await computer.shown()).connections.add(acme, KEY);
    const { connections, nameOf } = await follow();
    assert.equal(nameOf(id), 'Acme');
    // What was read is kept, so that only another change has it read again.
    computer.storage.faults.throwing.add('keys');
    await computer.storage.window().secrets.store('cometchatCalls.connection.other', '{}');
    await computer.storage.settled();
    connections.addTemporary(sandbox, 'a-key-of-the-sandbox', true);
    await computer.storage.settled();
    assert.deepEqual([nameOf(id), nameOf(sandbox.id), context[HAS]], ['Acme', 'Sample Calls', true]);
    assert.equal(context['cometchatCalls.hasSandbox'], true);
  });
});
