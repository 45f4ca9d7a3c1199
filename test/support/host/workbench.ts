/**
 * A VS Code workbench with the extension (of `dist`, so build it first) installed in it, driven as a person drives it: with the
 * keyboard and the mouse, seeing only what is on screen. Nothing here sleeps: every step waits for what it
 * needs, and names it when it does not come.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Canary, usedKeys } from '../canary.ts';
import { launchChromium } from './chromium.ts';
import { domText } from './dump.ts';
import { Editors } from './editors.ts';
import { Menu } from './menu.ts';
import { Messages } from './messages.ts';
import { PATIENCE_MS, tidy, until, untilTrue } from './page.ts';
import { onProcessEnd } from './processEnd.ts';
import { QuickInput } from './quickInput.ts';
import { savedState } from './savedState.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { hostFromEnvironment, ROOT } from './versions.ts';
import { Views } from './views.ts';

/** How long a workbench may take until its extensions are loaded, in milliseconds. */
const LOAD_TIMEOUT_MS = 60_000;

/** How long the palette may take to open, or to find a command, before it is opened once more, in milliseconds. */
const PALETTE_MS = 4_000;

/** VS Code's own themes by their settings id: what the picker calls them, and the workbench's class then. */
const THEMES = {
  'Default Light Modern': { label: 'Light Modern', className: 'vs' },
  'Default Dark Modern': { label: 'Dark Modern', className: 'vs-dark' },
  'Default High Contrast': { label: 'Dark High Contrast', className: 'hc-black' },
  'Default High Contrast Light': { label: 'Light High Contrast', className: 'hc-light' },
} as const;

export type Theme = keyof typeof THEMES;

type CleanUp = (() => unknown)[];

export interface WorkbenchOptions {
  /** Written into the folder that is opened, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Default: dark. */
  readonly theme?: Theme;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Kept at the end when given; else temporary. */
  readonly userDataDir?: string;
  /**
   * `ask`: workspace trust is on, and the folder is not trusted yet. The floor asks in a modal dialog; the
   * newest starts in restricted mode with a banner and asks nothing. Default: trust is switched off.
   */
  readonly trust?: 'ask';
  /** What VS Code takes for its language, though it has no translations of its own for it. Default: English. */
  readonly language?: string;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders and `.vsix` files. Default: this extension, as it is built. */
  readonly extensions?: readonly string[];
}

export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly views: Views;
  readonly menu: Menu;
  readonly messages: Messages;
  readonly editors: Editors;
  readonly folder: string;
  readonly userDataDir: string;
  readonly #logs: string[] = [];
  readonly #cleanUp: CleanUp;
  /** Where a key was found that tests have used. */
  readonly #leaks: string[];

  /** Opens a workbench and resolves when its extensions are loaded. Leaves nothing behind when it fails. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const cleanUp: CleanUp = [];
    onProcessEnd();
    try {
      const scratch = mkdtempSync(join(tmpdir(), 'cometchat-calls-'));
      const removeScratch = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
      process.once('exit', removeScratch);
      cleanUp.push(() => process.off('exit', removeScratch), removeScratch);
      const folder = join(scratch, 'workspace');
      writeFiles(folder, options.files ?? {});
      const userDataDir = options.userDataDir ?? join(scratch, 'user-data');
      const leaks: string[] = [];
      // Once nobody writes any more, and before it is gone.
      cleanUp.push(() => {
        const canary = new Canary(usedKeys());
        for (const place of [folder, userDataDir, join(ROOT, 'out', 'screenshots')])
          if (existsSync(place)) leaks.push(...canary.inFiles(place));
      });
      const settings = {
        'workbench.colorTheme': options.theme ?? 'Default Dark Modern',
        ...options.settings,
      };
      const server = await startServer({
        host: hostFromEnvironment(),
        userDataDir,
        settings,
        installedExtensions: options.extensions ?? [ROOT],
        workspaceTrust: options.trust === 'ask',
        ...(options.env && { env: options.env }),
      });
      cleanUp.push(() => server.stop());
      const browser = await launchChromium((line) => console.log(line));
      cleanUp.push(() => browser.close());
      const page = await openPage(browser, server, options);
      const workbench = new Workbench(page, { folder, userDataDir, cleanUp, leaks });
      await page.goto(server.address({ folder }));
      await workbench.#whenLoaded();
      return workbench;
    } catch (error) {
      await runAll(cleanUp);
      throw error;
    }
  }

  private constructor(
    page: Page,
    {
      folder,
      userDataDir,
      cleanUp,
      leaks,
    }: Pick<Workbench, 'folder' | 'userDataDir'> & { cleanUp: CleanUp; leaks: string[] },
  ) {
    this.page = page;
    this.folder = folder;
    this.userDataDir = userDataDir;
    this.#cleanUp = cleanUp;
    this.#leaks = leaks;
    this.quickInput = new QuickInput(page);
    this.views = new Views(page);
    this.menu = new Menu(page);
    this.messages = new Messages(page);
    this.editors = new Editors(page);
    page.on('console', (message) => this.#logs.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.#logs.push(`uncaught: ${error.message}`));
  }

  /** Runs a command through the palette: `runCommand('CometChat Calls: Look Up Call…')`. */
  async runCommand(title: string): Promise<void> {
    await until(
      `the command "${title}" in the palette`,
      async () => {
        await this.#openQuickInput('F1');
        // Robbed of the focus by a webview, it is closed: then it is opened again.
        await this.quickInput.fill(`>${title}`, '', PALETTE_MS);
        try {
          // An extension's commands can come a moment after the workbench: then the palette is opened again.
          await until(title, async () => (await this.#paletteHas(title)) || undefined, PALETTE_MS);
        } catch (error) {
          await this.quickInput.dismiss();
          throw error;
        }
        return true;
      },
      2 * PATIENCE_MS,
    );
    const isOffered = async () =>
      (await this.quickInput.isOpen()) && (await this.quickInput.state()).value === `>${title}`;
    // A webview that takes the focus takes the Enter, too.
    await untilTrue(`"${title}" to run`, async () => {
      if (await isOffered()) await this.quickInput.pick(title);
      await untilTrue('the palette to close', async () => !(await isOffered()), PALETTE_MS);
      return true;
    });
  }

  /** A webview that is just loading swallows the keys: then they are pressed again. */
  async #openQuickInput(keys: string): Promise<void> {
    await until('the quick input', async () => {
      await this.page.keyboard.press(keys);
      return until('it to open', async () => (await this.quickInput.isOpen()) || undefined, PALETTE_MS);
    });
    await this.quickInput.waitFor();
  }

  async #paletteHas(title: string): Promise<boolean> {
    return (await this.quickInput.items()).some((item) => tidy(item.label) === tidy(title));
  }

  /** A key with its modifiers, in Playwright's words: `Control+Shift+P`, `Enter`. */
  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Opens a file of the workspace through Quick Open, with the keyboard. */
  async openFile(name: string): Promise<void> {
    const label = basename(name);
    await this.#openQuickInput('ControlOrMeta+p');
    // By its whole path: a search by name needs a search program that an install without scripts lacks.
    await this.quickInput.fill(join(this.folder, name));
    await this.quickInput.pick(label);
    await this.editors.waitForTab(label);
  }

  /** Chooses a colour theme in VS Code's own picker. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, className } = THEMES[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.fill(label, 'Color Theme');
    await this.quickInput.pick(label);
    await this.quickInput.waitForClosed();
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** The text on the clipboard. */
  async clipboard(): Promise<string> {
    await this.page.bringToFront();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async setClipboard(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate((value) => navigator.clipboard.writeText(value), text);
  }

  /**
   * Resolves when what the window comes back with after a reload has these texts in it, such as a tab's title or
   * a part of a panel's memory: a browser's window writes it every few seconds.
   */
  async untilSaved(...texts: readonly string[]): Promise<void> {
    await until(`the window's state with ${texts.join(', ')}`, async () => {
      const saved = (await this.page.evaluate(savedState)).replaceAll('\\', '');
      return texts.every((text) => saved.includes(text)) || undefined;
    });
  }

  /** Reloads the window: the extension host starts anew, what was stored is still there. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#whenLoaded();
  }

  /** Writes `out/screenshots/<name>.png`, and `<name>.txt` with the text of the page and of every frame. */
  async screenshot(name: string): Promise<string> {
    const path = join(ROOT, 'out', 'screenshots', `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path, animations: 'disabled' });
    writeFileSync(path.replace(/\.png$/, '.txt'), await domText(this.page));
    return path;
  }

  /** The text of the workbench and every frame, as a screenshot's companion file has it. */
  domText(): Promise<string> {
    return domText(this.page);
  }

  /** What the page and the extension host wrote to the console. */
  logs(): readonly string[] {
    return this.#logs;
  }

  /**
   * Ends Chromium and the server with everything they started. Rejects when a key that tests have used is on screen, on
   * the clipboard, in the consoles or in a file that was left.
   */
  async close(): Promise<void> {
    await this.#searchScreen().catch((error: unknown) => console.error(error));
    await this.page
      .context()
      .close()
      .catch(() => undefined);
    await runAll(this.#cleanUp);
    if (this.#leaks.length > 0) throw new Error(`Keys were left behind:\n${this.#leaks.join('\n')}`);
  }

  async #searchScreen(): Promise<void> {
    const canary = new Canary(usedKeys());
    const places = {
      'the consoles': this.#logs.join('\n'),
      'the screen': await this.domText(),
      'the clipboard': await this.clipboard(),
    };
    for (const [place, text] of Object.entries(places))
      this.#leaks.push(...canary.in(text).map((what) => `${place}: ${what}`));
  }

  async #whenLoaded(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: LOAD_TIMEOUT_MS });
    await this.page.waitForFunction(
      () => performance.getEntriesByName('code/didLoadExtensions').length > 0,
      undefined,
      { timeout: LOAD_TIMEOUT_MS, polling: 100 },
    );
  }
}

async function openPage(browser: Browser, server: RunningServer, options: WorkbenchOptions): Promise<Page> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  if (options.language !== undefined)
    await context.addInitScript((language) => {
      Reflect.set(globalThis, '_VSCODE_NLS_LANGUAGE', language);
    }, options.language);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: `http://${server.authority}`,
  });
  return context.newPage();
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Last opened, first closed; a step that fails does not keep the others from running. */
async function runAll(steps: CleanUp): Promise<void> {
  for (const step of steps.splice(0).toReversed()) {
    try {
      await step();
    } catch (error) {
      console.error(error);
    }
  }
}
