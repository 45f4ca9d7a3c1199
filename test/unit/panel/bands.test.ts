/** The stretches that findings are about, as they are marked in the timeline. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { bandNodes } from '../../../media/panel/timeline/bands.ts';
import type { Call } from '../../../src/core/call/model.ts';
import type { ToldFinding } from '../../../src/core/story/index.ts';
import { layOutTimeline } from '../../../src/core/story/layout/index.ts';
import { timelineOf } from '../../../src/core/story/timeline/index.ts';
import { at, call, stay, t, UTC } from '../core/support.ts';
import { pageOf } from './support.ts';

const some = call({
  mode: 'call',
  initiatedAt: at(0),
  startedAt: at(10),
  endedAt: at(300),
  participants: [stay('ana', 10, 300), stay('ben', 10, 40), stay('ben', 90, 300), stay('cem')],
});

function bandsOf(of: Call, about: readonly Partial<ToldFinding>[]) {
  const findings = about.map((each): ToldFinding => ({
    kind: 'rejoined',
    severity: 'notice',
    message: 'It is so',
    advice: undefined,
    fields: [],
    evidence: [],
    uid: undefined,
    from: undefined,
    to: undefined,
    ...each,
  }));
  const timeline = timelineOf(of, at(600) * 1000);
  assert.ok(timeline);
  const layout = layOutTimeline(timeline, { width: 800, time: UTC, t });
  const story = { verdict: '', findings, moment: undefined, timeline: undefined };
  return { layout, bands: bandNodes(pageOf(of, { story }), layout) };
}

const ms = (seconds: number) => at(seconds) * 1000;

describe('panel: the bands of findings', () => {
  it('stand over the stretch itself, in the row of whom it is about', () => {
    const { layout, bands } = bandsOf(some, [{ uid: 'ben', from: ms(40), to: ms(90) }]);
    const [band] = bands;
    assert.deepEqual(band?.attributes, {
      role: 'img',
      'aria-label': 'ben, 14 Nov 2023, 22:14:00 – 22:14:50 UTC, 50 s',
      'data-from': ms(40),
      'data-to': ms(90),
      'data-uid': 'ben',
    });
    const { x, y, width, height } = band.children?.[0]?.attributes ?? {};
    assert.equal(x, layout.axis.x(ms(40)));
    assert.equal(width, layout.axis.x(ms(90)) - layout.axis.x(ms(40)));
    const row = layout.rows.find(({ label }) => label === 'ben');
    assert.ok(row && Number(y) >= row.y && Number(y) + Number(height) <= row.y + row.height);
  });

  it('stand in the call’s own row where it is about nobody', () => {
    const { layout, bands } = bandsOf(some, [{ from: ms(0), to: ms(10) }]);
    const row = layout.rows.find(({ kind }) => kind === 'call');
    assert.equal(bands[0]?.children?.[0]?.attributes?.['y'], row?.y);
  });

  it('are there once for each stretch, and not without one, nor for who has no row of bars', () => {
    const { bands } = bandsOf(some, [
      { uid: 'ben', from: ms(40), to: ms(90) },
      { uid: 'ben', from: ms(40), to: ms(90) },
      { uid: 'ben' },
      { uid: 'cem', from: ms(10), to: ms(300) },
      { uid: 'nobody', from: ms(10), to: ms(300) },
    ]);
    assert.equal(bands.length, 1);
  });

  it('are wide enough to be seen for a moment, and end with the axis', () => {
    const { layout, bands } = bandsOf(some, [
      { uid: 'ana', from: ms(10) },
      { uid: 'ana', from: ms(10), to: ms(9_000) },
    ]);
    const shapes = bands.map(({ children }) => children?.[0]?.attributes ?? {});
    assert.equal(shapes[0]?.['width'], 6);
    assert.equal(bands[0]?.attributes?.['aria-label'], 'ana, 14 Nov 2023, 22:13:30 UTC');
    assert.ok(Number(shapes[1]?.['x']) + Number(shapes[1]?.['width']) <= layout.plotWidth);
  });
});
