/** Where the keys of the timeline lead. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { barByKey, panByKey } from '../../../media/panel/timeline/find.ts';
import { layOutTimeline } from '../../../src/core/story/layout/index.ts';
import { timelineOf } from '../../../src/core/story/timeline/index.ts';
import { at, call, stay, t, UTC } from '../core/support.ts';

const some = call({
  mode: 'call',
  initiatedAt: at(0),
  startedAt: at(10),
  endedAt: at(300),
  participants: [stay('ana', 10, 300), stay('ben', 10, 40), stay('ben', 90, 300)],
});
const timeline = timelineOf(some, at(600) * 1000);
assert.ok(timeline);
const layout = layOutTimeline(timeline, { width: 800, time: UTC, t });

function leadsTo(id: string, key: string, shiftKey = false): string | undefined {
  const current = layout.bars.find((bar) => bar.id === id);
  assert.ok(current, id);
  return barByKey(layout, current, { key, shiftKey, ctrlKey: false, metaKey: false })?.id;
}

describe('panel: the keys of the timeline', () => {
  it('lead to the bars beside one, and from the last to none', () => {
    assert.equal(leadsTo('ringing', 'ArrowRight'), 'talking');
    assert.equal(leadsTo('talking', 'ArrowLeft'), 'ringing');
    assert.equal(leadsTo('talking', 'ArrowRight'), undefined);
    assert.equal(leadsTo('stay-1', 'End'), 'stay-2');
    assert.equal(leadsTo('stay-2', 'ArrowUp'), 'stay-0');
  });

  it('lead to no bar with Shift, which moves the picture', () => {
    assert.equal(leadsTo('ringing', 'ArrowRight', true), undefined);
    assert.equal(leadsTo('stay-2', 'ArrowLeft', true), undefined);
  });

  it('move the picture sideways only', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageDown', 'constructor'];
    assert.deepEqual(
      keys.map((key) => panByKey({ key })),
      [-1, 1, 0, 0, 0, 0],
    );
  });
});
