/** What the view says of a list besides its calls: how much there is, how far was looked, what went wrong. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { calls, fails, pageOf, raw } from '../../core/callList/support.ts';
import { NOW } from '../../core/support.ts';
import { all, home, only, RecentWorld } from '../support/recentWorld.ts';

describe('recent calls: what is said of a list', () => {
  let world: RecentWorld;
  afterEach(() => world.dispose());

  const text = (nodes: Awaited<ReturnType<RecentWorld['expand']>>) => nodes.map((node) => world.text(node));

  it('is how far back was looked where nothing fits yet', async () => {
    world = new RecentWorld(calls(10_000));
    await world.save('old', 'Last week', { time: { kind: 'between', to: NOW - 60_000_000 } });
    const lines = text(await world.expand('old'));
    assert.deepEqual(lines.slice(0, 1), ['No call that is loaded fits.']);
    assert.ok(
      lines.some((line) => /^Looked back to 10 Nov 2026, 08:\d\d:\d\d UTC\.$/.test(line)),
      lines.join('\n'),
    );
  });

  it('is that more was asked for and nothing came', async () => {
    world = new RecentWorld(calls(1000));
    world.server.answer = ({ page = 1, perPage = 100 }, honest) =>
      page * perPage > 400 && (page - 1) * perPage < 400 ? { ...honest, items: [] } : honest;
    await world.expand('all');
    const list = world.tree.open(all());
    while (list?.state.isBarren === false) await list.loadMore();
    assert.equal(list?.state.requests, 5);
    const told = await world.read(await world.filter('all'));
    assert.ok(
      told.includes('The last 5 requests brought no call to show; Load More goes on.'),
      told.join('\n'),
    );
  });

  it('is after how many requests it stopped', async () => {
    world = new RecentWorld();
    world.server.answer = ({ page = 1 }) => ({
      items: [raw(`c${page}`, page)],
      total: 9999,
      totalPages: 9999,
    });
    await world.expand('all');
    await world.tree.open(all())?.loadAll();
    const told = await world.read(await world.filter('all'));
    assert.ok(told.includes('Stopped after 205 requests; Load All goes on.'), told.join('\n'));
  });

  it('is the server’s count where its pages did not fit together', async () => {
    world = new RecentWorld(calls(10_000));
    world.server.answer = () => pageOf(world.server.calls, { page: 1, perPage: 10 });
    await world.expand('all');
    await world.tree.open(all())?.loadAll();
    assert.equal(world.text(await world.filter('all')), 'All · 10 of 10,000');
  });

  it('is in the singular of one', async () => {
    const one = [raw('a', 5, { status: 'ended' }), raw('b', 6, { status: 'ongoing' })];
    world = new RecentWorld(one);
    world.server.answer = () => ({ items: [...one, {}], total: 3, totalPages: 1 });
    assert.deepEqual(text(await world.expand('ongoing')), [
      'Today · 1',
      '1 of 2 calls the server sent fits this filter.',
      '1 entry was no call that could be read.',
    ]);
    world.server.answer = () => ({ items: one.slice(0, 1), total: 1, totalPages: 1 });
    await world.tree.lists.find({ connectionId: home.id, filterId: 'ongoing' })?.load();
    assert.deepEqual(await world.read(await world.filter('ongoing')), [
      'No calls fit.',
      'The one call the server sent does not fit this filter.',
    ]);
    world.dispose();
    world = new RecentWorld(calls(501));
    await world.expand('all');
    await world.tree.open(all())?.loadAll();
    const [day] = await world.tree.childrenOf(await world.filter('all'));
    const [hidden] = only(await world.tree.childrenOf(day), 'moreOfDay');
    assert.equal(hidden && world.text(hidden), 'Show More · 1 is hidden');
  });

  it('is that calls wait for newer ones', async () => {
    const unanswered = calls(150, { status: 'unanswered' });
    world = new RecentWorld([...unanswered, raw('far', 90_000, { status: 'busy' })]);
    await world.expand('notAnswered');
    const told = await world.read(await world.filter('notAnswered'));
    assert.ok(told.includes('2 more are loaded, and wait until newer ones are loaded.'), told.join('\n'));
  });

  it('is that the server refused what was asked for, in words of a list', async () => {
    world = new RecentWorld(calls(1));
    const failure = {
      reason: 'badResponse',
      httpStatus: 400,
      serverCode: 'ERR_BAD_REQUEST',
      host: 'x',
    } as const;
    world.server.answer = () => fails(failure);
    assert.deepEqual(text(await world.expand('ongoing')), [
      'request refused · Acme Production does not take what this filter asks for (HTTP 400, ERR_BAD_REQUEST). Change the filter.',
      'Try Again',
      'Show Log',
    ]);
    assert.match(
      text(await world.expand('all')).join('\n'),
      /Acme Production refused to list its calls \(HTTP 400/,
    );
    world.server.answer = () => fails({ reason: 'badResponse', httpStatus: 200, host: 'calls.example.com' });
    await world.tree.lists.find(all())?.load();
    assert.match(
      (await world.read(await world.filter('all'))).join('\n'),
      /calls\.example\.com answered with something that is no list of calls \(HTTP 200\)\. A proxy/,
    );
  });

  it('is of each call when its own page came', async () => {
    world = new RecentWorld(calls(150));
    await world.expand('all');
    world.now = NOW + 3_600_000;
    await world.tree.open(all())?.loadMore();
    const [day] = await world.tree.childrenOf(await world.filter('all'));
    const shown = only(await world.tree.childrenOf(day), 'call');
    assert.deepEqual([shown[0]?.fetchedAt, shown.at(-1)?.fetchedAt], [NOW, NOW + 3_600_000]);
  });
});
