/**
 * Logs as lanes of the timeline. A picture of two is compared with `golden/timeline.twoLogs.svg`: after a change that
 * is meant, run this test with UPDATE_GOLDEN=1 in the environment, and look at it.
 */
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LaneMark, LogLane } from '../../../../src/core/logLanes/model.ts';
import { barDetails } from '../../../../src/core/story/layout/details.ts';
import { logLane, markOutline, sliceDetails } from '../../../../src/core/story/layout/lanes.ts';
import { inDrawingOrder } from '../../../../src/core/story/layout/nodes.ts';
import { layOutTimeline, mostZoom } from '../../../../src/core/story/layout/layout.ts';
import { timelineSvg } from '../../../../src/core/story/svg.ts';
import { timelineOf } from '../../../../src/core/story/timeline/timeline.ts';
import { at, call, NOW, stay, t, UTC } from '../support.ts';

const GOLDEN = join(import.meta.dirname, '../golden/timeline.twoLogs.svg');

const ms = (second: number) => at(second) * 1000;

function markAt(second: number, more: Partial<LaneMark> = {}): LaneMark {
  return { at: ms(second), offset: 0, line: undefined, level: undefined, text: 'a line', ...more };
}

function laneFrom(from: number, to: number, more: Partial<LogLane> = {}): LogLane {
  const { marks = [], slices = [{ count: 1, warnings: 0, errors: 0 }] } = more;
  const count = slices.reduce((sum, slice) => sum + slice.count, 0);
  return {
    window: { from: ms(from), to: ms(to) },
    name: 'app.log',
    offsetSeconds: 0,
    isEstimate: false,
    times: 'read',
    marks,
    naming: marks.length,
    slices,
    count,
    warnings: 0,
    errors: 0,
    ...more,
  };
}

function layOut(length: number, lanes: readonly LogLane[], width = 900) {
  const some = call({
    initiatedAt: at(0),
    startedAt: at(0),
    endedAt: at(length),
    participants: [stay('ana', 0, length)],
  });
  const timeline = timelineOf(some, NOW) ?? assert.fail();
  const drawn = lanes.map((lane, index) => logLane(`log-${index}`, lane, undefined, t));
  return layOutTimeline(timeline, { width, time: UTC, t, lanes: drawn });
}

describe('timeline layout: lanes of logs', () => {
  it('stand below all else, each with its offset, and a mark for each line at its time', () => {
    const lanes = [
      laneFrom(-60, 660, { name: 'device.log', offsetSeconds: 3600, marks: [markAt(5), markAt(300)] }),
      laneFrom(-60, 660, { marks: [markAt(10)] }),
    ];
    const layout = layOut(600, lanes);
    assert.deepEqual(layout.rows.map(({ kind, label }) => [kind, label]).slice(-2), [
      ['lane', 'device.log +1 h'],
      ['lane', 'app.log'],
    ]);
    const marks = layout.bars.filter(({ kind }) => kind === 'mark');
    assert.deepEqual(
      marks.map(({ row, x, width }) => [row, x + width / 2]),
      [
        [2, layout.axis.x(ms(5))],
        [2, layout.axis.x(ms(300))],
        [3, layout.axis.x(ms(10))],
      ],
    );
    assert.deepEqual(
      marks.map(({ mark }) => mark?.uri),
      ['log-0', 'log-0', 'log-1'],
    );
  });

  it('stand above many people, below whom they would be out of view', () => {
    const participants = Array.from({ length: 20 }, (_, index) => stay(`user-${index}`, 0, 600));
    const some = call({ initiatedAt: at(0), startedAt: at(0), endedAt: at(600), participants });
    const timeline = timelineOf(some, NOW) ?? assert.fail();
    const lanes = [logLane('log', laneFrom(-60, 660, { marks: [markAt(3)] }), undefined, t)];
    const { rows, bars } = layOutTimeline(timeline, { width: 900, time: UTC, t, lanes });
    assert.deepEqual(
      rows.slice(0, 3).map(({ kind }) => kind),
      ['call', 'lane', 'person'],
    );
    assert.equal(bars.find(({ kind }) => kind === 'mark')?.row, 1);
  });

  it('widen the axis to a minute before and after a call, unless that would leave the call itself too narrow', () => {
    const shown = (length: number) => {
      const { axis } = layOut(length, [laneFrom(-60, length + 60)]);
      return [axis.from, axis.to].map((instant) => instant / 1000 - at(0));
    };
    assert.deepEqual(shown(600), [-60, 660]);
    assert.deepEqual(shown(60), [-30, 90]);
    assert.deepEqual(shown(4), [-10, 14]);
    const reading = logLane('log', { name: 'app.log' }, 'being read…', t);
    assert.equal(reading.window, undefined);
  });

  it('have what is out of the axis at its edge, and say so', () => {
    const layout = layOut(4, [laneFrom(-60, 64, { marks: [markAt(-50), markAt(1), markAt(60)] })]);
    const marks = layout.bars.filter(({ kind }) => kind === 'mark');
    assert.deepEqual(
      marks.map(({ beyond }) => beyond),
      ['before', undefined, 'after'],
    );
    assert.deepEqual(
      [marks[0], marks[2]].map((bar) => bar && bar.x + bar.width / 2),
      [layout.axis.x(layout.axis.from), layout.axis.x(layout.axis.to)],
    );
    const told = marks.map((bar) => barDetails(bar, { time: UTC, t }));
    assert.deepEqual(told[0], ['app.log', '14 Nov 2023, 22:12:30 UTC', 'before what is drawn', 'a line']);
    assert.deepEqual(told[2]?.[2], 'after what is drawn');
  });

  it('tell of a mark when it was, where it stands, its weight and its text', () => {
    const { bars } = layOut(4, [
      laneFrom(0, 4, { marks: [markAt(1, { level: 'error', line: 41, text: 'x failed' })] }),
    ]);
    const mark = bars.find(({ kind }) => kind === 'mark') ?? assert.fail();
    assert.deepEqual(barDetails(mark, { time: UTC, t }), [
      'app.log',
      '14 Nov 2023, 22:13:21 UTC',
      'line 42',
      'error',
      'x failed',
    ]);
  });

  it('have a form of its own for each weight', () => {
    const levels = ['error', 'warning', 'info'] as const;
    const marks = levels.map((level, index) => markAt(index, { level }));
    const shapes = layOut(4, [laneFrom(0, 4, { marks })])
      .bars.filter(({ kind }) => kind === 'mark')
      .map((bar) => markOutline({ ...bar, x: 0, y: 0 }));
    assert.equal(new Set(shapes).size, 3);
  });

  it('are drawn with the gravest in front, and gone through by time', () => {
    const marks = (['error', 'info', 'warning', undefined] as const).map((level, index) =>
      markAt(index, { level }),
    );
    const { bars } = layOut(4, [laneFrom(0, 4, { marks })]);
    const levels = (all: typeof bars) => all.flatMap(({ mark }) => (mark ? [mark.level] : []));
    assert.deepEqual(levels(bars), ['error', 'info', 'warning', undefined]);
    assert.deepEqual(levels(inDrawingOrder(bars)), ['info', undefined, 'warning', 'error']);
    assert.deepEqual(
      bars.filter(({ mark }) => !mark),
      inDrawingOrder(bars).filter(({ mark }) => !mark),
    );
  });

  it('have a strip in which one error in a thousand lines is seen, below the line, and is longer than a warning', () => {
    const slices = [
      { count: 1000, warnings: 0, errors: 0 },
      { count: 1000, warnings: 1, errors: 1 },
      { count: 1000, warnings: 1, errors: 0 },
      { count: 0, warnings: 0, errors: 0 },
    ];
    const { rows } = layOut(600, [laneFrom(0, 600, { slices })]);
    const strip = rows.at(-1)?.strip ?? assert.fail();
    const count = (path: string) => path.split('M').length - 1;
    assert.deepEqual([strip.lines, strip.warnings, strip.errors].map(count), [3, 1, 1]);
    const hangs = (path: string) => Number(/v([\d.]+)/.exec(path)?.[1]);
    assert.ok(hangs(strip.errors) > hangs(strip.warnings) && hangs(strip.warnings) > 0);
  });

  it('tell how many lines there were at an instant, and nothing where there were none', () => {
    const slices = [
      { count: 7, warnings: 2, errors: 1 },
      { count: 0, warnings: 0, errors: 0 },
    ];
    const lane = logLane('log', laneFrom(0, 600, { slices }), undefined, t);
    const words = (second: number) => sliceDetails(lane, ms(second), { time: UTC, t });
    const told = ['app.log', '14 Nov 2023, 22:13:20 – 22:18:20 UTC', 'lines: 7', 'errors: 1', 'warnings: 2'];
    assert.deepEqual(words(0), told);
    assert.deepEqual(words(299), told);
    assert.deepEqual(
      [words(-1), words(300), words(600), words(601)],
      [undefined, undefined, undefined, undefined],
    );
  });

  it('can be zoomed into to the milliseconds that logs tell', () => {
    const some = call({ initiatedAt: at(0), startedAt: at(0), endedAt: at(20) });
    const timeline = timelineOf(some, NOW) ?? assert.fail();
    const lane = logLane('log', laneFrom(-60, 80), undefined, t);
    assert.equal(mostZoom(timeline, 600), 2);
    assert.equal(mostZoom(timeline, 600, [lane]), 50);
  });

  it('have as many marks each as any other, spread evenly, where all of them are too many', () => {
    const marks = Array.from({ length: 1000 }, (_, index) => markAt(index / 10));
    const { bars } = layOut(100, [
      laneFrom(0, 100, { marks }),
      laneFrom(0, 100, { marks }),
      laneFrom(0, 100),
    ]);
    const seconds = (row: number) =>
      bars.flatMap(({ mark, row: own, from }) => (mark && own === row ? [(from - ms(0)) / 1000] : []));
    const first = bars.find(({ mark }) => mark)?.row ?? assert.fail();
    assert.equal(seconds(first).length, 250);
    assert.deepEqual(seconds(first).slice(0, 3), [0, 0.4, 0.8]);
    assert.deepEqual(seconds(first), seconds(first + 1));
  });

  it('share the room for marks, and keep everything inside, for any lanes', () => {
    const anyLane = fc.record({
      from: fc.integer({ min: -100, max: 700 }),
      length: fc.integer({ min: 1, max: 1000 }),
      seconds: fc.array(fc.integer({ min: -200, max: 2000 }), { maxLength: 700 }),
      slices: fc.array(fc.record({ count: fc.nat(100_000), warnings: fc.nat(9), errors: fc.nat(9) }), {
        maxLength: 40,
      }),
    });
    fc.assert(
      fc.property(
        fc.array(anyLane, { maxLength: 4 }),
        fc.constantFrom(0, 1, 30, 600),
        fc.constantFrom(144, 320, 900),
        (any, length, width) => {
          const lanes = any.map(({ from, length: long, seconds, slices }) =>
            laneFrom(from, from + long, {
              slices,
              marks: seconds.toSorted((a, b) => a - b).map((second) => markAt(second)),
            }),
          );
          const { bars, rows, plotWidth, height } = layOut(length, lanes, width);
          assert.equal(new Set(bars.map(({ id }) => id)).size, bars.length);
          assert.ok(bars.filter(({ kind }) => kind === 'mark').length <= 1000);
          for (const bar of bars) {
            const row = rows[bar.row] ?? assert.fail();
            assert.ok(
              bar.x >= 0 && bar.x + bar.width <= plotWidth,
              `${bar.id} is inside, from left to right`,
            );
            assert.ok(
              bar.y >= row.y && bar.y + bar.height <= row.y + row.height + 0.1,
              `${bar.id} is in its row`,
            );
          }
          for (const { strip, y, height: tall } of rows)
            if (strip)
              assert.ok(strip.y > y && strip.y < y + tall && !/NaN|Infinity/.test(JSON.stringify(strip)));
          assert.ok(rows.every((row) => row.y + row.height <= height));
        },
      ),
    );
  });
});

describe('the timeline with two logs as a file', () => {
  it('is as it was', () => {
    const some = call({
      mode: 'call',
      initiatedAt: at(0),
      startedAt: at(10),
      endedAt: at(40),
      participants: [stay('ana', 10, 40), stay('ben', 12, 30)],
    });
    const lanes = [
      laneFrom(-60, 100, {
        name: 'device.log',
        offsetSeconds: 3600,
        marks: [
          markAt(-50),
          markAt(9, { line: 41, level: 'info', text: 'INFO joined' }),
          markAt(29.5, { line: 70, level: 'warning', text: 'WARN no <audio>' }),
          markAt(30, { level: 'error', text: 'ERROR gone' }),
        ],
        slices: Array.from({ length: 16 }, (_, index) => ({
          count: index % 5,
          warnings: index === 8 ? 1 : 0,
          errors: index === 9 ? 2 : 0,
        })),
      }),
      laneFrom(-60, 100, { name: 'server.log', naming: 0 }),
    ];
    const timeline = timelineOf(some, NOW) ?? assert.fail();
    // An element a line, so that a difference can be read.
    const actual = timelineSvg(timeline, {
      heading: 'ana → ben',
      verdict: 'Lasted 30 s',
      time: UTC,
      t,
      lanes,
    }).replaceAll('><', '>\n<');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, actual);
    assert.equal(actual, readFileSync(GOLDEN, 'utf8').replaceAll('\r\n', '\n'));
  });
});
