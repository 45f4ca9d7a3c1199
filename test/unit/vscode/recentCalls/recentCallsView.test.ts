/** The “Recent Calls” view: its lines, what they say, and when they are drawn again. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { calls, fails, pageOf, raw, type Raw } from '../../core/callList/support.ts';
import { decoded, NOW, SEED_ID, settle } from '../../core/support.ts';
import { all, home, only, RecentCallsFixture, staging } from '../support/recentCallsFixture.ts';
import { mock } from 'node:test';
import type { CallSource } from '../../../../src/core/call/model.ts';
import type { RecentNode } from '../../../../src/vscode/recentCalls/nodes.ts';
import { lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { RecentCommandsFixture } from '../support/recentCommandsFixture.ts';
import { DayNode } from '../../../../src/vscode/recentCalls/nodes.ts';

const HOUR = 3600;

describe('recent calls: connections and filters', () => {
  let recent: RecentCallsFixture;
  afterEach(() => recent.dispose());

  it('shows connections with their state, and filters, without a request', async () => {
    recent = new RecentCallsFixture(calls(3));
    recent.connections = [home, staging, { ...home, id: 'sandbox', name: 'Sample Calls', kind: 'sandbox' }];
    recent.lost = [{ id: 'gone', name: 'Old Laptop' }];
    assert.deepEqual(await recent.read(), [
      'Acme Production · default · us',
      'Acme Staging · us',
      'Sample Calls · this computer',
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

describe('recent calls: a connection', () => {
  let recent: RecentCallsFixture;
  afterEach(() => recent.dispose());

  /** The tooltip of the first connection's line, as VS Code asks for it. */
  async function tooltip(): Promise<unknown> {
    const node = await recent.connection();
    return (await recent.view.resolveTreeItem(recent.item(node), node)).tooltip;
  }

  it('tells its host, the proxy in between, and that certificates are not checked', async () => {
    recent = new RecentCallsFixture();
    recent.route = Promise.resolve({
      proxy: 'proxy.corp.example:3128',
      isUsable: true,
      certificates: 'unchecked',
    });
    assert.deepEqual(String(await tooltip()).split('\n'), [
      'Acme Production',
      new URL(home.baseUrl).host,
      'Reached through the proxy proxy.corp.example:3128; certificates are NOT checked, because “http.proxyStrictSSL” is off.',
    ]);
  });

  it('tells the rest where the way cannot be told, as while everything ends', async () => {
    recent = new RecentCallsFixture();
    recent.route = Promise.reject(new Error('ended'));
    assert.equal(await tooltip(), `Acme Production\n${new URL(home.baseUrl).host}`);
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
    assert.deepEqual(await recent.read(today), ['09:00:00 · ana → leo · ended · 1 min 30 s']);
    assert.deepEqual(await recent.read(yesterday), ['10:00:00 · yesterday · ended']);
    assert.deepEqual(
      recent.requests.map(({ page, perPage, status, connection: { id } }) => [id, page, perPage, status]),
      [['home', 1, 100, undefined]],
    );
    const [call] = await recent.view.getChildren(today);
    assert.ok(call);
    assert.deepEqual(recent.item(call).command?.arguments, [
      { sessionId: 'today', connectionId: 'home', onBehalfOf: undefined, preserveFocus: true },
    ]);
    assert.equal(recent.item(call).tooltip, undefined, 'its story is told when it is asked for');
  });

  it('is loading until its answer is there, and can be cancelled', async () => {
    recent = new RecentCallsFixture(calls(1));
    recent.server.answer = () => new Promise(() => undefined);
    assert.deepEqual(await recent.told('all'), ['Loading…']);
    recent.model.listing(all())?.cancel();
    assert.deepEqual(await recent.read(await recent.filter('all')), ['Try Again']);
    assert.equal(recent.requests.length, 1);
  });

  it('says that nothing fits', async () => {
    recent = new RecentCallsFixture();
    assert.deepEqual(await recent.told('ongoing'), ['No calls fit.']);
  });

  it('says how many of how many there are, and goes on to the end', async () => {
    recent = new RecentCallsFixture(calls(250));
    const node = await recent.filter('all');
    await recent.expand('all');
    assert.deepEqual(await recent.read(node), [
      'Today · 100 so far',
      'Load More… · 100 of 250',
      'Load All · 150 more',
    ]);
    while (recent.model.stateOf(all())?.more === true) await recent.model.open(all())?.loadMore();
    assert.deepEqual(await recent.read(node), ['Today · 250']);
    assert.equal(recent.text(node), 'All · 250');
    assert.equal(recent.requests.length, 3, 'one request a page');
  });

  it('says nothing of a whole that the server does not tell', async () => {
    recent = new RecentCallsFixture(calls(250));
    recent.server.answer = (_request, { items }) => ({ items });
    const told = await recent.told('all');
    assert.deepEqual(told.slice(1), ['Load More… · 100 so far', 'Load All · up to 10,000 more']);
  });

  it('says how many of those that are left Load All adds at once', async () => {
    recent = new RecentCallsFixture(calls(100));
    recent.server.answer = () => ({ items: recent.server.calls, total: 20_100, totalPages: 201 });
    assert.equal((await recent.told('all')).at(-1), 'Load All · 10,000 of 20,000 more');
  });

  it('keeps what Load More loaded, and the lines of the same calls, when it is refreshed', async () => {
    recent = new RecentCallsFixture(calls(250));
    await recent.expand('all');
    await recent.model.open(all())?.loadMore();
    const idsBelow = async () => {
      const [day] = await recent.view.getChildren(await recent.filter('all'));
      return (await recent.view.getChildren(day)).map((line) => recent.item(line).id);
    };
    const before = await idsBelow();
    assert.ok(before.length > 190, `${before.length}`);
    recent.server.calls = [raw('new', 1), ...recent.server.calls];
    await recent.refresh(all());
    assert.deepEqual((await idsBelow()).slice(1), before, 'VS Code selects by these');
  });

  it('tells above the zone of its times once there are some', async () => {
    recent = new RecentCallsFixture(calls(1));
    await recent.filter('all');
    assert.equal(recent.treeView.description, '');
    await recent.expand('all');
    assert.equal(recent.treeView.description, 'UTC');
    recent.model.select({ connectionId: home.id, filterId: 'ongoing' });
    assert.equal(recent.treeView.description, 'UTC · Ongoing · Acme Production');
  });

  it('tells when the server ignores a filter, which is applied here', async () => {
    recent = new RecentCallsFixture(calls(100).map((one, n) => ({ ...one, hasRecording: n % 4 === 0 })));
    recent.server.answer = () => ({ items: recent.server.calls, total: 100, totalPages: 1 });
    assert.ok(
      (await recent.told('withRecording')).includes('25 of 100 calls the server sent fit this filter.'),
    );
    const [day] = await recent.view.getChildren(await recent.filter('withRecording'));
    assert.equal(only(await recent.view.getChildren(day), 'call').length, 25);
  });

  it('shows 500 calls of a day, and as many more with each wish', async () => {
    recent = new RecentCallsFixture(calls(1200));
    await recent.expand('all');
    await recent.model.open(all())?.loadAll();
    const [day] = await recent.view.getChildren(await recent.filter('all'));
    assert.ok(day instanceof DayNode);
    for (const [calls_, hidden] of [
      [500, 700],
      [1000, 200],
      [1200, undefined],
    ] as const) {
      const lines = await recent.view.getChildren(day);
      assert.equal(only(lines, 'call').length, calls_);
      const more = lines.slice(calls_).map((line) => recent.text(line));
      assert.deepEqual(more, hidden === undefined ? [] : [`Show More · ${hidden} are hidden`]);
      recent.view.showMoreOfDay(all(), day.day);
      assert.equal(recent.changed.at(-1), day, 'only the day is drawn again');
    }
  });

  it('tells in tooltips what lines leave out', async () => {
    recent = new RecentCallsFixture([raw('new', 10), raw('timeless', 0, { initiatedAt: null })]);
    const days = only(await recent.expand('all'), 'day');
    assert.deepEqual(
      days.map((day) => recent.item(day).tooltip),
      ['10 Nov 2026 · 1', 'Time unknown · 1'],
    );
    recent.now += 120_000;
    const node = await recent.filter('all');
    const { tooltip } = await recent.view.resolveTreeItem(recent.item(node), node);
    assert.ok(typeof tooltip === 'string');
    assert.deepEqual(tooltip.split('\n'), ['All', 'all calls', '2', 'Fetched 2 min ago']);
  });

  it('expands today, and no other day of several', async () => {
    recent = new RecentCallsFixture([
      raw('new', 10),
      raw('old', 48 * HOUR),
      raw(SEED_ID, 0, { initiatedAt: null }),
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
    const [, , timeless] = await Promise.all(days.map((day) => recent.read(day)));
    assert.deepEqual(timeless, ['18 Aug 2023 14:15:13 · us · …cf92 · ended'], 'as its id tells');
  });
});

/** So many seconds before the clock of the tests, in Unix seconds. */
function at(secondsAgo: number): number {
  return Math.floor(NOW / 1000) - secondsAgo;
}

describe('recent calls: what is said of a list', () => {
  let recent: RecentCallsFixture;
  afterEach(() => recent.dispose());

  it('is how far back was looked where nothing fits yet', async () => {
    recent = new RecentCallsFixture(calls(10_000));
    await recent.save('old', 'Last week', { time: { kind: 'between', to: NOW - 60_000_000 } });
    const lines = await recent.told('old');
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
    while (recent.model.stateOf(all())?.isBarren === false) await recent.model.open(all())?.loadMore();
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
    await recent.model.open(all())?.loadAll();
    const told = await recent.read(await recent.filter('all'));
    assert.ok(told.includes('Stopped after 205 requests; Load All goes on.'), told.join('\n'));
  });

  it('is the server’s count where its pages did not fit together', async () => {
    recent = new RecentCallsFixture(calls(10_000));
    recent.server.answer = () => pageOf(recent.server.calls, { page: 1, perPage: 10 });
    await recent.expand('all');
    await recent.model.open(all())?.loadAll();
    assert.equal(recent.text(await recent.filter('all')), 'All · 10 of 10,000');
  });

  it('is in the singular of one', async () => {
    const one = [raw('a', 5, { status: 'ended' }), raw('b', 6, { status: 'ongoing' })];
    recent = new RecentCallsFixture(one);
    recent.server.answer = () => ({ items: [...one, {}], total: 3, totalPages: 1 });
    assert.deepEqual(await recent.told('ongoing'), [
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
    await recent.model.open(all())?.loadAll();
    const [day] = await recent.view.getChildren(await recent.filter('all'));
    assert.equal((await recent.read(day)).at(-1), 'Show More · 1 is hidden');
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
    assert.deepEqual(await recent.told('ongoing'), [
      'request refused · Acme Production does not take what this filter asks for (HTTP 400, ERR_BAD_REQUEST). Change the filter.',
      'Try Again',
      'Show Log',
    ]);
    assert.match(
      (await recent.told('all')).join('\n'),
      /Acme Production refused to list its calls \(HTTP 400/,
    );
    recent.server.answer = () => fails({ reason: 'badResponse', httpStatus: 200, host: 'calls.example.com' });
    await recent.refresh(all());
    assert.match(
      (await recent.read(await recent.filter('all'))).join('\n'),
      /calls\.example\.com answered with something that is no list of calls \(HTTP 200\)\. A proxy/,
    );
  });
});

describe('recent calls: failures', () => {
  let recent: RecentCallsFixture;
  afterEach(() => {
    recent.dispose();
    mock.timers.reset();
  });

  it('are sentences with their fixes below the filter, and a word at the connection', async () => {
    recent = new RecentCallsFixture(calls(1));
    recent.server.answer = () => fails({ reason: 'badApiKey' });
    const lines = await recent.expand('all');
    assert.deepEqual(
      lines.map((line) => recent.text(line)),
      [
        'API key refused · Acme Production refused the API key: it is not a key of this app. Replace it with the app’s REST API key.',
        'Replace API Key…',
        'Try Again',
      ],
    );
    assert.deepEqual(await recent.read(), [
      'Acme Production · API key refused · default · us',
      'Acme Staging · us',
    ]);
    assert.equal(lines[1] && recent.item(lines[1]).command?.command, 'cometchatCalls.applyFix');
    const root = await root0(recent);
    assert.ok(recent.changed.includes(root), 'the connection is drawn again');
    recent.server.answer = undefined;
    await recent.model.listing(all())?.resume();
    assert.deepEqual((await recent.read())[0], 'Acme Production · default · us');
    assert.deepEqual(await recent.read(await recent.filter('all')), ['Today · 1']);
  });

  it('of a second key are said at the connection as those of the first', async () => {
    recent = new RecentCallsFixture(calls(1));
    recent.server.answer = () => fails({ reason: 'badApiKey' });
    await recent.expand('all');
    const root = await root0(recent);
    await recent.connectionChanged(home.id, true);
    assert.deepEqual((await recent.read())[0], 'Acme Production · default · us');
    recent.changed.length = 0;
    await recent.expand('all');
    assert.ok(recent.changed.includes(root), 'the connection is drawn again');
    assert.match((await recent.read())[0] ?? '', / · API key refused · /);
  });

  it('of one list are not said of the connection', async () => {
    recent = new RecentCallsFixture(calls(1));
    recent.server.answer = () => fails({ reason: 'userNotFound' });
    await recent.view.getChildren();
    recent.model.apply(home.id, { uid: 'nobody' });
    assert.deepEqual(await recent.told('temporary'), [
      'no user nobody · Acme Production has no user nobody. Check the uid, or look the call up without a user.',
      'Try Again',
    ]);
    assert.equal((await recent.read())[0], 'Acme Production · default · us');
  });

  it('while loading more leave what was loaded, and a rate limit counts down', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    recent = new RecentCallsFixture(calls(250));
    await recent.expand('all');
    recent.server.answer = () => fails({ reason: 'rateLimited', retryAt: NOW + 30_000 });
    await recent.model.open(all())?.loadMore();
    const node = await recent.filter('all');
    assert.deepEqual(await recent.read(node), [
      'Today · 100 so far',
      'too many requests; again in 30 s · Acme Production has had too many requests and can be asked again in 30 s.',
      'Try Again',
    ]);
    recent.now = NOW + 10_000;
    const drawnAgain = () => {
      recent.changed.length = 0;
      mock.timers.tick(1000);
      return [...recent.changed];
    };
    const [counting] = drawnAgain();
    assert.ok(counting);
    assert.ok(
      (await recent.view.getChildren(node)).includes(counting),
      'the line that is drawn is the one shown',
    );
    assert.match(recent.text(counting), /again in 20 s/);
    recent.now = NOW + 32_000;
    assert.deepEqual(drawnAgain(), []);
    recent.server.answer = undefined;
    await recent.model.listing(all())?.resume();
    assert.equal(recent.model.stateOf(all())?.items.length, 198);
  });
});

describe('recent calls: ages', () => {
  let recent: RecentCallsFixture;
  afterEach(() => {
    recent.dispose();
    mock.timers.reset();
  });

  it('in a tooltip that was shown are told anew each minute, while somebody can see the view', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    recent = new RecentCallsFixture(calls(2));
    const [day] = await recent.expand('all');
    const [call] = only(await recent.view.getChildren(day), 'call');
    assert.ok(call);
    const drawnAgain = () => {
      recent.changed.length = 0;
      mock.timers.tick(60_000);
      return [...recent.changed];
    };
    assert.deepEqual(drawnAgain(), [], 'nobody has seen one');
    await recent.view.resolveTreeItem(recent.item(call), call);
    assert.deepEqual(drawnAgain(), [call]);
    assert.deepEqual(drawnAgain(), [], 'VS Code asks again when it shows it');
    await recent.view.resolveTreeItem(recent.item(call), call);
    recent.treeView.visible = false;
    recent.visibilityChanged.fire();
    assert.deepEqual(drawnAgain(), []);
    recent.treeView.visible = true;
    recent.visibilityChanged.fire();
    assert.deepEqual(drawnAgain(), [call]);
    await recent.view.resolveTreeItem(recent.item(call), call);
    recent.item(call);
    assert.deepEqual(drawnAgain(), [], 'it was drawn meanwhile');
  });
});

describe('recent calls: changes', () => {
  let recent: RecentCallsFixture;
  afterEach(() => recent.dispose());

  it('of a key drop what was loaded with the old one, and cancel its requests', async () => {
    recent = new RecentCallsFixture(calls(1));
    await recent.expand('all');
    await recent.expand('all', 'staging');
    let signalled = false;
    const listCalls: CallSource['listCalls'] = (_request, signal) =>
      new Promise(() => signal.addEventListener('abort', () => (signalled = true)));
    Object.assign(recent.server, { listCalls });
    await recent.model.refresh(all());
    await settle();
    await recent.connectionChanged(home.id, true);
    assert.equal(signalled, true);
    assert.equal(recent.model.stateOf(all()), undefined);
    assert.ok(recent.model.stateOf(all('staging')), 'another connection’s stays');
    assert.equal(recent.changed.at(-1), undefined);
  });

  it('of a name leave what was loaded', async () => {
    recent = new RecentCallsFixture(calls(1));
    await recent.expand('all');
    recent.connections = [{ ...home, name: 'Renamed' }];
    await recent.connectionChanged(home.id, false);
    assert.deepEqual(await recent.read(), ['Renamed · default · us']);
    assert.deepEqual(await recent.read(await recent.filter('all')), ['Today · 1']);
    assert.equal(recent.requests.length, 1);
  });

  it('end the lists of a connection that is gone, also when nobody looks', async () => {
    recent = new RecentCallsFixture(calls(1));
    await recent.expand('all', 'staging');
    recent.model.apply('staging', { type: 'audio' });
    recent.connections = [home];
    await recent.connectionChanged('staging', false);
    assert.equal(recent.model.stateOf(all('staging')), undefined);
    assert.equal(recent.model.filterOf({ connectionId: 'staging', filterId: 'temporary' }), undefined);
  });

  it('of a saved filter load it anew, and its removal ends it', async () => {
    recent = new RecentCallsFixture(calls(4, { type: 'video' }));
    await recent.save('1', 'Mine', { type: 'video' });
    await recent.expand('1');
    await recent.save('1', 'Mine', { type: 'video' });
    await recent.expand('1');
    assert.equal(recent.requests.length, 1);
    await recent.save('1', 'Mine', { type: 'audio' });
    await recent.expand('1');
    assert.deepEqual(
      recent.requests.map(({ type }) => type),
      ['video', 'audio'],
    );
    await recent.unsave('1');
    assert.equal(recent.model.stateOf({ connectionId: home.id, filterId: '1' }), undefined);
  });

  it('of a filter that is collapsed leave nothing that fitted it before', async () => {
    recent = new RecentCallsFixture(calls(4, { type: 'video' }));
    await recent.save('1', 'Mine', { type: 'video' });
    await recent.expand('1');
    const node = await recent.filter('1');
    assert.equal(recent.text(node), 'Mine · 4');
    await recent.save('1', 'Mine', { type: 'audio' });
    assert.equal(recent.text(node), 'Mine');
    assert.deepEqual(recent.model.openLists(), [], 'a search finds no call that it had');
    recent.model.apply(home.id, { type: 'video' });
    await recent.expand('temporary');
    recent.model.apply(home.id, { type: 'audio' });
    assert.deepEqual(recent.model.openLists(), []);
    recent.model.apply(home.id, { type: 'video' });
    await recent.expand('temporary');
    recent.model.apply(home.id, { type: 'video' });
    assert.equal(recent.model.openLists().length, 1, 'the same again keeps what is loaded');
  });

  it('are asked for when the same filter is applied again: its last hour is another one now', async () => {
    recent = new RecentCallsFixture([raw('old', 1800)]);
    const filter = { time: { kind: 'last', amount: 1, unit: 'hours' } } as const;
    await recent.view.getChildren();
    recent.model.apply(home.id, filter);
    const days = async () => await recent.told('temporary');
    assert.deepEqual(await days(), ['Today · 1']);
    recent.now += 3_600_000;
    assert.deepEqual(await days(), ['Today · 1']);
    assert.equal(recent.requests.length, 1);
    recent.model.apply(home.id, { ...filter });
    assert.match((await days()).join(), /^No calls fit/);
    assert.equal(recent.requests.length, 2);
  });

  it('of a filter whose page is under way end that request, and its answer comes to nothing', async () => {
    recent = new RecentCallsFixture(calls(4, { type: 'video' }));
    const late = Promise.withResolvers<void>();
    recent.server.hearsAborts = false;
    recent.server.answer = async (_request, honest) => {
      await late.promise;
      return honest;
    };
    await recent.save('1', 'Mine', { type: 'video' });
    await recent.expand('1');
    await recent.save('1', 'Mine', { type: 'audio' });
    assert.deepEqual(
      recent.server.signals.map(({ aborted }) => aborted),
      [true],
    );
    recent.server.answer = undefined;
    late.resolve();
    assert.deepEqual(await recent.told('1'), ['No calls fit.']);
  });

  it('keep what a filter has loaded when it is saved', async () => {
    recent = new RecentCallsFixture(calls(4, { type: 'video' }));
    await recent.view.getChildren();
    recent.model.apply(home.id, { type: 'video', receiverType: 'user' });
    const callsOf = async (filterId: string) => {
      const [day] = await recent.expand(filterId);
      return only(await recent.view.getChildren(day), 'call');
    };
    const before = await callsOf('temporary');
    assert.equal((await callsOf('temporary'))[0], before[0], 'VS Code knows a line by its identity');
    await recent.save('1', 'Mine', { receiverType: 'user', type: 'video' }, home.id);
    recent.model.closeTemporary(home.id, '1');
    assert.deepEqual(
      (await callsOf('1')).map(({ filterId, sessionId }) => [filterId, sessionId]),
      before.map(({ sessionId }) => ['1', sessionId]),
    );
    assert.deepEqual(await recent.told('1'), ['Today · 4']);
    assert.equal(recent.requests.length, 1);
  });

  it('of a list that another one takes the place of end its request', async () => {
    recent = new RecentCallsFixture(calls(4));
    recent.server.answer = () => new Promise(() => undefined);
    recent.temporary.set(home.id, {});
    await recent.expand('ongoing');
    await recent.expand('temporary');
    recent.model.closeTemporary(home.id, 'ongoing');
    assert.deepEqual(
      recent.server.signals.map(({ aborted }) => aborted),
      [true, false],
    );
    assert.equal(recent.model.openLists().length, 1);
  });

  it('are fetched by a refresh: at once for one list, and for others when they are looked at', async () => {
    recent = new RecentCallsFixture(calls(1));
    await recent.expand('all');
    await recent.expand('ongoing');
    recent.server.calls = calls(2);
    await recent.model.refresh(all());
    await recent.expand('all');
    assert.equal(recent.requests.length, 3);
    await recent.model.refresh();
    assert.equal(recent.requests.length, 3);
    assert.equal(recent.changed.at(-1), undefined);
    await recent.expand('ongoing');
    assert.deepEqual(
      recent.requests.map(({ status }) => status),
      [undefined, 'ongoing', undefined, 'ongoing'],
    );
  });
});

async function root0(recent: RecentCallsFixture): Promise<RecentNode | undefined> {
  return (await recent.view.getChildren())[0];
}

const UNDER_WAY = raw('live', 60, { status: 'ongoing', initiator: 'ana', receiver: 'leo' });
const ENDED = { ...UNDER_WAY, status: 'ended' };
const target = { sessionId: 'live', connectionId: home.id, onBehalfOf: undefined };

function lookUp({ lookUps }: RecentCallsFixture, of: Raw, fetchedAt: number): void {
  lookUps.store.set(target, { kind: 'ready', answer: { call: decoded(of), raw: of, fetchedAt } }, fetchedAt);
}

describe('recent calls: those that were looked up', () => {
  let recent: RecentCallsFixture;
  afterEach(() => recent.dispose());

  async function line() {
    const [day] = await recent.expand('all');
    const [call] = only(await recent.view.getChildren(day), 'call');
    assert.ok(call);
    return { text: recent.text(call), kind: recent.item(call).contextValue };
  }

  it('are told by the newer answer', async () => {
    recent = new RecentCallsFixture([UNDER_WAY]);
    lookUp(recent, ENDED, NOW + 1);
    assert.deepEqual(await line(), { text: '09:59:00 · ana → leo · ended', kind: 'recent.call' });
  });

  it('are told by the list where that is newer', async () => {
    recent = new RecentCallsFixture([ENDED]);
    lookUp(recent, UNDER_WAY, NOW - 1);
    assert.deepEqual(await line(), { text: '09:59:00 · ana → leo · ended', kind: 'recent.call' });
  });

  it('are not told by the answer for another meeting of their session', async () => {
    recent = new RecentCallsFixture([UNDER_WAY]);
    lookUp(recent, raw('live', 9000, { status: 'rejected' }), NOW + 1);
    assert.deepEqual(await line(), { text: '09:59:00 · ana → leo · ongoing', kind: 'recent.call.live' });
  });

  it('say that their end is waited for', async () => {
    recent = new RecentCallsFixture([UNDER_WAY]);
    lookUp(recent, UNDER_WAY, NOW - 1);
    recent.watched.add(lookUpKey(target));
    assert.deepEqual(await line(), {
      text: '09:59:00 · ana → leo · ongoing · watching',
      kind: 'recent.call.watched',
    });
  });
});

describe('recent calls: the line of a call', () => {
  let fixture: RecentCommandsFixture;
  afterEach(() => fixture.dispose());

  async function drawn() {
    fixture = new RecentCommandsFixture();
    fixture.recent.server.calls = [UNDER_WAY, ...calls(5)];
    const [day] = await fixture.recent.expand('all');
    const call = only(await fixture.recent.view.getChildren(day), 'call').find(
      ({ sessionId }) => sessionId === 'live',
    );
    fixture.recent.changed.length = 0;
    return call;
  }

  it('is drawn again when a look-up of it has another answer, and no other line is', async () => {
    const call = await drawn();
    lookUp(fixture.recent, ENDED, NOW + 1);
    assert.deepEqual(fixture.recent.changed, [call]);
    assert.equal(fixture.recent.changed[0], call, 'as VS Code knows it');
    fixture.recent.lookUps.store.set(
      { ...target, sessionId: 'another' },
      { kind: 'loading', since: NOW },
      NOW,
    );
    assert.equal(fixture.recent.changed.length, 1);
  });

  it('is drawn again when its end is waited for, and when it is not any more', async () => {
    const call = await drawn();
    lookUp(fixture.recent, UNDER_WAY, NOW - 1);
    fixture.recent.changed.length = 0;
    fixture.recent.watched.add(lookUpKey(target));
    fixture.recent.watchesChanged.fire();
    assert.deepEqual(fixture.recent.changed, [call]);
    fixture.recent.watchesChanged.fire();
    assert.equal(fixture.recent.changed.length, 1);
    fixture.recent.watched.clear();
    fixture.recent.watchesChanged.fire();
    assert.deepEqual(fixture.recent.changed, [call, call]);
  });
});

const SAID =
  'The keyring cannot be read · The keyring of this computer cannot be read now, so nobody can tell which connections are in it. Unlock it and try again.';

describe('recent calls: a keyring that cannot be read', () => {
  let fixture: RecentCommandsFixture;
  beforeEach(() => {
    fixture = new RecentCommandsFixture();
  });
  afterEach(() => fixture.dispose());

  it('is said in the place of the connections, with a way to try again', async () => {
    fixture.recent.isUnreadable = true;
    assert.deepEqual(await fixture.recent.read(), [SAID, 'Try Again']);
    const [, again] = await fixture.recent.view.getChildren();
    assert.ok(again);
    const { command } = fixture.recent.item(again);
    assert.equal(command?.command, 'cometchatCalls.applyFix');
    const [argument]: unknown[] = command.arguments ?? [];
    await fixture.recent.view.getChildren();
    fixture.recent.changed.length = 0;
    await fixture.run('applyFix', argument);
    assert.deepEqual(
      [fixture.recent.changed, fixture.ofCalls],
      [[undefined], []],
      'all of the view is asked for again',
    );
    fixture.recent.isUnreadable = false;
    assert.equal(only(await fixture.recent.view.getChildren(), 'connection').length, 2);
  });

  it('that could be read before takes no connection, no loaded list and no lost one away', async () => {
    const { recent } = fixture;
    recent.lost = [{ id: 'lost', name: 'Old Laptop' }];
    await recent.expand('all');
    const before = await recent.read();
    const listing = recent.model.stateOf(all());
    assert.ok(listing);
    recent.isUnreadable = true;
    assert.deepEqual(await recent.read(), [SAID, 'Try Again', ...before]);
    assert.equal(recent.model.stateOf(all()), listing);
    assert.equal(recent.model.defaultConnectionId, home.id);
    recent.isUnreadable = false;
    assert.deepEqual(await recent.read(), before);
  });

  it('loses no temporary filter to a change that is heard of meanwhile', async () => {
    fixture.recent.temporary.set(home.id, { type: 'audio' });
    fixture.recent.isUnreadable = true;
    await fixture.recent.view.getChildren();
    await fixture.recent.connectionChanged(home.id, false);
    assert.deepEqual(fixture.recent.temporary.get(home.id), { type: 'audio' });
  });

  it('is why calls cannot be filtered, rather than that there is no connection', async () => {
    fixture.recent.isUnreadable = true;
    await assert.rejects(fixture.run('filterRecentCalls'), /keyring of this computer cannot be read now/);
    assert.deepEqual(fixture.user.ran, []);
  });
});
