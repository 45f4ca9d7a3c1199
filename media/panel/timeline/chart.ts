import {
  axisNodes,
  barDetails,
  cornerNodes,
  labelInView,
  layOutTimeline,
  mostZoom,
  nameNodes,
  sliceDetails,
} from '../../../src/core/story/layout/index.ts';
import type { BarShape, Lane, TextShape, TimelineLayout } from '../../../src/core/story/layout/model.ts';
import type { Timeline } from '../../../src/core/story/timeline/model.ts';
import { button, element } from '../dom.ts';
import { applyHighlight } from '../highlight.ts';
import { moment, moments } from '../moments.ts';
import { isAnswered, type Page } from '../page.ts';
import { addLog, lanesOf } from '../logs.ts';
import { drawPlot, picture, type Plot } from './plot.ts';

/** The page is laid out before it is known how wide it is. */
const LIKELY_WIDTH = 800;

/** Follows the width of the chart that is on the page; a redraw of the page makes another chart. */
let observer: ResizeObserver | undefined;

/** The heading with its zoom buttons, the picture, and the line that tells the details of one bar. */
export function timelineChart(page: Page, timeline: Timeline): readonly HTMLElement[] {
  const { view, t } = page;
  const scroll = element('div', { class: 'scroll', id: 'timeline-scroll' });
  const details = element('p', { class: 'details' });
  const zoomButton = (id: string, text: string, label: string, factor: number) =>
    button(id, text, () => zoomTo(made, made.state.zoom * factor), { 'aria-label': label, title: label });
  const zoomButtons = {
    out: zoomButton('timeline-zoom-out', '−', t('Zoom out'), 1 / ZOOM_STEP),
    in: zoomButton('timeline-zoom-in', '+', t('Zoom in'), ZOOM_STEP),
    fit: zoomButton('timeline-fit', t('Fit'), t('Fit the timeline to the panel'), 0),
  };
  const state = chartStateOf(view.sessionId);
  const fontSize = Number.parseFloat(getComputedStyle(document.body).fontSize) || 13;
  // A chart that is drawn anew mostly has the same room as before.
  const before = document.getElementById('timeline-scroll') ?? document.getElementById('call');
  const width = before?.clientWidth || LIKELY_WIDTH;
  const parts = { page, timeline, lanes: lanesOf(page), state, fontSize, scroll, zoomButtons };
  const made: Chart = { ...parts, drawn: draw(parts, width) };
  listen(made, details);
  scroll.addEventListener('scroll', () => keepLabelsInView(made));
  followWidth(made);
  const heading = element('h2', { id: 'timeline', tabindex: '-1' }, t('Timeline'));
  const { out, in: closer, fit } = zoomButtons;
  return [
    element('div', { class: 'heading' }, heading, isAnswered(view) && addLog(page), out, closer, fit),
    scroll,
    details,
  ];
}

function followWidth(made: Chart): void {
  observer?.disconnect();
  observer = new ResizeObserver(() => {
    // Its height does not follow from its width, so drawing anew cannot lead here again.
    const { clientWidth } = made.scroll;
    if (clientWidth !== made.drawn.width && clientWidth !== 0) redraw(made, clientWidth);
  });
  observer.observe(made.scroll);
}

// A chart that is on the page: how it is drawn, and drawn anew when it is zoomed or has another width.

interface ChartParts {
  readonly page: Page;
  readonly timeline: Timeline;
  readonly lanes: readonly Lane[];
  readonly state: ChartState;
  /** In CSS pixels. */
  readonly fontSize: number;
  /** What scrolls the rows both ways; the axis stays above them, and the names beside them. */
  readonly scroll: HTMLElement;
  readonly zoomButtons: { readonly out: HTMLElement; readonly in: HTMLElement; readonly fit: HTMLElement };
}

interface Drawn extends Plot {
  readonly layout: TimelineLayout;
  /** Of names and plot together, in CSS pixels. */
  readonly width: number;
}

interface Chart extends ChartParts {
  drawn: Drawn;
}

/** Draws a chart anew, at its zoom; the focus stays on the bar that had it. */
function redraw(chart: Chart, width = chart.drawn.width): void {
  const hadFocus = chart.scroll.contains(document.activeElement);
  chart.drawn = draw(chart, width);
  // Whoever hears of the focus asks what is drawn now.
  if (hadFocus) chart.drawn.bars.get(chart.state.current ?? '')?.focus({ preventScroll: true });
}

function draw(parts: ChartParts, width: number): Drawn {
  const { page, timeline, lanes, state, fontSize, scroll } = parts;
  const most = mostZoom(timeline, width, lanes);
  state.zoom = Math.min(state.zoom, most);
  const { time, t, view } = page;
  const { zoom } = state;
  const { logLine } = view;
  const layout = layOutTimeline(timeline, { width, zoom, fontSize, time, t, logLine, lanes });
  state.current = (layout.bars.find(({ id }) => id === state.current) ?? firstBar(layout))?.id;
  const plot = drawPlot(page, layout, state.current);
  applyHighlight(plot.picture);
  scroll.replaceChildren(axisOf(layout), element('div', { class: 'rows' }, namesOf(layout), plot.picture));
  // What is scrolled to must not be behind the axis or the names.
  scroll.style.scrollPadding = `${layout.top}px 0 0 ${layout.namesWidth}px`;
  markZoom(parts, most);
  const drawn = { ...plot, layout, width };
  keepLabelsInView({ ...parts, drawn });
  return drawn;
}

/** The axis, which stays where it is while the rows move below it; of it, the corner stays in any case. */
function axisOf(layout: TimelineLayout): HTMLElement {
  const { namesWidth, plotWidth, top } = layout;
  const corner = picture({ width: namesWidth, top: 0, bottom: top }, {}, cornerNodes(layout));
  const axis = picture({ width: plotWidth, top: 0, bottom: top }, { class: 'ticks' }, axisNodes(layout));
  return element(
    'div',
    { class: 'axis', 'aria-hidden': 'true' },
    element('div', { class: 'names' }, corner),
    axis,
  );
}

/** The bars tell whose they are. */
function namesOf(layout: TimelineLayout): HTMLElement {
  const { namesWidth, top, height, isThin } = layout;
  const size = { width: namesWidth, top, bottom: height };
  const names = picture(size, isThin ? { class: 'thin' } : {}, nameNodes(layout));
  return element('div', { class: 'names', 'aria-hidden': 'true' }, names);
}

/** How much of the plot can be in view at once, in CSS pixels. */
function viewWidth({ scroll, drawn }: Pick<Chart, 'scroll' | 'drawn'>): number {
  return scroll.clientWidth - drawn.layout.namesWidth;
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

/** Zooms a chart, as far as it can be, around a place in what is seen of the plot, in CSS pixels. */
function zoomTo(chart: Chart, wanted: number, anchor = viewWidth(chart) / 2): void {
  const { state, scroll, timeline, lanes, drawn } = chart;
  const zoom = Math.max(1, Math.min(wanted, mostZoom(timeline, drawn.width, lanes)));
  if (zoom === state.zoom) return;
  const at = (scroll.scrollLeft + anchor) / drawn.layout.plotWidth;
  state.zoom = zoom;
  redraw(chart);
  scroll.scrollLeft = at * chart.drawn.layout.plotWidth - anchor;
}

/** Has the labels of bars that begin out of view stand in what is seen of them, and the notes at the left edge. */
function keepLabelsInView({ page, state, scroll, drawn }: Chart): void {
  // What is not zoomed is in view, and need not be measured.
  if (state.zoom <= 1) return;
  const view = { left: scroll.scrollLeft, right: scroll.scrollLeft + viewWidth({ scroll, drawn }) };
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

// What a reader does with a chart: by pointer, wheel and keyboard.

/** By how much one press zooms, and one notch of a wheel. */
const ZOOM_STEP = 2;
const WHEEL_STEP = 1.2;
/** How far a notch of a wheel goes, in CSS pixels. */
const NOTCH = 50;

/** Has a chart hear its reader, and tell the details of a bar in a line below. */
function listen(chart: Chart, details: HTMLElement): void {
  const { scroll, state } = chart;
  let hovered: SVGElement | undefined;

  let hoveredSlice: string | undefined;

  function hover({ bar, slice }: Meant): void {
    const next = bar && chart.drawn.bars.get(bar.id);
    const told = slice?.join();
    if (next === hovered && told === hoveredSlice) return;
    hovered?.classList.remove('hovered');
    next?.classList.add('hovered');
    hovered = next;
    hoveredSlice = told;
    const hasFocus = scroll.contains(document.activeElement);
    if (slice && !hovered) tellParts(details, slice);
    else tell(chart, details, bar ?? (hasFocus ? currentBar(chart) : undefined));
  }

  scroll.addEventListener('pointermove', (event) => hover(meantBy(chart, event)));
  scroll.addEventListener('click', (event) => {
    const { bar, slice, uri, instant } = meantBy(chart, event);
    if (bar?.mark) {
      chart.drawn.bars.get(bar.id)?.focus({ preventScroll: true });
      goTo(chart.page, bar);
    } else if (slice && uri !== undefined && instant !== undefined)
      chart.page.send({ type: 'showInLog', instant, uri });
  });
  // The focus stays on the bar that is told of: without it, what is pressed would go.
  details.addEventListener('mousedown', (event) => {
    if (event.target instanceof Element && event.target.closest('.moment')) event.preventDefault();
  });
  scroll.addEventListener('pointerleave', () => hover({}));
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
    else if (
      !goByKey(chart, event) &&
      !showByKey(chart, event) &&
      !zoomByKey(chart, event) &&
      !pan(chart, event)
    )
      return;
    event.preventDefault();
  });
  scroll.addEventListener('wheel', (event) => zoomByWheel(chart, event));
  tell(chart, details, undefined);
}

function zoomByWheel(chart: Chart, event: WheelEvent): void {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const notches = Math.max(-1, Math.min(1, -event.deltaY / NOTCH));
  const { left } = chart.scroll.getBoundingClientRect();
  const anchor = event.clientX - left - chart.drawn.layout.namesWidth;
  zoomTo(chart, chart.state.zoom * WHEEL_STEP ** notches, anchor);
}

/** Tells the details of a bar; of none, how to come to them. */
function tell({ page, drawn }: Chart, details: HTMLElement, bar: BarShape | undefined): void {
  const { layout, cursor } = drawn;
  const all = bar ? barDetails(bar, page) : [];
  const parts = all.map((part, index) => {
    if (!bar) return part;
    // Last, the line of a log as it stands there.
    const isLine = bar.mark !== undefined && index === all.length - 1;
    return element('bdi', {}, ...(isLine ? [element('code', {}, part)] : withLinks(page, part, bar, all[0])));
  });
  tellParts(details, parts);
  if (!bar && layout.bars.length > 0)
    details.append(
      page.t('Point at a bar, or go through them with the arrow keys; Enter shows it in the log.'),
    );
  const x = bar?.mark && !bar.beyond ? bar.x + bar.width / 2 : undefined;
  cursor.setAttribute('d', x === undefined ? '' : `M${x} ${layout.top}V${layout.height}`);
}

function tellParts(details: HTMLElement, parts: readonly (HTMLElement | string)[]): void {
  const told = parts.map((part) => (typeof part === 'string' ? element('bdi', {}, part) : part));
  details.replaceChildren(...told.flatMap((part, index) => (index === 0 ? [part] : [' · ', part])));
  details.classList.toggle('hint', parts.length === 0);
}

/** The known ends of a bar lead to the log. By keys the bar itself does, so they are no stops of Tab. */
function withLinks(page: Page, part: string, bar: BarShape, what = ''): readonly (HTMLElement | string)[] {
  const { time } = page;
  const { from, to, start, end } = bar;
  const [first, last] = [start === 'known' ? [from] : [], end === 'known' ? [to] : []];
  return part === time.range(from, to) && first.length + last.length === 2
    ? moments(page, 'bar', what, from, to)
    : withLink(page, what, part, [...first, ...last]);
}

function withLink(
  page: Page,
  what: string,
  part: string,
  known: readonly number[],
): readonly (HTMLElement | string)[] {
  for (const at of known) {
    const text = page.time.dateTime(at);
    const [before, after] = part.split(text);
    if (before !== undefined && after !== undefined)
      return [before, moment(page, 'bar-at', what, text, at), after];
  }
  return [part];
}

/** Goes to the line of a mark, or to the one nearest to the start or end of a bar; whether there is one. */
function goTo({ send }: Page, { mark, from, to, start, end }: BarShape, isToEnd = false): boolean {
  if (mark) {
    send({ type: 'goToMark', uri: mark.uri, offset: mark.offset });
    return true;
  }
  const instants = [...(start === 'known' ? [from] : []), ...(end === 'known' ? [to] : [])];
  const instant = isToEnd ? instants.at(-1) : instants[0];
  if (instant === undefined) return false;
  send({ type: 'showInLog', instant });
  return true;
}

/** Enter leads from a bar to the log, with Shift from its end; whether it did. */
function showByKey(chart: Chart, { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const current = currentBar(chart);
  if (key !== 'Enter' || ctrlKey || metaKey || altKey || !current) return false;
  return goTo(chart.page, current, shiftKey);
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
function pan(chart: Chart, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !event.key.startsWith('Arrow')) return false;
  chart.scroll.scrollLeft += (panByKey(event) * viewWidth(chart)) / 2;
  return true;
}

// Which bar is meant: by a pointer, or by a key.

/** How far beside a bar a pointer still means it, in CSS pixels: some are as narrow as a line. */
const REACH = 6;

interface Meant {
  readonly bar?: BarShape | undefined;
  /** Where it is no bar: what the strip of a log tells there, which log's, and of when. */
  readonly slice?: readonly string[] | undefined;
  readonly uri?: string;
  readonly instant?: number;
}

/** What a pointer means: a bar, else what is below it in the strip of a log. */
function meantBy({ drawn, page }: Chart, { target, clientX, clientY }: MouseEvent): Meant {
  const { picture: plot, layout } = drawn;
  // Over the axis and the names it means none of what is behind them.
  if (!(target instanceof Node) || !plot.contains(target)) return {};
  const { left, top } = plot.getBoundingClientRect();
  const [x, y] = [clientX - left, clientY - top + layout.top];
  const bar = barAt(layout, x, y);
  const row = layout.rows.find((one) => one.strip && y >= one.y && y < one.y + one.height);
  if (bar || !row?.lane) return { bar };
  const { lane } = row;
  const { from, to, x: xOf } = layout.axis;
  const instant = from + ((x - xOf(from)) / (xOf(to) - xOf(from))) * (to - from);
  return { slice: sliceDetails(lane, instant, page), uri: lane.uri, instant: Math.round(instant) };
}

/** The bar at a place in the plot; undefined where none is near. */
function barAt({ bars }: TimelineLayout, x: number, y: number): BarShape | undefined {
  const distance = (bar: BarShape) =>
    Math.max(bar.x - x, x - bar.x - bar.width, bar.y - y, y - bar.y - bar.height, 0);
  // Marks lie over one another: of several, the one in whose middle it is.
  const offMiddle = (bar: BarShape) => Math.abs(bar.x + bar.width / 2 - x) / 1e6;
  return nearest(
    bars.filter((bar) => distance(bar) <= REACH),
    (bar) => distance(bar) + offMiddle(bar),
  );
}

/** The bar a key leads to; undefined for other keys, at the edge, and with Shift, which moves the picture instead. */
export function barByKey(
  { bars, rows }: Pick<TimelineLayout, 'bars' | 'rows'>,
  current: BarShape,
  { key, ctrlKey, metaKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): BarShape | undefined {
  if (shiftKey) return undefined;
  const inRow = bars.filter(({ row }) => row === current.row);
  const isWhole = ctrlKey || metaKey;
  switch (key) {
    case 'ArrowLeft':
      return inRow[inRow.indexOf(current) - 1];
    case 'ArrowRight':
      return inRow[inRow.indexOf(current) + 1];
    case 'ArrowUp':
      return besides(-1);
    case 'ArrowDown':
      return besides(1);
    case 'Home':
      return (isWhole ? bars : inRow)[0];
    case 'End':
      return (isWhole ? bars : inRow).at(-1);
    default:
      return undefined;
  }

  /** In the next row that has bars, the one most nearly above or below. */
  function besides(step: number): BarShape | undefined {
    for (let row = current.row + step; row >= 0 && row < rows.length; row += step) {
      const found = nearest(
        bars.filter((bar) => bar.row === row),
        (bar) => Math.max(bar.x - current.x - current.width, current.x - bar.x - bar.width, 0),
      );
      if (found) return found;
    }
    return undefined;
  }
}

/** How far a key moves the picture when it leads to no bar, in halves of what is in view; to the left below 0. */
export function panByKey({ key }: Pick<KeyboardEvent, 'key'>): number {
  if (key === 'ArrowLeft') return -1;
  return key === 'ArrowRight' ? 1 : 0;
}

function nearest(bars: readonly BarShape[], distance: (bar: BarShape) => number): BarShape | undefined {
  let [found, least] = [bars[0], Number.POSITIVE_INFINITY];
  for (const bar of bars) {
    const away = distance(bar);
    if (away < least) [found, least] = [bar, away];
  }
  return found;
}

/** What the reader did to a timeline, which a redraw must not undo. */
interface ChartState {
  zoom: number;
  current: string | undefined;
  isTextOpen: boolean;
}

const states = new Map<string, ChartState>();

export function chartStateOf(sessionId: string): ChartState {
  const state = states.get(sessionId) ?? { zoom: 1, current: undefined, isTextOpen: false };
  states.set(sessionId, state);
  return state;
}
