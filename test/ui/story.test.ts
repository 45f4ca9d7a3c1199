/** The story a call's panel tells, gone through as a person does: timeline, findings, table, log line, transcripts. */
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { textsOf, untilTrue } from '../support/host/page.ts';
import { Workbench } from '../support/host/workbench.ts';
import {
  addConnection,
  clearNotifications,
  type FaultySandbox,
  focusedId,
  openCall,
  panelPage,
  sampleOf,
  screenshotFailures,
  SEED,
  startFaultySandbox,
  untilFocused,
} from './support/calls.ts';

/** The call is named in the third line. */
const LOG = [
  '2023-08-18 14:15:20.000 INFO gateway started',
  '2023-08-18 14:15:21.480 INFO user superhero2 is online',
  `2023-08-18 14:15:34.201 INFO call joined sessionId=${SEED} uid=superhero2`,
  '2023-08-18 14:15:50.007 INFO gateway idle',
].join('\n');

describe('The story of a call, gone through by a person', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  screenshotFailures(() => workbench);

  before(async () => {
    faulty = await startFaultySandbox({ requestsPerMinute: Infinity });
    workbench = await Workbench.open({
      files: { 'app.log': LOG },
      viewport: { width: 1400, height: 1000 },
      settings: { 'cometchatCalls.timeZone': 'utc' },
    });
    await addConnection(workbench, faulty.sandbox);
    await clearNotifications(workbench);
  });
  after(async () => {
    await workbench?.close();
    await faulty?.sandbox.dispose();
  });

  const open = (title: RegExp) => openCall(workbench, sampleOf(faulty, title).sessionId);

  describe('its timeline', () => {
    let frame: Frame;
    const details = () => frame.locator('.timeline .details').innerText();
    const plotWidth = async () => Number(await frame.locator('svg.plot').getAttribute('width'));
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await workbench.press(key);
    };

    before(async () => {
      frame = await openCall(workbench, SEED);
    });

    it('is one stop of Tab, and tells each bar that the arrow keys come to', async () => {
      await frame.locator('#timeline-fit').focus();
      await press('Tab');
      const bars = frame.locator('svg.plot .bar');
      assert.ok((await focusedId(frame)).startsWith('timeline-'));
      assert.equal(await frame.locator('svg.plot [tabindex="0"]').count(), 1);
      const seen = new Map<string, string>();
      const lookAround = async () => seen.set(await focusedId(frame), await details());
      await press('Control+Home');
      for (let before = ''; before !== (await focusedId(frame)); await press('ArrowDown', 'Home')) {
        before = await focusedId(frame);
        await lookAround();
        for (let last = ''; last !== (await focusedId(frame)); await lookAround()) {
          last = await focusedId(frame);
          await press('ArrowRight');
        }
      }
      assert.equal(seen.size, await bars.count(), [...seen.values()].join('\n'));
      assert.deepEqual([...seen.values()], [
        'Ringing · 18 Aug 2023, 14:15:13 – 14:15:27 UTC · 14 s',
        'Talking · 18 Aug 2023, 14:15:27 – 14:15:46 UTC · 19 s',
      ]);
      await workbench.screenshot('story-1-focus');
      await press('Tab');
      assert.equal(await focusedId(frame), 'timeline-text', 'Tab leaves the timeline at once');
      await press('Shift+Tab');
      assert.ok(seen.has(await focusedId(frame)), 'and comes back to the bar it left');
    });

    it('stops telling a bar on Escape, and keeps the focus', async () => {
      const bar = await focusedId(frame);
      assert.equal(await frame.locator('.timeline .details.hint').count(), 0);
      await press('Escape');
      await frame.locator('.timeline .details.hint', { hasText: 'arrow keys' }).waitFor();
      assert.equal(await focusedId(frame), bar);
    });

    it('tells the bar under the mouse', async () => {
      await frame.locator('svg.plot .bar.talking').hover();
      await frame.locator('.timeline .details', { hasText: /^Talking · / }).waitFor();
      assert.equal(await frame.locator('svg.plot .hovered').count(), 1);
      await frame.locator('h1').hover();
      await frame.locator('svg.plot .hovered').waitFor({ state: 'detached' });
    });

    it('is zoomed by its buttons', async () => {
      const fit = await plotWidth();
      const isOff = (id: string) => frame.locator(`#${id}`).getAttribute('aria-disabled');
      assert.equal(await isOff('timeline-zoom-out'), 'true');
      await frame.locator('#timeline-zoom-in').click();
      await frame.locator('#timeline-zoom-in').click();
      assert.ok(Math.abs((await plotWidth()) / fit - 4) < 0.01, `${await plotWidth()} of ${fit}`);
      assert.equal(await isOff('timeline-zoom-out'), 'false');
      const inside = await frame
        .locator('#timeline-scroll')
        .evaluate(({ scrollWidth, clientWidth, scrollLeft }) => ({ scrollWidth, clientWidth, scrollLeft }));
      assert.ok(inside.scrollWidth > inside.clientWidth && inside.scrollLeft > 0, JSON.stringify(inside));
      assert.equal(await sidewaysOverflow(frame), 0, 'only the timeline scrolls sideways');
      await workbench.screenshot('story-2-zoomed');
      await frame.locator('#timeline-zoom-out').click();
      assert.ok(Math.abs((await plotWidth()) / fit - 2) < 0.01);
      await frame.locator('#timeline-fit').click();
      assert.equal(await plotWidth(), fit);
      assert.equal(await isOff('timeline-zoom-out'), 'true');
    });

    it('is zoomed by keys, about the bar that has the focus', async () => {
      const fit = await plotWidth();
      await frame.locator('#timeline-fit').focus();
      await press('Tab', 'Control+End');
      const bar = await focusedId(frame);
      await press('+', '+', '+');
      assert.ok(Math.abs((await plotWidth()) / fit - 8) < 0.01);
      assert.equal(await focusedId(frame), bar);
      assert.ok(await isInView(frame, bar), 'the bar is still to be seen');
      await press('-');
      assert.ok(Math.abs((await plotWidth()) / fit - 4) < 0.01);
      await press('0');
      assert.equal(await plotWidth(), fit);
      assert.equal(await focusedId(frame), bar);
    });

    it('can be read as text', async () => {
      await frame.locator('#timeline-text').focus();
      await press('Enter');
      const table = frame.locator('#timeline-table table');
      await table.waitFor();
      const rows = await table
        .locator('tbody tr')
        .evaluateAll((all) =>
          all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
        );
      assert.deepEqual(rows, [
        ['14:15:13 UTC', '0 s', 'the call was initiated'],
        ['14:15:27 UTC', '+14 s', 'the call was answered'],
        ['14:15:28 UTC', '+15 s', 'superhero8 joined'],
        ['14:15:32 UTC', '+19 s', 'superhero2 joined'],
        ['14:15:44 UTC', '+31 s', 'superhero8 left'],
        ['14:15:46 UTC', '+33 s', 'superhero2 left'],
        ['14:15:46 UTC', '+33 s', 'the call ended'],
      ]);
      await workbench.screenshot('story-3-text');
      await press('Enter');
      await table.waitFor({ state: 'hidden' });
    });
  });

  it('shows whom a finding is about, in the timeline and in the table', async () => {
    const frame = await open(/^Group video call: one joined late/);
    const finding = frame.locator('.findings li', { hasText: 'dba-chen' }).first();
    const show = finding.locator('.show');
    await show.focus();
    await workbench.press('Enter');
    await frame.locator('.show[aria-pressed=true]').waitFor();
    const highlighted = () =>
      frame
        .locator('.highlighted')
        .evaluateAll((all) => all.map((one) => `${one.tagName} ${one.getAttribute('data-uid')}`));
    const shown = await highlighted();
    assert.deepEqual([...new Set(shown)].toSorted(), ['TR dba-chen', 'g dba-chen']);
    await workbench.screenshot('story-4-finding');
    await frame.locator('#refresh').click();
    await frame.locator('main[aria-busy="false"]').waitFor();
    assert.deepEqual(await highlighted(), shown, 'a redraw keeps it');
    const other = frame.locator('.findings li', { hasText: 'vendor-support' }).first().locator('.show');
    await other.click();
    assert.deepEqual([...new Set(await highlighted())], ['TR vendor-support']);
    assert.equal(await frame.locator('.show[aria-pressed=true]').count(), 1);
    await other.click();
    assert.deepEqual(await highlighted(), []);
  });

  it('leads from a person to the finding about them', async () => {
    const frame = await open(/^Group video call: one joined late/);
    const about = frame.locator('tbody tr', { hasText: 'dba-chen' }).locator('.about');
    await about.focus();
    await workbench.press('Enter');
    const focused = frame.locator('.findings li', { has: frame.locator('.show:focus') });
    assert.match(await focused.innerText(), /dba-chen/);
  });

  describe('its table', () => {
    const UNSORTED = ['dba-chen', 'lead-olivia', 'oncall-mateo', 'sre-ingrid', 'vendor-support'];
    let frame: Frame;
    const names = () => textsOf(frame.locator('#participants-table tbody th bdi'));
    const sorted = () =>
      frame
        .locator('#participants-table thead th[aria-sort]')
        .evaluateAll((all) => all.map((one) => `${one.textContent} ${one.getAttribute('aria-sort')}`));

    it('is sorted by a click on a head: up, down, and as it was', async () => {
      frame = await open(/^Group video call: one joined late/);
      const before = await names();
      assert.deepEqual(before.toSorted(), UNSORTED);
      assert.deepEqual(await sorted(), []);
      await frame.locator('#sort-left').click();
      assert.deepEqual(await sorted(), ['Left (UTC) ascending']);
      assert.deepEqual((await names())[0], 'dba-chen');
      assert.deepEqual((await names()).at(-1), 'vendor-support', 'who never left comes last');
      await frame.locator('#sort-left').click();
      assert.deepEqual(await sorted(), ['Left (UTC) descending']);
      assert.deepEqual((await names()).slice(-2), ['dba-chen', 'vendor-support'], 'either way');
      await workbench.screenshot('story-5-sorted');
      await frame.locator('#sort-left').click();
      assert.deepEqual(await sorted(), []);
      assert.deepEqual(await names(), before);
    });

    it('is sorted with the keyboard, and stays so through a refresh', async () => {
      await frame.locator('#sort-name').focus();
      await workbench.press('Tab');
      await workbench.press('Tab');
      assert.equal(await focusedId(frame), 'sort-joined');
      await workbench.press('Space');
      assert.deepEqual(await sorted(), ['Joined (UTC) ascending']);
      const order = ['oncall-mateo', 'sre-ingrid', 'dba-chen', 'lead-olivia', 'vendor-support'];
      assert.deepEqual(await names(), order);
      assert.equal(await focusedId(frame), 'sort-joined', 'the focus stays on the head');
      await workbench.press('Enter');
      assert.deepEqual(await sorted(), ['Joined (UTC) descending']);
      assert.deepEqual(await names(), [...order.slice(0, -1).toReversed(), 'vendor-support']);
      await frame.locator('#refresh').click();
      await frame.locator('main[aria-busy="false"]').waitFor();
      assert.deepEqual(await sorted(), ['Joined (UTC) descending']);
      await frame.locator('#sort-joined').click();
      assert.deepEqual(await sorted(), []);
    });

    it('sorts fifty people as people count, by uid', async () => {
      const sample = sampleOf(faulty, /^Presentation with 50/);
      frame = await openCall(workbench, sample.sessionId);
      await frame.locator('#sort-uid').click();
      const shown = await textsOf(frame.locator('#participants-table tbody th .uid'));
      const { format } = new Intl.NumberFormat('en', { minimumIntegerDigits: 6, useGrouping: false });
      const padded = (uid: string) => uid.replaceAll(/\d+/g, (digits) => format(Number(digits)));
      assert.equal(shown.length, 50);
      assert.deepEqual(
        shown,
        shown.toSorted((a, b) => (padded(a) < padded(b) ? -1 : 1)),
      );
      await workbench.screenshot('story-6-fifty');
      await frame.locator('#sort-uid').click();
      await frame.locator('#sort-uid').click();
    });
  });

  it('marks the line of a log it was opened from, and leads back to it', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.openFile('app.log');
    await workbench.editors.waitForText('gateway idle');
    await workbench.press('Control+Home');
    await workbench.editors.hover('16923681138d75', /This line: 2\.2 s after superhero2 joined/);
    await workbench.page.locator('.monaco-hover a', { hasText: 'Open' }).first().click();
    const frame = await panelPage(workbench, SEED, '.log-line');
    assert.equal(
      await frame.locator('.log-line > span').innerText(),
      'Opened from app.log:3: 2.2 s after superhero2 joined',
    );
    const marker = frame.locator('svg.plot .bar.logLine');
    assert.equal(
      await marker.getAttribute('aria-label'),
      'Log line, 18 Aug 2023, 14:15:34 UTC, app.log:3',
    );
    assert.equal(await marker.getAttribute('tabindex'), '0', 'Tab comes to the line first');
    await workbench.screenshot('story-7-log-line');
    await frame.locator('#go-to-log-line').focus();
    await workbench.press('Enter');
    await untilTrue('the cursor in the third line', async () => {
      const [tab] = await workbench.editors.tabs();
      return tab?.startsWith('app.log') === true && (await workbench.editors.cursorLine()) === 3;
    });
  });

  it('pages in the transcripts that the answer leaves out', async () => {
    const frame = await open(/^Transcribed: eight/);
    const items = frame.locator('ul[aria-labelledby=transcripts] li');
    assert.equal(await items.count(), 5);
    faulty.intercept((_request, response) => response.writeHead(502).end('<html>Bad gateway'));
    await frame.locator('#load-transcripts').focus();
    await workbench.press('Enter');
    await frame.locator('.paging', { hasText: 'HTTP 502' }).waitFor();
    assert.equal(await frame.locator('#load-transcripts').innerText(), 'Load transcripts again');
    assert.equal(await items.count(), 5, 'what was there stays');
    await workbench.screenshot('story-8-transcripts-failed');
    faulty.intercept(undefined);
    await untilFocused(frame, 'load-transcripts');
    await workbench.press('Enter');
    await untilTrue('all eight', async () => (await items.count()) === 8);
    assert.equal(await frame.locator('#load-transcripts').count(), 0);
    assert.equal(await frame.locator('h2#transcripts').innerText(), 'Transcripts 8');
    assert.equal(await frame.locator('svg.plot .bar.transcript').count(), 8);
    // Nothing is left to press: the focus goes to the heading of what was loaded.
    await untilFocused(frame, 'transcripts');
    await workbench.screenshot('story-9-transcripts');
  });

  it('fits a panel of 320 pixels', async () => {
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    // The activity bar has 48.
    await workbench.page.setViewportSize({ width: 368, height: 900 });
    for (const title of [/API reference/, /^Group video call/, /^Transcribed/]) {
      const frame = await open(title);
      assert.ok((await frame.evaluate(() => innerWidth)) <= 320);
      assert.equal(await sidewaysOverflow(frame), 0);
      await workbench.screenshot(`story-320-${title.source.replaceAll(/\W+/g, '-')}`);
    }
  });
});

/** By how much the page itself scrolls sideways, in CSS pixels. */
function sidewaysOverflow(frame: Frame): Promise<number> {
  return frame.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Whether some of a bar is within the part of the timeline that is scrolled into view. */
function isInView(frame: Frame, id: string): Promise<boolean> {
  return frame.locator(`#${id}`).evaluate((bar) => {
    const [around, own] = [bar.closest('.scroll'), bar].map((one) => one?.getBoundingClientRect());
    return around !== undefined && own !== undefined && own.left < around.right && own.right > around.left;
  });
}
