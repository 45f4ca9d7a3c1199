/** The lanes of a call's panel: which logs are read, when, and what is said of those that cannot be. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FileError } from '../../../../src/core/fileCalls/model.ts';
import type { LogReadOptions, LogWindow } from '../../../../src/core/logLanes/model.ts';
import { lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { NOW, settle } from '../../core/support.ts';
import { LOG_LINE, PanelsFixture, target } from '../support/panelsFixture.ts';

const OTHER = 'file:///logs/server.log';

/** What a log says that names the call in one line. */
function windowWith(text: string): LogWindow {
  const count = { count: 1, warnings: 0, errors: 0 };
  return {
    window: { from: NOW - 60_000, to: NOW + 60_000 },
    isEstimate: false,
    times: 'read',
    lines: [{ at: NOW, offset: 300, line: 3, level: undefined, text }],
    naming: 1,
    webhooks: [],
    slices: [count],
    ...count,
    bytesRead: 1,
    notes: [],
  };
}

describe('vscode lanes of a call', () => {
  let fixture: PanelsFixture;
  beforeEach(() => {
    fixture = new PanelsFixture();
    fixture.answer('one', { startedAt: NOW / 1000, status: 'ended' });
    fixture.windows.set(LOG_LINE.uri, windowWith('INFO joined with a-key'));
    fixture.windows.set(OTHER, windowWith('sent'));
  });
  afterEach(() => fixture.dispose());

  const addLogs = (...logs: readonly string[]) =>
    fixture.known.store.mark(lookUpKey(target('one')), { logs }, NOW);
  const open = async () => {
    const panel = await fixture.open('one', 0, LOG_LINE);
    await settle();
    return panel;
  };

  it('are those of the log it was opened from, then of those that were added, without keys', async () => {
    addLogs(OTHER, LOG_LINE.uri);
    const { view } = await open();
    assert.deepEqual(
      view.logs.map(({ uri, name, state, lane }) => [uri, name, state, lane?.marks.map(({ text }) => text)]),
      [
        [LOG_LINE.uri, 'app.log', 'ready', ['INFO joined with ••••']],
        [OTHER, 'server.log', 'ready', ['sent']],
      ],
    );
  });

  it('say that a log is gone, and read the others', async () => {
    fixture.windows.delete(OTHER);
    addLogs(OTHER);
    const [first, second] = (await open()).view.logs;
    assert.equal(first?.state, 'ready');
    assert.deepEqual([second?.state, second?.message], ['gone', 'server.log is not there any more.']);
  });

  it('are none of addresses that are no texts, and none beside a call that is not known', async () => {
    addLogs('command:workbench.action.quit', 'https://a.example/app.log');
    assert.deepEqual(
      (await open()).view.logs.map(({ uri }) => uri),
      [LOG_LINE.uri],
    );
    const other = await fixture.open('two', 0, LOG_LINE);
    assert.deepEqual(other.view.logs, []);
  });

  it('are read again when the clock of their log is another, and not when that of another log is', async () => {
    const panel = await open();
    const before = fixture.reads.length;
    fixture.correct(OTHER, 3600);
    await settle();
    assert.equal(fixture.reads.length, before);
    fixture.correct(LOG_LINE.uri, 3600);
    await settle();
    assert.equal(fixture.reads.length, before + 1);
    assert.equal(panel.view.logs[0]?.lane?.offsetSeconds, 3600);
  });

  it('are not read for a panel that nobody sees', async () => {
    const panel = await open();
    const before = fixture.reads.length;
    panel.become({ visible: false });
    addLogs(OTHER);
    fixture.correct(LOG_LINE.uri, 60);
    await settle();
    assert.equal(fixture.reads.length, before);
    panel.become({ visible: true });
    await settle();
    assert.equal(fixture.reads.length, before + 2);
  });

  it('are read again when their log has another text, once for a burst', async () => {
    const panel = await open();
    const before = fixture.reads.length;
    for (let change = 0; change < 5; change += 1) fixture.window.changes(LOG_LINE.uri);
    fixture.windows.set(LOG_LINE.uri, windowWith('another'));
    while (panel.view.logs[0]?.lane?.marks[0]?.text !== 'another') await settle();
    assert.equal(fixture.reads.length, before + 1);
  });

  it('say what is to be known of a log that was read', async () => {
    fixture.windows.set(LOG_LINE.uri, { ...windowWith('joined'), notes: ['brokenGzip', 'binary'] });
    const { view } = await open();
    assert.equal(
      view.logs[0]?.message,
      'It is packed and damaged, or ends early: this is what could be unpacked. It looks like a binary file.',
    );
  });

  it('say how far a long reading is, and are not read on when that is cancelled', async () => {
    let reading: LogReadOptions = {};
    fixture.slow = (options) => {
      reading = options;
      const { promise, reject } = Promise.withResolvers<LogWindow>();
      options.signal?.addEventListener('abort', () => reject(new FileError('cancelled')));
      return promise;
    };
    const { now } = performance;
    let passed = 0;
    performance.now = () => now.call(performance) + passed;
    try {
      const panel = await open();
      reading.onProgress?.({ bytes: 1, total: 4 });
      assert.equal(panel.view.logs[0]?.share, undefined, 'a short reading needs no word');
      passed = 600;
      reading.onProgress?.({ bytes: 2, total: 4 });
      assert.deepEqual([panel.view.logs[0]?.state, panel.view.logs[0]?.share], ['reading', 0.5]);
      await panel.says({ type: 'cancelLog', uri: LOG_LINE.uri });
      assert.equal(reading.signal?.aborted, true);
      fixture.correct(LOG_LINE.uri, 60);
      await settle();
      const [cancelled] = panel.view.logs;
      assert.deepEqual(
        [cancelled?.state, cancelled?.share, cancelled?.message],
        ['failed', undefined, 'The reading of app.log was cancelled.'],
      );
      assert.equal(fixture.reads.length, 1, 'not until it is asked for');
      fixture.slow = undefined;
      await panel.says({ type: 'readLog', uri: LOG_LINE.uri });
      await settle();
      assert.deepEqual([panel.view.logs[0]?.state, fixture.reads.length], ['ready', 2]);
    } finally {
      performance.now = now;
    }
  });

  it('lead to a line of a log of theirs, and of no other', async () => {
    const panel = await open();
    await panel.says({ type: 'goToMark', uri: OTHER, offset: 300 });
    assert.deepEqual(fixture.asked, []);
    await panel.says({ type: 'goToMark', uri: LOG_LINE.uri, offset: 300 });
    assert.deepEqual(fixture.asked, [[LOG_LINE.uri, 300]]);
  });
});
