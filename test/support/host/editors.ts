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

  /** The lines of both sides of the active comparison that are rendered, top to bottom, once both have some. */
  async comparison(): Promise<{ readonly original: string; readonly modified: string }> {
    const sideOf = async (side: 'original' | 'modified') => {
      const lines = await this.page
        .locator(`.editor-group-container.active .monaco-diff-editor .editor.${side} .view-line`)
        .evaluateAll((all) =>
          all
            .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
            .toSorted((a, b) => a.top - b.top)
            .map((line) => line.text),
        );
      return lines.join('\n').replaceAll('\u00a0', ' ').trim();
    };
    return until('a comparison', async () => {
      const sides = { original: await sideOf('original'), modified: await sideOf('modified') };
      return sides.original !== '' && sides.modified !== '' ? sides : undefined;
    });
  }

  /** The line of the active text editor that the cursor is in, from 1, as the status bar tells it. */
  async cursorLine(): Promise<number | undefined> {
    const status = await this.page.locator('.statusbar-item', { hasText: /^Ln \d+/ }).allInnerTexts();
    const line = /Ln (\d+)/.exec(status.join(' '))?.[1];
    return line === undefined ? undefined : Number(line);
  }

  /**
   * Rests the mouse on the last place of a text in the editor, and gives what the hover says once that satisfies.
   * Links in it are `.monaco-hover a`.
   */
  async hover(text: string, expected: RegExp): Promise<string> {
    const place = this.page.locator('.view-line span', { hasText: text }).last();
    const shown = async () => {
      const texts = await this.page.locator('.monaco-hover:visible').allInnerTexts();
      const all = texts.join('\n').replaceAll('\u00a0', ' ');
      return expected.test(all) ? all : undefined;
    };
    return until(`a hover that says ${String(expected)}`, async () => {
      // The mouse must come to rest on the text anew when it did so before the editor was ready.
      await this.page.mouse.move(5, 5);
      await place.hover({ position: { x: 20, y: 8 } });
      return until('the hover', shown, 3_000).catch(() => undefined);
    });
  }
}
