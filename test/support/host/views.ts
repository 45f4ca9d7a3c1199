/** The side bar's views and their trees. */
import type { Locator } from 'playwright-core';
import { Menu } from './menu.ts';
import { Part, quoted, textsOf, tidy, until, untilTrue } from './page.ts';

export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for a root. */
  readonly level: number;
  /** Undefined when the row has no children. */
  readonly expanded: boolean | undefined;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  readonly selected: boolean;
  /** The name of the row's codicon without `codicon-`; empty when it has none. */
  readonly icon: string;
}

export interface Welcome {
  readonly texts: readonly string[];
  readonly buttons: readonly string[];
}

/** How long an act on a row may take before the row is looked for again, in milliseconds. */
const ACT_MS = 3_000;

export class Views extends Part {
  readonly #menu = new Menu(this.page);

  /** Shows a view container by its title in the activity bar. */
  async open(container: string): Promise<void> {
    const tab = this.page
      .locator(`.activitybar .action-item .action-label[aria-label^=${quoted(container)}]`)
      .first();
    await tab.waitFor();
    const shown = this.page.locator('.part.sidebar .composite.title h2', { hasText: container });
    // A workbench that is still loading may lose a click, or come back with the view on its own and be closed by it.
    await untilTrue(`the views of "${container}"`, async () => {
      if (await shown.isVisible()) return true;
      await tab.click();
      await shown.waitFor({ timeout: ACT_MS });
      return true;
    });
  }

  /** The rows of a tree that are rendered, top to bottom. A closed view is opened first. */
  async rows(view: string): Promise<TreeRow[]> {
    const pane = await this.#pane(view);
    return pane.locator('.monaco-list-row').evaluateAll((rows) =>
      rows
        .map((row) => ({ row, index: Number(row.getAttribute('data-index')) }))
        .toSorted((a, b) => a.index - b.index)
        .map(({ row }) => {
          const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
          const expanded = row.getAttribute('aria-expanded');
          const icon = row.querySelector('.custom-view-tree-node-item-icon')?.className ?? '';
          return {
            label: text('.label-name'),
            description: text('.label-description'),
            level: Number(row.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
            ariaLabel: row.getAttribute('aria-label') ?? '',
            selected: row.getAttribute('aria-selected') === 'true',
            icon: / codicon-([a-z0-9-]+)/.exec(` ${icon}`)?.[1] ?? '',
          };
        }),
    );
  }

  /** Resolves with the first row whose label or description satisfies; throws, listing what there was. */
  async waitForRow(view: string, label: string | RegExp): Promise<TreeRow> {
    let seen: TreeRow[] = [];
    const found = await until(`the row ${String(label)} in "${view}"`, async () => {
      seen = await this.rows(view);
      return seen.find((row) => matches(row, label));
    }).catch((error: unknown) => {
      const there = seen.map((row) => `${row.label} · ${row.description}`).join('\n  ');
      throw new Error(`${String(error)} There were:\n  ${there}`, { cause: error });
    });
    return found;
  }

  /**
   * As `waitForRow`, for a row that may be below what is drawn: walks down a page at a time with the keyboard, from
   * the row that has the focus.
   */
  async walkToRow(view: string, label: string | RegExp): Promise<TreeRow> {
    return until(`the row ${String(label)} further down in "${view}"`, async () => {
      const found = (await this.rows(view)).find((row) => matches(row, label));
      if (!found) await this.page.keyboard.press('PageDown');
      return found;
    });
  }

  /** Closes a view, so that the others have its room. */
  async close(view: string): Promise<void> {
    const pane = await this.#pane(view);
    const header = pane.locator('.pane-header').first();
    await header.click();
    await untilTrue(
      `the view "${view}" to close`,
      async () => (await header.getAttribute('aria-expanded')) === 'false',
    );
  }

  /** What stands beside a view's title; empty when nothing does. */
  async description(view: string): Promise<string> {
    const pane = await this.#pane(view);
    return (await textsOf(pane.locator('.pane-header .description')))[0] ?? '';
  }

  /** Presses a button above a view, by its tooltip. */
  async clickTitleAction(view: string, action: string): Promise<void> {
    const header = (await this.#pane(view)).locator('.pane-header').first();
    await header.hover();
    await header.locator(`.actions .action-label[aria-label^=${quoted(action)}]`).click();
  }

  /** What a view without rows says. */
  async welcome(view: string): Promise<Welcome> {
    const pane = await this.#pane(view);
    const content = pane.locator('.welcome-view-content');
    await content.first().waitFor();
    return {
      texts: (await textsOf(content.locator('p, span'))).filter(Boolean),
      buttons: await textsOf(content.locator('.monaco-button')),
    };
  }

  async clickWelcomeButton(view: string, label: string): Promise<void> {
    const pane = await this.#pane(view);
    await pane.locator('.welcome-view-content .monaco-button', { hasText: label }).click();
  }

  async click(view: string, label: string | RegExp): Promise<void> {
    await this.#onRow(view, label, (row, timeout) => row.locator('.label-name').click({ timeout }));
  }

  /** The label and description of the row that has the keyboard's focus; undefined where the tree has not. */
  async focusedRow(view: string): Promise<string | undefined> {
    const pane = await this.#pane(view);
    const row = pane.locator('.monaco-list:focus-within .monaco-list-row.focused');
    if ((await row.count()) !== 1) return undefined;
    const [label, description] = [row.locator('.label-name'), row.locator('.label-description')];
    return `${(await textsOf(label))[0] ?? ''} ${(await textsOf(description))[0] ?? ''}`;
  }

  /** Adds a row to the selection, or takes it out, as Ctrl+click does. */
  async toggleSelection(view: string, label: string | RegExp): Promise<void> {
    const row = await this.#row(view, label);
    const wanted = (await row.getAttribute('aria-selected')) !== 'true';
    await row.locator('.label-name').click({ modifiers: ['ControlOrMeta'] });
    await untilTrue(
      `"${String(label)}" to be ${wanted ? 'selected' : 'not selected'}`,
      async () => (await this.waitForRow(view, label)).selected === wanted,
    );
  }

  /** Opens a row's children, or closes them. */
  async expand(view: string, label: string | RegExp, open = true): Promise<void> {
    await this.#onRow(view, label, async (row, timeout) => {
      if ((await row.getAttribute('aria-expanded', { timeout })) !== String(open))
        await row.locator('.monaco-tl-twistie').click({ timeout });
    });
    await untilTrue(
      `"${String(label)}" to be ${open ? 'open' : 'closed'}`,
      // Its words can change as it opens: then another look at the rows finds it, and this one need not wait.
      async () =>
        (await (await this.#row(view, label)).getAttribute('aria-expanded', { timeout: 1_000 })) ===
        String(open),
    );
  }

  /** Acts on a row. Its words can change between the look and the act: then it is looked for again. */
  async #onRow(
    view: string,
    label: string | RegExp,
    act: (row: Locator, timeout: number) => Promise<void>,
  ): Promise<void> {
    await untilTrue(`"${String(label)}" in "${view}" to be there for the mouse`, async () => {
      await act(await this.#row(view, label), ACT_MS);
      return true;
    });
  }

  /** Opens the context menu of a row and returns its items. */
  async contextMenu(view: string, label: string | RegExp): Promise<string[]> {
    await this.#onRow(view, label, (row, timeout) =>
      row.locator('.label-name').click({ button: 'right', timeout }),
    );
    return this.#menu.items();
  }

  /** Chooses in the context menu of a row, and opens it where it is not open. */
  async chooseInContextMenu(view: string, label: string | RegExp, item: string): Promise<void> {
    await untilTrue(`"${item}" to be chosen for "${String(label)}"`, async () => {
      // A webview that takes the focus closes a menu: then a person opens it again.
      if (!(await this.#menu.isOpen())) await this.contextMenu(view, label);
      await this.#menu.choose(item, ACT_MS);
      return true;
    });
  }

  /** The names of the buttons that a row shows under the mouse. */
  async inlineActions(view: string, label: string | RegExp): Promise<string[]> {
    const row = await this.#row(view, label);
    await row.hover();
    const labels = row.locator('.actions .action-label');
    return labels.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
  }

  async clickInlineAction(view: string, label: string | RegExp, action: string): Promise<void> {
    await this.#onRow(view, label, async (row, timeout) => {
      await row.hover({ timeout });
      await row.locator(`.actions .action-label[aria-label^=${quoted(action)}]`).click({ timeout });
    });
  }

  /** What appears when the mouse rests on a row. */
  async tooltip(view: string, label: string | RegExp): Promise<string> {
    await (await this.#row(view, label)).locator('.label-name').hover();
    const hover = this.page.locator('.monaco-hover.workbench-hover, .workbench-hover .monaco-hover').last();
    await hover.waitFor();
    return hover.innerText();
  }

  async #row(view: string, label: string | RegExp): Promise<Locator> {
    const row = await this.waitForRow(view, label);
    const pane = await this.#pane(view);
    return pane.locator(`.monaco-list-row[aria-label=${quoted(row.ariaLabel)}]`).first();
  }

  async #pane(view: string): Promise<Locator> {
    // A container with one view merges its title: then the pane's own header is there, but not shown.
    const title = this.page
      .locator('h3.title')
      .filter({ hasText: new RegExp(`^\\s*${escaped(view)}\\s*$`, 'i') });
    const pane = this.page.locator('.part.sidebar .pane').filter({ has: title }).first();
    await pane.waitFor();
    const header = pane.locator('.pane-header').first();
    if ((await header.isVisible()) && (await header.getAttribute('aria-expanded')) === 'false') {
      await header.click();
      await untilTrue(
        `the view "${view}" to open`,
        async () => (await header.getAttribute('aria-expanded')) === 'true',
      );
    }
    return pane;
  }
}

function matches(row: TreeRow, label: string | RegExp): boolean {
  return typeof label === 'string'
    ? tidy(row.label) === tidy(label)
    : label.test(`${row.label} ${row.description}`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
