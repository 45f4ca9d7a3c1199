import type { Connection } from '../connection/model.ts';
import type { Failure } from '../failure/model.ts';
import type { SessionId } from '../sessionId/model.ts';

/** Where a session id may be looked up. */
export type Route =
  | { readonly kind: 'connection'; readonly connection: Connection }
  /** Several connections fit and none is the default: the user chooses. */
  | { readonly kind: 'ask'; readonly candidates: readonly Connection[] }
  | { readonly kind: 'failure'; readonly failure: Failure };

export interface RoutingContext {
  readonly connections: readonly Connection[];
  readonly defaultConnectionId: string | undefined;
  /** Whether the keyring could not be read: then there may be other connections than these. */
  readonly isUnreadable?: boolean;
}

/**
 * The one connection an id may be sent to: of the app and region it names or none, whatever was asked for, except a custom
 * endpoint or the sandbox, named on purpose; else the explicit or the default one.
 */
export function routeSessionId(
  session: SessionId,
  context: RoutingContext,
  explicitConnectionId?: string,
): Route {
  const explicit = context.connections.find(({ id }) => id === explicitConnectionId);
  if (explicit && (explicit.kind !== 'derived' || matchesId(explicit, session)))
    return toConnection(explicit);
  const appId = session.form === 'v1' || session.form === 'cut' ? session.appId : undefined;
  const region = session.form === 'v1' || session.form === 'cut' ? session.region : undefined;
  const own = context.connections.filter((connection) => matchesId(connection, session));
  if (appId !== undefined) {
    return choose(own, context) ?? toSandbox(session, context) ?? notConnected(context, { appId, region });
  }
  if (explicit) return toConnection(explicit);
  // A connection that was named and is gone must not be replaced by another app in silence.
  if (explicitConnectionId !== undefined) return notConnected({ ...context, connections: [] });
  const sandbox = toSandbox(session, context);
  const stored = context.connections.filter(({ kind }) => kind !== 'sandbox');
  return choose(stored, context) ?? sandbox ?? notConnected(context);
}

/** Whether an id names this connection's app (and its region, where the host follows from the region). */
function matchesId(connection: Connection, session: SessionId): boolean {
  if (session.form !== 'v1' && session.form !== 'cut') return false;
  if (connection.kind === 'sandbox' || connection.appId !== session.appId) return false;
  return connection.kind === 'custom' || connection.region === session.region;
}

function choose(candidates: readonly Connection[], context: RoutingContext): Route | undefined {
  const preferred = candidates.find(({ id }) => id === context.defaultConnectionId);
  if (preferred) return toConnection(preferred);
  const [first, second] = candidates;
  if (first && !second) return toConnection(first);
  return first && { kind: 'ask', candidates };
}

function toSandbox(session: SessionId, context: RoutingContext): Route | undefined {
  const sandbox = context.connections.find(
    ({ kind, sessionIds }) => kind === 'sandbox' && sessionIds?.includes(session.id),
  );
  return sandbox && toConnection(sandbox);
}

function toConnection(connection: Connection): Route {
  return { kind: 'connection', connection };
}

function notConnected(
  context: RoutingContext,
  names?: { readonly appId: string; readonly region: string | undefined },
): Route {
  const stored = context.connections.some(({ kind }) => kind !== 'sandbox');
  const app = names && {
    appId: names.appId,
    ...(names.region === undefined ? {} : { region: names.region }),
  };
  // Nothing can be said to belong to no connection while nobody can tell which there are.
  const failure: Failure =
    context.isUnreadable === true
      ? { reason: 'noConnection', isUnreadable: true, ...app }
      : { reason: stored && names ? 'wrongApp' : 'noConnection', ...app };
  return { kind: 'failure', failure };
}
