import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findSessionIdAt, findSessionIds } from '../../../../../src/core/sessionId/finder/index.ts';
import { NEGATIVE } from './negative.ts';
import { CUT, POSITIVE, type Row } from './positive.ts';

interface Expected {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** The line without the marks of its ids, and where these stand. */
function readRow(row: Row): { readonly line: string; readonly ids: readonly Expected[] } {
  const [marked, ...decoded] = typeof row === 'string' ? [row] : row;
  const ids: Expected[] = [];
  let line = '';
  for (const [index, part] of marked.split(/[«»]/).entries()) {
    const start = line.length;
    line += part;
    if (index % 2 === 1) ids.push({ id: decoded[ids.length] ?? part, start, end: line.length });
  }
  return { line, ids };
}

const found = (line: string) =>
  findSessionIds(line).map(({ session, start, end }) => ({ id: session.id, start, end }));
const title = (line: string) => JSON.stringify(line).slice(0, 80);
const rows = [...Object.values(POSITIVE), ...Object.values(CUT)].flat().map((row) => readRow(row).line);

/** What is left of a line when all that tells numbers and ids apart is taken out. */
const shape = (line: string) => line.replace(/[0-9a-f]{8,}/gi, 'HEX').replace(/\d+/g, '0');

describe('core finder tables', () => {
  for (const [cutOff, table] of [
    [false, POSITIVE],
    [true, CUT],
  ] as const) {
    for (const [surrounding, lines] of Object.entries(table)) {
      describe(surrounding, () => {
        it('has five lines', () => assert.ok(lines.length >= 5));
        for (const row of lines) {
          const { line, ids } = readRow(row);
          it(`finds in ${title(line)}`, () => {
            assert.deepEqual(found(line), ids);
            assert.ok(findSessionIds(line).every(({ looksCutOff }) => looksCutOff === cutOff));
            for (const { id, start, end } of ids) {
              assert.equal(findSessionIdAt(line, Math.floor((start + end) / 2))?.session.id, id);
            }
          });
        }
      });
    }
  }

  for (const [trap, lines] of Object.entries(NEGATIVE)) {
    describe(trap, () => {
      it('has five lines', () => assert.ok(lines.length >= 5));
      for (const line of lines) {
        it(`finds nothing in ${title(line)}`, () => assert.deepEqual(found(line), []));
      }
    });
  }

  for (const [name, lines] of [
    ['with ids', rows],
    ['without ids', Object.values(NEGATIVE).flat()],
  ] as const) {
    it(`has no two lines ${name} that differ only in digits`, () => {
      const byShape = Map.groupBy(lines, shape);
      assert.deepEqual(
        [...byShape.values()].filter(({ length }) => length > 1),
        [],
      );
    });
  }

  it('tells the forms apart', () => {
    const forms = new Set(rows.flatMap((line) => findSessionIds(line).map(({ form }) => form)));
    assert.deepEqual([...forms].toSorted(), ['keyed', 'legacy', 'v1']);
  });
});
