/** Whatever a server does, a listing ends, shows each call once, in order, and as far as it can be known, all. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { CallFilter } from '../../../../src/core/callList/model.ts';
import type { CallListing } from '../../../../src/core/callList/listing.ts';
import type { Page } from '../../../../src/core/call/source.ts';
import { FakeServer, listing, pageOf, raw, type Raw } from './support.ts';

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
          const shown = listing(server, filter);
          await loadToEnd(shown, []);
          assertSound(shown);
          const { items } = shown.state;
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
