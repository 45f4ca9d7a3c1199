/** What agents pass the tools: read once, or refused in a sentence that repeats nothing of it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { TOOL_NAMES } from '../../../../src/manifest.ts';
import { readCallInput, readFileInput, readListInput } from '../../../../src/vscode/tools/input.ts';

const READERS = {
  get_cometchat_call: readCallInput,
  list_cometchat_calls: readListInput,
  find_cometchat_calls_in_file: readFileInput,
} as const;
const NEEDED = {
  get_cometchat_call: { sessionId: 'x' },
  list_cometchat_calls: {},
  find_cometchat_calls_in_file: { file: 'a.log' },
} as const;

interface Property {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly enum: readonly string[] };
}
interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly {
      readonly name: (typeof TOOL_NAMES)[number];
      readonly inputSchema: {
        readonly properties: Readonly<Record<string, Property>>;
        readonly required?: readonly string[];
      };
    }[];
  };
}
const path = join(import.meta.dirname, '../../../../package.json');
const { contributes } = JSON.parse(readFileSync(path, 'utf8')) as Manifest;

/** Values that a property's schema allows. */
function allowed(name: string, { type, enum: words, items }: Property): readonly unknown[] {
  if (name === 'timeZone') return ['UTC', 'Asia/Kolkata'];
  if (name === 'participants') return ['3', '2-5', '3+', '-5'];
  if (name === 'time') return ['36 h', '7 d', '2026-01-31', '2026-01-31 14:00 – 2026-02-01'];
  if (words) return words;
  if (items) return [items.enum, ...items.enum.map((one) => [one])];
  if (type === 'boolean') return [true, false];
  return type === 'integer' ? [1, 50] : ['text'];
}

describe('vscode tools: input', () => {
  for (const { name, inputSchema } of contributes.languageModelTools) {
    it(`of ${name} is what its schema says`, () => {
      assert.deepEqual(inputSchema.required ?? [], Object.keys(NEEDED[name]));
      for (const [property, schema] of Object.entries(inputSchema.properties))
        for (const value of allowed(property, schema))
          assert.ok(READERS[name]({ ...NEEDED[name], [property]: value }), `${property} ${String(value)}`);
    });

    it(`of ${name} is refused where it is not, and is not repeated`, () => {
      const odd = { toString: 'SECRET' };
      for (const property of Object.keys(inputSchema.properties))
        assert.throws(
          () => READERS[name]({ ...NEEDED[name], [property]: odd }),
          (error) => {
            assert.ok(error instanceof Error);
            assert.match(error.message, new RegExp(`“${property}”.* Next: `));
            assert.doesNotMatch(error.message, /SECRET/);
            return true;
          },
        );
      for (const value of [
        null,
        'SECRET',
        3,
        [],
        { ...NEEDED[name], SECRET: 1 },
        { ...NEEDED[name], apiKey: 'SECRET' },
      ])
        assert.throws(
          () => READERS[name](value),
          (error) => error instanceof Error && !/SECRET/.test(error.message),
        );
    });
  }

  it('asks for 8 unless told otherwise, and for 50 at most', () => {
    assert.equal(readListInput({}).limit, 8);
    assert.equal(readListInput({ limit: 51 }).limit, 50);
    assert.throws(() => readListInput({ limit: 0 }));
  });

  it('has its times in its zone', () => {
    const { filter } = readListInput({ time: '2026-01-31', timeZone: 'Asia/Kolkata' });
    assert.deepEqual(filter.time, {
      kind: 'between',
      from: Date.parse('2026-01-30T18:30:00Z'),
      to: Date.parse('2026-01-31T18:29:59.999Z'),
    });
  });
});
