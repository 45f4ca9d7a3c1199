import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { CallFilter, SavedFilter } from '../../../../src/core/callList/model.ts';
import { filterNameProblem, readFilter, writeFilter } from '../../../../src/core/callList/savedFilter.ts';

describe('core browse filter: saved', () => {
  const saved = (more: object = {}): SavedFilter => ({ id: 'f1', name: 'Mine', filter: {}, ...more });
  const read = (more: object) => readFilter({ version: 1, id: 'f1', name: 'Mine', filter: {}, ...more });

  it('comes back as it was, whatever it asks for', () => {
    const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
    const range = fc
      .tuple(fc.nat(1000), fc.nat(1000))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const filters = fc
      .record({
        type: optional(fc.constantFrom('audio', 'video')),
        statuses: optional(
          fc.subarray(['initiated', 'ongoing', 'ended', 'busy', 'cancelled'], { minLength: 1 }),
        ),
        uid: optional(fc.string({ minLength: 1, maxLength: 100 })),
        hasRecording: optional(fc.boolean()),
        participants: optional(range.map(([min, max]) => ({ min, max }))),
        time: optional(
          fc.oneof(
            range.map(([from, to]) => ({ kind: 'between', from, to })),
            fc.record({
              kind: fc.constant('last'),
              amount: fc.integer({ min: 1, max: 3650 }),
              unit: fc.constantFrom('hours', 'days'),
            }),
          ),
        ),
      })
      .map((fields) => JSON.parse(JSON.stringify(fields)) as CallFilter);
    fc.assert(
      fc.property(filters, (filter) => {
        const written = writeFilter(saved({ filter }));
        assert.ok(written);
        assert.deepEqual(readFilter(JSON.parse(JSON.stringify(written))), saved({ filter }));
      }),
    );
  });

  it('never throws for anything that is none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(readFilter(value), undefined);
      }),
    );
  });

  const REFUSED: readonly object[] = [
    { version: 2 },
    { version: undefined },
    { id: '' },
    { id: 5 },
    { name: ' ' },
    { name: 'x'.repeat(61) },
    { filter: null },
    { filter: { colour: 'red' } },
    { more: 1 },
    { filter: { type: 'smell' } },
    { filter: { statuses: [] } },
    { filter: { statuses: ['unknown'] } },
    { filter: { uid: '' } },
    { filter: { uid: 'x'.repeat(513) } },
    { filter: { hasRecording: 'yes' } },
    { filter: { participants: { min: 5, max: 2 } } },
    { filter: { participants: { min: -1 } } },
    { filter: { participants: { min: 1.5 } } },
    { filter: { time: { kind: 'between', from: 5, to: 4 } } },
    { filter: { time: { kind: 'between', from: 9e15 } } },
    { filter: { time: { kind: 'last', amount: 0, unit: 'days' } } },
    { filter: { time: { kind: 'last', amount: 1, unit: 'weeks' } } },
    { filter: { time: { kind: 'last', amount: 3651, unit: 'days' } } },
  ];
  for (const more of REFUSED) {
    it(`refuses ${JSON.stringify(more).slice(0, 80)}`, () => {
      assert.equal(read(more), undefined);
      if (!('version' in more || 'more' in more)) assert.equal(writeFilter(saved(more)), undefined);
    });
  }

  it('names: 1 to 60 characters as a reader counts them', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const name of ['x', ' x ', 'x'.repeat(60), family.repeat(20), 'é'.repeat(60)]) {
      assert.equal(filterNameProblem(name), undefined, name);
    }
    for (const name of ['', '   ', '\n']) assert.equal(filterNameProblem(name), 'empty');
    for (const name of ['x'.repeat(61), '\u202e'.repeat(9), `x${'\u0301'.repeat(600)}`]) {
      assert.equal(filterNameProblem(name), 'tooLong', name.slice(0, 20));
    }
    assert.equal(read({ name: '  Mine ' })?.name, 'Mine');
  });
});
