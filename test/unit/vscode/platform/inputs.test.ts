import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AddConnectionArgument } from '../../../../src/manifest.ts';
import * as checks from '../../../../src/vscode/connections/checks.ts';
import { SeenKeys } from '../../../../src/core/connection/redact.ts';
import * as draft from '../../../../src/vscode/connections/draft.ts';

const APP = '31780434a95d45';
const KEY = '0123456789abcdef0123456789abcdef01234567';
/** A key that the window has seen before. */
const SEEN = 'a_key/of.another-app';
const DERIVED = `https://${APP}.call-us.cometchat.io/v3`;

describe('vscode inputs', () => {
  const keys = new SeenKeys();
  keys.add(SEEN);

  /** Texts and what is said of each: a pattern, or undefined when it will do. */
  function table(
    name: string,
    check: (text: string) => string | undefined,
    rows: readonly (readonly [string, RegExp | undefined])[],
  ): void {
    for (const [text, expected] of rows) {
      it(`${name} ${expected ? 'refuses' : 'takes'} ${JSON.stringify(text).slice(0, 60)}`, () => {
        const said = check(text);
        if (!expected) assert.equal(said, undefined);
        else assert.match(said ?? '', expected);
      });
    }
  }

  const enterAppId = /^Enter the app id\./;
  const appIdForm = /^An app id is 6 to 40 letters and digits/;
  const isKey = /^This is an API key/;
  const ownForm = /^On CometChat’s own hosts an app id is 6 to 20 hex digits/;
  table('appIdError on CometChat’s own hosts', (text) => checks.appIdError(text, keys, true), [
    [APP, undefined],
    ['a'.repeat(20), undefined],
    ['zq4546xyz', ownForm],
    ['a'.repeat(21), ownForm],
    [KEY, isKey],
    ['a-b', appIdForm],
  ]);
  table('appIdError', (text) => checks.appIdError(text, keys, false), [
    [APP, undefined],
    [` ${APP.toUpperCase()}\r\n`, undefined],
    ['abc123', undefined],
    ['z'.repeat(40), undefined],
    ['', enterAppId],
    [' \t\n', enterAppId],
    [KEY, isKey],
    [` ${KEY.toUpperCase()}\n`, isKey],
    [SEEN, isKey],
    ['abc12', appIdForm],
    ['a'.repeat(41), appIdForm],
    ['x'.repeat(10_000), appIdForm],
    ['abc 123', appIdForm],
    ['abc-123', appIdForm],
    ['abc123\nabc123', appIdForm],
    ['evil.com/abc', appIdForm],
    ['abc123@evil.com', appIdForm],
    ['😀😀😀😀😀😀', appIdForm],
    ['１２３４５６', appIdForm],
    [`v1.us.${APP}`, appIdForm],
  ]);

  const enterUrl = /^Enter the base URL/;
  const noUrl = /^This is not a URL/;
  const https = /only ever sent over https/;
  const user = /holds no user name or password/;
  const query = /has no “\?” or “#” part/;
  table('baseUrlError', (text) => checks.baseUrlError(text, keys), [
    [KEY, isKey],
    [SEEN, isKey],
    [`https://calls.example.com/${encodeURIComponent(SEEN)}`, isKey],
    ['https://calls.example.com/v3', undefined],
    ['  calls.example.com/v3/ \n', undefined],
    ['http://127.0.0.1:4000/v3', undefined],
    ['http://localhost/v3', undefined],
    ['http://[::1]:4000', undefined],
    ['', enterUrl],
    [' \n ', enterUrl],
    ['https://', noUrl],
    ['https://calls example.com', noUrl],
    ['https://calls.exa\nmple.com', noUrl],
    ['https://calls.example.com:99999', noUrl],
    ['http://calls.example.com/v3', https],
    ['http://127.0.0.1.evil.com', https],
    ['http://localhost.evil.com', https],
    ['ftp://calls.example.com', https],
    ['file:///etc/passwd', https],
    ['javascript://x', https],
    ['https://me:secret@calls.example.com', user],
    ['http://127.0.0.1@evil.com', https],
    ['https://127.0.0.1@evil.com', user],
    ['https://calls.example.com/v3?a=1', query],
    ['https://calls.example.com/v3#a', query],
  ]);

  const enterKey = /^Enter the REST API key\.$/;
  const keyForm = /^An API key is one word of 8 to 512/;
  table('apiKeyError', (text) => checks.apiKeyError(text), [
    [KEY, undefined],
    [` ${KEY}\r\n`, undefined],
    ['x'.repeat(8), undefined],
    ['x'.repeat(512), undefined],
    ['!"#$%&~}', undefined],
    ['', enterKey],
    ['\n', enterKey],
    ['x'.repeat(7), keyForm],
    ['x'.repeat(513), keyForm],
    ['two words', keyForm],
    [`${KEY}\n${KEY}`, keyForm],
    [`${KEY}\u0000`, keyForm],
    ['schlüssel', keyForm],
    ['•••••••••••', keyForm],
    [`${KEY}\u200b`, keyForm],
  ]);

  table('nameError', (text) => checks.nameError(text, keys), [
    [SEEN, /^This is an API key, not a name\.$/],
    [`Acme ${SEEN.toUpperCase()}`, /^This is an API key, not a name\.$/],
    ['Acme', undefined],
    [' Ünïcode 😀 ', undefined],
    ['x'.repeat(80), undefined],
    [` ${'x'.repeat(80)} `, undefined],
    ['', /^Enter a name/],
    [' \t', /^Enter a name/],
    ['x'.repeat(81), /at most 80 characters/],
  ]);

  it('takes no app id for the key of its app, however it is written', () => {
    assert.match(checks.apiKeyError(APP, APP) ?? '', /^This is the app id\./);
    assert.match(checks.apiKeyError(` ${APP.toUpperCase()}\n`, APP) ?? '', /^This is the app id\./);
    assert.equal(checks.apiKeyError(KEY, APP), undefined);
    assert.throws(
      () => draft.draftFrom({ appId: APP, region: 'us', apiKey: APP }, keys),
      /^ArgumentError: This is/,
    );
  });

  it('never repeats a key in what it says of it', () => {
    const key = 'sécret-word and more';
    assert.ok(!checks.apiKeyError(key)?.includes('word and'));
  });

  describe('draftFrom', () => {
    const given = { appId: APP, region: 'us', apiKey: KEY };

    const complete: readonly [string, AddConnectionArgument, object][] = [
      ['app id, region and key', given, {}],
      ['a name as well', { ...given, name: '  Acme ' }, { name: 'Acme' }],
      [
        'white space around everything',
        { appId: ` ${APP.toUpperCase()}\n`, region: 'us', apiKey: `\t${KEY}\r\n` },
        {},
      ],
      [
        'an endpoint in the place of a region',
        { appId: APP, endpoint: ' calls.example.com/v3/ ', apiKey: KEY },
        { name: APP, region: '', baseUrl: 'https://calls.example.com/v3' },
      ],
      [
        'an endpoint and a region of its own',
        { ...given, region: 'basement-2', endpoint: 'https://calls.example.com' },
        { name: `${APP} (basement-2)`, region: 'basement-2', baseUrl: 'https://calls.example.com' },
      ],
      [
        'an endpoint beside a region that has another',
        { ...given, endpoint: 'http://127.0.0.1:4000/v3' },
        { baseUrl: 'http://127.0.0.1:4000/v3' },
      ],
    ];
    const expected = { name: `${APP} (us)`, appId: APP, region: 'us', baseUrl: DERIVED, apiKey: KEY };
    for (const [title, argument, different] of complete) {
      it(`is complete with ${title}`, () =>
        assert.deepEqual(draft.draftFrom(argument, keys), { ...expected, ...different }));
    }

    const incomplete: readonly AddConnectionArgument[] = [
      {},
      { appId: APP },
      { appId: APP, region: 'us' },
      { appId: APP, apiKey: KEY },
      { region: 'us', apiKey: KEY },
      { endpoint: 'https://calls.example.com', apiKey: KEY },
      { name: 'Acme' },
    ];
    for (const argument of incomplete) {
      it(`has to ask with ${Object.keys(argument).join(', ') || 'nothing'}`, () =>
        assert.equal(draft.draftFrom(argument, keys), undefined));
    }

    const refused: readonly [string, object, RegExp][] = [
      ['a region nobody knows', { ...given, region: 'uk' }, /The region is one of us, eu, in\./],
      ['a region in capitals', { ...given, region: 'US' }, /The region is one of/],
      ['an empty region', { ...given, region: '' }, /The region is one of/],
      ['a region that is part of a host', { ...given, region: 'us.evil.com/' }, /The region is one of/],
      [
        'such a region beside an endpoint',
        { ...given, region: 'us.evil.com/', endpoint: 'https://calls.example.com' },
        /The region is one of/,
      ],
      ['an app id that is part of a host', { ...given, appId: 'evil.com/' }, appIdForm],
      ['a key in the app id’s box', { ...given, appId: KEY }, isKey],
      ['app id and key swapped', { appId: KEY, region: 'us', apiKey: APP }, isKey],
      [
        'the two swapped where keys have another form',
        { appId: 'k'.repeat(32), endpoint: 'https://calls.example.com', apiKey: APP },
        /^This looks like an app id\./,
      ],
      [
        'another app’s id for the key',
        { ...given, apiKey: '204546db1e57db4' },
        /^This looks like an app id\./,
      ],
      ['an app id that names no host of CometChat’s', { ...given, appId: 'zq4546xyz' }, ownForm],
      ['its own key in the name', { ...given, name: `Acme ${KEY}` }, /^This is an API key, not a name/],
      ['its own key in the endpoint', { ...given, endpoint: `https://calls.example.com/${KEY}` }, isKey],
      ['an empty key', { ...given, apiKey: '' }, enterKey],
      ['an empty name', { ...given, name: ' ' }, /^Enter a name/],
      ['plain http', { ...given, endpoint: 'http://calls.example.com' }, https],
      ['an empty endpoint', { ...given, endpoint: '' }, enterUrl],
      ['something bad though more is missing', { appId: '!' }, appIdForm],
    ];
    for (const [title, argument, message] of refused) {
      it(`refuses ${title}`, () =>
        assert.throws(() => draft.draftFrom(argument, keys), { name: 'ArgumentError', message }));
    }

    it('does not repeat a key that it refuses', () => {
      const apiKey = `${KEY} ${KEY}`;
      assert.throws(
        () => draft.draftFrom({ ...given, apiKey }, keys),
        (error: unknown) =>
          error instanceof Error && error.name === 'ArgumentError' && !error.message.includes(KEY),
      );
    });
  });

  describe('foreignHost', () => {
    const rows: readonly [string, string, string, string | undefined][] = [
      ['CometChat’s own host', 'us', DERIVED, undefined],
      ['this machine', '', 'http://127.0.0.1:4000/v3', undefined],
      ['this machine by name', 'us', 'http://localhost:4000/v3', undefined],
      ['this machine in IPv6', '', 'http://[::1]:4000', undefined],
      ['another host', '', 'https://calls.example.com/v3', 'calls.example.com'],
      ['another port', '', 'https://calls.example.com:8443/v3', 'calls.example.com:8443'],
      ['CometChat’s host of another region', 'eu', DERIVED, `${APP}.call-us.cometchat.io`],
      ['another path on CometChat’s host', 'us', `${DERIVED}/x`, `${APP}.call-us.cometchat.io`],
      [
        'a host that begins like it',
        'us',
        `${DERIVED.slice(0, -3)}.evil.com/v3`,
        `${APP}.call-us.cometchat.io.evil.com`,
      ],
      ['a host that begins like this machine', '', 'https://127.0.0.1.evil.com', '127.0.0.1.evil.com'],
    ];
    for (const [title, region, baseUrl, host] of rows) {
      it(`${host === undefined ? 'asks nothing for' : 'asks for'} ${title}`, () =>
        assert.equal(draft.foreignHost({ appId: APP, region, baseUrl }), host));
    }
  });

  it('suggests a name that says the app and where it is', () => {
    assert.equal(draft.suggestName(APP, 'eu'), `${APP} (eu)`);
    assert.equal(draft.suggestName(APP, ''), APP);
  });
});
