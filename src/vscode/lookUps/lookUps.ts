import type { CallLookup } from '../../core/lookUp/service.ts';
import type { CallStore } from '../../core/lookUp/store.ts';
import { type LookUp, lookUpKey } from '../../core/lookUp/model.ts';
import type { Failure } from '../../core/failure/model.ts';
import type { Connection } from '../../core/connection/index.ts';
import type { LookUpResult } from '../../core/lookUp/outcome.ts';
import type { CallArgument } from '../../manifest.ts';

/** What the views know besides the store: the connections' names, kept at hand because views render without waiting. */
export class LookUps {
  readonly store: CallStore;
  readonly lookup: CallLookup;
  #connections: readonly Connection[] = [];

  constructor(store: CallStore, lookup: CallLookup) {
    this.store = store;
    this.lookup = lookup;
  }

  setConnections(connections: readonly Connection[]): void {
    this.#connections = connections;
  }

  connection(id: string | undefined): Connection | undefined {
    return this.#connections.find((connection) => connection.id === id);
  }

  /** The look-up a command's argument names: the exact one, else the newest that fits. */
  find(argument: Partial<CallArgument> | undefined): LookUp | undefined {
    if (typeof argument?.sessionId !== 'string') return undefined;
    const { connectionId, onBehalfOf } = argument;
    const sessionId = argument.sessionId.trim();
    // What is asked as a user is another look-up than what is asked as nobody: the exact one comes first.
    const exact = this.store.get(lookUpKey({ sessionId, connectionId, onBehalfOf }));
    const fits = (lookUp: LookUp) =>
      lookUp.sessionId === sessionId &&
      lookUp.onBehalfOf === onBehalfOf &&
      (connectionId === undefined || lookUp.connectionId === connectionId);
    return exact ?? this.store.all().find(fits);
  }
}

/** What the look-up commands give their caller. */
export type CommandResult =
  | { readonly ok: true; readonly call: Extract<LookUpResult, { ok: true }>['call']; readonly raw: unknown }
  | { readonly ok: false; readonly reason: Failure['reason']; readonly message: string };
