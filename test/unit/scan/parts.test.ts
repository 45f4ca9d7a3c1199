import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeUtf8 } from '../../../src/scan/textMatcher.ts';
import { asFileError } from '../../../src/scan/failures.ts';
import { detectFormat } from '../../../src/scan/fileHead.ts';
import { createFinder, guardedPattern } from '../../../src/scan/patterns.ts';
import { IdTable } from '../../../src/scan/idTable.ts';
import { CUT_OFF, type FileCall, type Part } from '../../../src/scan/model.ts';
import { callsOf, indexOf } from '../../../src/scan/fileIndex.ts';

describe('scan: the table of ids', () => {
  const record = (table: IdTable, id: string, line: number) => {
    const bytes = Buffer.from(`<${id}>`);
    table.record(bytes, 1, bytes.length - 1, 2, { line, column: () => line + 1, offset: () => line + 2 });
  };

  it('counts as a map does, whatever the ids', async () => {
    const ids = fc.array(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 3_000 });
    await fc.assert(
      fc.asyncProperty(ids, async (some) => {
        const table = new IdTable();
        const counts = new Map<string, number>();
        for (const [index, raw] of some.entries()) {
          const id = raw.toWellFormed();
          record(table, id, index + 1);
          counts.set(id, (counts.get(id) ?? 0) + 1);
        }
        const calls = await callsOf(table.columns());
        assert.deepEqual(
          calls.map(({ sessionId, count }) => [sessionId, count]),
          [...counts],
        );
      }),
      { numRuns: 50 },
    );
  });

  it('says that an id looks cut off only where it stands whole nowhere', async () => {
    const table = new IdTable();
    const places = [
      ['cut', CUT_OFF],
      ['later', CUT_OFF],
      ['first', 0],
      ['cut', CUT_OFF],
      ['later', 2],
      ['first', CUT_OFF],
    ] as const;
    for (const [id, form] of places) {
      const bytes = Buffer.from(id);
      table.record(bytes, 0, bytes.length, form, { line: 1, column: () => 1, offset: () => 0 });
    }
    const calls = await callsOf(table.columns());
    assert.deepEqual(
      calls.map(({ sessionId, form, looksCutOff }) => [sessionId, form, looksCutOff]),
      [
        ['cut', 'v1', true],
        ['later', 'keyed', false],
        ['first', 'v1', false],
      ],
    );
  });

  it('lists no more ids than its limit, and says on how many places the others stand', async () => {
    const table = new IdTable(2);
    for (const [index, id] of ['a', 'b', 'c', 'a', 'c', 'd'].entries()) record(table, id, index + 1);
    const columns = table.columns();
    assert.equal(columns.unlistedPlaces, 3);
    const calls = await callsOf(columns);
    assert.deepEqual(
      calls.map(({ sessionId, count, firstLine, lastLine }) => [sessionId, count, firstLine, lastLine]),
      [
        ['a', 2, 1, 4],
        ['b', 1, 2, 2],
      ],
    );
  });
});

describe('scan: the index of parts', () => {
  /** Ids on lines from 1, one a line, all in column 3. */
  const columnsOf = (ids: readonly string[], form = 2) => {
    const table = new IdTable();
    for (const [index, id] of ids.entries()) {
      const bytes = Buffer.from(id);
      table.record(bytes, 0, bytes.length, form, { line: index + 1, column: () => 3, offset: () => index });
    }
    return table.columns();
  };
  const part = (ids: readonly string[], tail?: readonly string[]): Part => ({
    found: columnsOf(ids),
    tail: tail && { offset: 90, lineEnds: 5, column: 0, hash: 'h', notes: [], found: columnsOf(tail) },
    end: { offset: 100, lineEnds: 10, column: 7 },
    notes: [],
    encoding: 'utf-8',
  });
  const shortly = (calls: readonly FileCall[]) =>
    calls.map(
      ({ sessionId, count, firstLine, lastLine, firstColumn }) =>
        `${sessionId} x${count} ${firstLine}-${lastLine} :${firstColumn}`,
    );

  it('counts lines and columns of a later part from the end of the one before it', async () => {
    const index = await indexOf([part(['a', 'b']), part(['c', 'a'], ['d', 'b'])], { patterns: [] });
    assert.deepEqual(shortly(index.calls), [
      'a x2 1-12 :3',
      'b x2 2-12 :3',
      'c x1 11-11 :10',
      'd x1 11-11 :10',
    ]);
    assert.equal(index.lines, 21);
    const { calls, lineEnds, column } = index.resume;
    assert.deepEqual(shortly(calls), ['a x2 1-12 :3', 'b x1 2-2 :3', 'c x1 11-11 :10']);
    assert.deepEqual([lineEnds, column], [15, 0]);
  });

  it('says that an id looks cut off only where no part has it whole', async () => {
    const cut = (ids: readonly string[]): Part => ({ ...part([]), found: columnsOf(ids, CUT_OFF) });
    const index = await indexOf([cut(['a', 'b', 'd']), part(['b', 'c']), cut(['c', 'd'])], { patterns: [] });
    assert.deepEqual(
      index.calls.map(({ sessionId, count, form, looksCutOff }) => [sessionId, count, form, looksCutOff]),
      [
        ['a', 1, 'v1', true],
        ['b', 2, 'keyed', false],
        ['d', 2, 'v1', true],
        ['c', 2, 'keyed', false],
      ],
    );
  });

  it('lists no more ids than its limit, whatever part they are in', async () => {
    const index = await indexOf(
      [part(['a']), part(['b', 'c', 'd', 'a'], ['b', 'e', 'e'])],
      { patterns: [] },
      3,
    );
    assert.deepEqual(
      index.calls.map(({ sessionId, count }) => [sessionId, count]),
      [
        ['a', 2],
        ['b', 2],
        ['c', 1],
      ],
    );
    assert.deepEqual(index.notes, [{ kind: 'tooManyIds', listed: 3, unlistedPlaces: 3 }]);
    assert.equal(index.resume.usable, false);
  });
});

describe('scan: decoding', () => {
  it('knows of each code unit at which byte it begins, whatever the bytes', () => {
    const bytes = fc.array(
      fc.oneof(fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe2, 0xed, 0xf0, 0xf4, 0x9f), fc.nat(255)),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        const { text, offsets } = decodeUtf8(Uint8Array.from(some), 0, some.length);
        assert.equal(text, new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(some)));
        if (offsets) assert.equal(offsets[text.length], some.length);
        for (let unit = 0; unit < text.length; unit += 1) {
          const code = text.charCodeAt(unit);
          if (code < 0x80) assert.equal(some[offsets ? (offsets[unit] ?? -1) : unit], code);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('tells formats by their first bytes', () => {
    const of = (bytes: Uint8Array) => {
      const { gzip, encoding, bom } = detectFormat(bytes);
      return `${gzip ? 'gzip ' : ''}${encoding} ${bom}`;
    };
    assert.equal(of(Buffer.from('text')), 'utf-8 0');
    assert.equal(of(Buffer.from('')), 'utf-8 0');
    assert.equal(of(Buffer.from('\ufefftext')), 'utf-8 3');
    assert.equal(of(Buffer.from('\ufefftext', 'utf16le')), 'utf-16le 2');
    assert.equal(of(Buffer.from('\ufefftext', 'utf16le').swap16()), 'utf-16be 2');
    assert.equal(of(Buffer.from('text', 'utf16le')), 'utf-16le 0');
    assert.equal(of(Buffer.from('text', 'utf16le').swap16()), 'utf-16be 0');
    assert.equal(of(Buffer.from('te\0xt')), 'binary 0');
    assert.equal(of(Buffer.from([0x1f, 0x8b, 8, 0])), 'gzip utf-8 0');
  });
});

describe('scan: patterns of the user', () => {
  const rangesOf = (source: string, text: string) => {
    const pattern = guardedPattern(source);
    assert.ok(!('invalid' in pattern));
    return pattern.find(text).map(({ start, end }) => text.slice(start, end));
  };

  it('takes the first group, or the whole match', () => {
    assert.deepEqual(rangesOf('room (\\d+)', 'room 7, room 8'), ['7', '8']);
    assert.deepEqual(rangesOf('room-\\d+', 'room-7, room-8'), ['room-7', 'room-8']);
    assert.deepEqual(rangesOf('x?', 'axb'), ['x']);
  });

  it('matches within lines, each with its own start and end', () => {
    assert.deepEqual(rangesOf('^\\w+', 'one a\r\ntwo b\rthree c\nfour'), ['one', 'two', 'three', 'four']);
    assert.deepEqual(rangesOf('a\\sb', 'a\nb'), []);
  });

  it('says what is no regular expression', () => {
    const pattern = guardedPattern('(');
    assert.match('invalid' in pattern ? pattern.invalid : '', /Unterminated group/);
  });

  it('ends an expression that never would, and leaves it out from then on', () => {
    const pattern = guardedPattern('^(a+)+$', { timeoutMs: 20, strikes: 1 });
    assert.ok(!('invalid' in pattern));
    const text = `${'a'.repeat(60)}!`;
    assert.deepEqual(pattern.find(text), []);
    assert.equal(pattern.isSlow, true);
    assert.deepEqual(pattern.find('aaa'), []);
  });

  it('does not blame an expression for the time in which the machine did something else', () => {
    const endless = `${'a'.repeat(60)}!`;
    let [now, step] = [0, 0];
    const pattern = guardedPattern('^(a+)+$', {
      timeoutMs: 2,
      strikes: 1,
      processorMs: () => (now += step),
    });
    assert.ok(!('invalid' in pattern));
    for (let count = 0; count < 10; count++) assert.deepEqual(pattern.find(endless), []);
    assert.equal(pattern.isSlow, false, 'it never had the processor');
    step = 1;
    assert.deepEqual(pattern.find(endless), []);
    assert.equal(pattern.isSlow, true, 'it had the processor for half of its time');
  });

  it('names slow and invalid patterns, and goes on with the others', () => {
    const finder = createFinder(['(a+)+$', '(', 'room-\\d+'], 20);
    assert.deepEqual(
      finder.find(`room-7 ${'a'.repeat(60)}!`).map(({ session }) => session.id),
      ['room-7'],
    );
    assert.deepEqual(finder.notes(), [
      { kind: 'invalidPattern', pattern: '(' },
      { kind: 'slowPattern', pattern: '(a+)+$' },
    ]);
  });
});

describe('scan: failures', () => {
  for (const [code, reason] of [
    ['ENOENT', 'notFound'],
    ['EACCES', 'noPermission'],
    ['EPERM', 'noPermission'],
    ['EISDIR', 'isFolder'],
    ['EIO', 'io'],
  ] as const) {
    it(`${code} is ${reason}`, () => {
      const error = asFileError(Object.assign(new Error('of the system'), { code }));
      assert.deepEqual([error.reason, error.systemCode], [reason, code]);
    });
  }
});
