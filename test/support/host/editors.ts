/** The editor area: tabs, text editors and webview panels. */
import type { Frame } from 'playwright-core';
import { Part, until, untilTrue } from './page.ts';

export class Editors extends Part {
  /** Titles of the editor tabs, the active one first. */
  async tabs(): Promise<string[]> {
    const tabs = await this.page.locator('.tabs-container .tab').evaluateAll((all) =>
      all.map((tab) => ({
        title: tab.getAttribute('aria-label') ?? '',
        active: tab.classList.contains('active'),
      })),
    );
    return tabs.toSorted((a, b) => Number(b.active) - Number(a.active)).map((tab) => tab.title);
  }

  async waitForTab(title: string): Promise<void> {
    await untilTrue(`the tab "${title}"`, async () =>
      (await this.tabs()).some((name) => name.includes(title)),
    );
  }

  /** The document inside a webview panel. Waits for the panel's tab, shows it, and waits for its content. */
  async panelFrame(title: string): Promise<Frame> {
    await this.waitForTab(title);
    const tab = this.page.locator('.tabs-container .tab').filter({ hasText: title }).first();
    if (!(await tab.evaluate((one) => one.classList.contains('active')))) await tab.click();
    return until(`the content of the panel "${title}"`, async () => {
      for (const frame of this.page.frames()) {
        if (frame.parentFrame()?.parentFrame() !== this.page.mainFrame()) continue;
        const outer = await frame.parentFrame()?.frameElement();
        if (!(await outer?.isVisible())) continue;
        const ready = await frame.evaluate(() => document.body.innerText.trim().length > 0);
        if (ready) return frame;
      }
      return undefined;
    });
  }

  /** The lines of the active text editor that are rendered. Wait for what you expect with `waitForText`. */
  async text(): Promise<string> {
    const lines = await this.page
      .locator('.editor-group-container.active .editor-instance .view-lines .view-line')
      .evaluateAll((all) =>
        all
          .map((line) => ({
            top: Number.parseFloat(line instanceof HTMLElement ? line.style.top : '0'),
            text: line.textContent ?? '',
          }))
          .toSorted((a, b) => a.top - b.top)
          .map((line) => line.text),
      );
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  async waitForText(containing: string): Promise<string> {
    return until(`an editor with "${containing}"`, async () => {
      const text = await this.text();
      return text.includes(containing) ? text : undefined;
    });
  }
}
