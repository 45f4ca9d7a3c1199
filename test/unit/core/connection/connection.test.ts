import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  deriveBaseUrl,
  hostOf,
  isAppId,
  isRegion,
  normaliseAppId,
  parseBaseUrl,
} from '../../../../src/core/connection/connection.ts';
import type { InvalidBaseUrl } from '../../../../src/core/connection/model.ts';
import { isLoopbackHost } from '../../../../src/core/connection/connection.ts';
import { APP } from '../support.ts';

describe('core parseBaseUrl', () => {
  const taken: Readonly<Record<string, string>> = {
    'https://calls.example.com/v3': 'https://calls.example.com/v3',
    'https://calls.example.com/v3/': 'https://calls.example.com/v3',
    'https://calls.example.com/v3///': 'https://calls.example.com/v3',
    'https://calls.example.com': 'https://calls.example.com',
    'https://calls.example.com/': 'https://calls.example.com',
    '  https://calls.example.com/v3\n': 'https://calls.example.com/v3',
    'HTTPS://Calls.Example.COM/V3': 'https://calls.example.com/V3',
    'calls.example.com/v3': 'https://calls.example.com/v3',
    'calls.example.com:8443/v3': 'https://calls.example.com:8443/v3',
    'https://calls.example.com:443/v3': 'https://calls.example.com/v3',
    'https://calls.example.com/a/../v3': 'https://calls.example.com/v3',
    'https://bücher.example/v3': 'https://xn--bcher-kva.example/v3',
    'https://[2001:db8::1]:8443/v3': 'https://[2001:db8::1]:8443/v3',
    'https://10.0.0.7/v3': 'https://10.0.0.7/v3',
    'http://127.0.0.1:4000/v3': 'http://127.0.0.1:4000/v3',
    'http://127.8.9.10/v3': 'http://127.8.9.10/v3',
    'http://localhost:4000/v3/': 'http://localhost:4000/v3',
    'http://LOCALHOST/v3': 'http://localhost/v3',
    'http://[::1]:4000/v3': 'http://[::1]:4000/v3',
    'http://[0:0:0:0:0:0:0:1]/v3': 'http://[::1]/v3',
    // Other ways to write 127.0.0.1, brought into the one that is asked.
    'http://127.1/v3': 'http://127.0.0.1/v3',
    'http://2130706433/v3': 'http://127.0.0.1/v3',
    'http://0x7f.0.0.1/v3': 'http://127.0.0.1/v3',
    // Over https any host may be meant; whether it is foreign is asked elsewhere.
    'https://127.0.0.1.evil.com/v3': 'https://127.0.0.1.evil.com/v3',
    'localhost:4000': 'https://localhost:4000',
  };
  for (const [typed, url] of Object.entries(taken)) {
    it(`reads ${typed.trim()} as ${url}`, () => assert.deepEqual(parseBaseUrl(typed), { url }));
  }

  const refused: Readonly<Record<InvalidBaseUrl, readonly string[]>> = {
    notAUrl: [
      '',
      '   ',
      'https://',
      'https:// spaces.example',
      'https://a.example/v 3',
      'https://a.example\nhttps://b.example',
      'https://a b',
      'https://[::1',
      'https://a.example:99999',
      'javascript:alert(1)',
      'https://exa%00mple.com',
    ],
    notHttps: [
      'http://calls.example.com/v3',
      'http://localhost.evil.com/v3',
      'http://evil-localhost/v3',
      'http://127.0.0.1.evil.com/v3',
      'http://127.0.0.1.nip.io',
      'http://localhost@evil.com/v3',
      'http://0.0.0.0/v3',
      'http://128.0.0.1/v3',
      'http://10.0.0.7/v3',
      'http://[::]/v3',
      'http://[::2]/v3',
      'http://[::ffff:127.0.0.1]/v3',
      'http://localhost./v3',
      'ftp://calls.example.com',
      'file:///etc/passwd',
      'ws://127.0.0.1',
    ],
    credentials: [
      'https://user@calls.example.com',
      'https://user:password@calls.example.com/v3',
      'https://:password@calls.example.com',
      'http://me@127.0.0.1/v3',
      'me@calls.example.com',
    ],
    query: ['https://calls.example.com/v3?key=1', 'https://calls.example.com/v3#part', 'http://127.0.0.1/?a'],
  };
  for (const [reason, texts] of Object.entries(refused)) {
    for (const text of texts) {
      it(`refuses ${JSON.stringify(text)}: ${reason}`, () =>
        assert.deepEqual(parseBaseUrl(text), { invalid: reason }));
    }
  }

  it('reads what it made the same way again', () => {
    for (const url of Object.values(taken)) assert.deepEqual(parseBaseUrl(url), { url });
  });
});

describe('core isLoopbackHost', () => {
  for (const host of ['localhost', '127.0.0.1', '127.255.255.255', '[::1]']) {
    it(`is one: ${host}`, () => assert.ok(isLoopbackHost(host)));
  }
  for (const host of [
    '',
    'localhost.',
    'a.localhost',
    'localhost.evil.com',
    '127.0.0.1.evil.com',
    '127.0.0',
    '1127.0.0.1',
    '128.0.0.1',
    '0.0.0.0',
    '::1',
    '[::]',
    '127.0.0.1\n',
  ]) {
    it(`is none: ${JSON.stringify(host)}`, () => assert.ok(!isLoopbackHost(host)));
  }
});

describe('core connection', () => {
  for (const [text, expected] of [
    [APP, true],
    [` ${APP.toUpperCase()}\n`, true],
    ['abc123', true],
    ['z'.repeat(40), true],
    ['0123456789abcdef'.repeat(3).slice(0, 40), false],
    ['0123456789ABCDEF'.repeat(3).slice(0, 40), false],
    ['0123456789abcdef'.repeat(3).slice(0, 39), true],
    ['', false],
    ['abc12', false],
    ['z'.repeat(41), false],
    ['abc 1234', false],
    ['abc-1234', false],
    ['abc.1234', false],
    ['evil.com/', false],
    ['аbcdef12', false],
  ] as const) {
    it(`${expected ? 'takes' : 'refuses'} ${JSON.stringify(text)} as an app id`, () =>
      assert.equal(isAppId(text), expected));
  }

  it('brings an app id into one form', () => assert.equal(normaliseAppId(` ${APP.toUpperCase()}\n`), APP));

  it('knows the regions as they are written in ids', () => {
    for (const region of ['us', 'eu', 'in']) assert.ok(isRegion(region));
    for (const region of ['', 'US', 'uk', ' us', 'constructor', 'us.evil.com']) assert.ok(!isRegion(region));
  });

  it('derives CometChat’s own base URL, which parses as it is', () => {
    const url = deriveBaseUrl(APP, 'eu');
    assert.equal(url, `https://${APP}.call-eu.cometchat.io/v3`);
    assert.deepEqual(parseBaseUrl(url), { url });
  });

  it('tells the host with its port', () => {
    assert.equal(hostOf({ baseUrl: 'http://127.0.0.1:4000/v3' }), '127.0.0.1:4000');
    assert.equal(hostOf({ baseUrl: deriveBaseUrl(APP, 'us') }), `${APP}.call-us.cometchat.io`);
  });
});
