/** A chart that is on the page: how it is drawn, and drawn anew when it is zoomed or has another width. */
import type { Timeline } from '../../../src/core/story/timeline/index.ts';
import {
  type BarShape,
  labelInView,
  layOutTimeline,
  mostZoom,
  type TextShape,
  type TimelineLayout,
} from '../../../src/core/story/layout/index.ts';
import { nameNodes } from '../../../src/core/story/layout/nodes.ts';
import { applyHighlight } from '../highlight.ts';
import type { Page } from '../page.ts';
import { drawPlot, type Plot } from './plot.ts';
import type { ChartState } from './state.ts';
import { picture } from './svg.ts';

/** What a chart is made of. */
interface ChartParts {
  readonly page: Page;
  readonly timeline: Timeline;
  readonly state: ChartState;
  /** In CSS pixels. */
  readonly fontSize: number;
  /** The column of names, and beside it what scrolls the plot. */
  readonly names: HTMLElement;
  readonly scroll: HTMLElement;
  readonly zoomButtons: { readonly out: HTMLElement; readonly in: HTMLElement; readonly fit: HTMLElement };
}

/** What is in a chart now. */
interface Drawn extends Plot {
  readonly layout: TimelineLayout;
  /** Of names and plot together, in CSS pixels. */
  readonly width: number;
}

export interface Chart extends ChartParts {
  drawn: Drawn;
}

/** Draws a chart for the first time. */
export function createChart(parts: ChartParts, width: number): Chart {
  return { ...parts, drawn: draw(parts, width) };
}

/** Draws a chart anew, at its zoom; the focus stays on the bar that had it. */
export function redraw(chart: Chart, width = chart.drawn.width): void {
  const hadFocus = chart.scroll.contains(document.activeElement);
  chart.drawn = draw(chart, width);
  // Whoever hears of the focus asks what is drawn now.
  if (hadFocus) chart.drawn.bars.get(chart.state.current ?? '')?.focus({ preventScroll: true });
}

function draw(parts: ChartParts, width: number): Drawn {
  const { page, timeline, state, fontSize, names, scroll } = parts;
  const most = mostZoom(timeline, width);
  state.zoom = Math.min(state.zoom, most);
  const options = {
    width,
    zoom: state.zoom,
    fontSize,
    time: page.time,
    t: page.t,
    logLine: page.view.logLine,
  };
  const layout = layOutTimeline(timeline, options);
  state.current = (layout.bars.find(({ id }) => id === state.current) ?? firstBar(layout))?.id;
  const plot = drawPlot(page, layout, state.current);
  applyHighlight(plot.picture);
  scroll.replaceChildren(plot.picture);
  const { namesWidth, height, isThin } = layout;
  names.replaceChildren(picture(namesWidth, height, isThin ? { class: 'thin' } : {}, nameNodes(layout)));
  markZoom(parts, most);
  const drawn = { ...plot, layout, width };
  keepLabelsInView({ ...parts, drawn });
  return drawn;
}

function markZoom({ state, zoomButtons }: ChartParts, most: number): void {
  const isLeast = String(state.zoom <= 1);
  zoomButtons.out.setAttribute('aria-disabled', isLeast);
  zoomButtons.fit.setAttribute('aria-disabled', isLeast);
  zoomButtons.in.setAttribute('aria-disabled', String(state.zoom >= most));
}

/** Where Tab comes to first: the log line that the call was opened from, else the first bar. */
function firstBar({ bars }: TimelineLayout): BarShape | undefined {
  return bars.find(({ kind }) => kind === 'logLine') ?? bars[0];
}

/**
 * Zooms a chart, as far as it can be.
 * @param anchor the place in the scroll container that stays where it is, in CSS pixels; else its middle
 */
export function zoomTo(chart: Chart, wanted: number, anchor = chart.scroll.clientWidth / 2): void {
  const { state, scroll, timeline, drawn } = chart;
  const zoom = Math.max(1, Math.min(wanted, mostZoom(timeline, drawn.width)));
  if (zoom === state.zoom) return;
  const at = (scroll.scrollLeft + anchor) / drawn.layout.plotWidth;
  state.zoom = zoom;
  redraw(chart);
  scroll.scrollLeft = at * chart.drawn.layout.plotWidth - anchor;
}

/** Has the labels of bars that begin out of view stand in what is seen of them, and the notes at the left edge. */
export function keepLabelsInView({ page, state, scroll, drawn }: Chart): void {
  // What is not zoomed is in view, and need not be measured.
  if (state.zoom <= 1) return;
  const view = { left: scroll.scrollLeft, right: scroll.scrollLeft + scroll.clientWidth };
  const { layout, bars, notes } = drawn;
  for (const [note, text] of notes) put(text, { ...note, x: view.left + note.x });
  for (const bar of layout.bars) {
    const label = labelInView(bar, view, layout.smallSize, page);
    const text = label && bars.get(bar.id)?.querySelector('text');
    if (text) put(text, label);
  }
}

/** Writes only what is another, for most stays as it is. */
function put(drawn: Element, { text, x }: TextShape): void {
  if (drawn.getAttribute('x') !== String(x)) drawn.setAttribute('x', String(x));
  if (drawn.textContent !== text) drawn.textContent = text;
}
