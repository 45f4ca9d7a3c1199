import type { Call } from '../../src/core/call/model.ts';
import type { ListedAttempt } from '../../src/core/lookUp/model.ts';
import { button, capped, counted, element } from './dom.ts';
import type { Page } from './page.ts';

/** An answer made to be bad can list more than a page should hold. */
const MOST = 200;

/** Other calls between the same parties, once the reader has asked for them. */
export function attempts(page: Page, call: Call): HTMLElement {
  const { t, send } = page;
  const { state, sentence, items, lookedAt, failure } = page.view.attempts;
  const isLoading = state === 'loading';
  const { shown, beyond } = capped(items, MOST);
  const again = state === 'notAsked' ? t('Look for other attempts') : t('Look again');
  const look = button(
    'find-attempts',
    isLoading ? t('Looking for other attempts…') : again,
    () => (isLoading ? undefined : send({ type: 'findAttempts' })),
    // Pressed, it keeps the focus, and so whoever listens is told what was found.
    { 'aria-disabled': String(isLoading), 'aria-describedby': 'attempts-found' },
  );
  return element(
    'section',
    { class: 'attempts' },
    counted('attempts', t('Other calls between the same parties'), Math.max(0, items.length - 1)),
    element(
      'div',
      { id: 'attempts-found' },
      sentence !== undefined && element('p', {}, sentence),
      failure !== undefined && element('p', {}, failure),
    ),
    shown.length > 0 &&
      element(
        'ul',
        { 'aria-labelledby': 'attempts' },
        ...shown.map((item, index) => line(page, call, item, index)),
      ),
    beyond > 0 && element('p', { class: 'empty' }, t('and {0} more', beyond)),
    element(
      'div',
      { class: 'paging' },
      look,
      lookedAt !== undefined && element('span', { class: 'empty' }, lookedAt),
    ),
  );
}

function line({ t, time, send }: Page, call: Call, item: ListedAttempt, index: number): HTMLElement {
  const { at, offset, outcome, isThis, sessionId } = item;
  const when = at === undefined ? t('time unknown') : time.dateTime(at);
  const open = () => send({ type: 'openCall', sessionId });
  return element(
    'li',
    isThis ? { 'aria-current': 'true' } : {},
    // Of another meeting of this session, Get Call would tell no more than of this one.
    sessionId === call.sessionId
      ? element('span', {}, when)
      : button(`attempt-${index}`, when, open, {
          class: 'link',
          'aria-label': t('Open the call of {0}', when),
        }),
    offset !== undefined && element('span', { class: 'age' }, offset),
    element('span', {}, outcome),
  );
}
