import * as vscode from 'vscode';
import { describeFilter } from '../../core/callList/describeFilter.ts';
import type { Disposable } from '../../core/base/ports.ts';
import type { LookUpStoreChange } from '../../core/lookUp/store.ts';
import { visibleText } from '../../core/text/visibleText.ts';
import { joinParts } from '../../core/text/joinParts.ts';
import type { KeptFilters } from './keptFilters.ts';
import type { LookUpService } from '../../core/lookUp/service.ts';
import type { SavedFilters } from '../../storage/savedFilters.ts';
import type { CallAttempts } from '../../core/lookUp/callAttempts.ts';
import type { NodeContext } from '../lookUps/lookUpItems.ts';
import type { CallWatches } from '../../core/lookUp/callWatches.ts';
import { t } from '../platform/translate.ts';
import { callTooltip, recentItem } from './recentItems.ts';
import { listKey, type ListTarget, type OfferedFilter, type RecentNode } from './recentNode.ts';
import { type RecentDependencies, RecentTree } from './recentTree.ts';

export interface DrawingDependencies extends Omit<RecentDependencies, 'filters' | 'temporary'> {
  readonly lookUps: LookUpService;
  readonly watches: Pick<CallWatches, 'has' | 'keys' | 'onDidChange'>;
  readonly attempts: Pick<CallAttempts, 'view'>;
}

/** How often lines that count down are drawn again, in milliseconds, while there are any. */
const TICK_MS = 1_000;

/** What draws the “Recent Calls” view: its lines as tree items, and what stands above them. */
export class Drawing {
  readonly tree: RecentTree;
  readonly filters: SavedFilters;
  readonly #deps: DrawingDependencies;
  readonly #view: vscode.TreeView<RecentNode>;
  readonly #changed: { fire(node: RecentNode | undefined): void };
  readonly #subscriptions: readonly Disposable[];
  /** The filter that was applied or opened last. */
  #applied: ListTarget | undefined;
  /** The look-ups whose calls' ends are waited for, as they are drawn. */
  #watched: readonly string[] = [];
  #tick: ReturnType<typeof setInterval> | undefined;
  /** The earliest date as of which a day is drawn; undefined for none since all was drawn again. */
  #drawnOn: string | undefined;

  constructor(
    dependencies: DrawingDependencies,
    filters: KeptFilters,
    view: vscode.TreeView<RecentNode>,
    changed: { fire(node: RecentNode | undefined): void },
  ) {
    this.#deps = dependencies;
    this.filters = filters.saved;
    this.#view = view;
    this.#changed = changed;
    this.tree = new RecentTree(
      { ...dependencies, filters: filters.saved, temporary: filters.temporary },
      (node) => this.#redraw(node),
    );
    this.#subscriptions = [
      view.onDidChangeVisibility(() => {
        this.#countDown();
        this.#keepUpWithDate();
      }),
      view.onDidExpandElement(({ element }) => {
        if (element.kind === 'filter' || element.kind === 'day') this.#apply(element);
      }),
      dependencies.lookUps.store.onDidChange((change) => this.#lookUpChanged(change)),
      dependencies.watches.onDidChange(() => this.#watchesChanged()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (!focused || !view.visible) return;
        // Another window may have saved a filter meanwhile.
        void filters.saved.refresh();
        this.#keepUpWithDate();
      }),
    ];
  }

  itemOf(node: RecentNode): vscode.TreeItem {
    if (node.kind === 'day') this.#drawnOn ??= this.#today();
    return recentItem(node, this.tree, this.#context());
  }

  withTooltip(item: vscode.TreeItem, node: RecentNode): vscode.TreeItem {
    if (node.kind === 'call') item.tooltip = callTooltip(node, this.#context());
    return item;
  }

  /** The filter that was applied or opened last, as long as it is offered; none that is always there. */
  get applied(): ListTarget | undefined {
    const offered = this.#applied && this.tree.offers.filterOf(this.#applied);
    return offered && offered.kind !== 'builtIn' ? this.#applied : undefined;
  }

  /** Says no more that a filter is applied: it is removed. */
  forget(target: ListTarget): void {
    if (this.#applied && listKey(this.#applied) === listKey(target)) this.#apply(undefined);
  }

  /** Opens a filter in the view and names it above. */
  async show(target: ListTarget): Promise<void> {
    this.#apply(target);
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

  #apply(target: ListTarget | undefined): void {
    this.#applied = target && { connectionId: target.connectionId, filterId: target.filterId };
    this.#describe();
  }

  #context(): NodeContext {
    const { lookUps, readerTime, clock, watches, attempts } = this.#deps;
    return { lookUps, time: readerTime.format, now: clock(), watches, attempts };
  }

  #redraw(node: RecentNode | undefined): void {
    if (!node) this.#drawnOn = undefined;
    this.#changed.fire(node);
    this.#describe();
    this.#countDown();
  }

  #describe(): void {
    const { tree } = this;
    const offered = this.#applied && tree.offers.filterOf(this.#applied);
    const several = tree.offers.connections().length > 1;
    const name = several ? tree.offers.connection(this.#applied?.connectionId)?.name : undefined;
    const words = offered && this.#wordsOf(offered);
    this.#view.description = words ? joinParts(words, name && visibleText(name, 40)) : '';
  }

  /** What a filter asks for; nothing of the one that lists all. */
  #wordsOf({ kind, name, filter }: OfferedFilter): string {
    const shown = visibleText(name, 60);
    if (kind === 'builtIn') return Object.keys(filter).length === 0 ? '' : shown;
    return joinParts(
      kind === 'temporary' ? undefined : shown,
      describeFilter(filter, t, this.#deps.readerTime.format),
    );
  }

  #lookUpChanged(change: LookUpStoreChange): void {
    if (change.kind === 'reset') this.#changed.fire(undefined);
    else if (change.lookUp.onBehalfOf === undefined && change.lookUp.state.kind !== 'loading') {
      this.tree.redrawCall(change.lookUp);
    }
  }

  #watchesChanged(): void {
    const { watches, lookUps } = this.#deps;
    const [before, now] = [this.#watched, watches.keys];
    this.#watched = now;
    for (const key of new Set([...before, ...now])) {
      const lookUp = before.includes(key) === now.includes(key) ? undefined : lookUps.store.get(key);
      if (lookUp) this.tree.redrawCall(lookUp);
    }
  }

  /** Has everything drawn again where what is called today is over. */
  #keepUpWithDate(): void {
    if (!this.#view.visible || this.#drawnOn === undefined || this.#drawnOn === this.#today()) return;
    this.#drawnOn = undefined;
    this.#changed.fire(undefined);
  }

  #today(): string {
    const { readerTime, clock } = this.#deps;
    return readerTime.format.date(clock());
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
