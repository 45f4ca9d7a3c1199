/** What a page does against its content policy, as the browser reports it to the console. */
import { randomUUID } from 'node:crypto';
import type { Frame } from 'playwright-core';
import { untilTrue } from '../../support/host/page.ts';
import type { Workbench } from '../../support/host/workbench.ts';

/** How many of a workbench's violations were told of. */
const told = new WeakMap<Workbench, number>();

/**
 * The violations since this was asked last. One is provoked and waited for: what the page did before is in the
 * console then, and a test that finds none is known to see them.
 */
export async function policyViolations(workbench: Workbench, frame: Frame): Promise<readonly string[]> {
  const provoked = `https://provoked.invalid/${randomUUID()}`;
  await frame.evaluate((address) => {
    new Image().src = address;
  }, provoked);
  const all = () => workbench.logs().filter((line) => /content security policy/i.test(line));
  await untilTrue('the provoked violation in the console', () =>
    all().some((line) => line.includes(provoked)),
  );
  const lines = all().filter((line) => !line.includes('https://provoked.invalid/'));
  const before = told.get(workbench) ?? 0;
  told.set(workbench, lines.length);
  return lines.slice(before);
}
