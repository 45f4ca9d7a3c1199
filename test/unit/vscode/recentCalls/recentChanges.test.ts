import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, describe, it } from 'mocha';
import type { CallSource } from '../../../../src/core/call/source.ts';
import type { RecentNode } from '../../../../src/vscode/recentCalls/nodes.ts';
import { calls, fails, raw } from '../../core/callList/support.ts';
import { NOW, settle } from '../../core/support.ts';
import { all, home, RecentCallsFixture } from '../support/recentCallsFixture.ts';

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
    await recent.model.resume(all());
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
    const lines = await recent.expand('temporary');
    assert.deepEqual(
      lines.map((line) => recent.text(line)),
      [
        'no user nobody · Acme Production has no user nobody. Check the uid, or look the call up without a user.',
        'Try Again',
      ],
    );
    assert.equal((await recent.read())[0], 'Acme Production · default · us');
  });

  it('while loading more leave what was loaded, and a rate limit counts down', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    recent = new RecentCallsFixture(calls(250));
    await recent.expand('all');
    recent.server.answer = () => fails({ reason: 'rateLimited', retryAt: NOW + 30_000 });
    await recent.model.loadMore(all());
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
    await recent.model.resume(all());
    assert.equal(recent.model.stateOf(all())?.items.length, 198);
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
    const days = async () => (await recent.expand('temporary')).map((line) => recent.text(line));
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
    assert.deepEqual(
      (await recent.expand('1')).map((line) => recent.text(line)),
      ['No calls fit.'],
    );
  });

  it('keep what a filter has loaded when it is saved', async () => {
    recent = new RecentCallsFixture(calls(4, { type: 'video' }));
    await recent.view.getChildren();
    recent.model.apply(home.id, { type: 'video', receiverType: 'user' });
    await recent.expand('temporary');
    await recent.save('1', 'Mine', { receiverType: 'user', type: 'video' }, home.id);
    recent.model.closeTemporary(home.id, '1');
    assert.deepEqual(
      (await recent.expand('1')).map((line) => recent.text(line)),
      ['Today · 4'],
    );
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
