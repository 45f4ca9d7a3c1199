/**
 * A timeline as geometry: what stands where in a picture of a width, in CSS pixels. The panel draws it as SVG and
 * the saved file is written from it, so both show the same. Nothing is measured in a page, and nothing is random:
 * one timeline at one width is always the same picture.
 */
import type { Lane, LayoutOptions, PlannedRow, Tick, TimelineLayout, Writing } from './model.ts';
import type { Timeline } from '../timeline/model.ts';
import { axisOf, round, shownOf, ticksOf } from './axis.ts';
import {
  FONT_SIZE,
  type Frame,
  HEAD_HEIGHT,
  indentOf,
  NAMES_MARGIN,
  placeRows,
  PLOT_MARGIN,
} from './place.ts';
import { planRows } from './rows.ts';
import { fitText, textWidth } from './text.ts';

const LEAST_NAMES = 64;
const MOST_NAMES = 200;
const LEAST_PLOT = 80;
/** Of texts in the picture, against the names'. */
const SMALL = 0.85;
/** A plot is no wider: browsers draw no wider ones well. */
const WIDEST_PLOT = 30_000;
/** Nothing is to be seen in a second that is wider: the API tells whole seconds. */
const WIDEST_SECOND = 60;
/** Logs tell milliseconds. */
const WIDEST_SECOND_OF_LOG = 1000;

/** How far a timeline can be zoomed into, 1 or more. */
export function mostZoom(timeline: Timeline, width: number, lanes: readonly Lane[] = []): number {
  const { from, to } = shownOf(timeline, undefined, lanes);
  const seconds = Math.max(1, (to - from) / 1000);
  const widest = lanes.length > 0 ? WIDEST_SECOND_OF_LOG : WIDEST_SECOND;
  return Math.max(1, Math.min(WIDEST_PLOT, seconds * widest) / Math.max(LEAST_PLOT, width));
}

/** Lays a timeline out. */
export function layOutTimeline(timeline: Timeline, options: LayoutOptions): TimelineLayout {
  const { time, t, logLine, lanes = [], zoom = 1, fontSize = FONT_SIZE } = options;
  const unit = fontSize / FONT_SIZE;
  const smallSize = round(fontSize * SMALL);
  const { rows, isThin } = planRows(timeline, logLine, lanes, t);
  const span = shownOf(timeline, logLine, lanes);
  const corner = [time.date(span.from), zoneAt(span.from, options)];
  const width = Math.max(LEAST_NAMES + LEAST_PLOT, options.width);
  const namesWidth = namesWidthOf(rows, corner, width, unit);
  const plotWidth = Math.min(WIDEST_PLOT, Math.floor((width - namesWidth) * Math.max(1, zoom)));
  const axis = axisOf(span, PLOT_MARGIN, plotWidth - PLOT_MARGIN);
  const ticks = ticksOf(axis, plotWidth, time, smallSize);
  const nowX = timeline.isLive ? axis.x(timeline.asOf) : undefined;
  const placed = placeRows(rows, { axis, plotWidth, namesWidth, unit, isThin, options, smallSize, timeline });
  return {
    namesWidth,
    plotWidth,
    height: placed.height,
    top: HEAD_HEIGHT * unit,
    fontSize,
    smallSize,
    axis,
    corner: corner.map((text, line) => ({
      text: fitText(text, namesWidth - NAMES_MARGIN * unit, smallSize),
      x: 0,
      y: headLine(line, unit),
    })),
    ticks,
    tickLabels: ticks.flatMap(({ label, x }) =>
      label === undefined ? [] : [{ text: label, x, y: headLine(1, unit) }],
    ),
    headLabels: headLabelsOf(timeline.asOf, span.isCut, ticks, nowX, { plotWidth, unit, smallSize, options }),
    isThin,
    nowX,
    rows: placed.rows,
    bars: placed.bars,
  };
}

/** The baseline of one of the two lines above the rows. */
function headLine(line: number, unit: number): number {
  return round((line === 0 ? 12 : 28) * unit);
}

/** `UTC`, `GMT+2`: what a time with its zone has more than one without. */
function zoneAt(at: number, { time }: Writing): string {
  return time.timeWithZone(at).replace(time.time(at), '').trim();
}

function namesWidthOf(
  rows: readonly PlannedRow[],
  corner: readonly string[],
  width: number,
  unit: number,
): number {
  const widths = [
    ...rows.map(({ kind, label }) => textWidth(label, FONT_SIZE * unit) + indentOf(kind, unit)),
    ...corner.map((text) => textWidth(text, FONT_SIZE * unit * SMALL)),
  ];
  const most = Math.min(MOST_NAMES * unit, width * 0.34);
  const needed = Math.max(...widths) + NAMES_MARGIN * unit;
  return Math.ceil(Math.max(LEAST_NAMES, Math.min(most, needed)));
}

function headLabelsOf(
  asOf: number,
  isCut: boolean,
  ticks: readonly Tick[],
  nowX: number | undefined,
  { plotWidth, unit, smallSize, options }: Pick<Frame, 'plotWidth' | 'unit' | 'smallSize' | 'options'>,
) {
  const { time, t } = options;
  const y = headLine(0, unit);
  const untils = [t('… until {0}', time.dateTime(asOf)), t('… until {0}', time.date(asOf)), '…'];
  const nowText = isCut
    ? untils.find((text) => textWidth(text, smallSize) <= (nowX ?? 0))
    : t('as of {0}', time.time(asOf));
  const now = nowX === undefined || nowText === undefined ? undefined : { text: nowText, x: nowX };
  const taken: (readonly [number, number])[] = [];
  const place = ({ text, x }: { text: string; x: number }) => {
    const width = textWidth(text, smallSize);
    const anchor = x + width <= plotWidth ? ('start' as const) : ('end' as const);
    const [from, to] = anchor === 'start' ? [x, x + width] : [x - width, x];
    if (from < 0 || taken.some(([start, end]) => from < end + unit * 8 && to > start - unit * 8)) return [];
    taken.push([from, to]);
    return [{ text, x, y, anchor }];
  };
  const days = ticks.flatMap(({ day, x }) => (day === undefined ? [] : [{ text: day, x }]));
  return [...(now ? [now] : []), ...days].flatMap(place);
}
