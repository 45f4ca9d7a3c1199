/** What holds of the findings of any call, however hostile its answer. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Call } from '../../../../src/core/call/model.ts';
import { decodeCall } from '../../../../src/core/call/decode/index.ts';
import { evidenceOf } from '../../../../src/core/story/findings/evidence.ts';
import { findingsOf } from '../../../../src/core/story/findings/index.ts';
import type { TimeFormat } from '../../../../src/core/text/time.ts';
import { overlapOf, timelineOf } from '../../../../src/core/story/timeline/index.ts';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import { answer, AS_OF, CONTEXT } from '../anyCall.ts';
import { at, call, numbersIn, stay, t, UTC } from '../support.ts';

/** Writes times at no cost. */
const PLAIN: TimeFormat = { ...UTC, date: String, timeWithZone: String, dateTime: String };

/** The value at a path such as `participants[1].leftAt`; undefined where it leads nowhere. */
function valueAt(raw: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .reduce<unknown>((value, step) => (value as Readonly<Record<string, unknown>> | undefined)?.[step], raw);
}

describe('core findings of any call', () => {
  it('rest on fields that are in the answer, and say what can be read', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(answer, (raw) => {
        const decoded = decodeCall(raw, 'asked-for');
        assert.ok(decoded);
        const found = findingsOf(decoded, CONTEXT);
        for (const { kind, fields, message, advice, ...place } of found) {
          kinds.add(kind);
          assert.ok(fields.length > 0, kind);
          for (const path of fields) {
            assert.ok(
              (valueAt(raw, path) ?? undefined) !== undefined,
              `${kind}: ${path} of ${JSON.stringify(raw)}`,
            );
            const value = evidenceOf(decoded, path, { time: PLAIN, t });
            assert.ok(value !== undefined, `${kind}: ${path} of ${JSON.stringify(raw)} has a value in words`);
            assert.doesNotMatch(value, /NaN|Infinity|undefined|\{\d\}|\u202e/);
          }
          assert.doesNotMatch(`${message}${advice ?? ''}`, /NaN|Infinity|undefined|\{\d\}|\u202e/);
          assert.match(message, /[^.]$/);
          for (const number of numbersIn(place)) assert.ok(Number.isFinite(number));
        }
        assert.doesNotMatch(verdictOf(decoded, AS_OF, t), /NaN|Infinity|undefined|\{\d\}|\u202e/);
      }),
      { numRuns: 3000 },
    );
    // Of 20 kinds seen, some come a few times in 3,000 answers, two hardly ever: seldom fewer than 18, never so few.
    assert.ok(kinds.size >= 15, `the answers are various: ${[...kinds].join()}`);
  }).timeout(60_000);
});

describe('core story of a huge call', () => {
  it('of ten thousand people who come and go is told, and nothing is paired with all', () => {
    const [one] = call({ participants: [stay('a', 0, 1)] }).participants;
    assert.ok(one);
    const participants = Array.from({ length: 30_000 }, (_, index) => ({
      ...one,
      entry: index,
      uid: index % 7 === 0 ? '' : `u${index % 10_000}`,
      joinedAt: (at(0) + (index % 977)) * 1000,
      leftAt: index % 5 === 0 ? undefined : (at(0) + (index % 977) + (index % 13)) * 1000,
    }));
    for (const status of ['ended', 'ongoing'] as const) {
      const huge: Call = { ...call({ status, mode: 'call', startedAt: at(0) }), participants };
      const timeline = timelineOf(huge, AS_OF);
      assert.ok(timeline && timeline.people.length >= 10_000);
      assert.ok(overlapOf(timeline, 'u1', 'u2').seconds >= 0);
      assert.ok(findingsOf(huge, CONTEXT).length < 100);
    }
  });
});
