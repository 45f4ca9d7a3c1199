/**
 * A laid-out timeline as the few kinds of SVG elements it is drawn with. What a class looks like is the writer's:
 * a style sheet in the panel, fixed colours in a saved file.
 */
import type { BarShape, DrawnNode, TextShape, TimelineLayout } from './model.ts';
import { round } from './axis.ts';
import { markOutline, pathNode, stripNodes } from './lanes.ts';

/** How long the tip or the teeth of an open end are, at most. */
const TIP = 7;
const TOOTH = 4;
const HATCH = 6;

/** The id of the hatching that tells ringing from talking; it must be in the same document as the bars. */
const HATCH_ID = 'timeline-hatch';

export function hatchNode(): DrawnNode {
  const attributes = { id: HATCH_ID, width: HATCH, height: HATCH, patternUnits: 'userSpaceOnUse' };
  // Each line goes on in the next tile; what stands out of a tile closes the gaps at its corners.
  const d = `M-1 1L1 -1M0 ${HATCH}L${HATCH} 0M${HATCH - 1} ${HATCH + 1}L${HATCH + 1} ${HATCH - 1}`;
  return { tag: 'pattern', attributes, children: [{ tag: 'path', class: 'hatch', attributes: { d } }] };
}

/** The column of names: what each row is called. */
export function nameNodes({ rows }: TimelineLayout): readonly DrawnNode[] {
  return rows.map(({ kind, name, label }): DrawnNode => {
    const node = textNode(name, `row-name ${kind}`);
    // What is cut is told whole to a pointer that rests on it.
    return name.text === label ? node : { ...node, children: [{ tag: 'title', text: label }] };
  });
}

/** The date and zone of the axis, above the column of names. */
export function cornerNodes({ corner }: TimelineLayout): readonly DrawnNode[] {
  return corner.map((shape) => textNode(shape, 'tick'));
}

/** The axis, above the rows. */
export function axisNodes(layout: TimelineLayout): readonly DrawnNode[] {
  const { ticks, tickLabels, headLabels, top, plotWidth, nowX } = layout;
  const marks = ticks.map(({ x }) => `M${x} ${top - 4}V${top}`).join('');
  return [
    pathNode('grid', `M0 ${top - 4}H${plotWidth}${marks}`),
    ...tickLabels.map((shape) => textNode(shape, 'tick middle')),
    ...headLabels.map((shape) => textNode(shape, `tick ${shape.anchor ?? ''}`)),
    ...(nowX === undefined ? [] : [pathNode('now', `M${nowX} ${round(top - 8)}V${top}`)]),
  ];
}

/** Everything in the rows that stands behind the bars. */
export function frameNodes({ ticks, rows, top, height, plotWidth }: TimelineLayout): readonly DrawnNode[] {
  const grid = ticks.map(({ x }) => `M${x} ${top}V${height}`).join('');
  return [
    pathNode('grid', grid),
    ...rows.flatMap(({ strip }) => (strip ? stripNodes(strip, plotWidth) : [])),
    ...rows.flatMap(({ note }) => (note ? [textNode(note, 'note')] : [])),
  ];
}

/** What stands before the bars: as of when an ongoing call is drawn. */
export function nowNode({ nowX, top, height }: TimelineLayout): DrawnNode | undefined {
  return nowX === undefined ? undefined : pathNode('now', `M${nowX} ${top}V${height}`);
}

/** Bars in the order they are drawn: of marks that lie over one another, the gravest is seen. */
export function inDrawingOrder(bars: readonly BarShape[]): readonly BarShape[] {
  return bars.toSorted((a, b) => weightOf(a) - weightOf(b));
}

function weightOf({ mark }: BarShape): number {
  if (mark?.level === 'error') return 2;
  return mark?.level === 'warning' ? 1 : 0;
}

/** A bar with what is written in it. */
export function barNode(bar: BarShape, layout: TimelineLayout): DrawnNode {
  if (bar.mark) return pathNode(`bar mark ${bar.mark.level ?? ''}`, markOutline(bar));
  const children = [
    ...shapesOf(bar, layout),
    ...(bar.label ? [textNode(bar.label, bar.label.anchor === 'end' ? 'end' : '')] : []),
  ];
  return { tag: 'g', class: `bar ${bar.kind}`, children };
}

function shapesOf(bar: BarShape, layout: TimelineLayout): readonly DrawnNode[] {
  if (bar.kind === 'logLine') return logLineNodes(bar, layout);
  // A line alone has no height: the place it takes is seen when it has the focus.
  if (bar.kind === 'gap') return [pathNode('area', outlineOf(bar)), pathNode('shape', lineOf(bar))];
  const d = bar.kind === 'alone' ? linesOf(bar) : outlineOf(bar);
  if (bar.kind !== 'ringing') return [pathNode('shape', d)];
  return [pathNode('shape', d), { ...pathNode('hatched', d), attributes: { d, fill: `url(#${HATCH_ID})` } }];
}

function textNode({ text, x, y }: TextShape, className: string): DrawnNode {
  return { tag: 'text', ...(className !== '' && { class: className }), attributes: { x, y }, text };
}

/** A pin at its moment with a line through all rows, or an arrow that points out of the picture. */
function logLineNodes(bar: BarShape, { height }: TimelineLayout): readonly DrawnNode[] {
  const { x, y, width, beyond } = bar;
  const half = bar.height / 2;
  if (beyond !== undefined) {
    const tip = beyond === 'before' ? x - half : x + half;
    return [pathNode('pin', `M${x} ${y + 2}L${round(tip)} ${y + half}L${x} ${y + bar.height - 2}Z`)];
  }
  const middle = round(x + width / 2);
  const pin = `M${round(middle - half + 2)} ${y + 2}H${round(middle + half - 2)}L${middle} ${y + bar.height}Z`;
  const area =
    width > 4 ? [pathNode('span', `M${x} ${y + bar.height}H${round(x + width)}V${height}H${x}Z`)] : [];
  return [...area, pathNode('line', `M${middle} ${y + bar.height}V${height}`), pathNode('pin', pin)];
}

/** Above and below, and open to the sides: nobody else was there. */
function linesOf({ x, y, width, height }: BarShape): string {
  const right = round(x + width);
  return `M${x} ${y}H${right}M${right} ${round(y + height)}H${x}`;
}

/** From one bar to the next: below what is written there. */
function lineOf({ x, y, width, height, label }: BarShape): string {
  return `M${x} ${round(label ? y + height - 1 : y + height / 2)}H${round(x + width)}`;
}

/** A bar's outline: straight at an end that is known, a tip where it goes on, torn where it is not known. */
function outlineOf({ x, y, width, height, start, end }: BarShape): string {
  const right = round(x + width);
  const bottom = round(y + height);
  const tip = round(Math.min(TIP, height / 2, width / 2));
  const tooth = round(Math.min(TOOTH, width / 3));
  const teeth = Math.max(2, Math.round(height / TOOTH / 2) * 2);
  const torn = (edge: number, inwards: number, from: number, to: number) =>
    Array.from({ length: teeth }, (_, index) => {
      const part = round(from + ((to - from) * (index + 1)) / teeth);
      return `L${round(index % 2 === 0 ? edge + inwards : edge)} ${part}`;
    }).join('');
  const ends = {
    known: `V${bottom}`,
    ongoing: `M${x} ${y}H${round(right - tip)}L${right} ${round(y + height / 2)}L${round(right - tip)} ${bottom}`,
    unknown: torn(right, -tooth, y, bottom),
  };
  const first = end === 'ongoing' ? ends.ongoing : `M${x} ${y}H${right}${ends[end]}`;
  return `${first}H${x}${start === 'known' ? '' : torn(x, tooth, bottom, y)}Z`;
}
