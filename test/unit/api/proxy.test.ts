import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { describe, it } from 'mocha';
import { ProxyFailure } from '../../../src/api/failures.ts';
import { bypassesProxy } from '../../../src/api/noProxy.ts';
import { findProxy, parseProxy, parseSystemAnswer } from '../../../src/api/proxy.ts';

describe('bypassesProxy', () => {
  const rows: readonly (readonly [pattern: string, url: string, bypasses: boolean])[] = [
    ['*', 'https://a.example', true],
    ['', 'https://a.example', false],
    ['a.example', 'https://a.example', true],
    ['A.Example', 'https://a.example', true],
    [' a.example ', 'https://a.example', true],
    ['example', 'https://a.example', true],
    ['ample', 'https://a.example', false],
    ['b.example', 'https://a.example', false],
    ['.example.com', 'https://a.b.example.com', true],
    ['*.example.com', 'https://a.example.com', true],
    ['.example.com', 'https://badexample.com', false],
    ['a.example:443', 'https://a.example', true],
    ['a.example:8443', 'https://a.example:8443', true],
    ['a.example:8443', 'https://a.example', false],
    ['10.0.0.7', 'https://10.0.0.7', true],
    ['0.0.7', 'https://10.0.0.7', false],
    ['10.0.0.0/8', 'https://10.200.3.4', true],
    ['10.0.0.0/8', 'https://11.0.0.1', false],
    ['10.0.0.0/8', 'https://a.example', false],
    ['10.0.0.0/99', 'https://10.0.0.1', false],
    ['10.0.0.0/', 'https://10.0.0.1', false],
    ['fd00::/8', 'https://[fd12::1]', true],
    ['fd12::1', 'https://[fd12::1]', true],
    ['[fd12::1]:8443', 'https://[fd12::1]:8443', true],
    ['[fd12::1]:8443', 'https://[fd12::1]', false],
  ];
  for (const [pattern, url, bypasses] of rows) {
    it(`${JSON.stringify(pattern)} ${bypasses ? 'covers' : 'does not cover'} ${url}`, () => {
      assert.equal(bypassesProxy(new URL(url), [pattern]), bypasses);
    });
  }

  it('needs one pattern of several', () => {
    assert(bypassesProxy(new URL('https://a.example'), ['', 'b.example', 'a.example']));
    assert(!bypassesProxy(new URL('https://a.example'), []));
  });
});

describe('the answer of the system', () => {
  const rows: readonly (readonly [answer: string, proxy: string | undefined])[] = [
    ['DIRECT', undefined],
    ['', undefined],
    ['nonsense', undefined],
    ['PROXY a.example:3128', 'http://a.example:3128/'],
    ['proxy a.example:3128; DIRECT', 'http://a.example:3128/'],
    ['HTTP a.example:3128', 'http://a.example:3128/'],
    ['HTTPS a.example:3129', 'https://a.example:3129/'],
    ['DIRECT; PROXY a.example:3128', undefined],
    [' ; SOCKS s:1 ; PROXY a.example:3128', 'http://a.example:3128/'],
    ['SOCKS s:1; DIRECT', undefined],
    ['http://a.example:3128', 'http://a.example:3128/'],
    ['https://u:p@a.example:3129/', 'https://u:p@a.example:3129/'],
  ];
  for (const [answer, proxy] of rows) {
    it(`${JSON.stringify(answer)} is ${proxy ?? 'no proxy'}`, () => {
      assert.equal(parseSystemAnswer(answer)?.href, proxy);
    });
  }

  it('is a failure where it leaves nothing that can be used', () => {
    for (const answer of ['SOCKS s:1', 'SOCKS5 s:1; SOCKS4 s:2', 'socks5://s:1', 'PROXY :']) {
      assert.throws(() => parseSystemAnswer(answer), ProxyFailure, answer);
    }
  });
});

describe('a proxy as it is set', () => {
  it('may be without a scheme', () => {
    assert.equal(parseProxy('a.example:3128').href, 'http://a.example:3128/');
  });

  it('is http or https', () => {
    for (const text of ['socks://a:1', 'ftp://a:1', 'http://', 'a b', '://']) {
      assert.throws(() => parseProxy(text), ProxyFailure, text);
    }
  });
});

describe('a system that never says which proxy to use', () => {
  it('is waited for five seconds, then done without', async () => {
    const lines: string[] = [];
    const log = (line: string): void => void lines.push(line);
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const finding = findProxy(
        new URL('https://a.example'),
        {
          proxySupport: 'override',
          proxy: '',
          noProxy: [],
          proxyStrictSSL: true,
          proxyAuthorization: undefined,
          systemCertificates: true,
          environment: {},
        },
        {
          resolveSystemProxy: () => new Promise(() => {}),
          logger: { debug: log, info: log, warn: log, error: log },
        },
        new AbortController().signal,
      );
      mock.timers.tick(4999);
      assert.deepEqual(lines, []);
      mock.timers.tick(1);
      assert.equal(await finding, undefined);
    } finally {
      mock.timers.reset();
    }
    assert.match(lines.join(), /no answer/);
  });
});
