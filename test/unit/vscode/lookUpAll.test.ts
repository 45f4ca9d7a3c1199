/** “Look Up All Calls in File”: where each id is sent, and when the run stops by itself. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Connection } from '../../../src/core/connection.ts';
import type { FailureReason } from '../../../src/core/failure.ts';
import type { FileRow } from '../../../src/core/fileReport.ts';
import type { Connections } from '../../../src/vscode/credentials/connections.ts';
import { callError, type World, world } from '../core/lookupSupport.ts';
import { APP, connection, LEGACY_ID, SEED_ID, settle } from '../core/support.ts';
import { type Act, Questions } from './support/questions.ts';

// Loaded once VS Code has its stand-in.
const { LookUps } = await import('../../../src/vscode/lookUps.ts');
const { lookUpAll } = await import('../../../src/vscode/fileCalls/lookUpAll.ts');

const PREMISE_APP = 'aaaaaaaaaaaaaa';
const prod = connection({ id: 'prod', name: 'Prod' });
const twin = connection({ id: 'twin', name: 'Twin', kind: 'custom', baseUrl: 'https://twin.example/v3' });
const premise = connection({
  id: 'premise',
  name: 'On-prem',
  appId: PREMISE_APP,
  kind: 'custom',
  baseUrl: 'https://premise.example/v3',
});
const OTHER_LEGACY = `${LEGACY_ID.slice(0, -1)}0`;

function row(sessionId: string): FileRow {
  const place = { line: 1, column: 1 };
  return {
    fileCall: { sessionId, looksCutOff: false, count: 1, first: place, last: place } as never,
    lookUp: undefined,
  };
}

/** A window with a file in it, whose user answers what they are asked. */
class Desk {
  readonly known: World;
  readonly questions: Questions;
  readonly messages: string[] = [];
  readonly #connections: Connections;
  /** Stops the run, as its notification’s button does. */
  stop = () => undefined as void;

  constructor(has: readonly Connection[], acts: readonly Act[] = [], defaultConnectionId?: string) {
    const standard = defaultConnectionId === undefined ? {} : { defaultConnectionId };
    this.known = world({ connections: has, ...standard });
    const routing = { connections: has, defaultConnectionId };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of the connections as is used
    this.#connections = { routing: () => Promise.resolve(routing) } as unknown as Connections;
    const withProgress = (_: object, run: (progress: object, token: object) => unknown) =>
      run(
        { report: () => undefined },
        {
          isCancellationRequested: false,
          onCancellationRequested: (listener: () => void) => {
            this.stop = listener;
          },
        },
      );
    const showErrorMessage = (text: string) => Promise.resolve(void this.messages.push(text));
    this.questions = new Questions(acts, { window: { withProgress, showErrorMessage } });
  }

  /** Begins to look up these ids. */
  async begin(...ids: readonly string[]): Promise<{ readonly ended: Promise<void> }> {
    const lookUps = new LookUps(this.known.store, this.known.lookup);
    const ended = lookUpAll(ids.map(row), { lookUps, connections: this.#connections });
    for (let turn = 0; turn < 5; turn += 1) await settle();
    return { ended };
  }

  /** Which id was sent to which connection, in the order of the requests. */
  get sent(): readonly (readonly [string, string])[] {
    return this.known.source.asked.map(({ request }) => [request.sessionId, request.connection.id]);
  }

  async answerAll(): Promise<void> {
    for (let next = 0; next < this.known.source.asked.length; next += 1) {
      const { request } = this.known.asked(next);
      await this.known.asked(next).answer({ sessionId: request.sessionId, status: 'ended' });
      await settle();
    }
  }
}

describe('vscode look up all calls of a file: where each id is sent', () => {
  let desk: Desk;
  afterEach(() => desk.questions.dispose());

  it('an id that names its app goes there, whatever was picked for the others', async () => {
    for (const ids of [
      [SEED_ID, LEGACY_ID],
      [LEGACY_ID, SEED_ID],
    ]) {
      desk = new Desk([premise, prod], [{ pick: 'On-prem' }]);
      const { ended } = await desk.begin(...ids);
      assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'prod', [LEGACY_ID]: 'premise' });
      await desk.answerAll();
      await ended;
      desk.questions.dispose();
    }
  });

  it('an id of an app without a connection goes nowhere, whatever was picked for the others', async () => {
    const foreign = SEED_ID.replace(APP, '204546db1e57db4');
    desk = new Desk([premise, prod], [{ pick: 'On-prem' }]);
    const { ended } = await desk.begin(LEGACY_ID, foreign);
    assert.deepEqual(desk.sent, [[LEGACY_ID, 'premise']]);
    await desk.answerAll();
    await ended;
  });

  it('what was picked among the connections of one app does not take the default’s place', async () => {
    desk = new Desk([prod, twin, premise], [{ pick: 'Twin' }], 'premise');
    const { ended } = await desk.begin(SEED_ID, LEGACY_ID);
    assert.deepEqual(Object.fromEntries(desk.sent), { [SEED_ID]: 'twin', [LEGACY_ID]: 'premise' });
    await desk.answerAll();
    await ended;
  });

  it('one question is enough for all ids that it is an answer for, and no more than those', async () => {
    desk = new Desk([prod, twin, premise], [{ pick: 'On-prem' }, { pick: 'Twin' }]);
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

  it('nothing is sent anywhere when the user picks none', async () => {
    desk = new Desk([premise, prod], ['escape']);
    await (
      await desk.begin(SEED_ID, LEGACY_ID)
    ).ended;
    assert.deepEqual(desk.sent, []);
  });
});

describe('vscode look up all calls of a file: when it stops', () => {
  let desk: Desk;
  afterEach(() => desk.questions.dispose());

  const IDS = Array.from({ length: 20 }, (_, index) => `room-${index}`);

  /** How many requests were sent when the first fails so and the rest of the first ones are answered. */
  async function requestsAfter(reason: FailureReason): Promise<number> {
    desk = new Desk([prod]);
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
