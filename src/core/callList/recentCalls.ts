/** Recent calls: the connections, the filters below each, and the lists that were opened of them. */
import { Emitter, errorName, isRecord, toLog, type Translate } from '../base/index.ts';
import type { Clock, Disposable, Logger } from '../base/model.ts';
import type { CallSource } from '../call/model.ts';
import type { Connection } from '../connection/model.ts';
import { type FailureDescription, isOfConnection } from '../failure/index.ts';
import type { Failure } from '../failure/model.ts';
import { builtInFilters } from './filter.ts';
import { CallListing } from './listing.ts';
import { listFailureText } from './listText.ts';
import {
  type CallFilter,
  type ListingState,
  type ListTarget,
  type OfferedFilter,
  type ScopedFilter,
  TEMPORARY,
} from './model.ts';

interface LostConnection {
  readonly id: string;
  readonly name: string;
}

export interface RecentCallsDependencies {
  readonly source: Pick<CallSource, 'listCalls'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly connections: {
    routing(): Promise<{
      readonly connections: readonly Connection[];
      readonly defaultConnectionId: string | undefined;
      /** Whether the keyring could not be read: there may be other connections than these. */
      readonly isUnreadable: boolean;
    }>;
    lost(): Promise<readonly LostConnection[]>;
    readonly onDidChange: (
      listener: (change: { readonly connectionId: string; readonly keyChanged: boolean }) => void,
    ) => Disposable;
  };
  readonly filters: {
    list(): Promise<readonly ScopedFilter[]>;
    readonly onDidChange: (listener: () => void) => Disposable;
  };
  /** The filters that are applied and not kept under a name, at most one of each connection. */
  readonly temporary: {
    get(connectionId: string): CallFilter | undefined;
    set(connectionId: string, filter: CallFilter | undefined): void;
  };
  readonly t: Translate;
}

interface OpenList extends ListTarget {
  readonly listing: CallListing;
  readonly filter: CallFilter;
  readonly subscription: Disposable;
  /** Whether it is to be loaded anew when it is looked at next. */
  isStale: boolean;
}

/** What is another one now: one list, all of a connection, or, without either id, anything. */
export type RecentCallsChange = Partial<ListTarget>;

/** What can be listed, and what is loaded of it: nothing is asked of a server until a list is opened. */
export class RecentCalls {
  readonly #deps: RecentCallsDependencies;
  readonly #lists = new Map<string, OpenList>();
  readonly #changed: Emitter<RecentCallsChange>;
  readonly #opened: Emitter<ListTarget>;
  readonly #selectionChanged: Emitter<void>;
  readonly #subscriptions: readonly Disposable[];
  #connections = new Map<string, Connection>();
  #defaultConnectionId: string | undefined;
  #lost = new Map<string, LostConnection>();
  #isUnreadable = false;
  #saved: readonly ScopedFilter[] = [];
  #selected: ListTarget | undefined;
  /** Why no request of a connection can succeed, as far as its last one showed. */
  readonly #failures = new Map<string, Failure>();
  /** Those of them that listeners were told of. */
  readonly #toldFailures = new Map<string, Failure['reason'] | undefined>();

  constructor(dependencies: RecentCallsDependencies) {
    this.#deps = dependencies;
    const { connections, filters, logger } = dependencies;
    this.#changed = new Emitter(toLog(logger));
    this.#opened = new Emitter(toLog(logger));
    this.#selectionChanged = new Emitter(toLog(logger));
    this.#subscriptions = [
      connections.onDidChange(({ connectionId, keyChanged }) => {
        if (keyChanged) {
          this.#close((list) => list.connectionId === connectionId);
          this.#failures.delete(connectionId);
          // What the next key comes to is news, also when it is the same.
          this.#toldFailures.delete(connectionId);
        }
        void this.#connectionChanged(connectionId);
      }),
      filters.onDidChange(() => void this.readFilters().then(() => this.#filtersRead())),
    ];
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** Tells which list was opened and has begun to load: of that no change is told, for whoever opens it knows. */
  get onDidOpen() {
    return this.#opened.event;
  }

  get onDidSelect() {
    return this.#selectionChanged.event;
  }

  /** Reads which connections there are, and ends the lists of those that are gone. */
  async readConnections(): Promise<void> {
    const { connections } = this.#deps;
    const [routing, lost] = await Promise.all([connections.routing(), connections.lost()]);
    this.#isUnreadable = routing.isUnreadable;
    // While nobody can tell what is stored, that is what it was.
    const stored = routing.isUnreadable ? this.connections().filter(({ kind }) => kind !== 'sandbox') : [];
    const all = [...stored, ...routing.connections];
    this.#connections = new Map(all.map((connection) => [connection.id, connection]));
    if (!routing.isUnreadable) {
      this.#defaultConnectionId = routing.defaultConnectionId;
      this.#lost = new Map(lost.map((connection) => [connection.id, connection]));
    }
    this.#close(({ connectionId }) => !this.connection(connectionId));
  }

  async readFilters(): Promise<void> {
    this.#saved = await this.#deps.filters.list();
  }

  /** Whether the keyring could not be read: there may be other connections than those that are known. */
  get isUnreadable(): boolean {
    return this.#isUnreadable;
  }

  connections(): readonly Connection[] {
    return [...this.#connections.values()];
  }

  connection(id: string | undefined): Connection | undefined {
    return this.#connections.get(id ?? '');
  }

  get defaultConnectionId(): string | undefined {
    return this.#defaultConnectionId;
  }

  lostConnections(): readonly LostConnection[] {
    return [...this.#lost.values()];
  }

  lostConnection(id: string): LostConnection | undefined {
    return this.#lost.get(id);
  }

  /** Why no request of a connection can succeed, as far as the last one showed. */
  failureOf(connectionId: string): Failure | undefined {
    return this.#failures.get(connectionId);
  }

  /** The filters of a connection: the temporary one, those every connection has, and the saved ones. */
  filtersOf(connectionId: string): readonly OfferedFilter[] {
    const temporary = this.#connections.has(connectionId) && this.#deps.temporary.get(connectionId);
    const saved = this.#saved.filter(
      (one) => one.connectionId === undefined || one.connectionId === connectionId,
    );
    return [
      ...(temporary ? [{ id: TEMPORARY, kind: 'temporary', name: '', filter: temporary } as const] : []),
      ...builtInFilters(this.#deps.t).map((one) => ({ ...one, kind: 'builtIn' }) as const),
      ...saved.map(({ id, name, filter }) => ({ id, kind: 'saved', name, filter }) as const),
    ];
  }

  /** One of the filters of a connection; undefined where it is offered no more. */
  filterOf({ connectionId, filterId }: ListTarget): OfferedFilter | undefined {
    return this.filtersOf(connectionId).find(({ id }) => id === filterId);
  }

  /** Offers a filter below a connection until it is closed or another one takes its place. */
  apply(connectionId: string, filter: CallFilter): void {
    this.#deps.temporary.set(connectionId, filter);
    // Who asks for the same again wants it as of now.
    this.#outdate((list) => isTemporary(list, connectionId));
    this.#filtersRead();
  }

  /** Takes the temporary filter of a connection away; what it has loaded goes on under another filter's id, or ends. */
  closeTemporary(connectionId: string, goesOnAs?: string): void {
    const list = this.#find({ connectionId, filterId: TEMPORARY });
    if (list && goesOnAs !== undefined) {
      this.#lists.delete(listKey(list));
      list.subscription.dispose();
      this.#close((other) => other.connectionId === connectionId && other.filterId === goesOnAs);
      this.#add({ ...list, filterId: goesOnAs });
    } else this.#close((other) => other === list);
    this.#deps.temporary.set(connectionId, undefined);
    this.#changed.fire({});
  }

  /** The list that was applied or opened last. */
  get selected(): ListTarget | undefined {
    return this.#selected;
  }

  /** The selected list where its filter is one of the user's own: none that every connection has, or that is gone. */
  get selectedOwn(): ListTarget | undefined {
    const offered = this.#selected && this.filterOf(this.#selected);
    return offered && offered.kind !== 'builtIn' ? this.#selected : undefined;
  }

  select({ connectionId, filterId }: ListTarget): void {
    this.#selected = { connectionId, filterId };
    this.#selectionChanged.fire();
  }

  /** Selects a list no more: its filter is removed. */
  deselect({ connectionId, filterId }: ListTarget): void {
    const selected = this.#selected;
    if (selected?.connectionId !== connectionId || selected.filterId !== filterId) return;
    this.#selected = undefined;
    this.#selectionChanged.fire();
  }

  stateOf(target: ListTarget): ListingState | undefined {
    return this.listing(target)?.state;
  }

  openLists(): readonly (ListTarget & { readonly state: ListingState })[] {
    return [...this.#lists.values()].map(({ connectionId, filterId, listing }) => ({
      connectionId,
      filterId,
      state: listing.state,
    }));
  }

  /** A list that was opened. */
  listing(target: ListTarget): CallListing | undefined {
    return this.#find(target)?.listing;
  }

  /** The list of a filter, which loads where it is not up to date; undefined where there is no such filter. */
  open({ connectionId, filterId }: ListTarget): CallListing | undefined {
    const target = { connectionId, filterId };
    const connection = this.connection(connectionId);
    const filter = this.filterOf(target)?.filter;
    if (!connection || !filter) return undefined;
    const known = this.#find(target);
    if (known && isSame(known.filter, filter)) {
      if (known.isStale) this.#load(known.listing);
      known.isStale = false;
      return known.listing;
    }
    this.#close((list) => list === known);
    const { source, clock, logger } = this.#deps;
    const listing = new CallListing({ source, clock, connection, filter, onListenerError: toLog(logger) });
    this.#load(listing);
    this.#add({ ...target, listing, filter });
    this.#opened.fire(target);
    return listing;
  }

  /** Loads a list again, or those of a connection, or all; those that nobody looks at when they are looked at next. */
  async refresh(which: Partial<ListTarget> = {}): Promise<void> {
    await this.readConnections();
    const { connectionId, filterId } = which;
    if (connectionId !== undefined && filterId !== undefined) {
      const known = this.listing({ connectionId, filterId });
      if (known) this.#load(known);
      else this.open({ connectionId, filterId });
      return;
    }
    this.#outdate((list) => connectionId === undefined || list.connectionId === connectionId);
    this.#changed.fire(connectionId === undefined ? {} : { connectionId });
  }

  /** Why a list could not be loaded, in words, with what can be done; undefined where it was. */
  failureText(target: ListTarget): FailureDescription | undefined {
    const failure = this.stateOf(target)?.failure;
    const connectionName = this.connection(target.connectionId)?.name;
    const filter = this.filterOf(target)?.filter ?? {};
    const { clock, t } = this.#deps;
    return failure && listFailureText(failure, { connectionName, filter }, clock(), t);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#close(() => true);
  }

  #find(target: ListTarget): OpenList | undefined {
    return this.#lists.get(listKey(target));
  }

  #add(list: Omit<OpenList, 'subscription' | 'isStale'>): void {
    const { connectionId, filterId, listing } = list;
    const subscription = listing.onDidChange(() => {
      this.#noteFailure(connectionId, listing.state);
      this.#listChanged({ connectionId, filterId });
    });
    this.#lists.set(listKey(list), { ...list, subscription, isStale: false });
  }

  /** Does not wait for a load: what it comes to is in the list's state. */
  #load(listing: CallListing): void {
    listing.load().catch((error: unknown) => {
      this.#deps.logger.error(`A list could not be loaded: ${errorName(error)}`);
    });
  }

  #outdate(which: (list: ListTarget) => boolean): void {
    for (const list of this.#lists.values()) if (which(list)) list.isStale = true;
  }

  /** Ends lists for good, with what they have under way. */
  #close(which: (list: OpenList) => boolean): void {
    for (const list of [...this.#lists.values()].filter(which)) {
      this.#lists.delete(listKey(list));
      list.subscription.dispose();
      list.listing.cancel();
    }
  }

  #noteFailure(connectionId: string, { activity, failure, loadedAt }: ListingState): void {
    if (activity !== 'idle') return;
    if (failure && isOfConnection(failure.reason)) this.#failures.set(connectionId, failure);
    else if (failure || loadedAt !== undefined) this.#failures.delete(connectionId);
  }

  async #connectionChanged(connectionId: string): Promise<void> {
    await this.readConnections();
    // One that is lost may be found again, or another one takes its place, and its filter with it.
    if (!this.isUnreadable && !this.connection(connectionId) && !this.lostConnection(connectionId))
      this.#deps.temporary.set(connectionId, undefined);
    this.#changed.fire({});
  }

  #listChanged(target: ListTarget): void {
    const { connectionId } = target;
    const reason = this.failureOf(connectionId)?.reason;
    const isNews = reason !== this.#toldFailures.get(connectionId);
    this.#toldFailures.set(connectionId, reason);
    this.#changed.fire(isNews ? { connectionId } : target);
  }

  /** What is loaded of a filter that asks for something else now is none of its calls. */
  #filtersRead(): void {
    this.#close((list) => {
      const filter = this.filterOf(list)?.filter;
      return !filter || !isSame(filter, list.filter);
    });
    this.#changed.fire({});
  }
}

function isTemporary(list: ListTarget, connectionId: string): boolean {
  return list.connectionId === connectionId && list.filterId === TEMPORARY;
}

function listKey({ connectionId, filterId }: ListTarget): string {
  return JSON.stringify([connectionId, filterId]);
}

/** Whether two filters ask for the same, in whatever order they say it. */
function isSame(one: CallFilter, other: CallFilter): boolean {
  return one === other || written(one) === written(other);
}

function written(filter: CallFilter): string {
  return JSON.stringify(filter, (_name, value: unknown) =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
