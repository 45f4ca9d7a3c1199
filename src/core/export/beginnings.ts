/** Finds which of many forms a text has at a place, in time that hardly depends on how many there are. */

/**
 * Finds the longest form that a text has at a place and that is acceptable there.
 * @param at an index into the text, in UTF-16 code units
 * @returns the form's index in the list the finder was made of; undefined where there is none
 */
export type FindForm = (text: string, at: number, accepts: (form: number) => boolean) => number | undefined;

interface Sorted {
  readonly form: string;
  readonly index: number;
  /** Where the longest other form stands that this one begins with; -1 where there is none. */
  readonly shorter: number;
}

/**
 * Makes a finder for forms. In their order, every form that a text begins with is the last one not after the text,
 * or one that that one begins with: one search by halves finds them all, however many begin alike.
 * @param forms none empty; of equal ones, the first counts
 */
export function formFinder(forms: readonly string[]): FindForm {
  const sorted = sortedForms(forms);
  const longest = forms.reduce((most, { length }) => Math.max(most, length), 0);
  const ranges = rangesByStart(sorted);
  return (text, at, accepts) => {
    const range = ranges.get(text.charCodeAt(at));
    if (!range) return undefined;
    const last = lastNotAfter(sorted, range, text.slice(at, at + longest));
    const common = commonLength(sorted[last]?.form ?? '', text, at);
    for (let place = last; place >= 0;) {
      const found = sorted[place];
      if (!found) return undefined;
      if (found.form.length <= common && accepts(found.index)) return found.index;
      place = found.shorter;
    }
    return undefined;
  };
}

function sortedForms(forms: readonly string[]): readonly Sorted[] {
  const first = new Map<string, number>();
  for (const [index, form] of forms.entries()) if (!first.has(form)) first.set(form, index);
  const ordered = [...first].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sorted: Sorted[] = [];
  for (const [form, index] of ordered) {
    let shorter = sorted.length - 1;
    while (shorter >= 0 && !form.startsWith(sorted[shorter]?.form ?? '')) {
      shorter = sorted[shorter]?.shorter ?? -1;
    }
    sorted.push({ form, index, shorter });
  }
  return sorted;
}

/** From where to where, the end not included, forms stand that begin with a code unit. */
type Range = readonly [from: number, end: number];

function rangesByStart(sorted: readonly Sorted[]): ReadonlyMap<number, Range> {
  const ranges = new Map<number, Range>();
  for (const [place, { form }] of sorted.entries()) {
    const start = form.charCodeAt(0);
    ranges.set(start, [ranges.get(start)?.[0] ?? place, place + 1]);
  }
  return ranges;
}

/** The place of the last form of a range that is not after a text; -1 where all are. */
function lastNotAfter(sorted: readonly Sorted[], [from, end]: Range, text: string): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.form ?? '') <= text) low = middle + 1;
    else high = middle;
  }
  return low > from ? low - 1 : -1;
}

/** How many code units a form and a text at a place have in common, from their beginnings. */
function commonLength(form: string, text: string, at: number): number {
  let length = 0;
  while (length < form.length && form.charCodeAt(length) === text.charCodeAt(at + length)) length++;
  return length;
}
