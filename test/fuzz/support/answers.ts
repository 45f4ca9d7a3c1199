/** Answers of a Calls API that lies, or is broken, or is another. */
import * as fc from 'fast-check';
import { sampleCalls } from '../../../src/sandbox/samples/samples.ts';
import { answer } from '../../unit/core/anyCall.ts';
import { NOW } from '../../unit/core/support.ts';
import { text } from './texts.ts';

const SAMPLES: readonly unknown[] = sampleCalls(NOW).map(({ raw }) => raw);
const [LARGE, SMALL] = [true, false].map((isLarge) =>
  SAMPLES.filter((raw) => JSON.stringify(raw).length > 10_000 === isLarge),
) as [unknown[], unknown[]];

/** What stands where something else should. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], '', ' ', 0, -0, -1, 0.1),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(1e308, -1e308, 5e-324, 8.64e15, 8.64e15 + 2, 1e21, 2 ** 53),
  },
  { weight: 3, arbitrary: fc.integer({ min: 1_692_360_000, max: 1_692_380_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1_692_360_000_000, max: 1_692_380_000_000 }) },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** One thing that is done to a value in a tree: to the `place`-th, counted round and round. */
interface Change {
  readonly place: number;
  readonly what: 'replace' | 'remove' | 'repeat' | 'swap';
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat({ max: 5_000 }),
  what: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'repeat', 'swap'),
  value: junk,
});

type Holder = Record<string, unknown>;

/** Every place of a tree that holds something, as its holder and the name there. */
function placesOf(value: unknown): (readonly [holder: Holder, name: string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((name) => [[holder, name] as const, ...placesOf(holder[name])]);
}

function apply(root: Holder, { place, what, value }: Change): void {
  const places = placesOf(root);
  const [holder, name] = places[place % places.length] ?? [root, 'value'];
  const [otherHolder, otherName] = places[(place * 7 + 1) % places.length] ?? [root, 'value'];
  const there = holder[name];
  if (what === 'remove' && Array.isArray(holder)) holder.splice(Number(name), 1);
  else if (what === 'remove') delete holder[name];
  else if (what === 'repeat' && Array.isArray(holder)) holder.push(structuredClone(there));
  else if (what === 'swap') holder[name] = structuredClone(otherHolder[otherName]);
  else holder[name] = structuredClone(value);
}

/** A value with a few things changed in it. */
export function changed(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(values, fc.array(change, { maxLength: 8 })).map(([value, changes]) => {
    const root: Holder = { value: structuredClone(value) };
    for (const one of changes) apply(root, one);
    return root['value'];
  });
}

/** An answer of Get Call: those of the samples and of invented people, with a few things wrong, or anything at all. */
export const anyAnswer: fc.Arbitrary<unknown> = fc
  .oneof(
    { weight: 120, arbitrary: changed(fc.constantFrom(...SMALL)) },
    { weight: 1, arbitrary: changed(fc.constantFrom(...LARGE)) },
    { weight: 80, arbitrary: answer },
    { weight: 40, arbitrary: changed(answer) },
    { weight: 10, arbitrary: fc.jsonValue() },
  )
  // As it comes out of JSON.
  .map((raw): unknown => JSON.parse(JSON.stringify(raw) ?? 'null'));

/** When it was fetched, in milliseconds since 1970 UTC: mostly about the time of the sample calls. */
export const anyInstant: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -86_400_000, max: 86_400_000 }).map((ms) => NOW + ms) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 40 }).map((seconds) => (1_700_000_000 + seconds) * 1000),
  },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 8.64e15) },
);
