/** The menu that is open: a context menu, or one below a button. */
import { Part, textsOf } from './page.ts';

export class Menu extends Part {
  get #menu() {
    return this.page.locator('.monaco-menu');
  }

  isOpen(): Promise<boolean> {
    return this.#menu.first().isVisible();
  }

  /** Waits for a menu, and gives what can be chosen in it. */
  async items(): Promise<string[]> {
    const items = this.#menu.locator('.action-item:not(.disabled) .action-label:not(.separator)');
    await items.first().waitFor();
    return (await textsOf(items)).filter(Boolean);
  }

  /** `timeout` in milliseconds; default: as long as anything may take. */
  async choose(label: string, timeout?: number): Promise<void> {
    const item = this.#menu.locator('.action-menu-item', {
      has: this.page.getByText(label, { exact: true }),
    });
    // VS Code ignores a click that comes with the same gesture as the one that opened the menu.
    await item.click({ delay: 50, ...(timeout !== undefined && { timeout }) });
    await this.#menu.waitFor({ state: 'detached' });
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.#menu.waitFor({ state: 'detached' });
  }
}
