/** Loading a list that is as documented: pages, and the merging of several statuses. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { NOW } from '../support.ts';
import { calls, fails, FakeServer, ids, listing, raw, shown } from './support.ts';

const NOT_ANSWERED = { statuses: ['unanswered', 'rejected', 'busy', 'cancelled'] } as const;

describe('core browse listing: pages', () => {
  it('loads the first page with one request', async () => {
    const server = new FakeServer(calls(250));
    const list = listing(server);
    assert.deepEqual(list.state.activity, 'idle');
    assert.equal(list.state.loadedAt, undefined);
    await list.load();
    assert.equal(server.requests.length, 1);
    assert.deepEqual(shown(list), ids(server.calls.slice(0, 100)));
    const { more, total, thinnedOut, failure, loadedAt, activity } = list.state;
    assert.deepEqual(
      { more, total, thinnedOut, failure, loadedAt, activity },
      { more: true, total: 250, thinnedOut: 0, failure: undefined, loadedAt: NOW, activity: 'idle' },
    );
  });

  it('loads more with one request each, to the end', async () => {
    const server = new FakeServer(calls(250));
    const list = listing(server);
    await list.load();
    await list.loadMore();
    assert.equal(server.requests.length, 2);
    assert.ok(list.state.items.length >= 190, `${list.state.items.length}`);
    await list.loadMore();
    assert.equal(server.requests.length, 3);
    assert.deepEqual(shown(list), ids(server.calls));
    assert.equal(list.state.more, false);
    assert.equal(list.state.total, 250);
    await list.loadMore();
    assert.equal(server.requests.length, 3, 'at the end nothing is asked for');
  });

  it('loads all, with little more than one request for a hundred calls', async () => {
    const server = new FakeServer(calls(10_000));
    const list = listing(server);
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
    assert.ok(server.requests.length <= 115, `${server.requests.length} requests`);
    assert.equal(list.state.isLimited, false);
    assert.equal(list.state.isPatchy, false);
  });

  it('stops loading all at the limit, and goes on from there when asked again', async () => {
    const server = new FakeServer(calls(1000));
    const list = listing(server, {}, 300);
    await list.loadAll();
    assert.ok(list.state.items.length >= 300 && list.state.items.length < 500);
    assert.ok(list.state.isLimited && list.state.more);
    await list.loadAll();
    await list.loadAll();
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
    assert.equal(list.state.isLimited, false);
  });

  it('an empty list', async () => {
    const list = listing(new FakeServer());
    await list.load();
    const { items, more, total, loadedAt } = list.state;
    assert.deepEqual({ items, more, total, loadedAt }, { items: [], more: false, total: 0, loadedAt: NOW });
  });

  it('shows what came with a call, and keeps its state the same object while nothing happens', async () => {
    const server = new FakeServer([raw('a', 5, { extra: 1 })]);
    const list = listing(server);
    await list.load();
    assert.equal(list.state.items[0]?.raw, server.calls[0]);
    assert.equal(list.state, list.state);
    assert.equal(list.state.items, list.state.items);
  });

  it('sorts by time, then by session id, and puts calls without a time last', async () => {
    const server = new FakeServer([
      { sessionId: 'never' },
      raw('b', 20),
      raw('a', 20),
      raw('new', 10),
      { sessionId: 'started', startedAt: Math.floor(NOW / 1000) - 15 },
    ]);
    const list = listing(server);
    await list.load();
    assert.deepEqual(shown(list), ['new', 'started', 'a', 'b', 'never']);
  });
});

describe('core browse listing: one call or two', () => {
  const table: readonly (readonly [title: string, one: object, other: object, count: number])[] = [
    [
      'the same meeting',
      { mid: 'm', initiatedAt: 1_790_000_000 },
      { mid: 'm', initiatedAt: 1_790_000_000 },
      1,
    ],
    ['meetings of one session', { mid: 'm' }, { mid: 'n' }, 2],
    [
      'meetings that began together',
      { mid: 'm', initiatedAt: 1_790_000_000 },
      { mid: 'n', initiatedAt: 1_790_000_000 },
      2,
    ],
    ['no meetings, other times', { initiatedAt: 1_790_000_000 }, { initiatedAt: 1_790_000_100 }, 2],
    ['no meetings, one time', { initiatedAt: 1_790_000_000 }, { initiatedAt: 1_790_000_000 }, 1],
    ['no meetings, other starts', { startedAt: 1_790_000_000 }, { startedAt: 1_790_000_100 }, 2],
    ['no meetings, one start', { startedAt: 1_790_000_000 }, { startedAt: 1_790_000_000 }, 1],
    ['no meetings, no times', {}, {}, 1],
    [
      'a meeting that had no id yet',
      { initiatedAt: 1_790_000_000 },
      { initiatedAt: 1_790_000_000, mid: 'm' },
      1,
    ],
    [
      'a meeting whose id is left out later',
      { initiatedAt: 1_790_000_000, mid: 'm' },
      { initiatedAt: 1_790_000_000 },
      1,
    ],
  ];
  for (const [title, one, other, count] of table) {
    it(title, async () => {
      const server = new FakeServer([
        { sessionId: 's', status: 'ended', ...one },
        { sessionId: 's', status: 'ended', ...other },
      ]);
      const list = listing(server);
      await list.load();
      assert.equal(list.state.items.length, count);
      assert.equal(new Set(list.state.items.map(({ key }) => key)).size, count);
    });
  }

  it('takes the later answer for a call, and leaves it out where it no longer passes', async () => {
    const server = new FakeServer(calls(150, { status: 'ongoing' }));
    server.answer = (_, honest) => honest;
    const list = listing(server, { statuses: ['ongoing'] });
    await list.load();
    server.answer = (_, honest) => ({
      ...honest,
      items: honest.items.map((item) => ({ ...(item as object), status: 'ended' })),
    });
    await list.loadMore();
    assert.equal(shown(list).includes('c99'), false, 'it was on both pages and has ended meanwhile');
    assert.equal(shown(list).includes('c98'), true);
    assert.ok(list.state.thinnedOut > 0);
  });
});

describe('core browse listing: several statuses', () => {
  const statuses = ['unanswered', 'rejected', 'busy', 'cancelled', 'canceled', 'ended'];
  const mixed = (count: number) =>
    // Rejected calls are rare and long ago, unanswered ones many and new.
    Array.from({ length: count }, (_, n) =>
      raw(`c${n}`, 10 * (n + 1), {
        status: n > 0.8 * count ? statuses[n % 6] : statuses[n % 17 === 0 ? 5 : 0],
      }),
    );
  const wanted = (server: FakeServer) => ids(server.calls.filter((call) => call['status'] !== 'ended'));

  it('asks once for each status as it may be spelt, and shows only what cannot be overtaken', async () => {
    const server = new FakeServer(mixed(1000));
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.deepEqual(
      server.requests.map(({ status }) => status),
      ['unanswered', 'rejected', 'busy', 'cancelled', 'canceled'],
    );
    assert.ok(list.state.items.length >= 90);
    assert.ok(list.state.heldBack > 0, 'the old rejected ones wait');
    let before = shown(list);
    for (let load = 0; list.state.more; load++) {
      assert.ok(load < 20);
      assert.deepEqual(before, wanted(server).slice(0, before.length));
      await list.loadMore();
      assert.deepEqual(shown(list).slice(0, before.length), before, 'nothing comes in above what was shown');
      before = shown(list);
    }
    assert.deepEqual(shown(list), wanted(server));
    assert.equal(list.state.heldBack, 0);
  });

  it('adds up the totals', async () => {
    const server = new FakeServer(mixed(1000));
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.equal(list.state.total, wanted(server).length);
  });

  it('a server that does not know one spelling', async () => {
    const server = new FakeServer(mixed(300));
    server.answer = ({ status }, honest) =>
      status === 'cancelled' ? fails({ reason: 'badResponse', httpStatus: 400 }) : honest;
    const list = listing(server, NOT_ANSWERED);
    await list.loadAll();
    assert.equal(list.state.failure, undefined);
    const known = server.calls.filter(({ status }) => status !== 'ended' && status !== 'cancelled');
    assert.deepEqual(shown(list), ids(known));
  });

  it('a server that knows neither spelling, or refuses another status', async () => {
    for (const refused of [/^cancell?ed$/, /^busy$/]) {
      const server = new FakeServer(mixed(300));
      server.answer = ({ status = '' }, honest) =>
        refused.test(status) ? fails({ reason: 'badResponse', httpStatus: 400 }) : honest;
      const list = listing(server, NOT_ANSWERED);
      await list.loadAll();
      assert.equal(list.state.failure?.reason, 'badResponse');
    }
  });

  it('a failure of one status: what came of the others waits, and only the missing one is asked for again', async () => {
    const server = new FakeServer(mixed(100));
    server.answer = ({ status }, honest) =>
      status === 'busy' ? fails({ reason: 'rateLimited', retryAt: NOW + 5000 }) : honest;
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.deepEqual(list.state.failure, { reason: 'rateLimited', retryAt: NOW + 5000 });
    assert.deepEqual(list.state.items, []);
    assert.ok(list.state.heldBack > 0);
    server.answer = undefined;
    server.requests.length = 0;
    await list.resume();
    assert.deepEqual(
      server.requests.map(({ status }) => status),
      ['busy'],
    );
    assert.equal(list.state.failure, undefined);
    assert.deepEqual(shown(list), wanted(server));
  });
});
