import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FailureReason } from '../../../src/core/failure/model.ts';
import { startAnswering, startRawServer } from '../../support/http/servers.ts';
import { bench, connectionTo, KEY, loopbackLookup, use } from './harness.ts';

/** A server that keeps the bytes it was sent and answers with a call. */
function startKeeping(): ReturnType<typeof startRawServer> {
  const body = '{"data":{}}';
  const answer = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  return startRawServer((socket) => void socket.write(answer));
}

describe('the session id in a request', () => {
  const ids: readonly (readonly [id: string, segment: string])[] = [
    ['../users', '..%2Fusers'],
    ['a%2Fb', 'a%252Fb'],
    ['%2e%2e', '%252e%252e'],
    ['...', '...'],
    ['./.', '.%2F.'],
    ['..\\users', '..%5Cusers'],
    ['team stand-up', 'team%20stand-up'],
    ['?page=2#x', '%3Fpage%3D2%23x'],
    ['//evil.example/', '%2F%2Fevil.example%2F'],
    ['https://evil.example', 'https%3A%2F%2Fevil.example'],
    ['🎧 Zoë', '%F0%9F%8E%A7%20Zo%C3%AB'],
    ['; ls & "q" <b>', '%3B%20ls%20%26%20%22q%22%20%3Cb%3E'],
    ["a!'()*~@:$,+=[]^`{|}", "a!'()*~%40%3A%24%2C%2B%3D%5B%5D%5E%60%7B%7C%7D"],
    ['x'.repeat(512), 'x'.repeat(512)],
  ];
  for (const [id, segment] of ids) {
    it(`is one path segment, encoded once: ${id.slice(0, 24)}`, async () => {
      const server = await use(startKeeping());
      await (await bench(server)).get(id);
      assert.equal(server.bytes.join('').split('\r\n')[0], `GET /v3/calls/${segment} HTTP/1.1`);
      assert.equal(decodeURIComponent(segment), id);
    });
  }

  for (const id of ['', ' ', '.', '..', ' .. ', 'a\nb', 'a\u0000', 'a\u0085b', '\ud800', 'x'.repeat(513)]) {
    it(`is refused unsent: ${JSON.stringify(id).slice(0, 24)}`, async () => {
      const server = await use(startKeeping());
      assert.equal((await (await bench(server)).fail(id)).reason, 'invalidSessionId');
      assert.deepEqual(server.bytes, []);
    });
  }
});

describe('the headers of a request', () => {
  it('are these and no others', async () => {
    const server = await use(startAnswering(200, { data: {} }));
    await (await bench(server)).get('id', undefined, 'superhero1');
    assert.deepEqual(server.requests[0]?.headers, {
      host: new URL(server.origin).host,
      connection: 'keep-alive',
      accept: 'application/json',
      'accept-encoding': 'gzip, br, zstd',
      'user-agent': 'cometchat-calls-vscode',
      apikey: KEY,
      onbehalfof: 'superhero1',
    });
  });

  it('carry a uid of any script as the bytes of its UTF-8 form', async () => {
    const server = await use(startAnswering(200, { data: {} }));
    const uid = 'Ünal 李 🎧';
    await (await bench(server)).get('id', undefined, uid);
    const header = server.requests[0]?.headers['onbehalfof'];
    assert.equal(Buffer.from(String(header), 'latin1').toString('utf8'), uid);
  });

  for (const uid of [
    '',
    ' ',
    'a\r\nx-evil: 1',
    'a\nb',
    'a\u0000',
    ' padded',
    'padded ',
    '\ud800',
    'a\u007f',
  ]) {
    it(`refuse a uid they cannot carry, unsent: ${JSON.stringify(uid)}`, async () => {
      const server = await use(startKeeping());
      assert.equal((await (await bench(server)).fail('id', undefined, uid)).reason, 'userNotFound');
      assert.deepEqual(server.bytes, []);
    });
  }
});

describe('the key of a request', () => {
  const refused: readonly (readonly [name: string, apiKey: string, reason: FailureReason])[] = [
    ['none', '', 'noApiKey'],
    ['a line break at its end', `${KEY}\n`, 'badApiKey'],
    ['a header in it', `${KEY}\r\nhost: evil.example`, 'badApiKey'],
    ['a space in it', 'two words', 'badApiKey'],
    ['letters that no header holds', 'schlüssel-7d1c0a9f3e', 'badApiKey'],
  ];
  for (const [name, apiKey, reason] of refused) {
    it(`is refused unsent: ${name}`, async () => {
      const server = await use(startKeeping());
      const { baseUrl } = connectionTo(server);
      const { fail } = await bench(server, { credentials: async () => ({ baseUrl, apiKey }) });
      assert.deepEqual(await fail(), { reason });
      assert.deepEqual(server.bytes, []);
    });
  }

  it('is noApiKey where none is stored, and where the store fails', async () => {
    const server = await use(startKeeping());
    const without = await bench(server, { credentials: async () => undefined });
    assert.equal((await without.fail()).reason, 'noApiKey');
    const broken = await bench(server, {
      credentials: () => Promise.reject(new Error(`keyring lost ${KEY}`)),
    });
    assert.equal((await broken.fail()).reason, 'noApiKey');
    assert(!broken.lines.join('\n').includes(KEY));
    assert.deepEqual(server.bytes, []);
  });

  it('goes only to the base URL it was stored with', async () => {
    const server = await use(startKeeping());
    const other = await use(startKeeping());
    for (const baseUrl of [`${other.origin}/v3`, `${server.origin}/v2`, `${server.origin}/v3/`]) {
      const { fail } = await bench(server, { credentials: async () => ({ baseUrl, apiKey: KEY }) });
      assert.equal((await fail()).reason, 'noApiKey');
    }
    assert.deepEqual([...server.bytes, ...other.bytes], []);
  });

  it('goes over http to loopback only, and to no malformed base URL', async () => {
    const server = await use(startKeeping());
    const unfit = [
      `http://127.0.0.1.evil.example:${server.port}`,
      `http://localhost.test:${server.port}`,
      `ftp://127.0.0.1:${server.port}`,
      `http://user:word@127.0.0.1:${server.port}`,
      'not a URL',
    ];
    for (const origin of unfit) {
      const { fail } = await bench(origin, { lookup: loopbackLookup });
      assert.equal((await fail()).reason, 'noApiKey', origin);
    }
    assert.deepEqual(server.bytes, []);
  });
});
