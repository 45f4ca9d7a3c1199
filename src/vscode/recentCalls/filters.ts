import type * as vscode from 'vscode';
import type { Logger } from '../../core/base/model.ts';
import { type CallFilter, TEMPORARY } from '../../core/callList/model.ts';
import { readFilter, writeFilter } from '../../core/callList/index.ts';
import { type KeptFilter, SavedFilters } from '../../storage/index.ts';
import { showUnreadableFilters, tellDamaged } from '../platform/index.ts';

const STATE = 'cometchatCalls.temporaryFilters';

/**
 * The filters that are applied and not saved under a name, at most one of each connection. They outlive a reload of
 * the window. What is remembered and cannot be read is forgotten.
 */
export class TemporaryFilters {
  readonly #memory: vscode.Memento;
  readonly #filters: Map<string, CallFilter>;

  /** @param memory of the workspace; it is read once: what another window applies later is not applied here */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#filters = new Map(remembered(memory));
  }

  /** The filter of a connection; undefined where none is applied. */
  get(connectionId: string): CallFilter | undefined {
    return this.#filters.get(connectionId);
  }

  /** The connections that have one, by their ids. */
  connectionIds(): readonly string[] {
    return [...this.#filters.keys()];
  }

  /** Gives a connection its filter, or takes it away. What cannot be remembered is there until the window closes. */
  set(connectionId: string, filter: CallFilter | undefined): void {
    if (filter) this.#filters.set(connectionId, filter);
    else this.#filters.delete(connectionId);
    const saved = [...this.#filters].map(([id, one]) => [
      id,
      writeFilter({ id: TEMPORARY, name: TEMPORARY, filter: one }),
    ]);
    const value = saved.length === 0 ? undefined : Object.fromEntries(saved);
    this.#memory.update(STATE, value).then(undefined, () => undefined);
  }

  /** Gives the filter of a connection to the one that took its place, unless that has one. */
  adopt(fromConnectionId: string, connectionId: string): void {
    const filter = this.get(fromConnectionId);
    if (!filter) return;
    if (!this.get(connectionId)) this.set(connectionId, filter);
    this.set(fromConnectionId, undefined);
  }
}

/** What is remembered, as far as it can be read: pairs of a connection's id and its filter. */
function remembered(memory: vscode.Memento): readonly (readonly [string, CallFilter])[] {
  const value = memory.get<unknown>(STATE);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([connectionId, saved]) => {
    const filter = readFilter(saved)?.filter;
    return filter ? [[connectionId, filter] as const] : [];
  });
}

/**
 * The filters the user keeps on disk, and those that are only applied.
 * @param folder its path; it need not be there
 * @param state remembers which filters are applied in this workspace, and which damaged files the user was told of
 */
export function createFilters(
  folder: string,
  logger: Logger,
  { workspaceState, globalState }: Readonly<Record<'workspaceState' | 'globalState', vscode.Memento>>,
) {
  const saved = new SavedFilters(folder, logger);
  const temporary = new TemporaryFilters(workspaceState);
  saved.onDidAdopt(({ from, to }) => temporary.adopt(from, to));
  return {
    saved,
    temporary,
    /** The saved filters; says once which of their files cannot be read. Never rejects. */
    list: async (): Promise<readonly KeptFilter[]> => {
      const filters = await saved.list();
      tellDamaged(globalState, saved.damaged, showUnreadableFilters);
      return filters;
    },
    /**
     * Removes the filters with what must not be kept in their names or uids. Rejects with the system's error.
     * @param holds whether a text does
     * @param close takes away the temporary filter of a connection, with what is loaded of it
     */
    removeHolding: async (
      holds: (text: string) => boolean,
      close: (connectionId: string) => void,
    ): Promise<void> => {
      for (const id of temporary.connectionIds()) if (holds(temporary.get(id)?.uid ?? '')) close(id);
      for (const { id, name, filter } of await saved.list())
        if (holds(name) || holds(filter.uid ?? '')) await saved.remove(id);
    },
  };
}
