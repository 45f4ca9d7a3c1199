import assert from 'node:assert/strict';
import type { CallFilter } from '../../src/core/callList/model.ts';
import type { RawCall } from '../../src/sandbox/index.ts';
import { run } from './support/extension.ts';
import { connectedSuite, type ConnectedSandbox } from './support/servers.ts';

const CALLS = 10_000;
const NEWEST = Math.floor(Date.now() / 1000) - 60;
const STATUSES = ['ended', 'unanswered', 'rejected', 'canceled', 'ended', 'busy', 'ongoing', 'ended'];

/** Calls five minutes from each other, back from a minute ago. */
const calls = Array.from({ length: CALLS }, (_, n): RawCall => {
  const status = STATUSES[n % STATUSES.length];
  return {
    sessionId: `listed-${n}`,
    type: n % 2 === 0 ? 'video' : 'audio',
    mode: 'call',
    status,
    initiator: `caller-${n % 50}`,
    receiver: `callee-${n % 70}`,
    receiverType: 'user',
    initiatedAt: NEWEST - 300 * n,
    totalParticipants: 2,
    hasRecording: n % 10 === 0,
  };
});

describe('Recent calls, in the extension', () => {
  let connected: ConnectedSandbox;
  const queries = () =>
    connected.requests.map(({ url }) => {
      const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
      return { path: pathname, ...Object.fromEntries(searchParams) };
    });

  connectedSuite((opened) => (connected = opened), { calls, samples: false });

  /** Applies a filter, as its command does for a caller that gives one, and waits for so many requests in all. */
  async function apply(filter: CallFilter, requests: number): Promise<void> {
    const { connectionId } = connected;
    await run('filterRecentCalls', { connectionId, filter });
    await connected.asked(requests);
  }

  const more = (argument: object = {}) =>
    run('loadMoreCalls', {
      connectionId: connected.connectionId,
      filterId: 'temporary',
      ...argument,
    });

  it('a filter is opened with one request for a page, and none for the calls on it', async () => {
    await apply({ type: 'video', uid: 'caller-2' }, 1);
    assert.deepEqual(queries(), [
      { path: '/v3/calls', type: 'video', uid: 'caller-2', page: '1', perPage: '100' },
    ]);
  });

  it('goes on by pages to the end, and then asks for nothing', async () => {
    await more();
    assert.equal(connected.requests.length, 2);
    await more({ all: true });
    const there = connected.requests.length;
    assert.ok(there <= 4, `${there} requests for 200 calls`);
    await more();
    assert.equal(connected.requests.length, there);
  });

  it('asks for each status, and not for what is filtered here', async () => {
    const before = connected.requests.length;
    await apply(
      { statuses: ['unanswered', 'rejected'], time: { kind: 'last', amount: 12, unit: 'hours' } },
      before + 2,
    );
    assert.deepEqual(queries().slice(before), [
      { path: '/v3/calls', status: 'unanswered', page: '1', perPage: '100' },
      { path: '/v3/calls', status: 'rejected', page: '1', perPage: '100' },
    ]);
  });

  it('refuses what is no filter, and asks for nothing', async () => {
    const before = connected.requests.length;
    for (const filter of ['video', { type: 'fax' }, { uid: '' }, { colour: 'red' }, { statuses: [] }]) {
      await assert.rejects(
        Promise.resolve(
          run('filterRecentCalls', {
            connectionId: connected.connectionId,
            filter,
          }),
        ),
        /no filter of calls/,
      );
    }
    assert.equal(connected.requests.length, before);
  });

  it('loads a refused list again once its key is replaced', async () => {
    const { connectionId, sandbox } = connected;
    connected.intercept((_request, response) =>
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error: { code: 'AUTH_ERR_APIKEY_NOT_FOUND', message: sandbox.apiKey } })),
    );
    const before = connected.requests.length;
    await apply({ hasRecording: true }, before + 1);
    connected.intercept(undefined);
    const { apiKey } = sandbox;
    // Another key first: one that is entered again unchanged changes nothing.
    for (const key of [sandbox.authKey, apiKey]) {
      await run('replaceApiKey', { connectionId, apiKey: key });
    }
    await connected.asked(before + 2, ({ status }) => status === 200);
    assert.ok(
      queries().every(({ path }) => path === '/v3/calls'),
      'no call was asked for by itself',
    );
  });

  it('keeps a filter under a name, with what it has loaded', async () => {
    const { connectionId } = connected;
    const before = connected.requests.length;
    await apply({ hasTranscription: true }, before + 1);
    await run('saveFilter', {
      connectionId,
      filterId: 'temporary',
      name: 'With words',
    });
    assert.equal(connected.requests.length, before + 1, 'what is loaded goes on under the name');
  });
});
