import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import dns from 'node:dns';
import { FAILURE_REASONS, type FailureReason } from '../../src/core/failure/model.ts';
import { closedPort, startProxy, startServer } from '../support/http/servers.ts';
import {
  SEED,
  run,
  lookUp,
  addConnection,
  removeConnection,
  withSetting,
  assertFailed,
  type Result,
} from './support/extension.ts';
import { connectSandbox, type ConnectedSandbox } from './support/servers.ts';

const KEY = 'f'.repeat(8) + '0123456789abcdef'.repeat(2);
/** An app nobody has: its host is never asked, because the name is not resolved or the proxy does not let it through. */
const DERIVED = { appId: '0123456789abcd', region: 'in', apiKey: KEY, name: 'Derived host' };

/** Every reason, each reached through a real command, against real servers. */
const reached = new Map<FailureReason, () => Promise<Result>>();
let connected: ConnectedSandbox;

async function ask(sessionId: string = SEED, more: object = {}): Promise<Result> {
  return run<Result>('refresh', {
    sessionId,
    connectionId: connected.connectionId,
    ...more,
  });
}

async function answered(respond: (response: ServerResponse) => void, sessionId: string): Promise<Result> {
  connected.intercept((_request, response) => respond(response));
  try {
    return await ask(sessionId);
  } finally {
    connected.intercept(undefined);
  }
}

async function onConnection(given: Parameters<typeof addConnection>[0], sessionId: string): Promise<Result> {
  const connectionId = await addConnection(given);
  try {
    return await lookUp({ sessionId, connectionId });
  } finally {
    await removeConnection(connectionId);
  }
}

const error = (status: number, code: string) => (response: ServerResponse) => {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ error: { code, message: `about ${connected.sandbox.apiKey}` } }));
};

reached.set('invalidSessionId', () => lookUp('..'));
reached.set('wrongApp', () =>
  lookUp('v1.in.00000000000000.17000000000123456789abcdef0123456789abcdef01234567'),
);
reached.set('noApiKey', () => answered(error(401, 'AUTH_ERR_EMPTY_APIKEY'), 'no-key'));
// A connection of its own: while its key is refused, no other of its requests is sent.
reached.set('badApiKey', () =>
  onConnection(
    { appId: '31780434a95d45', endpoint: connected.sandbox.baseUrl, region: 'us', apiKey: KEY },
    SEED,
  ),
);
reached.set('noAccess', () =>
  onConnection(
    {
      appId: '31780434a95d45',
      endpoint: connected.sandbox.baseUrl,
      region: 'us',
      apiKey: connected.sandbox.authKey,
    },
    SEED,
  ),
);
reached.set('notFound', () => ask('nobody-knows-this'));
reached.set('notAPart', () => ask(SEED, { onBehalfOf: 'agent-lena' }));
reached.set('userNotFound', () => ask(SEED, { onBehalfOf: 'nobody' }));
reached.set('serverError', () => answered((response) => response.writeHead(500).end(), 'server-error'));
reached.set('badResponse', () =>
  answered(
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Sign in</h1>'),
    'html',
  ),
);
reached.set('tooLarge', () =>
  answered((response) => response.end(`{"data":{"x":"${'x'.repeat(20_000_000)}"}}`), 'large'),
);
reached.set('rateLimited', async () => {
  const limited = await connectSandbox({ requestsPerMinute: 1 });
  try {
    await lookUp({ sessionId: 'first', connectionId: limited.connectionId });
    return await lookUp({ sessionId: 'second', connectionId: limited.connectionId });
  } finally {
    await limited.dispose();
  }
});
reached.set('offline', async () =>
  onConnection({ ...DERIVED, endpoint: `http://127.0.0.1:${await closedPort()}/v3` }, 'offline'),
);
reached.set('unknownHost', async () => {
  const { lookup } = dns;
  // The one thing that cannot be had here: a resolver that says that there is no such host.
  const none = (host: string, ...rest: unknown[]) => {
    const callback = rest.at(-1) as (error: Error) => void;
    callback(Object.assign(new Error('no such host'), { code: 'ENOTFOUND', hostname: host }));
  };
  Object.assign(dns, { lookup: none });
  try {
    return await onConnection(DERIVED, 'unknown-host');
  } finally {
    Object.assign(dns, { lookup });
  }
});
reached.set('tls', async () => {
  const server = await startServer((_request, response) => response.end('{}'), 'self-signed');
  try {
    return await onConnection({ ...DERIVED, endpoint: `${server.origin}/v3` }, 'tls');
  } finally {
    await server.close();
  }
});
reached.set('proxy', async () => {
  const proxy = await startProxy({ authorization: 'Basic nobody-knows' });
  const result = await withSetting('http.proxy', proxy.origin, () => onConnection(DERIVED, 'proxy'));
  assert.deepEqual(
    proxy.requests.map(({ target }) => target),
    ['0123456789abcd.call-in.cometchat.io:443'],
  );
  await proxy.close();
  return result;
});
reached.set('timeout', () =>
  withSetting('cometchatCalls.request.timeoutSeconds', 1, () => answered(() => undefined, 'timeout')),
);
reached.set('cancelled', async () => {
  const cancelled = { sessionId: 'cancelled', connectionId: connected.connectionId };
  return answered(() => void run('cancelLookUp', cancelled), 'cancelled');
});

describe('Every failure reason is reached in the host', () => {
  before(async () => {
    connected = await connectSandbox();
  });
  after(() => connected.dispose());

  it('noConnection', async () => {
    await connected.dispose();
    const result = await lookUp('team-standup');
    connected = await connectSandbox();
    assertFailed(result, 'noConnection');
  });

  for (const reason of FAILURE_REASONS.filter((one) => one !== 'noConnection')) {
    it(reason, async () => {
      const reach = reached.get(reason);
      assert.ok(reach, `nothing reaches ${reason}`);
      const result = await reach();
      assertFailed(result, reason);
      assert.ok(!JSON.stringify(result).includes(connected.sandbox.apiKey), 'no key in what a caller gets');
    });
  }

  it('refuses ids that cannot be sent, each with its sentence', async () => {
    const before = connected.requests.length;
    for (const id of ['', '   ', 'x'.repeat(10_000), 'one\ntwo', '.', '..', 'nul\u0000', '\ud800']) {
      assertFailed(await lookUp({ sessionId: id, connectionId: connected.connectionId }), 'invalidSessionId');
    }
    assert.equal(connected.requests.length, before);
  });

  it('says that an answer is not a call, whatever it is instead', async () => {
    const bodies = [
      '',
      'null',
      '[]',
      '{}',
      '"call"',
      '{"data":null}',
      '{"data":[]}',
      '{"data":[{"a":1},{"b":2}]}',
      '{"data":{"sessionId":"x"',
      '<!doctype html>',
    ];
    for (const [index, body] of bodies.entries()) {
      assertFailed(await answered((response) => response.end(body), `not-a-call-${index}`), 'badResponse');
    }
    const cut = await answered(
      (response) =>
        response.writeHead(200, { 'content-length': '5000' }).write('{"data":', () => response.destroy()),
      'cut',
    );
    assertFailed(cut, 'badResponse');
  });
});
