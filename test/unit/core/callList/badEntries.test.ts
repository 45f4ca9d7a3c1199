/** Lists with entries that are no calls. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CallListRequest, Page } from '../../../../src/core/call/source.ts';
import { calls, FakeServer, ids, listing, pageOf, shown } from './support.ts';

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
