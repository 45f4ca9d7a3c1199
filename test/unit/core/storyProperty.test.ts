/** What holds of the timeline and the findings of any call, however hostile its answer. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Call } from '../../../src/core/call.ts';
import { decodeCall } from '../../../src/core/decode/index.ts';
import { hasJoined } from '../../../src/core/facts.ts';
import { findingsOf } from '../../../src/core/findings.ts';
import { type Bar, overlapOf, type Span, type Timeline, timelineOf } from '../../../src/core/timeline.ts';
import { verdictOf } from '../../../src/core/verdict.ts';
import { at, call, numbersIn, stay, t } from './support.ts';

const AS_OF = at(100) * 1000;
const CONTEXT = { asOf: AS_OF, sessionId: 'asked-for', appId: undefined, region: undefined, t };

/** Seconds in which calls of these tests happen: few, so that much happens at one time. */
const LAST = 40;
const instant = fc.option(
  fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: 0, max: LAST }).map(at) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(0, -1, 'soon', String(at(3)), at(7) * 1000, 9_999_999_999),
    },
  ),
  { nil: undefined, freq: 6 },
);
const flag = fc.constantFrom(true, true, true, false, undefined, null, 'maybe');
const minutes = fc.constantFrom(undefined, 0, 0.25, 600, 1e300, 'long');
const entry = fc.record(
  {
    uid: fc.constantFrom<unknown>('a', 'b', 'c', 'd', '', 0, null, '__proto__', 'x\u202e'),
    name: fc.constantFrom<unknown>('Ann', '', 5, '<b>'),
    isJoined: flag,
    hasJoined: flag,
    joinedAt: instant,
    leftAt: instant,
    state: fc.constantFrom<unknown>('ongoing', 'ended', 'unanswered', 'rejected', 'lost', {}),
    deviceId: fc.constantFrom<unknown>('x@rtc/1', 'x@rtc/2', 'y@rtc/1', '@', 3),
    mid: fc.constantFrom<unknown>('m1', 'm2', '', []),
    totalDuration: minutes,
    totalDurationInMinutes: minutes,
    totalVideoMinutes: minutes,
  },
  { requiredKeys: ['joinedAt', 'leftAt'] },
);
const junk = fc.constantFrom<unknown>(null, 7, 'x', [], undefined);
const listOf = (item: fc.Arbitrary<unknown>, maxLength: number) =>
  fc.array(fc.oneof({ weight: 9, arbitrary: item }, { weight: 1, arbitrary: junk }), { maxLength });
const window = fc.record({
  startTime: instant,
  endTime: instant,
  duration: minutes,
  mid: fc.constantFrom('m1', 'm2'),
});

const answer: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    sessionId: fc.constantFrom<unknown>('asked-for', 'another', 7, '', `${at(0)}${'a'.repeat(40)}`),
    status: fc.constantFrom<unknown>(
      'initiated',
      'ongoing',
      'ended',
      'ended',
      'unanswered',
      'rejected',
      'busy',
      'canceled',
      'paused',
      4,
    ),
    mode: fc.constantFrom<unknown>('call', 'call', 'meet', 'presenter', 9),
    type: fc.constantFrom<unknown>('audio', 'video'),
    receiverType: fc.constantFrom('user', 'group'),
    initiatedAt: instant,
    startedAt: instant,
    endedAt: instant,
    totalDuration: fc.constantFrom<unknown>('00:00:19', 19, 'long'),
    totalDurationInMinutes: minutes,
    totalVideoMinutes: minutes,
    totalParticipants: fc.constantFrom<unknown>(0, 2, 50, -1),
    hasRecording: flag,
    hasTranscription: flag,
    participants: listOf(entry, 9),
    recordings: listOf(window, 3),
    transcriptions: listOf(window, 3),
  },
  { requiredKeys: ['participants'] },
);

function forAnyCall(check: (call: Call, timeline: Timeline, raw: unknown) => void): void {
  fc.assert(
    fc.property(answer, (raw) => {
      const decoded = decodeCall(raw, 'asked-for');
      const timeline = decoded && timelineOf(decoded, AS_OF);
      if (timeline) check(decoded, timeline, raw);
    }),
    { numRuns: 2000 },
  );
}

const lengthOf = (spans: readonly Span[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0) / 1000;
const covers = (spans: readonly Span[], moment: number) =>
  spans.some(({ from, to }) => from <= moment && moment < to);
const barsOf = ({ people, windows, ringing, talking }: Timeline): readonly Bar[] =>
  [...people.flatMap(({ stays }) => stays), ...windows, ringing, talking].filter((bar) => bar !== undefined);
const near = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-6, `${one} and ${other}`);

describe('core timeline of any call', () => {
  it('has its events in order, each at a time of the answer', () => {
    forAnyCall((subject, { events }) => {
      const times = events.map(({ at: moment }) => moment);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      const known = new Set(numbersIn(subject));
      for (const { kind, at: moment, index, person } of events) {
        assert.ok(known.has(moment), kind);
        if (kind !== 'joined' && kind !== 'left') continue;
        const participant = subject.participants[index ?? -1];
        assert.equal(kind === 'joined' ? participant?.joinedAt : participant?.leftAt, moment);
        assert.equal(participant?.uid, person?.uid);
      }
    });
  });

  it('has no bar that the answer does not give it: an edge is a time of it, or lies within the call', () => {
    forAnyCall((subject, timeline) => {
      const known = [
        subject.initiatedAt,
        subject.startedAt,
        subject.endedAt,
        ...numbersIn(timeline.events),
      ].filter((moment) => moment !== undefined);
      const end = subject.endedAt ?? (timeline.isLive ? Math.max(AS_OF, ...known) : Math.max(...known));
      for (const bar of barsOf(timeline)) {
        assert.ok(bar.from <= bar.to);
        assert.ok(timeline.from <= bar.from && bar.to <= timeline.to);
        if (bar.start === 'unknown')
          assert.ok(bar.from === bar.to || bar.from === (subject.startedAt ?? subject.initiatedAt));
        if (bar.end === 'unknown') assert.ok(bar.to <= Math.max(bar.from, end));
        if (bar.end === 'ongoing') {
          assert.ok(timeline.isLive && subject.endedAt === undefined);
          assert.equal(bar.to, Math.max(bar.from, AS_OF));
        }
      }
      for (const { stays } of timeline.people) {
        for (const { index, ...bar } of stays) {
          const participant = subject.participants[index];
          assert.ok(participant && hasJoined(participant));
          if (bar.start === 'known') assert.equal(bar.from, participant.joinedAt);
          if (bar.end === 'known') assert.equal(bar.to, participant.leftAt);
          if (bar.end === 'ongoing')
            assert.deepEqual([participant.leftAt, participant.state === 'ended'], [undefined, false]);
        }
      }
    });
  });

  it('counts at every moment who is there: together two or more, alone the one', () => {
    forAnyCall((_, { people, together, alone }) => {
      for (let second = -1; second <= LAST; second++) {
        const moment = at(second) * 1000 + 500;
        const there = people.filter(({ presence }) => covers(presence, moment)).map(({ key }) => key);
        assert.equal(covers(together, moment), there.length > 1);
        const only = alone.filter((each) => covers([each], moment)).map(({ key }) => key);
        assert.deepEqual(only, there.length === 1 ? there : []);
      }
    });
  });

  it('has presences, and stretches together and alone, that are in order, apart, and add up', () => {
    forAnyCall((_, timeline) => {
      const { people, together, alone } = timeline;
      for (const spans of [together, alone, ...people.map(({ presence }) => presence)]) {
        for (const [index, { from, to }] of spans.entries()) {
          assert.ok(from < to);
          assert.ok(index === 0 || (spans[index - 1]?.to ?? 0) <= from);
        }
      }
      for (const { key, presence, presentSeconds } of people) {
        near(presentSeconds, lengthOf(presence));
        const shared = together.flatMap((span) =>
          presence.map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) })),
        );
        const withOthers = lengthOf(shared.filter(({ from, to }) => from < to));
        near(withOthers + lengthOf(alone.filter((each) => each.key === key)), presentSeconds);
      }
    });
  });

  it('has overlaps that are the same either way, and no longer than either was there', () => {
    forAnyCall((_, timeline) => {
      const { people, together } = timeline;
      for (const one of people) {
        for (const other of people) {
          const overlap = overlapOf(timeline, one.key, other.key);
          assert.deepEqual(overlap, overlapOf(timeline, other.key, one.key));
          near(overlap.seconds, lengthOf(overlap.spans));
          assert.ok(overlap.seconds <= Math.min(one.presentSeconds, other.presentSeconds) + 1e-6);
          if (one === other) near(overlap.seconds, one.presentSeconds);
          else
            assert.ok(
              overlap.spans.every(({ from, to }) =>
                together.some((each) => each.from <= from && to <= each.to),
              ),
            );
        }
      }
      const [first, second, third] = people.filter(({ presence }) => presence.length > 0);
      if (first && second && !third)
        near(overlapOf(timeline, first.key, second.key).seconds, lengthOf(together));
    });
  });
});

/** The value at a path such as `participants[1].leftAt`; undefined where it leads nowhere. */
function valueAt(raw: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .reduce<unknown>((value, step) => (value as Readonly<Record<string, unknown>> | undefined)?.[step], raw);
}

describe('core findings of any call', () => {
  it('rest on fields that are in the answer, and say what can be read', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(answer, (raw) => {
        const decoded = decodeCall(raw, 'asked-for');
        assert.ok(decoded);
        const found = findingsOf(decoded, CONTEXT);
        for (const { kind, fields, message, advice, ...place } of found) {
          kinds.add(kind);
          assert.ok(fields.length > 0, kind);
          for (const path of fields) {
            assert.ok(
              (valueAt(raw, path) ?? undefined) !== undefined,
              `${kind}: ${path} of ${JSON.stringify(raw)}`,
            );
          }
          assert.doesNotMatch(`${message}${advice ?? ''}`, /NaN|Infinity|undefined|\{\d\}|\u202e/);
          assert.match(message, /[^.]$/);
          for (const number of numbersIn(place)) assert.ok(Number.isFinite(number));
        }
        assert.doesNotMatch(verdictOf(decoded, AS_OF, t), /NaN|Infinity|undefined|\{\d\}|\u202e/);
      }),
      { numRuns: 3000 },
    );
    assert.ok(kinds.size >= 18, `the answers are various: ${[...kinds].join()}`);
  });
});

describe('core story of a huge call', () => {
  it('of ten thousand people who come and go is told, and nothing is paired with all', () => {
    const [one] = call({ participants: [stay('a', 0, 1)] }).participants;
    assert.ok(one);
    const participants = Array.from({ length: 30_000 }, (_, index) => ({
      ...one,
      entry: index,
      uid: index % 7 === 0 ? '' : `u${index % 10_000}`,
      joinedAt: (at(0) + (index % 977)) * 1000,
      leftAt: index % 5 === 0 ? undefined : (at(0) + (index % 977) + (index % 13)) * 1000,
    }));
    for (const status of ['ended', 'ongoing'] as const) {
      const huge: Call = { ...call({ status, mode: 'call', startedAt: at(0) }), participants };
      const timeline = timelineOf(huge, AS_OF);
      assert.ok(timeline && timeline.people.length >= 10_000);
      assert.ok(overlapOf(timeline, 'u1', 'u2').seconds >= 0);
      assert.ok(findingsOf(huge, CONTEXT).length < 100);
    }
  });
});
