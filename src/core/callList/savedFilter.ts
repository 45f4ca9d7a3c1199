import * as v from 'valibot';
import { END_OF_TIME } from '../base/endOfTime.ts';
import { visibleText } from '../text/visibleText.ts';
import { type CallFilter, FILTER_STATUSES } from './filter.ts';

/** A filter the user keeps under a name. */
export interface SavedFilter {
  /** Stays when the filter is renamed or edited. */
  readonly id: string;
  readonly name: string;
  readonly filter: CallFilter;
}

/** The version of a filter's JSON that is written; {@link readFilter} reads it and all before it. */
export const FILTER_VERSION = 1;

/** A saved filter as JSON. */
interface WrittenFilter extends SavedFilter {
  readonly version: typeof FILTER_VERSION;
}

/** The longest name of a saved filter, in characters as a reader counts them. */
export const MAX_FILTER_NAME = 60;
/** The same in UTF-16 code units, for a character can be made of any number of marks. */
const MAX_NAME_LENGTH = 500;

/** Made when it is first used: that takes 13 ms. */
let segmenter: Intl.Segmenter | undefined;

/** What a reader counts as the characters of a text. */
function charactersOf(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The beginning of a text: at most so many characters, as a reader counts them. */
export function firstCharacters(text: string, count: number): string {
  return charactersOf(text).slice(0, count).join('');
}

/** Why a text cannot name a filter; undefined for one that can. */
export function filterNameProblem(name: string): 'empty' | 'tooLong' | undefined {
  const trimmed = name.trim();
  if (trimmed === '') return 'empty';
  if (trimmed.length > MAX_NAME_LENGTH) return 'tooLong';
  // A character that draws nothing is shown as its code point, and counts as what is shown.
  const shown = charactersOf(visibleText(trimmed, MAX_NAME_LENGTH));
  return shown.length > MAX_FILTER_NAME ? 'tooLong' : undefined;
}

/** The longest ranges that are offered, and so much more than any app keeps its calls: about ten years. */
const MAX_AMOUNT = { hours: 87_600, days: 3650 };

const instant = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(END_OF_TIME));
const headCount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));
const amountUpTo = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));

/** Whether two bounds, where both are there, are in order. */
const inOrder = (low: number | undefined, high: number | undefined) =>
  low === undefined || high === undefined || low <= high;

// Strict: with a condition left out that this version does not know, the list would show more than was asked for.
const timeSchema = v.union([
  v.pipe(
    v.strictObject({
      kind: v.literal('between'),
      from: v.exactOptional(instant),
      to: v.exactOptional(instant),
    }),
    v.check(({ from, to }) => inOrder(from, to)),
  ),
  v.strictObject({ kind: v.literal('last'), amount: amountUpTo(MAX_AMOUNT.hours), unit: v.literal('hours') }),
  v.strictObject({ kind: v.literal('last'), amount: amountUpTo(MAX_AMOUNT.days), unit: v.literal('days') }),
]);

const filterSchema: v.GenericSchema<unknown, CallFilter> = v.strictObject({
  type: v.exactOptional(v.picklist(['audio', 'video'])),
  mode: v.exactOptional(v.picklist(['call', 'meet', 'presenter'])),
  statuses: v.exactOptional(
    v.pipe(v.array(v.picklist(FILTER_STATUSES)), v.minLength(1), v.maxLength(FILTER_STATUSES.length)),
  ),
  receiverType: v.exactOptional(v.picklist(['user', 'group'])),
  uid: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(512))),
  hasRecording: v.exactOptional(v.boolean()),
  hasTranscription: v.exactOptional(v.boolean()),
  participants: v.exactOptional(
    v.pipe(
      v.strictObject({ min: v.exactOptional(headCount), max: v.exactOptional(headCount) }),
      v.check(({ min, max }) => inOrder(min, max)),
    ),
  ),
  time: v.exactOptional(timeSchema),
});

const savedSchema = v.strictObject({
  version: v.literal(FILTER_VERSION),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  name: v.pipe(
    v.string(),
    v.check((name) => filterNameProblem(name) === undefined),
    v.trim(),
  ),
  filter: filterSchema,
});

/** Reads what is asked of calls; undefined for what is no filter, or one of a later version. */
export function readCallFilter(value: unknown): CallFilter | undefined {
  const result = v.safeParse(filterSchema, value);
  return result.success ? result.output : undefined;
}

/** Reads a saved filter as {@link writeFilter} wrote it; undefined for one that is damaged or of a later version. */
export function readFilter(value: unknown): SavedFilter | undefined {
  const result = v.safeParse(savedSchema, value);
  if (!result.success) return undefined;
  const { id, name, filter } = result.output;
  return { id, name, filter };
}

/** A saved filter as a value for JSON; undefined for one that could not be read again. */
export function writeFilter(saved: SavedFilter): WrittenFilter | undefined {
  const read = readFilter({ version: FILTER_VERSION, id: saved.id, name: saved.name, filter: saved.filter });
  return read && { version: FILTER_VERSION, ...read };
}
