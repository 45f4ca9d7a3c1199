/**
 * Measures hovers in a real VS Code against those of its own CSS support: `npm run bench -- hover`. Both are asked for
 * with the keyboard, and both end when the hover has text.
 */
import type { Page } from 'playwright-core';
import { until } from '../support/host/page.ts';
import { Workbench } from '../support/host/workbench.ts';
import { addConnection, SEED, startFaultySandbox } from '../ui/support/calls.ts';
import { median, withSpread } from './measure.ts';
import { report } from './report.ts';

/** Windows for first hovers, and hovers that take turns in the last of them. */
const WINDOWS = 3;
const ROUNDS = 15;
/** Who sees nothing asks again after so long, in milliseconds. */
const AGAIN_MS = 500;
const MOST_FIRST = 1;
const MOST_CACHED = 1.2;

const FILES = { 'app.log': `${SEED} joined\n`, 'style.css': 'a { color: red }\n' };

/** What a hover says of an id alone, and of the call. */
const ID_ALONE = /31780434a95d45/;
const STORY = /superhero8/;

interface Times {
  readonly ours: number[];
  readonly css: number[];
}

export async function runHoverBench(): Promise<boolean> {
  const { sandbox } = await startFaultySandbox({ requestsPerMinute: Infinity });
  const first: Times = { ours: [], css: [] };
  const cached: Times = { ours: [], css: [] };
  try {
    for (let window = 0; window < WINDOWS; window += 1) {
      const workbench = await Workbench.open({ files: FILES });
      try {
        await watchHovers(workbench.page);
        await takeTurns(workbench, first, window, ID_ALONE);
        if (window < WINDOWS - 1) continue;
        await addConnection(workbench, sandbox);
        // Once unmeasured: the call comes from the cache from then on.
        await hoverIn(workbench, 'app.log', STORY);
        for (let round = 0; round < ROUNDS; round += 1) await takeTurns(workbench, cached, round, STORY);
      } finally {
        await workbench.close();
      }
    }
  } finally {
    await sandbox.dispose();
  }
  return report({
    heading: 'Hovers',
    about: `Written by \`npm run bench -- hover\`, in VS Code in a headless Chromium: from the last key of _Show Hover_ until there is
text in the hover, on a session id and on a selector of VS Code's own CSS support. The first of a window, in ${WINDOWS} windows,
without a connection; then ${ROUNDS} of each in turns, of a call that is known. Medians, with the least and the most.`,
    bounds: [
      {
        name: 'the first hover of a window on a session id / on a CSS selector',
        figure: median(first.ours) / median(first.css),
        digits: 2,
        most: MOST_FIRST,
      },
      {
        name: 'a hover answered from what is known / on a CSS selector',
        figure: median(cached.ours) / median(cached.css),
        digits: 2,
        most: MOST_CACHED,
      },
    ],
    told: [
      { name: 'the first hover on a session id', figure: withSpread(first.ours) },
      { name: 'the first hover on a CSS selector', figure: withSpread(first.css) },
      { name: 'a hover answered from what is known', figure: withSpread(cached.ours) },
      { name: 'a hover on a CSS selector', figure: withSpread(cached.css) },
    ],
  });
}

async function takeTurns(workbench: Workbench, times: Times, round: number, expected: RegExp): Promise<void> {
  const ours = async () => times.ours.push(await hoverIn(workbench, 'app.log', expected));
  const css = async () => times.css.push(await hoverIn(workbench, 'style.css', /<a>/));
  for (const step of round % 2 === 0 ? [ours, css] : [css, ours]) await step();
}

/** From the key to a hover whose text is as expected, in milliseconds. */
async function hoverIn(workbench: Workbench, file: string, expected: RegExp): Promise<number> {
  const { page } = workbench;
  await workbench.openFile(file);
  await workbench.editors.waitForText(file === 'app.log' ? 'joined' : 'color');
  await page.keyboard.press('Control+Home');
  await page.evaluate((asked) => Reflect.deleteProperty(window, asked), ASKED);
  const took = await until(`a hover in ${file} that says ${String(expected)}`, async () => {
    // Before its language server runs, CSS has no hovers: whoever asks first has to ask again.
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    return until('its text', () => timeUntil(page, expected), AGAIN_MS).catch(() => undefined);
  });
  await page.keyboard.press('Escape');
  await page.locator('.monaco-hover:visible').waitFor({ state: 'detached' });
  return took;
}

/** From when it was first asked for until the text was there, in milliseconds; undefined while it is not. */
function timeUntil(page: Page, expected: RegExp): Promise<number | undefined> {
  return page.evaluate(
    ({ source, asked, shown }) => {
      const hovers = (Reflect.get(window, shown) ?? []) as { at: number; text: string }[];
      const since = Number(Reflect.get(window, asked));
      const found = hovers.find(({ at, text }) => at >= since && new RegExp(source).test(text));
      return found && found.at - since;
    },
    { source: expected.source, asked: ASKED, shown: SHOWN },
  );
}

const ASKED = 'benchHoverAskedAt';
const SHOWN = 'benchHovers';

/** Notes in the page when a hover was asked for, and when each text of one was there. */
async function watchHovers(page: Page): Promise<void> {
  await page.evaluate(
    ({ asked, shown }) => {
      const hovers: { at: number; text: string }[] = [];
      Reflect.set(window, shown, hovers);
      window.addEventListener(
        'keydown',
        ({ key, ctrlKey }) => {
          if (ctrlKey && key.toLowerCase() === 'i' && !Reflect.has(window, asked))
            Reflect.set(window, asked, performance.now());
        },
        true,
      );
      new MutationObserver(() => {
        for (const hover of document.querySelectorAll<HTMLElement>('.monaco-hover')) {
          const text = hover.innerText;
          if (text !== '' && text !== hovers.at(-1)?.text) hovers.push({ at: performance.now(), text });
        }
        if (!document.querySelector('.monaco-hover')) hovers.push({ at: performance.now(), text: '' });
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    },
    { asked: ASKED, shown: SHOWN },
  );
}
