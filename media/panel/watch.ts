import { isLive } from '../../src/core/call/facts.ts';
import { button, element } from './dom.ts';
import type { Page } from './page.ts';

/** Of a call that is under way: what tells its reader of the end, or takes that back. */
export function watch({ view, t, send }: Page): readonly HTMLElement[] {
  const { call, watched } = view;
  if (!call || !isLive(call)) return [];
  // One id for both, so that the focus stays.
  const press = (label: string, type: 'watch' | 'unwatch') =>
    button('watch', label, () => send({ type }), { class: 'link' });
  return watched
    ? [element('span', {}, t('You will be told when it ends')), press(t('Stop'), 'unwatch')]
    : [press(t('Tell me when it ends'), 'watch')];
}
