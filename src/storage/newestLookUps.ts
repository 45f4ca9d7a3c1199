import type { LookUp } from '../core/lookUp/model.ts';
import type { EntryFolder, Listing } from './entryFolder.ts';

/** So much, in milliseconds, a file may seem older than the look-up in it: file systems round their times. */
const ROUNDED_MS = 60_000;

/** Files read at once: a process may open some hundreds, and this one has other things to open. */
const READ_AT_ONCE = 32;

/** A look-up's files, and when the newest of them was written, in milliseconds since 1970 UTC. */
interface Dated {
  readonly hash: string;
  readonly names: readonly string[];
  readonly writtenAt: number;
}

/** A look-up that was read, with the files it was read from. */
interface ReadLookUp {
  readonly lookUp: LookUp;
  readonly names: readonly string[];
}

/**
 * Reads at least the newest so many look-ups of a listing and all marked ones, newest first. A file is no older than
 * the look-up in it: the rest is not read.
 * @param limit 1 or more
 */
export async function newestLookUps(
  folder: EntryFolder<LookUp>,
  listing: Listing,
  limit: number,
): Promise<readonly ReadLookUp[]> {
  const dated: Dated[] = await Promise.all(
    [...listing].map(async ([hash, names]) => ({ hash, names, writtenAt: await folder.writtenAt(names) })),
  );
  const marked = dated.filter(({ names }) => folder.mayBePinned(names));
  const others = dated.filter(({ names }) => !folder.mayBePinned(names));
  let found = await readSome(folder, marked, []);
  const byAge = others.toSorted((a, b) => b.writtenAt - a.writtenAt);
  for (let start = 0; start < byAge.length; start += READ_AT_ONCE) {
    const last = found[limit - 1];
    if (last && (byAge[start]?.writtenAt ?? 0) + ROUNDED_MS < last.lookUp.addedAt) break;
    found = await readSome(folder, byAge.slice(start, start + READ_AT_ONCE), found);
  }
  return found;
}

async function readSome(
  folder: EntryFolder<LookUp>,
  some: readonly Dated[],
  before: readonly ReadLookUp[],
): Promise<readonly ReadLookUp[]> {
  let found = before;
  for (let start = 0; start < some.length; start += READ_AT_ONCE) {
    const read = await Promise.all(
      some.slice(start, start + READ_AT_ONCE).map(async ({ hash, names }) => {
        const whole = await folder.readWhole(hash, names);
        return whole && { lookUp: whole.entry, names: whole.names };
      }),
    );
    found = [...found, ...read.filter((one) => one !== undefined)];
  }
  return found.toSorted((a, b) => b.lookUp.addedAt - a.lookUp.addedAt);
}
