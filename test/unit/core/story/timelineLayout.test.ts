import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { createTimeFormat } from '../../../../src/core/text/time.ts';
import { timelineOf } from '../../../../src/core/story/timeline/index.ts';
import {
  layOutTimeline,
  type LayoutOptions,
  mostZoom,
  type TimelineLayout,
} from '../../../../src/core/story/layout/index.ts';
import { textWidth } from '../../../../src/core/story/layout/text.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/index.ts';
import { at, call, decoded, NOW, t, UTC } from '../support.ts';
import { assertInside, layOut, story } from './timelineLayoutSupport.ts';

function assertTicksApart({ ticks, plotWidth, smallSize }: TimelineLayout) {
  let end = 0;
  for (const { x, label } of ticks) {
    assert.ok(x >= 0 && x <= plotWidth, 'a tick is inside');
    if (label === undefined) continue;
    const half = textWidth(label, smallSize) / 2;
    assert.ok(x - half >= end - 0.2, 'no label begins in the one before');
    end = x + half;
  }
  assert.ok(end <= plotWidth, 'the last label is inside');
}

const seconds = fc.integer({ min: 0, max: 20_000 });
const stranger = '\u202eevil';
const anyStay = fc.record(
  {
    uid: fc.constantFrom('ana', 'leo', 'שירה', 'x'.repeat(200), '', stranger),
    isJoined: fc.boolean(),
    joinedAt: seconds.map(at),
    leftAt: seconds.map(at),
    state: fc.constantFrom('ongoing', 'ended'),
    deviceId: fc.constantFrom('phone@rtc/a', 'laptop@rtc/b'),
    mid: fc.constantFrom('m1', 'm2'),
  },
  { requiredKeys: ['uid'] },
);
const anyCall = fc
  .record(
    {
      status: fc.constantFrom('ended', 'ongoing', 'initiated', 'unanswered'),
      mode: fc.constantFrom('call', 'meet'),
      initiatedAt: seconds.map(at),
      startedAt: seconds.map(at),
      endedAt: seconds.map(at),
      participants: fc.array(anyStay, { maxLength: 30 }),
      recordings: fc.array(fc.record({ startTime: seconds.map(at), endTime: seconds.map(at) })),
    },
    { requiredKeys: ['status', 'participants'] },
  )
  .map(call);
/** When the answer is fetched, in seconds: soon after, days or years later, or by a clock that is behind. */
const anyAnswer = fc
  .oneof(fc.integer({ min: -10_000, max: 30_000 }), fc.integer({ min: 0, max: 200_000_000 }))
  .map((offset) => at(offset) * 1000);
const anyLook = fc.record({
  width: fc.integer({ min: 0, max: 2000 }),
  zoom: fc.double({ min: 1, max: 8, noNaN: true }),
  fontSize: fc.constantFrom(10, 13, 26),
  time: fc.constantFrom(
    UTC,
    createTimeFormat('Asia/Kolkata', 'de'),
    createTimeFormat('America/New_York', 'ar'),
  ),
  logLine: fc.option(
    fc.record({
      instant: fc.integer({ min: -100_000, max: 100_000 }).map((offset) => at(offset) * 1000),
      precisionSeconds: fc.constantFrom(0.001, 1, 60),
      place: fc.string(),
    }),
    { nil: undefined },
  ),
});

describe('timeline layout: any call, at any width', () => {
  it('keeps bars and texts inside the picture, and tick labels apart', () => {
    fc.assert(
      fc.property(anyCall, anyAnswer, anyLook, (any, asOf, look) => {
        const timeline = timelineOf(any, asOf);
        if (!timeline) return;
        const layout = layOutTimeline(timeline, { ...look, t });
        assertInside(layout);
        assertTicksApart(layout);
      }),
    );
  });

  it('has a bar for every stay, each with an id of its own, and is the same every time', () => {
    fc.assert(
      fc.property(anyCall, anyAnswer, anyLook, (any, asOf, look) => {
        const timeline = timelineOf(any, asOf);
        if (!timeline) return;
        const layout = layOutTimeline(timeline, { ...look, t });
        const stays = timeline.people.flatMap((person) => person.stays.map(({ index }) => `stay-${index}`));
        const ids = layout.bars.map(({ id }) => id);
        assert.deepEqual(ids.filter((id) => id.startsWith('stay-')).toSorted(), stays.toSorted());
        assert.equal(new Set(ids).size, ids.length);
        assert.equal(JSON.stringify(layOutTimeline(timeline, { ...look, t })), JSON.stringify(layout));
      }),
    );
  });

  it('lays out every sample call at 320 and 1600 pixels', () => {
    for (const { raw, title } of sampleCalls(NOW)) {
      const timeline = timelineOf(decoded(raw), NOW);
      if (!timeline) continue;
      for (const width of [320, 1600]) {
        const layout = layOutTimeline(timeline, { width, time: UTC, t });
        assertInside(layout);
        assertTicksApart(layout);
        assert.ok(
          layout.ticks.some(({ label }) => label !== undefined),
          `${title}: its axis has a time`,
        );
      }
    }
  });
});

describe('timeline layout: the axis', () => {
  const lasting = (length: number) => call({ initiatedAt: at(0), startedAt: at(0), endedAt: at(length) });
  const labels = (length: number, options?: Partial<LayoutOptions>) =>
    layOut(lasting(length), options).ticks.flatMap(({ label }) => label ?? []);

  it('counts in full seconds, minutes, hours and days of its reader', () => {
    assert.deepEqual(labels(30), ['22:13:25', '22:13:30', '22:13:35', '22:13:40', '22:13:45']);
    assert.deepEqual(labels(1200).slice(0, 3), ['22:14', '22:16', '22:18']);
    const kolkata = createTimeFormat('Asia/Kolkata', 'en');
    assert.deepEqual(labels(8 * 3600, { time: kolkata }).slice(0, 2), ['04:00', '05:00']);
    assert.deepEqual(labels(9 * 86_400, { time: kolkata }).slice(0, 2), ['17 Nov 2023', '19 Nov 2023']);
  });

  it('names the day where another begins', () => {
    const { headLabels, corner } = layOut(lasting(3 * 3600));
    assert.deepEqual(
      corner.map(({ text }) => text),
      ['14 Nov 2023', 'UTC'],
    );
    assert.deepEqual(
      headLabels.map(({ text }) => text),
      ['15 Nov 2023'],
    );
  });

  it('stays on full hours over the night when clocks change', () => {
    const berlin = createTimeFormat('Europe/Berlin', 'en');
    const night = Date.parse('2026-10-24T20:00:00Z') / 1000;
    const changed = call({ initiatedAt: night, startedAt: night, endedAt: night + 14 * 3600 });
    const { ticks } = layOut(changed, { time: berlin });
    assert.ok(ticks.length > 4);
    for (const { label } of ticks) assert.match(label ?? '00:00', /^\d\d:00$/);
  });

  it('has room around what was only a moment', () => {
    const { bars, ticks } = layOut(call({ initiatedAt: at(0), status: 'unanswered', mode: 'call' }));
    assert.ok(ticks.length > 0);
    assert.equal(bars[0]?.label?.text, 'ringing, end not known');
  });

  it('tells more the further it is zoomed, and ends where a second is wide', () => {
    const timeline = story(lasting(7200));
    const most = mostZoom(timeline, 800);
    assert.ok(most > 10);
    const at1 = layOutTimeline(timeline, { width: 900, time: UTC, t });
    const zoomed = layOutTimeline(timeline, { width: 900, zoom: most, time: UTC, t });
    assert.ok(zoomed.ticks.length > at1.ticks.length);
    assert.ok(zoomed.plotWidth <= 30_000);
    assert.equal(zoomed.namesWidth, at1.namesWidth);
  });
});
