import type { Timeline } from '../../../src/core/timeline.ts';
import {
  barDetails,
  type BarShape,
  layOutTimeline,
  mostZoom,
  type TimelineLayout,
} from '../../../src/core/timelineLayout.ts';
import {
  barNode,
  frameNodes,
  hatchNode,
  nameNodes,
  nowNode,
} from '../../../src/core/timelineLayout/nodes.ts';
import { button, element, isolated } from '../dom.ts';
import { applyHighlight } from '../highlight.ts';
import type { Page } from '../page.ts';
import { bandNodes } from './bands.ts';
import { barAt, barByKey, panByKey } from './find.ts';
import { stateOf } from './state.ts';
import { picture, svgElement } from './svg.ts';

/** By how much one press zooms, and one notch of a wheel. */
const ZOOM_STEP = 2;
const WHEEL_STEP = 1.2;
/** The page is laid out before it is known how wide it is. */
const LIKELY_WIDTH = 800;

/** Follows the width of the chart that is on the page; a redraw makes another chart. */
let observer: ResizeObserver | undefined;

/** The heading with its zoom buttons, the picture, and the line that tells the details of one bar. */
export function chart(page: Page, timeline: Timeline): readonly HTMLElement[] {
  const { view, t, time } = page;
  const state = stateOf(view.sessionId);
  const fontSize = Number.parseFloat(getComputedStyle(document.body).fontSize) || 13;
  let width = document.getElementById('call')?.clientWidth || LIKELY_WIDTH;
  let layout: TimelineLayout;
  let plot: SVGElement;
  let drawn = new Map<string, SVGElement>();
  let hovered: SVGElement | undefined;

  const names = element('div', { class: 'names', 'aria-hidden': 'true' });
  const scroll = element('div', { class: 'scroll', id: 'timeline-scroll' });
  const body = element('div', { class: 'chart' }, names, scroll);
  const details = element('p', { class: 'details' });
  const zoomButton = (id: string, text: string, label: string, factor: number) =>
    button(id, text, () => zoomTo(state.zoom * factor), { 'aria-label': label, title: label });
  const zoomOut = zoomButton('timeline-zoom-out', '−', t('Zoom out'), 1 / ZOOM_STEP);
  const zoomIn = zoomButton('timeline-zoom-in', '+', t('Zoom in'), ZOOM_STEP);
  const fit = zoomButton('timeline-fit', t('Fit'), t('Fit the timeline to the panel'), 0);

  function draw(): void {
    const hadFocus = scroll.contains(document.activeElement);
    const { logLine } = view;
    state.zoom = Math.min(state.zoom, mostZoom(timeline, width));
    layout = layOutTimeline(timeline, { width, zoom: state.zoom, fontSize, time, t, logLine });
    const { namesWidth, plotWidth, height, bars } = layout;
    state.current = (bars.find(({ id }) => id === state.current) ?? firstBar(layout))?.id;
    const now = nowNode(layout);
    plot = picture(plotWidth, height, { class: 'plot', role: 'group', 'aria-labelledby': 'timeline' }, [
      { tag: 'defs', children: [hatchNode()] },
      ...frameNodes(layout),
    ]);
    drawn = new Map(bars.map((bar) => [bar.id, drawBar(bar)]));
    plot.append(...drawn.values(), ...[...(now ? [now] : []), ...bandNodes(page, layout)].map(svgElement));
    nameNotes(plot, layout, t);
    applyHighlight(plot);
    scroll.replaceChildren(plot);
    names.replaceChildren(
      picture(namesWidth, height, layout.isThin ? { class: 'thin' } : {}, nameNodes(layout)),
    );
    const isLeast = state.zoom <= 1;
    zoomOut.setAttribute('aria-disabled', String(isLeast));
    fit.setAttribute('aria-disabled', String(isLeast));
    zoomIn.setAttribute('aria-disabled', String(state.zoom >= mostZoom(timeline, width)));
    if (hadFocus) drawn.get(state.current ?? '')?.focus({ preventScroll: true });
  }

  function drawBar(bar: BarShape): SVGElement {
    const made = svgElement(barNode(bar, layout));
    made.id = `timeline-${bar.id}`;
    made.dataset['from'] = String(bar.from);
    made.dataset['to'] = String(bar.to);
    if (bar.uid !== undefined) made.dataset['uid'] = bar.uid;
    made.setAttribute('role', 'img');
    made.setAttribute('aria-label', barDetails(bar, page).join(', '));
    made.setAttribute('tabindex', bar.id === state.current ? '0' : '-1');
    return made;
  }

  /** @param anchor the place in the scroll container that stays where it is, in CSS pixels; else its middle */
  function zoomTo(wanted: number, anchor = scroll.clientWidth / 2): void {
    const zoom = Math.max(1, Math.min(wanted, mostZoom(timeline, width)));
    if (zoom === state.zoom) return;
    const at = (scroll.scrollLeft + anchor) / layout.plotWidth;
    state.zoom = zoom;
    draw();
    scroll.scrollLeft = at * layout.plotWidth - anchor;
  }

  /** Tells the details of a bar; of none, how to come to them. */
  function tell(bar: BarShape | undefined): void {
    const parts =
      bar && barDetails(bar, page).flatMap((part, index) => [index === 0 ? '' : ' · ', isolated(part)]);
    const hint = layout.bars.length > 0 ? t('Point at a bar, or go through them with the arrow keys.') : '';
    details.replaceChildren(...(parts ?? [hint]));
    details.classList.toggle('hint', bar === undefined);
  }

  const focusedBar = () =>
    scroll.contains(document.activeElement) ? layout.bars.find(({ id }) => id === state.current) : undefined;

  function hover(bar: BarShape | undefined): void {
    const next = bar && drawn.get(bar.id);
    if (next === hovered) return;
    hovered?.classList.remove('hovered');
    next?.classList.add('hovered');
    hovered = next;
    tell(bar ?? focusedBar());
  }

  scroll.addEventListener('pointermove', ({ clientX, clientY }) => {
    const { left, top } = plot.getBoundingClientRect();
    hover(barAt(layout, clientX - left, clientY - top));
  });
  scroll.addEventListener('pointerleave', () => hover(undefined));
  scroll.addEventListener('focusin', ({ target }) => {
    const bar = layout.bars.find(({ id }) => drawn.get(id) === target);
    if (!bar) return;
    drawn.get(state.current ?? '')?.setAttribute('tabindex', '-1');
    drawn.get(bar.id)?.setAttribute('tabindex', '0');
    state.current = bar.id;
    tell(bar);
  });
  scroll.addEventListener('focusout', () => tell(undefined));
  scroll.addEventListener('keydown', (event) => {
    if (!onKey(event)) return;
    event.preventDefault();
  });

  /** Whether the key was one of the timeline's. */
  function onKey(event: KeyboardEvent): boolean {
    const current = layout.bars.find(({ id }) => id === state.current);
    if (event.key === 'Escape') {
      tell(undefined);
      return true;
    }
    const next = current && barByKey(layout, current, event);
    if (next) {
      const made = drawn.get(next.id);
      made?.focus({ preventScroll: true });
      made?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      return true;
    }
    // With a modifier they are VS Code's own zoom.
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const factor = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP, '0': 0 }[event.key];
    if (factor === undefined) {
      scroll.scrollLeft += (panByKey(event) * scroll.clientWidth) / 2;
      return event.key.startsWith('Arrow');
    }
    zoomTo(state.zoom * factor, current && middleOf(current) - scroll.scrollLeft);
    return true;
  }

  scroll.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const notches = Math.max(-1, Math.min(1, -event.deltaY / 50));
    zoomTo(state.zoom * WHEEL_STEP ** notches, event.clientX - scroll.getBoundingClientRect().left);
  });

  observer?.disconnect();
  observer = new ResizeObserver(() => {
    // Its height follows from its width, so drawing anew cannot lead here again.
    const { clientWidth } = body;
    if (clientWidth === width || clientWidth === 0) return;
    width = clientWidth;
    draw();
  });
  observer.observe(body);
  draw();
  tell(undefined);
  const heading = element('h2', { id: 'timeline' }, t('Timeline'));
  return [element('div', { class: 'heading' }, heading, zoomOut, zoomIn, fit), body, details];
}

function middleOf({ x, width }: BarShape): number {
  return x + width / 2;
}

/** Where Tab comes to first: the log line that the call was opened from, else the first bar. */
function firstBar({ bars }: TimelineLayout): BarShape | undefined {
  return bars.find(({ kind }) => kind === 'logLine') ?? bars[0];
}

/** What stands in a row instead of bars is read with whose row it is: the names themselves are not. */
function nameNotes(plot: SVGElement, { rows }: TimelineLayout, t: Page['t']): void {
  const noted = rows.filter(({ note }) => note !== undefined);
  plot.querySelectorAll('.note').forEach((drawn, index) => {
    const { label = '', note } = noted[index] ?? {};
    if (label === '' || !note) return;
    drawn.setAttribute('role', 'img');
    drawn.setAttribute('aria-label', t('{0}: {1}', label, note.text));
  });
}
