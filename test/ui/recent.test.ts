import assert from 'node:assert/strict';
import { until, untilTrue } from '../support/host/page.ts';
import {
  addConnection,
  assertNoKeyOnScreen,
  clearNotifications,
  panelPage,
  screenshotFailures,
  untilCopied,
} from './support/calls.ts';
import { dayLabel, NEWEST_DAY } from './support/manyCalls.ts';
import { NAME, openRecentCalls, RECENT, type RecentCalls } from './support/recentCalls.ts';

const FILTERS = ['All', 'Ongoing', 'Unanswered and rejected', 'With recording'];
/** Longer than is waited for in silence; short enough to be waited for here. In seconds. */
const RETRY_AFTER = '6';
/** Loading a hundred pages, or walking down to the end of a day, takes a while on a busy machine. */
const LONG_MS = 120_000;

describe('Recent Calls, as a person browses them', () => {
  const now = Date.now();
  let recent: RecentCalls;
  screenshotFailures(() => recent?.workbench);

  before(async () => {
    recent = await openRecentCalls(now);
  });
  after(() => recent?.close());

  it('says what is to be had while there is nobody to ask', async () => {
    const welcome = await recent.workbench.views.welcome(RECENT);
    assert.deepEqual(welcome.buttons, []);
    assert.ok(
      welcome.texts.some((text) => /listed here, newest first/.test(text)),
      welcome.texts.join('|'),
    );
    await recent.workbench.screenshot('recent-1-welcome');
  });

  it('has the connection as its root with the filters below it, and asks for nothing', async () => {
    await addConnection(recent.workbench, recent.faulty.sandbox, NAME);
    await clearNotifications(recent.workbench);
    await recent.row(NAME);
    const before = recent.count();
    await recent.workbench.views.expand(RECENT, NAME);
    await recent.row('With recording');
    assert.deepEqual(await recent.labels(), [NAME, ...FILTERS]);
    assert.deepEqual(recent.asked(before), []);
    await recent.workbench.screenshot('recent-2-filters');
  });

  it('lists a page by days for one request, and says of how many', async () => {
    const before = recent.count();
    await recent.workbench.views.expand(RECENT, 'All');
    await recent.row(dayLabel(now, 2));
    const rows = await recent.workbench.views.rows(RECENT);
    const told = rows.map(({ label, description }) => `${label}: ${description}`);
    for (const expected of [
      'All: 100 of 10,000',
      `${dayLabel(now, 2)}: 35 so far`,
      'Load More…: 100 of 10,000',
      'Load All: 9,900 more',
    ])
      assert.ok(told.includes(expected), `${expected} in\n${told.join('\n')}`);
    const passed = told.includes('Yesterday: 5');
    // Midnight may pass before the calls are drawn; then today has none.
    const days = passed ? ['Yesterday: 5', `${dayLabel(now, 1)}: 60`] : ['Today: 5', 'Yesterday: 60'];
    for (const day of days) assert.ok(told.includes(day), `${day} in\n${told.join('\n')}`);
    if (!passed) assert.equal(rows.find(({ label }) => label === 'Today')?.expanded, true);
    assert.deepEqual(recent.asked(before), ['/v3/calls?page=1&perPage=100']);
    await recent.workbench.screenshot('recent-3-all');
  });

  it('loads more by the page', async () => {
    const before = recent.count();
    await recent.workbench.views.click(RECENT, 'Load More…');
    await recent.untilRow('All', ({ description }) => description === '198 of 10,000');
    assert.equal((await recent.row(dayLabel(now, 2))).description, '133 so far');
    // A page begins with the last call of the one before, or a list that shrank meanwhile would hide calls.
    assert.deepEqual(recent.asked(before), ['/v3/calls?page=2&perPage=99']);
    assert.match(await recent.described('UTC'), /^UTC$/, 'the zone of all times stands once');
  });

  it('asks for a call only once it is opened: by a click, and with the keyboard', async () => {
    const before = recent.count();
    await recent.workbench.views.expand(RECENT, NEWEST_DAY);
    await recent.workbench.views.click(RECENT, /^\d\d:\d\d:\d\d · caller-0 → callee-0/);
    await panelPage(recent.workbench, 'listed-0', '.verdict');
    assert.deepEqual(recent.asked(before), ['/v3/calls/listed-0']);
    await recent.workbench.screenshot('recent-4-open');
    await recent.workbench.views.click(RECENT, NEWEST_DAY);
    await recent.workbench.views.expand(RECENT, NEWEST_DAY);
    await recent.workbench.press('ArrowDown');
    await recent.workbench.press('ArrowDown');
    assert.equal(recent.count(), before + 1, 'walking over calls asks for nothing');
    await recent.workbench.press('Enter');
    const missed = await panelPage(recent.workbench, 'listed-1', '#attempts-found p');
    assert.match(await missed.locator('#attempts-found').innerText(), /No other attempt within 30 min/);
    const focused = () => recent.workbench.views.focusedRow(RECENT);
    assert.match((await focused()) ?? '', /caller-1 → callee-1/, 'the focus stays in the list');
    await recent.workbench.press('ControlOrMeta+c');
    await untilCopied(recent.workbench, /^listed-1$/);
    // What is copied is of the row with the focus, not of the one that was opened.
    await recent.workbench.press('ArrowUp');
    await recent.workbench.press('ControlOrMeta+c');
    await untilCopied(recent.workbench, /^listed-0$/);
    await recent.workbench.press('ArrowDown');
    await recent.workbench.press('Enter');
    await untilTrue('a second Enter to go in', () => missed.evaluate(() => document.hasFocus()));
    assert.equal(await focused(), undefined);
    assert.deepEqual(
      recent.asked(before),
      // Nobody answered the second: whether it was a retry is asked unasked.
      ['/v3/calls/listed-0', '/v3/calls/listed-1', '/v3/calls?uid=caller-1&page=1&perPage=100'],
    );
  });

  it('keeps what Load More loaded, and the selection, when it is refreshed', async () => {
    const { views } = recent.workbench;
    const selected = async () =>
      (await views.rows(RECENT)).filter((row) => row.selected).map(({ label }) => label);
    const before = recent.count();
    const chosen = await selected();
    assert.match(chosen.join('|'), /^\d\d:\d\d:\d\d · caller-1 → callee-1$/);
    const answered = Promise.withResolvers<void>();
    recent.hear(() => answered.resolve());
    await views.clickInlineAction(RECENT, 'All', 'Refresh');
    await answered.promise;
    recent.hear(() => undefined);
    await untilTrue('the end of the refresh', async () => !(await recent.labels()).includes('Loading…'));
    assert.equal((await recent.row('All')).description, '198 of 10,000');
    assert.deepEqual(recent.asked(before), ['/v3/calls?page=1&perPage=100']);
    assert.deepEqual(await selected(), chosen);
  });

  it('keeps what it has when it is told to wait in the middle of Load All, and goes on from there', async function () {
    this.timeout(LONG_MS);
    let pages = 0;
    const limit = () => {
      pages += 1;
      if (pages !== 20) return;
      recent.faulty.intercept((_request, response) =>
        response
          .writeHead(429, { 'retry-after': RETRY_AFTER })
          .end('{"error":{"code":"ERR_TOO_MANY_REQUESTS"}}'),
      );
    };
    recent.hear(limit);
    await recent.workbench.views.click(RECENT, 'Load All');
    const failed = await recent.row(/^too many requests; again in \d+ s/);
    recent.hear(() => undefined);
    recent.faulty.intercept(undefined);
    assert.match((await recent.row('All')).description, /^[12],\d{3} of 10,000$/);
    await recent.workbench.screenshot('recent-5-rate-limited');
    await recent.untilRow(/too many requests/, ({ label }) => label !== failed.label);
    await recent.row(/^too many requests .* Try again in a moment/);
    const before = recent.count();
    await recent.workbench.views.click(RECENT, 'Try Again');
    await recent.untilRow('All', ({ description }) => description === '10,000', LONG_MS);
    assert.ok(
      recent.asked(before).every((request) => !request.includes('?page=1&')),
      'what was loaded is not asked for again',
    );
    assert.equal((await recent.labels()).includes('Load More…'), false);
    await recent.workbench.screenshot('recent-6-loaded');
  });

  it('shows so many of a day with many, and the rest when asked', async function () {
    this.timeout(LONG_MS);
    const { views } = recent.workbench;
    const day = dayLabel(now, 2);
    assert.equal((await recent.row(day)).description, '700');
    await views.expand(RECENT, NEWEST_DAY, false);
    await views.click(RECENT, day);
    const more = await views.walkToRow(RECENT, 'Show More');
    assert.equal(more.description, '200 are hidden');
    await recent.workbench.screenshot('recent-7-show-more');
    await views.click(RECENT, 'Show More');
    await untilTrue('the rest of the day', async () => !(await recent.labels()).includes('Show More'));
    await views.walkToRow(RECENT, dayLabel(now, 3));
    const rows = await views.rows(RECENT);
    const last = rows[rows.findIndex(({ label }) => label === dayLabel(now, 3)) - 1];
    assert.match(last?.label ?? '', /^00:0\d:\d\d · caller-/, 'the first call of the day is its last line');
    await recent.workbench.press('Home');
    await views.expand(RECENT, 'All', false);
  });

  it('merges unanswered and rejected calls, one request each, newest first', async () => {
    const before = recent.count();
    const day = dayLabel(now, 2);
    await recent.workbench.views.expand(RECENT, 'Unanswered and rejected');
    await recent.row(day);
    // Both spellings of a status, for servers compare it as it is spelt.
    const statuses = ['busy', 'canceled', 'cancelled', 'rejected', 'unanswered'];
    assert.deepEqual(
      new Set(recent.asked(before)),
      new Set(statuses.map((status) => `/v3/calls?status=${status}&page=1&perPage=100`)),
    );
    await recent.workbench.views.expand(RECENT, day);
    const calls = await until(`the calls of ${day}`, async () => {
      const rows = await recent.workbench.views.rows(RECENT);
      const found = rows
        .slice(rows.findIndex(({ label }) => label === day))
        .filter(({ label }) => label.includes(' · caller-'));
      return found.length > 10 ? found : undefined;
    });
    const words = new Set(calls.map(({ description }) => description.split(' · ')[0]));
    assert.deepEqual(words, new Set(['nobody answered', 'rejected', 'cancelled', 'busy']));
    const times = calls.map(({ label }) => label.slice(0, 8));
    assert.deepEqual(times, times.toSorted().toReversed());
    await recent.workbench.screenshot('recent-8-merged');
    await recent.workbench.views.expand(RECENT, 'Unanswered and rejected', false);
  });

  it('says that a key is refused, and how to mend it', async () => {
    const { quickInput, views } = recent.workbench;
    await views.chooseInContextMenu(RECENT, NAME, 'Replace API Key…');
    await quickInput.answer(
      '0123456789abcdef0123456789abcdef01234567',
      'Replace the API Key of Acme Production',
    );
    await quickInput.waitForClosed();
    await views.expand(RECENT, 'All');
    await recent.row(/^API key refused .*it is not a key of this app/);
    const connection = await recent.row(NAME);
    assert.match(connection.description, /^API key refused · default/);
    assert.equal(connection.icon, 'warning');
    await recent.workbench.screenshot('recent-18-refused');
    await views.click(RECENT, 'Replace API Key…');
    await quickInput.answer(recent.faulty.sandbox.apiKey, 'Replace the API Key of Acme Production');
    await quickInput.waitForClosed();
    await recent.untilRow('All', ({ description }) => description === '100 of 10,000');
    assert.doesNotMatch((await recent.row(NAME)).description, /refused/);
    await assertNoKeyOnScreen(recent.workbench, recent.faulty.sandbox);
  });

  it('keeps what it has when the server fails or cannot be reached, and says which', async () => {
    const { views } = recent.workbench;
    recent.faulty.intercept((_request, response) => response.writeHead(503).end('<h1>no</h1>'));
    await views.clickInlineAction(RECENT, 'All', 'Refresh');
    await recent.row(/^server error .*\(HTTP 503\)/);
    // What was loaded stays.
    await recent.row(NEWEST_DAY);
    assert.doesNotMatch(
      (await recent.row(NAME)).description,
      /server error/,
      'one list failed, not the connection',
    );
    recent.faulty.intercept(undefined);
    await views.click(RECENT, 'Try Again');
    await untilTrue('the failure to go', async () => !(await recent.labels()).includes('server error'));
    recent.faulty.intercept((request) => request.socket.destroy());
    await views.clickInlineAction(RECENT, 'All', 'Refresh');
    await recent.row(/^offline .*cannot be reached/);
    await recent.untilRow(NAME, ({ description }) => description.startsWith('offline'));
    await recent.workbench.screenshot('recent-19-offline');
    recent.faulty.intercept(undefined);
    await views.click(RECENT, 'Try Again');
    await recent.untilRow(NAME, ({ description }) => !description.includes('offline'));
  });

  it('can be read in light and in high contrast', async () => {
    for (const theme of ['Default Light Modern', 'Default High Contrast'] as const) {
      await recent.workbench.setTheme(theme);
      await recent.workbench.screenshot(`recent-20-${theme.replaceAll(' ', '-').toLowerCase()}`);
    }
  });
});
