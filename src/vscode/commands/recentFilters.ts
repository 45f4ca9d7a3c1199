/** What the commands on filters of recent calls share, and the one that applies a filter. */
import * as vscode from 'vscode';
import type { CallFilter } from '../../core/callList/filter.ts';
import type { Connection } from '../../core/connection/index.ts';
import { visibleText } from '../../core/text/visibleText.ts';
import type { CommandArguments } from '../../commandArguments.ts';
import { unreadableKeyring } from '../../core/failure/words/access.ts';
import type { Connections } from '../connections/connections.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { pickConnection } from '../connections/pickConnection.ts';
import type { LookUps } from '../lookUps/lookUps.ts';
import type { ReaderTime } from '../platform/readerTime.ts';
import { askFilter, type FilterAsking } from '../recentCalls/askFilter.ts';
import type { Drawing } from '../recentCalls/recentDrawing.ts';
import { TEMPORARY } from '../recentCalls/recentNode.ts';
import { setting } from '../platform/settings.ts';
import { t } from '../platform/translate.ts';

export interface RecentServices {
  readonly connections: Connections;
  readonly lookUps: LookUps;
  readonly readerTime: ReaderTime;
  readonly recent: { readonly drawing: { get(): Promise<Drawing>; readonly now: Drawing } };
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
  connectionId: string | undefined,
): Promise<Connection | undefined> {
  const { tree } = await recent.drawing.get();
  // What is known of the connections may be of a moment ago.
  await tree.childrenOf();
  const named = tree.offers.connection(connectionId);
  if (named) return named;
  const all = tree.offers.connections();
  const [first] = all;
  if (!first && tree.offers.isUnreadable) throw new ArgumentError(unreadableKeyring(t).message);
  if (!first) {
    await vscode.commands.executeCommand('cometchatCalls.addConnection');
    return undefined;
  }
  const preferred =
    tree.offers.connection(tree.offers.defaultConnectionId) ?? (all.length === 1 ? first : undefined);
  return preferred ?? pickConnection(connections, all, t('Calls of which connection?'));
}

/** Asks for a filter of a connection's calls, or takes that of a caller, and opens it. */
export async function filterCalls(
  deps: RecentServices,
  given: CommandArguments['cometchatCalls.filterRecentCalls'],
): Promise<void> {
  const drawing = await deps.recent.drawing.get();
  const connection = await chooseConnection(deps, given.connectionId);
  if (!connection) return;
  const connectionId = connection.id;
  const filter = given.filter ?? (await askTemporary(deps, drawing, connection, given.filterId));
  refuseApiKey(deps, filter?.uid);
  if (filter) await showTemporary(drawing, connectionId, filter);
}

async function askTemporary(
  deps: RecentServices,
  { tree }: Drawing,
  { id, name }: Connection,
  filterId = TEMPORARY,
): Promise<CallFilter | undefined> {
  const before =
    tree.offers.filterOf({ connectionId: id, filterId }) ??
    tree.offers.filterOf({ connectionId: id, filterId: TEMPORARY });
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
  drawing: Drawing,
  connectionId: string,
  filter: CallFilter,
): Promise<void> {
  drawing.tree.apply(connectionId, filter);
  await drawing.show({ connectionId, filterId: TEMPORARY });
}
