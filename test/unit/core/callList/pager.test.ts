/** Servers that do not keep to the documentation, and lists that change while they are loaded. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { CallFilter } from '../../../../src/core/callList/model.ts';
import { type PageEntry, Pager, windowAfter } from '../../../../src/core/callList/pager.ts';
import type { CallListRequest, Page } from '../../../../src/core/call/model.ts';
import { calls, FakeServer, ids, listing, pageOf, raw, type Raw, shown } from './support.ts';
import type { CallListing } from '../../../../src/core/callList/listing.ts';

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
      assert.equal(list.state.thinnedOut, 980);
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

const GARBAGE: readonly unknown[] = [null, 5, 'junk', [], {}, { status: 'ended' }, { sessionId: '' }];

describe('core browse listing: bad entries', () => {
  it('garbage between the calls is counted and passed over', async () => {
    const server = new FakeServer(calls(250));
    const garbage = new Set<unknown>();
    server.answer = (_, honest) => ({
      ...honest,
      items: honest.items.map((item, n) => (n % 10 === 3 ? garbage.add(item) && GARBAGE[n % 7] : item)),
    });
    const list = listing(server);
    await list.loadAll();
    assert.equal(list.state.unreadable > 20, true);
    const clean = server.calls.filter((call) => !garbage.has(call));
    for (const id of ids(clean)) assert.ok(shown(list).includes(id), id);
    assert.equal(list.state.more, false);
  });

  it('garbage is counted once, however often a page has it again', async () => {
    const bad = new Set([0, 50, 99, 100, 197, 249]);
    const list = calls(250).map((call, n) => (bad.has(n) ? { ...call, sessionId: '' } : call));
    const answers: readonly ((request: CallListRequest, honest: Page) => Page)[] = [
      (_, honest) => honest,
      ({ page = 1 }) => pageOf(list, { page, perPage: 50 }),
      ({ page = 1 }) => pageOf(list, { page, perPage: 125 }),
    ];
    for (const answer of answers) {
      const server = new FakeServer(list);
      server.answer = answer;
      const all = listing(server);
      await all.loadAll();
      assert.deepEqual([all.state.items.length, all.state.unreadable], [244, 6]);
    }
  });

  it('nothing but garbage', async () => {
    const server = new FakeServer(calls(1000));
    server.answer = (_, honest) => ({ ...honest, items: honest.items.map(() => null) });
    const list = listing(server);
    await list.loadAll();
    assert.deepEqual(list.state.items, []);
    assert.equal(list.state.more, false);
    assert.ok(server.requests.length <= 25, `${server.requests.length} requests`);
  });
});

const STATUSES = ['unanswered', 'rejected', 'ended'] as const;

/** A list of up to so many calls, newest first, of statuses that follow no simple rule. */
const lists = (maxLength: number) =>
  fc
    .record({ length: fc.nat(maxLength), seed: fc.nat(1000) })
    .map(({ length, seed }) =>
      Array.from({ length }, (_, n) =>
        raw(`c${n}`, 10 * (n + 1), { status: STATUSES[(((n * n + seed) * 7919) % 101) % 3] }),
      ),
    );

/** What happens to the list between two requests: so many new calls come, and these shares of the old ones go. */
const changes = fc.array(
  fc.record({
    added: fc.nat(30),
    every: fc.integer({ min: 1, max: 12 }),
    from: fc.nat(300),
    count: fc.nat(120),
  }),
  { maxLength: 12 },
);

const filters = fc.constantFrom<CallFilter>(
  {},
  { statuses: ['unanswered'] },
  { statuses: ['unanswered', 'rejected'] },
);

function assertSound(list: CallListing): void {
  const { items, more, isLimited, activity } = list.state;
  const keys = items.map(({ call }) => call.sessionId);
  assert.equal(new Set(keys).size, keys.length, 'each call once');
  const times = items.map(({ call }) => call.initiatedAt ?? 0);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
    'in order',
  );
  // A server that doles out one call a page is read as far as the limit of requests, and the listing says so.
  assert.deepEqual({ more, activity }, { more: isLimited, activity: 'idle' });
}

async function loadToEnd(list: CallListing, steps: readonly boolean[]): Promise<void> {
  await list.load();
  for (const all of steps) await (all ? list.loadAll() : list.loadMore());
  await list.loadAll();
}

describe('core browse listing: any list that changes', () => {
  it('never loses a call that is in the list from the first request to the last', async () => {
    await fc.assert(
      fc.asyncProperty(
        lists(600),
        changes,
        filters,
        fc.array(fc.boolean(), { maxLength: 4 }),
        fc.constantFrom<(page: Page) => Page>(
          (page) => page,
          ({ items }) => ({ items }),
          ({ items, totalPages = 0 }) => ({ items, totalPages }),
          (page) => ({ ...page, total: 0, totalPages: 0 }),
        ),
        fc.constantFrom(Infinity, 99, 60, 50, 30, 20),
        async (before, script, filter, steps, said, cap) => {
          const server = new FakeServer(before);
          let made = 0;
          server.answer = (request, honest) => {
            const change = script[server.requests.length - 1];
            if (change) {
              const { added, every, from, count } = change;
              const kept = server.calls.filter(
                (_call, n) => n < from || n >= from + count || n % every !== 0,
              );
              const fresh = Array.from({ length: added }, () =>
                raw(`n${made++}`, -made, { status: STATUSES[made % 3] }),
              );
              server.calls = [...fresh.toReversed(), ...kept];
            }
            // Who caps its pages and calls its list empty cannot be told from a list that has come to its end.
            if (cap === Infinity || said(honest).total === 0) return said(honest);
            const { perPage = 100, status } = request;
            const list = server.calls.filter((call) => status === undefined || call['status'] === status);
            return said(pageOf(list, { ...request, perPage: Math.min(cap, perPage) }));
          };
          const list = listing(server, filter);
          await loadToEnd(list, steps);
          assertSound(list);
          assert.equal(list.state.more, false);
          const found = new Set(list.state.items.map(({ call }) => call.sessionId));
          const wanted = server.calls.filter(
            (call) =>
              before.includes(call) &&
              (!filter.statuses || filter.statuses.some((status) => status === call['status'])),
          );
          for (const { sessionId } of wanted) assert.ok(found.has(sessionId), `${sessionId} is there`);
        },
      ),
      { numRuns: 400, interruptAfterTimeLimit: 8000 },
    );
  });
});

describe('core browse listing: a list that grows by a page between two requests', () => {
  it('is gone through to its end, though its pages begin with the same call', async () => {
    const before = Array.from({ length: 49 }, (_, n) => raw(`c${n}`, 10 * (n + 1)));
    const server = new FakeServer(before);
    const growth = [6, 4, 27, 25];
    server.answer = ({ page = 1, perPage = 100 }) => {
      const at = server.requests.length - 1;
      const fresh = Array.from({ length: growth[at] ?? 0 }, (_, n) => raw(`n${at}-${n}`, -100 * at + n));
      server.calls = [...fresh, ...server.calls];
      return pageOf(server.calls, { page, perPage: Math.min(30, perPage) });
    };
    const list = listing(server);
    await list.loadAll();
    const found = new Set(list.state.items.map(({ call }) => call.sessionId));
    assert.deepEqual(
      before.map(({ sessionId }) => sessionId).filter((id) => !found.has(id)),
      [],
    );
    assert.equal(list.state.isPatchy, false);
  });
});

/** A page of a server that does as it likes. */
const lies = fc.record({
  perPage: fc.option(fc.integer({ min: 1, max: 300 })),
  page: fc.option(fc.integer({ min: 1, max: 5 })),
  total: fc.option(fc.nat(100_000), { nil: undefined }),
  totalPages: fc.option(fc.nat(1000), { nil: undefined }),
  garbage: fc.boolean(),
  twice: fc.boolean(),
  empty: fc.boolean(),
  reversed: fc.boolean(),
});

describe('core browse listing: any server', () => {
  it('ends, shows each call once and in order, and bounds its requests', async () => {
    await fc.assert(
      fc.asyncProperty(
        lists(500),
        fc.array(lies, { minLength: 1, maxLength: 8 }),
        filters,
        fc.boolean(),
        async (list: readonly Raw[], script, filter, ignoresFilters) => {
          const server = new FakeServer(list);
          server.answer = (request, honest) => {
            const lie = script[server.requests.length % script.length];
            if (!lie) return honest;
            const asked = {
              page: lie.page ?? request.page ?? 1,
              perPage: lie.perPage ?? request.perPage ?? 100,
            };
            const page = ignoresFilters || lie.perPage ? pageOf(list, asked) : honest;
            let items = lie.empty ? [] : page.items;
            if (lie.twice) items = [...items, ...items];
            if (lie.reversed) items = items.toReversed();
            if (lie.garbage) items = items.flatMap((item) => [null, item, { sessionId: 5 }]);
            return {
              items,
              ...(lie.total !== undefined && { total: lie.total }),
              ...(lie.totalPages !== undefined && { totalPages: lie.totalPages }),
            };
          };
          const loaded = listing(server, filter);
          await loadToEnd(loaded, []);
          assertSound(loaded);
          const { items } = loaded.state;
          const wanted = new Set(
            list
              .filter(({ status }) => !filter.statuses || filter.statuses.some((word) => word === status))
              .map(({ sessionId }) => sessionId),
          );
          for (const { call } of items) {
            assert.ok(wanted.has(call.sessionId) || call.sessionId === '5', 'nothing that was not asked for');
          }
          assert.ok(server.requests.length < 250, `${server.requests.length} requests`);
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: 8000 },
    );
  });
});

describe('core call list pager: pages without anything new', () => {
  const entries = (from: number, count: number): PageEntry[] =>
    Array.from({ length: count }, (_, n) => ({ key: `k${from + n}`, at: undefined }));

  /** A pager that knows the first page of a list without a total. */
  function started(): Pager {
    const pager = new Pager();
    pager.take({ items: [] }, entries(0, 100));
    assert.equal(pager.isDone, false);
    return pager;
  }

  /** The list grows by a page before each request: its pages have nothing that is not known. */
  function takeKnown(pager: Pager, pages: number): void {
    for (let page = 0; page < pages; page += 1) {
      pager.take({ items: [] }, entries(0, pager.next().perPage));
      assert.deepEqual([pager.isDone, pager.isPatchy], [false, page === 11]);
    }
  }

  it('may be twelve in a row, and then the next of them is the last', () => {
    const pager = started();
    takeKnown(pager, 12);
    pager.take({ items: [] }, entries(0, 50));
    assert.deepEqual([pager.isDone, pager.isPatchy], [true, true]);
  });

  it('are counted from the last one that had something new', () => {
    const pager = started();
    takeKnown(pager, 11);
    const { perPage } = pager.next();
    pager.take({ items: [] }, [...entries(0, perPage - 1), ...entries(200, 1)]);
    takeKnown(pager, 12);
    pager.take({ items: [] }, entries(0, 50));
    assert.equal(pager.isDone, true);
  });

  it('end a list that is taken in turn, which may miss entries where more are said to follow', () => {
    for (const [total, isPatchy] of [
      [undefined, false],
      [150, false],
      [1000, true],
    ] as const) {
      const pager = new Pager({ inTurn: true });
      const said = { items: [], ...(total !== undefined && { total }) };
      pager.take(said, entries(0, 100));
      assert.deepEqual(pager.next(), { page: 2, perPage: 100 });
      pager.take(said, entries(0, 100));
      assert.deepEqual([pager.isDone, pager.isPatchy], [true, isPatchy], `${total}`);
    }
  });
});
