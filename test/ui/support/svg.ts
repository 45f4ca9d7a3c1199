import type { Workbench } from '../../support/host/workbench.ts';

/** What a browser makes of a picture. */
export interface SvgSeen {
  /** What the parser says; undefined when the picture is well-formed. */
  readonly problem: string | undefined;
  /** The name of its outermost element. */
  readonly root: string;
  readonly texts: readonly string[];
}

/** Shows a picture in a page of its own, leaves a screenshot of it, and tells what is in it. */
export async function lookAtSvg(workbench: Workbench, svg: string, screenshot: string): Promise<SvgSeen> {
  // The workbench's own page lets nothing be parsed.
  const page = await workbench.page.context().newPage();
  try {
    const seen = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return {
        problem: parsed.querySelector('parsererror')?.textContent ?? undefined,
        root: parsed.documentElement.localName,
        texts: [...parsed.querySelectorAll('text')].map((one) => one.textContent),
      };
    }, svg);
    await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
    await page.screenshot({ path: await workbench.screenshot(screenshot) });
    return seen;
  } finally {
    await page.close();
  }
}
