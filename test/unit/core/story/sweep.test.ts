/** What a session of very many meetings costs: counted, not timed. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { differenceOf } from '../../../../src/core/call/spans.ts';
import type { PersonTrack } from '../../../../src/core/story/timeline/model.ts';
import { timelineOf } from '../../../../src/core/story/timeline/timeline.ts';
import { sweep } from '../../../../src/core/story/timeline/sweep.ts';
import { AS_OF } from '../anyCall.ts';
import { at, call, stay } from '../support.ts';

/** A thing that counts how often some field of it is read. */
function counting<Thing extends object>(thing: Thing, reads: { count: number }): Thing {
  return new Proxy(thing, {
    get(target, name, receiver): unknown {
      reads.count += 1;
      return Reflect.get(target, name, receiver);
    },
  });
}

describe('a session of a thousand meetings', () => {
  const MEETINGS = 1000;
  const participants = (uid: (meeting: number) => string) =>
    Array.from({ length: MEETINGS }, (_, n) => ({ ...stay(uid(n), n * 10, n * 10 + 5), mid: `m${n}` }));
  const times = { initiatedAt: at(0), startedAt: at(0), endedAt: at(MEETINGS * 10) };

  for (const [title, uid] of [
    ['one person in all', () => 'ana'],
    ['somebody else in each', (n: number) => `user${n}`],
  ] as const) {
    it(`looks at each stay a few times, not once a meeting: ${title}`, () => {
      const timeline = timelineOf(call({ ...times, participants: participants(uid) }), AS_OF);
      assert.equal(timeline?.meetings.length, MEETINGS);
      const reads = { count: 0 };
      const people = timeline.people.map((person): PersonTrack => ({
        ...person,
        stays: person.stays.map((bar) => counting(bar, reads)),
        presence: person.presence.map((span) => counting(span, reads)),
      }));
      const { together, alone } = sweep(people);
      assert.equal(together.length, 0);
      assert.equal(alone.length, MEETINGS);
      assert.ok(reads.count < MEETINGS * 40, `${reads.count} reads`);
    });
  }

  it('takes one union from another in one walk along both', () => {
    const reads = { count: 0 };
    const spans = (offset: number) =>
      Array.from({ length: MEETINGS }, (_, n) =>
        counting({ from: n * 10 + offset, to: n * 10 + offset + 5 }, reads),
      );
    const left = differenceOf(spans(0), spans(3));
    assert.deepEqual(left[1], { from: 10, to: 13 });
    assert.equal(left.length, MEETINGS);
    assert.ok(reads.count < MEETINGS * 20, `${reads.count} reads`);
  });
});
