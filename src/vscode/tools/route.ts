/** Which connection a tool asks: the one that is named, as far as an id lets it. */
import { untranslated } from '../../core/base/index.ts';
import { hostOf } from '../../core/connection/index.ts';
import type { Connection } from '../../core/connection/model.ts';
import { failureToolText } from '../../core/export/index.ts';
import { describeFailure, unreadableKeyring } from '../../core/failure/index.ts';
import { routeSessionId, type RoutingContext } from '../../core/lookUp/index.ts';
import { parseSessionId } from '../../core/sessionId/index.ts';
import { visibleText } from '../../core/text/index.ts';
import { ToolError } from './toolError.ts';

/**
 * The one connection an id may be sent to. An id that names an app goes to a connection of that app, or to the sandbox
 * that has it, whatever connection is named: an agent's wish is no person's. Who wishes for the sandbox gets it or
 * nothing, for it is confirmed before its ids are known. Throws ToolError where there is none.
 */
export function routeCall(sessionId: string, named: string | undefined, context: RoutingContext): Connection {
  const wished = named === undefined ? undefined : connectionNamed(named, context);
  const session = parseSessionId(sessionId);
  const appId = session.form === 'v1' || session.form === 'cut' ? session.appId : undefined;
  if (wished?.kind === 'sandbox' && appId !== undefined && wished.sessionIds?.includes(session.id) === false)
    throw new ToolError('No sample call has this id. Next: call the tool again without a connection.');
  const mayAsk = appId === undefined || wished?.kind === 'sandbox' || wished?.appId === appId;
  const route = routeSessionId(session, context, mayAsk ? wished?.id : undefined);
  if (route.kind === 'connection') return route.connection;
  if (route.kind === 'ask')
    throw new ToolError(
      `Several connections fit this id. Next: name one as connection: ${namesOf(route.candidates)}.`,
    );
  const asked = { sessionId, onBehalfOf: undefined, connectionName: undefined, now: 0 };
  throw new ToolError(failureToolText(describeFailure(route.failure, asked, untranslated)));
}

/** The connection whose calls are listed: the one that is named, else the default, else the only one. Throws ToolError. */
export function routeList(named: string | undefined, context: RoutingContext): Connection {
  if (named !== undefined) return connectionNamed(named, context);
  const { connections, defaultConnectionId } = context;
  const byDefault = connections.find(({ id }) => id === defaultConnectionId);
  const [only, second] = connections;
  if (byDefault) return byDefault;
  if (only && !second) return only;
  if (only)
    throw new ToolError(`Several apps are connected. Next: name one as connection: ${namesOf(connections)}.`);
  throw new ToolError(noConnection(context));
}

function noConnection({ isUnreadable = false }: RoutingContext): string {
  const asked = { sessionId: '', onBehalfOf: undefined, connectionName: undefined, now: 0 };
  return failureToolText(
    isUnreadable
      ? unreadableKeyring(untranslated)
      : describeFailure({ reason: 'noConnection' }, asked, untranslated),
  );
}

/** By name, app id or the connection's own id, in any case. Throws ToolError. */
function connectionNamed(named: string, context: RoutingContext): Connection {
  const { connections } = context;
  const wanted = named.trim().toLowerCase();
  const fitting = connections.filter(({ id, name, appId }) =>
    [id, name, appId].some((text) => text.trim().toLowerCase() === wanted),
  );
  const [only, second] = fitting;
  if (only && !second) return only;
  if (only)
    throw new ToolError(
      `Several connections have this name. Next: name one by its app id: ${namesOf(fitting)}.`,
    );
  if (connections.length === 0) throw new ToolError(noConnection(context));
  throw new ToolError(`No connection has this name. Next: name one of ${namesOf(connections)}.`);
}

function namesOf(connections: readonly Connection[]): string {
  return connections
    .slice(0, 20)
    .map(({ name, appId }) => `“${visibleText(name, 60)}” (app ${appId})`)
    .join(', ');
}

/** The app, its region and host, as a confirmation tells them. */
export function appText(connection: Connection): string {
  const { appId, region } = connection;
  return [appId, region, hostOf(connection)].filter(Boolean).join(' · ');
}
