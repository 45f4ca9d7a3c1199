import type { Timeline } from '../../../src/core/story/timeline/index.ts';
import { button, element } from '../dom.ts';
import type { Page } from '../page.ts';
import { type Chart, createChart, keepLabelsInView, redraw, zoomTo } from './drawing.ts';
import { listen, ZOOM_STEP } from './pointing.ts';
import { stateOf } from './state.ts';

/** The page is laid out before it is known how wide it is. */
const LIKELY_WIDTH = 800;

/** Follows the width of the chart that is on the page; a redraw of the page makes another chart. */
let observer: ResizeObserver | undefined;

/** The heading with its zoom buttons, the picture, and the line that tells the details of one bar. */
export function chart(page: Page, timeline: Timeline): readonly HTMLElement[] {
  const { view, t } = page;
  const names = element('div', { class: 'names', 'aria-hidden': 'true' });
  const scroll = element('div', { class: 'scroll', id: 'timeline-scroll' });
  const body = element('div', { class: 'chart' }, names, scroll);
  const details = element('p', { class: 'details' });
  const zoomButton = (id: string, text: string, label: string, factor: number) =>
    button(id, text, () => zoomTo(made, made.state.zoom * factor), { 'aria-label': label, title: label });
  const zoomButtons = {
    out: zoomButton('timeline-zoom-out', '−', t('Zoom out'), 1 / ZOOM_STEP),
    in: zoomButton('timeline-zoom-in', '+', t('Zoom in'), ZOOM_STEP),
    fit: zoomButton('timeline-fit', t('Fit'), t('Fit the timeline to the panel'), 0),
  };
  const state = stateOf(view.sessionId);
  const fontSize = Number.parseFloat(getComputedStyle(document.body).fontSize) || 13;
  const width = document.getElementById('call')?.clientWidth || LIKELY_WIDTH;
  const made = createChart({ page, timeline, state, fontSize, names, scroll, zoomButtons }, width);
  listen(made, details);
  scroll.addEventListener('scroll', () => keepLabelsInView(made));
  followWidth(made, body);
  const heading = element('h2', { id: 'timeline' }, t('Timeline'));
  const { out, in: closer, fit } = zoomButtons;
  return [element('div', { class: 'heading' }, heading, out, closer, fit), body, details];
}

function followWidth(made: Chart, body: HTMLElement): void {
  observer?.disconnect();
  observer = new ResizeObserver(() => {
    // Its height follows from its width, so drawing anew cannot lead here again.
    const { clientWidth } = body;
    if (clientWidth !== made.drawn.width && clientWidth !== 0) redraw(made, clientWidth);
  });
  observer.observe(body);
}
