import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readLogTime } from '../../../../src/core/logTime/index.ts';

const read = (line: string, timeZone: string, near?: string, offsetSeconds = 0) => {
  const clock = { timeZone, offsetSeconds, near: near === undefined ? undefined : Date.parse(near) };
  const instant = readLogTime(line, clock)?.instant;
  return instant === undefined ? undefined : new Date(instant).toISOString().replace('.000Z', 'Z');
};

describe('core log time zones', () => {
  const rows: readonly (readonly [
    what: string,
    line: string,
    zone: string,
    near: string | undefined,
    is: string,
  ])[] = [
    ['a summer day', '2020-07-08 12:00:00', 'America/New_York', undefined, '2020-07-08T16:00:00Z'],
    ['a winter day', '2020-12-08 12:00:00', 'America/New_York', undefined, '2020-12-08T17:00:00Z'],
    ['a half-hour zone', '2020-07-08 12:00:00', 'Asia/Kolkata', undefined, '2020-07-08T06:30:00Z'],
    ['a zone of three quarters', '2020-07-08 12:00:00', 'Asia/Kathmandu', undefined, '2020-07-08T06:15:00Z'],
    ['the far east', '2020-07-08 00:30:00', 'Pacific/Kiritimati', undefined, '2020-07-07T10:30:00Z'],
    ['an unknown zone, as UTC', '2020-07-08 12:00:00', 'Nowhere/At_All', undefined, '2020-07-08T12:00:00Z'],
    ['before clocks go forward', '2020-03-29 01:59:59', 'Europe/Berlin', undefined, '2020-03-29T00:59:59Z'],
    [
      'in the hour that is left out',
      '2020-03-29 02:30:00',
      'Europe/Berlin',
      undefined,
      '2020-03-29T01:30:00Z',
    ],
    ['after clocks went forward', '2020-03-29 03:00:00', 'Europe/Berlin', undefined, '2020-03-29T01:00:00Z'],
    [
      'in the hour that comes twice',
      '2020-10-25 02:30:00',
      'Europe/Berlin',
      undefined,
      '2020-10-25T00:30:00Z',
    ],
    [
      'the same, near its second time',
      '2020-10-25 02:30:00',
      'Europe/Berlin',
      '2020-10-25T01:40:00Z',
      '2020-10-25T01:30:00Z',
    ],
    [
      'in it and west of UTC',
      '2020-11-01 01:30:00',
      'America/New_York',
      '2020-11-01T06:40:00Z',
      '2020-11-01T06:30:00Z',
    ],
    ['after clocks went back', '2020-10-25 03:00:00', 'Europe/Berlin', undefined, '2020-10-25T02:00:00Z'],
    [
      'clocks that go by half an hour',
      '2020-10-04 02:15:00',
      'Australia/Lord_Howe',
      undefined,
      '2020-10-03T15:45:00Z',
    ],
    ['a day that a zone left out', '2011-12-30 12:00:00', 'Pacific/Apia', undefined, '2011-12-30T22:00:00Z'],
    [
      'New Year, line before',
      '12-31 23:59:59.500 x',
      'UTC',
      '2021-01-01T00:00:02Z',
      '2020-12-31T23:59:59.500Z',
    ],
    ['New Year, line after', 'Jan  1 00:00:01 x', 'UTC', '2020-12-31T23:59:58Z', '2021-01-01T00:00:01Z'],
    [
      'New Year of the zone',
      '12-31 23:30:00.000',
      'America/New_York',
      '2021-01-01T04:31:00Z',
      '2021-01-01T04:30:00Z',
    ],
    ['half a year away', '07-08 00:00:00.000', 'UTC', '2021-01-05T00:00:00Z', '2020-07-08T00:00:00Z'],
    ['a leap day, years away', 'Feb 29 10:00:00 x', 'UTC', '2022-02-01T00:00:00Z', '2020-02-29T10:00:00Z'],
    ['the nearer leap day', 'Feb 29 10:00:00 x', 'UTC', '2023-06-01T00:00:00Z', '2024-02-29T10:00:00Z'],
    ['midnight, line before', '[23:59:59.900]', 'UTC', '2020-07-08T00:00:01Z', '2020-07-07T23:59:59.900Z'],
    ['midnight, line after', '[00:00:00.100]', 'UTC', '2020-07-07T23:59:59Z', '2020-07-08T00:00:00.100Z'],
    ['midnight of the zone', '00:00:01 x', 'Asia/Tokyo', '2020-07-07T14:59:59Z', '2020-07-07T15:00:01Z'],
    [
      'a time with a zone and no date',
      '[23:59:59Z]',
      'Asia/Tokyo',
      '2020-07-08T00:00:01Z',
      '2020-07-07T23:59:59Z',
    ],
    [
      'a date with a zone and no year',
      'Jan  1 00:30:00 +0100',
      'UTC',
      '2020-12-31T23:00:00Z',
      '2020-12-31T23:30:00Z',
    ],
  ];
  for (const [what, line, zone, near, is] of rows) {
    it(what, () => assert.equal(read(line, zone, near), is));
  }

  it('takes the day nearest to what is near once the offset is added', () => {
    assert.equal(read('23:30:00 x', 'UTC', '2020-07-08T01:30:00Z', 7_200), '2020-07-08T01:30:00Z');
    assert.equal(read('12:30:00 x', 'UTC', '2020-07-08T01:00:00Z', 7_200), '2020-07-07T14:30:00Z');
    assert.equal(read('12-31 23:30:00.0', 'UTC', '2021-01-01T00:30:00Z', 3_600), '2021-01-01T00:30:00Z');
  });

  it('reads back what any clock shows', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Pacific/Chatham',
      'Africa/Casablanca',
    ];
    const min = Date.parse('2015-01-01') / 1000;
    const max = Date.parse('2035-01-01') / 1000;
    fc.assert(
      fc.property(fc.integer({ min, max }), fc.constantFrom(...zones), (seconds, timeZone) => {
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
        const instant = seconds * 1000;
        const dated = shown.format(instant);
        for (const line of [dated, dated.slice(5), dated.slice(11)]) {
          const clock = { timeZone, offsetSeconds: 0, near: instant };
          assert.equal(readLogTime(line.trimStart(), clock)?.instant, instant, `${line} ${timeZone}`);
        }
      }),
      { numRuns: 400 },
    );
  });
});
