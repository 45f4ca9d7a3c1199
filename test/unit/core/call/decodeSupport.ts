/** Tables of raw fields, what the model reads from them, and where it warns. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Call } from '../../../../src/core/call/model.ts';
import { call } from '../support.ts';

/** Raw fields, what the model reads from them, and the paths of the warnings. */
export type Row = readonly [
  title: string,
  raw: object,
  expected: Partial<Call>,
  warnings?: readonly string[],
];

export const party = (id: string, name?: string, avatar?: string) => ({ id, name, avatar });

export function checkRows(title: string, suites: Readonly<Record<string, readonly Row[]>>): void {
  describe(title, () => {
    for (const [suite, rows] of Object.entries(suites)) {
      describe(suite, () => {
        for (const row of rows) it(row[0], () => checkRow(row));
      });
    }
  });
}

function checkRow([, raw, expected, warnings = []]: Row): void {
  const result = call({ ...raw });
  assert.deepEqual({ ...result, ...expected }, result);
  assert.deepEqual(
    result.warnings.map(({ path, problem }) => `${path} ${problem}`).toSorted(),
    [...warnings].toSorted(),
  );
}
