import * as vscode from 'vscode';
import type { CallFilter } from '../../core/browse/filter.ts';
import { filterNameProblem, readFilter } from '../../core/browse/savedFilter.ts';
import type { Connection } from '../../core/connection.ts';
import { visibleText } from '../../core/format/visibleText.ts';
import type { ListArgument } from '../../manifest.ts';
import type { Connections } from '../credentials/connections.ts';
import { ArgumentError } from '../credentials/draft.ts';
import { pickConnection } from '../credentials/pickConnection.ts';
import type { Late } from '../late.ts';
import type { LookUps } from '../lookUps.ts';
import { showUndo } from '../notify.ts';
import type { ReaderTime } from '../readerTime.ts';
import { askFilter, type FilterAsking } from '../recent/askFilter.ts';
import { askNameAndScope, type NameAndScope } from '../recent/askNameAndScope.ts';
import type { Drawing } from '../recent/recentDrawing.ts';
import { pickSaved } from '../recent/pickSaved.ts';
import { type ListTarget, type OfferedFilter, TEMPORARY } from '../recent/recentNode.ts';
import { setting } from '../settings.ts';
import { codeOf } from '../storage/files.ts';
import { t } from '../words.ts';
import type { Handlers } from './register.ts';

export interface RecentServices {
  readonly connections: Connections;
  readonly lookUps: LookUps;
  readonly readerTime: ReaderTime;
  readonly recent: { readonly drawing: Pick<Late<Drawing>, 'get' | 'now'> };
}

/** What a command's caller gives of a list: any of it may be missing. */
export type GivenList = Partial<ListArgument> | undefined;

/** The commands on filters of recent calls. */
export function filterHandlers(deps: RecentServices) {
  return {
    'cometchatCalls.filterRecentCalls': (given) => filterCalls(deps, given),
    'cometchatCalls.saveFilter': (given) => saveFilter(deps, given),
    'cometchatCalls.editFilter': (given) => editFilter(deps, given),
    'cometchatCalls.removeFilter': (given) => removeFilter(deps, given),
  } satisfies Partial<Handlers>;
}

/** A text of what a caller gives, who may give anything. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The list that an argument names. */
export function targetOf(given: GivenList): ListTarget | undefined {
  const [connectionId, filterId] = [textOf(given?.connectionId), textOf(given?.filterId)];
  return connectionId === undefined || filterId === undefined ? undefined : { connectionId, filterId };
}

function zoneOf({ readerTime, connections }: RecentServices): FilterAsking {
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
  const { tree } = await recent.drawing.get();
  // What is known of the connections may be of a moment ago.
  await tree.childrenOf();
  const named = tree.offers.connection(textOf(given?.connectionId));
  if (named) return named;
  const all = tree.offers.connections();
  const [first] = all;
  if (!first) {
    await vscode.commands.executeCommand('cometchatCalls.addConnection');
    return undefined;
  }
  const preferred =
    tree.offers.connection(tree.offers.defaultConnectionId) ?? (all.length === 1 ? first : undefined);
  return preferred ?? pickConnection(connections, all, t('Calls of which connection?'));
}

async function filterCalls(
  deps: RecentServices,
  given: (ListArgument & { readonly filter?: unknown }) | undefined,
): Promise<void> {
  const drawing = await deps.recent.drawing.get();
  const connection = await chooseConnection(deps, given);
  if (!connection) return;
  const connectionId = connection.id;
  const filter =
    given?.filter === undefined
      ? await askTemporary(deps, drawing, connection, given)
      : checkedFilter(given.filter);
  refuseApiKey(deps, filter?.uid);
  if (filter) await showTemporary(drawing, connectionId, filter);
}

/** A filter of another caller's. Throws ArgumentError for what is none. */
function checkedFilter(given: unknown): CallFilter {
  const read = readFilter({ version: 1, id: TEMPORARY, name: TEMPORARY, filter: given });
  if (!read) throw new ArgumentError(t('This is no filter of calls.'));
  return read.filter;
}

async function askTemporary(
  deps: RecentServices,
  { tree }: Drawing,
  { id, name }: Connection,
  given: GivenList,
): Promise<CallFilter | undefined> {
  const before =
    tree.offers.filterOf({ connectionId: id, filterId: textOf(given?.filterId) ?? TEMPORARY }) ??
    tree.offers.filterOf({ connectionId: id, filterId: TEMPORARY });
  const asked = await askFilter({
    ...zoneOf(deps),
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

/** The filter that is named, else the one that is applied. */
function offeredOf(
  { tree, applied }: Drawing,
  given: GivenList,
): (ListTarget & { readonly offered: OfferedFilter }) | undefined {
  const target = targetOf(given) ?? applied;
  const offered = target && tree.offers.filterOf(target);
  return offered && { connectionId: target.connectionId, filterId: target.filterId, offered };
}

async function saveFilter(
  deps: RecentServices,
  given: (ListArgument & { readonly name?: unknown }) | undefined,
): Promise<void> {
  const drawing = await deps.recent.drawing.get();
  const { tree, filters } = drawing;
  const found = offeredOf(drawing, given);
  if (!found) throw new ArgumentError(t('There is no filter to save. Filter the recent calls first.'));
  const { connectionId, filterId, offered } = found;
  const named = await nameAndScope(deps, drawing, found, textOf(given?.name));
  if (!named) return;
  refuseApiKey(deps, offered.filter.uid, named.name);
  const saved = await onDisk(() => filters.save(named.name, named.scope, offered.filter));
  if (filterId === TEMPORARY) tree.closeTemporary(connectionId, saved.id);
  await drawing.show({ connectionId, filterId: saved.id });
}

/** Those of a caller, else those the user enters. Throws ArgumentError for what cannot be a name. */
async function nameAndScope(
  deps: RecentServices,
  drawing: Drawing,
  found: ListTarget & { readonly offered: OfferedFilter },
  name: string | undefined,
): Promise<NameAndScope | undefined> {
  if (name === undefined) return askNameAndScope(drawing, found, zoneOf(deps));
  if (filterNameProblem(name) !== undefined) throw new ArgumentError(t('This cannot name a filter.'));
  return { name, scope: found.connectionId };
}

async function editFilter(deps: RecentServices, given: GivenList): Promise<void> {
  const drawing = await deps.recent.drawing.get();
  const named = offeredOf(drawing, given);
  if (named && named.offered.kind !== 'saved') return filterCalls(deps, given);
  const found = named ?? (await pickSaved(drawing, t('Edit Filter'), deps.readerTime.format));
  if (!found) return;
  const { connectionId, offered } = found;
  const asked = await askFilter({
    ...zoneOf(deps),
    title: t('Edit Filter “{0}”', visibleText(offered.name, 60)),
    accept: t('Save'),
    filter: offered.filter,
    name: offered.name,
  });
  if (!asked) return;
  refuseApiKey(deps, asked.filter.uid, asked.name);
  const { filters } = drawing;
  await onDisk(async () => {
    await filters.edit(offered.id, asked.filter);
    if (asked.name !== undefined) await filters.rename(offered.id, asked.name);
  });
  await drawing.show({ connectionId, filterId: offered.id });
}

async function removeFilter(deps: RecentServices, given: GivenList): Promise<void> {
  const drawing = await deps.recent.drawing.get();
  const named = offeredOf(drawing, given);
  const found = named ?? (await pickSaved(drawing, t('Remove Filter'), deps.readerTime.format));
  if (!found) return;
  if (found.offered.kind === 'temporary') return drawing.tree.closeTemporary(found.connectionId);
  const { filters } = drawing;
  const removed = await onDisk(() => filters.remove(found.offered.id));
  if (!removed) return;
  drawing.forget(found);
  showUndo(t('Removed the filter {0}', visibleText(removed.name, 60)), () => void filters.putBack(removed));
}

/** Changes what is on disk. Throws ArgumentError with the reason where it cannot be written. */
async function onDisk<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    throw new ArgumentError(t('The filter could not be written on this computer ({0}).', codeOf(error)));
  }
}
