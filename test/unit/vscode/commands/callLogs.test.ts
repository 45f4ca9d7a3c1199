/** The logs of a call, by command: what is said of them, and what is asked where a call has none. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FileError } from '../../../../src/core/fileCalls/model.ts';
import { callLogHandlers } from '../../../../src/vscode/commands/callLogs.ts';
import { call, NOW, settle } from '../../core/support.ts';
import { commandsOf } from '../support/commands.ts';
import { LookUpsFixture } from '../support/lookUpsFixture.ts';

const LOG = 'file:///logs/app.log';

describe('vscode logs of a call', () => {
  let fixture: LookUpsFixture;
  beforeEach(() => {
    const Uri = {
      parse: (uri: string) => ({ scheme: 'file', path: uri.slice('file://'.length), toString: () => uri }),
    };
    const window = { tabGroups: { all: [] }, showOpenDialog: () => Promise.resolve(undefined) };
    fixture = new LookUpsFixture({ fs: { stat: () => Promise.resolve({ type: 1 }) } }, Uri, {}, window);
    fixture.add('a');
  });
  afterEach(() => fixture.dispose());

  it('are said to be added and removed: a panel that nobody sees does not tell', async () => {
    const run = commandsOf(callLogHandlers(fixture.services));
    assert.equal(await run['cometchatCalls.addLog']({ sessionId: 'a', uri: LOG }, []), LOG);
    assert.deepEqual(fixture.get('a')?.logs?.uris, [LOG]);
    await run['cometchatCalls.removeLog']({ sessionId: 'a' }, []);
    assert.deepEqual(fixture.get('a')?.logs?.uris, []);
    assert.deepEqual(fixture.user.statuses, ['Added app.log to the call', 'Removed app.log from the call']);
  });

  it('that are read for long can be cancelled: then nothing is handed on, and that is said', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const window = {
      withProgress: (_: object, run: (progress: object, token: object) => unknown) =>
        run({}, { onCancellationRequested: (cancel: () => void) => cancel() }),
    };
    const readWindow = (
      _uri: unknown,
      _window: unknown,
      _id: string,
      { signal }: { signal: AbortSignal },
    ) => {
      const { promise, reject } = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => reject(new FileError('cancelled')));
      return promise;
    };
    const Uri = { parse: (uri: string) => ({ scheme: 'file', path: uri, toString: () => uri }) };
    const writeFile = () => assert.fail('nothing is written');
    const slow = new LookUpsFixture(
      { fs: { writeFile } },
      Uri,
      { logs: { window: readWindow } as never },
      window,
    );
    const raw = { sessionId: 'b', startedAt: NOW / 1000 - 60, endedAt: NOW / 1000 };
    const { key } = slow.add('b', {
      kind: 'ready',
      answer: { call: call(raw), raw, fetchedAt: NOW },
    });
    slow.known.store.mark(key, { logs: [LOG] }, NOW);
    try {
      const saving = slow.commands['cometchatCalls.saveTimeline'](
        { sessionId: 'b', uri: 'file:///b.svg' },
        [],
      );
      const refused = assert.rejects(Promise.resolve(saving), /The reading of app\.log was cancelled\./);
      await settle();
      mock.timers.tick(1_000);
      await refused;
    } finally {
      mock.timers.reset();
      slow.dispose();
    }
  });

  it('are asked for where lines of them are to be copied and there are none; without one, nothing is', async () => {
    fixture.user.does({ pick: 'Choose a File…' });
    await fixture.commands['cometchatCalls.copyWithLogLines']({ sessionId: 'a' }, []);
    assert.deepEqual([fixture.user.isDone, fixture.user.clipboard, fixture.user.statuses], [true, '', []]);
  });
});
