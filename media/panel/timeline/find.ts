/** Which bar is meant: by a pointer, or by a key. */
import type { BarShape, TimelineLayout } from '../../../src/core/story/layout/index.ts';

/** How far beside a bar a pointer still means it, in CSS pixels: some are as narrow as a line. */
const REACH = 6;

/** The bar at a place in the plot; undefined where none is near. */
export function barAt({ bars }: TimelineLayout, x: number, y: number): BarShape | undefined {
  const distance = (bar: BarShape) =>
    Math.max(bar.x - x, x - bar.x - bar.width, bar.y - y, y - bar.y - bar.height, 0);
  return nearest(
    bars.filter((bar) => distance(bar) <= REACH),
    distance,
  );
}

/**
 * The bar an arrow key leads to; undefined for another key, where there is none in that direction, and with Shift,
 * which moves the picture instead.
 */
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
