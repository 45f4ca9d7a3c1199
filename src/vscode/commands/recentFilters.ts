/** What the commands on filters of recent calls share, and the one that applies a filter. */
import * as vscode from 'vscode';
import type { CommandArguments } from '../../commandArguments.ts';
import { type CallFilter, TEMPORARY } from '../../core/callList/model.ts';
import type { Connection } from '../../core/connection/model.ts';
import { unreadableKeyring } from '../../core/failure/index.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { visibleText } from '../../core/text/index.ts';
import type { SavedFilters } from '../../storage/index.ts';
import { type Connections, mayBeSent, pickConnection } from '../connections/index.ts';
import { ArgumentError, type ReaderTime, setting, t } from '../platform/index.ts';
import { askFilter, type FilterAsking, type RecentCallsView } from '../recentCalls/index.ts';

export interface RecentServices {
  readonly connections: Connections;
  readonly lookUps: LookUpService;
  readonly readerTime: ReaderTime;
  readonly recent: Pick<RecentCallsView, 'model' | 'show' | 'showMoreOfDay' | 'isVisible'>;
  readonly filters: SavedFilters;
}

/** How a filter is asked for. */
export function askingOf({ readerTime, connections }: RecentServices): FilterAsking {
  return {
    time: readerTime.format,
    zone: setting('timeZone') === 'utc' ? 'UTC' : readerTime.zone,
    isApiKey: connections.holdsApiKey,
  };
}

/** Throws ArgumentError where a text of a filter is an API key, which is to be in no list and no file. */
export function refuseApiKey({ connections }: RecentServices, uid: string | undefined, name = ''): void {
  if (connections.holdsApiKey(name)) throw new ArgumentError(t('This is an API key, not a name.'));
  if (connections.holdsApiKey(uid ?? '')) throw new ArgumentError(t('This is an API key, not a uid.'));
}

/** The connection that is named, the default or only one, or the one the user picks. */
async function chooseConnection(
  { recent, connections }: RecentServices,
  connectionId: string | undefined,
): Promise<Connection | undefined> {
  const { model } = recent;
  // What is known of the connections may be of a moment ago.
  await model.readConnections();
  const named = model.connection(connectionId);
  if (named) return named;
  const all = model.connections();
  const [first] = all;
  if (!first && model.isUnreadable) throw new ArgumentError(unreadableKeyring(t).message);
  if (!first) {
    await vscode.commands.executeCommand('cometchatCalls.addConnection');
    return undefined;
  }
  const preferred = model.connection(model.defaultConnectionId) ?? (all.length === 1 ? first : undefined);
  return preferred ?? pickConnection(connections, all, t('Calls of which connection?'));
}

/** Asks for a filter of a connection's calls, or takes that of a caller, and opens it. */
export async function filterCalls(
  deps: RecentServices,
  given: CommandArguments['cometchatCalls.filterRecentCalls'],
): Promise<void> {
  const connection = await chooseConnection(deps, given.connectionId);
  if (!connection) return;
  const connectionId = connection.id;
  const filter = given.filter ?? (await askTemporary(deps, connection, given.filterId));
  refuseApiKey(deps, filter?.uid);
  if (filter) await showTemporary(deps, connectionId, filter);
}

async function askTemporary(
  deps: RecentServices,
  { id, name }: Connection,
  filterId = TEMPORARY,
): Promise<CallFilter | undefined> {
  const { model } = deps.recent;
  const before =
    model.filterOf({ connectionId: id, filterId }) ??
    model.filterOf({ connectionId: id, filterId: TEMPORARY });
  const asked = await askFilter({
    ...askingOf(deps),
    title: t('Filter Recent Calls of {0}', visibleText(name, 60)),
    accept: t('Show Calls'),
    filter: before?.filter ?? {},
  });
  return asked?.filter;
}

/** Offers a filter below a connection, and opens it. */
export async function showTemporary(
  { recent }: RecentServices,
  connectionId: string,
  filter: CallFilter,
): Promise<void> {
  if (!(await mayBeSent(filter.uid))) return;
  recent.model.apply(connectionId, filter);
  await recent.show({ connectionId, filterId: TEMPORARY });
}
