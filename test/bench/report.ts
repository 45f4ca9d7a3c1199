/** Tells what was measured, judges its ratios, and writes the table of docs/BENCHMARKS.md. */
import { mkdirSync, writeFileSync } from 'node:fs';

export interface ScanFigures {
  readonly rgVersion: string;
  /** In milliseconds; with running workers, and with workers that were started for it. */
  readonly times: { ours: number; cold: number; rg: number; lines: number; places: number };
  /** In MB. */
  readonly memory: { bare: number; scanning: number };
  readonly sizes: readonly { size: number; ms: number }[];
  /** In microseconds. */
  readonly line: number;
}

export interface ScanBounds {
  readonly mostOfRg: number;
  readonly mostMemoryMb: number;
  readonly mostGrowth: number;
}

/** Whether all bounds hold. */
export function writeTables(figures: ScanFigures, bounds: ScanBounds): boolean {
  const { times, memory, sizes } = figures;
  const ratio = times.ours / times.rg;
  const above = memory.scanning - memory.bare;
  const [tenth, whole] = sizes.slice(-2);
  const growth = whole && tenth ? whole.ms / whole.size / (tenth.ms / tenth.size) : Infinity;
  const rows = [
    ['time of ours / time of `rg`', ratio.toFixed(2), `≤ ${bounds.mostOfRg}`, ratio <= bounds.mostOfRg],
    [
      'peak memory above the bare process, MB',
      above.toFixed(0),
      `≤ ${bounds.mostMemoryMb}`,
      above <= bounds.mostMemoryMb,
    ],
    ['time a byte, 1 GB / 100 MB', growth.toFixed(2), `≤ ${bounds.mostGrowth}`, growth <= bounds.mostGrowth],
  ] as const;
  const text = page(figures, rows);
  mkdirSync('docs', { recursive: true });
  writeFileSync('docs/BENCHMARKS.md', text);
  console.log(text);
  return rows.every(([, , , holds]) => holds);
}

type Row = readonly [name: string, figure: string, bound: string, holds: boolean];

function page({ rgVersion, times, memory, sizes, line }: ScanFigures, rows: readonly Row[]): string {
  const bounds = table(
    ['what', 'figure', 'bound', ''],
    rows.map(([name, figure, bound, holds]) => [name, figure, bound, holds ? 'holds' : '**fails**']),
  );
  const absolute = table(
    ['what', 'figure'],
    [
      [
        'the index of 1 GB: v1, legacy and keyed ids, counts, first and last lines',
        `${times.ours.toFixed(0)} ms`,
      ],
      ['the same with workers that have to be started', `${times.cold.toFixed(0)} ms`],
      [`\`rg -n -o\` of v1 ids alone, into a file (${rgVersion})`, `${times.rg.toFixed(0)} ms`],
      ['memory of the bare process with its workers', `${memory.bare.toFixed(0)} MB`],
      ['peak memory of the process that scans 1 GB', `${memory.scanning.toFixed(0)} MB`],
      ...sizes.map(({ size, ms }) => [`the index of ${size / 1e6} MB`, `${ms.toFixed(ms < 10 ? 1 : 0)} ms`]),
      ['the finder on one line of an editor', `${line.toFixed(1)} µs`],
    ],
  );
  return `# Benchmarks

## Scanning a log

Written by \`npm run bench -- scan\`. All figures of a run come from the same machine and the same file, a generated
log of 1 GB with ${times.lines.toLocaleString('en')} lines and 150,000 different ids on ${times.places.toLocaleString('en')} places, held in the system's cache. Times are
medians of runs that take turns. Only the bounds fail a run; absolute figures depend on the machine.

${bounds}

${absolute}
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const print = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(width[column] ?? 0)).join(' | ')} |`;
  return [print(head), print(width.map((length) => '-'.repeat(length))), ...rows.map(print)].join('\n');
}
