/** What is read of a log, before anything is shown of it. */
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { CallLogs } from '../../../../src/vscode/callLogs/index.ts';
import { standIn } from '../support/vscodeStub.ts';

describe('vscode logs of a call: webhook events', () => {
  const uri = { scheme: 'file', path: '/a.log', fsPath: '/a.log', toString: () => 'file:///a.log' } as never;

  function logs(...sessionIds: readonly string[]) {
    standIn({ workspace: { textDocuments: [] } });
    const events = sessionIds.map((sessionId) => ({ sessionId, trigger: 'call_ended', kind: 'ended' }));
    return new CallLogs({
      reader: { readWebhooks: () => Promise.resolve(events) },
      clocks: { correctionOf: () => ({ offsetSeconds: 0 }) },
      readerTime: { zone: 'UTC' },
      logger: { error: assert.fail },
      redact: (text: string) => text.replaceAll('a-key', '[API key]'),
      keysRead: () => Promise.resolve(),
    } as unknown as ConstructorParameters<typeof CallLogs>[0]);
  }

  it('name no call by a key: somebody wrote it in the place of an id', async () => {
    const events = await logs('one', 'a-key', 'two').webhooks(uri, undefined);
    assert.deepEqual(
      events.map(({ sessionId }) => sessionId),
      ['one', 'two'],
    );
  });
});
