import type * as vscode from 'vscode';

/** Under which names VS Code stores what is asked for before the services are there. */
export const STORAGE_KEYS = {
  /** In globalState: the ids and names of the connections that were stored. */
  connections: 'cometchatCalls.connections',
  /** In globalState: whether there were look-ups to show last time. */
  hasLookUps: 'cometchatCalls.hasLookUps',
  /** In workspaceState: since when which calls are watched. */
  watched: 'cometchatCalls.watched',
} as const;

/** What the names of the connections' secrets begin with, before the connection's id. */
export const SECRET_PREFIX = 'cometchatCalls.connection.';

/** What is remembered of a connection outside the keyring, so that its losses are noticed. */
export interface KnownConnection {
  readonly id: string;
  readonly name: string;
}

/** The connections that are remembered; what nobody can read of them counts as forgotten. */
export function knownConnections(state: Pick<vscode.Memento, 'get'>): readonly KnownConnection[] {
  const stored = state.get<unknown>(STORAGE_KEYS.connections);
  return Array.isArray(stored) ? stored.filter(isKnownConnection) : [];
}

function isKnownConnection(value: unknown): value is KnownConnection {
  if (typeof value !== 'object' || value === null) return false;
  return ['id', 'name'].every((field) => typeof Reflect.get(value, field) === 'string');
}
