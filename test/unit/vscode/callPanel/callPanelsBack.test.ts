/** The call panels' way back after a reload, from what their pages kept: anything may stand there. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { LOG_LINE, PanelsWorld, target } from '../support/panelsWorld.ts';

describe('vscode CallPanels after a reload', () => {
  let world: PanelsWorld;
  beforeEach(() => {
    world = new PanelsWorld();
  });
  afterEach(() => world.dispose());

  it('all come back as they were, kept or not, with their log line', async () => {
    const states = [
      { ...target('one'), kept: true, logLine: LOG_LINE },
      { ...target('two', { onBehalfOf: 'ana' }), kept: false },
      // As an earlier version kept it.
      { sessionId: 'three' },
    ];
    for (const state of states) {
      const panel = await world.window.comesBack(JSON.parse(JSON.stringify(state)));
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
    }
    const [one, two, three] = world.window.panels;
    assert.ok(one && two && three);
    assert.deepEqual(one.saved, states[0]);
    assert.equal(one.view.logLine?.place, 'app.log:118');
    assert.deepEqual([two.view.onBehalfOf, two.view.kept], ['ana', false]);
    assert.deepEqual(three.saved, {
      ...target('three', { connectionId: undefined }),
      kept: false,
      logLine: undefined,
    });
    world.panels.show(target('four'));
    assert.deepEqual([one.view.sessionId, three.view.sessionId], ['one', 'four']);
  });

  it('are used again in the order in which they were shown last', async () => {
    const one = await world.window.comesBack(target('one'));
    const two = await world.window.comesBack(target('two'));
    for (const panel of [one, two]) await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
    world.panels.show(target('one'));
    world.panels.show(target('three'));
    assert.deepEqual([one.view.sessionId, two.view.sessionId], ['three', 'two']);
  });

  it('come back once, though two claim to be of one call', async () => {
    const first = await world.window.comesBack(target('one'));
    const second = await world.window.comesBack(target('one'));
    assert.deepEqual([first.isDisposed, second.isDisposed], [false, true]);
  });

  for (const kept of [true, false]) {
    it(`leave nothing behind that was closed while it waited for the store, ${kept ? 'kept' : 'not kept'}`, async () => {
      const { panel, isBack } = world.window.beginsToComeBack({ ...target('one'), kept });
      panel.dispose();
      await isBack;
      for (const sessionId of ['one', 'two']) world.panels.show(target(sessionId));
      assert.equal(world.window.panels.length, 2, 'a new panel is made, and used again');
      assert.deepEqual(
        [world.window.panels[1]?.revealed, world.panels.activeTarget()?.sessionId],
        [1, 'two'],
      );
    });
  }

  for (const [title, state] of [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'one'],
    ['a list', ['one']],
    ['no id', { connectionId: 'home' }],
    ['an id that is none', { sessionId: { toString: () => 'one' } }],
    ['an empty id', { sessionId: ' ' }],
    ['an id that is too long', { sessionId: 'x'.repeat(513) }],
    ['an id that leads elsewhere', { sessionId: '..' }],
    ['an id with a line break', { sessionId: 'a\nb' }],
    ['a connection that is none', { sessionId: 'a', connectionId: 5 }],
    ['a user that is none', { sessionId: 'a', onBehalfOf: ['ana'] }],
    ['a user that is too long', { sessionId: 'a', onBehalfOf: 'x'.repeat(100_000) }],
  ] as const) {
    it(`do not come back from ${title}`, async () => {
      const panel = await world.window.comesBack(state);
      assert.deepEqual([panel.isDisposed, panel.html], [true, '']);
    });
  }

  for (const [title, logLine] of [
    ['a text', 'app.log:5'],
    ['no time', { ...LOG_LINE, instant: undefined }],
    ['a time that is none', { ...LOG_LINE, instant: Number.NaN }],
    ['a time beyond all dates', { ...LOG_LINE, instant: 1e300 }],
    ['a line before the first', { ...LOG_LINE, line: -1 }],
    ['half a line', { ...LOG_LINE, line: 1.5 }],
    ['a command for a file', { ...LOG_LINE, uri: 'command:workbench.action.quit' }],
    ['a page of the web for a file', { ...LOG_LINE, uri: 'HTTPS://evil.example/' }],
    ['a file without a scheme', { ...LOG_LINE, uri: '/etc/passwd' }],
    ['a file of 100,000 letters', { ...LOG_LINE, uri: `file:///${'x'.repeat(100_000)}` }],
    ['a precision below nothing', { ...LOG_LINE, precisionSeconds: -1 }],
  ] as const) {
    it(`come back without their log line where that is ${title}`, async () => {
      const panel = await world.window.comesBack({ ...target('one'), kept: 'yes', logLine });
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      assert.deepEqual([panel.view.logLine, panel.view.kept], [undefined, false]);
    });
  }
});
