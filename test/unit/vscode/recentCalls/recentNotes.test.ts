/** What the view says of a list besides its calls: how much there is, how far was looked, what went wrong. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { calls, fails, pageOf, raw } from '../../core/callList/support.ts';
import { NOW } from '../../core/support.ts';
import { all, home, only, RecentCallsFixture } from '../support/recentCallsFixture.ts';

describe('recent calls: what is said of a list', () => {
  let recent: RecentCallsFixture;
  afterEach(() => recent.dispose());

  const text = (nodes: Awaited<ReturnType<RecentCallsFixture['expand']>>) =>
    nodes.map((node) => recent.text(node));

  it('is how far back was looked where nothing fits yet', async () => {
    recent = new RecentCallsFixture(calls(10_000));
    await recent.save('old', 'Last week', { time: { kind: 'between', to: NOW - 60_000_000 } });
    const lines = text(await recent.expand('old'));
    assert.deepEqual(lines.slice(0, 1), ['No call that is loaded fits.']);
    assert.ok(
      lines.some((line) => /^Looked back to 10 Nov 2026, 08:\d\d:\d\d UTC\.$/.test(line)),
      lines.join('\n'),
    );
  });

  it('is that more was asked for and nothing came', async () => {
    recent = new RecentCallsFixture(calls(1000));
    recent.server.answer = ({ page = 1, perPage = 100 }, honest) =>
      page * perPage > 400 && (page - 1) * perPage < 400 ? { ...honest, items: [] } : honest;
    await recent.expand('all');
    while (recent.model.stateOf(all())?.isBarren === false) await recent.model.loadMore(all());
    assert.equal(recent.model.stateOf(all())?.requests, 5);
    const told = await recent.read(await recent.filter('all'));
    assert.ok(
      told.includes('The last 5 requests brought no call to show; Load More goes on.'),
      told.join('\n'),
    );
  });

  it('is after how many requests it stopped', async () => {
    recent = new RecentCallsFixture();
    recent.server.answer = ({ page = 1 }) => ({
      items: [raw(`c${page}`, page)],
      total: 9999,
      totalPages: 9999,
    });
    await recent.expand('all');
    await recent.model.loadAll(all());
    const told = await recent.read(await recent.filter('all'));
    assert.ok(told.includes('Stopped after 205 requests; Load All goes on.'), told.join('\n'));
  });

  it('is the server’s count where its pages did not fit together', async () => {
    recent = new RecentCallsFixture(calls(10_000));
    recent.server.answer = () => pageOf(recent.server.calls, { page: 1, perPage: 10 });
    await recent.expand('all');
    await recent.model.loadAll(all());
    assert.equal(recent.text(await recent.filter('all')), 'All · 10 of 10,000');
  });

  it('is in the singular of one', async () => {
    const one = [raw('a', 5, { status: 'ended' }), raw('b', 6, { status: 'ongoing' })];
    recent = new RecentCallsFixture(one);
    recent.server.answer = () => ({ items: [...one, {}], total: 3, totalPages: 1 });
    assert.deepEqual(text(await recent.expand('ongoing')), [
      'Today · 1',
      '1 of 2 calls the server sent fits this filter.',
      '1 entry was no call that could be read.',
    ]);
    recent.server.answer = () => ({ items: one.slice(0, 1), total: 1, totalPages: 1 });
    await recent.refresh({ connectionId: home.id, filterId: 'ongoing' });
    assert.deepEqual(await recent.read(await recent.filter('ongoing')), [
      'No calls fit.',
      'The one call the server sent does not fit this filter.',
    ]);
    recent.dispose();
    recent = new RecentCallsFixture(calls(501));
    await recent.expand('all');
    await recent.model.loadAll(all());
    const [day] = await recent.view.getChildren(await recent.filter('all'));
    const [hidden] = only(await recent.view.getChildren(day), 'moreOfDay');
    assert.equal(hidden && recent.text(hidden), 'Show More · 1 is hidden');
  });

  it('is that calls wait for newer ones', async () => {
    const unanswered = calls(150, { status: 'unanswered' });
    recent = new RecentCallsFixture([...unanswered, raw('far', 90_000, { status: 'busy' })]);
    await recent.expand('notAnswered');
    const told = await recent.read(await recent.filter('notAnswered'));
    assert.ok(told.includes('2 more are loaded, and wait until newer ones are loaded.'), told.join('\n'));
  });

  it('is that the server refused what was asked for, in words of a list', async () => {
    recent = new RecentCallsFixture(calls(1));
    const failure = {
      reason: 'badResponse',
      httpStatus: 400,
      serverCode: 'ERR_BAD_REQUEST',
      host: 'x',
    } as const;
    recent.server.answer = () => fails(failure);
    assert.deepEqual(text(await recent.expand('ongoing')), [
      'request refused · Acme Production does not take what this filter asks for (HTTP 400, ERR_BAD_REQUEST). Change the filter.',
      'Try Again',
      'Show Log',
    ]);
    assert.match(
      text(await recent.expand('all')).join('\n'),
      /Acme Production refused to list its calls \(HTTP 400/,
    );
    recent.server.answer = () => fails({ reason: 'badResponse', httpStatus: 200, host: 'calls.example.com' });
    await recent.refresh(all());
    assert.match(
      (await recent.read(await recent.filter('all'))).join('\n'),
      /calls\.example\.com answered with something that is no list of calls \(HTTP 200\)\. A proxy/,
    );
  });

  it('is of each call when its own page came', async () => {
    recent = new RecentCallsFixture(calls(150));
    await recent.expand('all');
    recent.now = NOW + 3_600_000;
    await recent.model.loadMore(all());
    const [day] = await recent.view.getChildren(await recent.filter('all'));
    const shown = only(await recent.view.getChildren(day), 'call');
    assert.deepEqual([shown[0]?.fetchedAt, shown.at(-1)?.fetchedAt], [NOW, NOW + 3_600_000]);
  });
});
