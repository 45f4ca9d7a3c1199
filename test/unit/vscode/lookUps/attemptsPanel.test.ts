/** What panels say of watches and attempts, and what comes of what their pages ask for. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { lookUpKey, NO_ATTEMPTS, type AttemptsView } from '../../../../src/core/lookUp/model.ts';
import { PanelsFixture, target } from '../support/panelsFixture.ts';

const FOUND: AttemptsView = {
  ...NO_ATTEMPTS,
  state: 'ready',
  items: [
    { sessionId: 'other', at: undefined, offset: undefined, outcome: 'unanswered', isThis: false },
    { sessionId: 'one', at: undefined, offset: undefined, outcome: 'this call', isThis: true },
  ],
};

describe('vscode CallPanels: watches and attempts', () => {
  let fixture: PanelsFixture;
  beforeEach(() => {
    fixture = new PanelsFixture();
  });
  afterEach(() => fixture.dispose());

  it('run the commands that pages ask for, on their own call', async () => {
    const panel = await fixture.open('one');
    for (const type of ['watch', 'unwatch', 'findAttempts']) await panel.says({ type });
    assert.deepEqual(fixture.window.commands, [
      ['cometchatCalls.watchCall', target('one')],
      ['cometchatCalls.unwatchCall', target('one')],
      ['cometchatCalls.findAttempts', { key: lookUpKey(target('one')) }],
    ]);
  });

  it('open a call that is listed on the page, with the connection of their own, and no other', async () => {
    fixture.answer('one');
    const panel = await fixture.open('one');
    await panel.says({ type: 'openCall', sessionId: 'other' });
    assert.deepEqual(fixture.window.commands, [], 'nothing is listed yet');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of it as is used
    fixture.attempts.view = () => FOUND;
    for (const sessionId of ['another', '', 'a'.repeat(600), 7, { toString: () => 'other' }]) {
      await panel.says({ type: 'openCall', sessionId });
    }
    assert.deepEqual(fixture.window.commands, []);
    await panel.says({ type: 'openCall', sessionId: 'other', connectionId: 'elsewhere' });
    assert.deepEqual(fixture.window.commands, [['cometchatCalls.openCallPanel', target('other')]]);
  });

  it('are told what is watched and found', async () => {
    fixture.answer('one', { status: 'ongoing' });
    const panel = await fixture.open('one');
    assert.deepEqual([panel.view.watched, panel.view.attempts], [false, NO_ATTEMPTS]);
    const key = lookUpKey(target('one'));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of it as is used
    fixture.watches.has = (one) => one === key;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of it as is used
    fixture.attempts.view = () => FOUND;
    fixture.panels.redraw();
    assert.deepEqual([panel.view.watched, panel.view.attempts], [true, FOUND]);
  });
});
