/** “Look Up All Calls in File”: where each id is sent. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { APP, connection, LEGACY_ID, SEED_ID, settle } from '../../core/support.ts';
import { LookUpDesk, premise, prod, twin, PREMISE_APP } from '../support/lookUpDesk.ts';
import type { FailureReason } from '../../../../src/core/failure/model.ts';
import { callError } from '../../core/lookUp/support.ts';

const OTHER_LEGACY = `${LEGACY_ID.slice(0, -1)}0`;

describe('vscode look up all calls of a file: where each id is sent', () => {
  let desk: LookUpDesk;
  afterEach(() => desk.questions.dispose());

  it('an id that names its app goes there, whatever was picked for the others', async () => {
    for (const ids of [
      [SEED_ID, LEGACY_ID],
      [LEGACY_ID, SEED_ID],
    ]) {
      desk = new LookUpDesk([premise, prod], [{ pick: 'On-prem' }]);
      const { ended } = await desk.begin(...ids);
      assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'prod', [LEGACY_ID]: 'premise' });
      await desk.answerAll();
      await ended;
      desk.questions.dispose();
    }
  });

  it('an id of an app without a connection goes nowhere, whatever was picked for the others', async () => {
    const foreign = SEED_ID.replace(APP, '204546db1e57db4');
    desk = new LookUpDesk([premise, prod], [{ pick: 'On-prem' }]);
    const { ended } = await desk.begin(LEGACY_ID, foreign);
    assert.deepEqual(desk.sent, [[LEGACY_ID, 'premise']]);
    await desk.answerAll();
    await ended;
  });

  it('what was picked among the connections of one app does not take the default’s place', async () => {
    desk = new LookUpDesk([prod, twin, premise], [{ pick: 'Twin' }], 'premise');
    const { ended } = await desk.begin(SEED_ID, LEGACY_ID);
    assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'twin', [LEGACY_ID]: 'premise' });
    await desk.answerAll();
    await ended;
  });

  it('one question is enough for all ids that it is an answer for, and no more than those', async () => {
    desk = new LookUpDesk([prod, twin, premise], [{ pick: 'On-prem' }, { pick: 'Twin' }]);
    const { ended } = await desk.begin(LEGACY_ID, OTHER_LEGACY, SEED_ID);
    assert.deepEqual(Object.fromEntries(desk.sent), {
      [LEGACY_ID]: 'premise',
      [OTHER_LEGACY]: 'premise',
      [SEED_ID]: 'twin',
    });
    assert.deepEqual(
      desk.questions.asked.map(({ items }) => items.map(({ label }) => label)),
      [
        ['Prod', 'Twin', 'On-prem'],
        ['Prod', 'Twin'],
      ],
    );
    await desk.answerAll();
    await ended;
  });

  for (const [title, ids] of [
    ['last', [SEED_ID, LEGACY_ID]],
    ['first', [LEGACY_ID, SEED_ID]],
  ] as const) {
    it(`a choice was offered to every id it is used for: the id that most connections fit comes ${title}`, async () => {
      desk = new LookUpDesk([prod, twin, premise], [{ pick: 'Twin' }]);
      const { ended } = await desk.begin(...ids);
      assert.deepEqual(
        desk.questions.asked.map(({ items }) => items.map(({ label }) => label)),
        [['Prod', 'Twin', 'On-prem']],
      );
      assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'twin', [LEGACY_ID]: 'twin' });
      await desk.answerAll();
      await ended;
    });
  }

  it('a choice is no answer for an id that a connection fits which it was not made among', async () => {
    const europe = connection({ id: 'europe', name: 'Europe', region: 'eu' });
    const inEurope = SEED_ID.replace('.us.', '.eu.');
    desk = new LookUpDesk([prod, twin, europe], [{ pick: 'Twin' }, { pick: 'Europe' }]);
    const { ended } = await desk.begin(SEED_ID, inEurope);
    assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'twin', [inEurope]: 'europe' });
    await desk.answerAll();
    await ended;
  });

  it('32 hex digits go nowhere by themselves, and it is said', async () => {
    const ofOthers = ['7b1ac07d9f3b4c1e8a2d5e6f70812345', '0123456789ABCDEF0123456789ABCDEF'];
    const rooms = ['7b1ac07d-9f3b-4c1e-8a2d-5e6f70812345', 'room-7b1ac07d9f3b4c1e8a2d5e6f70812'];
    const named = `v1.us.${APP}.alice`;
    desk = new LookUpDesk([prod]);
    const { ended } = await desk.begin(...ofOthers, ...rooms, named);
    assert.deepEqual(
      desk.sent.map(([id]) => id),
      [...rooms, named],
    );
    assert.match(desk.messages.join(), /^2 ids were left out/);
    await desk.answerAll();
    await ended;
    desk.questions.dispose();
    desk = new LookUpDesk([prod]);
    await (
      await desk.begin(ofOthers[0] ?? '')
    ).ended;
    assert.deepEqual(desk.sent, []);
    assert.match(desk.messages.join(), /^1 id was left out/);
  });

  it('nothing is sent anywhere when the user picks none', async () => {
    desk = new LookUpDesk([premise, prod], ['escape']);
    await (
      await desk.begin(SEED_ID, LEGACY_ID)
    ).ended;
    assert.deepEqual(desk.sent, []);
  });
});

describe('vscode look up all calls of a file: when it stops for one connection', () => {
  let desk: LookUpDesk;
  afterEach(() => desk.questions.dispose());

  const times = <Item>(item: (index: number) => Item) =>
    Array.from({ length: 10 }, (_, index) => item(index));
  const idOf = (appId: string, index: number) => `${SEED_ID.slice(0, -1)}${index}`.replace(APP, appId);
  const OF_PROD = times((index) => idOf(APP, index));
  const OF_PREMISE = times((index) => idOf(PREMISE_APP, index));
  /** Of both, in turn. */
  const OF_BOTH = times((index) => [idOf(APP, index), idOf(PREMISE_APP, index)]).flat();

  const askedOf = (id: string) =>
    desk.known.source.asked.filter(({ request }) => request.connection.id === id);
  const sentTo = (id: string) => askedOf(id).map(({ request }) => request.sessionId);

  /** Has the first request to a connection fail. */
  async function fail(id: string, reason: FailureReason): Promise<void> {
    await askedOf(id)[0]?.fail(callError({ reason }));
    for (let turn = 0; turn < 5; turn += 1) await settle();
  }

  for (const reason of ['badApiKey', 'offline'] as const) {
    it(`${reason} of one connection leaves the other one’s look-ups alone`, async () => {
      desk = new LookUpDesk([prod, premise]);
      const { ended } = await desk.begin(...OF_BOTH);
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
      await desk.answerAll();
      await ended;
      assert.deepEqual(sentTo('prod'), OF_PROD);
      assert.deepEqual(sentTo('premise'), OF_PREMISE.slice(0, atOnce));
      assert.equal(desk.messages.length, 1);
    });
  }

  it('a rate limit of one connection makes the other one’s look-ups wait for nothing', async () => {
    desk = new LookUpDesk([prod, premise]);
    const { ended } = await desk.begin(...OF_BOTH);
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
    desk.stop();
    await ended;
    assert.deepEqual(desk.messages, []);
  });

  it('what ails each connection is said once of each', async () => {
    desk = new LookUpDesk([prod, premise]);
    const { ended } = await desk.begin(...OF_BOTH);
    await fail('premise', 'badApiKey');
    await fail('prod', 'noAccess');
    await desk.answerAll();
    await ended;
    assert.equal(desk.messages.length, 2);
    assert.ok(desk.sent.length < OF_BOTH.length);
  });

  it('ids that were given to a connection by choice are its own as well', async () => {
    desk = new LookUpDesk([prod, premise], [{ pick: 'On-prem' }]);
    const rooms = times((index) => `room-${index}`);
    const { ended } = await desk.begin(...OF_PREMISE.slice(0, 1), ...rooms, ...OF_PROD);
    await fail('premise', 'badApiKey');
    await desk.answerAll();
    await ended;
    assert.ok(sentTo('premise').length <= 6, `${sentTo('premise').length} requests`);
    assert.deepEqual(sentTo('prod'), OF_PROD);
    assert.equal(desk.messages.length, 1);
  });

  it('the sandbox is asked for its calls also where no connection fits the others', async () => {
    const sandbox = connection({ id: 'sandbox', kind: 'sandbox', sessionIds: OF_PROD });
    desk = new LookUpDesk([sandbox]);
    const { ended } = await desk.begin('room-0', ...OF_PROD, 'room-1');
    await desk.answerAll();
    await ended;
    assert.deepEqual(sentTo('sandbox'), OF_PROD);
    assert.equal(desk.messages.length, 1);
    assert.deepEqual(
      desk.known.store.all().flatMap(({ sessionId, state }) => (state.kind === 'failed' ? [sessionId] : [])),
      ['room-0'],
      'what nobody could be asked for is not tried one by one',
    );
  });
});

describe('vscode look up all calls of a file: when it stops', () => {
  let desk: LookUpDesk;
  afterEach(() => desk.questions.dispose());

  const IDS = Array.from({ length: 20 }, (_, index) => `room-${index}`);

  /** How many requests were sent when the first fails so and the rest of the first ones are answered. */
  async function requestsAfter(reason: FailureReason): Promise<number> {
    desk = new LookUpDesk([prod]);
    const { ended } = await desk.begin(...IDS);
    const atOnce = desk.sent.length;
    await desk.known.asked(0).fail(callError({ reason }));
    for (let turn = 0; turn < 5; turn += 1) await settle();
    const after = desk.sent.length;
    await desk.answerAll();
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
      assert.equal(desk.messages.length, 1);
      assert.ok(desk.sent.length < IDS.length);
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
      assert.equal(desk.messages.length, 0);
      assert.equal(desk.sent.length, IDS.length);
    });
  }
});
