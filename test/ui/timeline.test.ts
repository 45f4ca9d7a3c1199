/** The timeline of a call's panel, gone through as a person does, also from the line of a log. */
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { untilTrue } from '../support/host/page.ts';
import type { Theme, Workbench } from '../support/host/workbench.ts';
import {
  type FaultySandbox,
  focusedId,
  openCall,
  panelPage,
  sampleOf,
  sidewaysOverflow,
  SEED,
} from './support/calls.ts';
import { connectedWindow } from './support/window.ts';
import { contrast } from './support/contrast.ts';

/** The call is named in the third line. */
const LOG = [
  '2023-08-18 14:15:20.000 INFO gateway started',
  '2023-08-18 14:15:21.480 INFO user superhero2 is online',
  `2023-08-18 14:15:34.201 INFO call joined sessionId=${SEED} uid=superhero2`,
  '2023-08-18 14:15:50.007 INFO gateway idle',
].join('\n');

/** The call's start stands in the second line, 0.5 s late. */
const SERVER_LOG = ['14:15:00', '14:15:27.500', '14:16:00']
  .map((time) => `2023-08-18 ${time} INFO`)
  .join('\n');

const THEMES: readonly Theme[] = [
  'Default Light Modern',
  'Default High Contrast',
  'Default High Contrast Light',
  'Default Dark Modern',
];

describe('The timeline of a call, gone through by a person', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  connectedWindow(
    {
      files: { 'app.log': LOG, 'server.log': SERVER_LOG },
      viewport: { width: 1400, height: 1000 },
      settings: { 'cometchatCalls.timeZone': 'utc' },
    },
    (opened) => {
      ({ workbench, faulty } = opened);
    },
  );

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
      assert.deepEqual(
        [...seen.values()],
        [
          'Ringing · 18 Aug 2023, 14:15:13 – 14:15:27 UTC · 14 s',
          'Talking · 18 Aug 2023, 14:15:27 – 14:15:46 UTC · 19 s',
          'superhero8 · 18 Aug 2023, 14:15:28 – 14:15:44 UTC · 16 s · device 1 (70ecae89-b71c-4bb3-8220-b7c99ec1658f)',
          'superhero2 · 18 Aug 2023, 14:15:32 – 14:15:46 UTC · 14 s · device 1 (c9ed493e-8495-428d-b6ee-b32019cc57ce)',
          'superhero8 alone · 18 Aug 2023, 14:15:28 – 14:15:32 UTC · 4 s',
          'Together · superhero8, superhero2 · 18 Aug 2023, 14:15:32 – 14:15:44 UTC · 12 s',
          'superhero2 alone · 18 Aug 2023, 14:15:44 – 14:15:46 UTC · 2 s',
        ],
      );
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
      frame = await open(/^Group video call: one joined late/);
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

    it('shows a part of fifty people at once, below an axis and beside names that stay', async () => {
      const shown = frame;
      frame = await open(/^Presentation with 50/);
      const box = frame.locator('#timeline-scroll');
      const places = () =>
        box.evaluate((scroll) => {
          const rectOf = (one: Element | null | undefined) => one?.getBoundingClientRect().toJSON();
          const { activeElement } = document;
          const [bar, axis] = [activeElement, scroll.querySelector('.axis')].map(rectOf);
          const corner = rectOf(scroll.querySelector('.axis .names'));
          return {
            box: rectOf(scroll),
            axis,
            corner,
            bar,
            names: rectOf(scroll.querySelector('.rows .names')),
          };
        });
      await frame.locator('#timeline-fit').focus();
      await press('Tab', 'Control+Home');
      const first = await places();
      assert.ok(first.box.height < (await frame.evaluate(() => innerHeight)) * 0.6, 'findings are in reach');
      await press('Control+End', '+', '+', 'ArrowUp', 'End');
      const last = await places();
      assert.ok(await box.evaluate(({ scrollTop, scrollLeft }) => scrollTop > 0 && scrollLeft > 0));
      assert.deepEqual([last.axis.top, last.corner.left], [first.axis.top, first.corner.left]);
      assert.equal(last.names.left, first.names.left);
      assert.ok(last.bar.top >= last.axis.bottom && last.bar.bottom <= last.box.bottom, 'the bar is in view');
      await workbench.screenshot('story-2-fifty');
      await box.evaluate((scroll) => scroll.setAttribute('data-before', ''));
      await frame.locator('#refresh').click();
      await frame.locator('#timeline-scroll:not([data-before])').waitFor();
      const isKept = await frame.evaluate(() => {
        const { scrollTop = 0, scrollLeft = 0 } = document.querySelector('#timeline-scroll') ?? {};
        return scrollTop > 0 && scrollLeft > 0;
      });
      assert.ok(isKept, 'a redraw');
      await frame.locator('main[aria-busy="false"]').waitFor();
      await frame.locator('#timeline-fit').click();
      frame = shown;
      await open(/^Group video call: one joined late/);
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
      frame = await openCall(workbench, SEED);
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
        ['18 Aug 2023, 14:15:13 UTC', '−14 s', 'the call was initiated'],
        ['14:15:27 UTC', '+0 s', 'the call was answered'],
        ['14:15:28 UTC', '+1 s', 'superhero8 joined'],
        ['14:15:28 UTC', '+1 s', 'superhero8 alone for 4 s'],
        ['14:15:32 UTC', '+5 s', 'superhero2 joined'],
        ['14:15:32 UTC', '+5 s', 'together for 12 s: superhero8, superhero2'],
        ['14:15:44 UTC', '+17 s', 'superhero8 left'],
        ['14:15:44 UTC', '+17 s', 'superhero2 alone for 2 s'],
        ['14:15:46 UTC', '+19 s', 'superhero2 left'],
        ['14:15:46 UTC', '+19 s', 'the call ended'],
      ]);
      await workbench.screenshot('story-3-text');
      await press('Enter');
      await table.waitFor({ state: 'hidden' });
    });
  });

  describe('opened from a log', () => {
    async function openFromLog(...others: readonly string[]): Promise<Frame> {
      await workbench.runCommand('View: Close All Editors');
      for (const name of [...others, 'app.log']) await workbench.openFile(name);
      await workbench.editors.waitForText('gateway idle');
      await workbench.press('Control+Home');
      await workbench.editors.hover('16923681138d75', /This line: 2\.2 s after superhero2 joined/);
      await workbench.page.locator('.monaco-hover a', { hasText: 'Open' }).first().click();
      return panelPage(workbench, SEED, '.log-line');
    }

    it('marks the line of a log it was opened from, and leads back to it', async () => {
      const frame = await openFromLog();
      assert.equal(
        await frame.locator('.log-line > span').innerText(),
        'Opened from app.log:3: 2.2 s after superhero2 joined',
      );
      const marker = frame.locator('svg.plot .bar.logLine');
      assert.equal(await marker.getAttribute('aria-label'), 'Log line, 18 Aug 2023, 14:15:34 UTC, app.log:3');
      assert.equal(await marker.getAttribute('tabindex'), '0', 'Tab comes to the line first');
      await workbench.screenshot('story-7-log-line');
      await frame.locator('#go-to-log-line').focus();
      await workbench.press('Enter');
      await untilTrue('the cursor in the third line', async () => {
        const tabs = await workbench.editors.tabs();
        const isBeside =
          tabs.some((tab) => tab.startsWith('app.log')) && (await frame.locator('h1').isVisible());
        return isBeside && (await workbench.editors.cursorLine()) === 3;
      });
    });

    it('goes from a bar to one of its logs, each of which says how far off it is, with keys', async () => {
      const { quickInput, editors } = workbench;
      const frame = await openFromLog('server.log');
      await frame.locator('#add-log').focus();
      await workbench.press('Enter');
      await quickInput.pick('server.log', 'Which log saw this call?');
      await frame.getByText('server.log: 0 lines name this call').waitFor({ state: 'attached' });
      await frame.locator('svg.plot [id^=timeline-][aria-label^=Talking]').focus();
      await workbench.press('Enter');
      await quickInput.waitFor('In which log?');
      assert.deepEqual(
        (await quickInput.items()).map(({ label, description }) => `${label} ${description}`),
        ['server.log:2 0.5 s after this moment', 'app.log:2 5.5 s before this moment'],
      );
      await workbench.screenshot('story-8-which-log');
      await quickInput.pick('server.log:2');
      await untilTrue('the cursor in the second line', async () => (await editors.cursorLine()) === 2);
      const remove = frame.getByRole('button', { name: /Remove/ });
      await remove.last().click();
      await untilTrue('the log to be gone', async () => (await remove.count()) === 1);
    });

    for (const theme of THEMES) {
      it(`tells that line and every bar from their ground in ${theme}`, async () => {
        await workbench.setTheme(theme);
        const frame = await openFromLog();
        const ground = await frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const pins = await frame
          .locator('svg.plot .pin')
          .evaluateAll((all) => all.map((pin) => getComputedStyle(pin).fill));
        const outlines = await frame
          .locator('svg.plot .shape')
          .evaluateAll((all) => all.map((bar) => getComputedStyle(bar).stroke));
        assert.ok(pins.length > 0 && outlines.length > 0);
        for (const colour of new Set([...pins, ...outlines])) {
          const ratio = contrast([colour, ground]);
          assert.ok(ratio >= 3, `${colour} on ${ground} is ${ratio}`);
        }
        await workbench.screenshot(`story-7-log-line-${theme.toLowerCase().replaceAll(' ', '-')}`);
      });
    }
  });
});

/** Whether some of a bar is within the part of the timeline that is scrolled into view. */
function isInView(frame: Frame, id: string): Promise<boolean> {
  return frame.locator(`#${id}`).evaluate((bar) => {
    const [around, own] = [bar.closest('.scroll'), bar].map((one) => one?.getBoundingClientRect());
    return around !== undefined && own !== undefined && own.left < around.right && own.right > around.left;
  });
}
