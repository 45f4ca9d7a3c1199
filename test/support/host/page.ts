/** What every part of the workbench driver shares: the page, and how long anything may take. */
import type { Locator, Page } from 'playwright-core';

/** How long the workbench may take to do what a person asked, in milliseconds. */
export const PATIENCE_MS = 20_000;

/** Asks until the answer is no longer undefined. Throws, naming what it waited for, when patience ends. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  let problem: unknown;
  for (let pause = 10; Date.now() < deadline; pause = Math.min(pause * 2, 250)) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      // Pages re-render while they are read: what failed may work a moment later.
      problem = error;
    }
    await new Promise((again) => setTimeout(again, pause));
  }
  const last = problem instanceof Error ? ` At last: ${problem.message.split('\n', 1)[0]}` : '';
  throw new Error(`Waited ${patienceMs} ms for ${what}.${last}`, { cause: problem });
}

/** True once the condition holds; throws, naming it, when patience ends. */
export async function untilTrue(
  what: string,
  ask: () => Promise<boolean> | boolean,
  patienceMs: number = PATIENCE_MS,
): Promise<void> {
  await until(what, async () => ((await ask()) ? true : undefined), patienceMs);
}

/** The text of an element without highlights, folded spaces and VS Code's non-breaking spaces. */
export function tidy(text: string | null | undefined): string {
  return (text ?? '').replaceAll(/[\u00a0\s]+/g, ' ').trim();
}

/** The tidy texts of all that match and are shown. */
export async function textsOf(locator: Locator): Promise<string[]> {
  return (await locator.allInnerTexts()).map(tidy);
}

/** A quoted string for a CSS attribute selector. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A part of the workbench: knows the page, and nothing of the other parts. */
export abstract class Part {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }
}
