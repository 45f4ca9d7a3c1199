import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/ports.ts';
import type { FileRow } from '../../core/fileCalls/report.ts';
import { CONTEXT_KEYS, VIEWS } from '../../manifest.ts';
import type { LookUpService } from '../../core/lookUp/service.ts';
import { rowsOf } from '../commands/rows.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import type { LogClocks } from './logClocks.ts';
import type { ReaderTime } from '../platform/readerTime.ts';
import { t } from '../platform/translate.ts';
import type { FileCalls } from './fileCalls.ts';
import { indexOf } from './fileState.ts';
import type * as Drawing from './fileItems.ts';

/** A line of the “Calls in This File” view; it carries what commands on it take as their argument. */
export interface FileNode {
  readonly sessionId: string;
  readonly uri: string;
}

interface Dependencies {
  readonly fileCalls: FileCalls;
  readonly lookUps: LookUpService;
  readonly readerTime: ReaderTime;
  readonly clocks: LogClocks;
}

/** VS Code builds every item of a list at once, so a longer list is cut; its filter finds the rest. */
export const MAX_ITEMS = 2_000;

/** Changes of the store come in bursts while a whole file is looked up; the view is drawn once for each burst, in milliseconds. */
const BURST_MS = 150;

/** The “Calls in This File” view. */
export class FileTree implements vscode.TreeDataProvider<FileNode> {
  readonly #deps: Dependencies;
  readonly #changed = new vscode.EventEmitter<FileNode | undefined>();
  readonly #view: vscode.TreeView<FileNode>;
  readonly #subscriptions: Disposable[];
  #rows: ReadonlyMap<string, FileRow> = new Map();
  #burst: ReturnType<typeof setTimeout> | undefined;
  #stale = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(deps: Dependencies) {
    this.#deps = deps;
    const { fileCalls, lookUps, readerTime } = deps;
    this.#view = vscode.window.createTreeView(VIEWS.file, { treeDataProvider: this });
    const follow = () => {
      if (this.#view.visible) fileCalls.follow();
    };
    const shown = () => {
      fileCalls.setWatched(this.#view.visible);
      follow();
      if (this.#stale && this.#view.visible) void this.#draw();
    };
    this.#subscriptions = [
      fileCalls.onDidChange(() => this.#soon()),
      lookUps.store.onDidChange(() => this.#soon()),
      readerTime.onDidChange(() => this.#soon()),
      this.#view.onDidChangeVisibility(shown),
      vscode.window.onDidChangeActiveTextEditor(follow),
      vscode.window.tabGroups.onDidChangeTabs(follow),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#view.visible) fileCalls.documentChanged(document);
      }),
    ];
  }

  /** Opens the view. */
  async reveal(): Promise<void> {
    await vscode.commands.executeCommand(`${VIEWS.file}.focus`);
  }

  /** The call that is selected in the view. */
  selected(): FileNode | undefined {
    return this.#view.selection[0];
  }

  async getTreeItem(node: FileNode): Promise<vscode.TreeItem> {
    const { fileItem } = await this.#drawing();
    const { readerTime, lookUps } = this.#deps;
    const row = this.#rows.get(node.sessionId);
    if (!row) return new vscode.TreeItem(t('removed'));
    return fileItem(row, node, { time: readerTime.format, lookUps, now: Date.now() });
  }

  async getChildren(node?: FileNode): Promise<FileNode[]> {
    const { fileCalls } = this.#deps;
    if (node || fileCalls.state.kind === 'none') return [];
    const uri = fileCalls.state.subject.uri.toString();
    const { shownRows } = await this.#drawing();
    // VS Code asks for every item of the list: what each is made of is found once.
    const rows = shownRows(fileCalls).slice(0, MAX_ITEMS);
    this.#rows = new Map(rows.map((row) => [row.fileCall.sessionId, row]));
    return rowsOf(
      VIEWS.file,
      rows.map(({ fileCall }) => ({ sessionId: fileCall.sessionId, uri })),
    );
  }

  dispose(): void {
    clearTimeout(this.#burst);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #drawing(): Promise<typeof Drawing> {
    return import('./fileItems.ts');
  }

  /** Draws a moment later, once for many changes; what nobody sees is drawn when it is shown again. */
  #soon(): void {
    this.#burst ??= setTimeout(() => {
      this.#burst = undefined;
      // Commands of the palette go by it, whether the view is seen or not.
      setContextKey(CONTEXT_KEYS.hasFileCalls, (indexOf(this.#deps.fileCalls.state)?.calls ?? []).length > 0);
      if (this.#view.visible) void this.#draw();
      else this.#stale = true;
    }, BURST_MS);
  }

  async #draw(): Promise<void> {
    this.#stale = false;
    const { allRows, stateMessage, subjectLine } = await this.#drawing();
    const { fileCalls } = this.#deps;
    const { state, filter } = fileCalls;
    const rows = allRows(fileCalls);
    this.#view.description = state.kind === 'none' ? '' : subjectLine(state.subject, this.#deps.clocks);
    this.#view.message = stateMessage(state, rows, filter) ?? '';
    this.#changed.fire(undefined);
  }
}
