import * as vscode from 'vscode';
import { toLog } from '../../core/base/emitter.ts';
import { VIEWS } from '../../manifest.ts';
import { rowsOf } from '../commands/rows.ts';
import { Late } from '../platform/late.ts';
import type { RecentNode } from './recentNode.ts';
import type { Drawing, DrawingDependencies } from './recentDrawing.ts';

/** The “Recent Calls” view. What is in it, and its code, is loaded when somebody looks at it. */
export class RecentView implements vscode.TreeDataProvider<RecentNode> {
  readonly #changed = new vscode.EventEmitter<RecentNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<RecentNode>;
  readonly #followed: () => void;
  /** What draws the view. */
  readonly drawing: Late<Drawing>;

  /** @param followed hears whenever a list may have begun to load, or ended */
  constructor(dependencies: DrawingDependencies, followed: () => void) {
    this.onDidChangeTreeData(followed);
    this.#followed = followed;
    this.#view = vscode.window.createTreeView(VIEWS.recent, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.drawing = new Late(
      async () => (await import('./recentDrawing.ts')).draw(dependencies, this.#view, this.#changed),
      toLog(dependencies.logger),
    );
  }

  /** The session ids of the calls that are selected. */
  selectedIds(): readonly string[] {
    return this.#view.selection.flatMap((node) => (node.kind === 'call' ? node.sessionId : []));
  }

  async getChildren(node?: RecentNode): Promise<RecentNode[]> {
    const lines = await (await this.drawing.get()).tree.childrenOf(node);
    // A list begins to load when its lines are first wanted, and says nothing of it.
    this.#followed();
    return rowsOf(VIEWS.recent, lines);
  }

  async getTreeItem(node: RecentNode): Promise<vscode.TreeItem> {
    return (await this.drawing.get()).itemOf(node);
  }

  /** Asked only of lines that were drawn. */
  getParent(node: RecentNode): RecentNode | undefined {
    return this.drawing.now?.tree.parentOf(node);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: RecentNode): Promise<vscode.TreeItem> {
    return (await this.drawing.get()).withTooltip(item, node);
  }

  dispose(): void {
    this.drawing.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }
}
