import type { Connection } from '../connection/model.ts';
import { Emitter, toLog, errorName } from '../base/index.ts';
import type { Clock, Disposable, Logger } from '../base/model.ts';
import type { CallSource } from '../call/model.ts';
import type { Failure } from '../failure/model.ts';
import { isOfConnection } from '../failure/index.ts';
import { CallListing } from './listing.ts';
import type { CallFilter, ListTarget } from './model.ts';

export interface OpenListsDependencies {
  readonly source: Pick<CallSource, 'listCalls'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A list that was opened. */
interface OpenList extends ListTarget {
  readonly listing: CallListing;
  readonly filter: CallFilter;
  readonly subscription: Disposable;
  /** Whether it is to be loaded anew when it is looked at next. */
  isStale: boolean;
}

/** The lists of calls that were opened in this window, by connection and filter. */
export class OpenLists {
  readonly #deps: OpenListsDependencies;
  readonly #lists = new Map<string, OpenList>();
  readonly #failures = new Map<string, Failure>();
  readonly #changed: Emitter<ListTarget>;
  readonly #opened: Emitter<ListTarget>;

  constructor(dependencies: OpenListsDependencies) {
    this.#deps = dependencies;
    this.#changed = new Emitter(toLog(dependencies.logger));
    this.#opened = new Emitter(toLog(dependencies.logger));
  }

  /** Tells which list has another state. */
  get onDidChange() {
    return this.#changed.event;
  }

  /** Tells which list was opened, and loads from now on: of that no change is told, for whoever opens it knows. */
  get onDidOpen() {
    return this.#opened.event;
  }

  /** The list of a filter; the first time, or with another filter under the same id, it begins to load. */
  open(connection: Connection, filterId: string, filter: CallFilter): CallListing {
    const target = { connectionId: connection.id, filterId };
    const known = this.#lists.get(listKey(target));
    if (known && isSame(known.filter, filter)) {
      if (known.isStale) this.run(known.listing.load());
      known.isStale = false;
      return known.listing;
    }
    if (known) this.#close(known);
    const { source, clock } = this.#deps;
    const listing = new CallListing({
      source,
      clock,
      connection,
      filter,
      onListenerError: toLog(this.#deps.logger),
    });
    this.run(listing.load());
    this.#add({ ...target, listing, filter });
    this.#opened.fire(target);
    return listing;
  }

  find(target: ListTarget): CallListing | undefined {
    return this.#lists.get(listKey(target))?.listing;
  }

  all(): readonly Pick<OpenList, 'connectionId' | 'filterId' | 'listing'>[] {
    return [...this.#lists.values()];
  }

  /** Has lists loaded anew when they are looked at next. */
  outdate(which: (list: ListTarget) => boolean): void {
    for (const list of this.#lists.values()) if (which(list)) list.isStale = true;
  }

  /** Keeps what is loaded under another filter's id, in the place of what is loaded there. */
  move(from: ListTarget, filterId: string): void {
    const list = this.#lists.get(listKey(from));
    if (!list) return;
    this.#lists.delete(listKey(from));
    list.subscription.dispose();
    const { connectionId, listing, filter } = list;
    const replaced = this.#lists.get(listKey({ connectionId, filterId }));
    if (replaced) this.#close(replaced);
    this.#add({ connectionId, filterId, listing, filter });
  }

  /** Ends lists for good, with what they have under way. */
  drop(ends: (list: ListTarget) => boolean): void {
    for (const list of this.#lists.values()) if (ends(list)) this.#close(list);
  }

  /** Ends the lists of filters that ask for something else now, or are there no more. */
  keepUp(filterOf: (list: ListTarget) => CallFilter | undefined): void {
    for (const list of this.#lists.values()) {
      const filter = filterOf(list);
      if (!filter || !isSame(filter, list.filter)) this.#close(list);
    }
  }

  /** Ends all lists of a connection, and forgets what its last request came to. */
  dropConnection(connectionId: string): void {
    this.drop((list) => list.connectionId === connectionId);
    this.#failures.delete(connectionId);
  }

  /** Why no request of a connection can succeed, as far as the last one showed. */
  failureOf(connectionId: string): Failure | undefined {
    return this.#failures.get(connectionId);
  }

  /** Does not wait for a load: what it comes to is in the list's state. */
  run(loading: Promise<void>): void {
    loading.catch((error: unknown) =>
      this.#deps.logger.error(`A list could not be loaded: ${errorName(error)}`),
    );
  }

  dispose(): void {
    this.drop(() => true);
  }

  #add(list: Omit<OpenList, 'subscription' | 'isStale'>): void {
    const { connectionId, filterId, listing } = list;
    const subscription = listing.onDidChange(() => {
      this.#noteFailure(connectionId, listing);
      this.#changed.fire({ connectionId, filterId });
    });
    this.#lists.set(listKey(list), { ...list, subscription, isStale: false });
  }

  #noteFailure(connectionId: string, { state }: CallListing): void {
    if (state.activity !== 'idle') return;
    const { failure } = state;
    if (failure && isOfConnection(failure.reason)) this.#failures.set(connectionId, failure);
    else if (failure || state.loadedAt !== undefined) this.#failures.delete(connectionId);
  }

  #close(list: OpenList): void {
    this.#lists.delete(listKey(list));
    list.subscription.dispose();
    list.listing.dispose();
  }
}

/** What tells a list from all others. */
function listKey({ connectionId, filterId }: ListTarget): string {
  return JSON.stringify([connectionId, filterId]);
}

/** Whether two filters ask for the same, in whatever order they say it. */
function isSame(one: CallFilter, other: CallFilter): boolean {
  return one === other || written(one) === written(other);
}

function written(filter: CallFilter): string {
  return JSON.stringify(filter, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
