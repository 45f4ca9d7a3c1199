/** Tells what was measured, judges its bounds, and writes a section of docs/BENCHMARKS.md. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** A figure that must hold, or else the run fails. */
export interface Bound {
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

const FILE = 'docs/BENCHMARKS.md';
const TITLE = '# Benchmarks';

/** Writes a section in the place it had, else at the end. Whether all its bounds hold. */
export function report(section: Section): boolean {
  const text = textOf(section);
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : TITLE;
  const [title = TITLE, ...sections] = before.split(/\n(?=## )/);
  const place = sections.findIndex((each) => each.startsWith(`## ${section.heading}\n`));
  if (place === -1) sections.push(text);
  else sections[place] = text;
  mkdirSync('docs', { recursive: true });
  writeFileSync(FILE, `${[title, ...sections].map((each) => each.trim()).join('\n\n')}\n`);
  console.log(text);
  return section.bounds.every(holds);
}

function holds({ figure, most }: Bound): boolean {
  return figure <= most;
}

function textOf({ heading, about, bounds, told }: Section): string {
  const hasAims = told.some(({ aim }) => aim !== undefined);
  const tables = [
    table(
      ['what', 'figure', 'bound', ''],
      bounds.map((bound) => [
        bound.name,
        bound.figure.toFixed(bound.digits),
        `≤ ${bound.most}${bound.aim === undefined ? '' : `, aim ${bound.aim}`}`,
        holds(bound) ? 'holds' : '**fails**',
      ]),
    ),
    table(
      hasAims ? ['what', 'figure', 'aim'] : ['what', 'figure'],
      told.map(({ name, figure, aim = '' }) => (hasAims ? [name, figure, aim] : [name, figure])),
    ),
  ];
  return [`## ${heading}`, about, ...tables.filter((each) => each !== '')].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const width = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const print = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(width[column] ?? 0)).join(' | ')} |`;
  return [print(head), print(width.map((length) => '-'.repeat(length))), ...rows.map(print)].join('\n');
}
