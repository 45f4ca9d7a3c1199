import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { ask, askRaw, assertError, start } from './support.ts';

const seed = JSON.parse(readFileSync('test/fixtures/get-call.seed.json', 'utf8'));

describe('sandbox: GET /calls/{sessionId}', () => {
  it('answers the API reference’s example with its exact values', async () => {
    const { status, body, headers } = await ask(await start(), `/calls/${seed.data.sessionId}`);
    assert.equal(status, 200);
    assert.deepEqual(body, seed);
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
  });

  it('answers every sample with the raw value it announced', async () => {
    const sandbox = await start();
    for (const { sessionId, raw } of sandbox.calls) {
      const { status, body } = await ask(sandbox, `/calls/${encodeURIComponent(sessionId)}`);
      assert.deepEqual({ status, data: body.data }, { status: 200, data: raw });
    }
  });

  it('decodes the segment once', async () => {
    for (const sessionId of ['a%2Fb', '../users', 'a b', '😀 call', 'x?y#z', '%', 'ünïcode', 'a+b']) {
      const sandbox = await start({ calls: [{ sessionId, initiatedAt: 1790000000 }], samples: false });
      const { body } = await ask(sandbox, `/calls/${encodeURIComponent(sessionId)}`);
      assert.equal(body.data?.sessionId, sessionId);
      assertError(
        await ask(sandbox, `/calls/${encodeURIComponent(encodeURIComponent(sessionId) + '!')}`),
        404,
        'ERR_CALL_SESSION_NOT_FOUND',
      );
    }
  });

  it('does not resolve dot segments', async () => {
    const sandbox = await start();
    const headers = { apikey: sandbox.apiKey };
    assertError(await askRaw(sandbox, '/v3/calls/../calls/team-standup', headers), 404, 'ERR_API_NOT_FOUND');
    assertError(await askRaw(sandbox, '/v3/calls/..', headers), 404, 'ERR_CALL_SESSION_NOT_FOUND');
  });

  it('carries the five newest of eight transcriptions', async () => {
    const sandbox = await start();
    const call = sandbox.calls.find(({ raw }) => raw['hasTranscription'] === true);
    const { body } = await ask(sandbox, `/calls/${call?.sessionId}`);
    const all = await ask(sandbox, `/calls/${call?.sessionId}/transcriptions`);
    assert.equal(all.body.data.length, 8);
    assert.deepEqual(body.data.transcriptions, all.body.data.slice(0, 5));
  });

  it('answers for a caller’s calls: added ones, and one in a sample’s place', async () => {
    const added = { sessionId: 'added', initiatedAt: 1790000000, unknown: { kept: [1, null] } };
    const replaced = { sessionId: 'team-standup', initiatedAt: 1790000001 };
    const sandbox = await start({ calls: [added, replaced] });
    assert.deepEqual((await ask(sandbox, '/calls/added')).body.data, added);
    assert.deepEqual((await ask(sandbox, '/calls/team-standup')).body.data, replaced);
    assert.equal(sandbox.calls.filter(({ sessionId }) => sessionId === 'team-standup').length, 1);
    assert.equal(sandbox.calls.at(-1)?.sessionId, 'added');
  });

  it('takes the app id in front of the path, as CometChat’s hosts carry it', async () => {
    const sandbox = await start();
    const root = new URL(sandbox.baseUrl).origin;
    const response = await fetch(`${root}/apps/${sandbox.appId}/v3/calls/team-standup`, {
      headers: { apikey: sandbox.apiKey },
    });
    assert.equal(response.status, 200);
  });
});

describe('sandbox: onBehalfOf', () => {
  const path = `/calls/${seed.data.sessionId}`;

  it('answers for who called, who was called and who took part', async () => {
    const sandbox = await start();
    for (const onBehalfOf of ['superhero8', 'superhero2']) {
      assert.equal((await ask(sandbox, path, { onBehalfOf })).status, 200);
    }
    const bridge = sandbox.calls.find(({ raw }) => raw['receiver'] === 'grp-incident-0917');
    assert.equal((await ask(sandbox, `/calls/${bridge?.sessionId}`, { onBehalfOf: 'dba-chen' })).status, 200);
  });

  it('takes parties that are objects', async () => {
    const sandbox = await start({
      calls: [
        { sessionId: 'x', initiator: { uid: 'caller' }, receiver: { uid: 'called' }, receiverType: 'user' },
      ],
    });
    for (const onBehalfOf of ['caller', 'called']) {
      assert.equal((await ask(sandbox, '/calls/x', { onBehalfOf })).status, 200);
    }
  });

  it('refuses someone who was not in the call', async () => {
    assertError(await ask(await start(), path, { onBehalfOf: 'agent-lena' }), 403, 'ERR_CALL_NOT_A_PART');
  });

  it('refuses someone who exists nowhere, a group among them', async () => {
    const sandbox = await start();
    for (const onBehalfOf of ['nobody', 'grp-incident-0917']) {
      assertError(await ask(sandbox, path, { onBehalfOf }), 404, 'ERR_UID_NOT_FOUND');
      assertError(await ask(sandbox, '/calls', { onBehalfOf }), 404, 'ERR_UID_NOT_FOUND');
    }
  });

  it('holds for transcriptions', async () => {
    assertError(
      await ask(await start(), `${path}/transcriptions`, { onBehalfOf: 'agent-lena' }),
      403,
      'ERR_CALL_NOT_A_PART',
    );
  });
});
