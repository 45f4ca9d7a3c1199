/** Checks what is shipped: the size of every file that has a budget, and the list of what the VSIX holds. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { ROOT } from './run.ts';

interface Budget {
  /** Bytes. */
  readonly maxBytes: number;
  /** For an archive: what it holds, each by a glob that one entry fits. */
  readonly files?: readonly string[];
  /** Why it is what it is, when it was raised. */
  readonly reason?: string;
}

/** What each file that is shipped may take, by its path. */
export function readBudgets(): Readonly<Record<string, Budget>> {
  return JSON.parse(readFileSync(join(ROOT, 'budgets.json'), 'utf8')) as Record<string, Budget>;
}

/** A sentence for each file that is missing, too big, or not allowed; prints the sizes. */
export function checkSizes(): string[] {
  return Object.entries(readBudgets()).flatMap(([name, budget]) => {
    const path = join(ROOT, name);
    if (!existsSync(path)) return [`${name} is missing.`];
    const { size } = statSync(path);
    console.log(`  ${name}: ${size} of ${budget.maxBytes} bytes`);
    const problems =
      size > budget.maxBytes ? [`${name} is ${size} bytes; its budget is ${budget.maxBytes}.`] : [];
    const { files } = budget;
    if (files) {
      const entries = zipEntries(path);
      const strangers = entries.filter((entry) => !files.some((glob) => matchesGlob(entry, glob)));
      const fitting = (glob: string) => entries.filter((entry) => matchesGlob(entry, glob)).length;
      problems.push(
        ...strangers.map((entry) => `${name} holds ${entry}, which is not on its list.`),
        ...files
          .filter((glob) => fitting(glob) !== 1)
          .map((glob) => `${name} holds ${fitting(glob)} of ${glob}, and should hold one.`),
      );
    }
    return problems;
  });
}

const END_OF_DIRECTORY = 0x06_05_4b_50;
const DIRECTORY_ENTRY = 0x02_01_4b_50;

/** The names in a zip archive, from its central directory. Throws when it is not one. */
function zipEntries(path: string): string[] {
  const zip = readFileSync(path);
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error(`${path} is not a zip archive.`);
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${path} has a broken directory.`);
    const nameLength = zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return names;
}
