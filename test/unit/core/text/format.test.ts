import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { formatAgo, formatDuration } from '../../../../src/core/text/duration.ts';
import { createTimeFormat, isTimeZone, startOfDay } from '../../../../src/core/text/time.ts';
import { SEED_INITIATED, t } from '../support.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('core formatDuration', () => {
  for (const [seconds, expected] of [
    [0, '0 s'],
    [-0, '0 s'],
    [0.04, '0 s'],
    [0.06, '0.1 s'],
    [2.24, '2.2 s'],
    [3, '3 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [10.4, '10 s'],
    [14, '14 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [59.97, '1 min'],
    [60, '1 min'],
    [65, '1 min 5 s'],
    [HOUR - 1, '59 min 59 s'],
    [HOUR - 0.4, '1 h'],
    [HOUR, '1 h'],
    [HOUR + 59, '1 h'],
    [3 * HOUR + 12 * MINUTE + 30, '3 h 12 min'],
    [DAY - 1, '23 h 59 min'],
    [DAY, '1 d'],
    [2 * DAY + 4 * HOUR + 59 * MINUTE, '2 d 4 h'],
    [365 * DAY, '365 d'],
    [400 * DAY, '1 y 34 d'],
    [2266 * DAY, '6 y 74 d'],
    [4 * 365.25 * DAY, '4 y'],
    [-5, '5 s'],
    [-65, '1 min 5 s'],
  ] as const) {
    it(`writes ${seconds} as ${expected}`, () => assert.equal(formatDuration(seconds, t), expected));
  }

  it('is never longer than the length that follows it, nor writes 60 s or 60 min', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (seconds) => {
        const text = formatDuration(seconds, t);
        assert.match(text, /^\d+(?:\.\d)? (?:s|min|h|d|y)(?: \d+ (?:s|min|h|d))?$/);
        assert.doesNotMatch(text, /\b60 (?:s|min)|\b24 h/);
      }),
    );
  });
});

describe('core formatAgo', () => {
  for (const [seconds, expected] of [
    [-100, 'just now'],
    [0, 'just now'],
    [4.9, 'just now'],
    [5, '5 s ago'],
    [59.9, '59 s ago'],
    [MINUTE, '1 min ago'],
    [HOUR - 1, '59 min ago'],
    [HOUR, '1 h ago'],
    [DAY - 1, '23 h ago'],
    [DAY, '1 day ago'],
    [2 * DAY, '2 days ago'],
    [60 * DAY - 1, '59 days ago'],
    [60 * DAY, '60 days ago'],
    [61 * DAY, '2 months ago'],
    [100 * DAY, '3 months ago'],
    [365 * DAY, '11 months ago'],
    [366 * DAY, '1 year ago'],
    [730 * DAY, '1 year ago'],
    [731 * DAY, '2 years ago'],
    [1180 * DAY, '3 years ago'],
  ] as const) {
    it(`writes ${seconds} s as ${expected}`, () => assert.equal(formatAgo(seconds, t), expected));
  }

  it('never says 0, nor 1 of many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 100 * 365 * DAY }), (seconds) => {
        assert.doesNotMatch(formatAgo(seconds, t), /^0 |^1 \w+s ago$/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('core time format', () => {
  const seed = {
    initiated: SEED_INITIATED,
    started: SEED_INITIATED + 14_000,
    ended: SEED_INITIATED + 33_000,
  };
  const midnight = Date.UTC(2026, 0, 1);

  for (const [zone, dateTime, time] of [
    ['UTC', '18 Aug 2023, 14:15:13 UTC', '14:15:13'],
    ['Europe/Berlin', '18 Aug 2023, 16:15:13 CEST', '16:15:13'],
    ['Asia/Kolkata', '18 Aug 2023, 19:45:13 GMT+5:30', '19:45:13'],
    ['America/New_York', '18 Aug 2023, 10:15:13 GMT-4', '10:15:13'],
    ['Pacific/Kiritimati', '19 Aug 2023, 04:15:13 GMT+14', '04:15:13'],
    ['Middle/Earth', '18 Aug 2023, 14:15:13 UTC', '14:15:13'],
    ['', '18 Aug 2023, 14:15:13 UTC', '14:15:13'],
  ] as const) {
    it(`writes in ${zone || 'an empty zone'}: ${dateTime}`, () => {
      const format = createTimeFormat(zone, 'en');
      assert.equal(format.dateTime(seed.initiated), dateTime);
      assert.equal(format.time(seed.initiated), time);
      const [date = '', timeWithZone = ''] = dateTime.split(', ');
      assert.equal(format.date(seed.initiated), date);
      assert.equal(format.timeWithZone(seed.initiated), timeWithZone);
    });
  }

  it('writes midnight as 00, not 24', () => {
    for (const language of ['en', 'en-US', 'de', 'fr', 'ja', 'zh-cn', 'pt-br']) {
      assert.match(createTimeFormat('UTC', language).time(midnight), /^0?0\D00\D00$/, language);
    }
  });

  it('for a list, leaves out the zone, and the year where it is this one’s', () => {
    const format = createTimeFormat('Asia/Tokyo', 'en');
    const inTokyo = (now: string) => format.inList(Date.parse('2022-12-31T16:00:05Z'), Date.parse(now));
    assert.equal(inTokyo('2022-12-31T14:00:00Z'), '1 Jan 2023 01:00:05');
    assert.equal(inTokyo('2022-12-31T15:30:00Z'), '1 Jan 01:00:05');
  });

  it('writes in other languages, with the zone once and last', () => {
    const chinese = createTimeFormat('Asia/Shanghai', 'zh-cn');
    assert.equal(chinese.dateTime(seed.initiated), '2023年8月18日 22:15:13 GMT+8');
    assert.equal(chinese.range(seed.started, seed.ended), '2023年8月18日 22:15:27 – 22:15:46 GMT+8');
    assert.equal(chinese.onDate('2023年8月18日', '22:15'), '2023年8月18日 22:15');
    assert.match(createTimeFormat('UTC', 'de').date(seed.initiated), /^18\. Aug\.? 2023$/);
    assert.match(createTimeFormat('UTC', 'ja').date(seed.initiated), /^2023年8月18日$/);
  });

  for (const language of ['', 'en_US', 'xx', 'qps-ploc', 'x', 'not a language', '*', 'en-']) {
    it(`writes English for a language it does not know: ${JSON.stringify(language)}`, () => {
      assert.equal(createTimeFormat('UTC', language).date(seed.initiated), '18 Aug 2023');
    });
  }

  describe('range', () => {
    const utc = createTimeFormat('UTC', 'en');
    it('on one day has the day once', () =>
      assert.equal(utc.range(seed.started, seed.ended), '18 Aug 2023, 14:15:27 – 14:15:46 UTC'));
    it('of one moment tells it once', () =>
      assert.equal(utc.range(seed.started, seed.started), '18 Aug 2023, 14:15:27 UTC'));
    it('over midnight has both days', () =>
      assert.equal(
        utc.range(midnight - 1000, midnight + 1000),
        '31 Dec 2025, 23:59:59 UTC – 1 Jan 2026, 00:00:01 UTC',
      ));
    it('over midnight of the reader’s zone too', () =>
      assert.equal(
        createTimeFormat('Asia/Kolkata', 'en').range(midnight - 6 * 3_600_000, midnight - 5 * 3_600_000),
        '31 Dec 2025, 23:30:00 GMT+5:30 – 1 Jan 2026, 00:30:00 GMT+5:30',
      ));
    it('over the end of summer time has both zones', () =>
      assert.equal(
        createTimeFormat('Europe/Berlin', 'en').range(
          Date.UTC(2026, 9, 25, 0, 50),
          Date.UTC(2026, 9, 25, 1, 10),
        ),
        '25 Oct 2026, 02:50:00 CEST – 02:10:00 CET',
      ));
  });

  it('knows zones by name', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'europe/berlin', 'Etc/GMT+5']) assert.ok(isTimeZone(zone));
    for (const zone of ['', 'Middle/Earth', 'local', 'x'.repeat(1000), 'Europe/Berlin ', '../UTC']) {
      assert.ok(!isTimeZone(zone), zone);
    }
  });

  describe('the start of a day', () => {
    const table: readonly (readonly [zone: string, at: string, start: string])[] = [
      ['UTC', '2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
      ['UTC', '2026-03-01T23:59:59.999Z', '2026-03-01T00:00:00.000Z'],
      ['Asia/Kathmandu', '2026-03-01T18:14:59.000Z', '2026-02-28T18:15:00.000Z'],
      ['Asia/Kathmandu', '2026-03-01T18:15:00.000Z', '2026-03-01T18:15:00.000Z'],
      // The day on which clocks are set back by two hours has 26.
      ['Antarctica/Troll', '2026-10-25T23:59:59.000Z', '2026-10-24T22:00:00.000Z'],
      // So far off that quarters of an hour do not fit into 32 bits.
      ['UTC', '+275000-01-01T12:00:00.000Z', '+275000-01-01T00:00:00.000Z'],
    ];
    for (const [zone, at, start] of table) {
      it(`${zone}: ${at}`, () =>
        assert.equal(
          new Date(startOfDay(Date.parse(at), createTimeFormat(zone, 'en'))).toISOString(),
          start,
        ));
    }
  });
});
