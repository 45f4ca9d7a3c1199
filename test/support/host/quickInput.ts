/** VS Code's quick input: input boxes and picks, as a person sees and answers them. */
import { Part, PATIENCE_MS, textsOf, tidy, until, untilTrue } from './page.ts';

export interface QuickItem {
  readonly label: string;
  readonly description: string;
  /** The second line of an item; empty when it has none. */
  readonly detail: string;
  readonly focused: boolean;
}

export interface QuickInputState {
  /** With the step count, as VS Code shows it: `Add Connection (1/4)`. Empty when there is none. */
  readonly title: string;
  readonly value: string;
  readonly placeholder: string;
  /** The prompt, or what validation says. */
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info' | 'none';
  readonly isPassword: boolean;
  readonly buttons: readonly string[];
}

/** After so long without the focus it was taken by something else, in milliseconds. */
const STOLEN_FOCUS_MS = 1_500;

export class QuickInput extends Part {
  get #widget() {
    return this.page.locator('.quick-input-widget');
  }

  get #input() {
    return this.#widget.locator('.quick-input-box input');
  }

  get #rows() {
    return this.#widget.locator('.quick-input-list .monaco-list-row');
  }

  isOpen(): Promise<boolean> {
    return this.#widget.isVisible();
  }

  /** Resolves when one is open, has the focus, and (if asked) its title, placeholder or prompt contains a text. */
  async waitFor(containing = '', patienceMs = PATIENCE_MS): Promise<QuickInputState> {
    const since = Date.now();
    const ask = async () => {
      if (!(await this.isOpen())) return undefined;
      if (!(await this.#hasFocus())) {
        // A webview that has just loaded takes the focus from an input that was opened meanwhile: a person clicks.
        if (Date.now() - since > STOLEN_FOCUS_MS) await this.#input.click();
        return undefined;
      }
      const state = await this.state();
      const words = `${state.title}\n${state.placeholder}\n${state.message}`;
      return words.includes(containing) ? state : undefined;
    };
    return until(`a quick input with "${containing}"`, ask, patienceMs);
  }

  /** Resolves when its box holds exactly this: a file dialog opens with the folder, and names the file a moment later. */
  async waitForValue(value: string): Promise<void> {
    await untilTrue(`"${value}" in the box`, async () => (await this.state()).value === value);
  }

  async waitForClosed(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }

  async state(): Promise<QuickInputState> {
    const [title, message] = await Promise.all(
      ['.quick-input-title', '.quick-input-message'].map(async (part) =>
        tidy((await textsOf(this.#widget.locator(part)))[0]),
      ),
    );
    const box = await this.#input.evaluate((input: HTMLInputElement) => ({
      value: input.value,
      placeholder: input.placeholder,
      isPassword: input.type === 'password',
      classes: input.closest('.monaco-inputbox')?.className ?? '',
    }));
    const buttons = await this.#widget
      .locator('.quick-input-titlebar .action-label, .quick-input-inline-action-bar .action-label')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''));
    const severity = (['error', 'warning', 'info'] as const).find((name) =>
      box.classes.split(' ').includes(name),
    );
    return {
      title: title ?? '',
      message: message ?? '',
      value: box.value,
      placeholder: box.placeholder,
      isPassword: box.isPassword,
      severity: severity ?? 'none',
      buttons: buttons.filter(Boolean),
    };
  }

  /** The items that are rendered: a long list renders only what fits. */
  items(): Promise<QuickItem[]> {
    return this.#rows.evaluateAll((rows) =>
      rows
        .map((row) => ({ row, index: Number(row.getAttribute('data-index')) }))
        .toSorted((a, b) => a.index - b.index)
        .map(({ row }) => {
          const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
          return {
            label: text('.label-name'),
            description: text('.label-description'),
            detail: text('.quick-input-list-label-meta'),
            focused: row.classList.contains('focused'),
          };
        }),
    );
  }

  /**
   * Replaces what the box holds, with the keyboard, once its words contain a text where one is given. What the box was
   * robbed of by a stolen focus is typed again.
   */
  async fill(text: string, containing = '', patienceMs = PATIENCE_MS): Promise<void> {
    // Once: what is typed may take the place of those words.
    await this.waitFor(containing, patienceMs);
    const type = async () => {
      await this.waitFor('', patienceMs);
      await this.page.keyboard.press('ControlOrMeta+a');
      if (text === '') await this.page.keyboard.press('Delete');
      else if (text.length > 200) await this.page.keyboard.insertText(text);
      else await this.page.keyboard.type(text);
      const isThere = async () => (await this.#input.inputValue()) === text || /[\n\r]/.test(text);
      await untilTrue('it', isThere, STOLEN_FOCUS_MS);
      return true;
    };
    await untilTrue('the text in the box', type, patienceMs);
  }

  /** Chooses an item by its label, walking to it with the arrow keys, once the box's words contain a text. */
  async pick(label: string, containing = ''): Promise<void> {
    await this.waitFor(containing);
    await until(`an item "${label}"`, async () =>
      (await this.items()).some((item) => isLabel(item, label)) ? true : undefined,
    );
    await until(`the focus on "${label}"`, async () => {
      const items = await this.items();
      const focused = items.findIndex((item) => item.focused);
      const wanted = items.findIndex((item) => isLabel(item, label));
      if (focused !== -1 && focused === wanted) return true;
      // Down past it would be all the way around.
      await this.page.keyboard.press(wanted !== -1 && wanted < focused ? 'ArrowUp' : 'ArrowDown');
      return undefined;
    });
    await this.page.keyboard.press('Enter');
  }

  async accept(): Promise<void> {
    await this.waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Accepts a file dialog, which takes no Enter while it is still reading the folder that was typed. */
  async acceptFile(): Promise<void> {
    await untilTrue('the file dialog to close', async () => {
      if (await this.isOpen()) await this.accept();
      await untilTrue('it', async () => !(await this.isOpen()), STOLEN_FOCUS_MS);
      return true;
    });
  }

  /** Closes it with Escape. */
  async dismiss(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.waitForClosed();
  }

  /** VS Code's own back button; it is the only one without a key of its own. */
  async goBack(): Promise<void> {
    await this.#widget.locator('.quick-input-titlebar .codicon-quick-input-back').click();
  }

  /** Fills the box and accepts. */
  async answer(text: string, containing = ''): Promise<void> {
    await this.fill(text, containing);
    await this.accept();
  }

  #hasFocus(): Promise<boolean> {
    return this.#widget.evaluate((widget) => widget.contains(document.activeElement));
  }
}

/** Icons are part of a label's text for VS Code, but not of what a person reads. */
function isLabel(item: QuickItem, label: string): boolean {
  return tidy(item.label) === tidy(label);
}
