/** Where rows and bars stand in the picture. All lengths are CSS pixels. */
import type {
  Axis,
  BarShape,
  LayoutOptions,
  PlannedBar,
  PlannedRow,
  RowShape,
  TextShape,
  Writing,
} from './model.ts';
import { formatDuration } from '../../text/index.ts';
import type { Timeline } from '../timeline/model.ts';
import { isRingOpen, round } from './axis.ts';
import { barLabels } from './details.ts';
import { LANE_HEIGHT, LANE_NAME, LANE_NOTE, MARK, placeMark, placeStrip } from './lanes.ts';
import { fitText, textWidth } from './text.ts';

/** For what the sizes below are made; they grow with it. */
export const FONT_SIZE = 13;
export const HEAD_HEIGHT = 38;
const FULL = { lane: 16, gap: 2, margin: 4 };
const THIN = { lane: 9, gap: 1, margin: 4 };
/** Lanes of a thin row that has several. */
const THIN_LANE = 6;
/** A row has no more lanes; what overlaps still more shares the last. */
const MOST_LANES = 8;
const PRESENCE_HEIGHT = 4;
const LEAST_BAR_WIDTH = 3;
export const NAMES_MARGIN = 12;
/** Between the edges of the plot and the first and last instant. */
export const PLOT_MARGIN = 8;

/** What a picture is made for. */
export interface Frame {
  readonly axis: Axis;
  readonly plotWidth: number;
  readonly namesWidth: number;
  readonly unit: number;
  readonly isThin: boolean;
  readonly smallSize: number;
  readonly options: LayoutOptions;
  /** From when to when the call is, also where the axis ends before. */
  readonly timeline: Timeline;
}

/** Puts the rows below one another, and the bars into them. */
export function placeRows(rows: readonly PlannedRow[], frame: Frame) {
  const { unit, namesWidth, plotWidth, smallSize, axis } = frame;
  let y = HEAD_HEIGHT * unit;
  const bars: BarShape[] = [];
  const placed = rows.map((row, index): RowShape => {
    const lanes = lanesOf(row.bars);
    const count = Math.max(1, ...lanes.map((lane) => lane + 1));
    const isThin = frame.isThin && row.kind === 'person';
    const { gap, margin, lane: one } = isThin ? THIN : FULL;
    const lane = isThin && count > 1 ? THIN_LANE : one;
    const hasStrip = row.lane !== undefined && row.lane.slices.length > 0;
    const inner = hasStrip ? LANE_HEIGHT : count * (lane + gap) - gap;
    const inset = row.lane && !hasStrip ? (one - MARK) / 2 : 0;
    const height = (inner + 2 * margin) * unit;
    row.bars.forEach((bar, place) => {
      const top = y + (margin + inset + (lanes[place] ?? 0) * (lane + gap)) * unit;
      bars.push(placeBar(bar, index, round(top), round(lane * unit), frame, row.bars.length === 1));
    });
    const fontSize = (isThin ? FONT_SIZE * 0.9 : FONT_SIZE) * unit;
    const x = indentOf(row.kind, unit);
    const baselineAt = (middle: number, size: number) => round(y + (margin + middle) * unit + size * 0.35);
    const baseline = baselineAt(hasStrip ? LANE_NAME : one / 2, fontSize);
    const noteLine = hasStrip ? baselineAt(LANE_NOTE, smallSize) : baseline;
    const text = fitText(row.label, namesWidth - NAMES_MARGIN * unit - x, fontSize);
    const note = fitText(row.note ?? '', plotWidth - 2 * PLOT_MARGIN, smallSize);
    const shape: RowShape = {
      kind: row.kind,
      y: round(y),
      height: round(height),
      name: { text, x, y: baseline },
      label: row.label,
      note: note === '' ? undefined : { text: note, x: PLOT_MARGIN, y: noteLine },
      lane: row.lane,
      strip: row.lane && placeStrip(row.lane, y + margin * unit, axis, unit),
    };
    y += height;
    return shape;
  });
  return { rows: placed, bars, height: Math.ceil(y + 4 * unit) };
}

/** The lane of each bar of a row: the first one that is free, so that what overlaps stands below one another. */
function lanesOf(bars: readonly PlannedBar[]): readonly number[] {
  const free: number[] = [];
  return bars.map(({ from, to }) => {
    const first = free.findIndex((end) => end <= from);
    const lane = Math.min(first === -1 ? free.length : first, MOST_LANES - 1);
    free[lane] = Math.max(to, free[lane] ?? to);
    return lane;
  });
}

function placeBar(
  bar: PlannedBar,
  row: number,
  top: number,
  lane: number,
  frame: Frame,
  isOnly: boolean,
): BarShape {
  const { axis, plotWidth, unit } = frame;
  if (bar.kind === 'logLine') return placeLogLine(bar, row, top, lane, frame);
  if (bar.kind === 'mark') return placeMark(bar, row, top, axis, unit);
  const height = bar.kind === 'presence' ? PRESENCE_HEIGHT * unit : lane;
  const y = top + (lane - height) / 2;
  const to = bar.kind === 'ringing' && isRingOpen(frame.timeline) ? axis.to : bar.to;
  const width = Math.max(LEAST_BAR_WIDTH, axis.x(to) - axis.x(bar.from));
  const x = Math.min(axis.x(bar.from), plotWidth - PLOT_MARGIN / 2 - width);
  const shape = { ...bar, row, x, y: round(y), width: round(width), height, beyond: undefined };
  const { smallSize, options } = frame;
  const label = labelBetween(shape, x, x + width, smallSize, options);
  return { ...shape, label: label ?? (isOnly ? labelBeside(shape, frame) : undefined) };
}

/** The fullest label of a bar that fits into a part of it, and stands at the beginning of that. */
function labelBetween(
  shape: Omit<BarShape, 'label'>,
  left: number,
  right: number,
  smallSize: number,
  writing: Writing,
): TextShape | undefined {
  if (shape.height < smallSize) return undefined;
  // What lies between bars has no edges of its own to keep away from.
  const margin = shape.kind === 'gap' ? smallSize / 8 : smallSize / 2;
  const room = right - left - 2 * margin;
  const text = barLabels(shape, writing).find((label) => textWidth(label, smallSize) <= room);
  if (text === undefined) return undefined;
  return { text, x: round(left + margin), y: middleLine(shape, smallSize) };
}

/** A part of the plot from left to right. */
interface View {
  readonly left: number;
  readonly right: number;
}

/**
 * The label of a bar while only a part of the plot is in view: of a bar that begins before it, as much as fits into
 * what is seen of the bar. It stays where it is for every other bar, and where there is no room for it.
 */
export function labelInView(
  bar: BarShape,
  { left, right }: View,
  smallSize: number,
  writing: Writing,
): TextShape | undefined {
  if (!bar.label || bar.x >= left) return bar.label;
  return labelBetween(bar, left, Math.min(right, bar.x + bar.width), smallSize, writing) ?? bar.label;
}

/** Of a bar that is alone in its row and too narrow for a word: after it. */
function labelBeside(shape: Omit<BarShape, 'label'>, { smallSize, plotWidth, options }: Frame) {
  const x = round(shape.x + shape.width + smallSize / 2);
  if (shape.height < smallSize) return undefined;
  const text = barLabels(shape, options).find((label) => textWidth(label, smallSize) <= plotWidth - x);
  return text === undefined ? undefined : { text, x, y: middleLine(shape, smallSize) };
}

/** The baseline of a text in the middle of a bar. */
function middleLine({ y, height }: Pick<BarShape, 'y' | 'height'>, fontSize: number): number {
  return round(y + height / 2 + fontSize * 0.35);
}

/** A log line is a moment with its time beside it, or an arrow at the edge behind which it is. */
function placeLogLine(bar: PlannedBar, row: number, top: number, lane: number, frame: Frame): BarShape {
  const { axis, plotWidth, smallSize, unit } = frame;
  const beyond = bar.from < axis.from ? 'before' : bar.from > axis.to ? 'after' : undefined;
  const texts = logLineTexts(bar, beyond, frame);
  const x = axis.x(bar.from);
  const width = Math.max(LEAST_BAR_WIDTH, axis.x(bar.to) - x);
  const gap = lane / 2 + 2 * unit;
  const right = plotWidth - (x + width + gap);
  const after = texts.find((text) => textWidth(text, smallSize) <= right);
  const left = x - gap;
  const before = texts.find((text) => textWidth(text, smallSize) <= left);
  // On the right, where it is read on from the line, unless only the left has room for all of it.
  const text = after === undefined || (after !== texts[0] && before === texts[0]) ? before : after;
  const label =
    text === undefined
      ? undefined
      : {
          text,
          x: round(text === after ? x + width + gap : left),
          ...(text !== after && { anchor: 'end' as const }),
          y: round(top + lane / 2 + smallSize * 0.35),
        };
  return { ...bar, row, x, y: top, width: round(width), height: lane, label, beyond };
}

/** When it was, or how far from the call; the fullest that may fit first. */
function logLineTexts(
  { from, who }: PlannedBar,
  beyond: BarShape['beyond'],
  { timeline, axis, options }: Frame,
): readonly string[] {
  const { time, t } = options;
  // What the axis leaves out at its beginning is no part of the call.
  const begin = Math.max(timeline.from, axis.from);
  if (beyond === 'before') return [t('{0} before', formatDuration((begin - from) / 1000, t))];
  if (from > timeline.to && beyond === 'after')
    return [t('{0} after', formatDuration((from - timeline.to) / 1000, t))];
  // In what the axis leaves out it may be on another day.
  const at = beyond === 'after' ? time.dateTime(from) : time.timeWithZone(from);
  return [`${at} · ${who}`, at];
}

/** How far the name of a row is moved in. */
export function indentOf(kind: PlannedRow['kind'], unit: number): number {
  return kind === 'device' ? 12 * unit : 0;
}
