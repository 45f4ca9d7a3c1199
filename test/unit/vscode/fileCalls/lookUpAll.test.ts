/** “Look Up All Calls in File”: where each id is sent. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { APP, connection, LEGACY_ID, SEED_ID, settle } from '../../core/support.ts';
import { LookUpAllFixture, premise, prod, twin, PREMISE_APP } from '../support/lookUpAllFixture.ts';
import type { FailureReason } from '../../../../src/core/failure/model.ts';
import { callError } from '../../core/lookUp/support.ts';

const OTHER_LEGACY = `${LEGACY_ID.slice(0, -1)}0`;

describe('vscode look up all calls of a file: where each id is sent', () => {
  let fixture: LookUpAllFixture;
  afterEach(() => fixture.dispose());

  const foreign = SEED_ID.replace(APP, '204546db1e57db4');
  const both = { [SEED_ID]: 'prod', [LEGACY_ID]: 'premise' };
  for (const [title, connections, pick, ids, sent, standard] of [
    [
      'an id that names its app goes there, whatever was picked for the one after it',
      [premise, prod],
      'On-prem',
      [SEED_ID, LEGACY_ID],
      both,
    ],
    [
      'an id that names its app goes there, whatever was picked for the one before it',
      [premise, prod],
      'On-prem',
      [LEGACY_ID, SEED_ID],
      both,
    ],
    [
      'an id of an app without a connection goes nowhere, whatever was picked for the others',
      [premise, prod],
      'On-prem',
      [LEGACY_ID, foreign],
      { [LEGACY_ID]: 'premise' },
    ],
    [
      'what was picked among the connections of one app does not take the default’s place',
      [prod, twin, premise],
      'Twin',
      [SEED_ID, LEGACY_ID],
      { [SEED_ID]: 'twin', [LEGACY_ID]: 'premise' },
      'premise',
    ],
  ] as const) {
    it(title, async () => {
      fixture = new LookUpAllFixture(connections, [{ pick }], standard);
      await fixture.run(...ids);
      assert.deepEqual(Object.fromEntries(fixture.sent), sent);
    });
  }

  it('one question is enough for all ids that it is an answer for, and no more than those', async () => {
    fixture = new LookUpAllFixture([prod, twin, premise], [{ pick: 'On-prem' }, { pick: 'Twin' }]);
    await fixture.run(LEGACY_ID, OTHER_LEGACY, SEED_ID);
    assert.deepEqual(Object.fromEntries(fixture.sent), {
      [LEGACY_ID]: 'premise',
      [OTHER_LEGACY]: 'premise',
      [SEED_ID]: 'twin',
    });
    assert.deepEqual(fixture.offered, [
      ['Prod', 'Twin', 'On-prem'],
      ['Prod', 'Twin'],
    ]);
  });

  for (const [title, ids] of [
    ['last', [SEED_ID, LEGACY_ID]],
    ['first', [LEGACY_ID, SEED_ID]],
  ] as const) {
    it(`a choice was offered to every id it is used for: the id that most connections fit comes ${title}`, async () => {
      fixture = new LookUpAllFixture([prod, twin, premise], [{ pick: 'Twin' }]);
      await fixture.run(...ids);
      assert.deepEqual(fixture.offered, [['Prod', 'Twin', 'On-prem']]);
      assert.deepEqual(Object.fromEntries(fixture.sent), { [SEED_ID]: 'twin', [LEGACY_ID]: 'twin' });
    });
  }

  it('a choice is no answer for an id that a connection fits which it was not made among', async () => {
    const europe = connection({ id: 'europe', name: 'Europe', region: 'eu' });
    const inEurope = SEED_ID.replace('.us.', '.eu.');
    fixture = new LookUpAllFixture([prod, twin, europe], [{ pick: 'Twin' }, { pick: 'Europe' }]);
    await fixture.run(SEED_ID, inEurope);
    assert.deepEqual(Object.fromEntries(fixture.sent), { [SEED_ID]: 'twin', [inEurope]: 'europe' });
  });

  it('32 hex digits go nowhere by themselves, and it is said', async () => {
    const ofOthers = ['7b1ac07d9f3b4c1e8a2d5e6f70812345', '0123456789ABCDEF0123456789ABCDEF'];
    const rooms = ['7b1ac07d-9f3b-4c1e-8a2d-5e6f70812345', 'room-7b1ac07d9f3b4c1e8a2d5e6f70812'];
    const named = `v1.us.${APP}.alice`;
    fixture = new LookUpAllFixture([prod]);
    const { ended } = await fixture.begin(...ofOthers, ...rooms, named);
    assert.deepEqual(
      fixture.sent.map(([id]) => id),
      [...rooms, named],
    );
    assert.deepEqual(
      fixture.reasons,
      Object.fromEntries(ofOthers.map((id) => [id, 'otherTool'])),
      'why stands in the list',
    );
    await fixture.answerAll();
    await ended;
    fixture.dispose();
    fixture = new LookUpAllFixture([prod]);
    await (
      await fixture.begin(ofOthers[0] ?? '')
    ).ended;
    assert.deepEqual(fixture.sent, []);
    assert.deepEqual(Object.values(fixture.reasons), ['otherTool']);
  });

  it('what looks cut off, or has no connection, goes nowhere, is in no history, and is told in the list alone', async () => {
    fixture = new LookUpAllFixture([prod]);
    const cut = `${SEED_ID.slice(0, 40)}…`;
    await fixture.run(SEED_ID, foreign, cut);
    assert.deepEqual(
      fixture.sent.map(([id]) => id),
      [SEED_ID],
    );
    assert.deepEqual(fixture.reasons, { [foreign]: 'wrongApp', [cut]: 'cutOff' });
    assert.deepEqual(
      fixture.known.store.all().map(({ sessionId }) => sessionId),
      [SEED_ID],
    );
    assert.deepEqual(fixture.user.messages, []);
  });

  it('says how many requests it takes before it starts, and asks first where they are many', async () => {
    fixture = new LookUpAllFixture([prod]);
    await fixture.run(SEED_ID, `v1.us.${APP}.alice`, foreign);
    assert.deepEqual(fixture.titles, ['Looking up 2 calls, with as many requests']);
    assert.equal(fixture.fileCalls.order, 'verdict', 'what needs attention comes first');
    fixture.dispose();
    const many = Array.from({ length: 201 }, (_, index) => `room-${index}`);
    fixture = new LookUpAllFixture([prod], ['escape']);
    await (
      await fixture.begin(...many)
    ).ended;
    assert.deepEqual(fixture.sent, []);
    assert.equal(fixture.fileCalls.order, 'line');
    assert.match(fixture.user.messages.join(), /Look up 201 calls\?/);
  });

  it('nothing is sent anywhere when the user picks none', async () => {
    fixture = new LookUpAllFixture([premise, prod], ['escape']);
    await (
      await fixture.begin(SEED_ID, LEGACY_ID)
    ).ended;
    assert.deepEqual(fixture.sent, []);
  });
});

describe('vscode look up all calls of a file: when it stops for one connection', () => {
  let fixture: LookUpAllFixture;
  afterEach(() => fixture.dispose());

  const times = <Item>(item: (index: number) => Item) =>
    Array.from({ length: 10 }, (_, index) => item(index));
  const idOf = (appId: string, index: number) => `${SEED_ID.slice(0, -1)}${index}`.replace(APP, appId);
  const OF_PROD = times((index) => idOf(APP, index));
  const OF_PREMISE = times((index) => idOf(PREMISE_APP, index));
  /** Of both, in turn. */
  const OF_BOTH = times((index) => [idOf(APP, index), idOf(PREMISE_APP, index)]).flat();

  const askedOf = (id: string) =>
    fixture.known.source.asked.filter(({ request }) => request.connection.id === id);
  const sentTo = (id: string) => askedOf(id).map(({ request }) => request.sessionId);

  /** Has the first request to a connection fail. */
  async function fail(id: string, reason: FailureReason): Promise<void> {
    await askedOf(id)[0]?.fail(callError({ reason }));
    for (let turn = 0; turn < 5; turn += 1) await settle();
  }

  for (const reason of ['badApiKey', 'offline'] as const) {
    it(`${reason} of one connection leaves the other one’s look-ups alone`, async () => {
      fixture = new LookUpAllFixture([prod, premise]);
      const { ended } = await fixture.begin(...OF_BOTH);
      const atOnce = sentTo('premise').length;
      await fail('premise', reason);
      assert.deepEqual(
        askedOf('prod').map(({ signal }) => signal.aborted),
        askedOf('prod').map(() => false),
      );
      assert.ok(
        askedOf('premise')
          .slice(1)
          .every(({ signal }) => signal.aborted),
        'those of its own end',
      );
      await fixture.answerAll();
      await ended;
      assert.deepEqual(sentTo('prod'), OF_PROD);
      assert.deepEqual(sentTo('premise'), OF_PREMISE.slice(0, atOnce));
      const [first, ...others] = OF_PREMISE;
      assert.deepEqual(fixture.reasons, Object.fromEntries(others.map((id) => [id, reason])));
      assert.ok(first !== undefined && fixture.reasons[first] === undefined, 'it was asked for');
      assert.deepEqual(fixture.user.messages, []);
    });
  }

  it('a rate limit of one connection makes the other one’s look-ups wait for nothing', async () => {
    fixture = new LookUpAllFixture([prod, premise]);
    const { ended } = await fixture.begin(...OF_BOTH);
    const limited = callError({ reason: 'rateLimited', retryAt: Date.now() + 600_000 });
    const atOnce = askedOf('premise');
    for (const asked of atOnce) await asked.fail(limited);
    for (let next = 0; next < OF_PROD.length; next += 1) {
      const asked = askedOf('prod')[next];
      await asked?.answer({ sessionId: asked.request.sessionId, status: 'ended' });
      await settle();
    }
    assert.deepEqual(sentTo('prod'), OF_PROD);
    assert.equal(sentTo('premise').length, atOnce.length, 'who was told to wait waits');
    fixture.stop();
    await ended;
    assert.deepEqual(fixture.user.messages, []);
  });

  it('what ails each connection is noted of its own ids', async () => {
    fixture = new LookUpAllFixture([prod, premise]);
    const { ended } = await fixture.begin(...OF_BOTH);
    await fail('premise', 'badApiKey');
    await fail('prod', 'noAccess');
    await fixture.answerAll();
    await ended;
    assert.deepEqual(fixture.user.messages, []);
    assert.equal(fixture.reasons[OF_PREMISE.at(-1) ?? ''], 'badApiKey');
    assert.equal(fixture.reasons[OF_PROD.at(-1) ?? ''], 'noAccess');
    assert.ok(fixture.sent.length < OF_BOTH.length);
  });

  it('ids that were given to a connection by choice are its own as well', async () => {
    fixture = new LookUpAllFixture([prod, premise], [{ pick: 'On-prem' }]);
    const rooms = times((index) => `room-${index}`);
    const { ended } = await fixture.begin(...OF_PREMISE.slice(0, 1), ...rooms, ...OF_PROD);
    await fail('premise', 'badApiKey');
    await fixture.answerAll();
    await ended;
    assert.ok(sentTo('premise').length <= 6, `${sentTo('premise').length} requests`);
    assert.deepEqual(sentTo('prod'), OF_PROD);
    assert.deepEqual(fixture.user.messages, []);
  });

  it('the sandbox is asked for its calls also where no connection fits the others', async () => {
    const sandbox = connection({ id: 'sandbox', kind: 'sandbox', sessionIds: OF_PROD });
    fixture = new LookUpAllFixture([sandbox]);
    await fixture.run('room-0', ...OF_PROD, 'room-1');
    assert.deepEqual(sentTo('sandbox'), OF_PROD);
    assert.deepEqual(fixture.user.messages, []);
    assert.deepEqual(fixture.reasons, { 'room-0': 'noConnection', 'room-1': 'noConnection' });
  });
});

describe('vscode look up all calls of a file: when it stops', () => {
  let fixture: LookUpAllFixture;
  afterEach(() => fixture.dispose());

  const IDS = Array.from({ length: 20 }, (_, index) => `room-${index}`);

  /** How many requests were sent when the first fails so and the rest of the first ones are answered. */
  async function requestsAfter(reason: FailureReason): Promise<number> {
    fixture = new LookUpAllFixture([prod]);
    const { ended } = await fixture.begin(...IDS);
    const atOnce = fixture.sent.length;
    await fixture.known.asked(0).fail(callError({ reason }));
    for (let turn = 0; turn < 5; turn += 1) await settle();
    const after = fixture.sent.length;
    await fixture.answerAll();
    await ended;
    assert.ok(atOnce < IDS.length, 'not all are asked for at once');
    return after - atOnce;
  }

  for (const reason of [
    'badApiKey',
    'noAccess',
    'noApiKey',
    'noConnection',
    'offline',
    'tls',
    'proxy',
    'unknownHost',
  ] as const) {
    it(`${reason}: what the others would meet as well ends the run, and is noted of each`, async () => {
      assert.equal(await requestsAfter(reason), 0);
      assert.deepEqual(fixture.user.messages, []);
      assert.deepEqual(fixture.reasons, Object.fromEntries(IDS.slice(1).map((id) => [id, reason])));
      assert.ok(fixture.sent.length < IDS.length);
    });
  }

  for (const reason of [
    'notFound',
    'notAPart',
    'wrongApp',
    'timeout',
    'serverError',
    'badResponse',
    'tooLarge',
    'cancelled',
    'invalidSessionId',
    'userNotFound',
  ] as const) {
    it(`${reason}: what is this id’s own trouble keeps no other from being asked for`, async () => {
      assert.equal(await requestsAfter(reason), 1);
      assert.equal(fixture.user.messages.length, 0);
      assert.equal(fixture.sent.length, IDS.length);
    });
  }
});
