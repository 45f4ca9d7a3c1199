/**
 * The call panel in every state it can be in, in every theme: axe finds nothing, the content policy is not
 * violated, and a screenshot of each is there to be looked at. The views are posted into the real page, as the
 * extension posts them.
 */
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Theme, Workbench } from '../support/host/workbench.ts';
import { axeViolations } from './support/axe.ts';
import { openCall, SEED } from './support/calls.ts';
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
          story: undefined,
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
