/** The commands on recent calls: their lists, their filters, and the search in them. */
import * as vscode from 'vscode';
import type { CommandArguments } from '../../commandArguments.ts';
import { filterNameProblem, freeName, isBuiltInName, sameNamed } from '../../core/callList/index.ts';
import { ALL, type CallFilter, type ListTarget, TEMPORARY } from '../../core/callList/model.ts';
import type { Connection } from '../../core/connection/model.ts';
import { unreadableKeyring } from '../../core/failure/index.ts';
import type { LookUpTarget } from '../../core/lookUp/model.ts';
import { visibleText } from '../../core/text/index.ts';
import { codeOf } from '../../storage/index.ts';
import { pickConnection, mayBeSent } from '../connections/index.ts';
import { applyFix, ArgumentError, setting, showNotDone, showUndo, t } from '../platform/index.ts';
import {
  askFilter,
  askNameAndScope,
  askSearch,
  type FilterAsking,
  type FilterOfConnection,
  type NameAndScope,
  pickSaved,
} from '../recentCalls/index.ts';
import type { Services } from './model.ts';
import type { Handlers } from './run.ts';

type RecentServices = Services<'connections' | 'lookUps' | 'readerTime' | 'recent' | 'filters'>;

/** What handles the commands on recent calls. */
export function recentHandlers(deps: RecentServices) {
  return {
    'cometchatCalls.filterRecentCalls': (given) => filterCalls(deps, given),
    'cometchatCalls.saveFilter': ({ list, name }) => saveFilter(deps, list, name),
    'cometchatCalls.editFilter': ({ list }) => editFilter(deps, list),
    'cometchatCalls.removeFilter': ({ list }) => removeFilter(deps, list),
    'cometchatCalls.searchCalls': ({ text }) => search(deps, text),
    'cometchatCalls.loadMoreCalls': (given) => loadMore(deps, given),
    'cometchatCalls.refreshRecent': () => refreshLists(deps),
  } satisfies Partial<Handlers>;
}

/** What the commands that calls and lists of calls share do to calls. */
interface CallActions {
  /** Asks again for a call, or for all of the list. */
  refresh(call: LookUpTarget | undefined): unknown;
  cancel(call: LookUpTarget): void;
  /** Does what a fix of the look-up with a key says. */
  fix(key: string, fix: string): unknown;
  /** The same for the calls of the file that lack the same as this one. */
  fixInFile(sessionId: string, fix: string): unknown;
}

/** The commands that calls and lists of calls share; a call that is listed stands for the list it is in. */
export function sharedHandlers(deps: RecentServices, calls: CallActions) {
  return {
    'cometchatCalls.refresh': (given) => {
      if (given.kind === 'lists') return refreshLists(deps, given.connectionId, given.filterId);
      if (given.kind === 'call') return calls.refresh(given.call);
      // What is shown, in the view of recent calls as well.
      if (deps.recent.isVisible) void refreshLists(deps);
      return calls.refresh(undefined);
    },
    'cometchatCalls.cancelLookUp': (given) => {
      if (given.kind === 'call') return calls.cancel(given.call);
      if (given.kind === 'all' || given.filterId === undefined) return undefined;
      const list = { connectionId: given.connectionId, filterId: given.filterId };
      return deps.recent.model.listing(list)?.cancel();
    },
    'cometchatCalls.applyFix': (given) => {
      if (given.kind === 'file') return calls.fixInFile(given.sessionId, given.fix);
      return given.kind === 'list' ? fixList(deps, given, given.fix) : calls.fix(given.key, given.fix);
    },
  } satisfies Partial<Handlers>;
}

/** Loads the lists anew that are named, or all that were opened. */
async function refreshLists(
  { recent }: RecentServices,
  connectionId?: string,
  filterId?: string,
): Promise<void> {
  await recent.model.refresh({
    ...(connectionId !== undefined && { connectionId }),
    ...(filterId !== undefined && { filterId }),
  });
}

/** Does what a fix below a list or a lost connection says. */
async function fixList(deps: RecentServices, list: ListTarget, name: string): Promise<void> {
  const { connections, filters } = deps;
  const { model } = deps.recent;
  const { connectionId } = list;
  // The line below the one that says that the keyring cannot be read is of no connection.
  if (connectionId === '' && name === 'lookUpAgain') return refreshLists(deps);
  const lost = model.lostConnection(connectionId);
  if (lost) {
    if (name === 'addConnection') {
      const argument = { name: lost.name };
      const added: unknown = await vscode.commands.executeCommand('cometchatCalls.addConnection', argument);
      if (typeof added !== 'string') return;
      await filters.adopt(connectionId, added);
    }
    if (name === 'addConnection' || name === 'forgetConnection') await connections.remove(connectionId);
    return;
  }
  if (name === 'lookUpAgain') return model.listing(list)?.resume();
  const failure = model.stateOf(list)?.failure;
  // Only fixes that this failure has are run, whoever asks.
  const fixes = model.failureText(list)?.fixes ?? [];
  const fix = fixes.find((known) => known === name);
  if (!fix || !failure) return;
  // A key that is replaced loads the lists anew by itself.
  if (fix === 'replaceApiKey')
    await vscode.commands.executeCommand('cometchatCalls.replaceApiKey', { connectionId });
  else await applyFix(fix, { sessionId: '', connectionId, failure });
}

async function search(deps: RecentServices, text = ''): Promise<void> {
  const { model } = deps.recent;
  await model.readConnections();
  const { lookUps, readerTime } = deps;
  const context = { lookUps, time: readerTime.format, now: Date.now() };
  const found = await askSearch(model, context, text);
  if (!found) return;
  switch (found.kind) {
    case 'call':
      await vscode.commands.executeCommand('cometchatCalls.openCallPanel', found.call);
      return;
    case 'sessionId':
      await vscode.commands.executeCommand('cometchatCalls.lookUpCall', { sessionId: found.sessionId });
      return;
    case 'user':
      refuseApiKey(deps, found.uid);
      await showTemporary(deps, found.connectionId, { uid: found.uid });
  }
}

async function loadMore(
  { recent }: RecentServices,
  { list, all, day }: CommandArguments['cometchatCalls.loadMoreCalls'],
): Promise<void> {
  if (!list) return;
  if (day !== undefined) return recent.showMoreOfDay(list, day);
  const listing = recent.model.open(list);
  await (all ? listing?.loadAll() : listing?.loadMore());
}

/** How a filter is asked for. */
function askingOf({ readerTime, connections }: RecentServices): FilterAsking {
  return {
    time: readerTime.format,
    zone: setting('timeZone') === 'utc' ? 'UTC' : readerTime.zone,
    isApiKey: connections.holdsApiKey,
  };
}

/** Throws ArgumentError where a text of a filter is an API key, which is to be in no list and no file. */
function refuseApiKey({ connections }: RecentServices, uid: string | undefined, name = ''): void {
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
async function filterCalls(
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

/** Offers a filter below a connection, and opens it: one that asks for nothing is All. */
async function showTemporary(
  { recent }: RecentServices,
  connectionId: string,
  filter: CallFilter,
): Promise<void> {
  if (!(await mayBeSent(filter.uid))) return;
  if (Object.keys(filter).length === 0) {
    recent.model.closeTemporary(connectionId);
    // Who asks for the same again wants it as of now.
    await recent.model.refresh({ connectionId, filterId: ALL });
    return recent.show({ connectionId, filterId: ALL });
  }
  recent.model.apply(connectionId, filter);
  await recent.show({ connectionId, filterId: TEMPORARY });
}

/** The filter that is named, else the one that is selected. */
async function offeredOf(
  { recent: { model } }: RecentServices,
  named: ListTarget | undefined,
): Promise<FilterOfConnection | undefined> {
  // After a reload nobody may have looked at them yet.
  await Promise.all([model.readConnections(), model.readFilters()]);
  const target: ListTarget | undefined = named ?? model.selectedOwn;
  const offered = target && model.filterOf(target);
  return offered && { connectionId: target.connectionId, filterId: target.filterId, offered };
}

async function saveFilter(
  deps: RecentServices,
  list: ListTarget | undefined,
  name: string | undefined,
): Promise<void> {
  const { recent, filters } = deps;
  const found = await offeredOf(deps, list);
  if (!found) throw new ArgumentError(t('There is no filter to save. Filter the recent calls first.'));
  const { connectionId, filterId, offered } = found;
  const named = await nameAndScope(deps, found, name);
  if (!named) return;
  refuseApiKey(deps, offered.filter.uid, named.name);
  const before = await filters.list();
  const saved = await onDisk(() => filters.save(named.name, named.scope, offered.filter));
  if (filterId === TEMPORARY) recent.model.closeTemporary(connectionId, saved.id);
  const replaced = before.find(({ id }) => id === saved.id && id !== filterId);
  if (replaced) {
    const message = t('Replaced the filter {0}', visibleText(replaced.name, 60));
    offerUndo(message, () => filters.edit(replaced.id, replaced.filter));
  }
  await recent.show({ connectionId, filterId: saved.id });
}

/** Those of a caller, else those the user enters. Throws ArgumentError for what cannot be a name. */
async function nameAndScope(
  deps: RecentServices,
  found: FilterOfConnection,
  name: string | undefined,
): Promise<NameAndScope | undefined> {
  const saved = await deps.filters.list();
  if (name === undefined) return askNameAndScope(deps.recent.model, saved, found, askingOf(deps));
  if (filterNameProblem(name) !== undefined) throw new ArgumentError(t('This cannot name a filter.'));
  if (isBuiltInName(name, t))
    throw new ArgumentError(t('There is already a filter of this name. Enter another one.'));
  const known = sameNamed(saved, name, found.connectionId);
  return { name, scope: known ? known.connectionId : found.connectionId };
}

async function pickSavedFilter(
  { recent, filters, readerTime }: RecentServices,
  title: string,
  which: 'offered' | 'all',
): Promise<FilterOfConnection | undefined> {
  return pickSaved(recent.model, await filters.list(), title, readerTime.format, which);
}

async function editFilter(deps: RecentServices, list: ListTarget | undefined): Promise<void> {
  const { recent, filters } = deps;
  const named = await offeredOf(deps, list);
  if (named && named.offered.kind !== 'saved') return filterCalls(deps, list ?? {});
  const found = named ?? (await pickSavedFilter(deps, t('Edit Filter'), 'offered'));
  if (!found) return;
  const { connectionId, offered } = found;
  const saved = await filters.list();
  const scope = saved.find(({ id }) => id === offered.id)?.connectionId;
  const others = saved.filter(({ id }) => id !== offered.id);
  const asked = await askFilter({
    ...askingOf(deps),
    title: t('Edit Filter “{0}”', visibleText(offered.name, 60)),
    accept: t('Save'),
    filter: offered.filter,
    name: offered.name,
    isTaken: (name) => isBuiltInName(name, t) || sameNamed(others, name, scope) !== undefined,
  });
  if (!asked) return;
  refuseApiKey(deps, asked.filter.uid, asked.name);
  const { filter, name = offered.name } = asked;
  const filterId = await onDisk(async () => {
    // Another window may have removed it meanwhile: what was entered here is not lost.
    if (!(await filters.edit(offered.id, filter))) return (await filters.save(name, scope, filter)).id;
    await filters.rename(offered.id, name);
    return offered.id;
  });
  await recent.show({ connectionId, filterId });
}

async function removeFilter(deps: RecentServices, list: ListTarget | undefined): Promise<void> {
  const { recent, filters } = deps;
  const named = await offeredOf(deps, list);
  const found = named ?? (await pickSavedFilter(deps, t('Remove Filter'), 'all'));
  if (!found) return;
  if (found.offered.kind === 'temporary') return recent.model.closeTemporary(found.connectionId);
  const removed = await onDisk(() => filters.remove(found.offered.id));
  if (!removed) return;
  recent.model.deselect(found);
  offerUndo(t('Removed the filter {0}', visibleText(removed.name, 60)), async () => {
    const name = freeName(await filters.list(), removed);
    await filters.putBack({ ...removed, name });
  });
}

/** Says what was done to a filter, with a button that undoes it, and why where that cannot be written. */
function offerUndo(message: string, undo: () => Promise<unknown>): void {
  showUndo(message, () => void onDisk(undo).catch(showNotDone));
}

/** Changes what is on disk. Throws ArgumentError with the reason where it cannot be written. */
async function onDisk<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    throw new ArgumentError(t('The filter could not be written on this computer ({0}).', codeOf(error)));
  }
}
