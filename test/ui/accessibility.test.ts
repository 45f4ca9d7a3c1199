/** The call panel for those who hear it, see it magnified, or see it in colours of their own. */
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { untilTrue } from '../support/host/page.ts';
import type { Workbench } from '../support/host/workbench.ts';
import { type FaultySandbox, openCall, panelPage, sampleOf } from './support/calls.ts';
import { connectedWindow } from './support/window.ts';
import { axeViolations } from './support/axe.ts';
import { emptyCall, midnightCall } from './support/oddCalls.ts';

describe('The call panel, accessible', () => {
  let workbench: Workbench;
  let faulty: FaultySandbox;
  connectedWindow(
    { sandbox: { calls: [emptyCall, midnightCall] }, viewport: { width: 1400, height: 1000 } },
    async (opened) => {
      ({ workbench, faulty } = opened);
      await workbench.views.open('CometChat Calls');
    },
  );

  const open = (sessionId: string, shown?: string) => openCall(workbench, sessionId, shown);
  const panelOf = (sessionId: string, shown: string) => panelPage(workbench, sessionId, shown);

  const sample = (title: RegExp) => sampleOf(faulty, title).sessionId;

  const failing = () =>
    faulty.intercept((_request, response) => response.writeHead(502).end('<html>Bad gateway'));

  const STATES: readonly (readonly [name: string, show: () => Promise<Frame>])[] = [
    ['ready', () => open(sample(/^Recorded in two/))],
    ['ongoing', () => open(sample(/^Ongoing for seven/))],
    ['50 people', () => open(sample(/^Presentation with 50/))],
    ['no participants', () => open('empty-call')],
    ['right to left', () => open('midnight-call')],
    [
      'loading',
      async () => {
        const frame = await open(sample(/^Rejoined/));
        faulty.intercept(() => undefined);
        await frame.locator('#refresh').click();
        await frame.locator('#cancel').waitFor();
        return frame;
      },
    ],
    [
      'failed',
      async () => {
        const frame = await panelOf(sample(/^Rejoined/), '#cancel');
        await frame.locator('#cancel').click();
        await frame.locator('#cancel').waitFor({ state: 'detached' });
        failing();
        await frame.locator('#refresh').click();
        await frame.locator('.state.failed', { hasText: '502' }).waitFor();
        return frame;
      },
    ],
    [
      'gone',
      async () => {
        faulty.intercept(undefined);
        const frame = await open('empty-call');
        await workbench.runCommand('CometChat Calls: Clear Lookup History');
        await workbench.messages.dialog();
        await workbench.messages.clickDialogButton('Clear');
        await frame.locator('#look-up-again').waitFor();
        return frame;
      },
    ],
    [
      'failed, with nothing fetched before',
      async () => {
        failing();
        const frame = await panelOf('empty-call', '#look-up-again');
        await frame.locator('#look-up-again').click();
        await frame.locator('.state.failed').waitFor();
        faulty.intercept(undefined);
        return frame;
      },
    ],
  ];

  it('has nothing for axe to find as calls come, fail and go; in every theme: panelStates.test.ts', async function () {
    this.timeout(300_000);
    await workbench.setTheme('Default Light Modern');
    const found: string[] = [];
    for (const [name, show] of STATES) {
      const frame = await show();
      for (const violation of await axeViolations(frame)) found.push(`${name}: ${violation}`);
      await workbench.screenshot(`panel-a11y-${name.replaceAll(/\W+/g, '-')}`);
    }
    assert.deepEqual(found, []);
  });

  it('tells what happens in one place that stays, and only what is new', async () => {
    await workbench.setTheme('Default Dark Modern');
    const frame = await open(sample(/^Recorded in two/));
    await frame.evaluate(() => {
      const status = document.getElementById('status');
      const told: string[] = [];
      Reflect.set(window, 'told', told);
      if (status)
        new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true });
    });
    const told = () => frame.evaluate((): string[] => Reflect.get(window, 'told'));
    const verdict = await frame.locator('#status').textContent();
    assert.equal(verdict, await frame.locator('.verdict').textContent());
    failing();
    await frame.locator('#refresh').click();
    await untilTrue('the failure to be told', async () => (await told()).length === 2);
    faulty.intercept(undefined);
    await frame.locator('#fix-lookUpAgain').click();
    await untilTrue('the verdict to be told', async () => (await told()).length === 4);
    await frame.locator('#time-zone').selectOption('utc');
    await untilTrue('times in UTC', async () => (await frame.locator('#time-zone').inputValue()) === 'utc');
    const [loading, failure = '', ...others] = await told();
    assert.equal(loading, 'Looking up…');
    assert.match(failure, /HTTP 502/);
    assert.deepEqual(others, ['Looking up…', verdict], 'a verdict that stays the same is told once');
    const live = frame.locator('[role=status], [role=alert], [role=log], [role=timer], [aria-live], output');
    assert.equal(await live.count(), 1);
    assert.equal(await live.locator('.age').count(), 0, 'the age of the answer is not told again and again');
  });

  it('gives the focus to Refresh when the button that had it is gone', async () => {
    const frame = await open(sample(/^Recorded in two/));
    faulty.intercept(() => undefined);
    await frame.locator('#refresh').click();
    await frame.locator('#cancel').focus();
    await workbench.press('Enter');
    await frame.locator('#cancel').waitFor({ state: 'detached' });
    faulty.intercept(undefined);
    assert.equal(await frame.evaluate(() => document.activeElement?.id), 'refresh');
    await workbench.press('Enter');
    await frame.locator('.state').waitFor({ state: 'detached' });
    assert.equal(await frame.evaluate(() => document.activeElement?.id), 'refresh');
  });

  it('names the zone of its times, the day where it is another, and devices by what their ids tell', async () => {
    const frame = await open('midnight-call');
    const heads = await frame.locator('thead th').allInnerTexts();
    assert.deepEqual(heads.slice(2, 4), ['Joined (UTC)', 'Left (UTC)']);
    const rows = await frame
      .locator('tbody tr')
      .evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
      );
    assert.deepEqual(
      rows.map((cells) => cells.slice(1, 3)),
      [
        ['23:59:05', '23:59:50'],
        ['23 Sept 2026, 00:00:10', '23 Sept 2026, 00:01:05'],
        ['23:59:06', '23 Sept 2026, 00:01:05'],
      ],
    );
    assert.deepEqual(
      rows.map((cells) => cells.at(-1)),
      ['android-1', 'android-2', 'device 1'],
    );
    const edges = await frame
      .locator('tbody th[scope=row]:not(.again) bdi')
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
    assert.equal(new Set(edges).size, 1, `names and uids begin at ${edges.join(', ')}`);
    const parties = await frame
      .locator('h1 bdi')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    assert.ok((parties[0] ?? 0) < (parties[1] ?? 0), 'the arrow points from the caller to the one called');
    await workbench.screenshot('panel-a11y-midnight');
  });

  it('is drawn in the reader’s own colours where they are forced', async () => {
    const frame = await open(sample(/^Recorded in two/));
    await workbench.page.emulateMedia({ forcedColors: 'active' });
    await frame.locator('#time-zone').focus();
    await workbench.press('Tab');
    const drawn = await frame.evaluate(() => {
      const style = (one: Element | null) => getComputedStyle(one ?? document.body);
      const { outlineStyle, outlineWidth, outlineColor } = style(document.activeElement);
      const text = style(document.querySelector('.status')).color;
      return {
        outline: `${outlineStyle} ${outlineWidth}`,
        outlineColor,
        text,
        ground: style(null).backgroundColor,
      };
    });
    assert.equal(drawn.outline, 'solid 2px');
    assert.notEqual(drawn.outlineColor, drawn.ground);
    assert.notEqual(drawn.text, drawn.ground);
    await workbench.screenshot('panel-a11y-forced-colours');
    await workbench.page.emulateMedia({ forcedColors: 'none' });
  });
});
