import { describeFilter } from '../../core/callList/describeFilter.ts';
import type { TimeFormat } from '../../core/text/time.ts';
import { visibleText } from '../../core/text/visibleText.ts';
import { withoutIcons } from '../../core/text/plainText.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { askPick } from '../platform/inputSteps.ts';
import { t } from '../platform/translate.ts';
import type { Drawing } from './recentDrawing.ts';
import type { ListTarget, OfferedFilter } from './recentNode.ts';
import type { RecentOffers } from './recentOffers.ts';

/**
 * Lets the user pick one of the saved filters, with a connection that offers it; undefined when they pick none.
 * Throws ArgumentError when there is none.
 * @param which `all` has also those of connections that are not there
 */
export async function pickSaved(
  { tree, filters }: Drawing,
  title: string,
  time: TimeFormat,
  which: 'offered' | 'all',
): Promise<(ListTarget & { readonly offered: OfferedFilter }) | undefined> {
  await tree.childrenOf();
  const { offers } = tree;
  const anyConnectionId = offers.defaultConnectionId ?? offers.connections()[0]?.id ?? '';
  const isOffered = (id = anyConnectionId) => offers.connection(id) !== undefined;
  const saved = (await filters.list()).filter((one) => which === 'all' || isOffered(one.connectionId));
  const items = saved.map(({ id, name, filter, connectionId = anyConnectionId }) => ({
    label: withoutIcons(visibleText(name, 80)),
    description: withoutIcons(describeFilter(filter, t, time)),
    detail: withoutIcons(visibleText(nameOf(offers, connectionId), 60)),
    found: { connectionId, filterId: id, offered: { id, kind: 'saved', name, filter } as const },
  }));
  if (items.length === 0) throw new ArgumentError(t('No filter is saved. Filter the recent calls first.'));
  const picked = await askPick({ title, placeholder: t('Which filter?'), items });
  return typeof picked === 'symbol' ? undefined : picked.found;
}

/** The name of a connection; empty for a filter of all while there is none. */
function nameOf(offers: RecentOffers, connectionId: string): string {
  if (connectionId === '') return '';
  return (offers.connection(connectionId) ?? offers.lost(connectionId))?.name ?? t('removed');
}
