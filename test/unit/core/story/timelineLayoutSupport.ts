/** What the tests of the timeline's layout share. */
import assert from 'node:assert/strict';
import type { Call } from '../../../../src/core/call/model.ts';
import { type Timeline, timelineOf } from '../../../../src/core/story/timeline/index.ts';
import {
  layOutTimeline,
  type LayoutOptions,
  type TimelineLayout,
} from '../../../../src/core/story/layout/index.ts';
import { textWidth } from '../../../../src/core/story/layout/text.ts';
import { at, call, NOW, t, UTC } from '../support.ts';

export function story(of: Call, asOf = NOW): Timeline {
  const timeline = timelineOf(of, asOf);
  assert.ok(timeline, 'it has times');
  return timeline;
}

export function layOut(of: Call, options: Partial<LayoutOptions> = {}): TimelineLayout {
  return layOutTimeline(story(of), { width: 900, time: UTC, t, ...options });
}

/** An answered call of these participants. */
export function answered(participants: readonly object[], more: object = {}): Call {
  return call({
    mode: 'call',
    initiatedAt: at(0),
    startedAt: at(10),
    endedAt: at(600),
    participants,
    ...more,
  });
}

export function assertInside({
  bars,
  rows,
  plotWidth,
  namesWidth,
  height,
  smallSize,
  fontSize,
  nowX,
  headLabels,
}: TimelineLayout) {
  assert.ok(nowX === undefined || (nowX >= 0 && nowX <= plotWidth), 'as of when is inside');
  for (const { text, x, anchor } of headLabels) {
    const from = anchor === 'end' ? x - textWidth(text, smallSize) : x;
    assert.ok(from >= 0 && from + textWidth(text, smallSize) <= plotWidth + 0.1, `"${text}" is inside`);
  }
  for (const bar of bars) {
    const row = rows[bar.row];
    assert.ok(row, 'its row is there');
    assert.ok(bar.x >= 0 && bar.x + bar.width <= plotWidth, `${bar.id} is inside, from left to right`);
    assert.ok(
      bar.y >= row.y && bar.y + bar.height <= row.y + row.height + 0.2,
      `${bar.id} is inside its row`,
    );
    assert.ok(bar.width > 0 && bar.height > 0, `${bar.id} can be seen`);
    if (!bar.label) continue;
    const length = textWidth(bar.label.text, smallSize);
    const from = bar.label.anchor === 'end' ? bar.label.x - length : bar.label.x;
    assert.ok(from >= 0 && from + length <= plotWidth + 0.1, `the text of ${bar.id} is inside`);
  }
  rows.reduce((end, { y, height: own, name }) => {
    assert.ok(y >= end - 0.2, 'no row begins in the one before');
    assert.ok(textWidth(name.text, fontSize) + name.x <= namesWidth, 'its name is inside');
    return y + own;
  }, 0);
  assert.ok(height >= Math.max(...rows.map((row) => row.y + row.height)), 'the rows are inside');
}
