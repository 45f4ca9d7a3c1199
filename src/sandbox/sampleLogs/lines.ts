/** Lines of logs and when they were written. */

export interface TimedLine {
  /** In milliseconds since 1970 UTC, by a clock that is right. */
  readonly at: number;
  /** May be several lines. */
  readonly text: string;
}

// Every form of time carries its zone: the log must mean the same moments wherever it is opened.
export const iso = (at: number) => new Date(at).toISOString();
/** As `logcat -v threadtime,year,zone,UTC` prints it. */
export const logcat = (at: number) => `${iso(at).slice(0, 23).replace('T', ' ')} +0000`;
export const apache = (at: number) => {
  const [, day, month, year, clock] = new Date(at).toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
};

/** Makes the line of an instant; `turn` counts from 0 and varies the numbers in it. */
type Ordinary = (at: number, turn: number) => string;

/**
 * Ordinary lines between two instants, in the rhythm of `gaps` (milliseconds, again from the first when all were used).
 */
export function ordinaryLines(
  from: number,
  to: number,
  gaps: readonly number[],
  kinds: readonly Ordinary[],
): TimedLine[] {
  const lines: TimedLine[] = [];
  for (let at = from, turn = 0; at < to; at += gaps[turn % gaps.length] ?? to, turn += 1) {
    const kind = kinds[turn % kinds.length];
    if (kind) lines.push({ at, text: kind(at, turn) });
  }
  return lines;
}

/** The text of a log, oldest line first; of one instant, in the given order. */
export function textOf(lines: readonly TimedLine[]): string {
  const sorted = lines.toSorted((a, b) => a.at - b.at);
  return `${sorted.map(({ text }) => text).join('\n')}\n`;
}
