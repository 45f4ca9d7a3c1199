import * as v from 'valibot';
import type { DecodeWarning } from '../model.ts';
import { isRecord } from '../../base/index.ts';

/** An object of the answer, before anything is known of its fields. */
type Fields = Readonly<Record<string, unknown>>;

type Schema<Output> = v.GenericSchema<unknown, Output>;

/** Entries read of one list: far more than a call has, and few enough to be drawn. */
const MAX_ENTRIES = 1000;

/** Warnings of one answer: nobody reads more. The last of them are kept free for lists that were cut short. */
const MAX_WARNINGS = 200;
const FOR_CUT_LISTS = 3;

/** The kind of a JSON value, for warnings: never the value itself, which may be private. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'not a finite number';
  return typeof value;
}

/**
 * Reads the fields of one object of an answer. What does not fit its schema becomes a warning with its path
 * and reads as undefined; what is missing or null reads as undefined without one. An answer has so many warnings
 * and no more.
 */
export class FieldReader {
  readonly #fields: Fields;
  readonly #path: string;
  readonly #warnings: DecodeWarning[];

  constructor(fields: Fields, path: string, warnings: DecodeWarning[]) {
    this.#fields = fields;
    this.#path = path;
    this.#warnings = warnings;
  }

  /** The value of the first of these names that is present. */
  raw(...names: readonly string[]): unknown {
    return this.#find(names)?.value;
  }

  /** The first of these names whose value is present, read by a schema. */
  read<Output>(schema: Schema<Output>, ...names: readonly string[]): Output | undefined {
    const found = this.#find(names);
    if (found === undefined) return undefined;
    const result = v.safeParse(schema, found.value);
    if (result.success) return result.output;
    this.warn(found.name, result.issues[0].type === 'check' ? 'outOfRange' : 'wrongType', found.value);
    return undefined;
  }

  /** As {@link read}, and where the first schema fails a lenient one may still make sense of the value, with a warning. */
  readLeniently<Output>(
    schema: Schema<Output>,
    lenient: Schema<Output>,
    ...names: readonly string[]
  ): Output | undefined {
    const found = this.#find(names);
    if (found === undefined) return undefined;
    const strict = v.safeParse(schema, found.value);
    if (strict.success) return strict.output;
    const second = v.safeParse(lenient, found.value);
    const isOut = strict.issues[0].type === 'check';
    // A number beyond a range that can be read for all that is an instant in milliseconds.
    this.warn(
      found.name,
      isOut ? (second.success ? 'milliseconds' : 'outOfRange') : 'wrongType',
      found.value,
    );
    return second.success ? second.output : undefined;
  }

  /** The first of these names that is present: the one under which the answer has what it may have under several. */
  nameOf<Name extends string>(...names: readonly Name[]): Name | undefined {
    return names.find((name) => this.raw(name) !== undefined);
  }

  /**
   * The objects of a list, each read with its place in it, from 0; entries of another kind are left out, each with a
   * warning, and so are those after the first thousand, with one.
   */
  list<Item>(name: string, read: (fields: FieldReader, entry: number) => Item): readonly Item[] {
    const value = this.raw(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.warn(name, 'wrongType', value);
      return [];
    }
    if (value.length > MAX_ENTRIES) this.#note(MAX_WARNINGS, name, 'outOfRange', value);
    return value.slice(0, MAX_ENTRIES).flatMap((item: unknown, entry) => {
      const path = `${this.#pathOf(name)}[${entry}]`;
      if (isRecord(item)) return [read(new FieldReader(item, path, this.#warnings), entry)];
      this.warn(`${name}[${entry}]`, 'wrongType', item);
      return [];
    });
  }

  /** The fields of an object below this one, or undefined where there is none. */
  child(...names: readonly string[]): FieldReader | undefined {
    const found = this.#find(names);
    return found !== undefined && isRecord(found.value)
      ? new FieldReader(found.value, this.#pathOf(found.name), this.#warnings)
      : undefined;
  }

  warn(name: string, problem: DecodeWarning['problem'], value: unknown): void {
    this.#note(MAX_WARNINGS - FOR_CUT_LISTS, name, problem, value);
  }

  #note(limit: number, name: string, problem: DecodeWarning['problem'], value: unknown): void {
    if (this.#warnings.length >= limit) return;
    this.#warnings.push({ path: this.#pathOf(name), problem, found: kindOf(value) });
  }

  #find(names: readonly string[]): { readonly name: string; readonly value: unknown } | undefined {
    for (const name of names) {
      const value = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
      if (value !== undefined && value !== null) return { name, value };
    }
    return undefined;
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}
