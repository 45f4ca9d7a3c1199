import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  findSessionIdAt,
  findSessionIdInLines,
  findSessionIds,
} from '../../../../../src/core/sessionId/finder/index.ts';
import { HEX, LEGACY_ID, SEED_ID } from '../../support.ts';
import { NEGATIVE } from './negative.ts';
import { CUT, POSITIVE } from './positive.ts';

const known = [...Object.values(POSITIVE), ...Object.values(CUT)]
  .flat()
  .map((row) => (typeof row === 'string' ? row : row[0]).replace(/[«»]/g, ''));
const anyLine = fc.constantFrom(...known, ...Object.values(NEGATIVE).flat());
/** Pieces of which lines with ids are made, in any order: most lines are none that a program would write. */
const anyText = fc
  .array(
    fc.oneof(
      anyLine,
      fc.constantFrom(
        SEED_ID,
        LEGACY_ID,
        HEX,
        'v1.us.',
        '1692368113',
        'sessionId',
        'session_id=',
        '%22',
        '%25',
      ),
      fc.constantFrom(
        '"',
        "'",
        '\\"',
        '\\',
        '…',
        '...',
        '‘',
        '’',
        ': ',
        '=',
        '%3D',
        '\\u0022',
        '&',
        '\n',
        'é',
        'x',
        '_',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
/** White space and marks that are part of no token, value or escape. */
const noise = fc.string({ unit: fc.constantFrom(...' ,;()<>|\t'), maxLength: 12 });

describe('core finder properties', () => {
  it('finds ids in order, none overlapping, each where its place says', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        for (const { session, start, end, form } of findSessionIds(text)) {
          assert.ok(start >= last && end > start && end <= text.length);
          last = end;
          if (form === 'v1' || form === 'legacy') {
            // Behind a key, dots may be percent-encoded; elsewhere these ids are never encoded.
            const raw = text.slice(start, end);
            assert.ok(raw === session.id || /[%\\]/.test(raw));
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds at every position what it finds in the whole line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(text.length < 2_000);
        const all = findSessionIds(text);
        for (let offset = 0; offset <= text.length; offset += 1) {
          const expected = all.findLast(({ start, end }) => start <= offset && offset <= end);
          assert.deepEqual(findSessionIdAt(text, offset), expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('finds in a text what it finds in its lines', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), (texts) => {
        const lines = texts.join('\n').split(/[\n\r]/);
        assert.deepEqual(
          findSessionIds(lines.join('\n')).map(({ session }) => session),
          lines.flatMap((line) => findSessionIds(line).map(({ session }) => session)),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds the same in a line of any length as in a short one', () => {
    fc.assert(
      fc.property(anyLine, fc.nat({ max: 9_000 }), fc.nat({ max: 9_000 }), (line, before, after) => {
        const long = `${'ab '.repeat(before)}${line}${' cd'.repeat(after)}`;
        const shift = 3 * before;
        for (const { start, end, ...id } of findSessionIds(` ${line} `)) {
          const at = findSessionIdAt(long, shift + start);
          assert.deepEqual(at, { ...id, start: shift + start - 1, end: shift + end - 1 });
        }
      }),
    );
  });

  it('is not moved by what is around a line and part of no token', () => {
    fc.assert(
      fc.property(anyLine, noise, noise, (line, before, after) => {
        const plain = findSessionIds(`${line}\n`);
        const shifted = findSessionIds(`${before}\n${line}\n${after}`);
        const shift = before.length + 1;
        assert.deepEqual(
          shifted.map((id) => ({ ...id, start: id.start - shift, end: id.end - shift })),
          plain,
        );
      }),
    );
  });

  it('finds every whole id between any two marks', () => {
    fc.assert(
      fc.property(noise, noise, fc.constantFrom(SEED_ID, LEGACY_ID), (before, after, id) => {
        assert.deepEqual(
          findSessionIds(before + id + after).map(({ session, start }) => [session.id, start]),
          [[id, before.length]],
        );
      }),
    );
  });

  it('knows a wrapped id on both lines, wherever it was wrapped', () => {
    for (const id of [SEED_ID, LEGACY_ID]) {
      for (let cut = 2; cut < id.length - 1; cut += 1) {
        const first = `joined ${id.slice(0, cut)}`;
        const second = `  ${id.slice(cut)} by superhero8`;
        const around = ['other', first, second, 'more'];
        const head = findSessionIdInLines(around, 1, 8);
        const rest = findSessionIdInLines(around, 2, 3);
        assert.deepEqual([head?.session.id, head?.start, head?.end], [id, 7, first.length], `${cut}`);
        assert.deepEqual([rest?.session.id, rest?.start, rest?.end], [id, 2, 2 + id.length - cut], `${cut}`);
        assert.ok(head?.looksCutOff && rest?.looksCutOff);
      }
    }
  });
});
