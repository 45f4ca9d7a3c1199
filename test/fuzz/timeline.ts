/** The timeline of any call, its words and its picture. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeCall } from '../../src/core/call/decode/index.ts';
import { layOutTimeline, mostZoom, textWidth } from '../../src/core/story/layout/index.ts';
import { timelineSvg } from '../../src/core/story/index.ts';
import { lineText, timelineLines, timelineNotes, timelineOf } from '../../src/core/story/timeline/index.ts';
import type { Timeline } from '../../src/core/story/timeline/model.ts';
import { createTimeFormat } from '../../src/core/text/index.ts';
import { t, UTC } from '../unit/core/support.ts';
import { anyAnswer, anyInstant } from './support/answers.ts';
import { assertFinite, assertShown, fuzz } from './support/fuzz.ts';
import { text } from './support/texts.ts';

export const name = 'timeline';

const look = fc.record({
  width: fc.integer({ min: 0, max: 4_000 }),
  zoom: fc.double({ min: 1, max: 1_000, noNaN: true }),
  fontSize: fc.constantFrom(6, 13, 40),
  time: fc.constantFrom(UTC, createTimeFormat('Asia/Kathmandu', 'de'), createTimeFormat('UTC', 'ar')),
  logLine: fc.option(
    fc.record({ instant: anyInstant, precisionSeconds: fc.constantFrom(0.001, 1, 60), place: text }),
    { nil: undefined },
  ),
});

function assertTimes(timeline: Timeline, asOf: number): void {
  const { from, to, events, people, together, alone, windows, meetings, ringing, talking } = timeline;
  assertFinite(timeline);
  assert.ok(from <= to);
  events.reduce((before, { at }) => (assert.ok(at >= before && at >= from && at <= to), at), from);
  const stays = people.flatMap((person) => person.stays);
  for (const bar of [...stays, ...windows, ringing, talking].filter((one) => one !== undefined))
    assert.ok(bar.from >= from && bar.from <= bar.to && bar.to <= to, 'a bar is within the timeline');
  for (const span of [...together, ...alone, ...meetings]) assert.ok(span.from <= span.to);
  for (const { presence, presentSeconds } of people) {
    presence.reduce((end, span) => (assert.ok(span.from > end && span.to > span.from), span.to), -Infinity);
    assert.ok(presentSeconds >= 0 && presentSeconds <= (to - from) / 1000 + 1e-6);
  }
  assert.equal(new Set(people.map(({ key }) => key)).size, people.length, 'nobody stands twice');
  assert.ok(timeline.asOf >= asOf || !timeline.isLive);
}

// As in XML, and no more than the writer needs: every tag is closed, nothing is loaded or run.
function assertPicture(svg: string): void {
  assert.ok(svg.isWellFormed());
  const open: string[] = [];
  for (const [, closing, tag, attributes = '', single] of svg.matchAll(
    /<(\/?)([a-z?][a-z]*)((?:\s+[A-Za-z:-]+="[^"<]*")*)\s*(\/|\?)?>/g,
  )) {
    if (closing) assert.equal(open.pop(), tag);
    else if (!single) open.push(tag ?? '');
    assert.doesNotMatch(attributes, /\son|href|style=|javascript:/i);
    assert.match(tag ?? '', /^(?:\?xml|svg|title|desc|defs|pattern|g|path|rect|text)$/);
  }
  assert.deepEqual(open, []);
  assert.equal(svg.split('<').length, svg.split('>').length, 'no tag begins in a text');
}

export const run = fuzz(fc.tuple(anyAnswer, anyInstant, look), ([raw, asOf, options]) => {
  const call = decodeCall(raw, 'asked-for');
  const timeline = call && timelineOf(call, asOf);
  if (!call || !timeline) return;
  assertTimes(timeline, asOf);
  const { time, logLine } = options;
  for (const line of timelineLines(timeline, { t, logLine }).slice(0, 50))
    assertShown(lineText(line, time, t), { isTheirs: true });
  for (const note of timelineNotes(timeline, t)) assertShown(note, { isTheirs: true });

  assert.ok(mostZoom(timeline, options.width) >= 1);
  const layout = layOutTimeline(timeline, { ...options, t });
  assertFinite({ ...layout, axis: undefined });
  const { bars, rows, plotWidth, height, smallSize } = layout;
  assert.equal(new Set(bars.map(({ id }) => id)).size, bars.length, 'every bar has an id of its own');
  for (const { id, x, y, width, height: tall, label } of bars) {
    assert.ok(
      x >= 0 && x + width <= plotWidth + 0.2 && y >= 0 && y + tall <= height + 0.5,
      `${id} is inside`,
    );
    assert.ok(width > 0 && tall > 0, `${id} can be seen`);
    if (!label) continue;
    const from = label.anchor === 'end' ? label.x - textWidth(label.text, smallSize) : label.x;
    assert.ok(from >= -0.2, `the text of ${id} is inside`);
    assertShown(label.text, { isTheirs: true });
  }
  for (const { label, note } of rows) assertShown(`${label}${note?.text ?? ''}`, { isTheirs: true });
  assertPicture(
    timelineSvg(timeline, { heading: call.sessionId, verdict: call.sessionId, time, t, logLine }),
  );
});
