/** Lines as tools of the world write them, kind by kind: the time each tells in UTC near 18 August 2023, or that none is. */
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { dayOrderOf, isDateInDoubt, readLogTime } from '../../../../src/core/logTime/index.ts';
import type { DayOrder, LogClock } from '../../../../src/core/logTime/model.ts';

const ID = 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92';
const CLOCK: LogClock = {
  timeZone: 'UTC',
  offsetSeconds: 0,
  near: Date.parse('2023-08-18T14:15:13Z'),
};

/** A line, and its time: from 18 August 2023 where it has no date; `Z` at its end where the line states its zone. */
type Row = readonly [line: string, time: string | undefined];

const KINDS: Readonly<Record<string, readonly Row[]>> = {
  'an offset behind GMT or UTC': [
    [`Fri Aug 18 2023 19:45:30 GMT+0530 (India Standard Time) joined ${ID}`, '14:15:30Z'],
    ['2023-08-18 16:15:30 UTC+2 joined', '14:15:30Z'],
    ['2023-08-18 09:15:30 GMT-5 joined', '14:15:30Z'],
    ['[18/Aug/2023:19:45:30 UTC+05:30] joined', '14:15:30Z'],
    ['Aug 18, 2023, 7:45:30 PM GMT+5:30 joined', '14:15:30Z'],
    ['2023-08-18 10:45:30 UTC−330 joined', '14:15:30Z'],
    ['2023-08-18 19:45:30.25 (UTC+05:30) joined', '14:15:30.250Z'],
    ['Fri Aug 18 16:15:30 GMT+02:00 2023 joined', '14:15:30Z'],
    ['2023-08-18 14:15:30 UTC - joined', '14:15:30Z'],
    ['2023-08-18 14:15:30 UTC+25 joined', undefined],
  ],
  'a zone by name': [
    ['Fri Mar 15 10:00:00 CST 2024 joined', '2024-03-15T10:00:00'],
    ['Fri 18 Aug 2023 02:15:30 PM IST', '14:15:30'],
    ['Fri Aug 18 02:15:30 PM PDT 2023 joined', '14:15:30'],
    ['Fri Aug 18 11:15:30 -03 2023', '14:15:30Z'],
    ['2023-08-18 19:45:30 IST +0530 joined', '14:15:30Z'],
    ['2023-08-18 14:15:30.5 CEST [12] LOG:  joined', '14:15:30.500'],
    ['2023-08-18T19:45:30.123+05:30[Asia/Kolkata] joined', '14:15:30.123Z'],
    ['2023-08-18 14:15:30,250 EDT INFO joined', '14:15:30.250'],
  ],
  'behind a file, an address or a process': [
    [
      `Logger.js:154 2023-08-18T14:15:30.242Z [modules/xmpp/ChatRoom.js] Joined MUC as ${ID}@conference.rtc-us.cometchat.io/6a653d3d`,
      '14:15:30.242Z',
    ],
    ['10.0.0.7 2023-08-18T14:15:30Z joined', '14:15:30Z'],
    ['10.0.0.7:443, 10.0.0.8 - - [18/Aug/2023:14:15:30 +0000] "GET /v3"', '14:15:30Z'],
    ['calls.example:443 10.0.0.7 - ana [18/Aug/2023:14:15:30 +0000] "GET /"', '14:15:30Z'],
    ['fe80::1%eth0 2023-08-18 14:15:30 joined', '14:15:30'],
    ['https://a.example:8080/static/main.3f2.chunk.js:2:15 2023-08-18T14:15:30Z joined', '14:15:30Z'],
    ['/srv/app/calls.ts:12:5 14:15:30.250 joined', '14:15:30.250'],
    ['logs/app.log:118:2023-08-18 14:15:30,250 joined', '14:15:30.250'],
    ['logs/app.log-2023-08-18 14:15:30,250 joined', undefined],
    ['118:[2023-08-18 14:15:30] joined', '14:15:30'],
    ['app[web.1]: 2023-08-18T14:15:30Z joined', '14:15:30Z'],
    ['(index):12 2023-08-18T14:15:30Z joined', '14:15:30Z'],
    ['[main] [12] WARN  calls - 2023-08-18 14:15:30 joined', undefined],
    ['WARN 12 --- [main] 2023-08-18 14:15:30 joined', '14:15:30'],
    ['[12] [main] WARN - 2023-08-18 14:15:30 joined', '14:15:30'],
    ['JVB 2023-08-18 14:15:30.123 INFO: [21] [confId=1f] joined', '14:15:30.123'],
    ['calls: 2023/08/18 14:15:30 joined', '14:15:30'],
    ['12:M 18 Aug 2023 14:15:30.123 * joined', '14:15:30.123'],
    ['0|calls  | 2023-08-18T14:15:30: joined', '14:15:30'],
    ['INFO:calls.media:2023-08-18 14:15:30,123 joined', '14:15:30.123'],
  ],
  'behind a level': [
    [`DEBUG  [Aug 18 14:15:30.816] joined ${ID}`, '14:15:30.816'],
    ['INFO: 2023-08-18 14:15:30 joined', '14:15:30'],
    ['I, [2023-08-18T14:15:30.123456 #12]  INFO -- : joined', '14:15:30.123'],
    ['[INFO 2023-08-18 14:15:30,123 calls.py:12] joined', '14:15:30.123'],
    ['[I 14:15:30.123 NotebookApp] joined', '14:15:30.123'],
    ['\u001b[33mwarn\u001b[39m: 2023-08-18T14:15:30Z joined', '14:15:30Z'],
    [' LOG  2023-08-18T14:15:30.123Z joined', '14:15:30.123Z'],
    ['fatal|2023-08-18 14:15:30|joined', '14:15:30'],
  ],
  'Kibana, Grafana, Datadog and CloudWatch': [
    [`"Aug 18, 2023 @ 14:15:30.123","joined ${ID}"`, '14:15:30.123'],
    ['Aug 18, 2023 @ 14:15:30.123\tjoined', '14:15:30.123'],
    ['{"_source":{"@timestamp":"Aug 18, 2023 @ 14:15:30.123"}}', '14:15:30.123'],
    ['"2023-08-18T14:15:30.123Z","host-1","calls","joined"', '14:15:30.123Z'],
    ['{"id":"A","attributes":{"service":"calls","timestamp":"2023-08-18T14:15:30.123Z"}}', '14:15:30.123Z'],
    ['{"content":{"date":1692368130123,"message":"joined"}}', '14:15:30.123Z'],
    ['1692368130123456789\t2023-08-18T14:15:30.123Z\tjoined', '14:15:30.123Z'],
    [
      '{"line":"joined","timestamp":"1692368130123456789","date":"2023-08-18T14:15:30.123Z"}',
      '14:15:30.123Z',
    ],
    ['["1692368130123456789","joined"],', '14:15:30.123Z'],
    ['2023-08-18T14:15:30Z {app="calls"} joined', '14:15:30Z'],
    ['1692368130123,"[INFO] joined"', '14:15:30.123Z'],
    ['{"@timestamp":"2023-08-18 14:15:30.123","@message":"joined"}', '14:15:30.123'],
    [
      '[{"field":"@timestamp","value":"2023-08-18 14:15:30.123"},{"field":"@ptr","value":"x"}]',
      '14:15:30.123',
    ],
    ['            "timestamp": 1692368130123,', '14:15:30.123Z'],
    [
      '2023-08-18T14:15:30.456000+00:00 2023/08/18/[$LATEST]0a1b2c3d 2023-08-18T14:15:30.123Z 1f-2a INFO joined',
      '14:15:30.123Z',
    ],
    ['Aug 18, 2023 at 2:15:30.123 pm joined', '14:15:30.123'],
  ],
  'java.util.logging and other loggers of Java': [
    ['Aug 18, 2023 2:15:30 PM org.example.Calls log', '14:15:30'],
    ['INFO: Aug 18, 2023 2:15:30 AM org.example.Calls log', '02:15:30'],
    ['18-Aug-2023 14:15:30.250 INFO [main] org.example.Calls joined', '14:15:30.250'],
    ['August 18, 2023 2:15:30\u202fPM org.example.Calls log', '14:15:30'],
    ['2023-08-18 14:15:30.250  INFO 12 --- [main] org.example.Calls : joined', '14:15:30.250'],
    ['[Fri 18-AUG-2023 14:15:30] joined', '14:15:30'],
    ['14:15:30.250 [main] INFO org.example.Calls - joined', '14:15:30.250'],
  ],
  'klog and glog': [
    [`I0818 14:15:30.123456       1 calls.go:116] "Joined" sessionId="${ID}"`, '14:15:30.123'],
    ['E0818 14:15:30.123456   12345 a.cc:7] left', '14:15:30.123'],
    ['W20230818 14:15:30.123456 12 a.cc:7] left', '14:15:30.123'],
    ['  F0818 14:15:30.123456 12 a.cc:7] fatal', '14:15:30.123'],
    ['calls-7d9f8b-x2z4q calls I0818 14:15:30.123456       1 calls.go:116] "Joined"', '14:15:30.123'],
    ['2023-08-18T14:15:30.200Z stderr F I0818 14:15:30.123456       1 calls.go:116] x', '14:15:30.123'],
    ['X0818 14:15:30.123456 1 a.cc:7] none', undefined],
  ],
  'NestJS and what browsers write': [
    ['[Nest] 12345  - 08/18/2023, 2:15:30 PM     LOG [Calls] joined', '14:15:30'],
    [
      '\u001b[32m[Nest] 12  - \u001b[39m08/18/2023, 2:15:30\u202fPM \u001b[32m    LOG\u001b[39m joined',
      '14:15:30',
    ],
    ['[Nest] 12345  - 18/08/2023, 14:15:30     LOG [Calls] joined', '14:15:30'],
    ['8/18/2023, 2:15:30 PM joined', '14:15:30'],
    ['18/08/2023, 2:15:30 pm joined', '14:15:30'],
    ['18.8.2023, 14:15:30 joined', '14:15:30'],
    ['2023/8/18 14:15:30 joined', '14:15:30'],
    ['2023-08-18, 2:15:30 p.m. joined', '14:15:30'],
    ['[8/18/23, 2:15:30 PM] ana joined', '14:15:30'],
  ],
  'dates that begin with the day': [
    ['18.08.2023 14:15:30 joined', '14:15:30'],
    ['[3.4.2023 14:15:30.5] joined', '2023-04-03T14:15:30.500'],
    ['18-08-2023 14:15:30,250 INFO joined', '14:15:30.250'],
    ['"18/08/2023 14:15:30 +02:00" joined', '12:15:30Z'],
    ['INFO 18 Aug 2023 14:15:30 joined', '14:15:30'],
    ['31.02.2023 14:15:30 no such day', undefined],
  ],
  'date and time apart': [
    ['[2020-07-08] 14:15:30 joined', '2020-07-08T14:15:30'],
    ['[2020-07-08][14:15:30.250][main] joined', '2020-07-08T14:15:30.250'],
    ['2020-07-08 | 14:15:30 | joined', '2020-07-08T14:15:30'],
    ['2020-07-08,14:15:30,joined', '2020-07-08T14:15:30'],
    ['date=2020-07-08 time=14:15:30 devname=x', '2020-07-08T14:15:30'],
    ['{"date":"2020-07-08","time":"14:15:30Z"}', '2020-07-08T14:15:30Z'],
    ['14:15:30.250 2020-07-08 joined', '2020-07-08T14:15:30.250'],
    ['200708 14:15:30 [Note] joined', '2020-07-08T14:15:30'],
    ['[I 200708 14:15:30 web:12] joined', '2020-07-08T14:15:30'],
    ['08.07.2020 - 14:15:30 joined', '2020-07-08T14:15:30'],
    ['[2020-07-08] [main] 14:15:30 joined', undefined],
  ],
  Unreal: [
    [`[2023.08.18-14.15.30:413][  2]LogCometChat: Display: joined ${ID}`, '14:15:30.413'],
    ['[2023.08.18-14.15.30:413][123]LogCometChat: Warning: left', '14:15:30.413'],
    ['2023.08.18-14.15.30: LogCometChat: left', '14:15:30'],
    ['LogCometChat.cpp:12 [2023.08.18-14.15.30:413] left', '14:15:30.413'],
    ['2023.08.18 14:15:30 LogCometChat left', '14:15:30'],
    ['[2023.13.18-14.15.30:413][  2]LogCometChat: no such month', undefined],
  ],
  'fluent-bit and fluentd': [
    ['[0] calls.log: [1692368130.123456789, {"log"=>"joined"}]', '14:15:30.123Z'],
    ['[12] kube.var.log: [[1692368130.123456789, {}], {"log"=>"joined"}]', '14:15:30.123Z'],
    ['{"date":1692368130.123456,"log":"joined"}', '14:15:30.123Z'],
    ['[2023/08/18 14:15:30] [ info] [engine] joined', '14:15:30'],
    ['2023-08-18 14:15:30.123456789 +0000 calls.log: {"message":"joined"}', '14:15:30.123Z'],
    ['2023-08-18T14:15:30+00:00\tcalls.log\t{"message":"joined","time":"2020-01-01T00:00:00Z"}', '14:15:30Z'],
    ['[{"date":1692368130.123456,"log":"joined"},', '14:15:30.123Z'],
  ],
  journald: [
    [`{"__REALTIME_TIMESTAMP":"1692368130123456","MESSAGE":"joined ${ID}"}`, '14:15:30.123Z'],
    [
      '{"__CURSOR":"s=1","__MONOTONIC_TIMESTAMP":"123","__REALTIME_TIMESTAMP":"1692368130123456"}',
      '14:15:30.123Z',
    ],
    ['{ "_SOURCE_REALTIME_TIMESTAMP" : "1692368130123456" }', '14:15:30.123Z'],
    ['__REALTIME_TIMESTAMP=1692368130123456', '14:15:30.123Z'],
    ['Fri 2023-08-18 14:15:30.123456 UTC [s=1;i=2]', '14:15:30.123Z'],
    ['2023-08-18T14:15:30+0000 host calls[12]: joined', '14:15:30Z'],
    ['[1692368130.123456] host calls[12]: joined', '14:15:30.123Z'],
    ['{"__MONOTONIC_TIMESTAMP":"1692368130123456"}', undefined],
  ],
  'log4j2’s and others’ JSON': [
    ['{"instant":{"epochSecond":1692368130,"nanoOfSecond":123000000},"message":"joined"}', '14:15:30.123Z'],
    ['{"thread":"main","instant" : {"epochSecond" : 1692368130, "nanoOfSecond" : 5000000}}', '14:15:30.005Z'],
    ['{\\"instant\\":{\\"epochSecond\\":1692368130,\\"nanoOfSecond\\":123000000}}', '14:15:30.123Z'],
    ['{"timeMillis":1692368130123,"thread":"main"}', '14:15:30.123Z'],
    ['{"severity":"INFO","timestamp":{"seconds":1692368130,"nanos":123000000}}', '14:15:30.123Z'],
    ['{"asctime": "2023-08-18 14:15:30,123", "message": "joined"}', '14:15:30.123'],
    ['{"@t":"2023-08-18T14:15:30.123Z","@m":"joined"}', '14:15:30.123Z'],
    ['<Event timestamp="1692368130123" level="INFO">', '14:15:30.123Z'],
    ['{"time_local":"18/Aug/2023:14:15:30 +0000","request":"GET /"}', '14:15:30Z'],
    ['{"t":{"$date":"2023-08-18T14:15:30.123+00:00"},"s":"I"}', '14:15:30.123Z'],
    ['      "startedDateTime": "2023-08-18T14:15:30.123Z",', '14:15:30.123Z'],
    ['{"instant":{"epochSecond":9692368130,"nanoOfSecond":1}}', undefined],
  ],
  'Docker, Kubernetes, syslog and logcat before an application’s own time': [
    ['2023-08-18T14:15:30.123456789Z 2023-08-18 14:15:30,100 INFO joined', '14:15:30.100'],
    ['2023-08-18T14:15:30.123456789Z stdout F 2023-08-18T16:15:30.100+02:00 joined', '14:15:30.100Z'],
    ['web-1  | 2023-08-18T14:15:30.123456789Z [14:15:30.100] joined', '14:15:30.100'],
    ['web-1  | 2023-08-18 14:15:30,100 joined', '14:15:30.100'],
    [
      '[pod/calls-7d9f/calls] 2023-08-18T14:15:30.123456789Z {"ts":1692368130.1,"msg":"joined"}',
      '14:15:30.100Z',
    ],
    ['Aug 18 14:15:30 host calls[12]: 2023-08-18T14:15:30.100Z joined', '14:15:30.100Z'],
    ['08-18 14:15:30.769  8078  8117 I flutter : 2023-08-18 14:15:30.700 joined', '14:15:30.700'],
    ['2023-08-18T14:15:30.123456789Z stderr F E0818 14:15:30.100000 1 a.go:1] x', '14:15:30.100'],
    ['2023-08-18T14:15:30.223456+00:00 app[web.1]: 2023-08-18 14:15:30,100 joined', '14:15:30.100'],
    // The application's clock is two hours ahead, as the time before it shows.
    ['2023-08-18T14:15:30.123456789Z 2023-08-18 16:15:30,100 INFO joined', '14:15:30.100Z'],
    // What cannot be from that moment is no time of the line.
    ['2023-08-18T14:15:30.985Z 2022-01-15T03:18:49.000Z was when it expired', '14:15:30.985Z'],
    ['2023-08-18T14:15:30.985Z 00:05:19 of ringing', '14:15:30.985Z'],
    ['2023-08-18T14:15:30.985Z [info] joined', '14:15:30.985Z'],
    ['2023-08-18T14:15:30.985Z joined at 2023-08-18T14:15:29Z', '14:15:30.985Z'],
  ],
  'Xcode, os_log, Chrome and Flutter': [
    [`2023-08-18 20:00:30.328309+0545 MyApp[535:50283] joined ${ID}`, '14:15:30.328Z'],
    ['2023-08-18 14:15:30.328 Df MyApp[535:50283] [calls] joined', '14:15:30.328'],
    ['2023-08-18 14:15:30.328309+0000 0x1a2b Default 0x0 535 0 MyApp: joined', '14:15:30.328Z'],
    ['Type: Debug | Timestamp: 2023-08-18 14:15:30.328309+00:00 | Process: MyApp', '14:15:30.328Z'],
    ['Aug 18 14:15:30 iPhone MyApp(UIKitCore)[535] <Notice>: joined', '14:15:30'],
    ['[0818/141530.123456:INFO:CONSOLE(1)] "joined", source: https://a.example/ (1)', '14:15:30.123'],
    ['[535:259:0818/141530.123:ERROR:a.cc(12)] left', '14:15:30.123'],
    ['app.js:154 14:15:30.123 joined', '14:15:30.123'],
    ['I/flutter ( 5002): 2023-08-18 14:15:30.123 joined', '14:15:30.123'],
    ['flutter: │ 14:15:30.123 (+0:00:00.001)', '14:15:30.123'],
    ['08-18 14:15:30.769  5002  5020 I flutter : joined', '14:15:30.769'],
    ['[535:259:joined] nothing', undefined],
  ],
  'a list as the value, and @timestamp before others': [
    [
      `{"fields":{"call.created":["2023-01-05T10:11:12.123Z"],"@timestamp":["2023-08-18T14:15:30.123Z"],"message":["joined ${ID}"]}}`,
      '14:15:30.123Z',
    ],
    ['{"time":"2020-01-01T00:00:00Z","@timestamp":"2023-08-18T14:15:30Z"}', '14:15:30Z'],
    ['{"@timestamp":[ "2023-08-18T14:15:30Z" ],"date":"2020-01-01"}', '14:15:30Z'],
    ['{"ts":[1692368130],"msg":"x"}', '14:15:30Z'],
    ['{\\"timestamp\\":[\\"2023-08-18T14:15:30Z\\"]}', '14:15:30Z'],
    ['{"log":"{\\"@timestamp\\":\\"2020-01-01T00:00:00Z\\"}","time":"2023-08-18T14:15:30Z"}', '14:15:30Z'],
    ['{"event.date":["2020-01-01T00:00:00Z"],"created-time":"2020-01-01T00:00:00Z"}', undefined],
  ],
  'fractions of an epoch': [
    ['{"level":"info","ts":1704449472.123,"msg":"joined"}', '2024-01-05T10:11:12.123Z'],
    ['1692368130.999999 joined', '14:15:30.999Z'],
    ['[1692368130.29] joined', '14:15:30.290Z'],
    ['1692368130123.999 joined', '14:15:30.123Z'],
    ['{"timestamp":"1692368130570000001"}', '14:15:30.570Z'],
    ['time=1692368130.001 level=info', '14:15:30.001Z'],
    ['\t1692368130570001\tjoined', '14:15:30.570Z'],
  ],
  'dates that are not the line’s own': [
    [
      `java.security.SignatureException: token of ${ID} expired at 2022-01-15T03:18:49.000Z, now is 2023-08-18T14:15:30.985Z`,
      undefined,
    ],
    ['  "expiresAt": "2023-08-18T14:15:30Z",', undefined],
    ['  createdAt: 2023-08-18T14:15:30.000Z,', undefined],
    ['Expires: Fri, 18 Aug 2023 14:15:30 GMT', undefined],
    ['room opened since [2023-08-18 14:15:30]', undefined],
    ['start time: 2023-08-18T14:15:30Z', undefined],
    ['<created>2023-08-18T14:15:30Z</created>', undefined],
    ['Date: Fri, 18 Aug 2023 14:15:30 GMT', '14:15:30Z'],
    ['token expired at 2022-01-15T03:18:49Z, time="2023-08-18T14:15:30Z"', '14:15:30Z'],
  ],
};

function told(line: string, clock = CLOCK): string | undefined {
  const time = readLogTime(line, clock);
  if (!time) return undefined;
  const [date, clockTime = ''] = new Date(time.instant).toISOString().slice(0, -1).split('T');
  const written = clockTime.replace('.000', '') + (time.zone === 'stated' ? 'Z' : '');
  return date === '2023-08-18' ? written : `${date}T${written}`;
}

describe('core log times of the world', () => {
  for (const [kind, rows] of Object.entries(KINDS)) {
    describe(kind, () => {
      it('has six lines that differ in more than digits', () => {
        assert.ok(new Set(rows.map(([line]) => line.replace(/\d+/g, '0'))).size >= 6);
      });
      for (const [line, time] of rows) {
        it(JSON.stringify(line), () => assert.equal(told(line), time));
      }
    });
  }
});

describe('core log times: day and month in doubt', () => {
  const DOUBTFUL = [
    '03/04/2023 14:15:30 joined',
    '[Nest] 12  - 3/4/2023, 2:15:30 PM     LOG joined',
    '{"time":"03/04/2023 14:15:30"}',
    'INFO [03-04-2023 14:15:30,250] joined',
    'app.js:7 3/4/2023, 14:15:30 joined',
    '[3/4/23, 2:15:30 PM] ana joined',
  ];
  const read = (line: string, dayOrder?: DayOrder) => told(line, { ...CLOCK, dayOrder })?.slice(0, 10);

  for (const line of DOUBTFUL) {
    it(line, () => {
      assert.equal(read(line), undefined);
      assert.equal(isDateInDoubt(line), true);
      assert.equal(read(line, 'dayFirst'), '2023-04-03');
      assert.equal(read(line, 'monthFirst'), '2023-03-04');
    });
  }

  for (const line of [
    '13/04/2023 14:15:30',
    '04/13/2023 14:15:30',
    '04/04/2023 14:15:30',
    '03.04.2023 14:15:30',
    '2023/03/04 14:15:30',
    'expired at 03/04/2023 14:15:30',
    '13/13/2023 14:15:30',
    'joined',
  ]) {
    it(`is none in ${line}`, () => {
      assert.equal(isDateInDoubt(line), false);
      assert.deepEqual([read(line, 'dayFirst'), read(line, 'monthFirst')], [read(line), read(line)]);
    });
  }

  for (const [title, lines, expected] of [
    ['a day that is no month', ['03/04/2023 14:15:30 x', '13/04/2023 14:15:30 x'], 'dayFirst'],
    ['a month before such a day', ['04/13/2023, 2:15:30 PM x', '3/4/2023, 2:15:30 PM x'], 'monthFirst'],
    ['behind a prefix', ['[Nest] 1  - 04/13/2023, 2:15:30 PM     LOG x'], 'monthFirst'],
    ['in a field', ['{"time":"13-04-2023 14:15:30"}'], 'dayFirst'],
    ['no line decides', ['03/04/2023 14:15:30 x', '05/06/2023 14:15:30 y'], undefined],
    ['a date that is not the line’s own', ['03/04/2023 14:15:30 expires 13/04/2023 14:15:30'], undefined],
    ['lines that disagree', ['13/04/2023 14:15:30 x', '04/13/2023 14:15:30 x'], undefined],
    ['dates of another form', ['2023-04-13 14:15:30 x', '13.04.2023 14:15:30 x'], undefined],
    ['nothing', [''], undefined],
  ] as const) {
    it(`the file decides: ${title}`, () => {
      for (const newline of ['\n', '\r\n']) assert.equal(dayOrderOf(lines.join(newline)), expected);
    });
  }
});
