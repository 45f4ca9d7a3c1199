/** A window with webview panels that have no page: the test says what the page would, and reads what it is told. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import type { PanelView, SavedPanel, ToPanel } from '../../../../src/shared/panelProtocol.ts';
import { settle } from '../../core/support.ts';
import { standIn } from './vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';

/** A webview panel, as far as the extension uses one. One that was closed throws when it is touched, as VS Code's does. */
export class PagelessPanel {
  readonly #received = new Emitter<unknown>(rethrow);
  readonly #viewState = new Emitter<void>(rethrow);
  readonly #disposed = new Emitter<void>(rethrow);
  readonly told: ToPanel[] = [];
  #title = '';
  iconPath: unknown;
  visible = true;
  active = true;
  isDisposed = false;
  revealed = 0;
  /** Whether the focus stayed where it was when it was made or revealed last. */
  preservedFocus: boolean | undefined;
  readonly onDidChangeViewState = this.#viewState.event;
  readonly onDidDispose = this.#disposed.event;
  readonly #webview = {
    html: '',
    options: {},
    cspSource: 'https://panel.example',
    asWebviewUri: (uri: unknown) => uri,
    onDidReceiveMessage: this.#received.event,
    postMessage: (message: ToPanel) => void this.told.push(message),
  };

  get title(): string {
    return this.#open.#title;
  }

  set title(title: string) {
    this.#open.#title = title;
  }

  get webview() {
    return this.#open.#webview;
  }

  /** What is its page, closed or not. */
  get html(): string {
    return this.#webview.html;
  }

  reveal(_column?: unknown, preserveFocus?: boolean): void {
    this.#open.revealed += 1;
    this.preservedFocus = preserveFocus;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.#disposed.fire();
  }

  get #open(): this {
    if (this.isDisposed) throw new Error('Webview is disposed');
    return this;
  }

  /** What the page sends; what comes of it is waited for. */
  async says(message: unknown): Promise<void> {
    this.#received.fire(message);
    for (let turn = 0; turn < 5; turn += 1) await settle();
  }

  become(state: { readonly visible?: boolean; readonly active?: boolean }): void {
    Object.assign(this, state);
    this.#viewState.fire();
  }

  /** What the page was told last. */
  get view(): PanelView {
    const last = this.told.findLast((message) => message.type === 'show');
    assert.ok(last, 'it was told what to show');
    return last.view;
  }

  /** What the page was last told to keep. */
  get saved(): SavedPanel {
    const last = this.told.findLast((message) => message.type === 'start');
    assert.ok(last, 'it was started');
    return last.target;
  }
}

/** Stands in for VS Code's window while a test runs. */
export class PanelWindow {
  readonly panels: PagelessPanel[] = [];
  /** The commands that were run, each with its argument. */
  readonly commands: (readonly [id: string, argument: unknown])[] = [];
  /** What every command fails with; undefined while they work. */
  refusal: Error | undefined;
  /** The errors that were shown. */
  readonly errors: string[] = [];
  readonly settings: Record<string, unknown> = { timeZone: 'utc', refreshSeconds: 10 };
  /** What brings panels back after a reload. */
  serializer: vscode.WebviewPanelSerializer | undefined;

  readonly #typed = new Emitter<{ readonly document: { readonly uri: { toString(): string } } }>(rethrow);

  /** A document has another text, as when its file grows. */
  changes(uri: string): void {
    this.#typed.fire({ document: { uri: { toString: () => uri } } });
  }

  constructor() {
    const uri = (text: string) => ({ toString: () => text, path: text.replace(/^[a-z-]+:/, '') });
    standIn({
      env: { language: 'en' },
      Uri: { joinPath: (_base: unknown, ...parts: string[]) => uri(parts.join('/')), parse: uri },
      commands: {
        executeCommand: (id: string, argument: unknown) => {
          this.commands.push([id, argument]);
          return this.refusal ? Promise.reject(this.refusal) : Promise.resolve();
        },
      },
      workspace: {
        getConfiguration: () => ({ get: (name: string) => this.settings[name] }),
        onDidChangeConfiguration: () => ({ dispose: () => undefined }),
        onDidChangeTextDocument: this.#typed.event,
      },
      window: {
        showErrorMessage: (message: string) => Promise.resolve(void this.errors.push(message)),
        createWebviewPanel: (_type: string, _title: string, where: { readonly preserveFocus: boolean }) =>
          Object.assign(this.#add(), { preservedFocus: where.preserveFocus }),
      },
    });
  }

  /** What VS Code does for a panel after a reload. */
  async comesBack(state: unknown): Promise<PagelessPanel> {
    const { panel, isBack } = this.beginsToComeBack(state);
    await isBack;
    return panel;
  }

  /** The same, where the test does not wait until the panel is there again. */
  beginsToComeBack(state: unknown) {
    const panel = this.#add();
    const isBack = this.serializer?.deserializeWebviewPanel(panel as unknown as vscode.WebviewPanel, state);
    return { panel, isBack };
  }

  dispose(): void {
    standIn(undefined);
  }

  #add(): PagelessPanel {
    const panel = new PagelessPanel();
    this.panels.push(panel);
    return panel;
  }
}
