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
  afterEach(() => fixture.questions.dispose());

  it('an id that names its app goes there, whatever was picked for the others', async () => {
    for (const ids of [
      [SEED_ID, LEGACY_ID],
      [LEGACY_ID, SEED_ID],
    ]) {
      fixture = new LookUpAllFixture([premise, prod], [{ pick: 'On-prem' }]);
      const { ended } = await fixture.begin(...ids);
      assert.deepEqual(Object.fromEntries(fixture.sent), { [SEED_ID]: 'prod', [LEGACY_ID]: 'premise' });
      await fixture.answerAll();
      await ended;
      fixture.questions.dispose();
    }
  });

  it('an id of an app without a connection goes nowhere, whatever was picked for the others', async () => {
    const foreign = SEED_ID.replace(APP, '204546db1e57db4');
    fixture = new LookUpAllFixture([premise, prod], [{ pick: 'On-prem' }]);
    const { ended } = await fixture.begin(LEGACY_ID, foreign);
    assert.deepEqual(fixture.sent, [[LEGACY_ID, 'premise']]);
    await fixture.answerAll();
    await ended;
  });

  it('what was picked among the connections of one app does not take the default’s place', async () => {
    fixture = new LookUpAllFixture([prod, twin, premise], [{ pick: 'Twin' }], 'premise');
    const { ended } = await fixture.begin(SEED_ID, LEGACY_ID);
    assert.deepEqual(Object.fromEntries(fixture.sent), { [SEED_ID]: 'twin', [LEGACY_ID]: 'premise' });
    await fixture.answerAll();
    await ended;
  });

  it('one question is enough for all ids that it is an answer for, and no more than those', async () => {
    fixture = new LookUpAllFixture([prod, twin, premise], [{ pick: 'On-prem' }, { pick: 'Twin' }]);
    const { ended } = await fixture.begin(LEGACY_ID, OTHER_LEGACY, SEED_ID);
    assert.deepEqual(Object.fromEntries(fixture.sent), {
      [LEGACY_ID]: 'premise',
      [OTHER_LEGACY]: 'premise',
      [SEED_ID]: 'twin',
    });
    assert.deepEqual(
      fixture.questions.asked.map(({ items }) => items.map(({ label }) => label)),
      [
        ['Prod', 'Twin', 'On-prem'],
        ['Prod', 'Twin'],
      ],
    );
    await fixture.answerAll();
    await ended;
  });

  for (const [title, ids] of [
    ['last', [SEED_ID, LEGACY_ID]],
    ['first', [LEGACY_ID, SEED_ID]],
  ] as const) {
    it(`a choice was offered to every id it is used for: the id that most connections fit comes ${title}`, async () => {
      fixture = new LookUpAllFixture([prod, twin, premise], [{ pick: 'Twin' }]);
      const { ended } = await fixture.begin(...ids);
      assert.deepEqual(
        fixture.questions.asked.map(({ items }) => items.map(({ label }) => label)),
        [['Prod', 'Twin', 'On-prem']],
      );
      assert.deepEqual(Object.fromEntries(fixture.sent), { [SEED_ID]: 'twin', [LEGACY_ID]: 'twin' });
      await fixture.answerAll();
      await ended;
    });
  }

  it('a choice is no answer for an id that a connection fits which it was not made among', async () => {
    const europe = connection({ id: 'europe', name: 'Europe', region: 'eu' });
    const inEurope = SEED_ID.replace('.us.', '.eu.');
    fixture = new LookUpAllFixture([prod, twin, europe], [{ pick: 'Twin' }, { pick: 'Europe' }]);
    const { ended } = await fixture.begin(SEED_ID, inEurope);
    assert.deepEqual(Object.fromEntries(fixture.sent), { [SEED_ID]: 'twin', [inEurope]: 'europe' });
    await fixture.answerAll();
    await ended;
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
  afterEach(() => fixture.questions.dispose());

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
      assert.equal(fixture.messages.length, 1);
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
    assert.deepEqual(fixture.messages, []);
  });

  it('what ails each connection is said once of each', async () => {
    fixture = new LookUpAllFixture([prod, premise]);
    const { ended } = await fixture.begin(...OF_BOTH);
    await fail('premise', 'badApiKey');
    await fail('prod', 'noAccess');
    await fixture.answerAll();
    await ended;
    assert.equal(fixture.messages.length, 2);
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
    assert.equal(fixture.messages.length, 1);
  });

  it('the sandbox is asked for its calls also where no connection fits the others', async () => {
    const sandbox = connection({ id: 'sandbox', kind: 'sandbox', sessionIds: OF_PROD });
    fixture = new LookUpAllFixture([sandbox]);
    const { ended } = await fixture.begin('room-0', ...OF_PROD, 'room-1');
    await fixture.answerAll();
    await ended;
    assert.deepEqual(sentTo('sandbox'), OF_PROD);
    assert.equal(fixture.messages.length, 1);
    assert.deepEqual(
      fixture.known.store
        .all()
        .flatMap(({ sessionId, state }) => (state.kind === 'failed' ? [sessionId] : [])),
      ['room-0'],
      'what nobody could be asked for is not tried one by one',
    );
  });
});

describe('vscode look up all calls of a file: when it stops', () => {
  let fixture: LookUpAllFixture;
  afterEach(() => fixture.questions.dispose());

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
    it(`${reason}: what the others would meet as well ends the run, and is said once`, async () => {
      assert.equal(await requestsAfter(reason), 0);
      assert.equal(fixture.messages.length, 1);
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
      assert.equal(fixture.messages.length, 0);
      assert.equal(fixture.sent.length, IDS.length);
    });
  }
});
