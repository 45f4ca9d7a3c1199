/**
 * The call panel in every state it can be in, in every theme: axe finds nothing, the content policy is not
 * violated, and a screenshot of each is there to be looked at. The views are posted into the real page, as the
 * extension posts them.
 */
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { untilTrue } from '../support/host/page.ts';
import type { Theme, Workbench } from '../support/host/workbench.ts';
import { axeViolations } from './support/axe.ts';
import { openCall, SEED, sidewaysOverflow } from './support/calls.ts';
import { connectedWindow } from './support/window.ts';
import { policyViolations } from './support/contentPolicy.ts';
import { emptyCall, hostileCall, hostileStatusCall, midnightCall } from './support/oddCalls.ts';
import { HOST, NAME, panelStates, type PanelState, USER } from './support/panelStates.ts';
import {
  cutOffTexts,
  PSEUDO,
  pseudoMessages,
  pseudoTranslate,
  textsIn,
  untranslatedTexts,
  wordsIn,
} from './support/pseudo.ts';

const THEMES: readonly Theme[] = [
  'Default Dark Modern',
  'Default Light Modern',
  'Default High Contrast',
  'Default High Contrast Light',
];

describe('The call panel in every state', () => {
  let workbench: Workbench;
  let frame: Frame;
  let states: readonly PanelState[];
  connectedWindow({ viewport: { width: 1300, height: 1100 } }, async (opened) => {
    ({ workbench } = opened);
    frame = await openCall(workbench, SEED);
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    states = panelStates([emptyCall, hostileCall, hostileStatusCall, midnightCall], Date.now());
  });

  async function show({ view }: PanelState): Promise<void> {
    await frame.evaluate(
      async (message) => {
        window.postMessage(message);
        // The page draws when the message arrives; two frames later it is painted.
        await new Promise((resolve) => setTimeout(resolve));
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        document.scrollingElement?.scrollTo(0, 0);
      },
      { type: 'show', view },
    );
    await frame.locator(`main[aria-busy="${view.state === 'loading'}"]`).waitFor();
  }

  /** What the page asks of logs from now on: it does not reach the extension, which has none of these. */
  async function listen(): Promise<() => Promise<readonly unknown[]>> {
    const around = frame.parentFrame() ?? assert.fail();
    await around.evaluate(() => {
      const asked: unknown[] = [];
      Reflect.set(window, 'asked', asked);
      const { prototype } = MessagePort;
      const send = prototype.postMessage;
      prototype.postMessage = function (this: MessagePort, ...sent: [unknown]) {
        const { data } = sent[0] as { data?: { message?: { type: string } } };
        if (/log|mark/i.test(data?.message?.type ?? '')) asked.push(data?.message);
        else send.apply(this, sent);
      };
    });
    return () => around.evaluate(() => Reflect.get(window, 'asked').splice(0) as unknown[]);
  }

  it('goes from the marks of logs and the times of the call to lines, by mouse and by keys', async () => {
    const state = states.find(({ name }) => name === 'two logs') ?? assert.fail();
    await show(state);
    const asked = await listen();
    const details = frame.locator('.timeline .details');
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await workbench.press(key);
    };

    // By keys: from the call's bars down to the first log, and along its marks.
    await frame.locator('#timeline-fit').focus();
    await press('Tab', 'Enter', 'Shift+Enter', 'Control+End', 'ArrowUp', 'Home', 'ArrowRight', 'ArrowRight');
    await details.locator('code', { hasText: 'CallManager: accepted' }).waitFor();
    assert.match(
      await details.innerText(),
      /^device\.log \+1 h · 18 Aug 2023, 14:15:27 UTC · line 55 · 13:15/,
    );
    assert.equal(await frame.locator('svg.plot [tabindex="0"]').count(), 1);
    assert.notEqual(await frame.locator('.cursor').getAttribute('d'), '', 'its moment is seen in all rows');
    await press('Enter');
    const [initiated, answered] = [Date.UTC(2023, 7, 18, 14, 15, 13), Date.UTC(2023, 7, 18, 14, 15, 27)];
    assert.deepEqual(await asked(), [
      { type: 'showInLog', instant: initiated },
      { type: 'showInLog', instant: answered },
      { type: 'goToMark', uri: 'file:///logs/device.log', offset: 240 },
    ]);
    await workbench.screenshot('logs-1-mark-by-keys');

    // By mouse: a mark, the errors below the strip, and the end of a bar in the line below.
    const mark = frame.locator('svg.plot .mark.warning').first();
    await mark.hover();
    await details.locator('code', { hasText: 'no audio frames' }).waitFor();
    await mark.click();
    const strip = (await frame.locator('svg.plot .strip.base').first().boundingBox()) ?? assert.fail();
    await workbench.page.mouse.move(strip.x + strip.width * 0.55, strip.y - 6);
    await frame
      .locator('.timeline .details', { hasText: /lines: \d+ · errors: \d+ · warnings: \d+$/ })
      .waitFor();
    await workbench.page.mouse.down();
    await workbench.page.mouse.up();
    await frame.locator('svg.plot .bar.talking').click();
    await details.getByRole('button', { name: 'Talking: 14:15:46 UTC' }).click();
    const [first, second, third, ...rest] = await asked();
    assert.deepEqual(first, { type: 'goToMark', uri: 'file:///logs/device.log', offset: 360 });
    assert.deepEqual(
      { ...(second as object), instant: 0 },
      { type: 'showInLog', instant: 0, uri: 'file:///logs/device.log' },
    );
    assert.deepEqual([third, ...rest], [{ type: 'showInLog', instant: Date.UTC(2023, 7, 18, 14, 15, 46) }]);

    // The table is one stop of Tab; arrow keys go along its times.
    const times = frame.locator('#participants-table .moment');
    assert.deepEqual(
      [await times.count(), await frame.locator('#participants-table .moment[tabindex="0"]').count()],
      [4, 1],
    );
    await times.first().focus();
    await press('ArrowDown', 'ArrowRight', 'Enter');
    assert.deepEqual(await asked(), [{ type: 'showInLog', instant: Date.UTC(2023, 7, 18, 14, 15, 46) }]);
    await frame.locator('#remove-log-1').focus();
    await press('Enter');
    assert.deepEqual(await asked(), [{ type: 'removeLog', uri: 'file:///logs/gateway-2023-08-18.log' }]);
  });

  it('has room for logs in a narrow panel, and at twice the size', async () => {
    await show(states.find(({ name }) => name === 'two logs') ?? assert.fail());
    for (const width of [400, 650]) {
      await workbench.page.setViewportSize({ width, height: 1100 });
      await untilTrue('the width', () => frame.evaluate((most) => innerWidth < most, width));
      await frame.locator('#timeline-scroll').scrollIntoViewIfNeeded();
      assert.equal(await sidewaysOverflow(frame), 0);
      await workbench.screenshot(`logs-2-narrow-${width}`);
    }
    await workbench.page.setViewportSize({ width: 1300, height: 1100 });
  });

  for (const theme of THEMES) {
    it(`has nothing for axe to find, and a screenshot, in ${theme}`, async function () {
      this.timeout(400_000);
      await workbench.setTheme(theme);
      const found: string[] = [];
      for (const state of states) {
        await show(state);
        if (state.coloured || theme === THEMES[0])
          for (const violation of await axeViolations(frame)) found.push(`${state.name}: ${violation}`);
        await workbench.screenshot(
          `states/${theme}/${state.name}`.toLowerCase().replaceAll(/[^a-z0-9/]+/g, '-'),
        );
      }
      assert.deepEqual(found, []);
      assert.equal(await frame.evaluate(() => Reflect.get(window, 'hacked')), undefined);
      assert.deepEqual(await policyViolations(workbench, frame), []);
    });
  }

  it('has every text translated, and room for longer ones, down to a narrow panel', async function () {
    this.timeout(120_000);
    const bundle = pseudoMessages('l10n/bundle.l10n.json');
    await frame.evaluate(
      (message) => {
        window.postMessage(message);
      },
      { type: 'start', language: PSEUDO, timeZone: 'utc', bundle, target: { sessionId: SEED, kept: false } },
    );
    const found: string[] = [];
    for (const width of [1300, 700]) {
      await workbench.page.setViewportSize({ width, height: 1100 });
      for (const state of panelStates([emptyCall, midnightCall], Date.now(), pseudoTranslate)) {
        await show(state);
        const { view } = state;
        await frame.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        const data = wordsIn({
          ...view,
          // Of a story, the names of fields are data.
          story: view.story?.findings.map(({ evidence }) => evidence.map(({ field }) => field)),
          failure: [NAME, HOST, USER],
          transcripts: view.transcripts.items,
        });
        for (const text of untranslatedTexts(await textsIn(frame, 'body'), data))
          found.push(`${state.name}: not translated: ${text}`);
        for (const text of await cutOffTexts(frame))
          found.push(`${state.name}, ${width} px: cut off: ${text}`);
        if (state.coloured || state.name.startsWith('sample Audio'))
          await workbench.screenshot(
            `states/pseudo-${width}/${state.name}`.replaceAll(/[^a-z0-9/-]+/gi, '-'),
          );
      }
    }
    assert.deepEqual(found, []);
  });
});
