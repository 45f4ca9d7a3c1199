import type { Meeting } from '../../src/core/story/timeline/index.ts';
import { lengthText } from '../../src/core/story/timeline/lengths.ts';
import { capped, counted, element } from './dom.ts';
import type { Page } from './page.ts';

/** An answer made to be bad can name a meeting for every participant. */
const MOST = 50;

/** When each meeting of the session was, and how many were in it; undefined when there was only one. */
export function meetings({ time, t }: Page, all: readonly Meeting[]): HTMLElement | undefined {
  if (all.length === 0) return undefined;
  const { shown, beyond } = capped(all, MOST);
  const items = shown.map((meeting, index) => {
    const { from, to, uids, isCertain } = meeting;
    const people = uids.length === 1 ? t('1 person') : t('{0} people', uids.length);
    const length = lengthText(meeting, isCertain ? 'exact' : 'atLeast', t);
    const words = [time.range(from, to), ...(length === undefined ? [] : [length]), people];
    return element(
      'li',
      {},
      element('span', { class: 'name' }, t('Meeting {0}', index + 1)),
      element('span', {}, words.join(' · ')),
    );
  });
  return element(
    'section',
    {},
    counted('meetings', t('Meetings of this session'), all.length),
    element('ul', { 'aria-labelledby': 'meetings' }, ...items),
    beyond > 0 && element('p', { class: 'empty' }, t('and {0} more', beyond)),
  );
}
