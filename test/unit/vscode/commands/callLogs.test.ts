/** The logs of a call, by command: what is said of them, and what is asked where a call has none. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { callLogHandlers } from '../../../../src/vscode/commands/callLogs.ts';
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

  it('are asked for where lines of them are to be copied and there are none; without one, nothing is', async () => {
    fixture.user.does({ pick: 'Choose a File…' });
    await fixture.commands['cometchatCalls.copyWithLogLines']({ sessionId: 'a' }, []);
    assert.deepEqual([fixture.user.isDone, fixture.user.clipboard, fixture.user.statuses], [true, '', []]);
  });
});
