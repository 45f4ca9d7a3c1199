import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with a page, each as the rule and the element. No rule is switched off. */
export async function axeViolations(frame: Frame): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(AXE);
  const { violations } = await frame.evaluate((): Promise<AxeResults> =>
    Reflect.get(window, 'axe').run(document),
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, any }) => `${id} (${impact}) ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
  );
}
