import {
  barDetails,
  type BarShape,
  type TextShape,
  type TimelineLayout,
} from '../../../src/core/story/layout/index.ts';
import { barNode, frameNodes, hatchNode, nowNode } from '../../../src/core/story/layout/nodes.ts';
import type { Page } from '../page.ts';
import { bandNodes } from './bands.ts';
import { picture, svgElement } from './svg.ts';

/** A plot, each of its bars by the bar's id, and what stands in rows instead of bars. */
export interface Plot {
  readonly picture: SVGElement;
  readonly bars: ReadonlyMap<string, SVGElement>;
  readonly notes: ReadonlyMap<TextShape, Element>;
}

/**
 * Draws the plot of a layout.
 * @param current the id of the bar that Tab comes to
 */
export function drawPlot(page: Page, layout: TimelineLayout, current: string | undefined): Plot {
  const { plotWidth, height } = layout;
  const now = nowNode(layout);
  const plot = picture(plotWidth, height, { class: 'plot', role: 'group', 'aria-labelledby': 'timeline' }, [
    { tag: 'defs', children: [hatchNode()] },
    ...frameNodes(layout),
  ]);
  const bars = new Map(layout.bars.map((bar) => [bar.id, drawBar(page, layout, bar, bar.id === current)]));
  plot.append(...bars.values(), ...[...(now ? [now] : []), ...bandNodes(page, layout)].map(svgElement));
  return { picture: plot, bars, notes: namedNotes(plot, layout, page.t) };
}

function drawBar(page: Page, layout: TimelineLayout, bar: BarShape, isCurrent: boolean): SVGElement {
  const made = svgElement(barNode(bar, layout));
  made.id = `timeline-${bar.id}`;
  made.dataset['from'] = String(bar.from);
  made.dataset['to'] = String(bar.to);
  if (bar.uid !== undefined) made.dataset['uid'] = bar.uid;
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', barDetails(bar, page).join(', '));
  made.setAttribute('tabindex', isCurrent ? '0' : '-1');
  return made;
}

/** What stands in a row instead of bars is read with whose row it is: the names themselves are not. */
function namedNotes(
  plot: SVGElement,
  { rows }: TimelineLayout,
  t: Page['t'],
): ReadonlyMap<TextShape, Element> {
  const drawn = plot.querySelectorAll('.note');
  const noted = rows.flatMap(({ label, note }) => (note ? [{ label, note }] : []));
  const notes = new Map<TextShape, Element>();
  for (const [index, { label, note }] of noted.entries()) {
    const text = drawn[index];
    if (!text) continue;
    notes.set(note, text);
    if (label === '') continue;
    text.setAttribute('role', 'img');
    text.setAttribute('aria-label', t('{0}: {1}', label, note.text));
  }
  return notes;
}
