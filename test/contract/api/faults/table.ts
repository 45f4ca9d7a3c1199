/** The table of faults in `docs/`: written by the run that proves it. */

/** One fault and what came of it. */
export interface Row {
  readonly fault: string;
  /** The reason's name, or that it was answered. */
  readonly reason: string;
  /** What the user reads. */
  readonly words: string;
  /** Until then, in milliseconds. */
  readonly took: number;
  readonly sent: number;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const HEAD = ['fault', 'reason', 'what the user reads', 'time', 'requests'];
const TIME = HEAD.indexOf('time');

/** Times are for people: what is under a fifth of a second is felt as none. */
function timeText(took: number): string {
  return took < 200 ? 'at once' : `${(took / 1000).toFixed(1)} s`;
}

export function tableText(introduction: string, sections: readonly Section[]): string {
  const tables = sections.map(({ title, rows }) => {
    const cells = rows.map(({ fault, reason, words, took, sent }) =>
      [fault, `\`${reason}\``, words, timeText(took), `${sent}`].map((cell) => cell.replaceAll('|', '\\|')),
    );
    return `## ${title}\n\n${[HEAD, HEAD.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n')}`;
  });
  return `${[introduction, ...tables].join('\n\n')}\n`;
}

/** A table without its times, which are those of one run, and without the spaces that put its columns in line. */
export function withoutTimes(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith('|') ? cellsOf(line).toSpliced(TIME, 1).join(' | ') : line))
    .join('\n');
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => (/^\s*-+\s*$/.test(cell) ? '---' : cell.trim()));
}
