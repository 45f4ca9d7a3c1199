/** Where a load, a walk and a day end: at the number itself, not one before or after it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { groupByDay } from '../../../../src/core/callList/days.ts';
import { PageWalk, type WalkItem } from '../../../../src/core/callList/pageWalk.ts';
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

describe('core browse page walk: pages without anything new', () => {
  const items = (from: number, count: number): WalkItem[] =>
    Array.from({ length: count }, (_, n) => ({ key: `k${from + n}`, at: undefined }));

  /** A walk through a server that gives more than it was asked for, and so is taken page by page. */
  function walk(): PageWalk {
    const walking = new PageWalk();
    walking.take({ items: [] }, items(0, 101));
    assert.equal(walking.isDone, false);
    return walking;
  }

  /** Pages that begin otherwise each time, and have nothing that is not known. */
  function barren(walking: PageWalk, count: number): void {
    for (let page = 0; page < count; page += 1) walking.take({ items: [] }, items(page, 5));
  }

  it('end it with the twelfth', () => {
    const walking = walk();
    barren(walking, 11);
    assert.equal(walking.isDone, false);
    walking.take({ items: [] }, items(50, 5));
    assert.deepEqual([walking.isDone, walking.isPatchy], [true, true]);
  });

  it('are counted from the last one that had something new', () => {
    const walking = walk();
    barren(walking, 11);
    walking.take({ items: [] }, items(200, 1));
    barren(walking, 11);
    assert.equal(walking.isDone, false);
    walking.take({ items: [] }, items(50, 5));
    assert.equal(walking.isDone, true);
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
