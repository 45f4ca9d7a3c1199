/** The most a panel may have to draw, posted into its page as the extension posts it. */
import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { panelStates } from '../ui/support/panelStates.ts';

const ROUNDS = 15;

/** All in milliseconds. */
export interface LargestFigures {
  /** The page's handler of the message, from its call to its return, each time after a small call. */
  readonly scriptMs: readonly number[];
  /** The first of these, by code that has drawn nothing but small calls; it is not among the others. */
  readonly firstMs: number;
  /** From the same moment to the end of the frame in which it is painted. */
  readonly paintedMs: readonly number[];
}

/** A state of the panel with much to draw, and what of it is counted. */
interface Large {
  readonly name: string;
  readonly counted: string;
  readonly count: number;
}

export const LARGEST_CALL: Large = { name: 'largest', counted: '.timeline .bar.stay', count: 250 };
export const LARGEST_LOG: Large = {
  name: 'a log of 100,000 lines',
  counted: '.timeline .bar.mark',
  count: 500,
};

/** Draws it, and a small call before each time, in the page of a call panel. */
export async function paintLargest(frame: Frame, { name, counted, count }: Large): Promise<LargestFigures> {
  const states = panelStates([], Date.now());
  const small = states.find((state) => state.name.includes('API reference'))?.view;
  const large = states.find((state) => state.name === name)?.view;
  assert.ok(small && large);
  const { times, bars } = await frame.evaluate(
    async ({ small: before, large: after, rounds, selector }) => {
      const painted = () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener('message', () => resolve());
            port1.start();
            port2.postMessage(undefined);
          });
        });
      // A page does not draw anew what it is told twice. An event that is dispatched is handled before it returns.
      const show = (view: typeof before, round: number) => {
        const data = { type: 'show', view: { ...view, fetchedAt: (view.fetchedAt ?? 0) + round } };
        window.dispatchEvent(new MessageEvent('message', { data }));
      };
      const measured: (readonly [number, number])[] = [];
      for (let round = 0; round < rounds; round += 1) {
        show(before, round);
        await painted();
        const started = performance.now();
        show(after, round);
        const returned = performance.now();
        await painted();
        measured.push([returned - started, performance.now() - started]);
      }
      return { times: measured, bars: document.querySelectorAll(selector).length };
    },
    { small, large, rounds: ROUNDS + 1, selector: counted },
  );
  assert.equal(bars, count, `all of ${counted} are drawn`);
  const [first, ...rest] = times;
  return {
    firstMs: first?.[0] ?? 0,
    scriptMs: rest.map(([script]) => script),
    paintedMs: rest.map(([, all]) => all),
  };
}
