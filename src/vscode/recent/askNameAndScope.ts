import { describeFilter } from '../../core/browse/describeFilter.ts';
import type { Connection } from '../../core/connection.ts';
import { visibleText } from '../../core/format/visibleText.ts';
import { askPick, BACK, DISMISSED, type Entered } from '../input/steps.ts';
import { t } from '../words.ts';
import { askFilterName, type FilterAsking } from './askFilter.ts';
import type { Drawing } from './recentDrawing.ts';
import type { ListTarget, OfferedFilter } from './recentNode.ts';

/** What a filter is saved as. */
export interface NameAndScope {
  readonly name: string;
  /** The connection it is for; undefined for all. */
  readonly scope: string | undefined;
}

/** Asks for the name to save a filter under, and whether it is for its connection or all. Undefined when the user gave up. */
export async function askNameAndScope(
  { tree, filters }: Pick<Drawing, 'tree' | 'filters'>,
  { connectionId, offered }: ListTarget & { readonly offered: OfferedFilter },
  { time, isApiKey }: FilterAsking,
): Promise<NameAndScope | undefined> {
  const title = t('Save Filter');
  const saved = await filters.list();
  const replaces = (text: string, scope: string | undefined) =>
    saved.some((one) => one.id !== offered.id && one.name === text.trim() && one.connectionId === scope);
  const isOnly = tree.offers.connections().length === 1;
  const noteOn = (text: string) => {
    if (isOnly) return replaces(text, connectionId) ? t('This replaces the filter of this name.') : undefined;
    const isKnown = replaces(text, connectionId) || replaces(text, undefined);
    return isKnown ? t('There is a filter of this name.') : undefined;
  };
  let name = offered.name || describeFilter(offered.filter, t, time).slice(0, 60);
  for (;;) {
    const entered = await askFilterName(title, name, { isApiKey, noteOn });
    if (typeof entered === 'symbol') return undefined;
    name = entered;
    const connection = tree.offers.connection(connectionId);
    if (!connection || isOnly) return { name, scope: connectionId };
    const scope = await askScope(title, connection, (to) => replaces(entered, to));
    if (scope === DISMISSED) return undefined;
    if (scope !== BACK) return { name, scope: scope.connectionId };
  }
}

function askScope(
  title: string,
  { id, name }: Connection,
  replaces: (scope: string | undefined) => boolean,
): Promise<Entered<{ readonly label: string; readonly connectionId: string | undefined }>> {
  const items = [
    { label: t('For {0}', visibleText(name, 60)), connectionId: id },
    { label: t('For all connections'), connectionId: undefined },
  ].map((item) => ({
    ...item,
    description: replaces(item.connectionId) ? t('replaces the filter of this name') : '',
  }));
  return askPick({ title, placeholder: t('Where is it to be offered?'), items, canGoBack: true });
}
