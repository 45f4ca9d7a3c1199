/** The story a call's panel tells, gone through as a person does: findings, participants, transcripts. */
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { textsOf, untilTrue } from '../support/host/page.ts';
import type { Workbench } from '../support/host/workbench.ts';
import {
  type FaultySandbox,
  focusedId,
  openCall,
  sampleOf,
  sidewaysOverflow,
  untilFocused,
} from './support/calls.ts';
import { connectedWindow } from './support/window.ts';

describe('The story of a call, gone through by a person', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  connectedWindow(
    { viewport: { width: 1400, height: 1000 }, settings: { 'cometchatCalls.timeZone': 'utc' } },
    (opened) => {
      ({ workbench, faulty } = opened);
    },
  );

  const open = (title: RegExp) => openCall(workbench, sampleOf(faulty, title).sessionId);

  describe('its findings', () => {
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

    it('leads from below the verdict to the place of each: a bar, a row of the table, else the finding', async () => {
      const go = async (frame: Frame, text: string | RegExp) => {
        await frame.locator('.chips button', { hasText: text }).first().focus();
        await workbench.press('Enter');
        return frame.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      };
      let frame = await open(/^Rejoined/);
      assert.match(await go(frame, 'was gone for'), /^customer-2046 away, .+, 2 min 2 s$/);
      assert.equal(await frame.locator('.show[aria-pressed=true]').count(), 1);
      await workbench.screenshot('story-10-chip-gap');
      frame = await open(/^Group video call: one joined late/);
      assert.match(await go(frame, 'dba-chen'), /^dba-chen, /);
      await go(frame, 'vendor-support');
      assert.match(await frame.locator('tr.highlighted th:focus').innerText(), /vendor-support/);
      await workbench.screenshot('story-11-chip-row');
      frame = await open(/^Presentation with 50/);
      await go(frame, 'joined at least');
      assert.match(await frame.locator('.findings li:focus').innerText(), /joined at least/);
      await frame.locator('.findings li:focus summary').click();
      await frame.locator('.findings li:focus .fields, .findings details[open] .fields').first().waitFor();
      await frame.locator('#refresh').click();
      await frame.locator('main[aria-busy="false"]').waitFor();
      assert.equal(await frame.locator('.findings details[open]').count(), 1, 'a redraw leaves it unfolded');
    });

    it('leads from a person to the finding about them', async () => {
      const frame = await open(/^Group video call: one joined late/);
      const about = frame.locator('tbody tr', { hasText: 'dba-chen' }).locator('.about');
      await about.focus();
      await workbench.press('Enter');
      assert.match(await frame.locator('.findings li:focus').innerText(), /dba-chen/);
    });
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

  describe('what is around it', () => {
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
      for (const title of [/API reference/, /^Group video call/, /^Transcribed/]) {
        await workbench.page.setViewportSize({ width: 1400, height: 900 });
        const frame = await open(title);
        // The list that shows what was looked up would take most of the room; the activity bar has 48 pixels.
        await workbench.runCommand('View: Close Primary Side Bar');
        await workbench.page.setViewportSize({ width: 368, height: 900 });
        await untilTrue('a narrow panel', () => frame.evaluate(() => innerWidth <= 320 && innerWidth > 280));
        assert.equal(await sidewaysOverflow(frame), 0);
        await workbench.screenshot(`story-320-${title.source.replaceAll(/\W+/g, '-')}`);
      }
    });
  });
});
