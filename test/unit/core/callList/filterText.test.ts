import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { wallTimeAt } from '../../../../src/core/logTime/zone.ts';
import {
  readParticipants,
  readTimeRange,
  writeParticipants,
  writeTimeRange,
} from '../../../../src/core/callList/filterText.ts';

const BERLIN = 'Europe/Berlin';

describe('recent calls: what is typed of a filter', () => {
  const numbers: readonly (readonly [text: string, bounds: object | undefined])[] = [
    ['3', { min: 3, max: 3 }],
    [' 0 ', { min: 0, max: 0 }],
    ['2-5', { min: 2, max: 5 }],
    ['2 – 5', { min: 2, max: 5 }],
    ['3+', { min: 3 }],
    ['-5', { max: 5 }],
    ['5-2', undefined],
    ['1001', undefined],
    ['', undefined],
    ['three', undefined],
    ['3.5', undefined],
    ['--5', undefined],
    ['1-2-3', undefined],
  ];
  for (const [text, bounds] of numbers) {
    it(`${JSON.stringify(text)} participants`, () => assert.deepEqual(readParticipants(text), bounds));
  }

  const day = Date.parse('2023-08-17T22:00:00Z');
  const nextDay = Date.parse('2023-08-18T22:00:00Z');
  const ranges: readonly (readonly [text: string, range: object | undefined])[] = [
    ['36 h', { kind: 'last', amount: 36, unit: 'hours' }],
    ['10D', { kind: 'last', amount: 10, unit: 'days' }],
    ['0 h', undefined],
    ['3651 d', undefined],
    ['87600h', { kind: 'last', amount: 87_600, unit: 'hours' }],
    ['2023-08-18', { kind: 'between', from: day, to: nextDay - 1 }],
    ['2023-08-18 – ', { kind: 'between', from: day }],
    ['– 2023-08-18', { kind: 'between', to: nextDay - 1 }],
    [
      '2023-08-18 14:00 – 2023-08-18T15:30:10',
      {
        kind: 'between',
        from: Date.parse('2023-08-18T12:00:00Z'),
        to: Date.parse('2023-08-18T13:30:10.999Z'),
      },
    ],
    [
      '2023-08-18 14:00 - 2023-08-18 14:00',
      {
        kind: 'between',
        from: Date.parse('2023-08-18T12:00:00Z'),
        to: Date.parse('2023-08-18T12:00:59.999Z'),
      },
    ],
    [
      '2023-10-29',
      { kind: 'between', from: Date.parse('2023-10-28T22:00Z'), to: Date.parse('2023-10-29T23:00Z') - 1 },
    ],
    ['2023-08-19 – 2023-08-18', undefined],
    ['2023-02-30', undefined],
    ['2023-08-18 24:00', undefined],
    ['2023-08-18 12:60', undefined],
    ['1969-01-01', undefined],
    ['–', undefined],
    ['', undefined],
    ['yesterday', undefined],
    ['2023-08-18 – 2023-08-19 – 2023-08-20', undefined],
  ];
  for (const [text, range] of ranges) {
    it(`${JSON.stringify(text)} in Berlin`, () => assert.deepEqual(readTimeRange(text, BERLIN), range));
  }

  it('a million spaces are read once, not once from each of them', () => {
    const spaces = ' '.repeat(1_000_000);
    assert.equal(readTimeRange(`2023-08-18${spaces}x`, BERLIN), undefined);
    const range = readTimeRange(`2023-08-18${spaces}–${spaces}2023-08-19`, BERLIN);
    assert.deepEqual(range, readTimeRange('2023-08-18 – 2023-08-19', BERLIN));
  });

  it('a year of the first century is none of the last', () => {
    for (const text of ['0070-01-01', '0099-12-31', '0000-01-01 – 2023-08-18'])
      assert.equal(readTimeRange(text, 'UTC'), undefined, text);
  });

  it('reads again what it writes', () => {
    const count = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(fc.option(count, { nil: undefined }), fc.option(count, { nil: undefined }), (a, b) => {
        if (a === undefined && b === undefined) return;
        const [min, max] = a !== undefined && b !== undefined && a > b ? [b, a] : [a, b];
        const bounds = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
        assert.deepEqual(readParticipants(writeParticipants(bounds)), bounds);
      }),
    );
    const second = fc.integer({ min: 0, max: 4_000_000_000 });
    fc.assert(
      fc.property(second, second, (a, b) => {
        const range = {
          kind: 'between',
          from: Math.min(a, b) * 1000,
          to: Math.max(a, b) * 1000 + 999,
        } as const;
        assert.deepEqual(
          readTimeRange(
            writeTimeRange(range, (at) => wallTimeAt(at, 'UTC')),
            'UTC',
          ),
          range,
        );
      }),
    );
    for (const text of ['36 h', '10 d']) {
      const range = readTimeRange(text, 'UTC');
      assert.ok(range);
      assert.equal(
        writeTimeRange(range, (instant) => instant),
        text,
      );
    }
  });
});
