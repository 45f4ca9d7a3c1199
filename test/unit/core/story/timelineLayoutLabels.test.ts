/** What stands in the bars of a timeline while only a part of it is in view. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { type BarShape, labelInView } from '../../../../src/core/story/layout/index.ts';
import { textWidth } from '../../../../src/core/story/layout/text.ts';
import { stay, t, UTC } from '../support.ts';
import { answered, layOut } from './timelineLayoutSupport.ts';

const layout = layOut(answered([stay('ana', 11, 600, { mid: 'm1' }), stay('leo', 300, 420, { mid: 'm2' })]), {
  zoom: 4,
});
const { smallSize, bars } = layout;
const barOf = (id: string): BarShape => bars.find((bar) => bar.id === id) ?? assert.fail(id);
const textIn = (bar: BarShape, left: number, right: number) =>
  labelInView(bar, { left, right }, smallSize, { time: UTC, t });

describe('timeline layout: labels in view', () => {
  const long = barOf('stay-0');
  const end = long.x + long.width;

  it('stand at the beginning of what is seen of a bar that begins before', () => {
    assert.equal(long.label?.text, '9 min 49 s · meeting 1');
    const label = textIn(long, 500, 1300);
    assert.deepEqual([label?.text, label?.y], ['9 min 49 s · meeting 1', long.label.y]);
    assert.ok(label && label.x > 500 && label.x < 500 + smallSize);
  });

  it('are the shorter ones where less is seen', () => {
    assert.equal(textIn(long, end - 40, end + 700)?.text, '1');
    assert.equal(textIn(long, end - 200, end + 700)?.text, '9 min 49 s · meeting 1');
  });

  it('stay where they are without room, and where the bar’s beginning is in view', () => {
    assert.equal(textIn(long, end - 5, end + 700), long.label);
    assert.equal(textIn(long, end + 5, end + 700), long.label);
    assert.equal(textIn(long, long.x, long.x + 20), long.label);
    assert.equal(textIn(barOf('stay-1'), 0, 500), barOf('stay-1').label);
  });

  it('never stand outside their bar or the view', () => {
    const pixels = fc.integer({ min: 0, max: Math.ceil(layout.plotWidth) });
    fc.assert(
      fc.property(fc.constantFrom(...bars), pixels, fc.integer({ min: 1, max: 900 }), (bar, left, width) => {
        const label = textIn(bar, left, left + width);
        if (!label || label === bar.label) return;
        const right = label.x + textWidth(label.text, smallSize);
        assert.ok(label.x >= left && right <= left + width, 'it is in view');
        assert.ok(label.x >= bar.x && right <= bar.x + bar.width, 'it is in its bar');
      }),
    );
  });
});
