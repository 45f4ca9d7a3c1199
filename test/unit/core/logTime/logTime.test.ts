import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { LogClock } from '../../../../src/core/logTime/model.ts';
import { END_OF_TIME } from '../../../../src/core/base/index.ts';
import { readLogTime } from '../../../../src/core/logTime/readLogTime.ts';

describe('core log time', () => {
  const NEAR = Date.parse('2020-07-08T12:00:00Z');
  /** Two hours east of UTC in July. */
  const BERLIN: LogClock = { timeZone: 'Europe/Berlin', offsetSeconds: 0, near: NEAR };

  /** Lines, with the time between `«` and `»`, the instant it means in Berlin near 8 July 2020, and its precision. */
  type Row = readonly [line: string, instant: string, precisionSeconds?: number];

  const STATED: Readonly<Record<string, readonly Row[]>> = {
    isoWithZone: [
      ['«2020-07-08T14:03:34.733Z» call-service[318]: INFO', '2020-07-08T14:03:34.733Z', 0.001],
      ['«2020-07-08T14:03:34+02:00» x', '2020-07-08T12:03:34Z', 1],
      ['[«2020-07-08 14:03:34,7 -0530»] x', '2020-07-08T19:33:34.7Z', 0.1],
      ['I, «2020/07/08 14:03:34 UTC», x', '2020-07-08T14:03:34Z'],
      ['«20200708T140334.25Z» x', '2020-07-08T14:03:34.25Z', 0.01],
      ['<34>1 «2020-07-08T14:03:34.123456789+00» host app', '2020-07-08T14:03:34.123Z', 0.001],
      ['\u001b[32m«2020-02-29T23:59:60Z»\u001b[0m a leap day and a leap second', '2020-03-01T00:00:00Z'],
      ['«2020-07-08T14:03Z» x', '2020-07-08T14:03:00Z', 60],
      ['«2020-07-08 14:03:34.733 +0000»  4121  4188 D CometChatCalls', '2020-07-08T14:03:34.733Z', 0.001],
    ],
    apache: [
      ['10.0.3.17 - ana [«08/Jul/2020:14:03:34 +0000»] "GET /v3 HTTP/1.1" 200 9', '2020-07-08T14:03:34Z'],
      ['[«08/Jul/2020:14:03:34 -0700»] x', '2020-07-08T21:03:34Z'],
      ['::1 - - [«29/Feb/2020:00:00:00 +0530»] "-" 408', '2020-02-28T18:30:00Z'],
      ['a.example «01/Jan/2021:00:00:01.5 +0100» x', '2020-12-31T23:00:01.5Z', 0.1],
      ['Date: Wed, «8 Jul 2020 14:03:34 GMT»', '2020-07-08T14:03:34Z'],
      ['«Wed Jul  8 14:03:34 UTC 2020» started', '2020-07-08T14:03:34Z'],
    ],
    epochSeconds: [
      ['«1594206205» x', '2020-07-08T11:03:25Z', 1],
      ['[«1594206205»] x', '2020-07-08T11:03:25Z'],
      ['x [«1594206205.25»] y', '2020-07-08T11:03:25.25Z', 0.01],
      ['ts=«1594206205» level=info', '2020-07-08T11:03:25Z'],
      ['  («1594206205.5»): x', '2020-07-08T11:03:25.5Z', 0.1],
      ['{"level":"info","ts":«1594206205.123456»}', '2020-07-08T11:03:25.123Z', 0.001],
    ],
    epochMilliseconds: [
      ['«1594206205123» x', '2020-07-08T11:03:25.123Z', 0.001],
      ['[«1594206205123»][info] x', '2020-07-08T11:03:25.123Z'],
      ['worker [«1594206205123»] x', '2020-07-08T11:03:25.123Z'],
      ['{"level":30,"time":«1594206205123»,"pid":7}', '2020-07-08T11:03:25.123Z'],
      ['a timestamp: «1594206205123»', '2020-07-08T11:03:25.123Z'],
      ['{"ts":«1594206205123456»}', '2020-07-08T11:03:25.123Z'],
      ['{"timestamp":"«1594206205123456789»"}', '2020-07-08T11:03:25.123Z'],
    ],
    jsonFields: [
      ['{"level":"info","time":"«2020-07-08T14:03:34Z»"}', '2020-07-08T14:03:34Z'],
      ['{"@timestamp":"«2020-07-08T14:03:34.1+02:00»","m":1}', '2020-07-08T12:03:34.1Z', 0.1],
      ['{"msg":"at 2019-01-01T00:00:00Z","ts" : "«2020-07-08T14:03:34Z»"}', '2020-07-08T14:03:34Z'],
      [`{'Timestamp': '«2020-07-08T14:03:34Z»'}`, '2020-07-08T14:03:34Z'],
      ['{\\"ts\\":\\"«2020-07-08T14:03:34Z»\\"}', '2020-07-08T14:03:34Z'],
      [
        '{"log":"{\\"time\\":\\"2019-01-01T00:00:00Z\\"}","time":"«2020-07-08T14:03:34Z»"}',
        '2020-07-08T14:03:34Z',
      ],
      ['{"a":"{\\\\\\"@timestamp\\\\\\":\\\\\\"«2020-07-08T14:03:34Z»\\\\\\"}"}', '2020-07-08T14:03:34Z'],
      ['level=info time="«2020-07-08T14:03:34Z»" took=9', '2020-07-08T14:03:34Z'],
      ['{"time":"92us","ts":«1594206205»}', '2020-07-08T11:03:25Z'],
    ],
  };

  const ASSUMED: Readonly<Record<string, readonly Row[]>> = {
    isoWithoutZone: [
      ['«2020-07-08 14:03:34.733» x', '2020-07-08T12:03:34.733Z', 0.001],
      ['«2020-07-08T14:03:34»', '2020-07-08T12:03:34Z', 1],
      ['«2020-01-08 14:03:34,733» [main] INFO', '2020-01-08T13:03:34.733Z', 0.001],
      ['«2020/07/08 14:03:34» [error] 7#7', '2020-07-08T12:03:34Z'],
      ['worker[7] «2020-07-08_14:03:34.5»: y', '2020-07-08T12:03:34.5Z', 0.1],
      ['«2020-07-08 14:03:34» -10 dB', '2020-07-08T12:03:34Z'],
      ['"date":"«2020-07-08 14:03»"', '2020-07-08T12:03:00Z', 60],
    ],
    logcat: [
      ['«07-08 14:03:34.733»  4121  4188 D CometChatCalls', '2020-07-08T12:03:34.733Z', 0.001],
      ['«07-08 14:03:34.733» D/CometChatCalls( 4121)', '2020-07-08T12:03:34.733Z'],
      ['[«12-31 23:59:59.999»  4121: 4188 W/x ]', '2020-12-31T22:59:59.999Z'],
      ['«02-29 12:00:00.000» a leap day', '2020-02-29T11:00:00Z'],
      ['phone: «07-08 14:03:34.5»', '2020-07-08T12:03:34.5Z', 0.1],
    ],
    syslog: [
      ['«Jul  8 14:03:34» host app[1]: x', '2020-07-08T12:03:34Z', 1],
      ['<13>«Jul 10 04:03:34» host x', '2020-07-10T02:03:34Z'],
      ['«Jul  8 2020 14:03:34»: %ASA-6-1', '2020-07-08T12:03:34Z'],
      ['x: «Dec 31 23:00:00.250» y', '2020-12-31T22:00:00.25Z', 0.001],
      ['[«Jan  1 01:00:00.5»] x', '2021-01-01T00:00:00.5Z'],
      ['«08-Jul-2020 14:03:34.733» INFO [main]', '2020-07-08T12:03:34.733Z', 0.001],
    ],
    timeOnly: [
      ['[«10:02:03.57»] x', '2020-07-08T08:02:03.57Z', 0.01],
      ['[«10:02:03.123»] x', '2020-07-08T08:02:03.123Z', 0.001],
      ['«10:02:03.123» x', '2020-07-08T08:02:03.123Z'],
      ['INFO [«10:02:03»] x', '2020-07-08T08:02:03Z', 1],
      ['  «23:59:59,5» x', '2020-07-08T21:59:59.5Z', 0.1],
      ['«2:03:34 PM» x', '2020-07-08T12:03:34Z'],
      ['[«12:03:34 a.m.» x', '2020-07-08T22:03:34Z'],
      ['{"ts":"«10:02:03.123»"}', '2020-07-08T08:02:03.123Z'],
    ],
  };

  const NONE: readonly string[] = [
    '',
    'nothing here',
    '2020-13-08 14:03:34',
    '2020-00-08 14:03:34',
    '2020-02-30 12:00:00',
    '2021-02-29T12:00:00Z',
    '2100-02-29T12:00:00Z',
    '2020-07-08 25:61:00',
    '25:61:00 x',
    '[10:61:00]',
    '23:59:61.0',
    '1900-01-01T00:00:00Z',
    '13:00:00 PM',
    '0:00:00 AM',
    '13-32 14:03:34.733',
    '08/Xxx/2020:14:03:34 +0000',
    '31/Apr/2020:14:03:34 +0000',
    'Feb 30 10:00:00 host',
    '0999999999 x',
    '[9999999999] x',
    '12345678901234 x',
    'took 1594206205 ns',
    '1594206205a3f5aba3998db11501e308f47e686839724f7158 joined',
    '1594206205-a-name',
    '10:02:03:04:05:06 is an address',
    'v2020-07-08-14:03:34',
    'lasted 00:00:19',
    'x 10:02:03.123',
    'totalTime=1594206205 x',
    '{"time":"later"}',
    '7/8/2020, 2:03:34 PM',
    '12020-07-08 14:03:34',
    // Behind words, and behind the name of another key, a date is not the line's own.
    'GET /x at 2020-07-08T14:03:34Z, again',
    'expires: 2020-07-08T14:03:34Z',
    '99:99:99 at 2020-07-08T14:03:34Z',
  ];

  /** The line without marks, and where the time stands. */
  function unmarked(marked: string) {
    const start = marked.indexOf('«');
    return { line: marked.replace(/[«»]/g, ''), start, end: marked.indexOf('»') - 1 };
  }

  for (const [zone, table] of [
    ['stated', STATED],
    ['assumed', ASSUMED],
  ] as const) {
    for (const [form, rows] of Object.entries(table)) {
      describe(form, () => {
        it('has five lines', () => assert.ok(rows.length >= 5));
        for (const [marked, instant, precisionSeconds] of rows) {
          const { line, start, end } = unmarked(marked);
          it(JSON.stringify(line), () => {
            const time = readLogTime(line, BERLIN);
            assert.ok(time, 'there is a time');
            assert.equal(new Date(time.instant).toISOString(), new Date(instant).toISOString());
            assert.deepEqual([time.zone, time.start, time.end], [zone, start, end]);
            if (precisionSeconds !== undefined) assert.equal(time.precisionSeconds, precisionSeconds);
          });
        }
      });
    }
  }

  for (const line of NONE) {
    it(`reads none in ${JSON.stringify(line)}`, () => assert.equal(readLogTime(line, BERLIN), undefined));
  }

  it('adds the offset of the file to every time', () => {
    const clock = { ...BERLIN, offsetSeconds: -7_200 };
    for (const [line, instant] of [
      ['2020-07-08 14:03:34', '2020-07-08T10:03:34Z'],
      ['2020-07-08T14:03:34Z', '2020-07-08T12:03:34Z'],
      ['1594206205 x', '2020-07-08T09:03:25Z'],
    ] as const) {
      assert.equal(readLogTime(line, clock)?.instant, Date.parse(instant), line);
    }
  });

  it('adds the offset for times without a zone to those alone, also where they have no date', () => {
    const clock = { ...BERLIN, offsetSeconds: 7, zoneOffsetSeconds: 7_200 };
    for (const [line, instant] of [
      ['2020-07-08 14:03:34', '2020-07-08T14:03:41Z'],
      ['2020-07-08T14:03:34Z', '2020-07-08T14:03:41Z'],
      ['2020-07-08 14:03:34 +0200', '2020-07-08T12:03:41Z'],
      ['1594206205 x', '2020-07-08T11:03:32Z'],
    ] as const) {
      assert.equal(readLogTime(line, clock)?.instant, Date.parse(instant), line);
    }
    const near = Date.parse('2020-07-09T01:30:00Z');
    const late = { ...clock, offsetSeconds: 0, near };
    assert.equal(
      readLogTime('01:29:00.000 x', late)?.instant,
      Date.parse('2020-07-09T01:29:00Z'),
      'the day is the one near the corrected time',
    );
  });

  it('looks at the first 2,000 characters only', () => {
    const time = '2020-07-08T14:03:34Z';
    assert.ok(readLogTime(`${' '.repeat(1_900)}${time}`, BERLIN));
    assert.equal(readLogTime(`${' '.repeat(2_000)}${time}`, BERLIN), undefined);
  });

  it('reads no time without a date when nothing is near', () => {
    const clock = { ...BERLIN, near: undefined };
    for (const line of ['10:02:03.123 x', 'Jul  8 14:03:34 x', '07-08 14:03:34.733 x']) {
      assert.equal(readLogTime(line, clock), undefined, line);
    }
    assert.ok(readLogTime('2020-07-08 10:02:03', clock));
  });

  it('takes the first of several dates in a line', () => {
    const time = readLogTime('relay: Jul  8 14:03:34 got 2019-01-01T00:00:00Z', BERLIN);
    assert.equal(time?.instant, Date.parse('2020-07-08T12:03:34Z'));
  });

  it('goes on to the next time when the first cannot be', () => {
    assert.equal(
      readLogTime('99:99:99 {"time":"25:00:00","ts":"2020-07-08T14:03:34Z"}', BERLIN)?.instant,
      Date.parse('2020-07-08T14:03:34Z'),
    );
  });
});

describe('core log time zones', () => {
  const read = (line: string, timeZone: string, near?: string, offsetSeconds = 0) => {
    const clock = { timeZone, offsetSeconds, near: near === undefined ? undefined : Date.parse(near) };
    const instant = readLogTime(line, clock)?.instant;
    return instant === undefined ? undefined : new Date(instant).toISOString().replace('.000Z', 'Z');
  };

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

  it('reads no time that no date can hold, however late the call is that it is near', () => {
    for (const near of [END_OF_TIME, END_OF_TIME - 1, 0]) {
      for (const line of ['14:03:34 x', '14:03:34+02:00 x', '09-13 14:03:34.1', 'Sep 13 01:00:00 x']) {
        for (const timeZone of ['UTC', 'Pacific/Apia']) {
          const time = readLogTime(line, { timeZone, offsetSeconds: 3_600, near });
          assert.ok(time === undefined || Math.abs(time.instant) <= END_OF_TIME, `${line} near ${near}`);
        }
      }
    }
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
