/** The commands on filters that are kept under a name. */
import { type ListTarget, TEMPORARY } from '../../core/callList/model.ts';
import { filterNameProblem, freeName, isBuiltInName, sameNamed } from '../../core/callList/index.ts';
import { visibleText } from '../../core/text/index.ts';
import { ArgumentError, showNotDone, showUndo, t } from '../platform/index.ts';
import {
  askFilter,
  askNameAndScope,
  type FilterOfConnection,
  type NameAndScope,
  pickSaved,
} from '../recentCalls/index.ts';
import { codeOf } from '../../storage/index.ts';
import { askingOf, filterCalls, type RecentServices, refuseApiKey } from './recentFilters.ts';
import type { Handlers } from './run.ts';

/** What handles the commands on filters that are kept under a name. */
export function savedFilterHandlers(deps: RecentServices) {
  return {
    'cometchatCalls.saveFilter': ({ list, name }) => saveFilter(deps, list, name),
    'cometchatCalls.editFilter': ({ list }) => editFilter(deps, list),
    'cometchatCalls.removeFilter': ({ list }) => removeFilter(deps, list),
  } satisfies Partial<Handlers>;
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
