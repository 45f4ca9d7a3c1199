/** Panels as previews: one is used again unless it is kept, all come back, and an ongoing call keeps itself up to date. */
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { RawCall, SandboxRequest } from '../../src/sandbox/index.ts';
import { untilTrue } from '../support/host/page.ts';
import type { Workbench } from '../support/host/workbench.ts';
import {
  type FaultySandbox,
  openCall,
  panelPage,
  sampleOf,
  SEED,
  untilFocused,
  VIEW,
} from './support/calls.ts';
import { connectedWindow } from './support/window.ts';

const SEED_TAB = 'superhero8 → superhero2';
const RECORDED_TAB = 'adjuster-wren → claimant-3317';
const REJOINED_TAB = 'advisor-nils → customer-2046';

describe('Call panels as previews', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  const requests: SandboxRequest[] = [];
  connectedWindow(
    {
      sandbox: { onRequest: (request) => requests.push(request) },
      files: { 'notes.txt': 'something else to look at' },
      viewport: { width: 1400, height: 1000 },
      settings: { 'cometchatCalls.refreshSeconds': 2 },
    },
    (opened) => {
      ({ workbench, faulty } = opened);
    },
  );

  const open = (title: RegExp) => openCall(workbench, sampleOf(faulty, title).sessionId);
  /** Shows the tab of a panel, and gives the page of its call: for a moment the one that was shown is there, too. */
  const show = async (tab: string, sessionId: string) => {
    await workbench.editors.panelFrame(tab);
    return panelPage(workbench, sessionId, '.verdict');
  };
  const sorted = (titles: readonly string[]) => titles.toSorted((a, b) => a.localeCompare(b)).join(', ');
  const untilTabs = (...expected: readonly string[]) =>
    untilTrue(`the tabs ${expected.join(', ')}`, async () => {
      const tabs = (await workbench.editors.tabs()).map((tab) => tab.split(',')[0] ?? '');
      return sorted(tabs) === sorted(expected);
    });

  describe('of a call that is under way', () => {
    let frame: Frame;
    let ongoing: RawCall;
    const age = (text: RegExp) => frame.locator('.meta .age', { hasText: text });
    const askedFor = () => requests.filter(({ url }) => url.includes(ongoing.sessionId)).length;

    it('ask for it again while they can be seen', async () => {
      ongoing = sampleOf(faulty, /^Ongoing for seven/).raw;
      frame = await openCall(workbench, ongoing.sessionId);
      await age(/^refreshes in \d s$/).waitFor();
      await workbench.screenshot('previews-4-ongoing');
      const before = askedFor();
      await frame.locator('#time-zone').focus();
      await untilTrue('two more requests', () => askedFor() >= before + 2);
      await untilFocused(frame, 'time-zone');
      assert.equal(await frame.locator('.state').count(), 0, 'nothing on the page moves');
    });

    it('tell of a failure, wait longer, and go on by themselves', async () => {
      faulty.intercept((_request, response) => response.writeHead(502).end('<html>Bad gateway'));
      await frame.locator('.state.failed', { hasText: 'HTTP 502' }).waitFor();
      await age(/^refreshes in (?:[3-9]|\d\d) s$/).waitFor();
      assert.match(await frame.locator('.verdict').innerText(), /^Ongoing for/);
      await workbench.screenshot('previews-5-failed');
      faulty.intercept(undefined);
      await frame.locator('.state.failed').waitFor({ state: 'detached' });
    });

    it('say when it has ended', async () => {
      const endedAt = Math.floor(Date.now() / 1000);
      faulty.intercept((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ data: ended(ongoing, endedAt) }));
      });
      await frame.locator('.state.ended', { hasText: 'The call has ended.' }).waitFor();
      assert.match(await frame.locator('#status').innerText(), /^The call has ended\. Answered after 15 s/);
      assert.equal(await age(/refresh/).count(), 0, 'it is not asked for any more');
      assert.equal(await frame.locator('.status').innerText(), 'ended');
      await workbench.screenshot('previews-6-ended');
      faulty.intercept(undefined);
    });
  });

  describe('of calls that are over', () => {
    it('use one panel for one call after another', async () => {
      await workbench.runCommand('View: Close All Editors');
      const first = await openCall(workbench, SEED);
      await untilTabs(SEED_TAB);
      const top = () => first.evaluate(() => document.scrollingElement?.scrollTop);
      await first.evaluate(() => document.scrollingElement?.scrollTo(0, 100));
      assert.equal(await top(), 100);
      const second = await open(/^Recorded in two/);
      assert.equal(second, first, 'it is the same page');
      assert.equal(await top(), 0, 'and begins at its top');
      await untilTabs(RECORDED_TAB);
      await workbench.screenshot('previews-1-used-again');
    });

    it('keep the one that is to be kept, and open the next beside it', async () => {
      const kept = await open(/^Recorded in two/);
      await kept.locator('#keep').focus();
      await workbench.press('Enter');
      await kept.locator('#keep', { hasText: 'Kept' }).waitFor();
      await untilFocused(kept, 'keep');
      assert.equal(await kept.locator('#keep').getAttribute('aria-disabled'), 'true');
      const next = await open(/^Rejoined/);
      assert.notEqual(next, kept);
      await untilTabs(RECORDED_TAB, REJOINED_TAB);
      assert.equal(await next.locator('#keep').innerText(), 'Keep Open');
      await workbench.screenshot('previews-2-kept');
    });

    it('come back after a reload of the window, the kept one kept', async () => {
      const { sessionId } = sampleOf(faulty, /^Rejoined/);
      await workbench.untilSaved(`"sessionId":"${sessionId}"`, '"kept":true');
      await workbench.reload();
      await untilTabs(RECORDED_TAB, REJOINED_TAB);
      const preview = await show(REJOINED_TAB, sessionId);
      await preview.locator('.verdict', { hasText: 'Answered after' }).waitFor();
      assert.equal(await preview.locator('#keep').innerText(), 'Keep Open');
      const kept = await show(RECORDED_TAB, sampleOf(faulty, /^Recorded in two/).sessionId);
      await kept.locator('.verdict', { hasText: 'Answered after' }).waitFor();
      assert.equal(await kept.locator('#keep').innerText(), 'Kept');
      await workbench.screenshot('previews-3-reloaded');
      // A call that is opened from the list, as the key is gone with the page's memory.
      await workbench.views.click(VIEW, /superhero8/);
      await untilTabs(RECORDED_TAB, SEED_TAB);
    });

    it('are kept by the button of their tab as well', async () => {
      const frame = await show(SEED_TAB, SEED);
      await workbench.page
        .locator('.editor-group-container.active .editor-actions [aria-label^="Keep Open"]')
        .click();
      await frame.locator('#keep', { hasText: 'Kept' }).waitFor();
      await workbench.views.click(VIEW, /advisor-nils/);
      await untilTabs(RECORDED_TAB, REJOINED_TAB, SEED_TAB);
      const next = await show(REJOINED_TAB, sampleOf(faulty, /^Rejoined/).sessionId);
      await next.locator('.verdict', { hasText: 'Answered after' }).waitFor();
      assert.equal(await next.locator('#keep').innerText(), 'Keep Open');
    });
  });
});

/** A call under way as it will be: ended, with everybody gone. Instants are Unix seconds, as the server has them. */
function ended(call: RawCall, endedAt: number): RawCall {
  const participants = call['participants'];
  assert.ok(Array.isArray(participants));
  return {
    ...call,
    status: 'ended',
    endedAt,
    participants: participants.map((one: Record<string, unknown>) =>
      one['isJoined'] === true ? { leftAt: endedAt, ...one, state: 'ended' } : one,
    ),
  };
}
