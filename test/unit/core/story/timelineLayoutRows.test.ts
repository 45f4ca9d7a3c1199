import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Call } from '../../../../src/core/call/model.ts';
import { barDetails, layOutTimeline, type TimelineLayout } from '../../../../src/core/story/layout/index.ts';
import { barNode } from '../../../../src/core/story/layout/nodes.ts';
import { fitText, textWidth } from '../../../../src/core/story/layout/text.ts';
import { at, stay, t, UTC } from '../support.ts';
import { answered, assertInside, layOut, story } from './timelineLayoutSupport.ts';

describe('timeline layout: rows', () => {
  const names = ({ rows }: TimelineLayout) => rows.map(({ label }) => label);

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
      ['marked as not joined'],
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
