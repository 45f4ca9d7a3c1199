import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { calls, raw } from '../../core/callList/support.ts';
import { NOW } from '../../core/support.ts';
import { all, home, only, RecentCallsFixture, staging } from '../support/recentCallsFixture.ts';

const { DayNode } = await import('../../../../src/vscode/recentCalls/nodes.ts');

const HOUR = 3600;

describe('recent calls: connections and filters', () => {
  let recent: RecentCallsFixture;
  afterEach(() => recent.dispose());

  it('shows connections with their state, and filters, without a request', async () => {
    recent = new RecentCallsFixture(calls(3));
    recent.connections = [home, staging, { ...home, id: 'sandbox', name: 'Sandbox', kind: 'sandbox' }];
    recent.lost = [{ id: 'gone', name: 'Old Laptop' }];
    assert.deepEqual(await recent.read(), [
      'Acme Production · default · us',
      'Acme Staging · us',
      'Sandbox · sandbox',
      'Old Laptop · no API key',
    ]);
    const [root] = await recent.view.getChildren();
    assert.deepEqual(await recent.read(root), [
      'All',
      'Ongoing',
      'Unanswered and rejected',
      'With recording',
    ]);
    assert.deepEqual(recent.requests, []);
  });

  it('offers a saved filter below its connection, and one for all below each', async () => {
    recent = new RecentCallsFixture();
    await recent.save('1', 'Mine', { type: 'video' }, home.id);
    await recent.save('2', 'Everywhere', { type: 'audio' });
    assert.deepEqual((await recent.readFilters('home')).slice(4), ['Mine', 'Everywhere']);
    assert.deepEqual((await recent.readFilters('staging')).slice(4), ['Everywhere']);
  });

  it('says below a lost connection what can be done', async () => {
    recent = new RecentCallsFixture();
    recent.lost = [{ id: 'gone', name: 'Old Laptop' }];
    const lost = (await recent.view.getChildren()).at(-1);
    assert.deepEqual(await recent.read(lost), [
      'no API key · Old Laptop has no API key on this computer. Enter its REST API key again.',
      'Add Connection…',
      'Forget',
    ]);
  });

  it('names a filter that is not saved after what it asks for, above the others', async () => {
    recent = new RecentCallsFixture(calls(2, { type: 'video' }));
    await recent.view.getChildren();
    recent.model.apply(home.id, { type: 'video', time: { kind: 'last', amount: 24, unit: 'hours' } });
    const [first] = await recent.readFilters();
    assert.equal(first, 'Filter: video · last 24 h');
  });
});

describe('recent calls: one list', () => {
  let recent: RecentCallsFixture;
  afterEach(() => recent.dispose());

  it('asks for one page when it is opened, and none for the calls on it', async () => {
    recent = new RecentCallsFixture([
      raw('today', HOUR, { initiator: 'ana', receiver: 'leo', startedAt: at(HOUR), endedAt: at(HOUR) + 90 }),
      raw('yesterday', 24 * HOUR),
    ]);
    const lines = await recent.expand('all');
    assert.deepEqual(
      lines.map((line) => recent.text(line)),
      ['Today · 1', 'Yesterday · 1'],
    );
    const [today, yesterday] = lines;
    assert.deepEqual(await recent.read(today), ['ana → leo · ended · 1 min 30 s · 09:00:00 UTC']);
    assert.deepEqual(await recent.read(yesterday), ['yesterday · ended · 9 Nov 2026, 10:00:00 UTC']);
    assert.deepEqual(
      recent.requests.map(({ page, perPage, status, connection: { id } }) => [id, page, perPage, status]),
      [['home', 1, 100, undefined]],
    );
    const [call] = await recent.view.getChildren(today);
    assert.ok(call);
    assert.deepEqual(recent.item(call).command?.arguments, [{ sessionId: 'today', connectionId: 'home' }]);
    assert.equal(recent.item(call).tooltip, undefined, 'its story is told when it is asked for');
  });

  it('is loading until its answer is there, and can be cancelled', async () => {
    recent = new RecentCallsFixture(calls(1));
    recent.server.answer = () => new Promise(() => undefined);
    const lines = await recent.expand('all');
    assert.deepEqual(
      lines.map((line) => recent.text(line)),
      ['Loading…'],
    );
    recent.model.cancel(all());
    assert.deepEqual(await recent.read(await recent.filter('all')), ['Try Again']);
    assert.equal(recent.requests.length, 1);
  });

  it('says that nothing fits', async () => {
    recent = new RecentCallsFixture();
    const lines = await recent.expand('ongoing');
    assert.deepEqual(
      lines.map((line) => recent.text(line)),
      ['No calls fit.'],
    );
  });

  it('says how many of how many there are, and goes on to the end', async () => {
    recent = new RecentCallsFixture(calls(250));
    const node = await recent.filter('all');
    await recent.expand('all');
    assert.deepEqual(await recent.read(node), [
      'Today · 100 so far',
      'Load More… · 100 of 250',
      'Load All · up to 10,000 more',
    ]);
    while (recent.model.stateOf(all())?.more === true) await recent.model.loadMore(all());
    assert.deepEqual(await recent.read(node), ['Today · 250']);
    assert.equal(recent.text(node), 'All · 250');
    assert.equal(recent.requests.length, 3, 'one request a page');
  });

  it('says nothing of a whole that the server does not tell', async () => {
    recent = new RecentCallsFixture(calls(250));
    recent.server.answer = (_request, { items }) => ({ items });
    const lines = await recent.expand('all');
    assert.ok(lines.some((line) => recent.text(line) === 'Load More… · 100 so far'));
  });

  it('asks for each status once, and merges them by time', async () => {
    recent = new RecentCallsFixture([
      raw('a', 10, { status: 'rejected' }),
      raw('b', 20, { status: 'unanswered' }),
      raw('c', 30, { status: 'ended' }),
      raw('d', 40, { status: 'busy' }),
      raw('e', 50, { status: 'canceled' }),
      raw('f', 60, { status: 'rejected' }),
      raw('g', 70, { status: 'cancelled' }),
    ]);
    const [today] = await recent.expand('notAnswered');
    const shown = only(await recent.view.getChildren(today), 'call').map(({ sessionId }) => sessionId);
    assert.deepEqual(shown, ['a', 'b', 'd', 'e', 'f', 'g']);
    assert.deepEqual(
      recent.requests.map(({ status }) => String(status)).toSorted((a, b) => (a < b ? -1 : 1)),
      ['busy', 'canceled', 'cancelled', 'rejected', 'unanswered'],
    );
  });

  it('tells when the server ignores a filter, which is applied here', async () => {
    recent = new RecentCallsFixture(calls(100).map((one, n) => ({ ...one, hasRecording: n % 4 === 0 })));
    recent.server.answer = () => ({ items: recent.server.calls, total: 100, totalPages: 1 });
    const lines = await recent.expand('withRecording');
    assert.ok(lines.some((line) => recent.text(line) === '25 of 100 calls the server sent fit this filter.'));
    assert.equal(only(await recent.view.getChildren(lines[0]), 'call').length, 25);
  });

  it('shows 500 calls of a day, and as many more with each wish', async () => {
    recent = new RecentCallsFixture(calls(1200));
    await recent.expand('all');
    await recent.model.loadAll(all());
    const [day] = await recent.view.getChildren(await recent.filter('all'));
    assert.ok(day instanceof DayNode);
    for (const [calls_, hidden] of [
      [500, 700],
      [1000, 200],
      [1200, undefined],
    ] as const) {
      const lines = await recent.view.getChildren(day);
      assert.equal(only(lines, 'call').length, calls_);
      assert.equal(only(lines, 'moreOfDay')[0]?.hidden, hidden);
      recent.view.showMoreOfDay(all(), day.day);
      assert.equal(recent.changed.at(-1), day, 'only the day is drawn again');
    }
  });

  it('expands today, and no other day of several', async () => {
    recent = new RecentCallsFixture([
      raw('new', 10),
      raw('old', 48 * HOUR),
      raw('timeless', 0, { initiatedAt: null }),
    ]);
    const days = only(await recent.expand('all'), 'day');
    assert.deepEqual(
      days.map((day) => [recent.item(day).label, recent.item(day).collapsibleState]),
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
