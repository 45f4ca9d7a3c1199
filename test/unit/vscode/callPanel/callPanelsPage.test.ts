/** What comes of what the call panels' pages say, and what they are told of a call as it goes on. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Page, TranscriptionsRequest } from '../../../../src/core/call/source.ts';
import type { FromPanel } from '../../../../src/shared/panelProtocol.ts';
import { home } from '../../core/lookUp/support.ts';
import { settle } from '../../core/support.ts';
import { LOG_LINE, PanelsWorld, target } from '../support/panelsWorld.ts';

// Loaded once VS Code has its stand-in.
const { ArgumentError } = await import('../../../../src/vscode/platform/argumentError.ts');

describe('vscode CallPanels and their pages', () => {
  let world: PanelsWorld;
  beforeEach(() => {
    world = new PanelsWorld();
  });
  afterEach(() => world.dispose());

  it('run the commands that pages ask for, on their own call', async () => {
    const panel = await world.open('one', 0, LOG_LINE);
    const messages: FromPanel[] = [
      { type: 'refresh' },
      { type: 'cancel' },
      { type: 'copySessionId' },
      { type: 'openRawJson' },
      { type: 'compare' },
      { type: 'copyLink' },
      { type: 'copyAsCurl' },
      { type: 'copyAsMarkdown', withoutNames: false },
      { type: 'copyAsJson', withoutNames: true },
      { type: 'saveTimeline', withoutNames: true },
    ];
    for (const message of messages) await panel.says(message);
    await panel.says({ type: 'copyAsMarkdown', withoutNames: 'no', command: 'workbench.action.quit' });
    await panel.says({ type: 'workbench.action.quit' });
    const own = target('one');
    const handedOn = { ...own, logLine: LOG_LINE };
    assert.deepEqual(world.window.commands, [
      ['cometchatCalls.refresh', own],
      ['cometchatCalls.cancelLookUp', own],
      ['cometchatCalls.copySessionId', own],
      ['cometchatCalls.openRawJson', own],
      ['cometchatCalls.compareCalls', own],
      ['cometchatCalls.copyLink', own],
      ['cometchatCalls.copyAsCurl', own],
      ['cometchatCalls.copyAsMarkdown', { ...handedOn, withoutNames: false }],
      ['cometchatCalls.copyAsJson', { ...handedOn, withoutNames: true }],
      ['cometchatCalls.saveTimeline', { ...handedOn, withoutNames: true }],
    ]);
  });

  it('say why what they asked for could not be done, and nothing of an error of unknown words', async () => {
    const panel = await world.open('one');
    world.window.refusal = new ArgumentError('This call has no times, and [so](command:x) no timeline.');
    await panel.says({ type: 'saveTimeline', withoutNames: false });
    world.window.refusal = new Error('ENOENT: /home/ana/secret');
    await panel.says({ type: 'copyLink' });
    assert.deepEqual(world.window.errors, [
      'This call has no times, and [so]\u2060(command:x) no timeline.',
      'That could not be done. The log says why.',
    ]);
  });

  it('pass on the zone of their reader', async () => {
    await world.open('one');
    assert.deepEqual(world.zones, ['Europe/Berlin']);
  });

  it('page in transcripts, beside those of the answer', async () => {
    const asked: TranscriptionsRequest[] = [];
    world.transcripts = (request) => {
      asked.push(request);
      return Promise.resolve({ items: [{ tid: 'b', startTime: 1_700_000_060 }], total: 1, totalPages: 1 });
    };
    world.answer('one', { transcriptions: [{ tid: 'a', startTime: 1_700_000_000 }] });
    const panel = await world.open('one');
    const listed = () => panel.view.transcripts.items.map(({ id }) => id);
    assert.deepEqual([panel.view.transcripts.state, listed()], ['notAsked', ['a']]);
    assert.equal(world.panels.transcriptsOf(target('one')), undefined, 'nothing that the answer has not');
    await panel.says({ type: 'loadTranscripts' });
    assert.deepEqual(asked, [{ connection: home, sessionId: 'one', page: 1, perPage: 100 }]);
    assert.deepEqual(listed(), ['b', 'a']);
    assert.deepEqual(world.panels.transcriptsOf(target('one')), panel.view.transcripts.items);
    assert.equal(world.panels.transcriptsOf(target('two')), undefined);
    world.answer('two');
    world.panels.show(target('two'));
    assert.equal(panel.view.transcripts.state, 'notAsked', 'another call has its own');
    assert.equal(world.panels.transcriptsOf(target('one')), undefined, 'they went with what showed them');
  });

  it('ask for transcripts again that are announced and were not there yet', async () => {
    let items: readonly object[] = [];
    world.transcripts = () => Promise.resolve({ items, total: items.length });
    world.answer('one', { hasTranscription: true });
    const panel = await world.open('one');
    await panel.says({ type: 'loadTranscripts' });
    assert.deepEqual([panel.view.transcripts.state, panel.view.transcripts.more], ['ready', true]);
    items = [{ tid: 'a' }];
    await panel.says({ type: 'loadTranscripts' });
    assert.deepEqual([panel.view.transcripts.items.length, panel.view.transcripts.more], [1, false]);
  });

  describe('once the key of their connection has changed, or is gone', () => {
    const keyChanged = () => world.connections.fire({ connectionId: home.id, keyChanged: true });
    const page = (...ids: readonly string[]) => ({
      items: ids.map((tid) => ({ tid })),
      total: 2,
      totalPages: 2,
    });

    it('show none of the transcripts that it has brought, and ask for the first page again', async () => {
      const pages: (number | undefined)[] = [];
      world.transcripts = (request) => {
        pages.push(request.page);
        return Promise.resolve(page('old'));
      };
      world.answer('one', { hasTranscription: true });
      const panel = await world.open('one');
      await panel.says({ type: 'loadTranscripts' });
      assert.equal(panel.view.transcripts.items.length, 1);
      keyChanged();
      assert.deepEqual([panel.view.transcripts.state, panel.view.transcripts.items], ['notAsked', []]);
      assert.equal(world.panels.transcriptsOf(target('one')), undefined, 'nor are any handed on');
      await panel.says({ type: 'loadTranscripts' });
      assert.deepEqual(pages, [1, 1]);
    });

    it('end the page under way, and show nothing of it, also when a new one is there first', async () => {
      const asked: { signal: AbortSignal; answer: (page: Page) => void }[] = [];
      world.transcripts = (_, signal) => new Promise((resolve) => asked.push({ signal, answer: resolve }));
      world.answer('one', { hasTranscription: true });
      const panel = await world.open('one');
      await panel.says({ type: 'loadTranscripts' });
      keyChanged();
      assert.equal(asked[0]?.signal.aborted, true);
      assert.equal(panel.view.transcripts.state, 'notAsked');
      await panel.says({ type: 'loadTranscripts' });
      asked[1]?.answer(page('new'));
      asked[0]?.answer(page('old'));
      for (let turn = 0; turn < 5; turn += 1) await settle();
      const ids = panel.view.transcripts.items.map(({ id }) => id);
      assert.deepEqual([panel.view.transcripts.state, ids], ['ready', ['new']]);
    });

    it('keep them where it is another connection’s key, or only a name', async () => {
      world.transcripts = () => Promise.resolve(page('a'));
      world.answer('one', { hasTranscription: true });
      const panel = await world.open('one');
      await panel.says({ type: 'loadTranscripts' });
      world.connections.fire({ connectionId: 'another', keyChanged: true });
      world.connections.fire({ connectionId: home.id, keyChanged: false });
      assert.equal(panel.view.transcripts.items.length, 1);
    });

    it('hear of it for the call that they show, and no longer', async () => {
      const panel = await world.open('one');
      world.panels.show(target('two'));
      assert.equal(world.listening, 1);
      panel.dispose();
      assert.equal(world.listening, 0);
    });
  });

  it('ask nobody for transcripts of a call that nobody answered for', async () => {
    world.transcripts = () => assert.fail('nobody is asked');
    const panel = await world.open('one');
    await panel.says({ type: 'loadTranscripts' });
    assert.equal(panel.view.transcripts.state, 'failed');
    assert.match(panel.view.transcripts.failure ?? '', /no connection/);
  });

  it('drop transcripts that come when another call is shown', async () => {
    const { promise, resolve } = Promise.withResolvers<Page>();
    const signals: AbortSignal[] = [];
    world.transcripts = (_request, signal) => {
      signals.push(signal);
      return promise;
    };
    world.answer('one');
    const panel = await world.open('one');
    await panel.says({ type: 'loadTranscripts' });
    assert.equal(panel.view.transcripts.state, 'loading');
    world.panels.show(target('two'));
    assert.equal(signals[0]?.aborted, true);
    panel.told.length = 0;
    resolve({ items: [{ tid: 'late' }] });
    for (let turn = 0; turn < 5; turn += 1) await settle();
    assert.deepEqual(panel.told, []);
  });

  it('say when an ongoing call is asked for again, and when it has just ended', async () => {
    const { settings } = world.window;
    world.answer('one', { status: 'ongoing' });
    const panel = await world.open('one');
    const { nextAt } = panel.view.live;
    assert.ok(nextAt !== undefined && nextAt > Date.now() && nextAt <= Date.now() + 10_000);
    settings['refreshSeconds'] = 0;
    world.panels.redraw();
    assert.equal(panel.view.live.nextAt, undefined);
    settings['refreshSeconds'] = 'often';
    world.panels.redraw();
    assert.notEqual(panel.view.live.nextAt, undefined, 'what is no number is as if it were not set');
    world.answer('one', { status: 'ended' });
    assert.deepEqual(panel.view.live, { nextAt: undefined, justEnded: true });
    world.panels.show(target('two'));
    assert.equal(panel.view.live.justEnded, false);
  });

  it('do not ask for an ongoing call again once its connection is gone, where it would go to another', async () => {
    world.answer('one', { status: 'ongoing' });
    const panel = await world.open('one');
    assert.notEqual(panel.view.live.nextAt, undefined);
    world.lookUps.setConnections([]);
    world.panels.redraw();
    assert.equal(panel.view.live.nextAt, undefined);
    assert.equal(panel.view.call?.status, 'ongoing', 'what is known of it stays');
    world.lookUps.setConnections([home]);
    world.panels.redraw();
    assert.notEqual(panel.view.live.nextAt, undefined, 'it is back');
  });

  it('ask for an ongoing call again as soon as they are shown, when what is known of it is old', async () => {
    world.answer('one', { status: 'ongoing' });
    const panel = await world.open('one');
    panel.become({ visible: false });
    const { settings } = world.window;
    settings['refreshSeconds'] = 2;
    const { source, store } = world.known;
    const known = store.all()[0];
    assert.ok(known?.state.kind === 'ready');
    const old = { ...known.state.answer, fetchedAt: Date.now() - 60_000 };
    store.set(known, { kind: 'ready', answer: old }, known.addedAt);
    const other = await world.open('two', 0);
    world.panels.show(target('one'));
    other.become({ visible: true });
    while (source.asked.length === 0) await new Promise((turn) => setImmediate(turn));
    assert.equal(source.asked[0]?.request.sessionId, 'one');
    assert.equal(store.get(known.key)?.state.kind, 'ready', 'without a word of loading');
    panel.become({ visible: false });
    assert.equal(source.asked[0].signal.aborted, true, 'and give up when they are hidden');
  });
});
