/** The commands on filters that are kept under a name. */
import { filterNameProblem } from '../../core/callList/savedFilter.ts';
import { visibleText } from '../../core/text/visibleText.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { showNotDone, showUndo } from '../platform/notify.ts';
import { askFilter } from '../recentCalls/askFilter.ts';
import { askNameAndScope, type NameAndScope } from '../recentCalls/askNameAndScope.ts';
import { freeName, isBuiltInName, sameNamed } from '../recentCalls/filterNames.ts';
import { pickSaved } from '../recentCalls/pickSaved.ts';
import type { Drawing } from '../recentCalls/recentDrawing.ts';
import { type ListTarget, type OfferedFilter, TEMPORARY } from '../recentCalls/recentNode.ts';
import { codeOf } from '../../storage/files.ts';
import { t } from '../platform/translate.ts';
import { askingOf, filterCalls, type RecentServices, refuseApiKey } from './recentFilters.ts';
import type { Handlers } from './run.ts';

/** A filter, and the connection below which it is meant. */
type Offered = ListTarget & { readonly offered: OfferedFilter };

/** What handles the commands on filters that are kept under a name. */
export function savedFilterHandlers(deps: RecentServices) {
  return {
    'cometchatCalls.saveFilter': ({ list, name }) => saveFilter(deps, list, name),
    'cometchatCalls.editFilter': ({ list }) => editFilter(deps, list),
    'cometchatCalls.removeFilter': ({ list }) => removeFilter(deps, list),
  } satisfies Partial<Handlers>;
}

/** The filter that is named, else the one that is applied. */
async function offeredOf(
  { tree, applied }: Drawing,
  named: ListTarget | undefined,
): Promise<Offered | undefined> {
  // After a reload nobody may have looked at them yet.
  await Promise.all([tree.childrenOf(), tree.offers.readFilters()]);
  const target = named ?? applied;
  const offered = target && tree.offers.filterOf(target);
  return offered && { connectionId: target.connectionId, filterId: target.filterId, offered };
}

async function saveFilter(
  deps: RecentServices,
  list: ListTarget | undefined,
  name: string | undefined,
): Promise<void> {
  const drawing = await deps.recent.drawing.get();
  const { tree, filters } = drawing;
  const found = await offeredOf(drawing, list);
  if (!found) throw new ArgumentError(t('There is no filter to save. Filter the recent calls first.'));
  const { connectionId, filterId, offered } = found;
  const named = await nameAndScope(deps, drawing, found, name);
  if (!named) return;
  refuseApiKey(deps, offered.filter.uid, named.name);
  const before = await filters.list();
  const saved = await onDisk(() => filters.save(named.name, named.scope, offered.filter));
  if (filterId === TEMPORARY) tree.closeTemporary(connectionId, saved.id);
  const replaced = before.find(({ id }) => id === saved.id && id !== filterId);
  if (replaced) {
    const message = t('Replaced the filter {0}', visibleText(replaced.name, 60));
    offerUndo(message, () => filters.edit(replaced.id, replaced.filter));
  }
  await drawing.show({ connectionId, filterId: saved.id });
}

/** Those of a caller, else those the user enters. Throws ArgumentError for what cannot be a name. */
async function nameAndScope(
  deps: RecentServices,
  drawing: Drawing,
  found: Offered,
  name: string | undefined,
): Promise<NameAndScope | undefined> {
  if (name === undefined) return askNameAndScope(drawing, found, askingOf(deps));
  if (filterNameProblem(name) !== undefined) throw new ArgumentError(t('This cannot name a filter.'));
  if (isBuiltInName(name))
    throw new ArgumentError(t('There is already a filter of this name. Enter another one.'));
  const known = sameNamed(await drawing.filters.list(), name, found.connectionId);
  return { name, scope: known ? known.connectionId : found.connectionId };
}

async function editFilter(deps: RecentServices, list: ListTarget | undefined): Promise<void> {
  const drawing = await deps.recent.drawing.get();
  const named = await offeredOf(drawing, list);
  if (named && named.offered.kind !== 'saved') return filterCalls(deps, list ?? {});
  const found = named ?? (await pickSaved(drawing, t('Edit Filter'), deps.readerTime.format, 'offered'));
  if (!found) return;
  const { connectionId, offered } = found;
  const { filters } = drawing;
  const saved = await filters.list();
  const scope = saved.find(({ id }) => id === offered.id)?.connectionId;
  const others = saved.filter(({ id }) => id !== offered.id);
  const asked = await askFilter({
    ...askingOf(deps),
    title: t('Edit Filter “{0}”', visibleText(offered.name, 60)),
    accept: t('Save'),
    filter: offered.filter,
    name: offered.name,
    isTaken: (name) => isBuiltInName(name) || sameNamed(others, name, scope) !== undefined,
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
  await drawing.show({ connectionId, filterId });
}

async function removeFilter(deps: RecentServices, list: ListTarget | undefined): Promise<void> {
  const drawing = await deps.recent.drawing.get();
  const named = await offeredOf(drawing, list);
  const found = named ?? (await pickSaved(drawing, t('Remove Filter'), deps.readerTime.format, 'all'));
  if (!found) return;
  if (found.offered.kind === 'temporary') return drawing.tree.closeTemporary(found.connectionId);
  const { filters } = drawing;
  const removed = await onDisk(() => filters.remove(found.offered.id));
  if (!removed) return;
  drawing.forget(found);
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
