import { builtInFilters, type CallFilter } from '../../core/callList/filter.ts';
import type { Connection } from '../../core/connection/index.ts';
import type { Connections, KnownConnection } from '../connections/connections.ts';
import type { KeptFilter, SavedFilters } from '../../storage/savedFilters.ts';
import { t } from '../platform/translate.ts';
import type { TemporaryFilters } from './temporaryFilters.ts';
import { type ListTarget, type OfferedFilter, TEMPORARY } from './recentNode.ts';

export interface OffersDependencies {
  readonly connections: Pick<Connections, 'routing' | 'lost' | 'onDidChange'>;
  readonly filters: Pick<SavedFilters, 'list' | 'onDidChange'>;
  /** Those that are applied and not saved under a name. */
  readonly temporary: Pick<TemporaryFilters, 'get' | 'set'>;
}

/** What can be listed: the connections, and the filters below each, as of when they were last read. */
export class RecentOffers {
  readonly #deps: OffersDependencies;
  #connections = new Map<string, Connection>();
  #defaultConnectionId: string | undefined;
  #lost = new Map<string, KnownConnection>();
  #isUnreadable = false;
  #saved: readonly KeptFilter[] = [];

  constructor(dependencies: OffersDependencies) {
    this.#deps = dependencies;
  }

  async readConnections(): Promise<void> {
    const { connections } = this.#deps;
    const [routing, lost] = await Promise.all([connections.routing(), connections.lost()]);
    this.#isUnreadable = routing.isUnreadable;
    // While nobody can tell what is stored, that is what it was.
    const stored = routing.isUnreadable ? this.connections().filter(({ kind }) => kind !== 'sandbox') : [];
    const all = [...stored, ...routing.connections];
    this.#connections = new Map(all.map((connection) => [connection.id, connection]));
    if (routing.isUnreadable) return;
    this.#defaultConnectionId = routing.defaultConnectionId;
    this.#lost = new Map(lost.map((connection) => [connection.id, connection]));
  }

  async readFilters(): Promise<void> {
    this.#saved = await this.#deps.filters.list();
  }

  /** Whether the keyring could not be read: there may be other connections than those that are known. */
  get isUnreadable(): boolean {
    return this.#isUnreadable;
  }

  /** The connections there are, the sandbox's last. */
  connections(): readonly Connection[] {
    return [...this.#connections.values()];
  }

  connection(id: string | undefined): Connection | undefined {
    return this.#connections.get(id ?? '');
  }

  get defaultConnectionId(): string | undefined {
    return this.#defaultConnectionId;
  }

  /** The ids of the connections that the keyring no longer has. */
  lostIds(): readonly string[] {
    return [...this.#lost.keys()];
  }

  lost(id: string): KnownConnection | undefined {
    return this.#lost.get(id);
  }

  /** The filters of a connection: the temporary one, those every connection has, and the saved ones. */
  filtersOf(connectionId: string): readonly OfferedFilter[] {
    const temporary = this.#connections.has(connectionId) && this.#deps.temporary.get(connectionId);
    const saved = this.#saved.filter(
      (one) => one.connectionId === undefined || one.connectionId === connectionId,
    );
    return [
      ...(temporary ? [{ id: TEMPORARY, kind: 'temporary', name: '', filter: temporary } as const] : []),
      ...builtInFilters(t).map((one) => ({ ...one, kind: 'builtIn' }) as const),
      ...saved.map(({ id, name, filter }) => ({ id, kind: 'saved', name, filter }) as const),
    ];
  }

  /** One of the filters of a connection; undefined where it is offered no more. */
  filterOf({ connectionId, filterId }: ListTarget): OfferedFilter | undefined {
    return this.filtersOf(connectionId).find(({ id }) => id === filterId);
  }

  /** Gives a connection its temporary filter, or takes it away. */
  setTemporary(connectionId: string, filter: CallFilter | undefined): void {
    this.#deps.temporary.set(connectionId, filter);
  }
}
