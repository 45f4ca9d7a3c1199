import { describeFilter } from '../../core/browse/describeFilter.ts';
import type { TimeFormat } from '../../core/format/time.ts';
import { visibleText } from '../../core/format/visibleText.ts';
import { withoutIcons } from '../commands/chooseLookUp.ts';
import { ArgumentError } from '../credentials/draft.ts';
import { askPick } from '../input/steps.ts';
import { t } from '../words.ts';
import type { Drawing } from './recentDrawing.ts';
import type { ListTarget, OfferedFilter } from './recentNode.ts';

/**
 * Lets the user pick one of the saved filters, with a connection that offers it; undefined when they pick none.
 * Throws ArgumentError when none is saved.
 */
export async function pickSaved(
  { tree, filters }: Drawing,
  title: string,
  time: TimeFormat,
): Promise<(ListTarget & { readonly offered: OfferedFilter }) | undefined> {
  await tree.childrenOf();
  const { defaultConnectionId } = tree.offers;
  const anyConnectionId = defaultConnectionId ?? tree.offers.connections()[0]?.id ?? '';
  const items = (await filters.list()).map(({ id, name, filter, connectionId = anyConnectionId }) => ({
    label: withoutIcons(visibleText(name, 80)),
    description: withoutIcons(describeFilter(filter, t, time)),
    detail: withoutIcons(visibleText(tree.offers.connection(connectionId)?.name ?? '', 60)),
    found: { connectionId, filterId: id, offered: { id, kind: 'saved', name, filter } as const },
  }));
  if (items.length === 0) throw new ArgumentError(t('No filter is saved. Filter the recent calls first.'));
  const picked = await askPick({ title, placeholder: t('Which filter?'), items });
  return typeof picked === 'symbol' ? undefined : picked.found;
}
