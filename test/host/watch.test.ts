import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { lookUpKey, type AttemptsView } from '../../src/core/lookUp/model.ts';
import { run, lookUp, withSetting } from './support/extension.ts';
import { connectedSuite, type ConnectedSandbox } from './support/servers.ts';

const REFUSED = JSON.stringify({ error: { code: 'AUTH_ERR_NO_ACCESS', message: 'no' } });

const watch = (argument: object) => run('watchCall', argument);
const unwatch = (argument?: object) => run('unwatchCall', argument);

/** Resolves once nothing is watched any more: told by the command's refusal, asked after every answer. */
async function isAnythingWatched(): Promise<boolean> {
  try {
    await unwatch();
    return true;
  } catch (error) {
    assert.match(String(error), /No call is being watched/);
    return false;
  }
}

describe('Telling when a call ends', () => {
  const began = Math.floor(Date.now() / 1000) - 60;
  let connected: ConnectedSandbox;
  connectedSuite((opened) => (connected = opened));

  /** Answers as ongoing, and from the given request on, counted from 1, as ended. */
  function endsAt(request: number, sessionId: string) {
    const heard = { requests: 0, ended: Promise.withResolvers<void>() };
    connected.intercept((_message: IncomingMessage, response: ServerResponse) => {
      heard.requests += 1;
      const over = heard.requests >= request;
      const data = {
        sessionId,
        status: over ? 'ended' : 'ongoing',
        initiatedAt: began,
        startedAt: began,
        ...(over ? { endedAt: began + 60, recordings: [{ rid: 'r' }], transcriptions: [{ tid: 't' }] } : {}),
        initiator: 'ana',
        receiver: 'leo',
      };
      response.once('finish', () => over && heard.ended.resolve());
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
    });
    return heard;
  }

  it('asks until it ends, though no panel shows it, and no longer', async () => {
    const sessionId = 'ends-while-it-is-watched';
    const target = { sessionId, connectionId: connected.connectionId };
    const heard = endsAt(2, sessionId);
    await withSetting('cometchatCalls.refreshSeconds', 0, async () => {
      await lookUp(target);
      assert.equal(await watch(target), true);
      assert.equal(await watch(target), true, 'and is watched once');
      await heard.ended.promise;
      const last = await lookUp(target);
      assert.equal(last.ok && last.call.status, 'ended');
      assert.equal(heard.requests, 2, 'one look-up, one poll; what came of it is the answer everybody has');
      assert.equal(await isAnythingWatched(), false);
      await assert.rejects(watch(target), /not under way/);
    });
    connected.intercept(undefined);
  });

  it('is taken back', async () => {
    const sessionId = 'watched-no-more';
    const target = { sessionId, connectionId: connected.connectionId };
    const heard = endsAt(99, sessionId);
    await lookUp(target);
    await watch(target);
    await unwatch(target);
    assert.equal(await isAnythingWatched(), false);
    assert.equal(heard.requests, 1);
    connected.intercept(undefined);
  });
});

describe('Other attempts', () => {
  const PARTIES = { initiator: 'ana', receiver: 'leo', receiverType: 'user', type: 'audio', mode: 'call' };
  const at = Math.floor(Date.UTC(2026, 0, 5, 12) / 1000);
  const calls = [0, 30, 60].map((after, index) => ({
    ...PARTIES,
    sessionId: `missed-${index}`,
    status: 'unanswered',
    initiatedAt: at + after,
    endedAt: at + after + 20,
  }));
  const answered = {
    ...PARTIES,
    sessionId: 'answered-at-last',
    status: 'ended',
    initiatedAt: at + 90,
    startedAt: at + 95,
    endedAt: at + 155,
  };
  let connected: ConnectedSandbox;
  connectedSuite((opened) => (connected = opened), { samples: false, calls: [...calls, answered] });

  const find = async (sessionId: string, connectionId: string) => {
    const result = await lookUp({ sessionId, connectionId });
    assert.ok(result.ok, result.ok ? '' : result.message);
    const key = lookUpKey({ sessionId, connectionId, onBehalfOf: undefined });
    return run<AttemptsView>('findAttempts', { key });
  };

  it('are found with one request, which is not sent before somebody asks', async () => {
    const { connectionId, requests } = connected;
    await lookUp({ sessionId: answered.sessionId, connectionId });
    assert.equal(requests.filter(({ url }) => url.includes('/calls?')).length, 0);
    const view = await find(answered.sessionId, connectionId);
    assert.equal(view.sentence, '4th attempt in 1 min 30 s, three unanswered');
    assert.deepEqual(
      view.items.map(({ sessionId, offset }) => [sessionId, offset]),
      [
        ['missed-0', '−1 min 30 s'],
        ['missed-1', '−1 min'],
        ['missed-2', '−30 s'],
        ['answered-at-last', undefined],
      ],
    );
    const lists = requests.filter(({ url }) => url.includes('/calls?'));
    assert.deepEqual([lists.length, lists[0]?.url.includes('uid=ana')], [1, true]);
  });

  it('say why they could not be had', async () => {
    const { connectionId } = connected;
    await lookUp({ sessionId: 'missed-0', connectionId });
    connected.intercept((_request, response) => response.writeHead(403).end(REFUSED));
    const key = lookUpKey({ sessionId: 'missed-0', connectionId, onBehalfOf: undefined });
    const view = await run<AttemptsView>('findAttempts', { key });
    connected.intercept(undefined);
    assert.equal(view.state, 'failed');
    assert.ok((view.failure ?? '').length > 20, view.failure);
  });

  it('are found in the sandbox of the sample calls', async () => {
    const { calls: samples } = await run<{
      calls: readonly { sessionId: string }[];
    }>('exploreSampleCalls');
    const [first] = samples;
    assert.ok(first);
    const view = await find(first.sessionId, 'sandbox');
    assert.equal(view.state, 'ready');
    assert.notEqual(view.lookedAt, undefined);
  });
});
