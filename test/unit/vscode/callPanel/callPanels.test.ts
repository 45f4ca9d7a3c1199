/** The call panels: which call is shown where, and what stays. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { LOG_LINE, PanelsWorld, target } from '../support/panelsWorld.ts';

describe('vscode CallPanels', () => {
  let world: PanelsWorld;
  beforeEach(() => {
    world = new PanelsWorld();
  });
  afterEach(() => world.dispose());

  it('show the next call in the panel that is not kept, and tell its page what to keep', async () => {
    world.answer('one', { initiator: 'ana', receiver: 'leo' });
    const panel = await world.open('one');
    assert.deepEqual(
      panel.told.map(({ type }) => type),
      ['start', 'show'],
    );
    assert.deepEqual(panel.saved, { ...target('one'), kept: false, logLine: undefined });
    assert.equal(panel.title, 'ana → leo');
    world.panels.show(target('two'));
    assert.equal(world.window.panels.length, 1);
    assert.deepEqual([panel.view.sessionId, panel.view.state, panel.title], ['two', 'gone', 'two']);
    assert.deepEqual(panel.saved, { ...target('two'), kept: false, logLine: undefined });
    assert.equal(panel.revealed, 1);
    panel.told.length = 0;
    world.answer('one');
    assert.deepEqual(panel.told, [], 'it hears no more of the first');
  });

  it('show the call that was asked for last, however quickly', async () => {
    world.panels.show(target('one'));
    const panel = await world.open('two');
    assert.deepEqual([panel.view.sessionId, world.window.panels.length], ['two', 1]);
  });

  it('that are kept stay, and another is opened beside them', async () => {
    const first = await world.open('one');
    await first.says({ type: 'keep' });
    assert.deepEqual([first.view.kept, first.saved.kept], [true, true]);
    const second = await world.open('two', 1);
    assert.deepEqual([first.view.sessionId, second.view.sessionId], ['one', 'two']);
    assert.equal(second.view.kept, false);
    world.panels.show(target('three'));
    assert.equal(second.view.sessionId, 'three');
  });

  it('that are open already are shown, kept or not', async () => {
    const { panels, window } = world;
    const first = await world.open('one');
    panels.keep(target('one'));
    const second = await world.open('two', 1);
    panels.show(target('one'));
    panels.show(target('two'));
    assert.deepEqual([first.revealed, second.revealed, window.panels.length], [1, 1, 2]);
    assert.equal(first.view.kept, true);
    panels.show(target('one', { onBehalfOf: 'ana' }));
    assert.equal(second.view.onBehalfOf, 'ana', 'the same call as somebody is another look-up');
  });

  it('are kept by the one with the focus, which says whose it is', async () => {
    const { panels } = world;
    const first = await world.open('one');
    panels.keep(target('one'));
    const second = await world.open('two', 1);
    first.become({ active: false });
    assert.equal(panels.activeTarget()?.sessionId, 'two');
    panels.keep();
    assert.equal(second.view.kept, true);
    second.become({ active: false });
    assert.equal(panels.activeTarget(), undefined);
    panels.keep();
    panels.keep(target('none'));
  });

  it('that were closed are not used again', async () => {
    const first = await world.open('one');
    first.dispose();
    const second = await world.open('two', 1);
    assert.deepEqual([first.view.sessionId, second.view.sessionId], ['one', 'two']);
  });

  it('keep the log line of their call, and show it', async () => {
    const { panels } = world;
    const panel = await world.open('one', 0, LOG_LINE);
    const { instant, precisionSeconds } = LOG_LINE;
    assert.deepEqual(panel.view.logLine, { instant, precisionSeconds, place: 'app.log:118' });
    panels.show(target('one'));
    assert.deepEqual(panels.logLineOf(target('one')), LOG_LINE, 'opened from elsewhere, it is not lost');
    panels.show(target('one'), { ...LOG_LINE, line: 4 });
    assert.equal(panel.view.logLine?.place, 'app.log:5');
    assert.equal(panel.saved.logLine?.line, 4);
    panels.show(target('two'));
    assert.deepEqual([panel.view.logLine, panels.logLineOf(target('two'))], [undefined, undefined]);
  });

  it('tell hidden pages nothing, and all when they are shown again', async () => {
    const panel = await world.open('one');
    panel.become({ visible: false });
    panel.told.length = 0;
    world.answer('one');
    world.panels.keep(target('one'));
    assert.deepEqual(panel.told, []);
    panel.become({ visible: true });
    await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
    assert.deepEqual([panel.view.state, panel.saved.kept], ['ready', true]);
  });

  it('answer a page that is there before the window says that it is shown', async () => {
    const panel = await world.open('one');
    panel.become({ visible: false });
    panel.told.length = 0;
    await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
    assert.deepEqual(
      panel.told.map(({ type }) => type),
      ['start', 'show'],
    );
  });

  it('keep names from right to left in their places in the title', async () => {
    world.answer('one', { initiator: 'שלום', receiver: { uid: 'x', name: 'سارة' } });
    const panel = await world.open('one');
    assert.equal(panel.title, '\u2068שלום\u2069 → \u2068سارة\u2069');
  });
});
