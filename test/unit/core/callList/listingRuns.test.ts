/** Loads that fail, are cancelled, or are replaced by newer ones. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from '../../../../src/core/call/source.ts';
import { NOW, settle } from '../support.ts';
import { calls, fails, FakeServer, ids, listing, raw, shown } from './support.ts';

describe('core browse listing: stopping and going on', () => {
  it('a rate limit in the middle of loading all keeps what is there, and resuming asks for nothing twice', async () => {
    const server = new FakeServer(calls(1000));
    const list = listing(server);
    server.answer = (_, honest) =>
      server.requests.length === 4 ? fails({ reason: 'rateLimited', retryAt: NOW + 60_000 }) : honest;
    await list.loadAll();
    assert.deepEqual(list.state.failure, { reason: 'rateLimited', retryAt: NOW + 60_000 });
    assert.deepEqual(shown(list), ids(server.calls.slice(0, list.state.items.length)));
    assert.ok(list.state.items.length > 250 && list.state.more);
    server.answer = undefined;
    await list.resume();
    assert.equal(list.state.failure, undefined);
    assert.deepEqual(shown(list), ids(server.calls));
    const asked = server.requests.map(({ page, perPage }) => `${page}/${perPage}`);
    assert.equal(new Set(asked).size, asked.length - 1, 'only the refused page was asked for twice');
  });

  it('a failure while the first load reads on for a filter: resuming reads on, and does not begin anew', async () => {
    const server = new FakeServer(calls(1000).map((call, n) => ({ ...call, totalParticipants: n % 100 })));
    server.answer = (_, honest) => (server.requests.length === 2 ? fails({ reason: 'timeout' }) : honest);
    const list = listing(server, { participants: { min: 95 } });
    await list.load();
    assert.equal(list.state.failure?.reason, 'timeout');
    assert.equal(list.state.items.length, 5);
    await list.resume();
    assert.equal(list.state.failure, undefined);
    assert.ok(list.state.items.length > 5);
    assert.deepEqual(
      server.requests.map(({ page }) => page).filter((page) => page === 1),
      [1],
    );
  });

  it('a failing refresh keeps the list and says why', async () => {
    const server = new FakeServer(calls(30));
    const list = listing(server);
    await list.load();
    server.answer = () => fails({ reason: 'offline' });
    await list.load();
    assert.equal(list.state.failure?.reason, 'offline');
    assert.equal(list.state.items.length, 30);
    server.answer = undefined;
    server.calls = calls(20);
    await list.resume();
    assert.equal(list.state.items.length, 20);
  });

  it('cancelling ends the request, tells no failure and keeps what is there', async () => {
    const server = new FakeServer(calls(1000));
    server.hearsAborts = false;
    const list = listing(server);
    await list.load();
    server.answer = (_, honest) => {
      if (server.requests.length === 3) list.cancel();
      return honest;
    };
    await list.loadAll();
    const { activity, failure, items, more } = list.state;
    assert.deepEqual({ activity, failure, more }, { activity: 'idle', failure: undefined, more: true });
    assert.ok(items.length > 150 && items.length < 200, 'the late answer is not among them');
    await list.resume();
    assert.deepEqual(shown(list), ids(server.calls));
  });

  it('a refresh replaces what is under way; the late answer of the old one is ignored', async () => {
    const server = new FakeServer(calls(300));
    server.hearsAborts = false;
    const list = listing(server);
    await list.load();
    const late = Promise.withResolvers<Page>();
    server.answer = () => late.promise;
    const more = list.loadMore();
    await settle();
    server.answer = undefined;
    server.calls = [raw('only', 1)];
    await list.load();
    assert.deepEqual(
      server.signals.map(({ aborted }) => aborted),
      [false, true, false],
    );
    late.resolve({ items: calls(300).slice(100, 200) });
    await more;
    assert.deepEqual(shown(list), ['only']);
    assert.equal(list.state.activity, 'idle');
  });

  it('of two refreshes the later one counts, whichever is answered first', async () => {
    const server = new FakeServer();
    server.hearsAborts = false;
    const list = listing(server);
    const answers = [Promise.withResolvers<Page>(), Promise.withResolvers<Page>()];
    server.answer = () => answers[server.requests.length - 1]?.promise ?? { items: [] };
    const loads = [list.load(), list.load()];
    answers[1]?.resolve({ items: [raw('second', 1)], total: 1, totalPages: 1 });
    await settle();
    answers[0]?.resolve({ items: [raw('first', 1)], total: 1, totalPages: 1 });
    await Promise.all(loads);
    assert.deepEqual(shown(list), ['second']);
  });

  it('of two refreshes at once, also in the moment in which the first is answered', async () => {
    const server = new FakeServer();
    server.hearsAborts = false;
    const list = listing(server);
    server.answer = () => ({ items: [raw(`r${server.requests.length}`, 1)], total: 1, totalPages: 1 });
    const first = list.load();
    for (let turn = 0; turn < 12; turn++) {
      const loads = [list.load()];
      for (let wait = 0; wait < turn; wait++) await Promise.resolve();
      loads.push(list.load());
      await Promise.all(loads);
      assert.deepEqual(shown(list), [`r${server.requests.length}`], `${turn}`);
      assert.equal(list.state.activity, 'idle');
    }
    await first;
  });

  it('two clicks on Load More are one', async () => {
    const server = new FakeServer(calls(500));
    const list = listing(server);
    await list.load();
    await Promise.all([list.loadMore(), list.loadMore()]);
    assert.equal(server.requests.length, 2);
  });

  it('tells of every change, and of what it is doing', async () => {
    const server = new FakeServer(calls(250));
    const list = listing(server);
    const heard: string[] = [];
    const subscription = list.onDidChange(() =>
      heard.push(`${list.state.activity} ${list.state.items.length}`),
    );
    await list.load();
    assert.deepEqual(heard, ['first 0', 'first 100', 'idle 100']);
    subscription.dispose();
    await list.loadMore();
    assert.equal(heard.length, 3);
  });

  it('loading more before anything was loaded loads the first page', async () => {
    const server = new FakeServer(calls(250));
    const list = listing(server);
    await list.loadMore();
    assert.equal(list.state.items.length, 100);
  });

  it('passes on an error that is none of the source', async () => {
    const server = new FakeServer();
    server.answer = () => {
      throw new TypeError('a mistake');
    };
    const list = listing(server);
    await assert.rejects(list.load(), TypeError);
    assert.equal(list.state.activity, 'idle');
  });
});
