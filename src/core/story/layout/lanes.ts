/** Lanes: logs, and what else is told by moments, as rows of marks above a strip that tells how much there was. */
import type { Axis, BarShape, DrawnNode, Lane, PlannedBar, StripShape, Writing } from './model.ts';
import type { Translate } from '../../base/index.ts';
import type { Span } from '../../call/index.ts';
import type { LineCounts, LogLane } from '../../logLanes/model.ts';
import { formatSignedDuration, visibleText } from '../../text/index.ts';
import { round } from './axis.ts';

/** How wide and high a mark is. */
export const MARK = 10;
/** How high the strip above its base line is, and how far errors hang below it. */
const STRIP = 14;
const HANG = 7;
const GAP = 3;
/** What a lane with a strip takes. */
export const LANE_HEIGHT = MARK + GAP + STRIP + HANG + GAP;

/** A log as a lane; where no lane was read, `note` says why. */
export function logLane(
  uri: string,
  { name, offsetSeconds = 0, ...lane }: Pick<LogLane, 'name'> & Partial<LogLane>,
  note: string | undefined,
  t: Translate,
): Lane {
  const { window, slices = [], marks = [], count = 0 } = lane;
  const label = visibleText(name, 80);
  return {
    uri,
    label: offsetSeconds === 0 ? label : `${label} ${formatSignedDuration(offsetSeconds, t)}`,
    note: note ?? wordsOf(lane, t),
    window,
    slices: count === 0 ? [] : slices,
    marks,
  };
}

/** What stands in the place of marks; undefined where there are some. */
function wordsOf({ times, count, naming }: Partial<LogLane>, t: Translate): string | undefined {
  if (times === 'none') return t('no line tells a time');
  if (times === 'inDoubt') return t('its dates can be read in two ways');
  if (count === 0) return t('no line at this time');
  return naming === 0 ? t('no line names this call') : undefined;
}

/** A part of a lane's window. */
export interface LaneSlice extends Span, LineCounts {}

/** The parts that a lane's window is divided into, the first first. */
export function slicesOf({ window, slices }: Pick<Lane, 'window' | 'slices'>): readonly LaneSlice[] {
  if (!window) return [];
  const length = (window.to - window.from) / slices.length;
  return slices.map((counts, index) => {
    const from = window.from + index * length;
    return { ...counts, from, to: from + length };
  });
}

/** How many lines of which weight a lane has at an instant, in parts; undefined where it has none. */
export function sliceDetails(lane: Lane, at: number, { time, t }: Writing): readonly string[] | undefined {
  const slice = slicesOf(lane).find(({ from, to }) => from <= at && at < to);
  if (!slice || slice.count === 0) return undefined;
  const { from, to, count, errors, warnings } = slice;
  return [
    lane.label,
    time.range(from, to),
    t('lines: {0}', count),
    t('errors: {0}', errors),
    t('warnings: {0}', warnings),
  ];
}

/** Where the texts of a lane with a strip stand: its name in its middle, its note where marks would. */
export const LANE_NAME = (MARK + GAP + STRIP) / 2;
export const LANE_NOTE = MARK / 2;

export function placeMark(bar: PlannedBar, row: number, top: number, axis: Axis, unit: number): BarShape {
  const size = MARK * unit;
  const beyond = bar.from < axis.from ? 'before' : bar.from > axis.to ? 'after' : undefined;
  const x = round(axis.x(bar.from) - size / 2);
  return { ...bar, row, x, y: top, width: size, height: size, label: undefined, beyond };
}

/** Told apart by their forms: a cross, a triangle, a stroke; what is beyond the axis points out of it. */
export function markOutline({ x, y, width: size, mark, beyond }: BarShape): string {
  const half = round(size / 2);
  const [right, bottom, middle] = [round(x + size), round(y + size), round(x + half)];
  if (beyond === 'before') return `M${right} ${y}V${bottom}L${x} ${round(y + half)}Z`;
  if (beyond === 'after') return `M${x} ${y}V${bottom}L${right} ${round(y + half)}Z`;
  if (mark?.level === 'warning') return `M${middle} ${y}L${right} ${bottom}H${x}Z`;
  if (mark?.level === 'error') {
    const arm = round(size * 0.28);
    const gap = round(half - arm);
    const [down, up] = [`l${gap} ${gap}`, `l${gap} ${-gap}`];
    return `M${x} ${round(y + arm)}l${arm} ${-arm}${down}${up}l${arm} ${arm}l${-gap} ${gap}${down}l${-arm} ${arm}l${-gap} ${-gap}l${-gap} ${gap}l${-arm} ${-arm}${up}Z`;
  }
  const thin = round(size * 0.15);
  return `M${round(middle - thin)} ${y}H${round(middle + thin)}V${bottom}H${round(middle - thin)}Z`;
}

/** Undefined where there is no line, or nothing of it within the axis. */
export function placeStrip(lane: Lane, top: number, axis: Axis, unit: number): StripShape | undefined {
  const slices = slicesOf(lane);
  if (slices.length === 0) return undefined;
  const y = round(top + (MARK + GAP + STRIP) * unit);
  // Of a log of bursts, the quiet between them is to be seen, too.
  const most = Math.sqrt(Math.max(1, ...slices.map(({ count }) => count)));
  let lines = '';
  let warnings = '';
  let errors = '';
  for (const slice of slices) {
    const [left, right] = [axis.x(slice.from), axis.x(slice.to)];
    if (slice.count === 0 || left === right) continue;
    const tall = round(Math.max(1, (Math.sqrt(slice.count) / most) * STRIP * unit));
    lines += `M${left} ${y}v${-tall}H${right}V${y}Z`;
    // One of them in a thousand lines is still to be seen.
    const middle = round((left + right) / 2);
    const half = Math.max(1, (right - left) / 2 - 0.5);
    const hanging = (height: number) =>
      `M${round(middle - half)} ${y}H${round(middle + half)}v${round(height * unit)}H${round(middle - half)}Z`;
    if (slice.errors > 0) errors += hanging(HANG);
    else if (slice.warnings > 0) warnings += hanging(HANG / 2);
  }
  return { y, lines, warnings, errors };
}

export function stripNodes({ y, lines, warnings, errors }: StripShape, width: number): readonly DrawnNode[] {
  const base = `M0 ${y}H${width}`;
  return Object.entries({ lines, warnings, errors, base })
    .filter(([, d]) => d !== '')
    .map(([name, d]) => pathNode(`strip ${name}`, d));
}

export function pathNode(className: string, d: string): DrawnNode {
  return { tag: 'path', class: className, attributes: { d } };
}
