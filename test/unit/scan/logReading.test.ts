/** Logs read by their times, against a plain reading of all their lines. */
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { levelOf } from '../../../src/core/logLanes/index.ts';
import type { LogWindow } from '../../../src/core/logLanes/model.ts';
import { readLogTime } from '../../../src/core/logTime/index.ts';
import type { LogClock } from '../../../src/core/logTime/model.ts';
import {
  readLinesAt,
  readNearest,
  readWebhooks,
  readWindow,
  type ReadSizes,
} from '../../../src/scan/logReading.ts';
import type { Content } from '../../../src/scan/model.ts';
import { V1 } from './support.ts';

const START = Date.parse('2023-08-18T14:00:00Z');
const CLOCK: LogClock = { timeZone: 'UTC', offsetSeconds: 0, near: START };
const NAMES = [V1, 'room-7'];
const tick = () => undefined;
/** So small that a short log is divided. */
const SMALL: ReadSizes = {
  chunk: 100,
  readWhole: 0,
  grain: { block: 64, whole: 150, apart: () => 2_000, apartWhereItJumps: () => 1_000 },
};

const WHOLE: ReadSizes = { ...SMALL, readWhole: Infinity };

/** All lines of a log, read the plain way: what a line without a time belongs to is told by those before it. */
function plainLines(text: string) {
  let at: number | undefined;
  let offset = 0;
  const ends = /\r\n?|\n|$/g;
  const lines: { text: string; line: number; offset: number; at: number | undefined; own: boolean }[] = [];
  for (let from = 0; from < text.length; from = ends.lastIndex) {
    ends.lastIndex = from;
    const match = ends.exec(text);
    const line = text.slice(from, match?.index);
    const own = readLogTime(line, CLOCK);
    at = own?.instant ?? at;
    lines.push({ text: line, line: lines.length, offset, at, own: own !== undefined });
    offset += Buffer.byteLength(line + (match?.[0] ?? ''));
    if (match?.[0] === '') break;
  }
  return lines;
}

function plainWindow(text: string, from: number, to: number, slices: number) {
  const within = plainLines(text).filter(({ at }) => at !== undefined && at >= from && at <= to);
  const counts = Array.from({ length: slices }, () => ({ count: 0, warnings: 0, errors: 0 }));
  const length = Math.max(1, to - from) / slices;
  const naming = within.filter((line) => NAMES.some((name) => line.text.includes(name)));
  for (const { at = 0, text: line, own } of within) {
    const slice = counts[Math.min(slices - 1, Math.floor((at - from) / length))];
    const level = levelOf(line, own ? (readLogTime(line, CLOCK)?.end ?? 0) : 0);
    if (!slice) continue;
    slice.count += 1;
    if (level === 'error') slice.errors += 1;
    if (level === 'warning') slice.warnings += 1;
  }
  return { slices: counts, lines: naming.map(({ offset, at, text: line }) => ({ offset, at, text: line })) };
}

function told({ slices, lines }: LogWindow) {
  return { slices, lines: lines.map(({ offset, at, text }) => ({ offset, at, text })) };
}

function read(text: string, from: number, to: number, sizes = SMALL, slices = 5) {
  const wanted = { window: { from, to }, clock: CLOCK, names: NAMES, slices };
  return readWindow({ kind: 'text', text }, wanted, tick, sizes);
}

const stamp = (at: number) => new Date(at).toISOString();
const BODIES = [' INFO a', ' WARN b', ' [error] c', ` joined ${V1}`, ' sessionId=room-7', ' é 日本', ''];
const UNTIMED = ['    at a.b (c.ts:1)', '', `  "sessionId": "${V1}"`, 'x'.repeat(300), '{'];
const ends = fc.constantFrom('\n', '\n', '\r\n', '\r');
const line = fc.record({
  body: fc.constantFrom(...BODIES),
  more: fc.array(fc.constantFrom(...UNTIMED), { maxLength: 2 }),
  end: ends,
});
/** Milliseconds from a line to the next: repeats, a little disorder, gaps. */
const forwardSteps = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 900_000 }) },
);
const anySteps = fc.oneof(
  { weight: 12, arbitrary: forwardSteps },
  { weight: 1, arbitrary: fc.integer({ min: -600_000, max: -6_000 }) },
);

function logOf(steps: fc.Arbitrary<number>, disorder: number) {
  return fc
    .array(fc.tuple(line, steps, fc.integer({ min: 0, max: disorder })), { minLength: 1, maxLength: 150 })
    .map((lines) => {
      let at = START;
      const times: number[] = [];
      const text = lines.map(([{ body, more, end }, step, back]) => {
        at += step;
        times.push(at);
        return [`${stamp(at - back)}${body}`, ...more].map((each) => each + end).join('');
      });
      return { text: text.join(''), times };
    });
}

const windows = fc.tuple(fc.nat(1_000), fc.integer({ min: -2_000, max: 60_000 }), fc.nat(120_000));

function windowIn(times: readonly number[], [which, before, length]: readonly [number, number, number]) {
  const from = (times[which % times.length] ?? START) - before;
  return { from, to: from + length };
}

describe('scan: a log by its times', () => {
  it('reads of a clock that runs forward what a plain reading does, though lines are out of order by seconds', async () => {
    await fc.assert(
      fc.asyncProperty(logOf(forwardSteps, 4_000), windows, async ({ text, times }, which) => {
        const { from, to } = windowIn(times, which);
        const window = await read(text, from, to);
        assert.equal(window.isEstimate, false);
        assert.deepEqual(told(window), plainWindow(text, from, to, 5));
      }),
      { numRuns: 300 },
    );
  });

  it('reads of a clock that jumps nothing that is not there, and all of it where it reads it whole', async () => {
    await fc.assert(
      fc.asyncProperty(logOf(anySteps, 0), windows, async ({ text, times }, which) => {
        const { from, to } = windowIn(times, which);
        const plain = plainWindow(text, from, to, 5);
        const whole = await read(text, from, to, WHOLE);
        assert.deepEqual([told(whole), whole.isEstimate], [plain, false]);
        const found = await read(text, from, to);
        const offsets = new Set(plain.lines.map(({ offset }) => offset));
        assert.ok(found.lines.every(({ offset }) => offsets.has(offset)));
        for (const [index, { count }] of found.slices.entries())
          assert.ok(count <= (plain.slices[index]?.count ?? 0));
      }),
      { numRuns: 200 },
    );
  });

  it('finds every stretch of a clock that was put back, and says that it is an estimate', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { minLength: 2, maxLength: 5 }),
        fc.nat(55),
        async (runs, minute) => {
          // Each run is an hour of a line every ten seconds; some begin where the one before did.
          let hour = 0;
          const text = runs
            .map((forward) => {
              hour += forward - 1;
              return Array.from(
                { length: 360 },
                (_, n) => `${stamp(START + hour * 3_600_000 + n * 10_000)} INFO n\n`,
              );
            })
            .flat()
            .join('');
          const from = START + minute * 60_000;
          const window = await read(text, from, from + 120_000);
          assert.deepEqual(told(window), plainWindow(text, from, from + 120_000, 5));
          if (runs.slice(1).includes(0)) assert.equal(window.isEstimate, true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds the nearest line as a plain reading does', async () => {
    await fc.assert(
      fc.asyncProperty(logOf(forwardSteps, 2_000), windows, async ({ text, times }, which) => {
        const instant = windowIn(times, which).from;
        const [nearest] = plainLines(text)
          .filter(({ own }) => own)
          .toSorted((a, b) => Math.abs((a.at ?? 0) - instant) - Math.abs((b.at ?? 0) - instant));
        for (const sizes of [SMALL, WHOLE]) {
          const found = await readNearest({ kind: 'text', text }, { instant, clock: CLOCK }, tick, sizes);
          assert.deepEqual(
            [found?.line, found?.offset, found?.at, found?.isEstimate],
            [nearest?.line, nearest?.offset, nearest?.at, false],
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('tells the lines of bytes, of what is packed and of UTF-16 too', async () => {
    await fc.assert(
      fc.asyncProperty(logOf(forwardSteps, 0), async ({ text }) => {
        const lines = plainLines(text);
        const offsets = lines.map(({ offset }) => offset).toReversed();
        const numbers = lines.map(({ line: number }) => number).toReversed();
        const packed = gzipSync(text);
        const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
        for (const content of [text, packed, wide])
          assert.deepEqual(await readLinesAt({ kind: 'text', text: content }, offsets, tick), numbers);
      }),
      { numRuns: 50 },
    );
  });

  it('reads what is packed, and UTF-16, through', async () => {
    const text = Array.from({ length: 50 }, (_, n) => `${stamp(START + n * 1_000)} ERROR é ${V1}\n`).join('');
    const from = START + 10_000;
    for (const content of [gzipSync(text), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      const wanted = { window: { from, to: from + 5_000 }, clock: CLOCK, names: NAMES, slices: 5 };
      const window = await readWindow({ kind: 'text', text: content }, wanted, tick);
      assert.deepEqual(told(window), plainWindow(text, from, from + 5_000, 5));
      assert.deepEqual(window.notes, []);
      assert.deepEqual(
        window.lines.map(({ line: number }) => number),
        [10, 11, 12, 13, 14, 15],
      );
    }
    const cut = gzipSync(text.repeat(200)).subarray(0, 300);
    const broken = await readWindow(
      { kind: 'text', text: cut },
      { window: { from, to: from }, clock: CLOCK, names: [], slices: 1 },
      tick,
    );
    assert.deepEqual(broken.notes, ['brokenGzip']);
  });

  it('does not say of a file that tells no size, or is empty, that it became shorter', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'log-')), 'app.log');
    writeFileSync(path, `${stamp(START)} INFO a\n`);
    const { ino: inode, dev: device } = statSync(path);
    const content: Content = {
      kind: 'file',
      path,
      inode,
      device,
      format: { gzip: false, encoding: 'utf-8', bom: 0 },
      from: { offset: 0, lineEnds: 0, column: 0 },
      to: undefined,
      partEnd: undefined,
    };
    const wanted = { window: { from: START, to: START + 1 }, clock: CLOCK, names: [], slices: 1 };
    const { count, notes } = await readWindow(content, wanted, tick);
    rmSync(dirname(path), { recursive: true });
    assert.deepEqual([count, notes], [1, []]);
  });

  it('says that a file has no times, and that its dates are in doubt', async () => {
    const none = await read('a\nb\n'.repeat(500), START, START + 1_000);
    assert.deepEqual([none.times, none.count, none.isEstimate], ['none', 0, true]);
    const doubt = await read('03/04/2023, 14:00:00 a\n'.repeat(50), START, START + 1_000);
    assert.equal(doubt.times, 'inDoubt');
    const decided = await read(
      `${'03/04/2023, 14:00:00 a\n'.repeat(50)}${'18/08/2023, 14:00:00 a\n'.repeat(50)}`,
      START,
      START + 1_000,
    );
    assert.deepEqual([decided.times, decided.count], ['read', 50]);
    // A time of day comes again every day.
    const days = await read('14:00:00 a\n'.repeat(50), START - 2 * 86_400_000, START + 86_400_000);
    assert.equal(days.isEstimate, true);
  });

  it('takes a line of any length, and names in the midst of it, in little memory', async () => {
    const long = `${stamp(START)} ${'x'.repeat(300_000)} ${V1} ${'y'.repeat(300_000)}`;
    const text = `${stamp(START - 60_000)} a\n${long}\n${stamp(START + 60_000)} b\n`;
    for (const sizes of [SMALL, WHOLE]) {
      const window = await read(text, START, START, sizes);
      assert.deepEqual([window.naming, window.count, window.lines[0]?.text.length], [1, 1, 1_000]);
    }
  });

  it('keeps lines that are spread evenly where too many name the call, and counts them all', async () => {
    const text = `${stamp(START)} ${V1}\n`.repeat(9_000);
    const window = await read(text, START, START, WHOLE);
    assert.equal(window.naming, 9_000);
    assert.deepEqual(
      window.lines.slice(0, 3).map(({ line: number }) => number),
      [0, 8, 16],
    );
    assert.ok(window.lines.length > 1_000 && window.lines.length <= 2_000);
  });

  it('does not take a longer name for one that begins it', async () => {
    const text = ['room-7', 'room-70', 'xroom-7', '"room-7"', 'id%3Droom-7%26'].map(
      (id) => `${stamp(START)} ${id}\n`,
    );
    const window = await read(text.join(''), START, START);
    assert.deepEqual(
      window.lines.map(({ line: number }) => number),
      [0, 3, 4],
    );
  });

  it('tells the webhook events of the call in the window, with their places, and of no other', async () => {
    const body = (sessionId: string, trigger: string) => ({
      trigger,
      data: { sessionId, participant: { uid: 'ana' }, created_at: START / 1000 },
    });
    const text = [
      `${stamp(START - 9_000)} ${JSON.stringify(body(V1, 'call_started'))}`,
      `${stamp(START)} got ${JSON.stringify(body(V1, 'call_participant_joined'), undefined, 2)}`,
      `${stamp(START)} got ${JSON.stringify(body('room-70', 'call_ended'))}`,
      `${stamp(START + 1)} got ${JSON.stringify(body('room-7', 'call_ended'))}`,
      `${stamp(START + 9_000)} ${JSON.stringify(body(V1, 'call_ended'))}`,
    ].join('\n');
    for (const sizes of [SMALL, WHOLE]) {
      const { webhooks } = await read(text, START, START + 1_000, sizes);
      assert.deepEqual(
        webhooks.map(({ kind, sessionId, line: number, loggedAt }) => [kind, sessionId, number, loggedAt]),
        [
          ['joined', V1, 1, START],
          ['ended', 'room-7', 12, START + 1],
        ],
      );
      const at = webhooks[0]?.offset ?? 0;
      assert.equal(text.slice(at, at + 24), stamp(START));
    }
  });

  it('tells so many webhook events at most', async () => {
    const body = JSON.stringify({ trigger: 'call_ended', data: { sessionId: V1 } });
    const { webhooks } = await read(`${stamp(START)} ${body}\n`.repeat(1_500), START, START, WHOLE);
    assert.equal(webhooks.length, 1_000);
  });

  it('tells the webhook events of all of a log, packed too, and with lines that tell no time', async () => {
    const body = (sessionId: string) => JSON.stringify({ trigger: 'call_ended', data: { sessionId } });
    const text = `${body(V1)}\n${stamp(START)} a\n${body('other')}\n${body(V1)}`;
    for (const content of [text, gzipSync(text)]) {
      const read1 = (names: readonly string[] | undefined) =>
        readWebhooks({ kind: 'text', text: content }, { clock: CLOCK, names }, tick);
      assert.deepEqual(
        (await read1([V1])).map(({ line: number, offset, loggedAt }) => [number, offset, loggedAt]),
        [
          [0, 0, undefined],
          [3, text.lastIndexOf('{"trigger"'), START],
        ],
      );
      assert.equal((await read1(undefined)).length, 3);
    }
  });

  it('reads no further than there is need of', async () => {
    const body = JSON.stringify({ trigger: 'call_ended', data: { sessionId: V1 } });
    const text = `${body}\n`.repeat(20_000);
    let last = 0;
    const events = await readWebhooks({ kind: 'text', text }, { clock: CLOCK, names: undefined }, (bytes) => {
      last = bytes;
    });
    assert.equal(events.length, 1_000);
    assert.ok(last < text.length, `${last}`);
  });
});
