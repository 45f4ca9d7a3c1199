import { formatAgo } from '../../src/core/format/duration.ts';
import { button, element } from './dom.ts';
import { type Page, readerTimeZone } from './page.ts';

/** How often an age is written anew, in milliseconds. */
const AGE_MS = 15_000;

/** Time zone, refresh, raw JSON. */
export function actions({ view, timeZone, t, send }: Page): HTMLElement {
  const zone = element(
    'select',
    { id: 'time-zone', 'aria-label': t('Time zone') },
    element('option', { value: 'local' }, t('Local time ({0})', readerTimeZone)),
    element('option', { value: 'utc' }, 'UTC'),
  );
  zone.value = timeZone;
  zone.addEventListener('change', () =>
    send({ type: 'setTimeZone', timeZone: zone.value === 'utc' ? 'utc' : 'local' }),
  );
  const loading = view.state === 'loading';
  // Not `disabled`, which would take the focus away from whoever pressed it.
  const refresh = button('refresh', t('Refresh'), () => (loading ? undefined : send({ type: 'refresh' })), {
    'aria-disabled': String(loading),
  });
  const rawJson = button('raw-json', t('Raw JSON'), () => send({ type: 'openRawJson' }));
  return element('div', { class: 'actions' }, zone, refresh, view.call ? rawJson : undefined);
}

/** `fetched 2 min ago`, kept true while the page is open. */
export function fetchedAt({ t, time }: Page, instant: number): HTMLElement {
  const age = element('span', { class: 'age', title: time.dateTime(instant) });
  const write = () => {
    age.textContent = t('fetched {0}', formatAgo((Date.now() - instant) / 1000, t));
  };
  write();
  const timer = setInterval(() => {
    if (age.isConnected) write();
    else clearInterval(timer);
  }, AGE_MS);
  return age;
}
