/** Sentences about session ids and failures. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { describeFailure, type FailureContext } from '../../../../src/core/failure/describe.ts';
import { describeInvalidSessionId, describeSessionId } from '../../../../src/core/sessionId/describe.ts';
import { type Failure, FAILURE_REASONS } from '../../../../src/core/failure/model.ts';
import { parseSessionId } from '../../../../src/core/sessionId/parse.ts';
import { APP, HEX, LEGACY_ID, NOW, SEED_ID, t, UTC } from '../support.ts';

describe('core describeSessionId', () => {
  for (const [id, expected] of [
    [SEED_ID, `us · app ${APP} · 18 Aug 2023, 14:15:13 UTC (3 years ago)`],
    [LEGACY_ID, 'id of an older SDK · 8 Jul 2020, 11:03:25 UTC (6 years ago)'],
    ['team-standup', 'custom id'],
    ['7b1ac07d9f3b4c1e8a2d5e6f70812345', 'custom id, or a session of another tool'],
    [`v1.us.${APP}.alice`, `us · app ${APP} · a name of its own, which tells no time`],
    [`v1.us.${APP}.alice…`, `looks cut off · us · app ${APP}`],
    [
      `v1.us.${APP}.1692368113ab`,
      `looks cut off · us · app ${APP} · 18 Aug 2023, 14:15:13 UTC (3 years ago)`,
    ],
    [`v1.us.${APP}…`, `looks cut off · us · app ${APP}`],
    ['v1.eu…', 'looks cut off · eu'],
    [LEGACY_ID.slice(0, 20), 'looks cut off · 8 Jul 2020, 11:03:25 UTC (6 years ago)'],
    [
      `v1.in.${APP}.${Math.floor(NOW / 1000) + 2}${HEX}`,
      `in · app ${APP} · 10 Nov 2026, 10:00:02 UTC (just now)`,
    ],
    // Ten digits may be no time at all: what they say is far from now is not said to be now.
    [`9999999999${HEX}`, 'id of an older SDK · 20 Nov 2286, 17:46:39 UTC (in the future)'],
  ] as const) {
    it(id.slice(0, 40), () => assert.equal(describeSessionId(parseSessionId(id), NOW, UTC, t), expected));
  }

  it('says why a text is none, in a sentence each', () => {
    for (const invalid of ['empty', 'tooLong', 'controlCharacter', 'dots'] as const) {
      assert.match(describeInvalidSessionId(invalid, t), /^[A-Z“].+\.$/);
    }
    assert.match(describeInvalidSessionId('tooLong', t), /512/);
  });
});

const CONTEXT: FailureContext = {
  sessionId: SEED_ID,
  connectionName: 'Production',
  onBehalfOf: 'superhero1',
  now: NOW,
};
const said = (failure: Failure, context: Partial<FailureContext> = {}) =>
  describeFailure(failure, { ...CONTEXT, ...context }, t);

describe('core describeFailure', () => {
  const FULL: Readonly<Partial<Failure>> = {
    host: 'a.example:8443',
    httpStatus: 502,
    systemCode: 'ECONNRESET',
    serverCode: 'ERR_X',
    limit: 20,
    appId: APP,
    region: 'us',
    invalid: 'dots',
    retryAt: NOW + 5000,
  };

  for (const reason of FAILURE_REASONS) {
    it(`has words and a fix for ${reason}, whatever is known`, () => {
      for (const failure of [
        { reason },
        { reason, ...FULL, limit: reason === 'tooLarge' ? 20_000_000 : 20 },
      ]) {
        for (const context of [{}, { connectionName: undefined, onBehalfOf: undefined, sessionId: '' }]) {
          const { short, message, fixes } = said(failure, context);
          assert.match(short, /^\S.{2,79}$/);
          assert.doesNotMatch(short, /\.$/);
          assert.match(message, /^\S.{10,}\.$/);
          assert.doesNotMatch(`${short} ${message}`, /undefined|NaN|null|\{\d\}| \(\)|\b0 (?:s|MB)\b| {2}/);
          assert.ok(fixes.length > 0);
          assert.equal(new Set(fixes).size, fixes.length);
        }
      }
    });
  }

  const table: readonly (readonly [
    title: string,
    failure: Failure,
    words: RegExp,
    Partial<FailureContext>?,
  ])[] = [
    [
      'wrongApp names the app and that nothing was sent',
      { reason: 'wrongApp', appId: '204546db1e57db4', region: 'us' },
      /app 204546db1e57db4 in region us, .* was not sent/,
    ],
    [
      'an id of a sample call belongs to nobody’s app',
      { reason: 'wrongApp', appId: APP, region: 'us' },
      /is of a sample call/,
    ],
    [
      'the same where there is no connection at all',
      { reason: 'noConnection', appId: APP, region: 'us' },
      /is of a sample call/,
    ],
    [
      'noConnection names the app where it is known',
      { reason: 'noConnection', appId: APP },
      /app 31780434a95d45/,
    ],
    [
      'noConnection where nobody can tell which there are',
      { reason: 'noConnection', appId: APP, isUnreadable: true },
      /^The keyring of this computer cannot be read now, .* Unlock it and try again\.$/,
    ],
    ['noConnection without an app', { reason: 'noConnection' }, /Add one with your app’s id/],
    [
      'invalidSessionId says that it is a key',
      { reason: 'invalidSessionId', invalid: 'apiKey' },
      /API key, not a session id/,
    ],
    ['invalidSessionId says which', { reason: 'invalidSessionId', invalid: 'dots' }, /^“\.” and “\.\.”/],
    ['notFound names the connection', { reason: 'notFound' }, /^Production has no call with this id\. Check/],
    [
      'notFound of a cut id says that',
      { reason: 'notFound' },
      /looks cut off/,
      { sessionId: SEED_ID.slice(0, 50) },
    ],
    ['noAccess names the scope', { reason: 'noAccess' }, /fullAccess/],
    ['notAPart names the user', { reason: 'notAPart' }, /^User superhero1 was not part/],
    ['userNotFound names the user', { reason: 'userNotFound' }, /^Production has no user superhero1/],
    [
      'rateLimited counts the seconds, upwards',
      { reason: 'rateLimited', retryAt: NOW + 12_001 },
      /again in 13 s\.$/,
    ],
    ['rateLimited that is over', { reason: 'rateLimited', retryAt: NOW }, /Try again in a moment/],
    ['rateLimited without a time', { reason: 'rateLimited' }, /Try again in a moment/],
    [
      'timeout tells how long',
      { reason: 'timeout', host: 'a.example', limit: 20 },
      /^a\.example did not answer within 20 s/,
    ],
    ['timeout that is not told', { reason: 'timeout' }, /^Production did not answer in time\./],
    [
      'offline gives the system’s code',
      { reason: 'offline', host: 'a.example', systemCode: 'ECONNREFUSED' },
      /^a\.example cannot be reached \(ECONNREFUSED\)/,
    ],
    ['unknownHost names it', { reason: 'unknownHost', host: 'a.example' }, /^There is no host a\.example\./],
    [
      'unknownHost that is not told is not the connection’s name',
      { reason: 'unknownHost' },
      /^The host of Production was not found\./,
    ],
    [
      'tls gives the code',
      { reason: 'tls', host: 'a.example', systemCode: 'CERT_HAS_EXPIRED' },
      /\(CERT_HAS_EXPIRED\)/,
    ],
    [
      'proxy that asks for a password',
      { reason: 'proxy', host: 'proxy:8080', httpStatus: 407 },
      /^The proxy proxy:8080 asks/,
    ],
    [
      'proxy that refuses',
      { reason: 'proxy', host: 'proxy:8080', httpStatus: 403 },
      /^The proxy proxy:8080 did not .* \(HTTP 403\)/,
    ],
    [
      'proxy that is not told is not the connection’s name',
      { reason: 'proxy' },
      /^The proxy did not let the request through\./,
    ],
    [
      'proxy that is not told and asks for a password',
      { reason: 'proxy', httpStatus: 407 },
      /^The proxy asks for/,
    ],
    [
      'serverError gives the status',
      { reason: 'serverError', host: 'a.example', httpStatus: 503 },
      /\(HTTP 503\)/,
    ],
    [
      'serverError claims no retry: only some statuses are tried again',
      { reason: 'serverError', host: 'a.example', httpStatus: 500 },
      /^a\.example, or something between, failed \(HTTP 500\)\. Try again later\.$/,
    ],
    [
      'tooLarge tells the limit',
      { reason: 'tooLarge', host: 'a.example', limit: 20_000_000 },
      /more than 20 MB/,
    ],
    ['tooLarge that is not told', { reason: 'tooLarge' }, /^Production sent more than any plausible call\./],
  ];
  for (const [title, failure, words, context] of table) {
    it(title, () => assert.match(said(failure, context).message, words));
  }

  it('offers first what helps', () => {
    for (const [reason, fix] of [
      ['invalidSessionId', 'editSessionId'],
      ['noConnection', 'addConnection'],
      ['wrongApp', 'addConnection'],
      ['noApiKey', 'replaceApiKey'],
      ['badApiKey', 'replaceApiKey'],
      ['noAccess', 'replaceApiKey'],
      ['notFound', 'editSessionId'],
      ['notAPart', 'lookUpWithoutUser'],
      ['userNotFound', 'lookUpAsOtherUser'],
      ['rateLimited', 'lookUpAgain'],
      ['timeout', 'lookUpAgain'],
      ['offline', 'lookUpAgain'],
      ['proxy', 'proxySettings'],
      ['serverError', 'lookUpAgain'],
      ['cancelled', 'lookUpAgain'],
    ] as const) {
      assert.equal(said({ reason }).fixes[0], fix, reason);
    }
  });

  it('shows names and uids as text, whatever they are', () => {
    const tricky = 'A\u202e\n\u001b[31m'.repeat(40);
    for (const reason of FAILURE_REASONS) {
      const { short, message } = said(
        { reason },
        { connectionName: tricky, onBehalfOf: tricky, sessionId: tricky },
      );
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      assert.doesNotMatch(short + message, /[\u0000-\u001f\u202e]/, reason);
    }
  });

  it('holds no text of the server, nor the id that was asked for', () => {
    const field = fc.constantFrom('message', 'details', 'devMessage', 'body', 'apiKey', 'serverCode');
    fc.assert(
      fc.property(fc.constantFrom(...FAILURE_REASONS), field, (reason, name) => {
        const secret = 'SECRET0123456789';
        const failure: Failure = { reason, httpStatus: 500, host: 'a.example', [name]: secret };
        const { short, message } = said(failure, { sessionId: 'SESSION0123456789' });
        assert.ok(name === 'serverCode' || !`${short}${message}`.includes(secret));
        assert.ok(!`${short}${message}`.includes('SESSION0123456789'));
      }),
    );
  });
});
