/** A question that nobody waits for any more. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Connections } from '../../../../src/vscode/connections/connections.ts';
import { connection, settle } from '../../core/support.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { pickConnection } from '../../../../src/vscode/connections/pickConnection.ts';

const [home, twin] = [connection({ id: 'home' }), connection({ id: 'twin' })];

describe('vscode picking a connection', () => {
  let events: string[];
  beforeEach(() => {
    events = [];
    const nothing = () => ({ dispose: () => undefined });
    const box = {
      onDidAccept: nothing,
      onDidHide: nothing,
      onDidChangeValue: nothing,
      onDidTriggerButton: nothing,
      show: () => events.push('shown'),
      dispose: () => events.push('gone'),
    };
    fakeVscode({ window: { createQuickPick: () => box } });
  });
  afterEach(() => fakeVscode(undefined));

  function pick(signal: AbortSignal) {
    const routing = () => Promise.resolve({ connections: [home, twin], defaultConnectionId: undefined });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of the connections as is used
    return pickConnection({ routing } as unknown as Connections, [home, twin], 'Which one?', signal);
  }

  it('goes from the screen, and is none, when the look-up is given up', async () => {
    const giveUp = new AbortController();
    const picked = pick(giveUp.signal);
    await settle();
    assert.deepEqual(events, ['shown']);
    giveUp.abort();
    assert.equal(await picked, undefined);
    assert.deepEqual(events, ['shown', 'gone']);
  });

  it('is not asked at all when that was before', async () => {
    assert.equal(await pick(AbortSignal.abort()), undefined);
    assert.deepEqual(events, ['gone']);
  });
});
