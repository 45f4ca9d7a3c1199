import { describeFilter } from '../../core/callList/describeFilter.ts';
import { firstCharacters, MAX_FILTER_NAME } from '../../core/callList/savedFilter.ts';
import type { Connection } from '../../core/connection/index.ts';
import { visibleText } from '../../core/text/visibleText.ts';
import { askPick, BACK, DISMISSED, type Entered } from '../platform/inputSteps.ts';
import { t } from '../platform/translate.ts';
import { askFilterName, type FilterAsking } from './askFilter.ts';
import { isBuiltInName, sameNamed } from './filterNames.ts';
import type { Drawing } from './recentDrawing.ts';
import type { ListTarget, OfferedFilter } from './recentNode.ts';

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
  { tree, filters }: Pick<Drawing, 'tree' | 'filters'>,
  { connectionId, offered }: ListTarget & { readonly offered: OfferedFilter },
  { time, isApiKey }: FilterAsking,
): Promise<NameAndScope | undefined> {
  const title = t('Save Filter');
  const saved = await filters.list();
  const connection = tree.offers.connection(connectionId);
  const isOnly = tree.offers.connections().length === 1;
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
    const entered = await askFilterName(title, name, { isApiKey, isTaken: isBuiltInName, noteOn });
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
