/** What keeps true, and what tells of the end, while a call is under way. */
import { isLive } from '../../src/core/call/index.ts';
import { button, element } from './dom.ts';
import { formatAgo, formatDuration } from '../../src/core/text/index.ts';
import type { Page } from './page.ts';

/** How often an age is written anew, in milliseconds. */
const AGE_MS = 15_000;
const SECOND_MS = 1000;

/** `fetched 2 min ago`. */
export function fetchedAt({ t }: Page, instant: number): HTMLElement {
  const age = element('span', { class: 'age' });
  keepTrue(age, AGE_MS, () => t('fetched {0}', formatAgo((Date.now() - instant) / 1000, t)));
  return age;
}

/** `refreshes in 8 s`, counting down; nobody is told of each second, as it is in no live region. */
export function refreshesAt({ t }: Page, instant: number): HTMLElement {
  const left = element('span', { class: 'age' });
  keepTrue(left, SECOND_MS, () => {
    const seconds = Math.ceil((instant - Date.now()) / 1000);
    return seconds > 0 ? t('refreshes in {0}', formatDuration(seconds, t)) : t('refreshing…');
  });
  return left;
}

/** Writes a text now and again until its element is gone from the page. */
function keepTrue(holder: HTMLElement, everyMs: number, write: () => string): void {
  holder.textContent = write();
  const timer = setInterval(() => {
    if (holder.isConnected) holder.textContent = write();
    else clearInterval(timer);
  }, everyMs);
}

/** Of a call that is under way: tells its reader of the end, until it is pressed again; as wide either way. */
export function watch({ view, t, send }: Page): readonly HTMLElement[] {
  const { call, watched } = view;
  if (!call || !isLive(call)) return [];
  const title = watched ? t('You will be told when it ends; press again to take that back') : undefined;
  return [
    button('watch', t('Tell me when it ends'), () => send({ type: watched ? 'unwatch' : 'watch' }), {
      class: 'link watch',
      'aria-pressed': String(watched),
      ...(title !== undefined && { title }),
    }),
  ];
}
