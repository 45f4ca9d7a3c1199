/** Filters that are kept under a name: their names, and how they are written. */
import * as v from 'valibot';
import { END_OF_TIME, type Translate } from '../base/index.ts';
import { visibleText } from '../text/index.ts';
import { builtInFilters } from './filter.ts';
import {
  type CallFilter,
  FILTER_STATUSES,
  MOST_LAST,
  MOST_PEOPLE,
  type SavedFilter,
  type ScopedFilter,
} from './model.ts';

/** The version of a filter's JSON that is written; {@link readFilter} reads it and all before it. */
export const FILTER_VERSION = 1;

/** The longest name of a saved filter, in characters as a reader counts them. */
export const MAX_FILTER_NAME = 60;
/** The same in UTF-16 code units, for a character can be made of any number of marks. */
const MAX_NAME_LENGTH = 500;

let segmenter: Intl.Segmenter | undefined;

function charactersOf(text: string): readonly string[] {
  // Made when it is first used: it takes 13 ms.
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

/** The saved filter of a name that would stand beside one for a connection, or for all; the connection's own first. */
export function sameNamed<Filter extends ScopedFilter>(
  saved: readonly Filter[],
  name: string,
  connectionId: string | undefined,
): Filter | undefined {
  const named = saved.filter((one) => one.name === name.trim());
  const beside = named.filter(
    (one) =>
      connectionId === undefined || one.connectionId === undefined || one.connectionId === connectionId,
  );
  return beside.find((one) => one.connectionId === connectionId) ?? beside[0];
}

/** Whether a name is that of a filter that every connection has. */
export function isBuiltInName(name: string, t: Translate): boolean {
  return builtInFilters(t).some((one) => one.name === name.trim());
}

/** What is left of a name that is given a number, in characters: any name has room for both. */
const NUMBERED_LENGTH = 50;

/** The name under which a filter comes back: its own, or with a number where another one has that now. */
export function freeName(saved: readonly ScopedFilter[], { name, connectionId }: ScopedFilter): string {
  const start = firstCharacters(name, NUMBERED_LENGTH);
  let free = name;
  for (let n = 2; sameNamed(saved, free, connectionId); n += 1) free = `${start} (${n})`;
  // Characters that draw nothing need more room than they seem to.
  return filterNameProblem(free) === undefined ? free : name;
}

/** The longest uid that is taken. */
export const MAX_UID = 512;

const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const instant = whole(0, END_OF_TIME);
const headCount = whole(0, MOST_PEOPLE);

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
  v.strictObject({ kind: v.literal('last'), amount: whole(1, MOST_LAST.hours), unit: v.literal('hours') }),
  v.strictObject({ kind: v.literal('last'), amount: whole(1, MOST_LAST.days), unit: v.literal('days') }),
]);

const filterSchema: v.GenericSchema<unknown, CallFilter> = v.strictObject({
  type: v.exactOptional(v.picklist(['audio', 'video'])),
  mode: v.exactOptional(v.picklist(['call', 'meet', 'presenter'])),
  statuses: v.exactOptional(
    v.pipe(v.array(v.picklist(FILTER_STATUSES)), v.minLength(1), v.maxLength(FILTER_STATUSES.length)),
  ),
  receiverType: v.exactOptional(v.picklist(['user', 'group'])),
  uid: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_UID))),
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
  const { version: _version, ...saved } = result.output;
  return saved;
}

/** A saved filter as a value for JSON; undefined for one that could not be read again. */
export function writeFilter({
  id,
  name,
  filter,
}: SavedFilter): v.InferOutput<typeof savedSchema> | undefined {
  const result = v.safeParse(savedSchema, { version: FILTER_VERSION, id, name, filter });
  return result.success ? result.output : undefined;
}
