/** “Refresh” of the whole list: what it asks for, and when it stops. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { FailureReason } from '../../../../src/core/failure/model.ts';
import type { LookUpState } from '../../../../src/core/lookUp/model.ts';
import { callError, type LookUpFixture, lookUpFixture } from '../../core/lookUp/support.ts';
import { call, connection, NOW, settle } from '../../core/support.ts';
import { User } from '../support/user.ts';
import { MAX_REFRESHED, refreshAll } from '../../../../src/vscode/commands/refreshAll.ts';

const prod = connection({ id: 'prod', name: 'Prod' });
const other = connection({ id: 'other', name: 'Other', kind: 'custom', baseUrl: 'https://other.example/v3' });
const failed = (reason: FailureReason): LookUpState => ({
  kind: 'failed',
  failure: { reason },
  failedAt: NOW - 60_000,
});

describe('vscode refresh of the whole list', () => {
  let known: LookUpFixture;
  let user: User;
  beforeEach(() => {
    known = lookUpFixture({ connections: [prod, other] });
    user = new User();
  });
  afterEach(() => user.dispose());

  /** Lists calls of a connection, the last on top. */
  function list(connectionId: string | undefined, count: number, state: LookUpState, name = 'call'): void {
    for (let index = count - 1; index >= 0; index -= 1) {
      const target = { sessionId: `${name}-${index}`, connectionId, onBehalfOf: undefined };
      known.store.set(target, state, NOW - 1_000_000 + known.store.size);
    }
  }

  async function begin() {
    const lookUps = known.lookUps;
    const connections = {
      routing: () =>
        Promise.resolve({ connections: [prod, other], defaultConnectionId: undefined, isUnreadable: false }),
    };
    const ended = refreshAll({ lookUps, connections } as never);
    for (let turn = 0; turn < 10; turn += 1) await settle();
    return { ended };
  }

  /** Answers whatever is asked until nothing more is, and ends what was given up, as the real source does. */
  async function answerAll(): Promise<void> {
    for (let next = 0; next < known.source.asked.length; next += 1) {
      const { request, signal, answer, fail } = known.asked(next);
      if (signal.aborted) await fail(callError({ reason: 'cancelled' }));
      else await answer({ sessionId: request.sessionId, status: 'ended' });
      for (let turn = 0; turn < 3; turn += 1) await settle();
    }
  }
  const sent = () => known.source.asked.map(({ request }) => request.sessionId);
  const sentTo = (id: string) => known.source.asked.filter(({ request }) => request.connection.id === id);

  it('asks for the first that may have changed, and says that there are more', async () => {
    list('prod', MAX_REFRESHED + 20, failed('timeout'));
    const over = call({ sessionId: 'over', status: 'ended', endedAt: 1_600_000_000 });
    list('prod', 5, { kind: 'ready', answer: { call: over, raw: {}, fetchedAt: NOW } }, 'over');
    const last = known.store.all().at(-1);
    known.store.mark(last?.key ?? '', { pinned: true }, NOW);
    const { ended } = await begin();
    await answerAll();
    await ended;
    assert.equal(sent().length, MAX_REFRESHED);
    assert.equal(sent()[0], last?.sessionId, 'what is pinned is on top');
    assert.ok(sent().slice(1).includes('call-0') && !sent().includes('over-0'));
    assert.match(user.messages.join(), /^Refreshed the first 100 of 120 calls/);
  });

  it('says nothing where it has asked for all', async () => {
    list('prod', MAX_REFRESHED, failed('timeout'));
    const { ended } = await begin();
    await answerAll();
    await ended;
    assert.deepEqual([sent().length, user.messages], [MAX_REFRESHED, []]);
  });

  for (const reason of ['badApiKey', 'offline', 'rateLimited'] as const) {
    it(`${reason} of one connection ends its requests, is said once, and leaves the other’s alone`, async () => {
      list('prod', 20, failed('timeout'));
      list('other', 20, failed('timeout'), 'others');
      const { ended } = await begin();
      await known.source.asked[0]?.fail(callError({ reason }));
      await answerAll();
      await ended;
      const [stopped, goesOn] = [sentTo('prod'), sentTo('other')].toSorted((a, b) => a.length - b.length);
      // Six at once, and the one whose turn came with the failure.
      assert.ok(stopped && stopped.length <= 7, `${stopped?.length} were sent`);
      assert.equal(goesOn?.length, 20);
      assert.equal(user.messages.length, 1);
      const loading = known.store.all().filter(({ state }) => state.kind === 'loading');
      assert.deepEqual(loading, []);
    });
  }

  it('goes on after what is one call’s alone', async () => {
    list('prod', 20, failed('timeout'));
    const { ended } = await begin();
    await known.source.asked[0]?.fail(callError({ reason: 'notFound' }));
    await answerAll();
    await ended;
    assert.deepEqual([sent().length, user.messages], [20, []]);
  });

  it('asks once where those without a connection are to go, and asks for none of them when none is chosen', async () => {
    list(undefined, 3, failed('noConnection'));
    user.does({ pick: 'Other' }, 'escape');
    const first = await begin();
    await answerAll();
    await first.ended;
    assert.deepEqual([sentTo('other').length, user.asked.length], [3, 1]);
    list(undefined, 3, failed('noConnection'), 'later');
    const second = await begin();
    await second.ended;
    assert.deepEqual([sent().length, user.asked.length], [3, 2]);
  });
});
