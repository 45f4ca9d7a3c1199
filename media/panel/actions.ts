import { button, element } from './dom.ts';
import { copyMenu } from './menu.ts';
import { type Page, readerTimeZone } from './page.ts';

/** Keep, copy as, time zone, refresh, raw JSON. */
export function actions(page: Page): HTMLElement {
  const { view, t, send } = page;
  const rawJson = button('raw-json', t('Raw JSON'), () => send({ type: 'openRawJson' }));
  return element(
    'div',
    { class: 'actions' },
    keep(page),
    ...copyMenu(page),
    timeZones(page),
    refresh(page),
    view.call ? rawJson : undefined,
  );
}

/** Keeps the panel; once it is kept, says so in the same place, so that the focus stays. */
function keep({ view, t, send }: Page): HTMLElement {
  return view.kept
    ? button('keep', t('Kept'), () => undefined, {
        class: 'quiet',
        'aria-disabled': 'true',
        title: t('This panel stays when another call is opened'),
      })
    : button('keep', t('Keep'), () => send({ type: 'keep' }), {
        title: t('Keep this panel when another call is opened'),
      });
}

function timeZones({ timeZone, t, send }: Page): HTMLElement {
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
  return zone;
}

function refresh({ view, t, send }: Page): HTMLElement {
  const loading = view.state === 'loading';
  // Not `disabled`, which would take the focus away from whoever pressed it.
  return button('refresh', t('Refresh'), () => (loading ? undefined : send({ type: 'refresh' })), {
    'aria-disabled': String(loading),
  });
}
