import { report } from './report.ts';

interface ScanFigures {
  readonly rgVersion: string;
  /** In milliseconds; with running workers, and with workers that were started for it. */
  readonly times: { ours: number; cold: number; rg: number; lines: number; places: number };
  /** In MB. */
  readonly memory: { bare: number; scanning: number };
  readonly sizes: readonly { size: number; ms: number }[];
  /** In microseconds. */
  readonly line: number;
}

interface ScanBounds {
  readonly mostOfRg: number;
  readonly mostMemoryMb: number;
  readonly mostGrowth: number;
}

/** Whether all bounds hold. */
export function reportScan(figures: ScanFigures, bounds: ScanBounds): boolean {
  const { rgVersion, times, memory, sizes, line } = figures;
  const [tenth, whole] = sizes.slice(-2);
  const growth = whole && tenth ? whole.ms / whole.size / (tenth.ms / tenth.size) : Infinity;
  return report({
    heading: 'Scanning a log',
    about: `Written by \`npm run bench -- scan\`. All figures of a run come from the same machine and the same file, a generated
log of 1 GB with ${times.lines.toLocaleString('en')} lines and 150,000 different ids on ${times.places.toLocaleString('en')} places, held in the system's cache. Times are
medians of runs that take turns. Only the bounds fail a run; absolute figures depend on the machine.`,
    bounds: [
      {
        name: 'time of ours / time of `rg`',
        figure: times.ours / times.rg,
        digits: 2,
        most: bounds.mostOfRg,
      },
      {
        name: 'peak memory above the bare process, MB',
        figure: memory.scanning - memory.bare,
        digits: 0,
        most: bounds.mostMemoryMb,
      },
      { name: 'time a byte, 1 GB / 100 MB', figure: growth, digits: 2, most: bounds.mostGrowth },
    ],
    told: [
      {
        name: 'the index of 1 GB: v1, legacy and keyed ids, counts, first and last lines',
        figure: `${times.ours.toFixed(0)} ms`,
      },
      { name: 'the same with workers that have to be started', figure: `${times.cold.toFixed(0)} ms` },
      {
        name: `\`rg -n -o\` of v1 ids alone, into a file (${rgVersion})`,
        figure: `${times.rg.toFixed(0)} ms`,
      },
      { name: 'memory of the bare process with its workers', figure: `${memory.bare.toFixed(0)} MB` },
      { name: 'peak memory of the process that scans 1 GB', figure: `${memory.scanning.toFixed(0)} MB` },
      ...sizes.map(({ size, ms }) => ({
        name: `the index of ${size / 1e6} MB`,
        figure: `${ms.toFixed(ms < 10 ? 1 : 0)} ms`,
      })),
      { name: 'the finder on one line of an editor', figure: `${line.toFixed(1)} µs` },
    ],
  });
}
