import type { FromPanel } from '../../src/shared/index.ts';
import { button, element } from './dom.ts';
import { isAnswered, type Page, readerTimeZone } from './page.ts';

export function actions(page: Page): HTMLElement {
  const { view, t, send } = page;
  // Not left out where there is none yet: nothing beside it moves when there is.
  const rawJson = button(
    'raw-json',
    t('Raw JSON'),
    () => (isAnswered(view) ? send({ type: 'openRawJson' }) : undefined),
    {
      'aria-disabled': String(!isAnswered(view)),
    },
  );
  return element(
    'div',
    { class: 'actions' },
    keep(page),
    ...copyMenu(page),
    timeZones(page),
    refresh(page),
    rawJson,
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
    : button('keep', t('Keep Open'), () => send({ type: 'keep' }), {
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

// The menu button that hands the call on, as the ARIA practices have menus: arrows move, Escape closes.

/** Both outlast a redraw: a menu must not close because its call was fetched again. */
let isOpen = false;
let withoutNames = false;

const opener = () => document.getElementById('copy-as');
const menu = () => document.getElementById('copy-menu');
const items = () => [...(menu()?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];

window.addEventListener('pointerdown', ({ target }) => {
  if (isOpen && target instanceof Node && !menu()?.contains(target) && !opener()?.contains(target))
    setOpen(false);
});
// The reader has gone to another part of the window.
window.addEventListener('blur', () => setOpen(false));

function copyMenu({ view, t, send }: Page): readonly HTMLElement[] {
  const choice = (id: string, label: string, message: () => FromPanel) =>
    item(id, label, () => {
      close();
      send(message());
    });
  const ofAnswer = (...choices: readonly HTMLElement[]) => (isAnswered(view) ? choices : []);
  const list = element(
    'div',
    { id: 'copy-menu', class: 'menu', role: 'menu', 'aria-labelledby': 'copy-as' },
    ...ofAnswer(
      choice('copy-markdown', t('Copy as Markdown'), () => markdown(false)),
      ...(view.logs.length > 0
        ? [choice('copy-markdown-lines', t('Copy as Markdown with Log Lines'), () => markdown(true))]
        : []),
      choice('copy-json', t('Copy as JSON'), () => ({ type: 'copyAsJson', withoutNames })),
    ),
    choice('copy-curl', t('Copy as cURL'), () => ({ type: 'copyAsCurl' })),
    choice('copy-link', t('Copy Link'), () => ({ type: 'copyLink' })),
    ...ofAnswer(
      separator(),
      choice('save-timeline', t('Save Timeline as SVG…'), () => ({ type: 'saveTimeline', withoutNames })),
      choice('compare', t('Compare…'), () => ({ type: 'compare' })),
      separator(),
      namesChoice(t('Without names (Markdown, JSON, SVG)')),
    ),
  );
  list.hidden = !isOpen;
  list.addEventListener('keydown', onMenuKey);
  const toggle = button('copy-as', t('Share'), () => (isOpen ? close() : open(0)), {
    class: 'opens-menu',
    'aria-haspopup': 'menu',
    'aria-expanded': String(isOpen),
    'aria-controls': 'copy-menu',
  });
  toggle.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open(event.key === 'ArrowDown' ? 0 : -1);
  });
  return [toggle, list];
}

function separator(): HTMLElement {
  return element('div', { role: 'separator' });
}

function item(id: string, label: string, onClick: () => void, role = 'menuitem'): HTMLElement {
  return button(id, label, onClick, { role, tabindex: '-1' });
}

function namesChoice(label: string): HTMLElement {
  const made = item(
    'without-names',
    label,
    () => {
      withoutNames = !withoutNames;
      made.setAttribute('aria-checked', String(withoutNames));
    },
    'menuitemcheckbox',
  );
  made.setAttribute('aria-checked', String(withoutNames));
  return made;
}

function setOpen(isToOpen: boolean): void {
  isOpen = isToOpen;
  menu()?.toggleAttribute('hidden', !isToOpen);
  opener()?.setAttribute('aria-expanded', String(isToOpen));
}

function markdown(withLogLines: boolean): FromPanel {
  return { type: 'copyAsMarkdown', withoutNames, withLogLines };
}

/** @param focused which item takes the focus, counted from the end when negative */
function open(focused: number): void {
  setOpen(true);
  items().at(focused)?.focus();
}

function close(): void {
  setOpen(false);
  opener()?.focus();
}

function onMenuKey(event: KeyboardEvent): void {
  const all = items();
  const at = all.findIndex((one) => one === document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) all.at(next % all.length)?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') close();
  else return;
  // The focus goes on from the button, as the menu is not in the order of Tab.
  if (event.key === 'Tab') return;
  event.preventDefault();
  event.stopPropagation();
}
