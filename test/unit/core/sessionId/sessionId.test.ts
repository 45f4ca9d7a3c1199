import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { appNamedBy, appOf } from '../../../../src/core/sessionId/appOf.ts';
import type { InvalidSessionId, SessionId } from '../../../../src/core/sessionId/model.ts';
import {
  invalidSessionId,
  MAX_SESSION_ID_LENGTH,
  parseSessionId,
} from '../../../../src/core/sessionId/parse.ts';
import { APP, connection, LEGACY_ID, SEED_ID, SEED_INITIATED } from '../support.ts';

const v1 = (id: string, region = 'us', appId = APP): SessionId => ({
  form: 'v1',
  id,
  region,
  appId,
  initiatedAt: SEED_INITIATED,
});
const cut = (id: string, facts: { region?: string; appId?: string; initiatedAt?: number }): SessionId => ({
  form: 'cut',
  id,
  region: undefined,
  appId: undefined,
  initiatedAt: undefined,
  ...facts,
});
const custom = (id: string): SessionId => ({ form: 'custom', id });
const app = { region: 'us', appId: APP };
const whole = { ...app, initiatedAt: SEED_INITIATED };

function check(title: string, table: Readonly<Record<string, SessionId>>): void {
  describe(title, () => {
    for (const [text, expected] of Object.entries(table)) {
      it(JSON.stringify(text).slice(0, 100), () => assert.deepEqual(parseSessionId(text), expected));
    }
  });
}

describe('core sessionId', () => {
  check('v1', {
    [SEED_ID]: v1(SEED_ID),
    [` \t${SEED_ID}\r\n`]: v1(SEED_ID),
    [SEED_ID.toUpperCase()]: v1(SEED_ID.toUpperCase()),
    [SEED_ID.replace('us', 'eu')]: v1(SEED_ID.replace('us', 'eu'), 'eu'),
    [SEED_ID.replace('us', 'in')]: v1(SEED_ID.replace('us', 'in'), 'in'),
    [SEED_ID.replace(APP, '204546db1e57db4a')]: v1(
      SEED_ID.replace(APP, '204546db1e57db4a'),
      'us',
      '204546db1e57db4a',
    ),
    // Whatever a connection takes as an app id names an app in an id as well.
    [SEED_ID.replace(APP, 'zq4546xyz')]: v1(SEED_ID.replace(APP, 'zq4546xyz'), 'us', 'zq4546xyz'),
    [SEED_ID.replace('us', 'ap-2')]: v1(SEED_ID.replace('us', 'ap-2'), 'ap-2'),
    [SEED_ID.replace(APP, 'abc123')]: v1(SEED_ID.replace(APP, 'abc123'), 'us', 'abc123'),
  });

  const named = (name: string, region = 'us', appId = APP): Readonly<Record<string, SessionId>> => {
    const id = `v1.${region}.${appId}.${name}`;
    return { [id]: { form: 'v1', id, region, appId, initiatedAt: undefined } };
  };
  check('v1 with a name of its own', {
    ...named('alice'),
    ...named('abcd-efgh-ijkl', 'eu', '204546db1e57db4a'),
    ...named('3f2504e0-4f89-41d3-9a0c-0305e82c3301'),
    ...named('team standup é/1', 'in', '1234567890abcdef0'),
    // Neither ten digits, nor a plausible time, nor hex alone, nor fewer than 50 digits.
    ...named('169236811'),
    ...named('0692368113ab'),
    ...named('2200000000'),
    ...named('1692368113_rolled'),
    ...named(`1692368113${'ab'.repeat(21)}`),
    ...named('1692368113-room', 'us', 'zq4546xyz'),
  });

  it('keeps the letters of a name as they are', () => {
    const id = `V1.US.${APP.toUpperCase()}.Alice`;
    assert.deepEqual(parseSessionId(id), {
      form: 'v1',
      id,
      region: 'us',
      appId: APP,
      initiatedAt: undefined,
    });
  });

  check('legacy', {
    [LEGACY_ID]: { form: 'legacy', id: LEGACY_ID, initiatedAt: 1_594_206_205_000 },
    [` ${LEGACY_ID.toUpperCase()} `]: {
      form: 'legacy',
      id: LEGACY_ID.toUpperCase(),
      initiatedAt: 1_594_206_205_000,
    },
  });

  check('cut short', {
    [SEED_ID.slice(0, -1)]: cut(SEED_ID.slice(0, -1), whole),
    [`v1.us.${APP}.1692368113`]: cut(`v1.us.${APP}.1692368113`, whole),
    [`v1.us.${APP}.`]: cut(`v1.us.${APP}.`, app),
    [`v1.us.${APP}`]: cut(`v1.us.${APP}`, app),
    [`v1.us.${APP.slice(0, 8)}`]: cut(`v1.us.${APP.slice(0, 8)}`, { region: 'us', appId: '31780434' }),
    [`V1.US.${APP.toUpperCase()}.1692368113A`]: cut(`V1.US.${APP.toUpperCase()}.1692368113A`, whole),
    [`v1.us.${APP}.alice…`]: cut(`v1.us.${APP}.alice…`, app),
    [`v1.us.${APP}.3f2504e0-4f89...`]: cut(`v1.us.${APP}.3f2504e0-4f89...`, app),
    [`v1.us.${APP}.16923…`]: cut(`v1.us.${APP}.16923…`, app),
    [`v1.us.${APP}.16923...`]: cut(`v1.us.${APP}.16923...`, app),
    [`${SEED_ID.slice(0, 60)}…`]: cut(`${SEED_ID.slice(0, 60)}…`, whole),
    'v1.us.zq4546xyz.1692368113ab': cut('v1.us.zq4546xyz.1692368113ab', { ...whole, appId: 'zq4546xyz' }),
    'v1.us…': cut('v1.us…', { region: 'us' }),
    'v1.us....': cut('v1.us....', { region: 'us' }),
    [LEGACY_ID.slice(0, -1)]: cut(LEGACY_ID.slice(0, -1), { initiatedAt: 1_594_206_205_000 }),
    [LEGACY_ID.slice(0, 16)]: cut(LEGACY_ID.slice(0, 16), { initiatedAt: 1_594_206_205_000 }),
    [`${LEGACY_ID.slice(0, 30)}...`]: cut(`${LEGACY_ID.slice(0, 30)}...`, {
      initiatedAt: 1_594_206_205_000,
    }),
  });

  check('custom', {
    'team-standup': custom('team-standup'),
    '  spaces  inside  ': custom('spaces  inside'),
    'a5b1c2d3-0000-4000-9000-0123456789ab': custom('a5b1c2d3-0000-4000-9000-0123456789ab'),
    '../users': custom('../users'),
    'a%2Fb': custom('a%2Fb'),
    '👨‍👩‍👧‍👦': custom('👨‍👩‍👧‍👦'),
    'v1.us': custom('v1.us'),
    'v1.us.': custom('v1.us.'),
    'v1.my.meeting': custom('v1.my.meeting'),
    'v1.us.meeting.2': custom('v1.us.meeting.2'),
    'v1.u.abcdefab': custom('v1.u.abcdefab'),
    'v2.us.31780434a95d45': custom('v2.us.31780434a95d45'),
    v1: custom('v1'),
    '…': custom('…'),
    [LEGACY_ID.slice(0, 15)]: custom(LEGACY_ID.slice(0, 15)),
    [`${LEGACY_ID}0`]: custom(`${LEGACY_ID}0`),
    [`x${LEGACY_ID}`]: custom(`x${LEGACY_ID}`),
    '1594206205': custom('1594206205'),
    constructor: custom('constructor'),
    '': custom(''),
  });

  it('reads any text, keeps it whole, and reads its own id the same way again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(SEED_ID, LEGACY_ID)), (text) => {
        const session = parseSessionId(text);
        assert.equal(session.id, text.trim());
        assert.deepEqual(parseSessionId(session.id), session);
      }),
    );
  });

  it('knows an id cut anywhere after its app id as one of the same app, and as cut where a mark or its time tells', () => {
    const head = `v1.us.${APP}.`.length;
    for (let length = head - 1; length < SEED_ID.length; length += 1) {
      for (const mark of ['', '…', '...']) {
        const session = parseSessionId(SEED_ID.slice(0, length) + mark);
        const isName = mark === '' && length > head && length < head + 10;
        assert.equal(session.form, isName ? 'v1' : 'cut');
        assert.deepEqual([session.appId, session.region], [APP, 'us']);
      }
    }
  });
});

describe('core invalidSessionId', () => {
  const valid = [
    SEED_ID,
    LEGACY_ID,
    'team-standup',
    '../users',
    'a%2Fb',
    'a/b?c#d',
    'with  spaces',
    '👨‍👩‍👧‍👦',
    '...',
    '. .',
    `v1.us.${APP}…`,
    'a\u00a0b',
    'x'.repeat(MAX_SESSION_ID_LENGTH),
    ` ${'x'.repeat(MAX_SESSION_ID_LENGTH)} `,
    '\u{1f600}'.repeat(MAX_SESSION_ID_LENGTH / 2),
    `${SEED_ID}\n`,
  ];
  for (const text of valid) {
    it(`takes ${JSON.stringify(text).slice(0, 60)}`, () => assert.equal(invalidSessionId(text), undefined));
  }

  const invalid: Readonly<Record<Exclude<InvalidSessionId, 'apiKey'>, readonly string[]>> = {
    empty: ['', ' ', '\t\r\n', '\u00a0', '\u2028', '\ufeff'],
    tooLong: [
      'x'.repeat(MAX_SESSION_ID_LENGTH + 1),
      'x'.repeat(10_000),
      '\u{1f600}'.repeat(MAX_SESSION_ID_LENGTH / 2 + 1),
      `a\n${'x'.repeat(10_000)}`,
    ],
    controlCharacter: [
      'a\nb',
      'a\rb',
      'a\tb',
      'a\0b',
      'a\u007fb',
      'a\u0085b',
      'a\u0085',
      'a\u009fb',
      'a\u2028b',
      'a\u2029b',
      '\u001b[31mred',
      'a\ud800b',
      '\udc00',
      'a\ud83d',
    ],
    dots: ['.', '..', ' .. ', '\t.\n'],
  };
  for (const [reason, texts] of Object.entries(invalid)) {
    for (const text of texts) {
      it(`refuses ${JSON.stringify(text).slice(0, 40)}: ${reason}`, () =>
        assert.equal(invalidSessionId(text), reason));
    }
  }

  it('takes nothing that cannot be encoded as one path segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (invalidSessionId(text) !== undefined) return;
        const url = new URL(`https://a.example/v3/calls/${encodeURIComponent(text.trim())}`);
        assert.equal(url.pathname.split('/').length, 4);
        assert.equal(decodeURIComponent(url.pathname.slice('/v3/calls/'.length)), text.trim());
      }),
    );
  });
});

/** Which app and region a call belongs to: one rule for the panel, what is copied, and links. */
describe('core appOf', () => {
  const CUT = `v1.us.${APP}.16923`;
  const other = connection({ appId: '2574867a1b2c3d', region: 'eu' });

  it('is what the id names, whole or cut short, whichever connection is asked', () => {
    for (const id of [SEED_ID, SEED_ID.toUpperCase(), CUT, `${CUT}…`, ` ${CUT} `]) {
      assert.deepEqual(appOf(id, other), { appId: APP, region: 'us' }, id);
      assert.deepEqual(appOf(id, undefined), { appId: APP, region: 'us' }, id);
    }
  });

  it('is the connection’s for an id that names no app, and never a mixture of the two', () => {
    for (const id of [LEGACY_ID, 'team-standup', 'v1.us…', '']) {
      assert.deepEqual(appOf(id, other), { appId: '2574867a1b2c3d', region: 'eu' }, id);
    }
  });

  it('is as much as the id tells where no connection is known', () => {
    assert.deepEqual(appOf('v1.us…', undefined), { appId: undefined, region: 'us' });
    assert.deepEqual(appOf('team-standup', undefined), { appId: undefined, region: undefined });
  });

  it('is named by an id that has the app in it, and by no other', () => {
    assert.deepEqual(appNamedBy(CUT), { appId: APP, region: 'us' });
    for (const id of ['v1.us…', LEGACY_ID, 'team-standup']) assert.equal(appNamedBy(id), undefined, id);
  });
});
