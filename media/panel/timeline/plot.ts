import {
  barDetails,
  barNode,
  frameNodes,
  hatchNode,
  inDrawingOrder,
  nowNode,
} from '../../../src/core/story/layout/index.ts';
import type { BarShape, TextShape, TimelineLayout, DrawnNode } from '../../../src/core/story/layout/model.ts';
import { formatDuration, phraseText } from '../../../src/core/text/index.ts';
import { svgElement } from '../dom.ts';
import type { Page } from '../page.ts';

/** A plot, each of its bars by the bar's id, and what stands in rows instead of bars. */
export interface Plot {
  readonly picture: SVGElement;
  readonly bars: ReadonlyMap<string, SVGElement>;
  readonly notes: ReadonlyMap<TextShape, Element>;
  /** A line through all rows, at the mark that is told of. */
  readonly cursor: SVGElement;
}

/** Draws the plot of a layout; `current` is the id of the bar that Tab comes to. */
export function drawPlot(page: Page, layout: TimelineLayout, current: string | undefined): Plot {
  const { plotWidth, top, height } = layout;
  const now = nowNode(layout);
  const attributes = { class: 'plot', role: 'group', 'aria-labelledby': 'timeline' };
  const plot = picture({ width: plotWidth, top, bottom: height }, attributes, [
    { tag: 'defs', children: [hatchNode()] },
    ...frameNodes(layout),
  ]);
  const bars = new Map(
    inDrawingOrder(layout.bars).map((bar) => [bar.id, drawBar(page, layout, bar, bar.id === current)]),
  );
  plot.append(...bars.values(), ...[...(now ? [now] : []), ...bandNodes(page, layout)].map(svgElement));
  const cursor = svgElement({ tag: 'path', class: 'cursor' });
  plot.append(cursor);
  return { picture: plot, bars, notes: namedNotes(plot, layout, page.t), cursor };
}

function drawBar(page: Page, layout: TimelineLayout, bar: BarShape, isCurrent: boolean): SVGElement {
  const made = svgElement(barNode(bar, layout));
  made.id = `timeline-${bar.id}`;
  // A mark belongs to a log, and to no stretch of time that a finding is about.
  if (!bar.mark) {
    made.dataset['from'] = String(bar.from);
    made.dataset['to'] = String(bar.to);
  }
  if (bar.uid !== undefined) made.dataset['uid'] = bar.uid;
  made.setAttribute('role', bar.mark ? 'button' : 'img');
  made.setAttribute('aria-label', phraseText(barDetails(bar, page), page.t));
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

// The stretches of time that findings are about: each is drawn once, and seen while its finding is shown.

/** A moment is a stretch, too: so wide it is seen, in CSS pixels. */
const LEAST_WIDTH = 6;

/** A band for each finding about a stretch of time, in the rows of whom it is about; none for who has no row. */
export function bandNodes({ view, time, t }: Page, layout: TimelineLayout): readonly DrawnNode[] {
  const bands = new Map<string, DrawnNode>();
  for (const { uid, from, to = from } of view.story?.findings ?? []) {
    const rect = from === undefined || to === undefined ? undefined : rectOf(uid, from, to, layout);
    if (!rect || from === undefined || to === undefined) continue;
    const who = layout.bars.find((bar) => uid !== undefined && bar.uid === uid)?.who;
    const when =
      from === to ? [time.dateTime(from)] : [time.range(from, to), formatDuration((to - from) / 1000, t)];
    bands.set(JSON.stringify([uid, from, to]), {
      tag: 'g',
      class: 'band',
      attributes: {
        role: 'img',
        'aria-label': phraseText([who, ...when], t),
        'data-from': from,
        'data-to': to,
        ...(uid !== undefined && { 'data-uid': uid }),
      },
      children: [{ tag: 'rect', attributes: rect }],
    });
  }
  return [...bands.values()];
}

/** From a person's first row to the last; of what belongs to nobody, the call's own row, else all of them. */
function rectOf(uid: string | undefined, from: number, to: number, layout: TimelineLayout) {
  const { axis, rows, bars, top, height } = layout;
  const own = rows.filter((row, index) =>
    uid === undefined
      ? row.kind === 'call'
      : bars.some((bar) => bar.row === index && bar.uid === uid && bar.kind !== 'alone'),
  );
  if (uid !== undefined && own.length === 0) return undefined;
  const y = own[0]?.y ?? top;
  const bottom = own.reduce((_, row) => row.y + row.height, height);
  const xOf = (at: number) => axis.x(Math.max(axis.from, Math.min(axis.to, at)));
  const width = Math.max(LEAST_WIDTH, xOf(to) - xOf(from));
  return { x: (xOf(from) + xOf(to) - width) / 2, y, width, height: bottom - y };
}

/** What stands between two heights of a layout, all in CSS pixels. */
export function picture(
  { width, top, bottom }: { readonly width: number; readonly top: number; readonly bottom: number },
  attributes: Readonly<Record<string, string>>,
  nodes: readonly DrawnNode[],
): SVGElement {
  const height = bottom - top;
  const viewBox = `0 ${top} ${width} ${height}`;
  return svgElement({ tag: 'svg', attributes: { width, height, viewBox, ...attributes }, children: nodes });
}
