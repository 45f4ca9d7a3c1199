/** The call panels: which call is shown where, and what stays. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type AttemptsView, lookUpKey, NO_ATTEMPTS } from '../../../../src/core/lookUp/model.ts';
import { LOG_LINE, PanelsFixture, target } from '../support/panelsFixture.ts';
import type { Page, TranscriptionsRequest } from '../../../../src/core/call/model.ts';
import type { FromPanel } from '../../../../src/shared/panelProtocol.ts';
import { home } from '../../core/lookUp/support.ts';
import { at, NOW, settle, stay } from '../../core/support.ts';
import { WebhookReader } from '../../../../src/core/webhook/index.ts';
import type { WebhookEvent } from '../../../../src/core/webhook/model.ts';
import { ArgumentError } from '../../../../src/vscode/platform/argumentError.ts';

const FOUND: AttemptsView = {
  ...NO_ATTEMPTS,
  state: 'ready',
  items: [
    { sessionId: 'other', at: undefined, offset: undefined, outcome: 'unanswered', isThis: false },
    { sessionId: 'one', at: undefined, offset: undefined, outcome: 'this call', isThis: true },
  ],
};

describe('vscode CallPanels', () => {
  let fixture: PanelsFixture;
  beforeEach(() => {
    fixture = new PanelsFixture();
  });
  afterEach(() => fixture.dispose());

  describe('which call is shown where', () => {
    it('show the next call in the panel that is not kept, and tell its page what to keep', async () => {
      fixture.answer('one', { initiator: 'ana', receiver: 'leo' });
      const panel = await fixture.open('one');
      assert.deepEqual(
        panel.told.map(({ type }) => type),
        ['start', 'show'],
      );
      assert.deepEqual(panel.saved, {
        ...target('one'),
        kept: false,
        logLine: undefined,
        fromLog: undefined,
      });
      assert.equal(panel.title, 'ana → leo');
      fixture.panels.show(target('two'));
      assert.equal(fixture.window.panels.length, 1);
      assert.deepEqual([panel.view.sessionId, panel.view.state, panel.title], ['two', 'gone', 'two']);
      assert.deepEqual(panel.saved, {
        ...target('two'),
        kept: false,
        logLine: undefined,
        fromLog: undefined,
      });
      assert.equal(panel.revealed, 1);
      panel.told.length = 0;
      fixture.answer('one');
      assert.deepEqual(panel.told, [], 'it hears no more of the first');
    });

    it('show the call that was asked for last, however quickly', async () => {
      fixture.panels.show(target('one'));
      const panel = await fixture.open('two');
      assert.deepEqual([panel.view.sessionId, fixture.window.panels.length], ['two', 1]);
    });

    it('that are kept stay, and another is opened beside them', async () => {
      const first = await fixture.open('one');
      await first.says({ type: 'keep' });
      assert.deepEqual([first.view.kept, first.saved.kept], [true, true]);
      const second = await fixture.open('two', 1);
      assert.deepEqual([first.view.sessionId, second.view.sessionId], ['one', 'two']);
      assert.equal(second.view.kept, false);
      fixture.panels.show(target('three'));
      assert.equal(second.view.sessionId, 'three');
    });

    it('that are open already are shown, kept or not', async () => {
      const { panels, window } = fixture;
      const first = await fixture.open('one');
      panels.keep(target('one'));
      const second = await fixture.open('two', 1);
      panels.show(target('one'));
      panels.show(target('two'));
      assert.deepEqual([first.revealed, second.revealed, window.panels.length], [1, 1, 2]);
      assert.equal(first.view.kept, true);
      panels.show(target('one', { onBehalfOf: 'ana' }));
      assert.equal(second.view.onBehalfOf, 'ana', 'the same call as somebody is another look-up');
    });

    it('take the focus unless it is to stay where it is, and tell whether they are seen', async () => {
      const { panels, window } = fixture;
      panels.show(target('one'), undefined, true);
      const [panel] = window.panels;
      assert.ok(panel);
      assert.deepEqual([panel.preservedFocus, panels.isShown(target('one'))], [true, true]);
      panels.show(target('one'));
      assert.equal(panel.preservedFocus, false);
      panels.show(target('two'), undefined, true);
      assert.equal(panel.preservedFocus, true);
      assert.deepEqual([panels.isShown(target('one')), panels.isShown(target('two'))], [false, true]);
      panel.become({ visible: false });
      assert.equal(panels.isShown(target('two')), false);
    });

    it('are kept by the one with the focus, which says whose it is', async () => {
      const { panels } = fixture;
      const first = await fixture.open('one');
      panels.keep(target('one'));
      const second = await fixture.open('two', 1);
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
      const first = await fixture.open('one');
      first.dispose();
      const second = await fixture.open('two', 1);
      assert.deepEqual([first.view.sessionId, second.view.sessionId], ['one', 'two']);
    });

    it('keep the log line of their call, and show it', async () => {
      const { panels } = fixture;
      const panel = await fixture.open('one', 0, LOG_LINE);
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
      const panel = await fixture.open('one');
      panel.become({ visible: false });
      panel.told.length = 0;
      fixture.answer('one');
      fixture.panels.keep(target('one'));
      assert.deepEqual(panel.told, []);
      panel.become({ visible: true });
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      assert.deepEqual([panel.view.state, panel.saved.kept], ['ready', true]);
    });

    it('answer a page that is there before the window says that it is shown', async () => {
      const panel = await fixture.open('one');
      panel.become({ visible: false });
      panel.told.length = 0;
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      assert.deepEqual(
        panel.told.map(({ type }) => type),
        ['start', 'show'],
      );
    });

    it('keep names from right to left in their places in the title', async () => {
      fixture.answer('one', { initiator: 'שלום', receiver: { uid: 'x', name: 'سارة' } });
      const panel = await fixture.open('one');
      assert.equal(panel.title, '\u2068שלום\u2069 → \u2068سارة\u2069');
    });
  });

  describe('after a reload', () => {
    it('all come back as they were, kept or not, with their log line', async () => {
      const states = [
        { ...target('one'), kept: true, logLine: LOG_LINE, fromLog: LOG_LINE.uri },
        { ...target('two', { onBehalfOf: 'ana' }), kept: false },
        // As an earlier version kept it.
        { sessionId: 'three' },
      ];
      for (const state of states) {
        const panel = await fixture.window.comesBack(JSON.parse(JSON.stringify(state)));
        await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      }
      const [one, two, three] = fixture.window.panels;
      assert.ok(one && two && three);
      assert.deepEqual(one.saved, states[0]);
      assert.equal(one.view.logLine?.place, 'app.log:118');
      assert.deepEqual([two.view.onBehalfOf, two.view.kept], ['ana', false]);
      assert.deepEqual(three.saved, {
        ...target('three', { connectionId: undefined }),
        kept: false,
        logLine: undefined,
        fromLog: undefined,
      });
      fixture.panels.show(target('four'));
      assert.deepEqual([one.view.sessionId, three.view.sessionId], ['one', 'four']);
    });

    it('are used again in the order in which they were shown last', async () => {
      const one = await fixture.window.comesBack(target('one'));
      const two = await fixture.window.comesBack(target('two'));
      for (const panel of [one, two]) await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      fixture.panels.show(target('one'));
      fixture.panels.show(target('three'));
      assert.deepEqual([one.view.sessionId, two.view.sessionId], ['three', 'two']);
    });

    it('come back once, though two claim to be of one call', async () => {
      const first = await fixture.window.comesBack(target('one'));
      const second = await fixture.window.comesBack(target('one'));
      assert.deepEqual([first.isDisposed, second.isDisposed], [false, true]);
    });

    for (const kept of [true, false]) {
      it(`leave nothing behind that was closed while it waited for the store, ${kept ? 'kept' : 'not kept'}`, async () => {
        const { panel, isBack } = fixture.window.beginsToComeBack({ ...target('one'), kept });
        panel.dispose();
        await isBack;
        for (const sessionId of ['one', 'two']) fixture.panels.show(target(sessionId));
        assert.equal(fixture.window.panels.length, 2, 'a new panel is made, and used again');
        assert.deepEqual(
          [fixture.window.panels[1]?.revealed, fixture.panels.activeTarget()?.sessionId],
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
        const panel = await fixture.window.comesBack(state);
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
        const panel = await fixture.window.comesBack({ ...target('one'), kept: 'yes', logLine });
        await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
        assert.deepEqual([panel.view.logLine, panel.view.kept], [undefined, false]);
      });
    }
  });

  describe('and their pages', () => {
    it('run the commands that pages ask for, on their own call', async () => {
      const panel = await fixture.open('one', 0, LOG_LINE);
      const messages: FromPanel[] = [
        { type: 'refresh' },
        { type: 'cancel' },
        { type: 'copySessionId' },
        { type: 'openRawJson' },
        { type: 'compare' },
        { type: 'copyLink' },
        { type: 'copyAsCurl' },
        { type: 'copyAsMarkdown', withoutNames: false, withLogLines: true },
        { type: 'copyAsJson', withoutNames: true },
        { type: 'saveTimeline', withoutNames: true },
      ];
      for (const message of messages) await panel.says(message);
      await panel.says({ type: 'copyAsMarkdown', withoutNames: 'no', command: 'workbench.action.quit' });
      await panel.says({ type: 'workbench.action.quit' });
      const own = target('one');
      const handedOn = { ...own, logLine: LOG_LINE };
      const [first] = fixture.window.commands;
      assert.deepEqual(first, ['setContext', 'cometchatCalls.hasOpenedFromLog']);
      const ran = fixture.window.commands.filter(([id]) => id !== 'setContext');
      assert.deepEqual(ran, [
        ['cometchatCalls.refresh', own],
        ['cometchatCalls.cancelLookUp', own],
        ['cometchatCalls.copySessionId', own],
        ['cometchatCalls.openRawJson', own],
        ['cometchatCalls.compareCalls', own],
        ['cometchatCalls.copyLink', own],
        ['cometchatCalls.copyAsCurl', own],
        ['cometchatCalls.copyAsMarkdown', { ...handedOn, withoutNames: false, withLogLines: true }],
        ['cometchatCalls.copyAsJson', { ...handedOn, withoutNames: true }],
        ['cometchatCalls.saveTimeline', { ...handedOn, withoutNames: true }],
      ]);
    });

    it('say why what they asked for could not be done, and nothing of an error of unknown words', async () => {
      const panel = await fixture.open('one');
      fixture.window.refusal = new ArgumentError('This call has no times, and [so](command:x) no timeline.');
      await panel.says({ type: 'saveTimeline', withoutNames: false });
      fixture.window.refusal = new Error('ENOENT: /home/ana/secret');
      await panel.says({ type: 'copyLink' });
      assert.deepEqual(fixture.window.errors, [
        'This call has no times, and [so]\u2060(command:x) no timeline.',
        'That could not be done. The log says why.',
      ]);
    });

    it('pass on the zone of their reader', async () => {
      await fixture.open('one');
      assert.deepEqual(fixture.zones, ['Europe/Berlin']);
    });

    it('page in transcripts, beside those of the answer', async () => {
      const asked: TranscriptionsRequest[] = [];
      fixture.transcripts = (request) => {
        asked.push(request);
        return Promise.resolve({ items: [{ tid: 'b', startTime: 1_700_000_060 }], total: 1, totalPages: 1 });
      };
      fixture.answer('one', { transcriptions: [{ tid: 'a', startTime: 1_700_000_000 }] });
      const panel = await fixture.open('one');
      const listed = () => panel.view.transcripts.items.map(({ id }) => id);
      assert.deepEqual([panel.view.transcripts.state, listed()], ['notAsked', ['a']]);
      assert.equal(fixture.panels.transcriptsOf(target('one')), undefined, 'nothing that the answer has not');
      await panel.says({ type: 'loadTranscripts' });
      assert.deepEqual(asked, [{ connection: home, sessionId: 'one', page: 1, perPage: 100 }]);
      assert.deepEqual(listed(), ['b', 'a']);
      assert.deepEqual(fixture.panels.transcriptsOf(target('one')), panel.view.transcripts.items);
      assert.equal(fixture.panels.transcriptsOf(target('two')), undefined);
      fixture.answer('two');
      fixture.panels.show(target('two'));
      assert.equal(panel.view.transcripts.state, 'notAsked', 'another call has its own');
      assert.equal(fixture.panels.transcriptsOf(target('one')), undefined, 'they went with what showed them');
    });

    it('ask for transcripts again that are announced and were not there yet', async () => {
      let items: readonly object[] = [];
      fixture.transcripts = () => Promise.resolve({ items, total: items.length });
      fixture.answer('one', { hasTranscription: true });
      const panel = await fixture.open('one');
      await panel.says({ type: 'loadTranscripts' });
      assert.deepEqual([panel.view.transcripts.state, panel.view.transcripts.more], ['ready', true]);
      items = [{ tid: 'a' }];
      await panel.says({ type: 'loadTranscripts' });
      assert.deepEqual([panel.view.transcripts.items.length, panel.view.transcripts.more], [1, false]);
    });

    describe('once the key of their connection has changed, or is gone', () => {
      const keyChanged = () => fixture.connections.fire({ connectionId: home.id, keyChanged: true });
      const page = (...ids: readonly string[]) => ({
        items: ids.map((tid) => ({ tid })),
        total: 2,
        totalPages: 2,
      });

      it('show none of the transcripts that it has brought, and ask for the first page again', async () => {
        const pages: (number | undefined)[] = [];
        fixture.transcripts = (request) => {
          pages.push(request.page);
          return Promise.resolve(page('old'));
        };
        fixture.answer('one', { hasTranscription: true });
        const panel = await fixture.open('one');
        await panel.says({ type: 'loadTranscripts' });
        assert.equal(panel.view.transcripts.items.length, 1);
        keyChanged();
        assert.deepEqual([panel.view.transcripts.state, panel.view.transcripts.items], ['notAsked', []]);
        assert.equal(fixture.panels.transcriptsOf(target('one')), undefined, 'nor are any handed on');
        await panel.says({ type: 'loadTranscripts' });
        assert.deepEqual(pages, [1, 1]);
      });

      it('end the page under way, and show nothing of it, also when a new one is there first', async () => {
        const asked: { signal: AbortSignal; answer: (page: Page) => void }[] = [];
        fixture.transcripts = (_, signal) =>
          new Promise((resolve) => asked.push({ signal, answer: resolve }));
        fixture.answer('one', { hasTranscription: true });
        const panel = await fixture.open('one');
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
        fixture.transcripts = () => Promise.resolve(page('a'));
        fixture.answer('one', { hasTranscription: true });
        const panel = await fixture.open('one');
        await panel.says({ type: 'loadTranscripts' });
        fixture.connections.fire({ connectionId: 'another', keyChanged: true });
        fixture.connections.fire({ connectionId: home.id, keyChanged: false });
        assert.equal(panel.view.transcripts.items.length, 1);
      });

      it('hear of it for the call that they show, and no longer', async () => {
        const panel = await fixture.open('one');
        fixture.panels.show(target('two'));
        assert.equal(fixture.listening, 1);
        panel.dispose();
        assert.equal(fixture.listening, 0);
      });
    });

    it('ask nobody for transcripts of a call that nobody answered for', async () => {
      fixture.transcripts = () => assert.fail('nobody is asked');
      const panel = await fixture.open('one');
      await panel.says({ type: 'loadTranscripts' });
      assert.equal(panel.view.transcripts.state, 'failed');
      assert.match(panel.view.transcripts.failure ?? '', /no connection/);
    });

    it('drop transcripts that come when another call is shown', async () => {
      const { promise, resolve } = Promise.withResolvers<Page>();
      const signals: AbortSignal[] = [];
      fixture.transcripts = (_request, signal) => {
        signals.push(signal);
        return promise;
      };
      fixture.answer('one');
      const panel = await fixture.open('one');
      await panel.says({ type: 'loadTranscripts' });
      assert.equal(panel.view.transcripts.state, 'loading');
      fixture.panels.show(target('two'));
      assert.equal(signals[0]?.aborted, true);
      panel.told.length = 0;
      resolve({ items: [{ tid: 'late' }] });
      for (let turn = 0; turn < 5; turn += 1) await settle();
      assert.deepEqual(panel.told, []);
    });

    it('say when an ongoing call is asked for again, and when it has just ended', async () => {
      const { settings } = fixture.window;
      fixture.answer('one', { status: 'ongoing' });
      const panel = await fixture.open('one');
      const { nextAt } = panel.view.live;
      assert.ok(nextAt !== undefined && nextAt > Date.now() && nextAt <= Date.now() + 10_000);
      settings['refreshSeconds'] = 0;
      fixture.panels.redraw();
      assert.equal(panel.view.live.nextAt, undefined);
      settings['refreshSeconds'] = 'often';
      fixture.panels.redraw();
      assert.notEqual(panel.view.live.nextAt, undefined, 'what is no number is as if it were not set');
      fixture.answer('one', { status: 'ended' });
      assert.deepEqual(panel.view.live, { nextAt: undefined, justEnded: true });
      fixture.panels.show(target('two'));
      assert.equal(panel.view.live.justEnded, false);
    });

    it('do not ask for an ongoing call again once its connection is gone, where it would go to another', async () => {
      fixture.answer('one', { status: 'ongoing' });
      const panel = await fixture.open('one');
      assert.notEqual(panel.view.live.nextAt, undefined);
      fixture.lookUps.setConnections([]);
      fixture.panels.redraw();
      assert.equal(panel.view.live.nextAt, undefined);
      assert.equal(panel.view.call?.status, 'ongoing', 'what is known of it stays');
      fixture.lookUps.setConnections([home]);
      fixture.panels.redraw();
      assert.notEqual(panel.view.live.nextAt, undefined, 'it is back');
    });

    it('ask for an ongoing call again as soon as they are shown, when what is known of it is old', async () => {
      fixture.answer('one', { status: 'ongoing' });
      const panel = await fixture.open('one');
      panel.become({ visible: false });
      const { settings } = fixture.window;
      settings['refreshSeconds'] = 2;
      const { source, store } = fixture.known;
      const known = store.all()[0];
      assert.ok(known?.state.kind === 'ready');
      const old = { ...known.state.answer, fetchedAt: Date.now() - 60_000 };
      store.set(known, { kind: 'ready', answer: old }, known.addedAt);
      const other = await fixture.open('two', 0);
      fixture.panels.show(target('one'));
      other.become({ visible: true });
      while (source.asked.length === 0) await new Promise((turn) => setImmediate(turn));
      assert.equal(source.asked[0]?.request.sessionId, 'one');
      assert.equal(store.get(known.key)?.state.kind, 'ready', 'without a word of loading');
      panel.become({ visible: false });
      assert.equal(source.asked[0].signal.aborted, true, 'and give up when they are hidden');
    });
  });

  describe('watches and attempts', () => {
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
      fixture.attempts.view = () => FOUND;
      for (const sessionId of ['another', '', 'a'.repeat(600), 7, { toString: () => 'other' }]) {
        await panel.says({ type: 'openCall', sessionId });
      }
      assert.deepEqual(fixture.window.commands, []);
      await panel.says({ type: 'openCall', sessionId: 'other', connectionId: 'elsewhere' });
      assert.deepEqual(fixture.window.commands, [['cometchatCalls.openCallPanel', target('other')]]);
    });

    it('have attempts looked for that nobody asked for, while they can be seen', async () => {
      fixture.answer('one');
      const panel = await fixture.open('one');
      assert.deepEqual([...new Set(fixture.unasked)], ['one']);
      panel.become({ visible: false });
      fixture.unasked.length = 0;
      fixture.panels.redraw();
      assert.deepEqual(fixture.unasked, []);
      panel.become({ visible: true });
      assert.deepEqual([...new Set(fixture.unasked)], ['one']);
    });

    it('are told what is watched and found', async () => {
      fixture.answer('one', { status: 'ongoing' });
      const panel = await fixture.open('one');
      assert.deepEqual([panel.view.watched, panel.view.attempts], [false, NO_ATTEMPTS]);
      const key = lookUpKey(target('one'));
      fixture.watches.has = (one) => one === key;
      fixture.attempts.view = () => FOUND;
      fixture.panels.redraw();
      assert.deepEqual([panel.view.watched, panel.view.attempts], [true, FOUND]);
    });
  });

  describe('of a call that only a log tells of', () => {
    const LOG = 'file:///logs/app.log';
    const events = (...bodies: readonly object[]): readonly WebhookEvent[] => {
      const reader = new WebhookReader();
      return bodies.flatMap((body, line) => reader.feed(JSON.stringify(body), { offset: line * 100, line }));
    };
    const body = (trigger: string, seconds: number, more: object = {}) => ({
      trigger,
      data: { sessionId: 'one', created_at: at(seconds), ...more },
    });
    const ana = { participant: { uid: 'ana', name: 'Ana' }, sdk: 'calls', audio_muted: true };
    const whole = events(
      body('call_started', 10),
      body('call_participant_joined', 11, ana),
      body('call_ended', 70),
    );
    const fail = (reason: 'notFound' | 'wrongApp' | 'timeout') =>
      fixture.known.store.set(target('one'), { kind: 'failed', failure: { reason }, failedAt: NOW }, NOW);

    it('offer it where nobody else has it, and show it when that is asked for, as what it is', async () => {
      fixture.events.set(LOG, whole);
      for (const reason of ['notFound', 'wrongApp'] as const) {
        fail(reason);
        const panel = await fixture.open('one', 0, LOG_LINE);
        assert.deepEqual(panel.view.fromLog, { log: 'app.log', count: 3, isShown: false });
        assert.deepEqual(
          [panel.view.call, panel.view.story, panel.view.webhooks],
          [undefined, undefined, []],
        );
      }
      const panel = await fixture.open('one', 0);
      await panel.says({ type: 'showFromLog' });
      assert.deepEqual(panel.view.fromLog, { log: 'app.log', count: 3, isShown: true });
      assert.equal(panel.view.state, 'failed');
      assert.equal(panel.view.story?.verdict, 'By webhooks, it lasted 1 min; Ana joined');
      assert.deepEqual(
        panel.view.webhooks.map(({ log, lines, findings, devices }) => [
          log,
          lines.length,
          findings,
          devices.map(({ text }) => text),
        ]),
        [['app.log', 3, [], ['calls · microphone off']]],
      );
      assert.equal(panel.saved.fromLog, LOG, 'its page keeps it for the way back');
      assert.equal(
        fixture.known.store.get(lookUpKey(target('one')))?.state.kind,
        'failed',
        'it is no answer',
      );
    });

    it('offer nothing where waiting may help, where the log does not have it, and where an answer is known', async () => {
      fixture.events.set(LOG, whole);
      fail('timeout');
      const panel = await fixture.open('one', 0, LOG_LINE);
      assert.equal(panel.view.fromLog, undefined);
      fail('notFound');
      fixture.answer('one');
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      assert.equal(panel.view.fromLog, undefined);
      assert.deepEqual(fixture.eventsRead.length <= 1, true);
      fixture.events.set(LOG, []);
      fixture.known.store.remove(lookUpKey(target('one')));
      fail('notFound');
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      panel.become({ visible: false });
      panel.become({ visible: true });
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      assert.equal(panel.view.fromLog, undefined);
    });

    it('find it in the log that somebody looks at, and read that again when they are seen again', async () => {
      fixture.events.set('file:///logs/other.log', whole.slice(0, 1));
      fixture.activeLog = 'file:///logs/other.log';
      fail('notFound');
      const panel = await fixture.open('one', 0, LOG_LINE);
      assert.deepEqual(fixture.eventsRead, [LOG, 'file:///logs/other.log']);
      assert.deepEqual(panel.view.fromLog, { log: 'other.log', count: 1, isShown: false });
      fixture.events.set('file:///logs/other.log', whole);
      panel.become({ visible: false });
      panel.become({ visible: true });
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      assert.equal(panel.view.fromLog?.count, 3);
    });

    it('show it by the log they are told to, though it was never looked up; once there is an answer, that', async () => {
      fixture.events.set(LOG, whole);
      fixture.panels.show(target('one'), undefined, false, LOG);
      const panel = fixture.window.panels[0] ?? assert.fail();
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      assert.deepEqual([panel.view.state, panel.view.fromLog?.isShown], ['gone', true]);
      fixture.answer('one', { status: 'ended' });
      assert.deepEqual([panel.view.state, panel.view.fromLog], ['ready', undefined]);
      assert.notEqual(panel.view.story?.verdict, 'By webhooks, it lasted 1 min; Ana joined');
      fixture.panels.show(target('one'), undefined, false, 'file:///logs/other.log');
      assert.equal(panel.saved.fromLog, 'file:///logs/other.log');
    });

    it('say that the log is read as long as that takes, also where it then has no such call', async () => {
      fixture.events.set(LOG, whole);
      const { promise, resolve } = Promise.withResolvers<void>();
      const { webhooks } = fixture.logs;
      Object.assign(fixture.logs, {
        webhooks: async (...given: Parameters<typeof webhooks>) => {
          await promise;
          return webhooks(...given);
        },
      });
      const opened = async (sessionId: string) => {
        fixture.panels.show(target(sessionId), undefined, false, LOG);
        const panel = fixture.window.panels[0] ?? assert.fail();
        await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
        return panel;
      };
      await opened('two');
      const panel = await opened('one');
      assert.deepEqual([panel.view.state, panel.view.logBeingRead], ['gone', 'app.log']);
      resolve();
      await settle();
      assert.deepEqual([panel.view.fromLog?.isShown, panel.view.logBeingRead], [true, undefined]);
      const other = await opened('two');
      await settle();
      assert.deepEqual([other.view.fromLog, other.view.logBeingRead], [undefined, undefined]);
    });

    it('go to the line of an event, of a log that they show', async () => {
      fixture.events.set(LOG, whole);
      fixture.panels.show(target('one'), undefined, false, LOG);
      const panel = fixture.window.panels[0] ?? assert.fail();
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      await panel.says({ type: 'goToMark', uri: 'file:///logs/secret.log', offset: 200 });
      assert.deepEqual(fixture.asked, []);
      await panel.says({ type: 'goToMark', uri: LOG, offset: 200 });
      assert.deepEqual(fixture.asked, [[LOG, 200]]);
      await panel.says({ type: 'showInLog', instant: at(13) * 1000 });
      assert.deepEqual(fixture.asked[1], [LOG, 100], 'the event that is nearest to a moment');
      assert.deepEqual(fixture.window.commands, [], 'nobody is asked for the call');
    });

    it('come back by their log after a reload, and by no address that is none of a log', async () => {
      fixture.events.set(LOG, whole);
      const saved = { ...target('one'), kept: true, logLine: undefined };
      const panel = await fixture.window.comesBack({ ...saved, fromLog: LOG });
      await panel.says({ type: 'ready', readerTimeZone: 'UTC' });
      assert.equal(panel.view.fromLog?.isShown, true);
      const other = await fixture.window.comesBack({ ...saved, sessionId: 'two', fromLog: 'command:quit' });
      await other.says({ type: 'ready', readerTimeZone: 'UTC' });
      assert.equal(other.saved.fromLog, undefined);
    });
  });

  it('tell webhook events of their logs beside the answer, without keys, and what contradicts it', async () => {
    const reader = new WebhookReader();
    const bodies = [
      {
        trigger: 'call_participant_joined',
        data: { sessionId: 'one', created_at: at(11), participant: { uid: 'eve', name: 'Eve a-key' } },
      },
      { trigger: 'call_ended', data: { sessionId: 'one', created_at: at(70) } },
    ];
    const webhooks = bodies.flatMap((body, line) =>
      reader.feed(JSON.stringify(body), { offset: line, line }),
    );
    const window = { from: at(0) * 1000 - 60_000, to: at(70) * 1000 + 60_000 };
    fixture.windows.set(LOG_LINE.uri, {
      window,
      isEstimate: false,
      times: 'read',
      lines: [],
      naming: 0,
      webhooks,
      slices: [],
      count: 0,
      warnings: 0,
      errors: 0,
      bytesRead: 0,
      notes: [],
    });
    fixture.answer('one', {
      startedAt: at(10),
      endedAt: at(70),
      totalParticipants: 1,
      participants: [stay('ana', 10, 70)],
    });
    const panel = await fixture.open('one', 0, LOG_LINE);
    const [log] = panel.view.webhooks;
    assert.deepEqual(
      [log?.log, log?.lines.map(({ text }) => text), log?.findings.map(({ kind }) => kind)],
      ['app.log', ['Eve •••• joined', 'the call ended'], ['notListed']],
    );
    assert.deepEqual(
      [log?.lane?.name, log?.lane?.marks.map(({ at: instant }) => instant)],
      ['Webhook events of app.log', [at(11) * 1000, at(70) * 1000]],
    );
    assert.ok(!JSON.stringify(panel.view).includes('a-key'));
  });
});
