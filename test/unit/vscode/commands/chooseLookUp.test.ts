/** The call that a command is about, where it has to be looked up first and belongs elsewhere than was thought. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { LookUp, LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import type { CommandResult } from '../../../../src/vscode/commands/commandResult.ts';
import { call, connection, NOW, SEED_ID } from '../../core/support.ts';
import { LookUpListFixture } from '../support/lookUpListFixture.ts';
import { commandsOf } from '../support/commands.ts';
import { itemHandlers } from '../../../../src/vscode/commands/items.ts';

const listed = { sessionId: SEED_ID, connectionId: 'listed-there', onBehalfOf: undefined };

describe('vscode: opening a call that is listed where it does not belong', () => {
  let fixture: LookUpListFixture;
  let opened: LookUp[];
  beforeEach(() => {
    fixture = new LookUpListFixture();
    opened = [];
  });
  afterEach(() => fixture.dispose());

  /** Opens the listed call, whose look-up ends like this. */
  async function open(target: LookUpTarget | undefined, result: CommandResult | undefined): Promise<void> {
    fixture.user.answerTo = () => {
      const { store } = fixture.known;
      if (target && result?.ok === true)
        store.set(target, { kind: 'ready', answer: { ...result, fetchedAt: NOW } }, NOW);
      if (target && result?.ok === false)
        store.set(target, { kind: 'failed', failure: { reason: result.reason }, failedAt: NOW }, NOW);
      return result;
    };
    const deps = { ...fixture.deps, openPanel: (lookUp: LookUp) => void opened.push(lookUp) };
    await commandsOf(itemHandlers(deps))['cometchatCalls.openCallPanel'](listed);
    assert.deepEqual(fixture.user.ran[0], ['cometchatCalls.lookUpCall', { ...listed, reveal: false }]);
  }

  const found: CommandResult = { ok: true, call: call({ sessionId: SEED_ID }), raw: {} };

  it('shows what the connection of its app says', async () => {
    await open({ ...listed, connectionId: 'home' }, found);
    assert.deepEqual(
      opened.map(({ connectionId }) => connectionId),
      ['home'],
    );
    assert.deepEqual(fixture.user.messages, []);
  });

  it('says why nobody was asked, and what to do', async () => {
    const message = 'This id belongs to app 31780434a95d45';
    const refused: CommandResult = { ok: false, reason: 'wrongApp', message };
    await open({ ...listed, connectionId: undefined }, refused);
    assert.deepEqual(opened, []);
    assert.equal(fixture.user.messages.length, 1);
    assert.match(fixture.user.messages[0] ?? '', /belongs to app/);
  });

  it('says what the look-up says where it left nothing behind', async () => {
    await open(undefined, { ok: false, reason: 'invalidSessionId', message: 'Not an id' });
    assert.deepEqual([opened, fixture.user.messages], [[], ['Not an id']]);
  });

  it('does not take an older look-up in another app for a refused one', async () => {
    fixture.lookUps.setConnections([connection({ id: 'home' })]);
    fixture.known.store.set(
      { ...listed, connectionId: 'home' },
      { kind: 'ready', answer: { call: call({ sessionId: SEED_ID }), raw: {}, fetchedAt: NOW } },
      NOW,
    );
    await open(undefined, { ok: false, reason: 'noConnection', message: 'There is no connection' });
    assert.deepEqual([opened, fixture.user.messages], [[], ['There is no connection']]);
  });

  it('says nothing when the user gave up', async () => {
    await open(undefined, { ok: false, reason: 'cancelled', message: 'The look-up was cancelled.' });
    await open(undefined, undefined);
    assert.deepEqual([opened, fixture.user.messages], [[], []]);
  });
});
