/** A timeline as a file of its own: SVG that needs nothing else, in light colours, to be looked at anywhere. */
import type { DrawnNode, BarKind, LayoutOptions, TimelineLayout } from './layout/model.ts';
import type { LaneMark, LogLane } from '../logLanes/model.ts';
import type { Timeline } from './timeline/model.ts';
import { visibleText } from '../text/index.ts';
import {
  axisNodes,
  barDetails,
  cornerNodes,
  layOutTimeline,
  logLane,
  barNode,
  frameNodes,
  hatchNode,
  inDrawingOrder,
  nameNodes,
  nowNode,
  textWidth,
} from './layout/index.ts';

interface TimelineSvgOptions extends Pick<LayoutOptions, 'time' | 't' | 'logLine'> {
  /** What the picture is of, such as who called whom; may be a text from outside. */
  readonly heading: string;
  /** How the call went; may hold texts from outside. */
  readonly verdict: string;
  /** The logs of the call, the first on top; their names may be names of people. */
  readonly lanes?: readonly LogLane[];
  /** In CSS pixels; 960 unless told. */
  readonly width?: number;
}

type Attributes = Readonly<Record<string, string | number>>;

const WIDTH = 960;
const MARGIN = 24;
const LINE = 20;
const HEADING_SIZE = 17;
const TEXT_SIZE = 13;
const INK = '#1f1f1f';
const PALE = '#616161';
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
/** Of heading and verdict, in UTF-16 code units. */
const MOST_LETTERS = 400;

/** Of each kind of bar: its edge, and what fills it. */
const COLOURS: Readonly<Record<BarKind, readonly [string, string]>> = {
  ringing: ['#9a6c00', '#fdf6e3'],
  talking: ['#388a34', '#dcefdb'],
  meeting: ['#616161', '#ececec'],
  logLine: ['#c2410c', '#c2410c'],
  stay: ['#1a6fd6', '#d8e8fb'],
  gap: ['#616161', 'none'],
  presence: ['#1a6fd6', '#d8e8fb'],
  together: ['#652d90', '#e9dff1'],
  alone: ['#652d90', 'none'],
  recording: ['#c4160a', '#fbdcd9'],
  transcript: ['#616161', '#f4f4f4'],
  mark: ['none', '#3b3b3b'],
};

/** What each class of the drawing looks like, as attributes, which every reader of SVG understands. */
const LOOKS: Readonly<Record<string, Attributes>> = {
  tick: { fill: PALE, 'font-size': 11 },
  note: { fill: PALE, 'font-size': 11 },
  'row-name': { 'font-size': 13 },
  device: { fill: PALE },
  middle: { 'text-anchor': 'middle' },
  end: { 'text-anchor': 'end' },
  grid: { fill: 'none', stroke: '#e3e3e3' },
  now: { fill: 'none', stroke: INK, 'stroke-dasharray': '2 3' },
  hatch: { fill: 'none', stroke: '#d9b45b' },
  hatched: { stroke: 'none' },
  alone: { 'stroke-dasharray': '3 3' },
  gap: { 'stroke-dasharray': '1 4' },
  area: { stroke: 'none' },
  line: { fill: 'none', 'stroke-width': 1.5 },
  span: { stroke: 'none', 'fill-opacity': 0.12 },
  error: { fill: '#c4160a' },
  warning: { fill: '#9a6c00' },
  lines: { fill: '#c8c8c8' },
  warnings: { fill: '#9a6c00' },
  errors: { fill: '#c4160a' },
  base: { fill: 'none', stroke: '#9a9a9a' },
};

/**
 * Writes a timeline as an SVG file: its heading, how the call went, and the picture, each bar with its details as
 * its title. No script, no style sheet, nothing from elsewhere; texts from outside are made visible and escaped.
 */
export function timelineSvg(timeline: Timeline, options: TimelineSvgOptions): string {
  const { time, t, logLine } = options;
  const width = Math.max(320, Math.round(options.width ?? WIDTH));
  const room = width - 2 * MARGIN;
  const lanes = options.lanes?.map((lane, index) => logLane(String(index), lane, undefined, t)) ?? [];
  const layout = layOutTimeline(timeline, { width: room, time, t, logLine, lanes });
  const heading = visibleText(options.heading, MOST_LETTERS);
  const verdict = visibleText(options.verdict, MOST_LETTERS);
  const lines = headLines(heading, verdict, room);
  const top = MARGIN + lines.length * LINE + 12;
  const height = Math.ceil(top + layout.height + MARGIN);
  const nodes: readonly DrawnNode[] = [
    { tag: 'title', attributes: { id: 'title' }, text: heading },
    { tag: 'desc', attributes: { id: 'desc' }, text: verdict },
    { tag: 'defs', children: [hatchNode()] },
    { tag: 'rect', attributes: { width, height, fill: '#ffffff' } },
    ...lines,
    moved(MARGIN, top, [...cornerNodes(layout), ...nameNodes(layout)]),
    moved(MARGIN + layout.namesWidth, top, plotNodes(layout, options)),
  ];
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'title desc',
    'font-family': FONT,
    'font-size': layout.smallSize,
    fill: INK,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written({ tag: 'svg', attributes: root, children: nodes })}\n`;
}

/** Heading and verdict above the picture, each as many lines as it needs in so much room, in CSS pixels. */
function headLines(heading: string, verdict: string, room: number): readonly DrawnNode[] {
  const lines = [
    ...linesOf(heading, room, HEADING_SIZE).map((text) => ({
      text,
      look: { 'font-size': HEADING_SIZE, 'font-weight': 600 },
    })),
    ...linesOf(verdict, room, TEXT_SIZE).map((text) => ({ text, look: { 'font-size': TEXT_SIZE } })),
  ];
  return lines.map(({ text, look }, index) => ({
    tag: 'text',
    attributes: { x: MARGIN, y: MARGIN + 14 + index * LINE, ...look },
    text,
  }));
}

function plotNodes(layout: TimelineLayout, options: TimelineSvgOptions): readonly DrawnNode[] {
  const now = nowNode(layout);
  const bars = inDrawingOrder(layout.bars).map((bar): DrawnNode => {
    const node = barNode(bar, layout);
    const [stroke, fill] = COLOURS[bar.kind];
    const title: DrawnNode = { tag: 'title', text: barDetails(bar, options).join(' · ') };
    // A mark has the colour of its weight.
    const colours = bar.mark && isWeighty(bar.mark) ? { stroke } : { stroke, fill };
    return {
      ...node,
      attributes: { ...node.attributes, ...colours },
      children: [title, ...(node.children ?? [])],
    };
  });
  return [...axisNodes(layout), ...frameNodes(layout), ...bars, ...(now ? [now] : [])];
}

function isWeighty({ level }: LaneMark): boolean {
  return level === 'error' || level === 'warning';
}

function moved(x: number, y: number, children: readonly DrawnNode[]): DrawnNode {
  return { tag: 'g', attributes: { transform: `translate(${x} ${y})` }, children };
}

/** Breaks a text between words into lines that fit, by estimate; a word that is too long has a line of its own. */
function linesOf(text: string, width: number, fontSize: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter((line) => line !== '');
}

function written({ tag, class: className = '', attributes = {}, text, children = [] }: DrawnNode): string {
  const looks = className.split(' ').map((name) => LOOKS[name]);
  // What stands in a bar is not drawn in the bar's colours.
  const ink = tag === 'text' ? { fill: INK, stroke: 'none', 'unicode-bidi': 'plaintext' } : {};
  const all: Attributes = Object.assign({}, ink, ...looks, attributes);
  const list = Object.entries(all).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  const inner = `${text === undefined ? '' : escaped(text)}${children.map(written).join('')}`;
  return inner === '' ? `<${tag}${list.join('')}/>` : `<${tag}${list.join('')}>${inner}</${tag}>`;
}

/** Written as characters of XML; the two that XML does not have at all become the one that stands for such. */
function escaped(text: string): string {
  return text.replace(/[&<>"'\ufffe\uffff]/g, (character) =>
    character >= '\ufffe' ? '\ufffd' : `&#${character.codePointAt(0)};`,
  );
}
