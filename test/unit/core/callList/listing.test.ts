/** Loading a list: pages, the merging of several statuses, loads that end early, and what is said of the whole. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { NOW, settle } from '../support.ts';
import { calls, fails, FakeServer, ids, listing, pageOf, raw, shown } from './support.ts';
import type { Page } from '../../../../src/core/call/model.ts';
import type { CallFilter } from '../../../../src/core/callList/model.ts';

const NOT_ANSWERED = { statuses: ['unanswered', 'rejected', 'busy', 'cancelled'] } as const;

describe('core browse listing: pages', () => {
  it('loads the first page with one request', async () => {
    const server = new FakeServer(calls(250));
    const list = listing(server);
    assert.deepEqual(list.state.activity, 'idle');
    assert.equal(list.state.loadedAt, undefined);
    await list.load();
    assert.equal(server.requests.length, 1);
    assert.deepEqual(shown(list), ids(server.calls.slice(0, 100)));
    const { more, total, thinnedOut, failure, loadedAt, activity } = list.state;
    assert.deepEqual(
      { more, total, thinnedOut, failure, loadedAt, activity },
      { more: true, total: 250, thinnedOut: 0, failure: undefined, loadedAt: NOW, activity: 'idle' },
    );
  });

  it('loads more with one request each, to the end', async () => {
    const server = new FakeServer(calls(250));
    const list = listing(server);
    await list.load();
    await list.loadMore();
    assert.equal(server.requests.length, 2);
    assert.ok(list.state.items.length >= 190, `${list.state.items.length}`);
    await list.loadMore();
    assert.equal(server.requests.length, 3);
    assert.deepEqual(shown(list), ids(server.calls));
    assert.equal(list.state.more, false);
    assert.equal(list.state.total, 250);
    await list.loadMore();
    assert.equal(server.requests.length, 3, 'at the end nothing is asked for');
  });

  it('loads all, with little more than one request for a hundred calls', async () => {
    const server = new FakeServer(calls(10_000));
    const list = listing(server);
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
    assert.ok(server.requests.length <= 115, `${server.requests.length} requests`);
    assert.equal(list.state.isLimited, false);
    assert.equal(list.state.isPatchy, false);
  });

  it('stops loading all at the limit, and goes on from there when asked again', async () => {
    const server = new FakeServer(calls(1000));
    const list = listing(server, {}, 300);
    await list.loadAll();
    assert.ok(list.state.items.length >= 300 && list.state.items.length < 500);
    assert.ok(list.state.isLimited && list.state.more);
    await list.loadAll();
    await list.loadAll();
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
    assert.equal(list.state.isLimited, false);
  });

  it('an empty list', async () => {
    const list = listing(new FakeServer());
    await list.load();
    const { items, more, total, loadedAt } = list.state;
    assert.deepEqual({ items, more, total, loadedAt }, { items: [], more: false, total: 0, loadedAt: NOW });
  });

  it('shows what came with a call, and keeps its state the same object while nothing happens', async () => {
    const server = new FakeServer([raw('a', 5, { extra: 1 })]);
    const list = listing(server);
    await list.load();
    assert.equal(list.state.items[0]?.raw, server.calls[0]);
    assert.equal(list.state, list.state);
    assert.equal(list.state.items, list.state.items);
  });

  it('sorts by time, then by session id, and puts calls without a time last', async () => {
    const server = new FakeServer([
      { sessionId: 'never' },
      raw('b', 20),
      raw('a', 20),
      raw('new', 10),
      { sessionId: 'started', startedAt: Math.floor(NOW / 1000) - 15 },
    ]);
    const list = listing(server);
    await list.load();
    assert.deepEqual(shown(list), ['new', 'started', 'a', 'b', 'never']);
  });
});

describe('core browse listing: one call or two', () => {
  const table: readonly (readonly [title: string, one: object, other: object, count: number])[] = [
    [
      'the same meeting',
      { mid: 'm', initiatedAt: 1_790_000_000 },
      { mid: 'm', initiatedAt: 1_790_000_000 },
      1,
    ],
    ['meetings of one session', { mid: 'm' }, { mid: 'n' }, 2],
    [
      'meetings that began together',
      { mid: 'm', initiatedAt: 1_790_000_000 },
      { mid: 'n', initiatedAt: 1_790_000_000 },
      2,
    ],
    ['no meetings, other times', { initiatedAt: 1_790_000_000 }, { initiatedAt: 1_790_000_100 }, 2],
    ['no meetings, one time', { initiatedAt: 1_790_000_000 }, { initiatedAt: 1_790_000_000 }, 1],
    ['no meetings, other starts', { startedAt: 1_790_000_000 }, { startedAt: 1_790_000_100 }, 2],
    ['no meetings, one start', { startedAt: 1_790_000_000 }, { startedAt: 1_790_000_000 }, 1],
    ['no meetings, no times', {}, {}, 1],
    [
      'a meeting that had no id yet',
      { initiatedAt: 1_790_000_000 },
      { initiatedAt: 1_790_000_000, mid: 'm' },
      1,
    ],
    [
      'a meeting whose id is left out later',
      { initiatedAt: 1_790_000_000, mid: 'm' },
      { initiatedAt: 1_790_000_000 },
      1,
    ],
  ];
  for (const [title, one, other, count] of table) {
    it(title, async () => {
      const server = new FakeServer([
        { sessionId: 's', status: 'ended', ...one },
        { sessionId: 's', status: 'ended', ...other },
      ]);
      const list = listing(server);
      await list.load();
      assert.equal(list.state.items.length, count);
      assert.equal(new Set(list.state.items.map(({ key }) => key)).size, count);
    });
  }

  it('takes the later answer for a call, and leaves it out where it no longer passes', async () => {
    const server = new FakeServer(calls(150, { status: 'ongoing' }));
    server.answer = (_, honest) => honest;
    const list = listing(server, { statuses: ['ongoing'] });
    await list.load();
    server.answer = (_, honest) => ({
      ...honest,
      items: honest.items.map((item) => ({ ...(item as object), status: 'ended' })),
    });
    await list.loadMore();
    assert.equal(shown(list).includes('c99'), false, 'it was on both pages and has ended meanwhile');
    assert.equal(shown(list).includes('c98'), true);
    assert.ok(list.state.thinnedOut > 0);
  });
});

describe('core browse listing: several statuses', () => {
  const statuses = ['unanswered', 'rejected', 'busy', 'cancelled', 'canceled', 'ended'];
  const mostlyUnanswered = (count: number) =>
    // Rejected calls are rare and long ago, unanswered ones many and new.
    Array.from({ length: count }, (_, n) =>
      raw(`c${n}`, 10 * (n + 1), {
        status: n > 0.8 * count ? statuses[n % 6] : statuses[n % 17 === 0 ? 5 : 0],
      }),
    );
  const wanted = (server: FakeServer) => ids(server.calls.filter((call) => call['status'] !== 'ended'));

  it('asks once for each status as it may be spelt, and shows only what cannot be overtaken', async () => {
    const server = new FakeServer(mostlyUnanswered(1000));
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.deepEqual(
      server.requests.map(({ status }) => status),
      ['unanswered', 'rejected', 'busy', 'cancelled', 'canceled'],
    );
    assert.ok(list.state.items.length >= 90);
    assert.ok(list.state.heldBack > 0, 'the old rejected ones wait');
    let before = shown(list);
    for (let load = 0; list.state.more; load++) {
      assert.ok(load < 20);
      assert.deepEqual(before, wanted(server).slice(0, before.length));
      await list.loadMore();
      assert.deepEqual(shown(list).slice(0, before.length), before, 'nothing comes in above what was shown');
      before = shown(list);
    }
    assert.deepEqual(shown(list), wanted(server));
    assert.equal(list.state.heldBack, 0);
  });

  it('adds up the totals', async () => {
    const server = new FakeServer(mostlyUnanswered(1000));
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.equal(list.state.total, wanted(server).length);
  });

  it('a server that does not know one spelling', async () => {
    const server = new FakeServer(mostlyUnanswered(300));
    server.answer = ({ status }, honest) =>
      status === 'cancelled' ? fails({ reason: 'badResponse', httpStatus: 400 }) : honest;
    const list = listing(server, NOT_ANSWERED);
    await list.loadAll();
    assert.equal(list.state.failure, undefined);
    const known = server.calls.filter(({ status }) => status !== 'ended' && status !== 'cancelled');
    assert.deepEqual(shown(list), ids(known));
  });

  it('a server that knows neither spelling, or refuses another status', async () => {
    for (const refused of [/^cancell?ed$/, /^busy$/]) {
      const server = new FakeServer(mostlyUnanswered(300));
      server.answer = ({ status = '' }, honest) =>
        refused.test(status) ? fails({ reason: 'badResponse', httpStatus: 400 }) : honest;
      const list = listing(server, NOT_ANSWERED);
      await list.loadAll();
      assert.equal(list.state.failure?.reason, 'badResponse');
    }
  });

  it('a failure of one status: what came of the others waits, and only the missing one is asked for again', async () => {
    const server = new FakeServer(mostlyUnanswered(100));
    server.answer = ({ status }, honest) =>
      status === 'busy' ? fails({ reason: 'rateLimited', retryAt: NOW + 5000 }) : honest;
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.deepEqual(list.state.failure, { reason: 'rateLimited', retryAt: NOW + 5000 });
    assert.deepEqual(list.state.items, []);
    assert.ok(list.state.heldBack > 0);
    server.answer = undefined;
    server.requests.length = 0;
    await list.resume();
    assert.deepEqual(
      server.requests.map(({ status }) => status),
      ['busy'],
    );
    assert.equal(list.state.failure, undefined);
    assert.deepEqual(shown(list), wanted(server));
  });
});

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

  it('a refresh keeps what Load More had loaded below what it brings, and goes on from there', async () => {
    const server = new FakeServer(calls(500));
    const list = listing(server);
    await list.load();
    await list.loadMore();
    const before = list.state.items.length;
    server.calls = [raw('new', 1), raw('newer', 0), ...server.calls].toSorted(
      (a, b) => Number(b['initiatedAt']) - Number(a['initiatedAt']),
    );
    await list.load();
    assert.equal(server.requests.length, 3, 'for one page');
    assert.deepEqual(shown(list), ids(server.calls.slice(0, before + 2)));
    assert.equal(list.state.total, 502);
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
    assert.ok(server.requests.length <= 7, `${server.requests.length} requests`);
    assert.deepEqual([list.state.more, list.state.isPatchy], [false, false]);
    await list.load();
    assert.deepEqual([shown(list), list.state.more], [ids(server.calls), false]);
  });

  it('a refresh keeps no call that its pages show to be asked for no more, and every key', async () => {
    const server = new FakeServer(calls(250, { status: 'ongoing' }));
    const list = listing(server, { statuses: ['ongoing'] });
    await list.loadAll();
    const keys = new Map(list.state.items.map(({ key, call }) => [call.sessionId, key]));
    server.calls = server.calls.map((one, n) => {
      if (n === 7) return { ...one, status: 'ended' };
      return n === 8 ? { ...one, mid: 'm8' } : one;
    });
    await list.load();
    assert.deepEqual(shown(list), ids(server.calls.toSpliced(7, 1)));
    assert.ok(list.state.items.every(({ key, call }) => keys.get(call.sessionId) === key));
    server.calls = server.calls.slice(0, 50);
    await list.load();
    assert.deepEqual(shown(list), ids(server.calls.toSpliced(7, 1)), 'the list is at its end before');
  });

  it('a refresh goes down to what was loaded, however many calls came since, up to six hundred', async () => {
    const server = new FakeServer(calls(300));
    const list = listing(server);
    await list.loadAll();
    const came = (count: number, from: number) =>
      Array.from({ length: count }, (_, n) => raw(`n${from - n}`, -10 * (from - n)));
    server.calls = [...came(350, 350), ...server.calls];
    const before = server.requests.length;
    await list.load();
    assert.equal(server.requests.length - before, 4);
    assert.deepEqual(shown(list), ids(server.calls));
    server.calls = [...came(1000, 1350), ...server.calls];
    await list.load();
    // Too many came to tell what is between: the list begins anew.
    assert.deepEqual(shown(list), ids(server.calls.slice(0, list.state.items.length)));
    assert.ok(list.state.items.length >= 500 && list.state.items.length < 700, `${list.state.items.length}`);
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
  });

  it('a refresh keeps what was loaded of each of several statuses', async () => {
    const server = new FakeServer(mixed(900, 'unanswered', 'rejected', 'busy'));
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    await list.loadMore();
    const before = shown(list);
    assert.ok(before.length > 300, `${before.length}`);
    server.calls = [raw('new', 1, { status: 'busy' }), ...server.calls];
    await list.load();
    assert.deepEqual(shown(list), ['new', ...before]);
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
  });

  it('a refresh keeps what was loaded of a server with pages of its own size, or in no order', async () => {
    const byTen = new FakeServer(calls(45));
    byTen.answer = ({ page }) => pageOf(byTen.calls, { page: page ?? 1, perPage: 10 });
    const unsorted = new FakeServer(calls(300).toSorted((a, b) => (a.sessionId < b.sessionId ? -1 : 1)));
    for (const server of [byTen, unsorted]) {
      const list = listing(server);
      await list.load();
      await list.loadMore();
      const before = new Set(shown(list));
      await list.load();
      assert.deepEqual(new Set(shown(list)), before);
      await list.loadAll();
      assert.deepEqual(new Set(shown(list)), new Set(ids(server.calls)));
    }
  });

  it('a refresh that fails on its way down keeps the list, and goes on from there', async () => {
    const server = new FakeServer(calls(300));
    const list = listing(server);
    await list.loadAll();
    server.calls = [
      ...Array.from({ length: 150 }, (_, n) => raw(`n${n}`, -1 - n)).toReversed(),
      ...server.calls,
    ];
    server.answer = ({ page }, honest) => (page === 1 ? honest : fails({ reason: 'timeout' }));
    await list.load();
    assert.deepEqual([list.state.failure?.reason, list.state.items.length], ['timeout', 300]);
    server.answer = undefined;
    await list.resume();
    assert.deepEqual([list.state.failure, shown(list)], [undefined, ids(server.calls)]);
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

/** Calls of these statuses in turn. */
function mixed(count: number, ...statuses: readonly string[]) {
  return calls(count).map((call, n) => ({ ...call, status: statuses[n % statuses.length] }));
}

describe('core browse listing: a server that caps its pages', () => {
  for (const [cap, gone] of [
    [50, 30],
    [50, 120],
    [20, 7],
  ] as const) {
    it(`at ${cap}: of a list that loses ${gone} calls meanwhile, none that stays is passed over`, async () => {
      const server = new FakeServer(calls(1000));
      server.answer = ({ page = 1, perPage = 100 }) =>
        pageOf(server.calls, { page, perPage: Math.min(cap, perPage) });
      const list = listing(server);
      await list.load();
      await list.loadMore();
      server.calls = server.calls.slice(gone);
      await list.loadAll();
      const found = new Set(shown(list));
      assert.deepEqual(
        ids(server.calls).filter((id) => !found.has(id)),
        [],
      );
      assert.deepEqual([list.state.isPatchy, list.state.more], [false, false]);
    });
  }

  it('and keeps to no size: that calls may be missing is said when the total falls', async () => {
    const server = new FakeServer(calls(1000));
    server.answer = ({ page = 1 }) => pageOf(server.calls, { page, perPage: 30 });
    const list = listing(server);
    await list.load();
    await list.loadMore();
    assert.equal(list.state.isPatchy, false);
    server.calls = server.calls.slice(10);
    await list.loadAll();
    assert.equal(list.state.isPatchy, true);
  });
});

describe('core browse listing: lists that are one list', () => {
  const statuses = ['ended', 'unanswered', 'rejected', 'canceled'];

  it('a server that ignores the status is gone through once', async () => {
    const server = new FakeServer(mixed(10_000, ...statuses));
    server.answer = (request) => pageOf(server.calls, request);
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.equal(list.state.heldBack, 0, 'there is no other list to wait for');
    await list.loadAll();
    const wanted = server.calls.filter((call) => call['status'] !== 'ended');
    assert.deepEqual(shown(list), ids(wanted));
    assert.equal(list.state.more, false);
    assert.ok(server.requests.length <= 120, `${server.requests.length} requests`);
  });

  it('a server that takes both spellings for one counts its calls once', async () => {
    const server = new FakeServer(mixed(300, 'cancelled'));
    server.answer = ({ status, ...request }) =>
      pageOf(status === 'canceled' || status === 'cancelled' ? server.calls : [], request);
    const list = listing(server, NOT_ANSWERED);
    await list.load();
    assert.equal(list.state.total, 300);
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
  });

  it('a call that went from one status to another between two answers costs no list', async () => {
    const server = new FakeServer(mixed(300, 'ongoing'));
    const late = raw('late', 1, { status: 'ongoing' });
    server.answer = (request, honest) =>
      request.status === 'initiated' ? { items: [late], total: 1, totalPages: 1 } : honest;
    server.calls = [late, ...server.calls];
    const list = listing(server, { statuses: ['initiated', 'ongoing'] });
    await list.loadAll();
    assert.deepEqual(shown(list), ids(server.calls));
  });
});

describe('core browse listing: the whole', () => {
  it('is what the server says where its pages did not fit together, also at the end', async () => {
    const server = new FakeServer(calls(10_000));
    server.answer = () => pageOf(server.calls, { page: 1, perPage: 10 });
    const list = listing(server);
    await list.loadAll();
    const { items, more, isPatchy, total } = list.state;
    assert.deepEqual([items.length, more, isPatchy, total], [10, false, true, 10_000]);
  });

  it('is not told where more may follow than the server says', async () => {
    const server = new FakeServer(calls(1000));
    server.answer = (_, honest) => ({ ...honest, total: 100, totalPages: 1 });
    const list = listing(server);
    await list.load();
    assert.deepEqual([list.state.more, list.state.total], [true, undefined]);
  });
});

describe('core browse listing: how far it came', () => {
  it('is when the oldest call of the list was that goes on', async () => {
    const server = new FakeServer(calls(10_000));
    const old: CallFilter = { time: { kind: 'between', to: NOW - 50_000_000 } };
    const list = listing(server, old);
    assert.equal(list.state.reachedBackTo, undefined);
    await list.load();
    const last = Math.max(...server.requests.map(({ page = 1, perPage = 1 }) => page * perPage));
    const { items, more, reachedBackTo = 0 } = list.state;
    assert.deepEqual([items.length, more], [0, true]);
    assert.equal(Math.round((NOW - reachedBackTo) / 10_000), last);
    await list.loadAll();
    assert.deepEqual([list.state.more, list.state.reachedBackTo], [false, undefined]);
  });

  it('is not told of a list without an order', async () => {
    const list = listing(new FakeServer(calls(1000).toReversed()));
    await list.load();
    assert.equal(list.state.reachedBackTo, undefined);
  });

  it('each call is of when its own page came', async () => {
    const server = new FakeServer(calls(250));
    let now = NOW;
    const list = listing(server, {}, undefined, () => now);
    await list.load();
    now = NOW + 60_000;
    await list.loadMore();
    const { items, loadedAt } = list.state;
    assert.deepEqual([items[0]?.fetchedAt, items.at(-1)?.fetchedAt, loadedAt], [NOW, NOW + 60_000, NOW]);
  });
});

describe('core browse listing: a load that adds nothing', () => {
  it('says so, with how many requests it sent', async () => {
    const server = new FakeServer(calls(1000));
    server.answer = ({ page = 1, perPage = 100 }, honest) =>
      page * perPage > 400 && (page - 1) * perPage < 400 ? { ...honest, items: [] } : honest;
    const list = listing(server);
    await list.load();
    const told: (readonly [added: number, isBarren: boolean, requests: number])[] = [];
    for (let load = 0; load < 6; load++) {
      const [items, requests] = [list.state.items.length, server.requests.length];
      await list.loadMore();
      const added = list.state.items.length - items;
      assert.equal(list.state.requests, server.requests.length - requests);
      told.push([added, list.state.isBarren, list.state.requests]);
    }
    assert.ok(
      told.some(([added]) => added === 0),
      'the empty page costs a load',
    );
    for (const [added, isBarren, requests] of told) assert.equal(isBarren, added === 0 && requests > 0);
  });

  it('is not said of one that was cut short, or came to the end', async () => {
    const list = listing(new FakeServer(calls(20)));
    await list.load();
    await list.loadMore();
    assert.deepEqual([list.state.more, list.state.isBarren, list.state.requests], [false, false, 0]);
  });
});

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
