import * as vscode from 'vscode';
import { describeFilter } from '../../core/browse/describeFilter.ts';
import { visibleText } from '../../core/format/visibleText.ts';
import { joinParts } from '../../core/format/joinParts.ts';
import type { LookUps } from '../lookUps.ts';
import type { SavedFilters } from '../storage/savedFilters.ts';
import type { NodeContext } from '../tree/nodes.ts';
import { t } from '../words.ts';
import { callTooltip, recentItem } from './recentItems.ts';
import type { ListTarget, RecentNode } from './recentNode.ts';
import { type RecentDependencies, RecentTree } from './recentTree.ts';

export interface DrawingDependencies extends Omit<RecentDependencies, 'filters'> {
  readonly lookUps: LookUps;
  readonly filters: () => Promise<SavedFilters>;
}

/** How often lines that count down are drawn again, in milliseconds, while there are any. */
const TICK_MS = 1_000;

/** What draws the “Recent Calls” view: its lines as tree items, and what stands above them. */
export class Drawing {
  readonly tree: RecentTree;
  readonly filters: SavedFilters;
  readonly #deps: DrawingDependencies;
  readonly #view: vscode.TreeView<RecentNode>;
  readonly #changed: vscode.EventEmitter<RecentNode | undefined>;
  readonly #subscriptions: readonly vscode.Disposable[];
  /** The filter that is being applied. */
  #applied: ListTarget | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;

  constructor(
    dependencies: DrawingDependencies,
    filters: SavedFilters,
    view: vscode.TreeView<RecentNode>,
    changed: vscode.EventEmitter<RecentNode | undefined>,
  ) {
    this.#deps = dependencies;
    this.filters = filters;
    this.#view = view;
    this.#changed = changed;
    this.tree = new RecentTree({ ...dependencies, filters }, (node) => this.#redraw(node));
    this.#subscriptions = [
      view.onDidChangeVisibility(() => this.#countDown()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        // Another window may have saved a filter meanwhile.
        if (focused && view.visible) void filters.refresh();
      }),
    ];
  }

  itemOf(node: RecentNode): vscode.TreeItem {
    return recentItem(node, this.tree, this.#context());
  }

  withTooltip(item: vscode.TreeItem, node: RecentNode): vscode.TreeItem {
    if (node.kind === 'call') item.tooltip = callTooltip(node, this.#context());
    return item;
  }

  /** The filter that was applied last, as long as it is offered. */
  get applied(): ListTarget | undefined {
    return this.#applied && this.tree.offers.filterOf(this.#applied) ? this.#applied : undefined;
  }

  /** Opens a filter in the view and names it above. */
  async show(target: ListTarget): Promise<void> {
    this.#applied = target;
    this.#describe();
    await this.#view.reveal(this.tree.filterNode(target), { select: true, focus: false, expand: true });
  }

  /** Whether somebody can see the view. */
  get isVisible(): boolean {
    return this.#view.visible;
  }

  dispose(): void {
    clearInterval(this.#tick);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.tree.dispose();
  }

  #context(): NodeContext {
    const { lookUps, readerTime, clock } = this.#deps;
    return { lookUps, time: readerTime.format, now: clock() };
  }

  #redraw(node: RecentNode | undefined): void {
    this.#changed.fire(node);
    this.#describe();
    this.#countDown();
  }

  #describe(): void {
    const { applied, tree } = this;
    const offered = applied && tree.offers.filterOf(applied);
    const several = tree.offers.connections().length > 1;
    const name = several ? tree.offers.connection(applied?.connectionId)?.name : undefined;
    this.#view.description = offered
      ? joinParts(
          offered.kind === 'temporary' ? undefined : visibleText(offered.name, 60),
          describeFilter(offered.filter, t, this.#deps.readerTime.format),
          name && visibleText(name, 40),
        )
      : '';
  }

  /** Ticks while somebody can see a rate limit count down. */
  #countDown(): void {
    const counting = this.#view.visible && this.tree.countingDown().length > 0;
    if (counting && this.#tick === undefined) {
      this.#tick = setInterval(() => {
        for (const node of this.tree.countingDown()) this.#changed.fire(node);
        this.#countDown();
      }, TICK_MS);
    }
    if (!counting) {
      clearInterval(this.#tick);
      this.#tick = undefined;
    }
  }
}

/** Begins to draw a view. */
export async function draw(
  dependencies: DrawingDependencies,
  view: vscode.TreeView<RecentNode>,
  changed: vscode.EventEmitter<RecentNode | undefined>,
): Promise<Drawing> {
  return new Drawing(dependencies, await dependencies.filters(), view, changed);
}
