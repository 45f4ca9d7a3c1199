import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { calls, raw } from '../../core/callList/support.ts';
import { NOW } from '../../core/support.ts';
import { all, home, only, RecentWorld, staging } from '../support/recentWorld.ts';

const HOUR = 3600;

describe('recent calls: connections and filters', () => {
  let world: RecentWorld;
  afterEach(() => world.dispose());

  it('shows connections with their state, and filters, without a request', async () => {
    world = new RecentWorld(calls(3));
    world.connections = [home, staging, { ...home, id: 'sandbox', name: 'Sandbox', kind: 'sandbox' }];
    world.lost = [{ id: 'gone', name: 'Old Laptop' }];
    assert.deepEqual(await world.read(), [
      'Acme Production · default · us',
      'Acme Staging · us',
      'Sandbox · sandbox',
      'Old Laptop · no API key',
    ]);
    const [root] = await world.tree.childrenOf();
    assert.deepEqual(await world.read(root), ['All', 'Ongoing', 'Unanswered and rejected', 'With recording']);
    assert.deepEqual(world.requests, []);
  });

  it('offers a saved filter below its connection, and one for all below each', async () => {
    world = new RecentWorld();
    await world.save('1', 'Mine', { type: 'video' }, home.id);
    await world.save('2', 'Everywhere', { type: 'audio' });
    assert.deepEqual((await world.read({ kind: 'connection', connectionId: 'home' })).slice(4), [
      'Mine',
      'Everywhere',
    ]);
    assert.deepEqual((await world.read({ kind: 'connection', connectionId: 'staging' })).slice(4), [
      'Everywhere',
    ]);
  });

  it('says below a lost connection what can be done', async () => {
    world = new RecentWorld();
    world.lost = [{ id: 'gone', name: 'Old Laptop' }];
    const lost = (await world.tree.childrenOf()).at(-1);
    assert.deepEqual(await world.read(lost), [
      'no API key · Old Laptop has no API key on this computer. Enter its REST API key again.',
      'Add Connection…',
      'Forget',
    ]);
  });

  it('names a filter that is not saved after what it asks for, above the others', async () => {
    world = new RecentWorld(calls(2, { type: 'video' }));
    await world.tree.childrenOf();
    world.tree.apply(home.id, { type: 'video', time: { kind: 'last', amount: 24, unit: 'hours' } });
    const [first] = await world.read({ kind: 'connection', connectionId: home.id });
    assert.equal(first, 'Filter: video · last 24 h');
  });
});

describe('recent calls: one list', () => {
  let world: RecentWorld;
  afterEach(() => world.dispose());

  it('asks for one page when it is opened, and none for the calls on it', async () => {
    world = new RecentWorld([
      raw('today', HOUR, { initiator: 'ana', receiver: 'leo', startedAt: at(HOUR), endedAt: at(HOUR) + 90 }),
      raw('yesterday', 24 * HOUR),
    ]);
    const lines = await world.expand('all');
    assert.deepEqual(
      lines.map((line) => world.text(line)),
      ['Today · 1', 'Yesterday · 1'],
    );
    const [today, yesterday] = lines;
    assert.deepEqual(await world.read(today), ['ana → leo · ended · 1 min 30 s · 09:00:00 UTC']);
    assert.deepEqual(await world.read(yesterday), ['yesterday · ended · 9 Nov 2026, 10:00:00 UTC']);
    assert.deepEqual(
      world.requests.map(({ page, perPage, status, connection: { id } }) => [id, page, perPage, status]),
      [['home', 1, 100, undefined]],
    );
    const [call] = await world.tree.childrenOf(today);
    assert.ok(call);
    assert.deepEqual(world.item(call).command?.arguments, [{ sessionId: 'today', connectionId: 'home' }]);
    assert.equal(world.item(call).tooltip, undefined, 'its story is told when it is asked for');
  });

  it('is loading until its answer is there, and can be cancelled', async () => {
    world = new RecentWorld(calls(1));
    world.server.answer = () => new Promise(() => undefined);
    const lines = await world.expand('all');
    assert.deepEqual(
      lines.map((line) => world.text(line)),
      ['Loading…'],
    );
    world.tree.lists.find(all())?.cancel();
    assert.deepEqual(await world.read(await world.filter('all')), ['Try Again']);
    assert.equal(world.requests.length, 1);
  });

  it('says that nothing fits', async () => {
    world = new RecentWorld();
    const lines = await world.expand('ongoing');
    assert.deepEqual(
      lines.map((line) => world.text(line)),
      ['No calls fit.'],
    );
  });

  it('says how many of how many there are, and goes on to the end', async () => {
    world = new RecentWorld(calls(250));
    const node = await world.filter('all');
    await world.expand('all');
    assert.deepEqual(await world.read(node), [
      'Today · 100 so far',
      'Load More… · 100 of 250',
      'Load All · up to 10,000 more',
    ]);
    while (world.tree.lists.find(all())?.state.more === true) await world.tree.open(all())?.loadMore();
    assert.deepEqual(await world.read(node), ['Today · 250']);
    assert.equal(world.text(node), 'All · 250');
    assert.equal(world.requests.length, 3, 'one request a page');
  });

  it('says nothing of a whole that the server does not tell', async () => {
    world = new RecentWorld(calls(250));
    world.server.answer = (_request, { items }) => ({ items });
    const lines = await world.expand('all');
    assert.ok(lines.some((line) => world.text(line) === 'Load More… · 100 so far'));
  });

  it('asks for each status once, and merges them by time', async () => {
    world = new RecentWorld([
      raw('a', 10, { status: 'rejected' }),
      raw('b', 20, { status: 'unanswered' }),
      raw('c', 30, { status: 'ended' }),
      raw('d', 40, { status: 'busy' }),
      raw('e', 50, { status: 'canceled' }),
      raw('f', 60, { status: 'rejected' }),
      raw('g', 70, { status: 'cancelled' }),
    ]);
    const [today] = await world.expand('notAnswered');
    const shown = only(await world.tree.childrenOf(today), 'call').map(({ sessionId }) => sessionId);
    assert.deepEqual(shown, ['a', 'b', 'd', 'e', 'f', 'g']);
    assert.deepEqual(
      world.requests.map(({ status }) => String(status)).toSorted((a, b) => (a < b ? -1 : 1)),
      ['busy', 'canceled', 'cancelled', 'rejected', 'unanswered'],
    );
  });

  it('tells when the server ignores a filter, which is applied here', async () => {
    world = new RecentWorld(calls(100).map((one, n) => ({ ...one, hasRecording: n % 4 === 0 })));
    world.server.answer = () => ({ items: world.server.calls, total: 100, totalPages: 1 });
    const lines = await world.expand('withRecording');
    assert.ok(lines.some((line) => world.text(line) === '25 of 100 calls the server sent fit this filter.'));
    assert.equal(only(await world.tree.childrenOf(lines[0]), 'call').length, 25);
  });

  it('shows 500 calls of a day, and as many more with each wish', async () => {
    world = new RecentWorld(calls(1200));
    await world.expand('all');
    await world.tree.open(all())?.loadAll();
    const [day] = await world.tree.childrenOf(await world.filter('all'));
    assert.ok(day?.kind === 'day');
    for (const [calls_, hidden] of [
      [500, 700],
      [1000, 200],
      [1200, undefined],
    ] as const) {
      const lines = await world.tree.childrenOf(day);
      assert.equal(only(lines, 'call').length, calls_);
      assert.equal(only(lines, 'moreOfDay')[0]?.hidden, hidden);
      world.tree.showMoreOfDay(all(), day.day);
      assert.equal(world.changed.at(-1), day, 'only the day is drawn again');
    }
  });

  it('expands today, and no other day of several', async () => {
    world = new RecentWorld([
      raw('new', 10),
      raw('old', 48 * HOUR),
      raw('timeless', 0, { initiatedAt: null }),
    ]);
    const days = only(await world.expand('all'), 'day');
    assert.deepEqual(
      days.map((day) => [world.item(day).label, world.item(day).collapsibleState]),
      [
        ['Today', 2],
        ['8 Nov 2026', 1],
        ['Time unknown', 1],
      ],
    );
  });
});

/** So many seconds before the clock of the tests, in Unix seconds. */
function at(secondsAgo: number): number {
  return Math.floor(NOW / 1000) - secondsAgo;
}
