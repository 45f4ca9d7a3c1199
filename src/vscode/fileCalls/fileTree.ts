import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/model.ts';
import { type FileRow, type FileSections, sectionsOf } from '../../core/fileCalls/index.ts';
import { CONTEXT_KEYS, VIEWS } from '../../manifest.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { rowsOf, setContextKey, type ReaderTime, t } from '../platform/index.ts';
import type { ViewDoor } from '../doors/index.ts';
import type { LogClocks } from './logClocks.ts';
import type { FileCalls } from './fileCalls.ts';
import { newestIndex } from './model.ts';
import { causesOf } from './fileCauses.ts';
import {
  allRows,
  fileItem,
  type FileCallNode,
  type FileNode,
  fileTooltip,
  firstLine,
  fixItem,
  groupItem,
  listTimes,
  type ListTimes,
  MAX_FIXES,
  MAX_ITEMS,
  shownRows,
  stateMessage,
  subjectLine,
} from './fileItems.ts';
import { requestsFor } from './planLookUps.ts';

interface Dependencies {
  readonly fileCalls: FileCalls;
  readonly lookUps: LookUpService;
  readonly readerTime: ReaderTime;
  readonly clocks: LogClocks;
}

/** Changes of the store come in bursts while a whole file is looked up; the view is drawn once for each burst, in milliseconds. */
const BURST_MS = 150;

/** How often what tells an age is drawn again, in milliseconds. */
const AGE_MS = 60_000;

const NOTHING: FileSections = { calls: [], failed: [], notAsked: [] };

/** The “Calls in This File” view. */
export class FileTree implements vscode.TreeDataProvider<FileNode> {
  readonly #deps: Dependencies;
  readonly #door: ViewDoor<FileNode>;
  readonly #subscriptions: Disposable[];
  #rows: ReadonlyMap<string, FileRow> = new Map();
  #sections = NOTHING;
  #when: ListTimes['when'] = String;
  #burst: ReturnType<typeof setTimeout> | undefined;
  #stale = false;
  #ages: ReturnType<typeof setInterval> | undefined;

  constructor(deps: Dependencies, door: ViewDoor<FileNode>) {
    this.#deps = deps;
    this.#door = door;
    const { fileCalls, lookUps, readerTime, clocks } = deps;
    const { view } = door;
    const follow = () => {
      if (view.visible) fileCalls.follow();
    };
    const shown = () => {
      fileCalls.setWatched(view.visible);
      follow();
      clearInterval(this.#ages);
      if (view.visible) this.#ages = setInterval(() => this.#draw(), AGE_MS);
      if (this.#stale && view.visible) this.#draw();
    };
    this.#subscriptions = [
      fileCalls.onDidChange(() => this.#soon()),
      lookUps.store.onDidChange(() => this.#soon()),
      readerTime.onDidChange(() => this.#soon()),
      clocks.onDidChange(() => this.#soon()),
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
  selected(): FileCallNode | undefined {
    return this.#door.view.selection.find((node) => node.kind === 'call');
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
    switch (node.kind) {
      case 'group':
        return groupItem(node, this.#sections[node.section].length);
      case 'fix':
        return fixItem(node);
      case 'call': {
        const row = this.#rows.get(node.sessionId);
        return row ? fileItem(row, node, this.#context()) : new vscode.TreeItem(t('removed'));
      }
    }
  }

  /** Makes a tooltip when somebody wants to see it. */
  resolveTreeItem(item: vscode.TreeItem, node: FileNode): vscode.TreeItem {
    const row = node.kind === 'call' ? this.#rows.get(node.sessionId) : undefined;
    if (row) item.tooltip = fileTooltip(row, this.#context());
    return item;
  }

  #context() {
    const { readerTime, lookUps } = this.#deps;
    return { time: readerTime.format, lookUps, now: Date.now(), when: this.#when };
  }

  getChildren(node?: FileNode): FileNode[] {
    return rowsOf(VIEWS.file, node ? this.#childrenOf(node) : this.#roots());
  }

  #roots(): FileNode[] {
    const { fileCalls, readerTime } = this.#deps;
    if (fileCalls.state.kind === 'none') return [];
    // VS Code asks for every item of the list: what each is made of is found once.
    const rows = shownRows(fileCalls);
    this.#sections = sectionsOf(rows);
    this.#rows = new Map(rows.map((row) => [row.fileCall.sessionId, row]));
    this.#when = listTimes(rows, readerTime.format, Date.now()).when;
    const groups = (['failed', 'notAsked'] as const).filter((section) => this.#sections[section].length > 0);
    return [
      ...this.#nodesOf(this.#sections.calls),
      ...groups.map((section) => ({ kind: 'group', section }) as const),
    ];
  }

  #childrenOf(node: FileNode): FileNode[] {
    if (node.kind !== 'group') return [];
    const { section } = node;
    const rows = this.#sections[section];
    const causes = causesOf(rows, this.#deps.lookUps).slice(0, MAX_FIXES);
    return [...causes.map((cause) => ({ kind: 'fix', section, cause }) as const), ...this.#nodesOf(rows)];
  }

  #nodesOf(rows: readonly FileRow[]): FileNode[] {
    const { state } = this.#deps.fileCalls;
    if (state.kind === 'none') return [];
    const uri = state.subject.uri.toString();
    return rows
      .slice(0, MAX_ITEMS)
      .map(({ fileCall }) => ({ kind: 'call', sessionId: fileCall.sessionId, uri }));
  }

  dispose(): void {
    clearTimeout(this.#burst);
    clearInterval(this.#ages);
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
    const { clocks, lookUps, readerTime } = this.#deps;
    const rows = allRows(fileCalls);
    const { zone } = readerTime.format;
    const { day } = listTimes(rows, readerTime.format, Date.now());
    view.description = state.kind === 'none' ? '' : subjectLine(state.subject, clocks, { day, zone });
    view.message = stateMessage(state, rows, filter, requestsFor(rows, lookUps)) ?? '';
    changed.fire(undefined);
  }
}
