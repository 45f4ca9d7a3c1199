/** Every form, written by a second path and read back; and what may stand around a time without changing it. */
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { FORMS } from '../../../../src/core/logTime/forms.ts';
import { readLogTime } from '../../../../src/core/logTime/index.ts';
import type { DayOrder } from '../../../../src/core/logTime/model.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** What clocks show, each part padded. */
interface Shown {
  readonly year: string;
  readonly month: string;
  readonly monthName: string;
  readonly day: string;
  /** Padded with a space. */
  readonly spacedDay: string;
  readonly weekday: string;
  /** `14:15:30`. */
  readonly clock: string;
  /** `2:15:30` and `PM`. */
  readonly clock12: string;
  readonly half: string;
  readonly milliseconds: string;
  readonly dayOrder: DayOrder;
  readonly epoch: number;
  /** As the writer's style has it; empty where the line states none. */
  readonly zone: string;
}

interface Writer {
  readonly write: (shown: Shown) => string;
  /** In milliseconds; what is finer is not written. */
  readonly grain?: number;
  /** How zones are written; none where the form cannot state one. */
  readonly zones?: readonly ZoneStyle[];
}

type ZoneStyle = (sign: string, hours: number, minutes: number) => string;
const two = (value: number) => String(value).padStart(2, '0');
const COLON: ZoneStyle = (sign, hours, minutes) => `${sign}${two(hours)}:${two(minutes)}`;
const BASIC: ZoneStyle = (sign, hours, minutes) => `${sign}${two(hours)}${two(minutes)}`;
const SPACED: ZoneStyle = (...zone) => ` ${BASIC(...zone)}`;
const NAMED: ZoneStyle = (...zone) => ` XYZ ${BASIC(...zone)}`;
const GMT: ZoneStyle = (...zone) => ` GMT${BASIC(...zone)}`;
const UTC: ZoneStyle = (sign, hours, minutes) =>
  ` UTC${sign}${hours}${minutes === 0 ? '' : `:${two(minutes)}`}`;
const ALL_ZONES = [COLON, BASIC, SPACED, NAMED, GMT, UTC];
const SECOND = 1000;

const date = ({ year, month, day }: Shown, separator = '-') => [year, month, day].join(separator);
const numbers = (
  { year, month, day, dayOrder }: Shown,
  separator: string,
  of: (text: string) => string | number = Number,
) => [...(dayOrder === 'dayFirst' ? [day, month] : [month, day]).map(of), year].join(separator);

/** How a tool writes each form. */
const WRITERS: Readonly<Record<string, readonly Writer[]>> = {
  'ISO 8601 and its like': [
    { write: (s) => `${date(s)}T${s.clock}.${s.milliseconds}${s.zone}`, zones: ALL_ZONES },
    { write: (s) => `${date(s)} ${s.clock},${s.milliseconds}000${s.zone}`, zones: ALL_ZONES },
    { write: (s) => `${date(s, '/')} ${s.clock}`, grain: SECOND },
    { write: (s) => `${date(s)}, ${s.clock12} ${s.half}${s.zone}`, grain: SECOND, zones: [GMT, UTC] },
    { write: (s) => `${date(s)}T${s.clock.slice(0, 5)}${s.zone}`, grain: 60 * SECOND, zones: ALL_ZONES },
  ],
  epoch: [
    { write: ({ epoch }) => String(Math.floor(epoch / 1000)), grain: SECOND },
    { write: ({ epoch, milliseconds }) => `${Math.floor(epoch / 1000)}.${milliseconds}` },
    { write: ({ epoch, milliseconds }) => `${Math.floor(epoch / 1000)}.${milliseconds}999999` },
    { write: ({ epoch }) => String(epoch) },
    { write: ({ epoch }) => `${epoch}999` },
    { write: ({ epoch }) => `${epoch}000001` },
  ],
  logcat: [{ write: (s) => `${s.month}-${s.day} ${s.clock}.${s.milliseconds}${s.zone}`, zones: ALL_ZONES }],
  'time of day': [
    { write: (s) => `${s.clock}.${s.milliseconds}${s.zone}`, zones: ALL_ZONES },
    { write: (s) => `${s.clock12}:${s.milliseconds} ${s.half}` },
    { write: (s) => `${s.clock12} ${s.half.toLowerCase()}`, grain: SECOND },
  ],
  'numbers that begin with day or month': [
    {
      write: (s) => `${numbers(s, '/')}, ${s.clock12}\u202f${s.half}${s.zone}`,
      grain: SECOND,
      zones: [GMT, UTC],
    },
    { write: (s) => `${numbers(s, '/', String)} ${s.clock}.${s.milliseconds}${s.zone}`, zones: ALL_ZONES },
    { write: (s) => `${numbers(s, '-', String)} ${s.clock}`, grain: SECOND },
  ],
  'numbers that begin with the day': [
    { write: (s) => `${s.day}.${s.month}.${s.year} ${s.clock}.${s.milliseconds}${s.zone}`, zones: ALL_ZONES },
    { write: (s) => `${Number(s.day)}.${Number(s.month)}.${s.year}, ${s.clock}`, grain: SECOND },
  ],
  'Apache, HTTP, Tomcat': [
    {
      write: (s) => `${s.day}/${s.monthName}/${s.year}:${s.clock}${s.zone}`,
      grain: SECOND,
      zones: ALL_ZONES,
    },
    { write: (s) => `${s.day}-${s.monthName.toUpperCase()}-${s.year} ${s.clock}.${s.milliseconds}` },
    {
      write: (s) => `${s.weekday}, ${s.day} ${s.monthName} ${s.year} ${s.clock}${s.zone}`,
      grain: SECOND,
      zones: [SPACED],
    },
  ],
  'without separators': [
    {
      write: (s) => `${date(s, '')}T${s.clock.replaceAll(':', '')}.${s.milliseconds}${s.zone}`,
      zones: ALL_ZONES,
    },
    { write: (s) => `${date(s, '')} ${s.clock}`, grain: SECOND },
  ],
  Unreal: [{ write: (s) => `[${date(s, '.')}-${s.clock.replaceAll(':', '.')}:${s.milliseconds}][  2]LogX:` }],
  Chrome: [
    { write: (s) => `[${s.month}${s.day}/${s.clock.replaceAll(':', '')}.${s.milliseconds}123:INFO:a.cc(1)]` },
  ],
  ctime: [
    { write: (s) => `${s.weekday} ${s.monthName} ${s.spacedDay} ${s.clock} ${s.year}`, grain: SECOND },
    { write: (s) => `${s.weekday} ${s.monthName} ${s.spacedDay} ${s.clock} CST ${s.year}`, grain: SECOND },
    {
      write: (s) => `${s.weekday} ${s.monthName} ${s.day} ${s.clock}${s.zone} ${s.year}`,
      grain: SECOND,
      zones: [SPACED, GMT, UTC],
    },
  ],
  'syslog, java.util.logging, Kibana': [
    { write: (s) => `${s.monthName} ${s.spacedDay} ${s.clock}${s.zone}`, grain: SECOND, zones: ALL_ZONES },
    { write: (s) => `${s.monthName} ${s.spacedDay} ${s.year} ${s.clock}.${s.milliseconds}` },
    { write: (s) => `${s.monthName} ${Number(s.day)}, ${s.year} ${s.clock12} ${s.half}`, grain: SECOND },
    { write: (s) => `"${s.monthName} ${Number(s.day)}, ${s.year} @ ${s.clock}.${s.milliseconds}"` },
    {
      write: (s) => `${s.weekday} ${s.monthName} ${s.day} ${s.year} ${s.clock}${s.zone} (Somewhere)`,
      grain: SECOND,
      zones: [GMT],
    },
  ],
  klog: [
    { write: (s) => `I${s.month}${s.day} ${s.clock}.${s.milliseconds}123      1 a.go:1]` },
    { write: (s) => `E${date(s, '')} ${s.clock}.${s.milliseconds}123      1 a.cc:1]` },
  ],
  'seconds and nanoseconds': [
    {
      write: ({ epoch, milliseconds }) =>
        `{"instant":{"epochSecond":${Math.floor(epoch / 1000)},"nanoOfSecond":${Number(milliseconds) * 1_000_000 + 7}}}`,
    },
  ],
};
/** The forms that state the instant itself. */
const INSTANTS = new Set(['epoch', 'seconds and nanoseconds']);

/** What clocks show that are so many minutes ahead of UTC. */
function show(instant: number, minutesEast: number, zone: string, dayOrder: DayOrder): Shown {
  const shown = new Date(instant + minutesEast * 60_000);
  const iso = shown.toISOString();
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  const hour = shown.getUTCHours();
  return {
    year,
    month,
    monthName: MONTHS[shown.getUTCMonth()] ?? '',
    day,
    spacedDay: String(shown.getUTCDate()).padStart(2),
    weekday: DAYS[shown.getUTCDay()] ?? '',
    clock: iso.slice(11, 19),
    clock12: `${hour % 12 === 0 ? 12 : hour % 12}${iso.slice(13, 19)}`,
    half: hour < 12 ? 'AM' : 'PM',
    milliseconds: iso.slice(20, 23),
    dayOrder,
    epoch: instant,
    zone,
  };
}

const offsets = new Map<string, Intl.DateTimeFormat>();

/** The minutes by which a zone is ahead of UTC, as the runtime writes them: `GMT+05:30`. */
function minutesAhead(instant: number, timeZone: string): number {
  const format =
    offsets.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  offsets.set(timeZone, format);
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = 0, minutes = 0] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const instants = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') });
const timeZones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
);
const quarters = fc.integer({ min: -48, max: 56 });
const dayOrders = fc.constantFrom<DayOrder>('dayFirst', 'monthFirst');

interface Written {
  readonly text: string;
  readonly instant: number;
  readonly isStated: boolean;
  readonly clock: Parameters<typeof readLogTime>[1];
}

/** A time in a form, and the instant it is of; of those that can state a zone, every other does. */
function written(form: string): fc.Arbitrary<Written> {
  const writers = (WRITERS[form] ?? []).flatMap((writer) => [
    { writer, style: undefined },
    ...(writer.zones ?? []).map((style) => ({ writer, style })),
  ]);
  return fc
    .tuple(fc.constantFrom(...writers), instants, timeZones, quarters, dayOrders)
    .map(([{ writer, style }, exact, timeZone, quarter, dayOrder]) => {
      const { grain = 1 } = writer;
      const instant = Math.floor(exact / grain) * grain;
      const east = style ? quarter * 15 : minutesAhead(instant, timeZone);
      const zone = style?.(east < 0 ? '-' : '+', Math.floor(Math.abs(east) / 60), Math.abs(east) % 60) ?? '';
      return {
        text: writer.write(show(instant, east, zone, dayOrder)),
        instant,
        isStated: style !== undefined || INSTANTS.has(form),
        clock: { timeZone, offsetSeconds: 0, near: instant, dayOrder },
      };
    });
}

/** What tools put before a line. */
const toolPrefix = fc.constantFrom(
  '',
  'Logger.js:154 ',
  '10.0.0.7 ',
  'app[web.1]: ',
  '[main] ',
  'I/flutter ( 5002): ',
  'web-1  | ',
  '\u001b[32mINFO\u001b[0m ',
  'DEBUG  ',
  '[Nest] 12  - ',
);
/** What logs say, with ids, addresses and dates behind words, and no key of a time. */
const words = fc
  .array(
    fc.constantFrom(
      'joined',
      'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92',
      'sessionId=room-7',
      'expired at 2022-01-15T03:18:49.000Z',
      'took 1594206205 ns',
      'since Jul  8 14:03:34',
      '{"level":"info","createdAt":"2020-01-01T00:00:00Z"}',
      'lasted 00:00:19,',
      'https://a.example/x?y=1',
      '– – –',
      '"quoted \\" text"',
      'I0708 said',
      '12 of 13',
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `said ${parts.join(' ')}`);
const forms = FORMS.map(({ name }) => name);
const isHead = (form: string) => form !== 'seconds and nanoseconds';

describe('core log time forms', () => {
  it('are each written here', () => assert.deepEqual(Object.keys(WRITERS).toSorted(), forms.toSorted()));

  it('have examples that they read whole', () => {
    for (const { name, example, pattern } of FORMS)
      assert.ok(new RegExp(`^(?:${pattern})\\}?$`).test(example), name);
  });

  for (const form of forms) {
    it(`${form}: 200 instants and zones are read back`, () => {
      fc.assert(
        fc.property(written(form), toolPrefix, ({ text, instant, isStated, clock }, prefix) => {
          const line = `${isHead(form) ? prefix : ''}${text} joined`;
          const time = readLogTime(line, clock);
          assert.ok(time, line);
          assert.equal(new Date(time.instant).toISOString(), new Date(instant).toISOString(), line);
          assert.equal(time.zone, isStated ? 'stated' : 'assumed', line);
        }),
        { numRuns: 200, seed: 11 },
      );
    });
  }

  it('nothing behind a time changes it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms).chain(written), words, ({ text, clock }, suffix) => {
        const alone = readLogTime(text, clock);
        assert.ok(alone, text);
        assert.deepEqual(readLogTime(`${text} ${suffix}`, clock), alone, `${text} ${suffix}`);
      }),
      { numRuns: 1_000, seed: 11 },
    );
  });

  it('no words before a time change it: behind them it is no longer one, but as the value of a key', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms).chain(written), words, ({ text, clock }, prefix) => {
        const alone = readLogTime(text, clock);
        const behind = readLogTime(`${prefix} ${text}`, clock);
        assert.ok(behind === undefined || behind.instant === alone?.instant, `${prefix} ${text}`);
        const shown = alone && text.slice(alone.start, alone.end);
        // Quoted, for a time may have spaces.
        const keyed = readLogTime(`${prefix} "timestamp":"${shown ?? ''}"`, clock);
        assert.equal(keyed?.instant, alone?.instant, `${prefix} ${text}`);
      }),
      { numRuns: 1_000, seed: 11 },
    );
  });
});
