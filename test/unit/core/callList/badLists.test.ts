/** Servers that do not keep to the documentation, and lists that change while they are loaded. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CallFilter } from '../../../../src/core/callList/model.ts';
import { windowAfter } from '../../../../src/core/callList/pager.ts';
import type { CallListRequest, Page } from '../../../../src/core/call/source.ts';
import { calls, FakeServer, ids, listing, pageOf, raw, shown } from './support.ts';

type Answer = (request: CallListRequest, honest: Page, server: FakeServer) => Page;

/** Each loads all of 1,000 calls; how many requests that may take, and whether the view must say that calls may be missing. */
const COMPLETE: readonly (readonly [title: string, answer: Answer, requests: number, isPatchy?: boolean])[] =
  [
    ['no totals at all', (_, { items }) => ({ items }), 14],
    ['no total_pages', (_, { items, total }) => ({ items, total: total ?? 0 }), 13],
    ['a total_pages that is too low', (_, honest) => ({ ...honest, total: 1, totalPages: 1 }), 13],
    ['a total_pages that is too high', (_, honest) => ({ ...honest, totalPages: 500 }), 18, true],
    ['totals of zero', (_, { items }) => ({ items, total: 0, totalPages: 0 }), 13],
    [
      'perPage ignored: 30 a page',
      ({ page = 1 }, _, { calls: list }) => pageOf(list, { page, perPage: 30 }),
      36,
    ],
    [
      'perPage ignored: 100 a page',
      ({ page = 1 }, _, { calls: list }) => pageOf(list, { page, perPage: 100 }),
      13,
    ],
    [
      'perPage ignored: 250 a page, and no totals',
      ({ page = 1 }, _, { calls: list }) => ({ items: pageOf(list, { page, perPage: 250 }).items }),
      7,
    ],
    [
      'at most 20 a page',
      ({ page = 1, perPage = 100 }, _, { calls: list }) =>
        pageOf(list, { page, perPage: Math.min(20, perPage) }),
      // Each begins with the last call of the one before, so that none is passed over.
      70,
    ],
    [
      'every call twice on its page',
      (_, honest) => ({ ...honest, items: honest.items.flatMap((item) => [item, item]) }),
      24,
    ],
  ];

describe('core browse listing: bad servers', () => {
  for (const [title, answer, requests, isPatchy = false] of COMPLETE) {
    it(title, async () => {
      const server = new FakeServer(calls(1000));
      server.answer = (request, honest) => answer(request, honest, server);
      const list = listing(server);
      await list.loadAll();
      assert.deepEqual(shown(list), ids(server.calls));
      assert.equal(list.state.more, false);
      assert.equal(list.state.isPatchy, isPatchy);
      assert.ok(server.requests.length <= requests, `${server.requests.length} requests`);
    });
  }

  it('an empty page in the middle', async () => {
    const server = new FakeServer(calls(1000));
    server.answer = ({ page = 1, perPage = 100 }, honest) =>
      page * perPage > 400 && (page - 1) * perPage < 400 ? { ...honest, items: [] } : honest;
    const list = listing(server);
    await list.loadAll();
    assert.ok(list.state.items.length > 700, `${list.state.items.length}`);
    assert.ok(shown(list).includes('c999'));
    assert.equal(list.state.isPatchy, true);
    assert.ok(server.requests.length < 50, `${server.requests.length} requests`);
  });

  it('empty pages for ever', async () => {
    const server = new FakeServer(calls(300));
    server.answer = ({ page = 1 }, honest) =>
      page > 2
        ? { items: [], total: 100_000, totalPages: 1000 }
        : { ...honest, total: 100_000, totalPages: 1000 };
    const list = listing(server);
    await list.loadAll();
    assert.equal(list.state.more, false);
    assert.equal(list.state.isPatchy, true);
    assert.ok(server.requests.length <= 40, `${server.requests.length} requests`);
  });

  it('the same page again and again', async () => {
    for (const totals of [{}, { total: 100_000, totalPages: 1000 }]) {
      for (const size of [1, 30, 100, 250]) {
        const server = new FakeServer();
        server.answer = () => ({ items: calls(size), ...totals });
        const list = listing(server);
        await list.loadAll();
        assert.deepEqual(shown(list), ids(calls(size)));
        assert.equal(list.state.more, false);
        assert.ok(server.requests.length <= 5, `${server.requests.length} requests`);
      }
    }
  });

  it('calls without end: stops at the limit', async () => {
    const server = new FakeServer();
    server.answer = ({ page = 1, perPage = 100 }) => ({
      items: Array.from({ length: perPage }, (_, n) => {
        const place = (page - 1) * perPage + n;
        return raw(`c${place}`, place + 1);
      }),
    });
    const list = listing(server, {}, 1000);
    await list.loadAll();
    assert.ok(list.state.isLimited && list.state.more);
    assert.ok(server.requests.length < 20);
  });

  it('other calls on every page, whatever is asked for: ends', async () => {
    const server = new FakeServer();
    let made = 0;
    server.answer = () => ({
      items: Array.from({ length: 50 }, () => raw(`x${made++}`, made)),
      totalPages: 9999,
    });
    const list = listing(server, {}, 1000);
    await list.loadAll();
    assert.ok(server.requests.length < 30, `${server.requests.length} requests`);
  });

  const FILTERS: readonly CallFilter[] = [
    { type: 'video' },
    { statuses: ['rejected', 'cancelled'] },
    { hasRecording: true },
    { uid: 'bob' },
    { participants: { min: 2, max: 3 } },
  ];
  for (const filter of FILTERS) {
    it(`filters ignored: ${JSON.stringify(filter)}`, async () => {
      const few = {
        type: 'video',
        status: 'rejected',
        hasRecording: true,
        initiator: 'bob',
        totalParticipants: 3,
      };
      const many = {
        type: 'audio',
        status: 'ended',
        hasRecording: false,
        initiator: 'ana',
        totalParticipants: 9,
      };
      const server = new FakeServer(
        calls(1000).map((call, n) => ({
          ...call,
          participants: [{ uid: 'someone' }],
          ...(n % 50 === 7 ? few : many),
        })),
      );
      server.answer = (request) => pageOf(server.calls, request);
      const list = listing(server, filter);
      await list.load();
      assert.ok(server.requests.length <= 5, 'it does not read all of it to fill a page');
      assert.ok(list.state.thinnedOut > 150, `${list.state.thinnedOut} left out`);
      assert.equal(list.state.total, undefined);
      await list.loadAll();
      assert.deepEqual(shown(list), ids(server.calls.filter(({ type }) => type === 'video')));
      assert.equal(list.state.thinnedOutInAll, 980);
    });
  }

  it('a range of time ends the walk where the list has gone past it, when it is sorted', async () => {
    const server = new FakeServer(calls(5000));
    const list = listing(server, { time: { kind: 'last', amount: 1, unit: 'hours' } });
    await list.loadAll();
    assert.equal(list.state.items.length, 359);
    assert.equal(list.state.more, false);
    assert.ok(server.requests.length <= 5, `${server.requests.length} requests`);
    assert.equal(server.requests[0]?.startedAt, undefined, 'what the server would make of it is not known');
  });

  it('a range of time in a list that is not sorted goes through all of it', async () => {
    const server = new FakeServer(calls(1000).map((call, n, all) => all[(n * 377) % 1000] ?? call));
    const list = listing(server, { time: { kind: 'last', amount: 1, unit: 'hours' } });
    await list.loadAll();
    assert.equal(list.state.items.length, 359);
  });
});

describe('core browse listing: lists that change meanwhile', () => {
  const staying = (before: FakeServer['calls'], after: FakeServer['calls']) =>
    ids(after.filter((call) => before.includes(call)));

  for (const [title, keep] of [
    ['one call goes', (n: number) => n !== 3],
    ['a third of the calls go', (n: number) => n % 3 !== 0],
    ['a whole page goes', (n: number) => n >= 100],
    ['all but the last go', (n: number) => n > 480],
    ['all of the first 300 go', (n: number) => n >= 300],
  ] as const) {
    for (const loaded of [1, 2, 4]) {
      it(`${title} after ${loaded} loads: none that stays is passed over`, async () => {
        const server = new FakeServer(calls(500));
        const before = server.calls;
        const list = listing(server);
        for (let load = 0; load < loaded; load++) await list.loadMore();
        server.calls = before.filter((_, n) => keep(n));
        await list.loadAll();
        const found = new Set(shown(list));
        for (const id of staying(before, server.calls)) assert.ok(found.has(id), id);
        assert.equal(list.state.more, false);
      });
    }
  }

  for (const added of [1, 50, 150, 1000]) {
    for (const loaded of [1, 3]) {
      it(`${added} new calls after ${loaded} loads`, async () => {
        const server = new FakeServer(calls(500));
        const list = listing(server);
        for (let load = 0; load < loaded; load++) await list.loadMore();
        const fresh = Array.from({ length: added }, (_, n) => raw(`n${n}`, -added + n));
        server.calls = [...fresh, ...calls(500)];
        await list.loadAll();
        const found = new Set(shown(list));
        for (const id of ids(calls(500))) assert.ok(found.has(id), id);
        assert.equal(found.size, list.state.items.length);
        assert.ok(server.requests.length < 35, `${server.requests.length} requests`);
      });
    }
  }

  it('the list is gone', async () => {
    const server = new FakeServer(calls(500));
    const list = listing(server);
    await list.load();
    server.calls = [];
    await list.loadMore();
    assert.equal(list.state.items.length, 100);
    assert.equal(list.state.more, false);
  });
});

describe('core browse: the next page', () => {
  it('begins with the last known entry or before it, and brings about half a page at the least', () => {
    assert.deepEqual(windowAfter(0), { page: 1, perPage: 100 });
    for (let end = 1; end <= 20_000; end++) {
      const { page, perPage } = windowAfter(end);
      const start = (page - 1) * perPage;
      assert.ok(perPage >= 50 && perPage <= 100 && page >= 1);
      assert.ok(start < end, `${end} begins at ${start}`);
      assert.ok(start + perPage - end >= 49, `${end} brings ${start + perPage - end}`);
    }
  });
});
