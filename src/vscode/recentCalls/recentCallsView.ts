import * as vscode from 'vscode';
import {
  ListDays,
  describeFilter,
  type RecentCalls,
  type RecentCallsChange,
} from '../../core/callList/index.ts';
import type { ListTarget, OfferedFilter } from '../../core/callList/model.ts';
import type { Clock } from '../../core/base/model.ts';
import type { Connection, NetworkRoute } from '../../core/connection/model.ts';
import { retryAtOf } from '../../core/failure/index.ts';
import type { CallAttempts, CallWatches, LookUpService, LookUpStoreChange } from '../../core/lookUp/index.ts';
import { joinParts, visibleText } from '../../core/text/index.ts';
import { VIEWS } from '../../manifest.ts';
import type { ViewDoor } from '../doors/index.ts';
import type { NodeContext } from '../lookUps/index.ts';
import { type ReaderTime, rowsOf, t } from '../platform/index.ts';
import { CallNode, DayNode, FilterNode, type RecentNode, RecentNodes } from './nodes.ts';

export interface RecentCallsViewDependencies {
  readonly model: RecentCalls;
  /** Has the saved filters read again: another window may have changed them. */
  readonly refreshFilters: () => Promise<void>;
  /** How the host of a connection is reached. */
  readonly routeTo: (connection: Connection) => Promise<NetworkRoute>;
  readonly lookUps: LookUpService;
  readonly readerTime: Pick<ReaderTime, 'format' | 'onDidChange'>;
  readonly clock: Clock;
  readonly watches: Pick<CallWatches, 'has' | 'keys' | 'onDidChange'>;
  readonly attempts: Pick<CallAttempts, 'view'>;
}

/** How often lines that count down are drawn again, in milliseconds, while there are any. */
const TICK_MS = 1_000;
/** How often an age in a tooltip is told anew, in milliseconds. */
const AGE_MS = 60_000;

/** The “Recent Calls” view: connections, their filters, days and calls. */
export class RecentCallsView implements vscode.TreeDataProvider<RecentNode> {
  readonly model: RecentCalls;
  readonly #deps: RecentCallsViewDependencies;
  readonly #days: ListDays;
  readonly #nodes: RecentNodes;
  readonly #changed: ViewDoor<RecentNode>['changed'];
  readonly #view: vscode.TreeView<RecentNode>;
  readonly #subscriptions: readonly { dispose(): void }[];
  /** The look-ups whose calls' ends are waited for, as they are drawn. */
  #watched: readonly string[] = [];
  #tick: ReturnType<typeof setInterval> | undefined;
  /** The lines whose tooltips, which tell ages, were shown since they were drawn: VS Code asks for each once. */
  readonly #told = new Set<RecentNode>();
  #ageing: ReturnType<typeof setInterval> | undefined;
  /** The earliest date as of which a day is drawn; undefined for none since all was drawn again. */
  #drawnOn: string | undefined;

  constructor(dependencies: RecentCallsViewDependencies, { view, changed }: ViewDoor<RecentNode>) {
    this.#deps = dependencies;
    this.#view = view;
    this.#changed = changed;
    const { model, clock, readerTime, lookUps, watches } = dependencies;
    this.model = model;
    this.#days = new ListDays(clock, () => readerTime.format, t);
    this.#nodes = new RecentNodes({
      model,
      days: this.#days,
      context: () => this.#context(),
      routeTo: dependencies.routeTo,
    });
    this.#subscriptions = [
      model.onDidChange((change) => this.#modelChanged(change)),
      model.onDidSelect(() => this.#describe()),
      readerTime.onDidChange(() => {
        this.#days.forget();
        this.#redraw(undefined);
      }),
      this.#view.onDidChangeVisibility(() => {
        this.#countDown();
        this.#age();
        this.#keepUpWithDate();
      }),
      this.#view.onDidExpandElement(({ element }) => {
        if (element instanceof FilterNode || element instanceof DayNode) model.select(element);
      }),
      lookUps.store.onDidChange((change) => this.#lookUpChanged(change)),
      watches.onDidChange(() => this.#watchesChanged()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (!focused || !this.#view.visible) return;
        void dependencies.refreshFilters();
        this.#keepUpWithDate();
      }),
    ];
  }

  async getChildren(node?: RecentNode): Promise<RecentNode[]> {
    if (node) return rowsOf(VIEWS.recent, [...(await node.children())]);
    await this.model.readConnections();
    return rowsOf(VIEWS.recent, [...this.#nodes.roots()]);
  }

  getTreeItem(node: RecentNode): vscode.TreeItem {
    if (node instanceof DayNode) this.#drawnOn ??= this.#today();
    this.#told.delete(node);
    return node.item();
  }

  /** The line above one, as far as lines are revealed: a filter's connection. */
  getParent(node: RecentNode): RecentNode | undefined {
    return node instanceof FilterNode ? this.#nodes.connection(node.connectionId) : undefined;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: RecentNode): Promise<vscode.TreeItem> {
    const tooltip = await node.tooltip();
    if (!tooltip) return item;
    item.tooltip = tooltip;
    this.#told.add(node);
    this.#age();
    return item;
  }

  /** Whether somebody can see the view. */
  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** The session ids of the calls that are selected. */
  selectedIds(): readonly string[] {
    return this.#view.selection.flatMap((node) => (node instanceof CallNode ? node.sessionId : []));
  }

  /** Opens a filter in the view and names it above. */
  async show(target: ListTarget): Promise<void> {
    this.model.select(target);
    await this.#view.reveal(this.#nodes.filter(target), { select: true, focus: false, expand: true });
  }

  /** Shows more calls of a day. */
  showMoreOfDay(target: ListTarget, day: string): void {
    const node = this.#nodes.day(target, day);
    node.showMore();
    this.#redraw(node);
  }

  dispose(): void {
    clearInterval(this.#tick);
    clearInterval(this.#ageing);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #context(): NodeContext {
    const { lookUps, readerTime, clock, watches, attempts } = this.#deps;
    return { lookUps, time: readerTime.format, now: clock(), watches, attempts };
  }

  #modelChanged({ connectionId, filterId }: RecentCallsChange): void {
    if (connectionId === undefined) this.#redraw(undefined);
    else if (filterId === undefined) this.#redraw(this.#nodes.connection(connectionId));
    else this.#redraw(this.#nodes.filter({ connectionId, filterId }));
  }

  #redraw(node: RecentNode | undefined): void {
    if (!node) this.#drawnOn = undefined;
    this.#changed.fire(node);
    this.#describe();
    this.#countDown();
  }

  /** Names the selected filter above the view, and the zone of the times below. */
  #describe(): void {
    const { model } = this;
    const { selected } = model;
    const offered = selected && model.filterOf(selected);
    const several = model.connections().length > 1;
    const name = several ? model.connection(selected?.connectionId)?.name : undefined;
    const words = offered && this.#wordsOf(offered);
    // First: a side bar is narrow, and nothing else tells it.
    const zone = model.openLists().length > 0 ? this.#deps.readerTime.format.zone : undefined;
    this.#view.description = joinParts(zone, words, words && name && visibleText(name, 40));
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
      this.#redrawCall(change.lookUp.connectionId, change.lookUp.sessionId);
    }
  }

  #watchesChanged(): void {
    const { watches, lookUps } = this.#deps;
    const [before, now] = [this.#watched, watches.keys];
    this.#watched = now;
    for (const key of new Set([...before, ...now])) {
      const lookUp = before.includes(key) === now.includes(key) ? undefined : lookUps.store.get(key);
      if (lookUp) this.#redrawCall(lookUp.connectionId, lookUp.sessionId);
    }
  }

  /** Has the lines of a call drawn again, in every list that has it: more is known of it than it was listed with. */
  #redrawCall(connectionId: string | undefined, sessionId: string): void {
    if (connectionId === undefined) return;
    for (const node of this.#nodes.callsOf(connectionId, sessionId)) this.#changed.fire(node);
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
    const counting = this.#view.visible && this.#countingDown().length > 0;
    if (counting && this.#tick === undefined) {
      this.#tick = setInterval(() => {
        for (const node of this.#countingDown()) this.#changed.fire(node);
        this.#countDown();
      }, TICK_MS);
    }
    if (!counting) {
      clearInterval(this.#tick);
      this.#tick = undefined;
    }
  }

  /** Has lines drawn again whose tooltips were shown, while somebody can see the view: their ages are told anew. */
  #age(): void {
    const isAgeing = this.#view.visible && this.#told.size > 0;
    if (!isAgeing) {
      clearInterval(this.#ageing);
      this.#ageing = undefined;
    } else
      this.#ageing ??= setInterval(() => {
        const told = [...this.#told];
        this.#told.clear();
        for (const node of told) this.#changed.fire(node);
        this.#age();
      }, AGE_MS);
  }

  /** The lines of the failures that count down, until they have. */
  #countingDown(): readonly RecentNode[] {
    const now = this.#deps.clock();
    return this.model
      .openLists()
      .filter(({ state }) => state.failure !== undefined && retryAtOf(state.failure) > now - TICK_MS)
      .map((target) => this.#nodes.failure(target));
  }
}
