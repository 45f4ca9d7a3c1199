/** A server that repeats the key in what it answers: nothing that is shown, kept or handed on may hold it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SeenKeys } from '../../../src/core/connection/index.ts';
import { startAnswering, startServer } from '../../support/http/servers.ts';
import { bench, KEY, use } from './harness.ts';

const base64 = Buffer.from(`apikey=${KEY}`).toString('base64');

/** A call with the key in every text of it, in the names of fields, and as PHP writes JSON. */
const call = {
  sessionId: `team-${KEY}`,
  status: KEY,
  initiator: {
    uid: KEY,
    name: `Ana ${KEY.toUpperCase()}`,
    avatar: `https://x.test/?k=${encodeURIComponent(KEY)}`,
  },
  receiver: KEY,
  participants: [{ uid: `${KEY}-2`, state: KEY, deviceId: `${KEY}@rtc/x` }],
  recordings: [{ rid: KEY, recording_url: `https://x.test/${KEY}` }],
  metaData: { [KEY]: [[KEY, base64, 7, null, true]], __proto__x: { deep: JSON.stringify({ apikey: KEY }) } },
};

function assertNone(value: unknown): void {
  const text = JSON.stringify(value).toLowerCase();
  const forms = [KEY, encodeURIComponent(KEY), JSON.stringify(KEY).slice(1, -1), base64.slice(12, -4)];
  for (const form of forms) assert.ok(!text.includes(form.toLowerCase()), `${form} in ${text}`);
  assert.ok(text.includes('[api key]'), 'what stood beside it is there');
}

describe('the key stays out of answers', () => {
  it('of one call, in its values, in names of fields, and in encodings', async () => {
    const { get } = await bench(await use(startAnswering(200, { data: call })));
    const answer = await get();
    assertNone(answer);
    assert.deepEqual(Reflect.get(answer as object, 'participants'), [
      { uid: '[API key]-2', state: '[API key]', deviceId: '[API key]@rtc/x' },
    ]);
  });

  it('written with escapes that no other JSON has', async () => {
    const escaped = [...KEY].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    const body = `{"data":{"sessionId":"a","metaData":{"k":"${escaped}","n":"${KEY.replaceAll('"', '\\"').replaceAll('/', '\\/')}"}}}`;
    const { get } = await bench(await use(startServer((_request, response) => response.end(body))));
    assert.deepEqual(await get(), { sessionId: 'a', metaData: { k: '[API key]', n: '[API key]' } });
  });

  it('though it is another connection’s, or was replaced', async () => {
    const secrets = new SeenKeys();
    secrets.add('another_key/of-the-window');
    const server = await use(
      startAnswering(200, { data: { sessionId: 'a', status: 'another_key/of-the-window' } }),
    );
    const { get } = await bench(server, { secrets });
    assert.deepEqual(await get(), { sessionId: 'a', status: '[API key]' });
  });

  it('written as a number', async () => {
    for (const apiKey of ['12345678', '1234567890'.repeat(4)]) {
      const body = `{"data":{"sessionId":"a","metaData":{"k":${apiKey},"n":17}}}`;
      const server = await use(startServer((_request, response) => response.end(body)));
      const baseUrl = `${server.origin}/v3`;
      const { get } = await bench(server, { credentials: () => Promise.resolve({ baseUrl, apiKey }) });
      assert.deepEqual(await get(), { sessionId: 'a', metaData: { k: '[API key]', n: 17 } });
    }
  });

  it('of lists of calls and of transcripts', async () => {
    const { source, connection } = await bench(await use(startAnswering(200, { data: [call, [KEY]] })));
    const { signal } = new AbortController();
    assertNone(await source.listCalls({ connection, filter: {}, page: 1, perPage: 100 } as never, signal));
    assertNone(
      await source.listTranscriptions({ connection, sessionId: 'a', page: 1, perPage: 100 }, signal),
    );
  });

  it('and leaves answers without it as they are, however deep and whatever their fields are called', async () => {
    const deep = `${'['.repeat(50_000)}"${'x'.repeat(100)}"${']'.repeat(50_000)}`;
    const body = `{"data":{"sessionId":"a","__proto__":{"uid":"b"},"constructor":"c","metaData":${deep},"n":1e400}}`;
    const { get } = await bench(await use(startServer((_request, response) => response.end(body))));
    const answer = (await get()) as object;
    assert.deepEqual(Object.keys(answer), ['sessionId', '__proto__', 'constructor', 'metaData', 'n']);
    assert.equal(Object.getPrototypeOf(answer), Object.prototype);
  });

  it('also where that makes two fields one of a name', async () => {
    const { get } = await bench(
      await use(startAnswering(200, { data: { [KEY]: 1, [KEY.toLowerCase()]: 2, z: 3 } })),
    );
    assert.deepEqual(await get(), { '[API key]': 1, '[API key] (2)': 2, z: 3 });
  });

  it('also where a field has that name already', async () => {
    const data = { [KEY]: 1, [KEY.toLowerCase()]: 2, '[API key] (2)': 3 };
    const { get } = await bench(await use(startAnswering(200, { data })));
    assert.deepEqual(await get(), { '[API key]': 1, '[API key] (2)': 2, '[API key] (2) (2)': 3 });
  });
});
