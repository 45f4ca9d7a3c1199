/** Links to calls: written, and read as VS Code hands them over. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { deepLinkOf, readDeepLink } from '../../../../src/core/export/deepLink.ts';
import { APP, LEGACY_ID, SEED_ID } from '../support.ts';
import { HOSTILE } from './support.ts';

const editor = { scheme: 'vscode', extensionId: 'cometchat-calls.cometchat-calls' };
const app = { appId: APP, region: 'us' };

/** What the handler of links is given: VS Code decodes path and query once. */
function handedOver(link: string) {
  const { pathname, search } = new URL(link);
  return [decodeURIComponent(pathname), decodeURIComponent(search.slice(1))] as const;
}

const followed = (call: Omit<Parameters<typeof deepLinkOf>[0], 'scheme' | 'extensionId'>) =>
  readDeepLink(...handedOver(deepLinkOf({ ...editor, ...call })));

describe('core deep links', () => {
  it('are plain to read for ids of the API’s own forms', () => {
    assert.equal(
      deepLinkOf({ ...editor, ...app, sessionId: SEED_ID }),
      `vscode://cometchat-calls.cometchat-calls/call?app=${APP}&region=us&sessionId=${SEED_ID}`,
    );
  });

  it('say what was put into them', () => {
    const sessionIds = [
      SEED_ID,
      LEGACY_ID,
      'team-standup',
      'a&app=other',
      'x=y',
      '100%',
      '%41',
      'a+b c',
      'ü/?#',
      '王伟',
    ];
    for (const sessionId of sessionIds) {
      for (const onBehalfOf of [undefined, 'ann', 'a&onBehalfOf=b+c%20d']) {
        const link = { ...app, sessionId, onBehalfOf };
        assert.deepEqual(followed(link), { ok: true, link });
      }
    }
  });

  it('say what was put into them, whatever the id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
        const read = followed({ ...app, sessionId: text });
        if (!read.ok) return assert.equal(read.reason, 'invalidSessionId');
        return assert.equal(read.link.sessionId, text.trim());
      }),
    );
  });

  it('can be followed for the longest ids', () => {
    const link = { ...app, sessionId: '王'.repeat(512), onBehalfOf: '王'.repeat(100) };
    assert.deepEqual(followed(link), { ok: true, link });
  });

  it('name the app of the id, where that names one', () => {
    const other = { appId: 'ffffffffffffff', region: 'eu' };
    const expected = { ok: true, link: { ...app, sessionId: SEED_ID, onBehalfOf: undefined } };
    assert.deepEqual(followed({ ...other, sessionId: SEED_ID }), expected);
    const cut = SEED_ID.slice(0, 40);
    assert.deepEqual(followed({ ...other, sessionId: cut }), {
      ok: true,
      link: { ...app, sessionId: cut, onBehalfOf: undefined },
    });
  });

  it('leave out a region that has no name', () => {
    const link = deepLinkOf({ ...editor, appId: APP, region: '', sessionId: 'x' });
    assert.doesNotMatch(link, /region/);
    const expected = { ok: true, link: { appId: APP, region: '', sessionId: 'x', onBehalfOf: undefined } };
    assert.deepEqual(readDeepLink(...handedOver(link)), expected);
  });

  const whole = `app=${APP}&region=us&sessionId=x`;
  const refused: readonly (readonly [path: string, query: string, refusal: object])[] = [
    ['/', whole, { reason: 'otherPath' }],
    ['/call/x', whole, { reason: 'otherPath' }],
    ['//call', whole, { reason: 'otherPath' }],
    ['/call', '', { reason: 'invalidSessionId', invalid: 'empty' }],
    ['/call', `app=${APP}`, { reason: 'invalidSessionId', invalid: 'empty' }],
    ['/call', `${whole}${'x'.repeat(512)}`, { reason: 'invalidSessionId', invalid: 'tooLong' }],
    ['/call', `${whole}%0Ay`, { reason: 'invalidSessionId', invalid: 'controlCharacter' }],
    ['/call', `app=${APP}&sessionId=..`, { reason: 'invalidSessionId', invalid: 'dots' }],
    ['/call', `${whole}&${'y'.repeat(100_000)}`, { reason: 'tooLong' }],
    ['/call', `${whole}&sessionId=y`, { reason: 'repeated' }],
    ['/call', `${whole}&%61pp=${APP}`, { reason: 'repeated' }],
    ['/call', 'sessionId=x', { reason: 'invalidAppId' }],
    ['/call', 'app=evil.example/&sessionId=x', { reason: 'invalidAppId' }],
    ['/call', `app=${APP}&region=evil.example&sessionId=x`, { reason: 'invalidRegion' }],
    ['/call', `app=${APP}&region=us.evil&sessionId=${SEED_ID}`, { reason: 'invalidRegion' }],
    ['/call', `app=ffffffffffffff&region=us&sessionId=${SEED_ID}`, { reason: 'otherApp' }],
    ['/call', `${whole}&onBehalfOf=a%0Ab`, { reason: 'invalidUser' }],
    ['/call', `${whole}&onBehalfOf=`, { reason: 'invalidUser' }],
    ['/call', `${whole}&onBehalfOf=${'x'.repeat(300)}`, { reason: 'invalidUser' }],
  ];
  for (const [path, query, refusal] of refused) {
    it(`are refused: ${path}?${query.slice(0, 60)}`, () =>
      assert.deepEqual(readDeepLink(path, query), { ok: false, ...refusal }));
  }

  it('ignore parameters of other versions, hosts and keys among them', () => {
    const read = readDeepLink(
      '/call/',
      `${whole}&host=evil.example&apiKey=k&endpoint=https://evil.example&host=2`,
    );
    assert.deepEqual(read, { ok: true, link: { ...app, sessionId: 'x', onBehalfOf: undefined } });
  });

  it('are read from any text without throwing', () => {
    for (const text of HOSTILE) {
      const read = readDeepLink('/call', `${whole}&${text}&sessionId${text}`);
      assert.equal(typeof read.ok, 'boolean');
    }
    fc.assert(fc.property(fc.string(), (query) => typeof readDeepLink('/call', query).ok === 'boolean'));
  });
});
