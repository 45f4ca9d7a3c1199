/** The cheap look at a text before the finder is wanted: it may say yes where there is nothing, never no where there is. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  LONGEST_HINT,
  mayHoldSessionId,
  mayHoldSessionIdAt,
} from '../../../../../src/core/sessionId/finder/hint.ts';
import { findSessionIdInLines, findSessionIds } from '../../../../../src/core/sessionId/finder/find.ts';
import { HEX, LEGACY_ID, SEED_ID } from '../../support.ts';
import { NEGATIVE } from './negative.ts';
import { CUT, POSITIVE } from './positive.ts';

const known = [...Object.values(POSITIVE), ...Object.values(CUT)]
  .flat()
  .map((row) => (typeof row === 'string' ? row : row[0]).replace(/[«»]/g, ''));
const pieces =
  `"|'|\\"|…|...|: |=|%3D|\\u0022| |\n|v1.us.|V1.|.|1692368113|sessionId|Session_id=|ession`.split('|');
const ids = [SEED_ID, LEGACY_ID, HEX];
const parts = [...known, ...Object.values(NEGATIVE).flat(), ...ids, ...pieces];
/** Texts of such parts, each whole or cut anywhere. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...parts),
      fc.tuple(fc.constantFrom(...parts), fc.nat(80)).map(([part, length]) => part.slice(0, length)),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((all) => all.join(''));

describe('core finder: what may hold a session id', () => {
  it('is every text in which one is found', () => {
    for (const line of known) assert.ok(mayHoldSessionId(line), line);
    fc.assert(
      fc.property(anyText, (text) => {
        if (findSessionIds(text).length > 0) assert.ok(mayHoldSessionId(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('is every position at which one is found, however the id is wrapped', () => {
    for (const id of [SEED_ID, LEGACY_ID, SEED_ID.toUpperCase()]) {
      for (let cut = 1; cut < id.length; cut += 1) {
        const lines = [`joined ${id.slice(0, cut)} \r`, `  ${id.slice(cut)} by superhero8`];
        for (const [line, offset] of [
          [0, 8],
          [1, 3],
        ] as const) {
          const found = findSessionIdInLines(lines, line, offset);
          const around = { before: lines[line - 1], after: lines[line + 1] };
          if (found) assert.ok(mayHoldSessionIdAt(lines[line] ?? '', offset, around), lines.join('\n'));
        }
      }
    }
    const long = `${'ab '.repeat(9_000)}${SEED_ID}${' cd'.repeat(9_000)}`;
    assert.ok(mayHoldSessionIdAt(long, 27_010, {}));
  });

  it('is told by a part of the text that is short enough for slices to overlap by it', () => {
    for (const hint of [`v1.${'a'.repeat(16)}.${'0'.repeat(6)}`, LEGACY_ID.slice(0, 16), 'session_id']) {
      assert.ok(mayHoldSessionId(hint) && hint.length <= LONGEST_HINT);
    }
  });

  it('is no plain source, nor a position far from an id', () => {
    const sources = [
      'import { readFile } from "node:fs/promises"; // v1.2.3, since 2023-08-18',
      'const session = sessions[id]; const timeout = 30_000; const at = 1692368113;',
      '"integrity": "sha512-1FJYyPtK6mQ4Jm3kU2Y8F1t9Zw==", "version": "1.10.0"',
      'commit 24ce63e0a4f1933bd1cc26df44948fd1e0a4f193',
    ];
    for (const source of sources) assert.ok(!mayHoldSessionId(source), source);
    assert.ok(!mayHoldSessionIdAt(`${'x '.repeat(2_000)}${SEED_ID}`, 0, {}));
  });
});
