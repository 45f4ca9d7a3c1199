/** What a reader does with a chart: by pointer, wheel and keyboard. */
import { barDetails, type BarShape } from '../../../src/core/story/layout/index.ts';
import { isolated } from '../dom.ts';
import { type Chart, zoomTo } from './drawing.ts';
import { barAt, barByKey, panByKey } from './find.ts';

/** By how much one press zooms, and one notch of a wheel. */
export const ZOOM_STEP = 2;
const WHEEL_STEP = 1.2;
/** How far a notch of a wheel goes, in CSS pixels. */
const NOTCH = 50;

/** Has a chart hear its reader, and tell the details of a bar in a line below. */
export function listen(chart: Chart, details: HTMLElement): void {
  const { scroll, state } = chart;
  let hovered: SVGElement | undefined;

  function hover(bar: BarShape | undefined): void {
    const next = bar && chart.drawn.bars.get(bar.id);
    if (next === hovered) return;
    hovered?.classList.remove('hovered');
    next?.classList.add('hovered');
    hovered = next;
    const hasFocus = scroll.contains(document.activeElement);
    tell(chart, details, bar ?? (hasFocus ? currentBar(chart) : undefined));
  }

  scroll.addEventListener('pointermove', ({ clientX, clientY }) => {
    const { left, top } = chart.drawn.picture.getBoundingClientRect();
    hover(barAt(chart.drawn.layout, clientX - left, clientY - top));
  });
  scroll.addEventListener('pointerleave', () => hover(undefined));
  scroll.addEventListener('focusin', ({ target }) => {
    const { layout, bars } = chart.drawn;
    const bar = layout.bars.find(({ id }) => bars.get(id) === target);
    if (!bar) return;
    bars.get(state.current ?? '')?.setAttribute('tabindex', '-1');
    bars.get(bar.id)?.setAttribute('tabindex', '0');
    state.current = bar.id;
    tell(chart, details, bar);
  });
  scroll.addEventListener('focusout', () => tell(chart, details, undefined));
  scroll.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tell(chart, details, undefined);
    else if (!goByKey(chart, event) && !zoomByKey(chart, event) && !pan(chart, event)) return;
    event.preventDefault();
  });
  scroll.addEventListener('wheel', (event) => zoomByWheel(chart, event));
  tell(chart, details, undefined);
}

function zoomByWheel(chart: Chart, event: WheelEvent): void {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const notches = Math.max(-1, Math.min(1, -event.deltaY / NOTCH));
  const anchor = event.clientX - chart.scroll.getBoundingClientRect().left;
  zoomTo(chart, chart.state.zoom * WHEEL_STEP ** notches, anchor);
}

/** Tells the details of a bar; of none, how to come to them. */
function tell({ page, drawn }: Chart, details: HTMLElement, bar: BarShape | undefined): void {
  const parts =
    bar && barDetails(bar, page).flatMap((part, index) => [index === 0 ? '' : ' · ', isolated(part)]);
  const hint =
    drawn.layout.bars.length > 0 ? page.t('Point at a bar, or go through them with the arrow keys.') : '';
  details.replaceChildren(...(parts ?? [hint]));
  details.classList.toggle('hint', bar === undefined);
}

function currentBar({ state, drawn }: Chart): BarShape | undefined {
  return drawn.layout.bars.find(({ id }) => id === state.current);
}

/** Goes to the bar that a key leads to; whether there is one. */
function goByKey(chart: Chart, event: KeyboardEvent): boolean {
  const current = currentBar(chart);
  const next = current && barByKey(chart.drawn.layout, current, event);
  if (!next) return false;
  const made = chart.drawn.bars.get(next.id);
  made?.focus({ preventScroll: true });
  made?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return true;
}

/** Zooms around the bar that Tab comes to; whether the key is one that zooms. */
function zoomByKey(chart: Chart, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  // With a modifier they are VS Code's own zoom.
  if (ctrlKey || metaKey || altKey) return false;
  const factor = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP, '0': 0 }[key];
  if (factor === undefined) return false;
  const current = currentBar(chart);
  const anchor = current && current.x + current.width / 2 - chart.scroll.scrollLeft;
  zoomTo(chart, chart.state.zoom * factor, anchor);
  return true;
}

/** Moves the picture sideways; whether the key is an arrow. */
function pan({ scroll }: Chart, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !event.key.startsWith('Arrow')) return false;
  scroll.scrollLeft += (panByKey(event) * scroll.clientWidth) / 2;
  return true;
}
