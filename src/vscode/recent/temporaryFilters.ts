import type * as vscode from 'vscode';
import type { CallFilter } from '../../core/browse/filter.ts';
import { readFilter, writeFilter } from '../../core/browse/savedFilter.ts';
import { TEMPORARY } from './recentNode.ts';

const STATE = 'cometchatCalls.temporaryFilters';

/** So many are remembered over all workspaces, those that were applied last. */
const MOST = 50;

/** A filter as it is remembered; what is in it says its own version. */
interface Remembered {
  readonly workspace: string;
  readonly connectionId: string;
  readonly saved: unknown;
}

/**
 * The filters that are applied and not saved under a name, at most one of each connection. They outlive a reload of
 * the window; another workspace has its own. What is remembered and cannot be read is forgotten.
 */
export class TemporaryFilters {
  readonly #memory: vscode.Memento;
  readonly #workspace: string;
  readonly #filters: Map<string, CallFilter>;

  /**
   * @param memory is for all windows, and is read once: what another window applies later is not applied here
   * @param workspace what tells this one from others
   */
  constructor(memory: vscode.Memento, workspace: string) {
    this.#memory = memory;
    this.#workspace = workspace;
    this.#filters = new Map(
      this.#remembered().flatMap(({ connectionId, saved }) => {
        const filter = readFilter(saved)?.filter;
        return filter ? [[connectionId, filter] as const] : [];
      }),
    );
  }

  /** The filter of a connection; undefined where none is applied. */
  get(connectionId: string): CallFilter | undefined {
    return this.#filters.get(connectionId);
  }

  /** Gives a connection its filter, or takes it away. What cannot be remembered is there until the window closes. */
  set(connectionId: string, filter: CallFilter | undefined): void {
    if (filter) this.#filters.set(connectionId, filter);
    else this.#filters.delete(connectionId);
    const others = stored(this.#memory).filter(
      (one) => !this.#isOwn(one) || one.connectionId !== connectionId,
    );
    const saved = filter && writeFilter({ id: TEMPORARY, name: TEMPORARY, filter });
    const own: readonly Remembered[] = saved ? [{ workspace: this.#workspace, connectionId, saved }] : [];
    const all = [...own, ...others].slice(0, MOST);
    this.#memory.update(STATE, all.length === 0 ? undefined : all).then(undefined, () => undefined);
  }

  /** Gives the filter of a connection to the one that took its place, unless that has one. */
  adopt(fromConnectionId: string, connectionId: string): void {
    const filter = this.get(fromConnectionId);
    if (!filter) return;
    if (!this.get(connectionId)) this.set(connectionId, filter);
    this.set(fromConnectionId, undefined);
  }

  #remembered(): readonly Remembered[] {
    return stored(this.#memory).filter((one) => this.#isOwn(one));
  }

  #isOwn({ workspace }: Remembered): boolean {
    return workspace === this.#workspace;
  }
}

/** What is remembered, as far as it can be read. */
function stored(memory: vscode.Memento): readonly Remembered[] {
  const value = memory.get<unknown>(STATE);
  return Array.isArray(value) ? value.filter(isRemembered) : [];
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false;
  const { workspace, connectionId, saved }: { workspace?: unknown; connectionId?: unknown; saved?: unknown } =
    value;
  return typeof workspace === 'string' && typeof connectionId === 'string' && readFilter(saved) !== undefined;
}
