import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { groupByDay } from '../../../../src/core/callList/days.ts';
import { createTimeFormat } from '../../../../src/core/text/time.ts';
import { call, NOW, t } from '../support.ts';

const item = (time: string | number | undefined) => ({
  call: call(
    time === undefined ? {} : { initiatedAt: typeof time === 'string' ? Date.parse(time) / 1000 : time },
  ),
});

/** Each group as its label and how many are in it. */
function groups(times: readonly (string | undefined)[], zone = 'UTC', now = NOW, language = 'en') {
  const format = createTimeFormat(zone, language);
  return groupByDay(times.map(item), format, now, t).map(({ label, items }) => `${label} ${items.length}`);
}

describe('core browse days', () => {
  it('today, yesterday, dates, and what has no time last', () => {
    const times = [
      undefined,
      '2026-11-10T09:00:00Z',
      '2026-11-10T00:00:00Z',
      '2026-11-09T23:59:59Z',
      '2026-11-01T12:00:00Z',
    ];
    assert.deepEqual(groups(times), ['Today 2', 'Yesterday 1', '1 Nov 2026 1', 'Time unknown 1']);
    assert.deepEqual(groups([]), []);
  });

  it('in the zone of the reader', () => {
    const times = ['2026-11-10T09:00:00Z', '2026-11-09T15:30:00Z', '2026-11-09T14:30:00Z'];
    assert.deepEqual(groups(times, 'Asia/Tokyo'), ['Today 2', 'Yesterday 1']);
    assert.deepEqual(groups(times, 'America/New_York'), ['Today 1', 'Yesterday 2']);
    assert.deepEqual(groups(['2026-11-09T18:14:59Z', '2026-11-09T18:15:00Z'], 'Asia/Kathmandu'), [
      'Yesterday 1',
      'Today 1',
    ]);
  });

  it('a call ahead of the clock is on its own day', () => {
    assert.deepEqual(groups(['2026-11-11T00:00:30Z', '2026-11-10T09:00:00Z']), ['11 Nov 2026 1', 'Today 1']);
  });

  it('on days of 23 and 25 hours', () => {
    const spring = [
      '2026-03-29T21:59:59Z',
      '2026-03-28T23:00:00Z',
      '2026-03-28T22:59:59Z',
      '2026-03-27T23:00:00Z',
    ];
    assert.deepEqual(groups(spring, 'Europe/Berlin', Date.parse('2026-03-29T22:00:00Z')), [
      'Yesterday 2',
      '28 Mar 2026 2',
    ]);
    const autumn = ['2026-10-25T22:59:59Z', '2026-10-24T22:00:00Z', '2026-10-24T21:59:59Z'];
    assert.deepEqual(groups(autumn, 'Europe/Berlin', Date.parse('2026-10-25T12:00:00Z')), [
      'Today 2',
      'Yesterday 1',
    ]);
  });

  it('keys are unique and outlast midnight', () => {
    const format = createTimeFormat('UTC', 'en');
    const items = [item('2026-11-10T09:00:00Z'), item('2026-11-09T09:00:00Z'), item(undefined)];
    const keys = (now: number) => groupByDay(items, format, now, t).map(({ key }) => key);
    assert.deepEqual(keys(NOW), keys(NOW + 86_400_000));
    assert.equal(new Set(keys(NOW)).size, 3);
  });

  it('agrees with a date written for each call, in every zone', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Africa/Casablanca',
      'America/St_Johns',
      'Asia/Tehran',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(86_400, 864_000, 400_000_000),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }),
        fc.boolean(),
        (zone, span, places, sorted) => {
          const format = createTimeFormat(zone, 'en');
          const seconds = places.map((place) => Math.floor(1_794_000_000 - place * span));
          const items = (sorted ? seconds.toSorted((a, b) => b - a) : seconds).map(item);
          const expected = new Map<string, unknown[]>();
          for (const one of items) {
            const date = format.date(one.call.initiatedAt ?? 0);
            expected.set(date, [...(expected.get(date) ?? []), one]);
          }
          const found = groupByDay(items, format, NOW, t);
          assert.deepEqual(
            found.map(({ key, items: calls }) => [key, calls]),
            [...expected],
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('writes a date for each quarter of an hour at most, not one for each call', () => {
    const format = createTimeFormat('Europe/Berlin', 'en');
    let written = 0;
    const items = Array.from({ length: 10_000 }, (_, n) => item(1_794_000_000 - n * 60));
    const days = groupByDay(items, { date: (at) => ((written += 1), format.date(at)) }, NOW, t);
    assert.equal(days.length, 8);
    assert.ok(written < 700, `${written} dates`);
  });
});

describe('core browse days: the longest', () => {
  for (const [title, zone, now, yesterday] of [
    ['of 25 hours', 'Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-24T12:00:00Z'],
    // Its clocks are set back by two hours.
    ['of 26 hours', 'Antarctica/Troll', '2026-10-25T23:59:59Z', '2026-10-24T12:00:00Z'],
  ] as const) {
    it(`${title}: in its last minute the day before is yesterday`, () => {
      const format = createTimeFormat(zone, 'en');
      const calls = [now, yesterday].map((time) => ({
        call: call({ initiatedAt: Date.parse(time) / 1000 }),
      }));
      assert.deepEqual(
        groupByDay(calls, format, Date.parse(now), t).map(({ label }) => label),
        ['Today', 'Yesterday'],
      );
    });
  }
});
