/** What the tests of the timeline's layout share. */
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { Call } from '../../../../src/core/call/model.ts';
import { barDetails } from '../../../../src/core/story/layout/details.ts';
import type { BarShape, LayoutOptions, TimelineLayout } from '../../../../src/core/story/layout/model.ts';
import { labelInView } from '../../../../src/core/story/layout/place.ts';
import { layOutTimeline, mostZoom } from '../../../../src/core/story/layout/layout.ts';
import { barNode } from '../../../../src/core/story/layout/nodes.ts';
import { fitText, textWidth } from '../../../../src/core/story/layout/text.ts';
import type { Timeline } from '../../../../src/core/story/timeline/model.ts';
import { timelineOf } from '../../../../src/core/story/timeline/timeline.ts';
import { createTimeFormat } from '../../../../src/core/text/time.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { at, call, decoded, NOW, stay, t, UTC } from '../support.ts';

function story(of: Call, asOf = NOW): Timeline {
  const timeline = timelineOf(of, asOf);
  assert.ok(timeline, 'it has times');
  return timeline;
}

function layOut(of: Call, options: Partial<LayoutOptions> = {}): TimelineLayout {
  return layOutTimeline(story(of), { width: 900, time: UTC, t, ...options });
}

/** An answered call of these participants. */
function answered(participants: readonly object[], more: object = {}): Call {
  return call({
    mode: 'call',
    initiatedAt: at(0),
    startedAt: at(10),
    endedAt: at(600),
    participants,
    ...more,
  });
}

function assertInside({
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
    const { axis, ticks } = layOut(call({ initiatedAt: at(0), status: 'busy', mode: 'call' }));
    assert.ok(ticks.length > 0);
    assert.equal(axis.to - axis.from, 2000);
  });

  for (const status of ['unanswered', 'rejected', 'cancelled']) {
    for (const [name, more] of [
      ['tells', { endedAt: at(38) }],
      ['does not tell', {}],
    ] as const) {
      it(`draws the ring of a call that was ${status}, and ${name} its end, as wide as the picture`, () => {
        const { bars, plotWidth, axis } = layOut(call({ initiatedAt: at(0), status, mode: 'call', ...more }));
        const ring = bars.find(({ kind }) => kind === 'ringing') ?? assert.fail();
        assert.ok(ring.width > plotWidth * 0.9, `${ring.width} of ${plotWidth}`);
        const isTold = name === 'tells';
        assert.equal(ring.label?.text, isTold ? 'ringing 38 s' : 'ringing, end not known');
        assert.equal(axis.to - axis.from, isTold ? 38_000 : 45_000);
        const details = barDetails(ring, { time: UTC, t });
        // How far it is drawn is told nowhere.
        if (!isTold) assert.deepEqual(details.slice(1), ['from 14 Nov 2023, 22:13:20 UTC', 'end not known']);
      });
    }
  }

  it('draws the ring beside a log line and a caller who waited longer', () => {
    const of = call({
      initiatedAt: at(0),
      status: 'unanswered',
      mode: 'call',
      initiator: 'ana',
      participants: [stay('ana', 1, 70)],
    });
    const logLine = { instant: at(-20) * 1000, precisionSeconds: 1, place: 'app.log:1' };
    const { bars, axis } = layOut(of, { logLine });
    assert.deepEqual([axis.from, axis.to], [at(-20) * 1000, at(70) * 1000]);
    const ring = bars.find(({ kind }) => kind === 'ringing') ?? assert.fail();
    assert.equal(ring.x, axis.x(at(0) * 1000));
    assert.ok(ring.x + ring.width >= axis.x(axis.to) - 0.2);
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

describe('timeline layout: rows', () => {
  const names = ({ rows }: TimelineLayout) => rows.map(({ label }) => label);

  /** The details of what lies between bars, each with what is written there. */
  function gapsIn(of: Call, options: Partial<LayoutOptions> = {}) {
    return layOut(of, options)
      .bars.filter(({ kind }) => kind === 'gap')
      .map((bar) => [...barDetails(bar, { time: UTC, t }), bar.label?.text]);
  }

  it('says when a person was away between stays, and when nothing was recorded between recordings', () => {
    const recordings = [
      { rid: 'r1', startTime: at(20), endTime: at(200) },
      { rid: 'r2', startTime: at(400), endTime: at(500) },
    ];
    const some = answered([stay('ana', 10, 600), stay('ben', 10, 100), stay('ben', 222, 600)], {
      recordings,
    });
    assert.deepEqual(gapsIn(some), [
      ['ben away', '14 Nov 2023, 22:15:00 – 22:17:02 UTC', '2 min 2 s', 'away 2 min 2 s'],
      ['Not recorded', '14 Nov 2023, 22:16:40 – 22:20:00 UTC', '3 min 20 s', 'not recorded 3 min 20 s'],
    ]);
    const written = [700, 450, 300].map((width) => gapsIn(some, { width })[0]?.at(-1));
    assert.deepEqual(written, ['away 2 min 2 s', '2 min 2 s', undefined], 'as much as there is room for');
    const many = Array.from({ length: 15 }, (_, index) => stay(`user-${index}`, 10, 600));
    assert.deepEqual(
      gapsIn(answered([...many, stay('ben', 10, 100), stay('ben', 222, 600)])),
      [['ben away', '14 Nov 2023, 22:15:00 – 22:17:02 UTC', '2 min 2 s', undefined]],
      'a thin row has no words',
    );
  });

  it('tells nobody to have been away who may have been there, or was in another meeting', () => {
    const open = { ...stay('ben', 10), leftAt: undefined };
    for (const stays of [
      [open, stay('ben', 222, 600)],
      [stay('ben', 10, 100), { uid: 'ben', isJoined: true }, stay('ben', 222, 600)],
      [stay('ben', 10, 100, { mid: 'm1' }), stay('ben', 222, 600, { mid: 'm2' })],
      [
        stay('ben', 10, 100, { mid: 'm1' }),
        stay('ben', 90, 300, { mid: 'm2' }),
        stay('ben', 222, 600, { mid: 'm1' }),
      ],
    ])
      assert.deepEqual(gapsIn(answered([stay('ana', 10, 600, { mid: 'm1' }), ...stays])), []);
  });

  it('gives each of several devices a row below its person', () => {
    const layout = layOut(
      answered([
        stay('ana', 11, 300, { deviceId: 'phone@rtc/1' }),
        stay('ana', 200, 600, { deviceId: 'laptop@rtc/2' }),
        stay('leo', 12, 600),
      ]),
    );
    assert.deepEqual(names(layout), ['Call', 'ana', 'phone', 'laptop', 'leo', 'Together']);
    const kinds = layout.bars.map(({ kind }) => kind);
    assert.deepEqual(kinds, ['ringing', 'talking', 'presence', 'stay', 'stay', 'stay', 'alone', 'together']);
  });

  it('says of nobody that they were gone who was there on another device, in another meeting, or may have been', () => {
    const gaps = (...participants: readonly object[]) =>
      layOut(answered(participants))
        .bars.filter(({ kind }) => kind === 'gap')
        .map(({ from, to }) => [(from - at(0) * 1000) / 1000, (to - at(0) * 1000) / 1000]);
    const [phone, laptop] = [{ deviceId: 'phone@rtc/1' }, { deviceId: 'laptop@rtc/1' }];
    assert.deepEqual(
      gaps(stay('a', 11, 100, phone), stay('a', 90, 250, laptop), stay('a', 200, 300, phone)),
      [],
    );
    assert.deepEqual(gaps(stay('a', 11, 100, phone), stay('a', 150, 300, laptop)), [[100, 150]]);
    assert.deepEqual(gaps(stay('a', 11, 100, { mid: 'm1' }), stay('a', 200, 300, { mid: 'm2' })), []);
    assert.deepEqual(
      gaps(
        stay('a', 11, 100, { mid: 'm1' }),
        stay('a', 100, 200, { mid: 'm2' }),
        stay('a', 200, 300, { mid: 'm1' }),
      ),
      [],
    );
    assert.deepEqual(gaps(stay('a', 11), stay('a', 200, 300)), []);
    assert.deepEqual(gaps(stay('a', 11, 50), { uid: 'a', isJoined: true }, stay('a', 200, 300)), []);
  });

  it('stacks the devices of a person in one thin row when many are there', () => {
    const crowd = Array.from({ length: 49 }, (_, index) => stay(`user-${index}`, 12, 600));
    const two = [
      stay('ana', 11, 300, { deviceId: 'phone@rtc/1' }),
      stay('ana', 200, 600, { deviceId: 'laptop@rtc/2' }),
    ];
    const layout = layOut(answered([...two, ...crowd]));
    assert.equal(layout.rows.filter(({ kind }) => kind === 'person').length, 50);
    assert.equal(layout.rows.filter(({ kind }) => kind === 'device').length, 0);
    const [phone, laptop] = layout.bars.filter(({ kind }) => kind === 'stay');
    assert.ok(phone && laptop && phone.row === laptop.row && phone.y + phone.height <= laptop.y);
    assert.ok(layout.height < 1000, 'it is not much more than a page');
  });

  it('says who is not drawn when there are more people than a call can hold', () => {
    const many = answered([]);
    const participants = Array.from({ length: 10_000 }, (_, index) => ({
      ...answered([stay('ana', 11, 300)]).participants[0],
      uid: `user-${index}`,
    }));
    const layout = layOut({ ...many, participants } as Call);
    assert.equal(layout.rows.filter(({ kind }) => kind === 'person').length, 60);
    assert.deepEqual(
      layout.rows.flatMap(({ note }) => note?.text ?? []),
      ['and 9940 more people, not drawn'],
    );
    assertInside(layout);
  });

  it('says how many bars are not drawn of one who joined thousands of times', () => {
    const one = answered([stay('ana', 11, 300)]);
    const participants = Array.from({ length: 10_000 }, () => one.participants[0]);
    const layout = layOut({ ...one, participants } as Call);
    assert.ok(layout.bars.length <= 1000);
    const hidden = 10_000 + 3 - layout.bars.length;
    assert.match(
      layout.rows.at(-1)?.note?.text ?? '',
      new RegExp(`^Bars not drawn: ${hidden - 1}$|${hidden}`),
    );
    assertInside(layout);
  });

  it('says of somebody without a stay that they never joined', () => {
    const { rows } = layOut(answered([stay('ana', 11, 300), stay('leo')]));
    assert.equal(rows.find(({ label }) => label === 'leo')?.note?.text, 'never joined');
  });

  it('numbers the meetings of a session, and marks each stay with its own', () => {
    const layout = layOut(
      answered([stay('ana', 11, 200, { mid: 'first' }), stay('ana', 300, 600, { mid: 'second' })]),
    );
    assert.ok(names(layout).includes('Meetings'));
    assert.deepEqual(
      layout.bars.filter(({ kind }) => kind === 'stay').map(({ meeting, label }) => [meeting, label?.text]),
      [
        [1, '3 min 9 s · meeting 1'],
        [2, '5 min · meeting 2'],
      ],
    );
  });
});

describe('timeline layout: ends, the log line and now', () => {
  const outline = (of: Call, id: string) => {
    const layout = layOut(of);
    const bar = layout.bars.find((each) => each.id === id);
    assert.ok(bar);
    return String(barNode(bar, layout).children?.[0]?.attributes?.['d']);
  };

  it('draws an end that is known, one that is not, and one that is still to come in three shapes', () => {
    const known = outline(answered([stay('ana', 11, 600)]), 'stay-0');
    const unknown = outline(answered([stay('ana', 11)]), 'stay-0');
    const ongoing = outline(
      answered([stay('ana', 11, undefined, { state: 'ongoing' })], { status: 'ongoing', endedAt: undefined }),
      'stay-0',
    );
    const corners = (path: string) => path.match(/[MLHV]/g)?.join('');
    assert.equal(corners(known), 'MHVH');
    assert.equal(corners(unknown), 'MHLLLLH');
    assert.equal(corners(ongoing), 'MHLLH');
  });

  it('tells nothing as known that is only drawn', () => {
    const { bars } = layOut(answered([stay('ana', 11)]));
    const details = barDetails(bars.find(({ id }) => id === 'stay-0') ?? assert.fail(), { time: UTC, t });
    assert.deepEqual(details, [
      'ana',
      'from 14 Nov 2023, 22:13:31 UTC',
      'up to 9 min 49 s',
      'time of leaving not known',
    ]);
  });

  it('says of being together only how long it may have been, where anybody’s times are not all told', () => {
    const { bars } = layOut(answered([stay('ana', 11), stay('leo', 100, 300)]));
    const together = bars.find(({ kind }) => kind === 'together') ?? assert.fail();
    assert.equal(together.label?.text, 'up to 3 min 20 s');
    assert.deepEqual(barDetails(together, { time: UTC, t }).slice(2), [
      '14 Nov 2023, 22:15:00 – 22:18:20 UTC',
      'up to 3 min 20 s',
    ]);
  });

  it('names who was together, and tells apart who is called alike', () => {
    const detailsOf = (id: string, ...participants: readonly object[]) => {
      const { bars } = layOut(answered(participants));
      return barDetails(bars.find((each) => each.id === id) ?? assert.fail(id), { time: UTC, t });
    };
    const [ann, other] = ['u1', 'u2'].map((uid, index) => stay(uid, 11 + index * 89, 600, { name: 'Ann' }));
    assert.ok(ann && other);
    assert.deepEqual(detailsOf('together-0', ann, other), [
      'Together',
      'Ann (u1), Ann (u2)',
      '14 Nov 2023, 22:15:00 – 22:23:20 UTC',
      '8 min 20 s',
    ]);
    assert.equal(detailsOf('alone-0', ann, other)[0], 'Ann (u1) alone');
    assert.equal(
      detailsOf('together-0', ann, other, stay('leo', 200, 300))[1],
      'two or more of Ann (u1), Ann (u2), leo',
    );
    const crowd = Array.from({ length: 6 }, (_, index) => stay(`p${index}`, 11, 600));
    assert.equal(detailsOf('together-0', ...crowd)[1], '14 Nov 2023, 22:13:31 – 22:23:20 UTC');
  });

  it('says of several meetings that they are, and not that the talking went on between them', () => {
    const layout = layOut(answered([stay('a', 11, 100, { mid: 'm1' }), stay('a', 400, 600, { mid: 'm2' })]));
    const talking = layout.bars.find(({ kind }) => kind === 'talking') ?? assert.fail();
    assert.equal(talking.label?.text, '2 meetings');
    assert.equal(barDetails(talking, { time: UTC, t })[0], '2 meetings');
  });

  it('counts only the meetings that were while the call was: a session may have been used before', () => {
    const week = 7 * 86_400;
    const again = [stay('a', -week, 100 - week, { mid: 'm1' }), stay('a', 11, 600, { mid: 'm2' })];
    const talking =
      layOut(answered(again, { mode: 'meet' })).bars.find(({ kind }) => kind === 'talking') ?? assert.fail();
    assert.deepEqual(barDetails(talking, { time: UTC, t }), [
      'Talking',
      '14 Nov 2023, 22:13:30 – 22:23:20 UTC',
      '9 min 50 s',
    ]);
  });

  it('does not say that somebody never joined who has a time of joining', () => {
    const { rows } = layOut(answered([stay('ana', 11, 600), { ...stay('leo', 20, 600), isJoined: false }]));
    assert.deepEqual(
      rows.flatMap(({ note }) => note?.text ?? []),
      ['whether they joined is disputed'],
    );
  });

  it('tells of a meeting of which not every end is known how long it was at least', () => {
    const { bars } = layOut(
      answered([
        stay('a', 11, undefined, { mid: 'm1' }),
        stay('b', 400, 600, { mid: 'm2' }),
        stay('c', 400, undefined, { mid: 'm2' }),
      ]),
    );
    const [first, second] = bars
      .filter(({ kind }) => kind === 'meeting')
      .map((bar) => barDetails(bar, { time: UTC, t }));
    assert.deepEqual(first, ['Meeting 1', '14 Nov 2023, 22:13:31 UTC']);
    assert.deepEqual(second?.at(-1), 'at least 3 min 20 s');
  });

  it('says of who has not left an ongoing call that they are still in', () => {
    const live = answered([stay('a', 11)], { status: 'ongoing', endedAt: undefined });
    const bar = layOut(live).bars.find(({ id }) => id === 'stay-0') ?? assert.fail();
    assert.equal(barDetails(bar, { time: UTC, t }).at(-1), 'still in');
  });

  it('marks as of when an ongoing call is drawn, and no such moment of one that ended', () => {
    assert.equal(layOut(answered([stay('ana', 11, 600)])).nowX, undefined);
    const live = answered([stay('ana', 11)], { status: 'ongoing', endedAt: undefined });
    const timeline = story(live, at(700) * 1000);
    const layout = layOutTimeline(timeline, { width: 900, time: UTC, t });
    assert.equal(layout.nowX, layout.axis.x(at(700) * 1000));
    assert.deepEqual(
      layout.headLabels.map(({ text }) => text),
      ['as of 22:25:00'],
    );
  });

  const logLine = (second: number, precisionSeconds = 0.001) => ({
    instant: at(second) * 1000,
    precisionSeconds,
    place: 'app.log:118',
  });
  const marked = (second: number, precisionSeconds?: number) => {
    const layout = layOut(answered([stay('ana', 11, 600)]), { logLine: logLine(second, precisionSeconds) });
    const bar = layout.bars.find(({ kind }) => kind === 'logLine');
    assert.ok(bar);
    return { layout, bar };
  };

  it('marks the moment of a log line, and as much of it as the line leaves open', () => {
    const { bar, layout } = marked(300);
    assert.equal(bar.x, layout.axis.x(at(300) * 1000));
    assert.equal(bar.label?.text, '22:18:20 UTC · app.log:118');
    const minute = marked(300, 60);
    assert.equal(
      Math.round(minute.bar.width),
      Math.round(layout.axis.x(at(360) * 1000) - layout.axis.x(at(300) * 1000)),
    );
  });

  it('widens the axis for a log line that is near, and names the distance of one that is far', () => {
    assert.equal(marked(-5).layout.axis.from, at(-5) * 1000);
    const far = marked(-7200);
    assert.equal(far.layout.axis.from, at(0) * 1000);
    assert.equal(far.bar.beyond, 'before');
    assert.equal(far.bar.label?.text, '2 h before');
    assert.equal(marked(4200).bar.beyond, 'after');
    assert.equal(marked(4200).bar.label?.text, '1 h after');
  });
});

describe('timeline layout: texts', () => {
  it('cuts a text to its room, between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 300 }), (text, width) => {
        const fitting = fitText(text, width, 13);
        assert.ok(textWidth(fitting, 13) <= width + 1e-9);
        assert.ok(fitting === text || fitting === '' || fitting.endsWith('…'));
        assert.ok(fitting.isWellFormed());
      }),
    );
    assert.equal(fitText('superhero8', 200, 13), 'superhero8');
    assert.match(fitText('superhero8', 50, 13), /^super.*…$/);
  });
});

const HOUR = 3600;
const DAY = 24 * HOUR;
/** On paper under way: everybody left in the first ten minutes. */
const allGone = answered([stay('ana', 11, 600), stay('leo', 12, 590)], {
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
function laidOutAt(of: Call, second: number, options: Partial<LayoutOptions> = {}) {
  const timeline = story(of, at(second) * 1000);
  const layout = layOutTimeline(timeline, { width: 900, time: UTC, t, ...options });
  return { ...layout, isCut: layout.axis.to < timeline.to };
}

describe('timeline layout: a call that goes on in silence', () => {
  it('shows what is known and a little more of one that everybody left days ago', () => {
    const layout = laidOutAt(allGone, 29 * DAY);
    assert.equal(layout.isCut, true);
    assert.equal(layout.axis.to, at(750) * 1000);
    assert.ok((layout.bars.find(({ id }) => id === 'stay-0')?.width ?? 0) > layout.plotWidth * 0.7);
    assertInside(layout);
  });

  it('runs open bars to the edge, with the tip of what goes on, and says there until when', () => {
    const layout = laidOutAt(allGone, 29 * DAY);
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
    const texts = (width: number) =>
      laidOutAt(allGone, 29 * DAY, { width }).headLabels.map(({ text }) => text);
    assert.deepEqual(texts(270), ['… until 13 Dec 2023']);
    assert.deepEqual(texts(144), ['…']);
  });

  it('tells the whole length in words', () => {
    const { bars } = laidOutAt(allGone, 29 * DAY);
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
    const layout = laidOutAt(ringing, 3 * 365 * DAY);
    assert.equal(layout.axis.to, at(60) * 1000);
    assert.equal(layout.bars[0]?.label?.text, 'ringing 2 y 364 d');
    assertInside(layout);
  });

  it('keeps to the true scale for an hour, and for as long as a fifth of it is known', () => {
    assert.equal(laidOutAt(allGone, 600 + HOUR).isCut, false);
    assert.equal(laidOutAt(allGone, 600 + HOUR + 1).isCut, true);
    assert.equal(laidOutAt(ringing, HOUR).isCut, false);
    const long = answered([stay('ana', 11, 2 * HOUR)], { status: 'ongoing', endedAt: undefined });
    assert.equal(laidOutAt(long, 10 * HOUR).isCut, false);
    assert.equal(laidOutAt(long, 10 * HOUR + 1).isCut, true);
  });

  it('keeps to the true scale while somebody is in, unless nothing else could be seen', () => {
    assert.equal(laidOutAt(stillIn, 3 * HOUR).isCut, false);
    assert.equal(laidOutAt(stillIn, DAY + 600).isCut, false);
    const days = laidOutAt(stillIn, 29 * DAY);
    assert.equal(days.isCut, true);
    const ana = days.bars.find(({ id }) => id === 'stay-0') ?? assert.fail();
    assert.equal(ana.label?.text, '28 d 23 h');
    assert.equal(ana.x + ana.width, days.nowX);
    const longer = answered([stay('ana', 11, undefined, { state: 'ongoing' }), stay('leo', 12, 8 * HOUR)], {
      status: 'ongoing',
      endedAt: undefined,
    });
    assert.equal(laidOutAt(longer, 29 * DAY).isCut, false);
  });

  it('keeps to the true scale where the answer knows the end', () => {
    const ended = answered([stay('ana', 11, 600)], { endedAt: at(29 * DAY) });
    assert.equal(laidOutAt(ended, 30 * DAY).isCut, false);
    assert.equal(laidOutAt(ended, 30 * DAY).axis.to, at(29 * DAY) * 1000);
  });

  it('counts the end of a recording', () => {
    const recorded = { ...allGone, recordings: [{ startedAt: at(300) * 1000, endedAt: at(1200) * 1000 }] };
    const layout = laidOutAt(recorded as unknown as Call, 29 * DAY);
    assert.equal(layout.axis.to, at(1500) * 1000);
  });

  it('points to a log line in the silence with its day, and beyond it with the distance', () => {
    const logLineAt = (second: number) => {
      const logLine = { instant: at(second) * 1000, precisionSeconds: 0.001, place: 'app.log:118' };
      const layout = laidOutAt(allGone, 29 * DAY, { logLine });
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
        const { axis, nowX, isCut, headLabels } = laidOutAt(of, now);
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
      const layout = laidOutAt(strange(second), 500 * DAY);
      assert.deepEqual([layout.axis.from, layout.axis.to], [at(0) * 1000, at(600) * 1000]);
      assertInside(layout);
      const bar = layout.bars.find(({ kind }) => kind === 'recording') ?? assert.fail();
      assert.equal(bar.width, 3);
      assert.match(barDetails(bar, { time: UTC, t })[1] ?? '', second < 0 ? /^10 Oct 2022/ : /^18 Dec 2024/);
    }
  });

  it('is drawn to scale where it is not that far, or the call itself is long', () => {
    const from = (of: Call) => laidOutAt(of, 500 * DAY).axis.from;
    assert.equal(from(strange(-HOUR)), at(-HOUR) * 1000);
    assert.equal(from(strange(-20 * HOUR)), at(-20 * HOUR) * 1000);
    assert.equal(from(strange(-2 * DAY, { endedAt: at(HOUR) })), at(-2 * DAY) * 1000);
  });

  it('counts how far a log line is from the call itself', () => {
    const logLine = { instant: at(-2 * DAY) * 1000, precisionSeconds: 0.001, place: 'app.log:1' };
    const { bars } = laidOutAt(strange(-400 * DAY), 500 * DAY, { logLine });
    assert.equal(bars.find(({ kind }) => kind === 'logLine')?.label?.text, '2 d before');
  });

  it('keeps a call under way as far as its answer', () => {
    const live = strange(-400 * DAY, { status: 'ongoing', endedAt: undefined });
    const layout = laidOutAt(live, 700);
    assert.deepEqual([layout.axis.from, layout.axis.to], [at(0) * 1000, at(700) * 1000]);
  });
});

/** What stands in the bars of a timeline while only a part of it is in view. */
describe('timeline layout: labels in view', () => {
  const layout = layOut(
    answered([stay('ana', 11, 600, { mid: 'm1' }), stay('leo', 300, 420, { mid: 'm2' })]),
    {
      zoom: 4,
    },
  );
  const { smallSize, bars } = layout;
  const barOf = (id: string): BarShape => bars.find((bar) => bar.id === id) ?? assert.fail(id);
  const textIn = (bar: BarShape, left: number, right: number) =>
    labelInView(bar, { left, right }, smallSize, { time: UTC, t });

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
