import type * as vscode from 'vscode';
import { VIEWS } from '../../manifest.ts';
import type { ViewDoor } from '../doors/index.ts';
import { rowsOf } from '../platform/rows.ts';
import type { KeptFilters } from './keptFilters.ts';
import { Drawing, type DrawingDependencies } from './recentDrawing.ts';
import type { RecentNode } from './recentNode.ts';

/** The “Recent Calls” view. */
export class RecentView implements vscode.TreeDataProvider<RecentNode> {
  readonly #view: vscode.TreeView<RecentNode>;
  readonly #drawing: Drawing;
  readonly #followed: () => void;
  /** What draws the view. */
  readonly drawing: { get(): Promise<Drawing>; readonly now: Drawing };

  /** @param followed hears whenever a list may have begun to load, or ended */
  constructor(
    dependencies: DrawingDependencies,
    filters: KeptFilters,
    { view, changed }: ViewDoor<RecentNode>,
    followed: () => void,
  ) {
    const fire = (node: RecentNode | undefined) => {
      changed.fire(node);
      followed();
    };
    this.#view = view;
    this.#followed = followed;
    this.#drawing = new Drawing(dependencies, filters, view, { fire });
    this.drawing = { get: () => Promise.resolve(this.#drawing), now: this.#drawing };
  }

  /** The session ids of the calls that are selected. */
  selectedIds(): readonly string[] {
    return this.#view.selection.flatMap((node) => (node.kind === 'call' ? node.sessionId : []));
  }

  async getChildren(node?: RecentNode): Promise<RecentNode[]> {
    const lines = await this.#drawing.tree.childrenOf(node);
    // A list begins to load when its lines are first wanted, and says nothing of it.
    this.#followed();
    return rowsOf(VIEWS.recent, lines);
  }

  getTreeItem(node: RecentNode): vscode.TreeItem {
    return this.#drawing.itemOf(node);
  }

  /** Asked only of lines that were drawn. */
  getParent(node: RecentNode): RecentNode | undefined {
    return this.#drawing.tree.parentOf(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: RecentNode): vscode.TreeItem {
    return this.#drawing.withTooltip(item, node);
  }

  dispose(): void {
    this.#drawing.dispose();
  }
}
