/** Times that lead to the line of the call's logs that is nearest to them. */
import { button } from './dom.ts';
import type { Page } from './page.ts';

type Told = HTMLElement | string;

/**
 * A time as a link, into one log where its address is given: no stop of Tab by itself, see {@link rove}.
 * @param what happened then, for those who hear it apart from what stands around it
 */
export function moment(
  { t, send }: Page,
  id: string,
  what: string,
  text: string,
  instant: number,
  uri?: string,
): HTMLElement {
  const show = () => send({ type: 'showInLog', instant, ...(uri !== undefined && { uri }) });
  return link(id, text, t('Show in Log'), t('{0}: {1}', what, text), show);
}

/** The time of a line of a log, as a link to it. */
export function lineLink({ t, send }: Page, id: string, text: string, uri: string, offset: number) {
  return link(id, text, t('Go to Log Line'), text, () => send({ type: 'goToMark', uri, offset }));
}

function link(id: string, text: string, title: string, label: string, onClick: () => void): HTMLElement {
  return button(id, text, onClick, { class: 'link moment', tabindex: '-1', title, 'aria-label': label });
}

/** From when to when, each a link of its own. */
export function moments(page: Page, id: string, what: string, from: number, to = from): readonly Told[] {
  const [first = '', last] = page.time.range(from, to).split(' – ');
  return [
    moment(page, `${id}-from`, what, first, from),
    ...(last === undefined ? [] : [' – ', moment(page, `${id}-to`, what, last, to)]),
  ];
}

/** Has the links in a list or table be one stop of Tab: from there, arrow keys go on, up and down in a column. */
export function rove(list: HTMLElement): void {
  let current = list.querySelector('.moment');
  current?.setAttribute('tabindex', '0');
  list.addEventListener('focusin', ({ target }) => {
    if (!isLink(target)) return;
    current?.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
    current = target;
  });
  list.addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (!isLink(target) || ctrlKey || metaKey || altKey || shiftKey) return;
    const next = linkByKey([...list.querySelectorAll<HTMLElement>('.moment')], target, key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

function isLink(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.classList.contains('moment');
}

function linkByKey(all: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const at = all.indexOf(from);
  const column = from.closest('td')?.cellIndex;
  const isBelow = (one: HTMLElement) => one.closest('td')?.cellIndex === column;
  switch (key) {
    case 'ArrowLeft':
      return all[at - 1];
    case 'ArrowRight':
      return all[at + 1];
    case 'ArrowUp':
      return all.slice(0, at).findLast(isBelow);
    case 'ArrowDown':
      return all.slice(at + 1).find(isBelow);
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    default:
      return undefined;
  }
}
