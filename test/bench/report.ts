/** Tells what was measured, judges its bounds, and writes it into docs/performance.json and docs/performance.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { ROOT } from '../support/host/versions.ts';

/** A ratio, or a count, that must hold, or else the run fails. */
export interface Bound {
  /** What is measured, then a slash, then what of the same run it is compared with. */
  readonly name: string;
  readonly figure: number;
  readonly digits: number;
  /** The most it may be. */
  readonly most: number;
  /** What it is meant to be. */
  readonly aim?: number;
}

/** A figure that is only told, and what it is meant to be, where there is such an aim. */
export interface Told {
  readonly name: string;
  readonly figure: string;
  readonly aim?: string;
}

export interface Section {
  readonly heading: string;
  /** What was measured and how, as a paragraph. */
  readonly about: string;
  readonly bounds: readonly Bound[];
  readonly told: readonly Told[];
}

interface Measured extends Section {
  /** What it was measured on. */
  readonly machine: string;
}

const JSON_FILE = join(ROOT, 'docs/performance.json');
export const TEXT_FILE = join(ROOT, 'docs/performance.md');

/** Writes a section in the place it had, else at the end. Whether all its bounds hold. */
export async function report(section: Section): Promise<boolean> {
  const before = readMeasured();
  const measured = { ...section, machine: machine() };
  const place = before.findIndex(({ heading }) => heading === section.heading);
  const all = place === -1 ? [...before, measured] : before.with(place, measured);
  writeFileSync(JSON_FILE, await format(JSON.stringify(all), { parser: 'json', printWidth: 110 }));
  writeFileSync(TEXT_FILE, await performanceText(all));
  console.log(tables(section));
  return section.bounds.every(holds);
}

/** All sections as they were measured last. */
export function readMeasured(): readonly Measured[] {
  return existsSync(JSON_FILE) ? (JSON.parse(readFileSync(JSON_FILE, 'utf8')) as Measured[]) : [];
}

/** The text of docs/performance.md: every bound in one table, then each section with what else it tells. */
export function performanceText(sections: readonly Measured[]): Promise<string> {
  const bounds = sections.flatMap(({ heading, bounds: its }) => its.map((bound) => [heading, ...row(bound)]));
  const machines = [...new Set(sections.map((section) => section.machine))];
  const text = [
    '# Performance',
    `Written by \`npm run bench\`, from \`docs/performance.json\`. Every bound is a ratio against something real in the same run, or
a count; a bound that does not hold fails the run, and nothing else does. Absolute figures depend on the machine.`,
    `Measured on: ${machines.join('; ')}.`,
    table(['', 'what / compared with', 'figure', 'bound', 'aim', ''], bounds),
    ...sections.map((section) => `## ${section.heading}\n\n${section.about}\n\n${tables(section)}`),
  ].join('\n\n');
  return format(text, { parser: 'markdown', printWidth: 110, proseWrap: 'preserve' });
}

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${memory} GB, ${process.platform}, Node ${process.versions.node}`;
}

function holds({ figure, most }: Bound): boolean {
  return figure <= most;
}

function row(bound: Bound): readonly string[] {
  const { name, figure, digits, most, aim } = bound;
  return [
    name,
    figure.toFixed(digits),
    `≤ ${most}`,
    aim === undefined ? '' : `≤ ${aim}`,
    holds(bound) ? 'holds' : '**fails**',
  ];
}

function tables({ bounds, told }: Section): string {
  return [
    table(['what / compared with', 'figure', 'bound', 'aim', ''], bounds.map(row)),
    table(
      ['what', 'figure', 'aim'],
      told.map(({ name, figure, aim = '' }) => [name, figure, aim]),
    ),
  ]
    .filter((each) => each !== '')
    .join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const print = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [print(head), print(head.map(() => '---')), ...rows.map(print)].join('\n');
}
