import type { CallFilter } from '../../core/callList/filter.ts';
import type { CallListing } from '../../core/callList/listing.ts';
import type { LookUpTarget } from '../../core/lookUp/model.ts';
import type { FailureReason } from '../../core/failure/model.ts';
import { retryAtOf } from '../../core/failure/outlook.ts';
import type { CallSource } from '../../core/call/source.ts';
import type { Clock, Disposable, Logger } from '../../core/base/ports.ts';
import type { ReaderTime } from '../platform/readerTime.ts';
import { type Day, RecentDays } from './recentDays.ts';
import { DrawnCalls } from './recentDrawnCalls.ts';
import { linesOfList, linesOfLost, linesOfUnreadable } from './recentLines.ts';
import { RecentLists } from './recentLists.ts';
import { listKey, type ListTarget, nodeId, type RecentNode, TEMPORARY } from './recentNode.ts';
import { type OffersDependencies, RecentOffers } from './recentOffers.ts';

export interface RecentDependencies extends OffersDependencies {
  readonly source: Pick<CallSource, 'listCalls'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly readerTime: Pick<ReaderTime, 'format' | 'onDidChange'>;
}

/** VS Code asks for the items of all children at once, so a day shows so many, and as many more with each wish for more. */
export const DAY_STEP = 500;

/**
 * The lines of the “Recent Calls” view: connections, their filters, days, calls. Nothing is asked of a server until
 * a filter's lines are wanted, and then one page of each of its lists.
 */
export class RecentTree {
  readonly lists: RecentLists;
  readonly offers: RecentOffers;
  readonly #deps: RecentDependencies;
  readonly #changed: (node: RecentNode | undefined) => void;
  readonly #subscriptions: readonly Disposable[];
  readonly #days: RecentDays;
  /** VS Code knows a line again by its identity. */
  readonly #nodes = new Map<string, RecentNode>();
  /** The failure of a connection that is drawn. */
  readonly #drawnFailures = new Map<string, FailureReason | undefined>();
  readonly #drawnCalls = new DrawnCalls();
  /** How many calls of a day are shown, where they are not the first few. */
  readonly #shownOfDay = new Map<string, number>();

  /** @param changed tells that a line, and what is below it, is another one; undefined for all */
  constructor(dependencies: RecentDependencies, changed: (node: RecentNode | undefined) => void) {
    this.#deps = dependencies;
    this.#changed = changed;
    const { connections, filters, readerTime } = dependencies;
    this.lists = new RecentLists(dependencies);
    this.offers = new RecentOffers(dependencies);
    this.#days = new RecentDays(dependencies.clock, readerTime);
    this.#subscriptions = [
      this.lists.onDidChange((target) => this.#listChanged(target)),
      connections.onDidChange(({ connectionId, keyChanged }) => {
        if (keyChanged) {
          this.lists.dropConnection(connectionId);
          // What the next key comes to is news, also when it is the same.
          this.#drawnFailures.delete(connectionId);
        }
        void this.#connectionChanged(connectionId);
      }),
      filters.onDidChange(() => void this.#filtersChanged()),
      readerTime.onDidChange(() => {
        this.#days.forget();
        this.#changed(undefined);
      }),
    ];
  }

  /** What stands below a line; the connections without one. Loads what a filter shows. */
  async childrenOf(node?: RecentNode): Promise<RecentNode[]> {
    if (!node) {
      await this.#readConnections();
      return this.#roots();
    }
    if (node.kind === 'connection') {
      await this.offers.readFilters();
      const { connectionId } = node;
      const offered = this.offers.filtersOf(connectionId);
      return offered.map(({ id }) => this.filterNode({ connectionId, filterId: id }));
    }
    if (node.kind === 'filter') return this.#linesOf(node);
    if (node.kind === 'day') return this.#callsOf(node);
    return node.kind === 'lost' ? linesOfLost(node.connectionId) : [];
  }

  /** The line above one, as far as lines are revealed: a filter's connection. */
  parentOf(node: RecentNode): RecentNode | undefined {
    if (node.kind !== 'filter') return undefined;
    return this.#nodeOf({ kind: 'connection', connectionId: node.connectionId });
  }

  filterNode({ connectionId, filterId }: ListTarget): RecentNode {
    return this.#nodeOf({ kind: 'filter', connectionId, filterId });
  }

  /** Offers a filter below a connection until it is closed or another one takes its place. */
  apply(connectionId: string, filter: CallFilter): RecentNode {
    const target = { connectionId, filterId: TEMPORARY };
    this.offers.setTemporary(connectionId, filter);
    // Who asks for the same again wants it as of now.
    this.lists.outdate((list) => listKey(list) === listKey(target));
    this.#filtersRead();
    return this.filterNode(target);
  }

  /** Takes the temporary filter of a connection away; what it has loaded goes on under another filter's id, or ends. */
  closeTemporary(connectionId: string, goesOnAs?: string): void {
    const target = { connectionId, filterId: TEMPORARY };
    if (goesOnAs !== undefined) this.lists.move(target, goesOnAs);
    this.lists.drop((list) => listKey(list) === listKey(target));
    this.offers.setTemporary(connectionId, undefined);
    this.#changed(undefined);
  }

  /** The list of a filter, opened where it was not; undefined where there is no such filter. */
  open(target: ListTarget): CallListing | undefined {
    const connection = this.offers.connection(target.connectionId);
    const offered = this.offers.filterOf(target);
    return connection && offered && this.lists.open(connection, target.filterId, offered.filter);
  }

  /** Has a list loaded again, or those of a connection, or all; those that nobody looks at when they are next. */
  refresh(connectionId: string | undefined, filterId: string | undefined): void {
    if (connectionId !== undefined && filterId !== undefined) {
      const known = this.lists.find({ connectionId, filterId });
      if (known) this.lists.run(known.load());
      else this.open({ connectionId, filterId });
      return;
    }
    this.lists.outdate((list) => connectionId === undefined || list.connectionId === connectionId);
    this.#changed(
      connectionId === undefined ? undefined : this.#nodeOf({ kind: 'connection', connectionId }),
    );
  }

  /** Shows more calls of a day. */
  showMoreOfDay(target: ListTarget, day: string): void {
    const node = this.#nodeOf({ ...target, kind: 'day', day });
    this.#shownOfDay.set(nodeId(node), this.#shownCount(node) + DAY_STEP);
    this.#changed(node);
  }

  /** Has the lines of a call drawn again, in every list that has it: more is known of it than it was listed with. */
  redrawCall({ connectionId, sessionId }: Pick<LookUpTarget, 'connectionId' | 'sessionId'>): void {
    for (const list of this.lists.all()) {
      if (list.connectionId !== connectionId) continue;
      for (const node of this.#drawnCalls.of(list.listing, sessionId)) this.#changed(node);
    }
  }

  /** A day of a list, with its calls that are loaded. */
  dayOf(target: ListTarget & { readonly day: string }): Day | undefined {
    const state = this.lists.find(target)?.state;
    return state && this.#days.day(state, target.day);
  }

  /** The failures that count down: their lines, until they have. */
  countingDown(): readonly RecentNode[] {
    const now = this.#deps.clock();
    return this.lists
      .all()
      .filter(({ listing: { state } }) => state.failure && retryAtOf(state.failure) > now - 1000)
      .map(({ connectionId, filterId }) => this.#nodeOf({ kind: 'failure', connectionId, filterId }));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.lists.dispose();
  }

  async #connectionChanged(connectionId: string): Promise<void> {
    await this.#readConnections();
    const { offers } = this;
    // One that is lost may be found again, or another one takes its place, and its filter with it.
    if (!offers.isUnreadable && !offers.connection(connectionId) && !offers.lost(connectionId))
      offers.setTemporary(connectionId, undefined);
    this.#changed(undefined);
  }

  async #readConnections(): Promise<void> {
    await this.offers.readConnections();
    this.lists.drop(({ connectionId }) => !this.offers.connection(connectionId));
  }

  #roots(): RecentNode[] {
    const connections = this.offers.connections().map(({ id }) => id);
    return [
      ...(this.offers.isUnreadable ? linesOfUnreadable() : []),
      ...connections.map((connectionId) => this.#nodeOf({ kind: 'connection', connectionId })),
      ...this.offers.lostIds().map((connectionId) => this.#nodeOf({ kind: 'lost', connectionId })),
    ];
  }

  #linesOf({ connectionId, filterId }: ListTarget): RecentNode[] {
    const target = { connectionId, filterId };
    const state = this.open(target)?.state;
    if (!state) return [];
    return linesOfList(state, target, {
      offers: this.offers,
      days: this.#days,
      time: this.#deps.readerTime.format,
      now: this.#deps.clock(),
      known: (node) => this.#nodeOf(node),
    });
  }

  #callsOf(node: Extract<RecentNode, { kind: 'day' }>): RecentNode[] {
    const { connectionId, filterId, day } = node;
    const target = { connectionId, filterId };
    const items = this.dayOf(node)?.group.items ?? [];
    const shown = items.slice(0, this.#shownCount(node));
    const hidden = items.length - shown.length;
    const calls = shown.map((listed): RecentNode => {
      const { call, fetchedAt } = listed;
      return { ...target, kind: 'call', sessionId: call.sessionId, listed, fetchedAt };
    });
    const listing = this.lists.find(target);
    if (listing) this.#drawnCalls.set(listing, day, calls);
    return hidden === 0 ? calls : [...calls, { ...target, kind: 'moreOfDay', day, hidden }];
  }

  #shownCount(day: RecentNode): number {
    return this.#shownOfDay.get(nodeId(day)) ?? DAY_STEP;
  }

  #nodeOf(node: RecentNode): RecentNode {
    const id = nodeId(node);
    const known = this.#nodes.get(id);
    if (known) return known;
    this.#nodes.set(id, node);
    return node;
  }

  #listChanged(target: ListTarget): void {
    const { connectionId } = target;
    const reason = this.lists.failureOf(connectionId)?.reason;
    const isNews = reason !== this.#drawnFailures.get(connectionId);
    this.#drawnFailures.set(connectionId, reason);
    this.#changed(isNews ? this.#nodeOf({ kind: 'connection', connectionId }) : this.filterNode(target));
  }

  async #filtersChanged(): Promise<void> {
    await this.offers.readFilters();
    this.#filtersRead();
  }

  /** What is loaded of a filter that asks for something else now is none of its calls. */
  #filtersRead(): void {
    this.lists.keepUp((list) => this.offers.filterOf(list)?.filter);
    this.#changed(undefined);
  }
}
