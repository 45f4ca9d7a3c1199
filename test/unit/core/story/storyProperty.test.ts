/** What holds of the timeline of any call, however hostile its answer. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Call } from '../../../../src/core/call/model.ts';
import { decodeCall } from '../../../../src/core/call/decode/index.ts';
import { hasJoined, isEverybodyListed } from '../../../../src/core/call/facts.ts';
import {
  type Bar,
  isEverybodyDated,
  overlapOf,
  type Timeline,
  timelineOf,
} from '../../../../src/core/story/timeline/index.ts';
import type { Span } from '../../../../src/core/call/spans.ts';
import { unionOf } from '../../../../src/core/call/spans.ts';
import { answer, AS_OF, LAST } from '../anyCall.ts';
import { at, numbersIn, stay } from '../support.ts';

function forAnyCall(
  check: (call: Call, timeline: Timeline, raw: unknown) => void,
  answers: fc.Arbitrary<unknown> = answer,
): void {
  fc.assert(
    fc.property(answers, (raw) => {
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

  /** Who was in each meeting at a moment; stays count only where they tell one, once there are several. */
  const inMeetings = ({ people }: Timeline, moment: number) => {
    const ids = new Set(people.flatMap(({ stays }) => stays.map(({ meetingId }) => meetingId)));
    const known = [...ids].filter((id) => id !== undefined);
    const meetings = known.length < 2 ? [undefined] : known;
    return meetings.map((id) =>
      people
        .filter(({ stays }) =>
          covers(
            stays.filter(({ meetingId }) => id === undefined || meetingId === id),
            moment,
          ),
        )
        .map(({ key }) => key),
    );
  };
  const hasStrays = ({ people }: Timeline) => {
    const ids = new Set(people.flatMap(({ stays }) => stays.map(({ meetingId }) => meetingId)));
    return ids.has(undefined) && ids.size > 2;
  };

  /** An answer that dates every stay, and tells in which of two meetings it was. */
  const anySecond = fc.integer({ min: 0, max: LAST });
  const dated = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), anySecond, anySecond, fc.constantFrom('m1', 'm2')), {
      maxLength: 9,
    })
    .map((stays) => ({
      status: 'ended',
      participants: stays.map(([uid, one, other, mid]) =>
        stay(uid, Math.min(one, other), Math.max(one, other), { mid }),
      ),
    }));

  it('counts at every moment who is in a meeting: together two or more, alone who is with nobody in any, if all are listed', () => {
    const seen = { several: 0, incomplete: 0, alone: 0, besides: 0 };
    forAnyCall(
      (subject, timeline) => {
        const { together, alone } = timeline;
        const isTold =
          isEverybodyListed(subject) && isEverybodyDated(timeline.people) && !hasStrays(timeline);
        if (!isTold) seen.incomplete++;
        for (let second = -1; second <= LAST; second++) {
          const moment = at(second) * 1000 + 500;
          const there = inMeetings(timeline, moment);
          if (there.length > 1) seen.several++;
          const groups = there.filter((keys) => keys.length > 1);
          const spans = together.filter((each) => covers([each], moment));
          assert.equal(spans.length, groups.length);
          for (const keys of groups)
            assert.ok(spans.some((each) => !each.keys || keys.every((key) => each.keys?.includes(key))));
          const only = alone.filter((each) => covers([each], moment)).map(({ key }) => key);
          const inCompany = new Set(groups.flat());
          const single = new Set(isTold ? there.filter((keys) => keys.length === 1).flat() : []);
          const expected = [...single].filter((key) => !inCompany.has(key));
          if (there.length > 1) seen.alone += expected.length;
          seen.besides += single.size - expected.length;
          assert.deepEqual([only.length, new Set(only)], [expected.length, new Set(expected)]);
        }
      },
      fc.oneof(answer, dated),
    );
    assert.ok(
      Object.values(seen).every((count) => count > 100),
      JSON.stringify(seen),
    );
  });

  it('has presences, and stretches together and alone, that are in order, apart, and add up', () => {
    forAnyCall((subject, timeline) => {
      const { people, together, alone } = timeline;
      const apart = (spans: readonly Span[]) => {
        for (const [index, { from, to }] of spans.entries()) {
          assert.ok(from < to);
          assert.ok(index === 0 || (spans[index - 1]?.to ?? 0) <= from);
        }
      };
      for (const { presence, presentSeconds } of people) {
        apart(presence);
        near(presentSeconds, lengthOf(presence));
      }
      for (const spans of [together, alone])
        assert.deepEqual(
          spans,
          spans.toSorted((a, b) => a.from - b.from),
        );
      if (inMeetings(timeline, 0).length > 1) return;
      apart(together);
      apart(alone);
      if (!isEverybodyListed(subject) || !isEverybodyDated(people)) return;
      for (const { key, presence, presentSeconds } of people) {
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
              unionOf(overlap.spans).every(({ from, to }) =>
                unionOf(together).some((each) => each.from <= from && to <= each.to),
              ),
            );
        }
      }
      const [first, second, third] = people.filter(({ presence }) => presence.length > 0);
      if (first && second && !third)
        near(overlapOf(timeline, first.key, second.key).seconds, lengthOf(unionOf(together)));
    });
  });
});
