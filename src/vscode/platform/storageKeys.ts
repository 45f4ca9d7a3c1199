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
