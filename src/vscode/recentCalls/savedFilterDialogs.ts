/** Ask which saved filter is meant, and under which name one is saved. */
import {
  describeFilter,
  type RecentCalls,
  firstCharacters,
  isBuiltInName,
  MAX_FILTER_NAME,
  sameNamed,
} from '../../core/callList/index.ts';
import type { ListTarget, OfferedFilter, ScopedFilter } from '../../core/callList/model.ts';
import type { Connection } from '../../core/connection/model.ts';
import { withoutIcons, type TimeFormat, visibleText } from '../../core/text/index.ts';
import { ArgumentError, askPick, BACK, DISMISSED, type Entered, pickOne, t } from '../platform/index.ts';
import { askFilterName, type FilterAsking } from './filterDialog.ts';

/** A filter, and a connection below which it is offered. */
export interface FilterOfConnection extends ListTarget {
  readonly offered: OfferedFilter;
}

/**
 * Lets the user pick one of the saved filters, with a connection that offers it; undefined when they pick none.
 * Throws ArgumentError when there is none.
 * @param saved the filters that are kept
 * @param which `all` has also those of connections that are not there
 */
export async function pickSaved(
  model: RecentCalls,
  saved: readonly ScopedFilter[],
  title: string,
  time: TimeFormat,
  which: 'offered' | 'all',
): Promise<FilterOfConnection | undefined> {
  const anyConnectionId = model.defaultConnectionId ?? model.connections()[0]?.id ?? '';
  const isOffered = (id = anyConnectionId) => model.connection(id) !== undefined;
  const choice = saved.filter((one) => which === 'all' || isOffered(one.connectionId));
  const items = choice.map(({ id, name, filter, connectionId = anyConnectionId }) => ({
    label: withoutIcons(visibleText(name, 80)),
    description: withoutIcons(describeFilter(filter, t, time)),
    detail: withoutIcons(visibleText(nameOf(model, connectionId), 60)),
    found: { connectionId, filterId: id, offered: { id, kind: 'saved', name, filter } as const },
  }));
  if (items.length === 0) throw new ArgumentError(t('No filter is saved. Filter the recent calls first.'));
  const picked = await pickOne({ title, placeholder: t('Which filter?'), items });
  return picked?.found;
}

/** The name of a connection; empty for a filter of all while there is none. */
function nameOf(model: RecentCalls, connectionId: string): string {
  if (connectionId === '') return '';
  return (model.connection(connectionId) ?? model.lostConnection(connectionId))?.name ?? t('removed');
}

/** What a filter is saved as. */
export interface NameAndScope {
  readonly name: string;
  /** The connection it is for; undefined for all. */
  readonly scope: string | undefined;
}

/**
 * Asks for the name to save a filter under, and whether it is for its connection or all: only where that is open, for
 * one of a name that is known takes the place of that one. Undefined when the user gave up.
 */
export async function askNameAndScope(
  model: RecentCalls,
  saved: readonly ScopedFilter[],
  { connectionId, offered }: FilterOfConnection,
  { time, isApiKey }: FilterAsking,
): Promise<NameAndScope | undefined> {
  const title = t('Save Filter');
  const connection = model.connection(connectionId);
  const isOnly = model.connections().length === 1;
  const noteOn = (text: string) => {
    const known = sameNamed(saved, text, connectionId);
    if (known?.id === offered.id) return undefined;
    if (known) {
      return known.connectionId === undefined && !isOnly
        ? t('This replaces the filter of this name, for all connections.')
        : t('This replaces the filter of this name.');
    }
    return connection && !isOnly && sameNamed(saved, text, undefined)
      ? t(
          'Another connection has a filter of this name: this one is for {0} only.',
          visibleText(connection.name, 60),
        )
      : undefined;
  };
  let name = offered.name || firstCharacters(describeFilter(offered.filter, t, time), MAX_FILTER_NAME);
  for (;;) {
    const entered = await askFilterName(title, name, {
      isApiKey,
      isTaken: (text) => isBuiltInName(text, t),
      noteOn,
    });
    if (typeof entered === 'symbol') return undefined;
    name = entered;
    const known = sameNamed(saved, name, connectionId);
    if (known) return { name, scope: known.connectionId };
    if (!connection || isOnly || sameNamed(saved, name, undefined)) return { name, scope: connectionId };
    const scope = await askScope(title, connection);
    if (scope === DISMISSED) return undefined;
    if (scope !== BACK) return { name, scope: scope.connectionId };
  }
}

function askScope(
  title: string,
  { id, name }: Connection,
): Promise<Entered<{ readonly label: string; readonly connectionId: string | undefined }>> {
  const items = [
    { label: t('For {0}', visibleText(name, 60)), connectionId: id },
    { label: t('For all connections'), connectionId: undefined },
  ];
  return askPick({ title, placeholder: t('Where is it to be offered?'), items, canGoBack: true });
}
