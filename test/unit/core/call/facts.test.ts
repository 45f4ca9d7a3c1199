import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import {
  asOfAnswer,
  deviceCount,
  displayName,
  minutesTeller,
  peopleOf,
  presentPeople,
  ringSeconds,
  secondsBetween,
  talkSeconds,
} from '../../../../src/core/call/facts.ts';
import { attendanceOf, groundsOf, hasJoined } from '../../../../src/core/call/attendance.ts';
import type { Call } from '../../../../src/core/call/model.ts';
import { partiesLabel, partiesOf } from '../../../../src/core/call/parties.ts';
import { modeWord, statusWord, typeWord } from '../../../../src/core/call/words.ts';
import { firstToLeave } from '../../../../src/core/story/happenings.ts';
import { storyOf } from '../../../../src/core/story/story.ts';
import { subjectOf } from '../../../../src/core/story/subject.ts';
import { timelineOf } from '../../../../src/core/story/timeline/timeline.ts';
import { formatDuration } from '../../../../src/core/text/duration.ts';
import { at, call, stay, t } from '../support.ts';

const names = (people: readonly { readonly uid: string }[]) => people.map(({ uid }) => uid).join(' ');

describe('core facts: lengths', () => {
  const times = (initiatedAt?: number, startedAt?: number, endedAt?: number, more: object = {}) =>
    call({ initiatedAt, startedAt, endedAt, ...more });
  const table: readonly (readonly [
    title: string,
    call: Call,
    ring: number | undefined,
    talk: number | undefined,
  ])[] = [
    ['all times', times(at(0), at(14), at(33)), 14, 19],
    ['not started', times(at(0), undefined, at(33)), undefined, undefined],
    ['not ended', times(at(0), at(14)), 14, undefined],
    ['started at once', times(at(0), at(0), at(0)), 0, 0],
    ['out of order', times(at(14), at(0), at(-5)), undefined, undefined],
    [
      'no times, a duration',
      times(undefined, undefined, undefined, { totalDuration: '00:00:19' }),
      undefined,
      19,
    ],
    ['times before the duration', times(at(0), at(1), at(6), { totalDuration: '00:10:00' }), 1, 5],
    [
      'a duration where times are out of order',
      times(at(0), at(9), at(6), { totalDuration: '00:00:03' }),
      9,
      3,
    ],
    ['nothing', times(), undefined, undefined],
  ];
  for (const [title, subject, ring, talk] of table) {
    it(title, () => assert.deepEqual([ringSeconds(subject), talkSeconds(subject)], [ring, talk]));
  }

  it('are not counted where an end is missing or comes first', () => {
    assert.equal(secondsBetween(1000, 3500), 2.5);
    assert.equal(secondsBetween(1000, 1000), 0);
    for (const [from, to] of [
      [undefined, 1],
      [1, undefined],
      [undefined, undefined],
      [2, 1],
    ] as const) {
      assert.equal(secondsBetween(from, to), undefined);
    }
  });
});

describe('core facts: people', () => {
  const of = (...participants: readonly object[]) => call({ participants, endedAt: at(100) });

  it('who joined two hundred thousand times are counted as one', () => {
    const [one] = of(stay('a', 1, 5)).participants;
    assert.ok(one);
    const other = { ...one, uid: 'b', leftAt: at(9) * 1000 };
    const many: Call = {
      ...of(),
      participants: [
        ...Array.from({ length: 200_000 }, () => one),
        ...Array.from({ length: 200_000 }, () => other),
      ],
    };
    assert.equal(names(peopleOf(many)), 'a b');
    const first = firstToLeave(subjectOf(many, at(200) * 1000, t));
    assert.deepEqual([first?.person.uid, first?.seconds], ['a', 4]);
  });

  for (const [raw, attendance, ...grounds] of [
    [{ isJoined: true }, 'joined', 'isJoined'],
    [{ joinedAt: at(1) }, 'joined', 'joinedAt'],
    [{ leftAt: at(1), state: 'ended', totalDuration: 9.8 }, 'joined', 'leftAt', 'duration'],
    [{ totalAudioMinutes: 1 }, 'joined', 'audio'],
    [{ totalVideoMinutes: 1 }, 'joined', 'video'],
    [{ state: 'Ended', deviceId: 'x@rtc/1' }, 'joined', 'state', 'deviceId'],
    [{ isJoined: true, joinedAt: at(1), state: 'unanswered' }, 'joined', 'isJoined', 'joinedAt'],
    [{ isJoined: false }, 'notJoined', 'isJoined'],
    [{ isJoined: false, state: 'Rejected', totalDuration: 0 }, 'notJoined', 'isJoined', 'state'],
    [{ state: 'unanswered' }, 'notJoined', 'state'],
    [{ isJoined: false, joinedAt: at(1) }, 'disputed', 'isJoined', 'joinedAt'],
    [{ isJoined: false, leftAt: at(1) }, 'disputed', 'isJoined', 'leftAt'],
    [{ isJoined: false, totalDuration: 2 }, 'disputed', 'isJoined', 'duration'],
    [{ joinedAt: at(1), state: 'busy' }, 'disputed', 'state', 'joinedAt'],
    [{ isJoined: true, state: 'rejected' }, 'disputed', 'state', 'isJoined'],
    [{}, 'notTold'],
    [{ state: 'ended' }, 'notTold'],
    [{ deviceId: 'x@rtc/1', totalDuration: 0 }, 'notTold'],
  ] as const) {
    it(`${attendance}, by ${JSON.stringify(raw)}`, () => {
      const [participant] = of({ uid: 'a', ...raw }).participants;
      assert.ok(participant);
      assert.deepEqual([attendanceOf(participant), ...groundsOf(participant)], [attendance, ...grounds]);
      assert.equal(hasJoined(participant), attendance === 'joined');
    });
  }

  it('come in the order in which they first joined, who never did last, a rejoin in its order', () => {
    const people = peopleOf(
      of(
        stay('never'),
        stay('late', 50, 60),
        stay('early', 30, 40),
        stay('early', 1, 20),
        stay('late', 5, 6),
      ),
    );
    assert.equal(names(people), 'early late never');
    assert.deepEqual(
      people.map(({ stays }) => stays.map(({ joinedAt }) => joinedAt && joinedAt / 1000 - at(0))),
      [[1, 30], [5, 50], [undefined]],
    );
  });

  it('without a uid are each somebody of their own', () => {
    const people = peopleOf(of({ name: 'Ann' }, stay('a', 1), { joinedAt: at(0) }, stay('a', 5)));
    assert.deepEqual(
      people.map(({ key, uid, name, stays }) => [key, uid, name, stays.length]),
      [
        [2, '', undefined, 1],
        ['a', 'a', undefined, 2],
        [0, '', 'Ann', 1],
      ],
    );
  });

  it('who joined come before those who did not, whatever times those have', () => {
    const people = peopleOf(
      of({ uid: 'not', isJoined: false, joinedAt: at(1) }, { uid: 'untimed', isJoined: true }, stay('a', 9)),
    );
    assert.equal(names(people), 'a untimed not');
  });

  it('have the first name there is, else their name as a party', () => {
    const people = peopleOf(
      call({
        initiator: { uid: 'a', name: 'As party' },
        participants: [stay('a', 1), stay('b', 2), stay('b', 3, 4, { name: 'Bea' }), stay('c', 4)],
      }),
    );
    assert.deepEqual(
      people.map(({ name }) => name),
      ['As party', 'Bea', undefined],
    );
  });

  it('used as many devices as there are device ids', () => {
    const { participants } = of(
      stay('a', 1, 2, { deviceId: 'x@rtc/1' }),
      stay('a', 3, 4, { deviceId: 'x@rtc/2' }),
      stay('a', 5, 6, { deviceId: 'y@rtc/1' }),
      stay('a', 7, 8),
    );
    assert.equal(deviceCount(participants), 2);
    assert.equal(deviceCount([]), 0);
  });

  const leaving: readonly (readonly [string, Call, string | undefined, number?])[] = [
    ['the first of two, counted to the other', of(stay('a', 0, 90), stay('b', 0, 98)), 'a', 8],
    ['the first of many', of(stay('a', 0, 99), stay('b', 0, 50), stay('c', 0, 70)), 'b', 49],
    ['for good: not one who came back', of(stay('a', 0, 10), stay('a', 20, 99), stay('b', 0, 95)), 'b', 4],
    ['not one who never joined', of(stay('x'), stay('a', 0, 90), stay('b', 0, 98)), 'a', 8],
    [
      'nobody, beside one who is marked as not joined and left',
      of(stay('x', undefined, 5), stay('a', 0, 90), stay('b', 0, 98)),
      undefined,
    ],
    ['nobody, both at once', of(stay('a', 0, 90), stay('b', 0, 90)), undefined],
    ['nobody, all at the end', of(stay('a', 0, 100), stay('b', 0, 105)), undefined],
    ['nobody, alone', of(stay('a', 0, 90)), undefined],
    ['nobody, one time is missing', of(stay('a', 0, 90), stay('b', 0)), undefined],
    ['nobody, one left before joining', of(stay('a', 0, 90), stay('b', 50, 40)), undefined],
    [
      'nobody, one time of a rejoin is missing',
      of(stay('a', 0), stay('a', 5, 9), stay('b', 0, 50)),
      undefined,
    ],
    ['nobody, no end', call({ participants: [stay('a', 0, 90), stay('b', 0, 98)] }), undefined],
    ['nobody', of(), undefined],
  ];
  for (const [title, subject, uid, before] of leaving) {
    it(`left first: ${title}`, () => {
      const first = firstToLeave(subjectOf(subject, at(200) * 1000, t));
      assert.deepEqual([first?.person.uid, first?.seconds], [uid, before]);
    });
  }

  it('are there when they joined on some device and did not leave it', () => {
    const here = presentPeople(
      of(
        stay('here', 1),
        stay('left', 1, 5),
        stay('never'),
        stay('back', 1, 5),
        stay('back', 7),
        stay('ended', 1, undefined, { state: 'ended' }),
        stay('ongoing', 1, undefined, { state: 'ongoing' }),
      ),
    );
    assert.equal(names(here), 'here back ongoing');
  });
});

describe('core parties', () => {
  for (const [raw, expected] of [
    [{ initiator: 'a', receiver: 'b' }, 'a → b'],
    [{ initiator: { uid: 'a', name: 'Ann' }, receiver: { guid: 'g', name: 'Group' } }, 'Ann → Group'],
    [{ initiator: 'a' }, 'a'],
    [{ receiver: 'b' }, 'b'],
    [{ initiator: '', receiver: 'b' }, 'b'],
    [{ initiator: { uid: 'a', name: '  ' } }, 'a'],
    [{}, undefined],
    [{ initiator: 'a\u202eb', receiver: 'c\nd' }, 'a⟨U+202E⟩b → c⟨U+000A⟩d'],
    [{ initiator: 'x'.repeat(61) }, `${'x'.repeat(59)}…`],
  ] as const) {
    it(`${JSON.stringify(raw).slice(0, 60)}: ${expected}`, () =>
      assert.equal(partiesOf(call(raw)), expected));
  }

  it('as long as is asked', () => {
    assert.equal(partiesOf(call({ initiator: 'abcdef', receiver: 'xyz' }), 4), 'abc… → xyz');
  });

  for (const [script, one, other] of [
    ['Arabic and Hebrew', 'سارة', 'שלום'],
    ['Adlam', '𞤀𞤣𞤢', '𞤁𞤢𞤤'],
    ['Syriac', 'ܐܪܡܝ', 'ܣܘܪ'],
    ['Hanifi Rohingya', '𐴌𐴟', '𐴇𐴥'],
  ] as const) {
    it(`in ${script} do not change places in a label`, () => {
      const label = partiesLabel(call({ initiator: one, receiver: other }), 40);
      assert.equal(label, `\u2068${one}\u2069 → \u2068${other}\u2069`);
    });
  }

  it('show a name where there is one', () => {
    assert.equal(displayName({ id: 'a', name: 'Ann' }), 'Ann');
    assert.equal(displayName({ id: 'a', name: undefined }), 'a');
    assert.equal(displayName({ id: 'a', name: '\t ' }), 'a');
  });
});

describe('core words', () => {
  for (const [status, word] of [
    ['initiated', 'ringing'],
    ['ongoing', 'ongoing'],
    ['ended', 'ended'],
    ['unanswered', 'unanswered'],
    ['rejected', 'rejected'],
    ['busy', 'busy'],
    ['canceled', 'cancelled'],
    ['cancelled', 'cancelled'],
    [undefined, 'status unknown'],
    ['paused', 'paused'],
    ['a\u202eb', 'a⟨U+202E⟩b'],
    ['constructor', 'constructor'],
  ] as const) {
    it(`status ${status}: ${word}`, () => assert.equal(statusWord(call({ status }), t), word));
  }

  for (const [type, word] of [
    ['audio', 'audio'],
    ['video', 'video'],
    [undefined, undefined],
    ['holo\ngram', 'holo⟨U+000A⟩gram'],
  ] as const) {
    it(`type ${JSON.stringify(type)}: ${word}`, () => assert.equal(typeWord(type, t), word));
  }

  for (const [mode, receiverType, word] of [
    ['call', 'user', 'one-to-one'],
    ['call', 'group', 'group call'],
    ['call', undefined, undefined],
    [undefined, 'user', 'one-to-one'],
    [undefined, undefined, undefined],
    ['meet', 'group', 'meeting'],
    ['meet', undefined, 'meeting'],
    ['presenter', 'group', 'presenter'],
    ['webinar', 'user', 'webinar'],
  ] as const) {
    it(`mode ${mode} to ${receiverType}: ${word}`, () =>
      assert.equal(modeWord(call({ mode, receiverType }), t), word));
  }
});

/** One notion of now: what is told of a call that is under way is told as of one moment. */
describe('core: as of when', () => {
  const ms = (second: number) => at(second) * 1000;

  const live = { status: 'ongoing', startedAt: at(0), participants: [stay('ann', 1), stay('ben', 400)] };

  it('is when the answer was fetched, unless this computer’s clock is a little behind', () => {
    const asOf = (fetched: number) => asOfAnswer(call(live), ms(fetched)) - ms(0);
    assert.equal(asOf(500), 500_000);
    assert.equal(asOf(399), 400_000);
    assert.equal(asOf(100), 400_000);
    assert.equal(asOf(99), 99_000, 'clocks do not disagree by so much');
    assert.equal(asOfAnswer(call(), ms(7)), ms(7), 'an answer without times tells nothing of it');
  });

  it('does not change with transcripts, which may be fetched later', () => {
    const later = call({ ...live, transcriptions: [{ startTime: at(1), endTime: at(600) }] });
    assert.equal(asOfAnswer(later, ms(500)), ms(500));
    assert.equal(timelineOf(later, ms(500))?.asOf, ms(500));
  });

  it('makes a verdict, a finding and a bar of one length, whatever the clock says', () => {
    fc.assert(
      fc.property(fc.integer({ min: -290, max: 5 * 3600 }), (fetched) => {
        const long = call({ status: 'ongoing', startedAt: at(-20_000), participants: [stay('ann', 0)] });
        const context = { sessionId: 'an-id', appId: undefined, region: undefined, t };
        const told = { line: undefined, transcripts: [] };
        const { verdict, findings } = storyOf(long, { asOf: ms(fetched), ...context }, told);
        const talking = timelineOf(long, ms(fetched))?.talking ?? assert.fail();
        const length = formatDuration((talking.to - talking.from) / 1000, t);
        assert.equal(verdict, `Ongoing for ${length}; 1 person is in it`);
        assert.deepEqual(
          findings.flatMap(({ kind, message, to }) => (kind === 'ongoingForLong' ? [[message, to]] : [])),
          [[`Ongoing for ${length}`, talking.to]],
        );
      }),
    );
  });
});

/** Which minutes of audio and video are told: one rule, wherever they are. */
describe('core minutes', () => {
  const told = (raw: object) => {
    const some = call({ ...raw });
    const minutesOf = minutesTeller(some);
    return [some, ...some.participants].map((each) => {
      const { audioSeconds, videoSeconds } = minutesOf(each);
      return [audioSeconds, videoSeconds];
    });
  };
  const zero = { totalAudioMinutes: 0, totalVideoMinutes: 0 };
  const ana = (more: object) => [stay('ana', 0, 60, more)];

  it('are told where the answer has them, also where they are zero', () => {
    assert.deepEqual(told({ type: 'video', ...zero, participants: ana(zero) }), [
      [0, 0],
      [0, 0],
    ]);
    assert.deepEqual(told({ type: 'video', participants: ana({}) }), [
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('are told without video where the call is not one, and nobody had any', () => {
    for (const type of ['audio', undefined])
      assert.deepEqual(told({ type, ...zero, participants: ana(zero) }), [
        [0, undefined],
        [0, undefined],
      ]);
  });

  it('are told with video of a call that is not one, where there was some for all that', () => {
    assert.deepEqual(told({ type: 'audio', ...zero, participants: ana({ totalVideoMinutes: 1 }) }), [
      [0, 0],
      [undefined, 60],
    ]);
    assert.deepEqual(told({ type: 'audio', totalVideoMinutes: 1, participants: ana(zero) }), [
      [undefined, 60],
      [0, 0],
    ]);
  });
});
