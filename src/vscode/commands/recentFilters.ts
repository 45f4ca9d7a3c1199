/** What the commands on filters of recent calls share, and the one that applies a filter. */
import * as vscode from 'vscode';
import { type CallFilter, type ListTarget, TEMPORARY } from '../../core/callList/model.ts';
import { FILTER_VERSION, readFilter } from '../../core/callList/savedFilter.ts';
import type { Connection } from '../../core/connection/index.ts';
import { visibleText } from '../../core/text/visibleText.ts';
import type { ListArgument } from '../../manifest.ts';
import { unreadableKeyring } from '../../core/failure/words/access.ts';
import type { Connections } from '../connections/connections.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { pickConnection } from '../connections/pickConnection.ts';
import type { LookUps } from '../lookUps/lookUps.ts';
import type { ReaderTime } from '../platform/readerTime.ts';
import { askFilter, type FilterAsking } from '../recentCalls/filterDialog.ts';
import type { RecentCallsView } from '../recentCalls/recentCallsView.ts';
import type { SavedFilters } from '../../storage/index.ts';
import { setting } from '../platform/settings.ts';
import { t } from '../platform/translate.ts';

export interface RecentServices {
  readonly connections: Connections;
  readonly lookUps: LookUps;
  readonly readerTime: ReaderTime;
  readonly recent: Pick<RecentCallsView, 'model' | 'show' | 'showMoreOfDay' | 'isVisible'>;
  readonly filters: SavedFilters;
}

/** What a command's caller gives of a list: any of it may be missing. */
export type GivenList = Partial<ListArgument> | undefined;

/** A text of what a caller gives, who may give anything. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The list that an argument names. */
export function targetOf(given: GivenList): ListTarget | undefined {
  const [connectionId, filterId] = [textOf(given?.connectionId), textOf(given?.filterId)];
  return connectionId === undefined || filterId === undefined ? undefined : { connectionId, filterId };
}

/** How a filter is asked for. */
export function askingOf({ readerTime, connections }: RecentServices): FilterAsking {
  return {
    time: readerTime.format,
    zone: setting('timeZone') === 'utc' ? 'UTC' : readerTime.zone,
    isApiKey: (text) => connections.redact(text) !== text,
  };
}

/** Throws ArgumentError where a text of a filter is an API key, which is to be in no list and no file. */
export function refuseApiKey({ connections }: RecentServices, uid: string | undefined, name = ''): void {
  const isApiKey = (text: string) => connections.redact(text) !== text;
  if (isApiKey(name)) throw new ArgumentError(t('This is an API key, not a name.'));
  if (isApiKey(uid ?? '')) throw new ArgumentError(t('This is an API key, not a uid.'));
}

/** The connection that is named, the default or only one, or the one the user picks. */
async function chooseConnection(
  { recent, connections }: RecentServices,
  given: GivenList,
): Promise<Connection | undefined> {
  const { model } = recent;
  // What is known of the connections may be of a moment ago.
  await model.readConnections();
  const named = model.connection(textOf(given?.connectionId));
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
  given: (ListArgument & { readonly filter?: unknown }) | undefined,
): Promise<void> {
  const connection = await chooseConnection(deps, given);
  if (!connection) return;
  const connectionId = connection.id;
  const filter =
    given?.filter === undefined ? await askTemporary(deps, connection, given) : checkedFilter(given.filter);
  refuseApiKey(deps, filter?.uid);
  if (filter) await showTemporary(deps, connectionId, filter);
}

/** A filter of another caller's. Throws ArgumentError for what is none. */
function checkedFilter(given: unknown): CallFilter {
  const read = readFilter({ version: FILTER_VERSION, id: TEMPORARY, name: TEMPORARY, filter: given });
  if (!read) throw new ArgumentError(t('This is no filter of calls.'));
  return read.filter;
}

async function askTemporary(
  deps: RecentServices,
  { id, name }: Connection,
  given: GivenList,
): Promise<CallFilter | undefined> {
  const { model } = deps.recent;
  const before =
    model.filterOf({ connectionId: id, filterId: textOf(given?.filterId) ?? TEMPORARY }) ??
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
  recent.model.apply(connectionId, filter);
  await recent.show({ connectionId, filterId: TEMPORARY });
}
