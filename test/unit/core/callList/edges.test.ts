/** Where a load, a walk and a day end: at the number itself, not one before or after it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { groupByDay } from '../../../../src/core/callList/days.ts';
import { Pager, type PageEntry } from '../../../../src/core/callList/pager.ts';
import { createTimeFormat } from '../../../../src/core/text/time.ts';
import { call, t } from '../support.ts';
import { FakeServer, listing, pageOf, raw } from './support.ts';

describe('core browse listing: a load has enough', () => {
  /** How many requests a load sends of a list whose first page has so many calls that fit, and the second more. */
  async function requestsFor(fitting: number): Promise<number> {
    const server = new FakeServer(
      Array.from({ length: 200 }, (_, n) =>
        raw(`c${n}`, 10 * (n + 1), { type: n < fitting || n >= 100 ? 'audio' : 'video' }),
      ),
    );
    // A server that ignores the filter: what does not fit is left out here.
    server.answer = (request) => pageOf(server.calls, request);
    const list = listing(server, { type: 'audio' });
    await list.load();
    return server.requests.length;
  }

  it('with twenty-five calls, and goes on with one fewer', async () => {
    assert.equal(await requestsFor(25), 1);
    assert.equal(await requestsFor(24), 2);
  });

  it('and counts what a further load adds, not what was there', async () => {
    const server = new FakeServer(
      Array.from({ length: 400 }, (_, n) =>
        raw(`c${n}`, 10 * (n + 1), { type: n < 100 || n >= 280 ? 'audio' : 'video' }),
      ),
    );
    server.answer = (request) => pageOf(server.calls, request);
    const list = listing(server, { type: 'audio' });
    await list.load();
    const before = server.requests.length;
    await list.loadMore();
    assert.ok(server.requests.length - before >= 2, 'the second page has none');
    assert.ok(list.state.items.length >= 125);
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

describe('core browse days: the longest', () => {
  for (const [title, zone, now, yesterday] of [
    ['of 25 hours', 'Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-24T12:00:00Z'],
    // Its clocks are set back by two hours.
    ['of 26 hours', 'Antarctica/Troll', '2026-10-25T23:59:59Z', '2026-10-24T12:00:00Z'],
  ] as const) {
    it(`${title}: in its last minute the day before is yesterday`, () => {
      const format = createTimeFormat(zone, 'en');
      const calls = [now, yesterday].map((time) => ({
        call: call({ initiatedAt: Date.parse(time) / 1000 }),
      }));
      assert.deepEqual(
        groupByDay(calls, format, Date.parse(now), t).map(({ label }) => label),
        ['Today', 'Yesterday'],
      );
    });
  }
});
