/** Where the keys of the timeline lead. */
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { barByKey, chartStateOf, panByKey } from '../../../media/panel/timeline/chart.ts';
import { bandNodes } from '../../../media/panel/timeline/plot.ts';
import { textEquivalent } from '../../../media/panel/timeline/text.ts';
import type { Call } from '../../../src/core/call/model.ts';
import type { ToldFinding } from '../../../src/core/story/model.ts';
import { layOutTimeline } from '../../../src/core/story/layout/layout.ts';
import { timelineOf } from '../../../src/core/story/timeline/timeline.ts';
import { createTimeFormat } from '../../../src/core/text/time.ts';
import { at, call, stay, t, UTC } from '../core/support.ts';
import { stubOf, withDocument } from './pageStub.ts';
import { pageOf } from './support.ts';

describe('panel: the keys of the timeline', () => {
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

/** The stretches that findings are about, as they are marked in the timeline. */
describe('panel: the bands of findings', () => {
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
      facts: {},
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

/** What the text equivalent of the timeline says. */
describe('panel: the timeline as text', () => {
  withDocument();

  const rowsIn = (timeZone: string, participants: readonly object[]) => {
    const page = { ...pageOf(call({ participants })), time: createTimeFormat(timeZone, 'en') };
    chartStateOf(page.view.sessionId).isTextOpen = true;
    const told = page.view.story?.timeline ?? assert.fail();
    return stubOf(textEquivalent(page, told))
      .all('tr')
      .slice(1)
      .map((row) => row.all('td').map((cell) => cell.textContent));
  };

  it('writes every time in the zone of its reader, also within a line', () => {
    const twice = [stay('ana', 0, 5), stay('ana', 8, 9)];
    assert.deepEqual(rowsIn('UTC', twice), [
      ['14 Nov 2023, 22:13:20 UTC', '+0 s', 'ana joined'],
      ['22:13:25 UTC', '+5 s', 'ana left (there since 22:13:20)'],
      ['22:13:28 UTC', '+8 s', 'ana joined again'],
      ['22:13:29 UTC', '+9 s', 'ana left (there since 22:13:28)'],
    ]);
    assert.deepEqual(rowsIn('Asia/Kolkata', twice)[1], [
      '03:43:25 GMT+5:30',
      '+5 s',
      'ana left (there since 03:43:20)',
    ]);
  });

  it('writes the date first, and where it is another than the line’s before', () => {
    const overnight = [stay('ana', 0, 7200)];
    assert.deepEqual(
      rowsIn('UTC', overnight).map(([when]) => when),
      ['14 Nov 2023, 22:13:20 UTC', '15 Nov 2023, 00:13:20 UTC'],
    );
    assert.deepEqual(
      rowsIn('Asia/Kolkata', overnight).map(([when]) => when),
      ['15 Nov 2023, 03:43:20 GMT+5:30', '05:43:20 GMT+5:30'],
    );
  });
});
