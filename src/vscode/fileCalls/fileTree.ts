import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/model.ts';
import type { FileRow } from '../../core/fileCalls/index.ts';
import { CONTEXT_KEYS, VIEWS } from '../../manifest.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { rowsOf, setContextKey, type ReaderTime, t } from '../platform/index.ts';
import type { ViewDoor } from '../doors/index.ts';
import type { LogClocks } from './logClocks.ts';
import type { FileCalls } from './fileCalls.ts';
import { newestIndex } from './model.ts';
import {
  allRows,
  fileItem,
  type FileNode,
  firstLine,
  MAX_ITEMS,
  shownRows,
  stateMessage,
  subjectLine,
} from './fileItems.ts';

interface Dependencies {
  readonly fileCalls: FileCalls;
  readonly lookUps: LookUpService;
  readonly readerTime: ReaderTime;
  readonly clocks: LogClocks;
}

/** Changes of the store come in bursts while a whole file is looked up; the view is drawn once for each burst, in milliseconds. */
const BURST_MS = 150;

/** The “Calls in This File” view. */
export class FileTree implements vscode.TreeDataProvider<FileNode> {
  readonly #deps: Dependencies;
  readonly #door: ViewDoor<FileNode>;
  readonly #subscriptions: Disposable[];
  #rows: ReadonlyMap<string, FileRow> = new Map();
  #burst: ReturnType<typeof setTimeout> | undefined;
  #stale = false;

  constructor(deps: Dependencies, door: ViewDoor<FileNode>) {
    this.#deps = deps;
    this.#door = door;
    const { fileCalls, lookUps, readerTime } = deps;
    const { view } = door;
    const follow = () => {
      if (view.visible) fileCalls.follow();
    };
    const shown = () => {
      fileCalls.setWatched(view.visible);
      follow();
      if (this.#stale && view.visible) this.#draw();
    };
    this.#subscriptions = [
      fileCalls.onDidChange(() => this.#soon()),
      lookUps.store.onDidChange(() => this.#soon()),
      readerTime.onDidChange(() => this.#soon()),
      view.onDidChangeVisibility(shown),
      vscode.window.onDidChangeActiveTextEditor(follow),
      vscode.window.tabGroups.onDidChangeTabs(follow),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (view.visible) fileCalls.documentChanged(document);
      }),
    ];
    // Somebody may have opened the view before there was anybody to hear of it.
    if (view.visible) shown();
  }

  /** Opens the view. */
  async reveal(): Promise<void> {
    await vscode.commands.executeCommand(`${VIEWS.file}.focus`);
  }

  /** The call that is selected in the view. */
  selected(): FileNode | undefined {
    return this.#door.view.selection[0];
  }

  /** Goes to the first line of a call, with the focus. */
  async goTo(sessionId: string): Promise<void> {
    const { state } = this.#deps.fileCalls;
    const row = this.#rows.get(sessionId);
    if (!row || state.kind === 'none') return;
    const { uri } = state.subject;
    await vscode.commands.executeCommand('vscode.open', uri, { selection: firstLine(row), preview: true });
  }

  getTreeItem(node: FileNode): vscode.TreeItem {
    const { readerTime, lookUps } = this.#deps;
    const row = this.#rows.get(node.sessionId);
    if (!row) return new vscode.TreeItem(t('removed'));
    return fileItem(row, node, { time: readerTime.format, lookUps, now: Date.now() });
  }

  getChildren(node?: FileNode): FileNode[] {
    const { fileCalls } = this.#deps;
    if (node || fileCalls.state.kind === 'none') return [];
    const uri = fileCalls.state.subject.uri.toString();
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
  }

  /** Draws a moment later, once for many changes; what nobody sees is drawn when it is shown again. */
  #soon(): void {
    this.#burst ??= setTimeout(() => {
      this.#burst = undefined;
      // Commands of the palette go by it, whether the view is seen or not.
      setContextKey(
        CONTEXT_KEYS.hasFileCalls,
        (newestIndex(this.#deps.fileCalls.state)?.calls ?? []).length > 0,
      );
      if (this.#door.view.visible) this.#draw();
      else this.#stale = true;
    }, BURST_MS);
  }

  #draw(): void {
    this.#stale = false;
    const { fileCalls } = this.#deps;
    const { view, changed } = this.#door;
    const { state, filter } = fileCalls;
    const rows = allRows(fileCalls);
    view.description = state.kind === 'none' ? '' : subjectLine(state.subject, this.#deps.clocks);
    view.message = stateMessage(state, rows, filter) ?? '';
    changed.fire(undefined);
  }
}
