/** The list of one connection's calls that pass a filter, loaded page by page. */
import type { Connection } from '../connection/model.ts';
import { Emitter } from '../base/index.ts';
import { CallError, type Failure } from '../failure/model.ts';
import type { CallSource } from '../call/model.ts';
import type { Clock } from '../base/model.ts';
import { Collection, type Stream } from './collection.ts';
import { isServersAlone } from './filter.ts';
import type { CallFilter, ListingActivity, ListingState } from './model.ts';
import { PAGE_SIZE } from './pager.ts';

export interface ListingDependencies {
  readonly source: Pick<CallSource, 'listCalls'>;
  readonly clock: Clock;
  readonly connection: Connection;
  readonly filter: CallFilter;
  readonly onListenerError: (error: unknown) => void;
  /** How many calls "load all" adds before it stops, 1 or more; 10,000 unless given. */
  readonly limit?: number;
}

/** A load goes on until so many calls were added, for a filter or a merge may leave little of a page … */
const ENOUGH = 25;
/** … and sends no more requests than this, or one for each status. */
const MAX_REQUESTS = 5;
/** What "load all" adds at most: about a hundred requests of the 500 a minute that the free plan allows. */
export const LOAD_ALL_LIMIT = 10_000;

type Kind = Exclude<ListingActivity, 'idle'>;

interface Run {
  readonly kind: Kind;
  readonly abort: AbortController;
}

/** Loads a list, one load at a time. Methods that load resolve when that is over and never reject: failures are state. */
export class CallListing {
  readonly #deps: ListingDependencies;
  readonly #changed: Emitter<void>;
  #current: Collection | undefined;
  /** A list begun anew whose first pages are not all there yet; until they are, the one before stays in view. */
  #coming: Collection | undefined;
  #loadedAt: number | undefined;
  #run: Run | undefined;
  #end: Promise<void> = Promise.resolve();
  #last: Kind = 'first';
  #failure: Failure | undefined;
  #isLimited = false;
  #requests = 0;
  #isBarren = false;
  #state: ListingState | undefined;

  constructor(dependencies: ListingDependencies) {
    this.#deps = dependencies;
    this.#changed = new Emitter(dependencies.onListenerError);
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** The state as of now: the same object while nothing changes. */
  get state(): ListingState {
    this.#state ??= this.#describe();
    return this.#state;
  }

  /** Loads the first page, for the first time or again: then what was loaded of later ones stays, where the two meet. */
  load(): Promise<void> {
    this.#coming = undefined;
    return this.#start('first');
  }

  /** Adds the next page; more pages where the filter leaves little of one. */
  loadMore(): Promise<void> {
    return this.#start(this.#current ? 'more' : 'first');
  }

  /** Adds all there is, up to the limit; again for as many more. */
  loadAll(): Promise<void> {
    return this.#start('all');
  }

  /** Goes on with what a failure or a cancel interrupted. */
  resume(): Promise<void> {
    return this.#start(this.#last);
  }

  cancel(): void {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    run.abort.abort();
    this.#fire();
  }

  #start(kind: Kind): Promise<void> {
    // A second click on "Load More" is the first one's; a refresh wants what is new as of now.
    if (this.#run?.kind === kind && (kind !== 'first' || this.#coming)) return this.#end;
    this.#run?.abort.abort();
    this.#last = kind;
    this.#failure = undefined;
    this.#isLimited = this.#isBarren = false;
    this.#requests = 0;
    this.#run = { kind, abort: new AbortController() };
    this.#end = this.#runToEnd(this.#run);
    this.#fire();
    return this.#end;
  }

  async #runToEnd(run: Run): Promise<void> {
    try {
      await this.#loadFirst(run);
      if (run.kind !== 'first') await this.#loadOn(run, 0);
    } catch (error) {
      if (!CallError.is(error)) throw error;
      if (this.#run === run) this.#failure = error.failure;
    } finally {
      if (this.#run === run) {
        this.#run = undefined;
        this.#fire();
      }
    }
  }

  /** Loads the first page of every list of a filter, those that are not there yet, side by side. */
  async #loadFirst(run: Run): Promise<void> {
    if (run.kind !== 'first' && this.#current) return;
    const now = this.#deps.clock();
    const coming = (this.#coming ??= new Collection(this.#deps.filter, now, this.#current));
    const answers = await Promise.allSettled(
      coming.waiting.map((stream) => this.#loadPage(run, coming, stream)),
    );
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
    let sent = coming.streams.length;
    // Down to what is there already, so that what Load More has loaded can stay below.
    for (; coming.apart && sent < MAX_REQUESTS + coming.streams.length; sent++)
      await this.#loadPage(run, coming, coming.apart);
    this.#requireCurrent(run);
    coming.joinEarlier();
    this.#current = coming;
    this.#coming = undefined;
    this.#loadedAt = now;
    if (run.kind === 'first') this.#last = 'more';
    this.#fire();
    if (run.kind === 'first') await this.#loadOn(run, sent);
  }

  /** Loads page after page until enough was added; `sent` requests of this load have brought what is there already. */
  async #loadOn(run: Run, sent: number): Promise<void> {
    const collection = this.#current;
    if (!collection) return;
    const { limit = LOAD_ALL_LIMIT } = this.#deps;
    const isAll = run.kind === 'all';
    const before = sent === 0 ? collection.shown.length : 0;
    const enough = isAll ? limit : ENOUGH;
    const most = isAll ? requestsFor(limit) : Math.max(MAX_REQUESTS, collection.streams.length);
    for (let requests = sent; ; requests++) {
      const stream = collection.nextStream;
      if (!stream) return;
      const added = collection.shown.length - before;
      if (added >= enough || requests >= most) {
        this.#isLimited = isAll;
        this.#isBarren = added <= 0;
        return;
      }
      await this.#loadPage(run, collection, stream);
      this.#fire();
    }
  }

  async #loadPage(run: Run, collection: Collection, stream: Stream): Promise<void> {
    const { source, connection } = this.#deps;
    this.#requireCurrent(run);
    try {
      const request = { connection, ...stream.request, ...stream.pager.next() };
      this.#requests += 1;
      const page = await source.listCalls(request, run.abort.signal);
      this.#requireCurrent(run);
      collection.add(stream, page, this.#deps.clock());
    } catch (error) {
      if (this.#run !== run || !isRefusal(error) || !collection.dropSpelling(stream)) throw error;
    }
  }

  /** Ends a load that was given up: what it would still send or add must not mix with what a newer one does. */
  #requireCurrent(run: Run): void {
    if (this.#run !== run) throw new CallError({ reason: 'cancelled' });
  }

  #describe(): ListingState {
    const collection = this.#current ?? this.#coming;
    const items = collection?.shown ?? [];
    const more = collection?.hasMore ?? true;
    const isPatchy = collection?.isPatchy ?? false;
    return {
      activity: this.#run?.kind ?? 'idle',
      items,
      loadedAt: this.#loadedAt,
      more,
      total: more || isPatchy ? totalOf(collection, this.#deps.filter) : items.length,
      thinnedOut: collection?.leftOut ?? 0,
      heldBack: collection?.heldBack ?? 0,
      unreadable: collection?.unreadable ?? 0,
      isPatchy,
      isLimited: this.#isLimited,
      requests: this.#requests,
      isBarren: this.#isBarren,
      reachedBackTo: collection?.reachedBackTo,
      failure: this.#failure,
    };
  }

  #fire(): void {
    this.#state = undefined;
    this.#changed.fire();
  }
}

/** How many requests "load all" may send for so many calls: twice what full pages would need. */
function requestsFor(calls: number): number {
  return Math.ceil((2 * calls) / PAGE_SIZE) + MAX_REQUESTS;
}

/** Whether the server took the request and would not have one of its values. */
function isRefusal(error: unknown): boolean {
  if (!CallError.is(error) || error.failure.reason !== 'badResponse') return false;
  return [400, 422].includes(error.failure.httpStatus ?? 0);
}

/** The server's count of calls, where it can be that of what is listed by a filter. */
function totalOf(collection: Collection | undefined, filter: CallFilter): number | undefined {
  if (!collection || collection.leftOut > 0 || !isServersAlone(filter)) return undefined;
  const { total, shown, heldBack, hasMore } = collection;
  const loaded = shown.length + heldBack;
  // Where more may follow, a whole that is loaded already is not the whole.
  return total !== undefined && (total > loaded || (total === loaded && !hasMore)) ? total : undefined;
}
