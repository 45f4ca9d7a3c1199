import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  SEED,
  run,
  lookUp,
  addConnection,
  removeConnection,
  assertFailed,
  type Result,
} from './support/extension.ts';
import { connectedSuite, type ConnectedSandbox } from './support/servers.ts';

describe('Looking a call up by command', () => {
  let connected: ConnectedSandbox;
  connectedSuite((opened) => (connected = opened));

  it('gives the call and exactly what the server sent, for every sample call', async () => {
    for (const { sessionId, raw, title } of connected.sandbox.calls) {
      const result = await lookUp(sessionId);
      assert.ok(result.ok, `${title}: ${JSON.stringify(result)}`);
      assert.equal(result.call.sessionId, sessionId);
      const sent = {
        ...raw,
        ...(Array.isArray(raw['transcriptions'])
          ? { transcriptions: raw['transcriptions'].slice(0, 5) }
          : {}),
      };
      assert.deepEqual(result.raw, sent, title);
      assert.deepEqual(result.call.warnings, [], title);
    }
  });

  it('reads the API reference’s own call: parties, ring time, duration', async () => {
    const result = await lookUp(SEED);
    assert.ok(result.ok);
    const { call } = result;
    assert.deepEqual([call.initiator?.id, call.receiver?.id], ['superhero8', 'superhero2']);
    assert.equal(((call.startedAt ?? 0) - (call.initiatedAt ?? 0)) / 1000, 14);
    assert.equal(call.durationSeconds, 19);
  });

  it('shares one request among callers, and answers an ended call from what it knows', async () => {
    const before = connected.requests.length;
    const id = 'v1.us.31780434a95d45.17000000000123456789abcdef0123456789abcdef01234567';
    const results = await Promise.all([lookUp(id), lookUp(id), lookUp(` ${id} `)]);
    for (const result of results) assertFailed(result, 'notFound');
    assert.equal(connected.requests.length, before + 1);
    await lookUp(SEED);
    assert.equal(connected.requests.length, before + 1);
  });

  it('sends any string as one path segment, encoded once', async () => {
    for (const id of [
      '../users',
      'a%2Fb',
      'two words',
      '☎️ standup',
      'a/b?c#d',
      '%2e%2e',
      "it's <b>&amp;</b>",
    ]) {
      const result = await lookUp({ sessionId: id, connectionId: connected.connectionId });
      assertFailed(result, 'notFound');
      assert.equal(connected.requests.at(-1)?.url, `/v3/calls/${encodeURIComponent(id)}`);
    }
  });

  it('asks as the user that is named', async () => {
    const result = await run<Result>('lookUpCallAsUser', {
      sessionId: SEED,
      onBehalfOf: 'superhero2',
      reveal: false,
    });
    assert.ok(result.ok);
    assert.equal(connected.requests.at(-1)?.onBehalfOf, 'superhero2');
  });

  it('tells the call asked as a user from the call asked as nobody', async () => {
    const raw = async (onBehalfOf?: string) => {
      const target = { sessionId: SEED, connectionId: connected.connectionId, onBehalfOf };
      await run('openRawJson', target);
      return vscode.window.activeTextEditor?.document.uri.query;
    };
    assert.equal(await raw(), JSON.stringify([connected.connectionId, SEED, null]));
    assert.equal(await raw('superhero2'), JSON.stringify([connected.connectionId, SEED, 'superhero2']));
  });

  it('takes an array of one as the call, and tells of what is odd in an answer instead of failing', async () => {
    const id = 'odd-answers';
    const ask = () =>
      run<Result>('refresh', {
        sessionId: id,
        connectionId: connected.connectionId,
      });
    connected.intercept((_request, response) =>
      response.end(JSON.stringify({ data: [{ sessionId: id, status: 'ended', extra: { kept: true } }] })),
    );
    const one = await ask();
    assert.ok(one.ok);
    assert.deepEqual(one.raw, { sessionId: id, status: 'ended', extra: { kept: true } });
    const wrong = Object.fromEntries(
      Object.keys(connected.sandbox.calls[0]?.raw ?? {}).map((field) => [field, { wrong: 1 }]),
    );
    connected.intercept((_request, response) => response.end(JSON.stringify({ data: wrong })));
    const odd = await ask();
    connected.intercept(undefined);
    assert.ok(odd.ok);
    assert.equal(odd.call.sessionId, id);
    assert.ok(odd.call.warnings.some(({ path }) => path === 'participants'));
  });

  it('never sends an id to another app: it says whose it is instead', async () => {
    const before = connected.requests.length;
    const foreign = 'v1.eu.2574867a1b2c3d.17000000000123456789abcdef0123456789abcdef01234567';
    assertFailed(await lookUp(foreign), 'wrongApp');
    assert.equal(connected.requests.length, before);
  });

  it('asks a connection of a custom host for any id only when it is named on purpose', async () => {
    const foreign = 'v1.eu.2574867a1b2c3d.17000000000123456789abcdef0123456789abcdef01234567';
    assertFailed(await lookUp({ sessionId: foreign, connectionId: connected.connectionId }), 'notFound');
  });

  it('uses the new key after it was replaced, and no cached answer of the old one', async () => {
    const { connectionId, sandbox } = connected;
    await run('replaceApiKey', {
      connectionId,
      apiKey: sandbox.authKey,
    });
    assertFailed(await lookUp(SEED), 'noAccess');
    await run('replaceApiKey', {
      connectionId,
      apiKey: `  ${sandbox.apiKey}\n`,
    });
    const again = await run<Result>('refresh', {
      sessionId: SEED,
      connectionId,
    });
    assert.ok(again.ok);
  });

  it('tests a connection with one List Calls request', async () => {
    const { connectionId } = connected;
    assert.equal(await run('testConnection', { connectionId }), true);
    assert.equal(connected.requests.at(-1)?.url, '/v3/calls?perPage=1');
  });

  it('refuses a connection with a value it cannot use, and never repeats the key', async () => {
    const good = { appId: '31780434a95d45', region: 'us', apiKey: 'k'.repeat(40) };
    for (const wrong of [
      { appId: 'not an app' },
      { region: 'mars' },
      { endpoint: 'http://calls.example.com/v3' },
      { endpoint: 'https://user:word@calls.example.com/v3' },
      { endpoint: 'https://calls.example.com/v3?x=1' },
      { apiKey: `two words ${'k'.repeat(20)}` },
      { apiKey: '' },
      { name: '' },
    ]) {
      const adding = run('addConnection', { ...good, ...wrong });
      await assert.rejects(
        adding,
        (error: Error) => error.message.length > 10 && !error.message.includes('kkkk'),
      );
    }
  });

  it('trims a key that came with spaces and line breaks around it', async () => {
    const { appId, baseUrl, apiKey } = connected.sandbox;
    const id = await addConnection({
      name: 'Padded',
      appId,
      region: 'us',
      endpoint: baseUrl,
      apiKey: `\n ${apiKey} \r\n`,
    });
    const result = await lookUp({ sessionId: SEED, connectionId: id });
    await removeConnection(id);
    assert.ok(result.ok);
  });

  it('opens what the server sent as a read-only JSON document', async () => {
    await run('openRawJson', {
      sessionId: SEED,
      connectionId: connected.connectionId,
    });
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'cometchat-call');
    assert.equal(document?.languageId, 'json');
    assert.deepEqual(JSON.parse(document.getText()), connected.sandbox.calls[0]?.raw);
  });
});
