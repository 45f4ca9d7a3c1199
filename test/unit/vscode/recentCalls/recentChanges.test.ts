import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { CallSource } from '../../../../src/core/call/source.ts';
import type { RecentNode } from '../../../../src/vscode/recentCalls/recentNode.ts';
import { calls, fails, raw } from '../../core/callList/support.ts';
import { NOW, settle } from '../../core/support.ts';
import { all, home, RecentWorld } from '../support/recentWorld.ts';

describe('recent calls: failures', () => {
  let world: RecentWorld;
  afterEach(() => world.dispose());

  it('are sentences with their fixes below the filter, and a word at the connection', async () => {
    world = new RecentWorld(calls(1));
    world.server.answer = () => fails({ reason: 'badApiKey' });
    const lines = await world.expand('all');
    assert.deepEqual(
      lines.map((line) => world.text(line)),
      [
        'API key refused · Acme Production refused the API key: it is not a key of this app. Replace it with the app’s REST API key.',
        'Replace API Key…',
        'Try Again',
      ],
    );
    assert.deepEqual(await world.read(), [
      'Acme Production · API key refused · default · us',
      'Acme Staging · us',
    ]);
    assert.equal(lines[1] && world.item(lines[1]).command?.command, 'cometchatCalls.applyFix');
    const root = await root0(world);
    assert.ok(world.changed.includes(root), 'the connection is drawn again');
    world.server.answer = undefined;
    await world.tree.lists.find(all())?.resume();
    assert.deepEqual((await world.read())[0], 'Acme Production · default · us');
    assert.deepEqual(await world.read(await world.filter('all')), ['Today · 1']);
  });

  it('of a second key are said at the connection as those of the first', async () => {
    world = new RecentWorld(calls(1));
    world.server.answer = () => fails({ reason: 'badApiKey' });
    await world.expand('all');
    const root = await root0(world);
    await world.connectionChanged(home.id, true);
    assert.deepEqual((await world.read())[0], 'Acme Production · default · us');
    world.changed.length = 0;
    await world.expand('all');
    assert.ok(world.changed.includes(root), 'the connection is drawn again');
    assert.match((await world.read())[0] ?? '', / · API key refused · /);
  });

  it('of one list are not said of the connection', async () => {
    world = new RecentWorld(calls(1));
    world.server.answer = () => fails({ reason: 'userNotFound' });
    await world.tree.childrenOf();
    world.tree.apply(home.id, { uid: 'nobody' });
    const lines = await world.expand('temporary');
    assert.deepEqual(
      lines.map((line) => world.text(line)),
      [
        'no user nobody · Acme Production has no user nobody. Check the uid, or look the call up without a user.',
        'Try Again',
      ],
    );
    assert.equal((await world.read())[0], 'Acme Production · default · us');
  });

  it('while loading more leave what was loaded, and a rate limit counts down', async () => {
    world = new RecentWorld(calls(250));
    await world.expand('all');
    world.server.answer = () => fails({ reason: 'rateLimited', retryAt: NOW + 30_000 });
    await world.tree.open(all())?.loadMore();
    const node = await world.filter('all');
    assert.deepEqual(await world.read(node), [
      'Today · 100 so far',
      'too many requests; again in 30 s · Acme Production has had too many requests and can be asked again in 30 s.',
      'Try Again',
    ]);
    world.now = NOW + 10_000;
    const [counting] = world.tree.countingDown();
    assert.ok(counting);
    assert.ok(
      (await world.tree.childrenOf(node)).includes(counting),
      'the line that is drawn is the one shown',
    );
    assert.match(world.text(counting), /again in 20 s/);
    world.now = NOW + 32_000;
    assert.deepEqual(world.tree.countingDown(), []);
    world.server.answer = undefined;
    await world.tree.lists.find(all())?.resume();
    assert.equal(world.tree.lists.find(all())?.state.items.length, 198);
  });
});

describe('recent calls: changes', () => {
  let world: RecentWorld;
  afterEach(() => world.dispose());

  it('of a key drop what was loaded with the old one, and cancel its requests', async () => {
    world = new RecentWorld(calls(1));
    await world.expand('all');
    await world.expand('all', 'staging');
    let signalled = false;
    const listCalls: CallSource['listCalls'] = (_request, signal) =>
      new Promise(() => signal.addEventListener('abort', () => (signalled = true)));
    Object.assign(world.server, { listCalls });
    world.tree.refresh(home.id, 'all');
    await settle();
    await world.connectionChanged(home.id, true);
    assert.equal(signalled, true);
    assert.equal(world.tree.lists.find(all()), undefined);
    assert.ok(world.tree.lists.find(all('staging')), 'another connection’s stays');
    assert.equal(world.changed.at(-1), undefined);
  });

  it('of a name leave what was loaded', async () => {
    world = new RecentWorld(calls(1));
    await world.expand('all');
    world.connections = [{ ...home, name: 'Renamed' }];
    await world.connectionChanged(home.id, false);
    assert.deepEqual(await world.read(), ['Renamed · default · us']);
    assert.deepEqual(await world.read(await world.filter('all')), ['Today · 1']);
    assert.equal(world.requests.length, 1);
  });

  it('end the lists of a connection that is gone, also when nobody looks', async () => {
    world = new RecentWorld(calls(1));
    await world.expand('all', 'staging');
    world.tree.apply('staging', { type: 'audio' });
    world.connections = [home];
    await world.connectionChanged('staging', false);
    assert.equal(world.tree.lists.find(all('staging')), undefined);
    assert.equal(world.tree.offers.filterOf({ connectionId: 'staging', filterId: 'temporary' }), undefined);
  });

  it('of a saved filter load it anew, and its removal ends it', async () => {
    world = new RecentWorld(calls(4, { type: 'video' }));
    await world.save('1', 'Mine', { type: 'video' });
    await world.expand('1');
    await world.save('1', 'Mine', { type: 'video' });
    await world.expand('1');
    assert.equal(world.requests.length, 1);
    await world.save('1', 'Mine', { type: 'audio' });
    await world.expand('1');
    assert.deepEqual(
      world.requests.map(({ type }) => type),
      ['video', 'audio'],
    );
    await world.unsave('1');
    assert.equal(world.tree.lists.find({ connectionId: home.id, filterId: '1' }), undefined);
  });

  it('of a filter that is collapsed leave nothing that fitted it before', async () => {
    world = new RecentWorld(calls(4, { type: 'video' }));
    await world.save('1', 'Mine', { type: 'video' });
    await world.expand('1');
    const node = await world.filter('1');
    assert.equal(world.text(node), 'Mine · 4');
    await world.save('1', 'Mine', { type: 'audio' });
    assert.equal(world.text(node), 'Mine');
    assert.deepEqual(world.tree.lists.all(), [], 'a search finds no call that it had');
    world.tree.apply(home.id, { type: 'video' });
    await world.expand('temporary');
    world.tree.apply(home.id, { type: 'audio' });
    assert.deepEqual(world.tree.lists.all(), []);
    world.tree.apply(home.id, { type: 'video' });
    await world.expand('temporary');
    world.tree.apply(home.id, { type: 'video' });
    assert.equal(world.tree.lists.all().length, 1, 'the same again keeps what is loaded');
  });

  it('are asked for when the same filter is applied again: its last hour is another one now', async () => {
    world = new RecentWorld([raw('old', 1800)]);
    const filter = { time: { kind: 'last', amount: 1, unit: 'hours' } } as const;
    await world.tree.childrenOf();
    world.tree.apply(home.id, filter);
    const days = async () => (await world.expand('temporary')).map((line) => world.text(line));
    assert.deepEqual(await days(), ['Today · 1']);
    world.now += 3_600_000;
    assert.deepEqual(await days(), ['Today · 1']);
    assert.equal(world.requests.length, 1);
    world.tree.apply(home.id, { ...filter });
    assert.match((await days()).join(), /^No calls fit/);
    assert.equal(world.requests.length, 2);
  });

  it('of a filter whose page is under way end that request, and its answer comes to nothing', async () => {
    world = new RecentWorld(calls(4, { type: 'video' }));
    const late = Promise.withResolvers<void>();
    world.server.hearsAborts = false;
    world.server.answer = async (_request, honest) => {
      await late.promise;
      return honest;
    };
    await world.save('1', 'Mine', { type: 'video' });
    await world.expand('1');
    await world.save('1', 'Mine', { type: 'audio' });
    assert.deepEqual(
      world.server.signals.map(({ aborted }) => aborted),
      [true],
    );
    world.server.answer = undefined;
    late.resolve();
    assert.deepEqual(
      (await world.expand('1')).map((line) => world.text(line)),
      ['No calls fit.'],
    );
  });

  it('keep what a filter has loaded when it is saved', async () => {
    world = new RecentWorld(calls(4, { type: 'video' }));
    await world.tree.childrenOf();
    world.tree.apply(home.id, { type: 'video', receiverType: 'user' });
    await world.expand('temporary');
    await world.save('1', 'Mine', { receiverType: 'user', type: 'video' }, home.id);
    world.tree.closeTemporary(home.id, '1');
    assert.deepEqual(
      (await world.expand('1')).map((line) => world.text(line)),
      ['Today · 4'],
    );
    assert.equal(world.requests.length, 1);
  });

  it('of a list that another one takes the place of end its request', async () => {
    world = new RecentWorld(calls(4));
    world.server.answer = () => new Promise(() => undefined);
    await world.expand('ongoing');
    await world.expand('all');
    world.tree.lists.move(all(), 'ongoing');
    assert.deepEqual(
      world.server.signals.map(({ aborted }) => aborted),
      [true, false],
    );
    assert.equal(world.tree.lists.all().length, 1);
  });

  it('are fetched by a refresh: at once for one list, and for others when they are looked at', async () => {
    world = new RecentWorld(calls(1));
    await world.expand('all');
    await world.expand('ongoing');
    world.server.calls = calls(2);
    world.tree.refresh(home.id, 'all');
    await world.expand('all');
    assert.equal(world.requests.length, 3);
    world.tree.refresh(undefined, undefined);
    assert.equal(world.requests.length, 3);
    assert.equal(world.changed.at(-1), undefined);
    await world.expand('ongoing');
    assert.deepEqual(
      world.requests.map(({ status }) => status),
      [undefined, 'ongoing', undefined, 'ongoing'],
    );
  });
});

async function root0(world: RecentWorld): Promise<RecentNode | undefined> {
  return (await world.tree.childrenOf())[0];
}
