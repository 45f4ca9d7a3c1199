/** What a list says of its whole, and how far back it came, where a server does as it likes. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CallFilter } from '../../../../src/core/callList/model.ts';
import { NOW } from '../support.ts';
import { calls, FakeServer, ids, listing, pageOf, raw, shown } from './support.ts';

const NOT_ANSWERED = { statuses: ['unanswered', 'rejected', 'busy', 'cancelled'] } as const;

/** Calls of these statuses in turn. */
function mixed(count: number, ...statuses: readonly string[]) {
  return calls(count).map((call, n) => ({ ...call, status: statuses[n % statuses.length] }));
}

describe('core browse listing: a server that caps its pages', () => {
  for (const [cap, gone] of [
    [50, 30],
    [50, 120],
    [20, 7],
  ] as const) {
    it(`at ${cap}: of a list that loses ${gone} calls meanwhile, none that stays is passed over`, async () => {
      const server = new FakeServer(calls(1000));
      server.answer = ({ page = 1, perPage = 100 }) =>
        pageOf(server.calls, { page, perPage: Math.min(cap, perPage) });
      const list = listing(server);
      await list.load();
      await list.loadMore();
      server.calls = server.calls.slice(gone);
      await list.loadAll();
      const found = new Set(shown(list));
      assert.deepEqual(
        ids(server.calls).filter((id) => !found.has(id)),
        [],
      );
      assert.deepEqual([list.state.isPatchy, list.state.more], [false, false]);
    });
  }

  it('and keeps to no size: that calls may be missing is said when the total falls', async () => {
    const server = new FakeServer(calls(1000));
    server.answer = ({ page = 1 }) => pageOf(server.calls, { page, perPage: 30 });
    const list = listing(server);
    await list.load();
    await list.loadMore();
    assert.equal(list.state.isPatchy, false);
    server.calls = server.calls.slice(10);
    await list.loadAll();
    assert.equal(list.state.isPatchy, true);
  });
});

describe('core browse listing: lists that are one list', () => {
  const statuses = ['ended', 'unanswered', 'rejected', 'canceled'];

  it('a server that ignores the status is gone through once', async () => {
    const server = new FakeServer(mixed(10_000, ...statuses));
    server.answer = (request) => pageOf(server.calls, request);
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.equal(list.state.heldBack, 0, 'there is no other list to wait for');
    await list.loadAll();
    const wanted = server.calls.filter((call) => call['status'] !== 'ended');
    assert.deepEqual(shown(list), ids(wanted));
    assert.equal(list.state.more, false);
    assert.ok(server.requests.length <= 120, `${server.requests.length} requests`);
  });

  it('a server that takes both spellings for one counts its calls once', async () => {
    const server = new FakeServer(mixed(300, 'cancelled'));
    server.answer = ({ status, ...request }) =>
      pageOf(status === 'canceled' || status === 'cancelled' ? server.calls : [], request);
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.equal(list.state.total, 300);
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
  });

  it('a call that went from one status to another between two answers costs no list', async () => {
    const server = new FakeServer(mixed(300, 'ongoing'));
    const late = raw('late', 1, { status: 'ongoing' });
    server.answer = (request, honest) =>
      request.status === 'initiated' ? { items: [late], total: 1, totalPages: 1 } : honest;
    server.calls = [late, ...server.calls];
    const list = listing(server, { statuses: ['initiated', 'ongoing'] });
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
  });
});

describe('core browse listing: the whole', () => {
  it('is what the server says where its pages did not fit together, also at the end', async () => {
    const server = new FakeServer(calls(10_000));
    server.answer = () => pageOf(server.calls, { page: 1, perPage: 10 });
    const list = listing(server);
    await list.loadAll();
    const { items, more, isPatchy, total } = list.state;
    assert.deepEqual([items.length, more, isPatchy, total], [10, false, true, 10_000]);
  });

  it('is not told where more may follow than the server says', async () => {
    const server = new FakeServer(calls(1000));
    server.answer = (_, honest) => ({ ...honest, total: 100, totalPages: 1 });
    const list = listing(server);
    await list.load();
    assert.deepEqual([list.state.more, list.state.total], [true, undefined]);
  });
});

describe('core browse listing: how far it came', () => {
  it('is when the oldest call of the list was that goes on', async () => {
    const server = new FakeServer(calls(10_000));
    const old: CallFilter = { time: { kind: 'between', to: NOW - 50_000_000 } };
    const list = listing(server, old);
    assert.equal(list.state.reachedBackTo, undefined);
    await list.load();
    const last = Math.max(...server.requests.map(({ page = 1, perPage = 1 }) => page * perPage));
    const { items, more, reachedBackTo = 0 } = list.state;
    assert.deepEqual([items.length, more], [0, true]);
    assert.equal(Math.round((NOW - reachedBackTo) / 10_000), last);
    await list.loadAll();
    assert.deepEqual([list.state.more, list.state.reachedBackTo], [false, undefined]);
  });

  it('is not told of a list without an order', async () => {
    const list = listing(new FakeServer(calls(1000).toReversed()));
    await list.load();
    assert.equal(list.state.reachedBackTo, undefined);
  });

  it('each call is of when its own page came', async () => {
    const server = new FakeServer(calls(250));
    let now = NOW;
    const list = listing(server, {}, undefined, () => now);
    await list.load();
    now = NOW + 60_000;
    await list.loadMore();
    const { items, loadedAt } = list.state;
    assert.deepEqual([items[0]?.fetchedAt, items.at(-1)?.fetchedAt, loadedAt], [NOW, NOW + 60_000, NOW]);
  });
});

describe('core browse listing: a load that adds nothing', () => {
  it('says so, with how many requests it sent', async () => {
    const server = new FakeServer(calls(1000));
    server.answer = ({ page = 1, perPage = 100 }, honest) =>
      page * perPage > 400 && (page - 1) * perPage < 400 ? { ...honest, items: [] } : honest;
    const list = listing(server);
    await list.load();
    const told: (readonly [added: number, isBarren: boolean, requests: number])[] = [];
    for (let load = 0; load < 6; load++) {
      const [items, requests] = [list.state.items.length, server.requests.length];
      await list.loadMore();
      const added = list.state.items.length - items;
      assert.equal(list.state.requests, server.requests.length - requests);
      told.push([added, list.state.isBarren, list.state.requests]);
    }
    assert.ok(
      told.some(([added]) => added === 0),
      'the empty page costs a load',
    );
    for (const [added, isBarren, requests] of told) assert.equal(isBarren, added === 0 && requests > 0);
  });

  it('is not said of one that was cut short, or came to the end', async () => {
    const list = listing(new FakeServer(calls(20)));
    await list.load();
    await list.loadMore();
    assert.deepEqual([list.state.more, list.state.isBarren, list.state.requests], [false, false, 0]);
  });
});
