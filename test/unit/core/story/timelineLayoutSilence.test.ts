import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Call } from '../../../../src/core/call/model.ts';
import {
  barDetails,
  layOutTimeline,
  type LayoutOptions,
  mostZoom,
} from '../../../../src/core/story/layout/index.ts';
import { barNode } from '../../../../src/core/story/layout/nodes.ts';
import { at, call, stay, t, UTC } from '../support.ts';
import { answered, assertInside, story } from './timelineLayoutSupport.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** On paper under way: everybody left in the first ten minutes. */
const left = answered([stay('ana', 11, 600), stay('leo', 12, 590)], {
  status: 'ongoing',
  endedAt: undefined,
});
/** Leo left after ten minutes; Ana is still in. */
const stillIn = answered([stay('ana', 11, undefined, { state: 'ongoing' }), stay('leo', 12, 600)], {
  status: 'ongoing',
  endedAt: undefined,
});
const ringing = call({ mode: 'call', status: 'initiated', initiatedAt: at(0), participants: [stay('ana')] });

/** Laid out as of so many seconds after the beginning. */
function asOf(of: Call, second: number, options: Partial<LayoutOptions> = {}) {
  const timeline = story(of, at(second) * 1000);
  const layout = layOutTimeline(timeline, { width: 900, time: UTC, t, ...options });
  return { ...layout, isCut: layout.axis.to < timeline.to };
}

describe('timeline layout: a call that goes on in silence', () => {
  it('shows what is known and a little more of one that everybody left days ago', () => {
    const layout = asOf(left, 29 * DAY);
    assert.equal(layout.isCut, true);
    assert.equal(layout.axis.to, at(750) * 1000);
    assert.ok((layout.bars.find(({ id }) => id === 'stay-0')?.width ?? 0) > layout.plotWidth * 0.7);
    assertInside(layout);
  });

  it('runs open bars to the edge, with the tip of what goes on, and says there until when', () => {
    const layout = asOf(left, 29 * DAY);
    const talking = layout.bars.find(({ kind }) => kind === 'talking') ?? assert.fail();
    assert.equal(layout.nowX, layout.axis.x(layout.axis.to));
    assert.equal(talking.x + talking.width, layout.nowX);
    assert.equal(
      String(barNode(talking, layout).children?.[0]?.attributes?.['d'])
        .match(/[MLHV]/g)
        ?.join(''),
      'MHLLH',
    );
    assert.deepEqual(layout.headLabels, [
      { text: '… until 13 Dec 2023, 22:13:20 UTC', x: layout.nowX, y: 12, anchor: 'end' },
    ]);
  });

  it('says less where there is less room', () => {
    const texts = (width: number) => asOf(left, 29 * DAY, { width }).headLabels.map(({ text }) => text);
    assert.deepEqual(texts(270), ['… until 13 Dec 2023']);
    assert.deepEqual(texts(144), ['…']);
  });

  it('tells the whole length in words', () => {
    const { bars } = asOf(left, 29 * DAY);
    const talking = bars.find(({ kind }) => kind === 'talking') ?? assert.fail();
    assert.equal(talking.label?.text, 'talking 28 d 23 h');
    assert.deepEqual(barDetails(talking, { time: UTC, t }), [
      'Talking',
      'since 14 Nov 2023, 22:13:30 UTC',
      '28 d 23 h',
      'not over yet',
    ]);
  });

  it('shows a minute of one that has rung for years', () => {
    const layout = asOf(ringing, 3 * 365 * DAY);
    assert.equal(layout.axis.to, at(60) * 1000);
    assert.equal(layout.bars[0]?.label?.text, 'ringing 1095 d');
    assertInside(layout);
  });

  it('keeps to the true scale for an hour, and for as long as a fifth of it is known', () => {
    assert.equal(asOf(left, 600 + HOUR).isCut, false);
    assert.equal(asOf(left, 600 + HOUR + 1).isCut, true);
    assert.equal(asOf(ringing, HOUR).isCut, false);
    const long = answered([stay('ana', 11, 2 * HOUR)], { status: 'ongoing', endedAt: undefined });
    assert.equal(asOf(long, 10 * HOUR).isCut, false);
    assert.equal(asOf(long, 10 * HOUR + 1).isCut, true);
  });

  it('keeps to the true scale while somebody is in, unless nothing else could be seen', () => {
    assert.equal(asOf(stillIn, 3 * HOUR).isCut, false);
    assert.equal(asOf(stillIn, DAY + 600).isCut, false);
    const days = asOf(stillIn, 29 * DAY);
    assert.equal(days.isCut, true);
    const ana = days.bars.find(({ id }) => id === 'stay-0') ?? assert.fail();
    assert.equal(ana.label?.text, '28 d 23 h');
    assert.equal(ana.x + ana.width, days.nowX);
    const longer = answered([stay('ana', 11, undefined, { state: 'ongoing' }), stay('leo', 12, 8 * HOUR)], {
      status: 'ongoing',
      endedAt: undefined,
    });
    assert.equal(asOf(longer, 29 * DAY).isCut, false);
  });

  it('keeps to the true scale where the answer knows the end', () => {
    const ended = answered([stay('ana', 11, 600)], { endedAt: at(29 * DAY) });
    assert.equal(asOf(ended, 30 * DAY).isCut, false);
    assert.equal(asOf(ended, 30 * DAY).axis.to, at(29 * DAY) * 1000);
  });

  it('counts the end of a recording that is known by its length', () => {
    const recorded = { ...left, recordings: [{ startedAt: at(300) * 1000, durationSeconds: 900 }] };
    const layout = asOf(recorded as unknown as Call, 29 * DAY);
    assert.equal(layout.axis.to, at(1500) * 1000);
  });

  it('points to a log line in the silence with its day, and beyond it with the distance', () => {
    const logLineAt = (second: number) => {
      const logLine = { instant: at(second) * 1000, precisionSeconds: 0.001, place: 'app.log:118' };
      const layout = asOf(left, 29 * DAY, { logLine });
      assertInside(layout);
      return { layout, bar: layout.bars.find(({ kind }) => kind === 'logLine') ?? assert.fail() };
    };
    const within = logLineAt(8 * DAY).bar;
    assert.equal(within.beyond, 'after');
    assert.equal(within.label?.text, '22 Nov 2023, 22:13:20 UTC · app.log:118');
    assert.equal(logLineAt(31 * DAY).bar.label?.text, '2 d after');
    const near = logLineAt(900);
    assert.equal(near.bar.beyond, undefined);
    assert.equal(near.layout.axis.to, at(900) * 1000);
    assert.equal(near.layout.nowX, near.layout.axis.x(at(900) * 1000));
  });

  it('can be zoomed into until a second is wide', () => {
    const timeline = story(ringing, at(3 * 365 * DAY) * 1000);
    assert.equal(Math.round(mostZoom(timeline, 100)), 36);
  });

  it('has every known time on the axis, whenever the answer was fetched', () => {
    const second = fc.integer({ min: 20, max: 5000 });
    const anyAsOf = fc.integer({ min: 5000, max: 100_000_000 });
    fc.assert(
      fc.property(fc.array(second, { maxLength: 5 }), fc.boolean(), anyAsOf, (leaves, isOpen, now) => {
        const stays = leaves.map((leave, index) => stay(`user-${index}`, 11, leave));
        const open = isOpen ? [stay('ana', 11, undefined, { state: 'ongoing' })] : [];
        const of = answered([...stays, ...open], { status: 'ongoing', endedAt: undefined });
        const timeline = story(of, at(now) * 1000);
        const { axis, nowX, isCut, headLabels } = asOf(of, now);
        for (const event of timeline.events) assert.ok(event.at >= axis.from && event.at <= axis.to);
        assert.equal(nowX, axis.x(axis.to));
        assert.equal(headLabels[0]?.text.startsWith('…'), isCut);
      }),
    );
  });
});

describe('timeline layout: what was recorded far from the call', () => {
  const strange = (startTime: number, more: object = {}) =>
    answered([stay('ana', 11, 600), stay('leo', 12, 590)], {
      recordings: [{ startTime: at(startTime), endTime: at(startTime + 60) }],
      ...more,
    });

  it('does not take the picture from the call, before or after', () => {
    for (const second of [-400 * DAY, 400 * DAY]) {
      const layout = asOf(strange(second), 500 * DAY);
      assert.deepEqual([layout.axis.from, layout.axis.to], [at(0) * 1000, at(600) * 1000]);
      assertInside(layout);
      const bar = layout.bars.find(({ kind }) => kind === 'recording') ?? assert.fail();
      assert.equal(bar.width, 3);
      assert.match(barDetails(bar, { time: UTC, t })[1] ?? '', second < 0 ? /^10 Oct 2022/ : /^18 Dec 2024/);
    }
  });

  it('is drawn to scale where it is not that far, or the call itself is long', () => {
    const from = (of: Call) => asOf(of, 500 * DAY).axis.from;
    assert.equal(from(strange(-HOUR)), at(-HOUR) * 1000);
    assert.equal(from(strange(-20 * HOUR)), at(-20 * HOUR) * 1000);
    assert.equal(from(strange(-2 * DAY, { endedAt: at(HOUR) })), at(-2 * DAY) * 1000);
  });

  it('counts how far a log line is from the call itself', () => {
    const logLine = { instant: at(-2 * DAY) * 1000, precisionSeconds: 0.001, place: 'app.log:1' };
    const { bars } = asOf(strange(-400 * DAY), 500 * DAY, { logLine });
    assert.equal(bars.find(({ kind }) => kind === 'logLine')?.label?.text, '2 d before');
  });

  it('keeps a call under way as far as its answer', () => {
    const live = strange(-400 * DAY, { status: 'ongoing', endedAt: undefined });
    const layout = asOf(live, 700);
    assert.deepEqual([layout.axis.from, layout.axis.to], [at(0) * 1000, at(700) * 1000]);
  });
});
