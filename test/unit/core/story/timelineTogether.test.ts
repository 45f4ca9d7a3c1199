/** What happened in which order, and who was there with whom. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { overlapOf } from '../../../../src/core/story/timeline/index.ts';
import { at, stay } from '../support.ts';
import { ended, ongoing, seconds, span, timeline } from './timelineSupport.ts';

describe('core timeline: events', () => {
  const events = (raw: object) =>
    timeline(raw).events.map(({ at: instant, kind, person, index }) =>
      [seconds(instant), kind, person?.uid, index].filter((part) => part !== undefined).join(' '),
    );

  it('come in order; of those at one time, in the order in which calls go', () => {
    const raw = {
      initiatedAt: at(0),
      startedAt: at(0),
      endedAt: at(0),
      recordings: [{ startTime: at(0), endTime: at(0) }],
      transcriptions: [{ startTime: at(0), endTime: at(0) }],
      participants: [stay('a', 0, 0), stay('b', -1, 0)],
    };
    assert.deepEqual(events(raw), [
      '-1 joined b 1',
      '0 initiated',
      '0 answered',
      '0 recordingStarted 0',
      '0 transcriptStarted 0',
      '0 left b 1',
      '0 joined a 0',
      '0 left a 0',
      '0 recordingEnded 0',
      '0 transcriptEnded 0',
      '0 ended',
    ]);
  });

  it('has a rejoin within a second after the leaving, and starts what nobody answers', () => {
    const raw = { mode: 'meet', startedAt: at(0), participants: [stay('a', 5, 9), stay('a', 1, 5)] };
    assert.deepEqual(events(raw), ['0 started', '1 joined a 1', '5 left a 1', '5 joined a 0', '9 left a 0']);
  });

  it('are only what the answer dates, as it dates it', () => {
    assert.deepEqual(events({ ...ongoing, participants: [stay('a', 30, 20), stay('b', 11)] }), [
      '0 initiated',
      '10 answered',
      '11 joined b 1',
      '20 left a 0',
      '30 joined a 0',
    ]);
  });
});

describe('core timeline: together and alone', () => {
  const people = timeline({
    ...ended,
    participants: [stay('a', 10, 50), stay('b', 15, 20), stay('b', 25, 45), stay('c', 18, 30), stay('d')],
  });

  it('tells when people were together, and who was alone', () => {
    assert.deepEqual(people.together.map(span), ['15–45']);
    assert.deepEqual(
      people.alone.map((each) => `${each.uid} ${span(each)}`),
      ['a 10–15', 'a 45–50'],
    );
  });

  it('tells for how long two were there at once', () => {
    const overlap = (one: string, other: string) => {
      const { spans, seconds: length } = overlapOf(people, one, other);
      return [...spans.map(span), length];
    };
    assert.deepEqual(overlap('a', 'b'), ['15–20', '25–45', 25]);
    assert.deepEqual(overlap('c', 'b'), ['18–20', '25–30', 7]);
    assert.deepEqual(overlap('a', 'd'), [0]);
    assert.deepEqual(overlap('a', 'nobody'), [0]);
    assert.deepEqual(overlap('b', 'b'), ['15–20', '25–45', 25]);
  });

  it('tells people without a uid apart', () => {
    const two = timeline({
      ...ended,
      participants: [
        { joinedAt: at(10), leftAt: at(20) },
        { joinedAt: at(15), leftAt: at(30) },
      ],
    });
    assert.deepEqual(two.together.map(span), ['15–20']);
    assert.equal(overlapOf(two, 0, 1).seconds, 5);
    assert.deepEqual(
      two.alone.map(({ key, uid }) => [key, uid]),
      [
        [0, ''],
        [1, ''],
      ],
    );
  });

  it('names a handful of those who were together, and no crowd', () => {
    const keys = (count: number) =>
      timeline({
        ...ended,
        participants: Array.from({ length: count }, (_, index) => stay(`p${index}`, 10 + index, 50)),
      }).together.map((each) => each.keys);
    assert.deepEqual(keys(3), [['p0', 'p1', 'p2']]);
    assert.deepEqual(keys(6), [undefined]);
  });

  it('has two people in meetings side by side apart, and each alone', () => {
    const in1 = { mid: 'm1' };
    const in2 = { mid: 'm2' };
    const apart = timeline({
      ...ended,
      mode: 'meet',
      participants: [stay('a', 10, 50, in1), stay('b', 10, 50, in2), stay('c', 20, 30, in2)],
    });
    assert.deepEqual(
      apart.together.map((each) => [span(each), each.meetingId, each.keys]),
      [['20–30', 'm2', ['b', 'c']]],
    );
    assert.deepEqual(
      apart.alone.map((each) => `${each.uid} ${span(each)}`),
      ['a 10–50', 'b 10–20', 'b 30–50'],
    );
    assert.deepEqual(
      [
        overlapOf(apart, 'a', 'b').seconds,
        overlapOf(apart, 'b', 'c').seconds,
        overlapOf(apart, 'a', 'a').seconds,
      ],
      [0, 10, 40],
    );
  });

  it('has nobody alone in one meeting who is with somebody in another', () => {
    const both = timeline({
      ...ended,
      mode: 'meet',
      participants: [
        stay('a', 10, 40, { mid: 'm1' }),
        stay('a', 20, 50, { mid: 'm2' }),
        stay('b', 25, 30, { mid: 'm2' }),
        stay('b', 35, 38, { mid: 'm2' }),
      ],
    });
    assert.deepEqual(both.together.map(span), ['25–30', '35–38']);
    assert.deepEqual(
      both.alone.map((each) => `${each.uid} ${span(each)}`),
      ['a 10–25', 'a 30–35', 'a 38–50'],
    );
  });

  it('has nobody alone beside a stay that tells no meeting, once there are several', () => {
    const stray = timeline({
      ...ended,
      mode: 'meet',
      participants: [stay('a', 10, 50, { mid: 'm1' }), stay('b', 10, 50, { mid: 'm2' }), stay('c', 20, 30)],
    });
    assert.deepEqual([stray.together, stray.alone], [[], []]);
  });

  it('has nobody alone where somebody may be missing from the list', () => {
    const alone = (more: object) =>
      timeline({ ...ended, participants: [stay('a', 10, 50), stay('b', 15, 20)], ...more }).alone.length;
    assert.equal(alone({}), 2);
    assert.equal(alone({ initiator: 'a', totalParticipants: 2 }), 2);
    assert.equal(alone({ initiator: 'c' }), 0);
    assert.equal(alone({ totalParticipants: 3 }), 0);
    assert.equal(alone({ participants: [stay('a', 10, 50), 7] }), 0);
  });

  it('has nobody alone where anybody’s times are not all told', () => {
    const alone = (...participants: readonly object[]) => timeline({ ...ended, participants }).alone.length;
    assert.equal(alone(stay('a', 10, 50), stay('b', 15, 20)), 2);
    assert.equal(alone(stay('a', 10, 50), { uid: 'b', isJoined: true }), 0);
    assert.equal(alone(stay('a', 10), stay('b', 15, 20)), 0);
    assert.equal(alone(stay('a', 10, 50), stay('b', 20, 15)), 0);
    assert.equal(alone(stay('a', 10, 50), stay('b', 15, 20), stay('c')), 2);
  });

  it('has nobody alone while one goes as another comes', () => {
    const relay = timeline({ ...ended, participants: [stay('a', 10, 20), stay('b', 20, 30)] });
    assert.deepEqual(
      [relay.together, relay.alone.map((each) => `${each.uid} ${span(each)}`)],
      [[], ['a 10–20', 'b 20–30']],
    );
  });
});

describe('core timeline: meetings', () => {
  const meetings = (...participants: readonly object[]) =>
    timeline({ ...ended, mode: 'meet', participants }).meetings.map(
      (meeting) => `${meeting.meetingId} ${span(meeting)} ${meeting.uids.join()}`,
    );
  const in1 = { mid: 'm1' };
  const in2 = { mid: 'm2' };

  it('are told when there is more than one, in their order', () => {
    assert.deepEqual(meetings(stay('a', 10, 20, in1), stay('b', 12, 25, in1), stay('c', 12, 30)), []);
    assert.deepEqual(
      meetings(stay('b', 32, 40, in2), stay('a', 10, 20, in1), stay('a', 30, 45, in2), stay('c', 12, 30)),
      ['m1 10–20 a', 'm2 30–45 b,a'],
    );
  });

  it('do not reach further than their known times', () => {
    assert.deepEqual(
      meetings(stay('a', 10, undefined, in1), stay('b', 12, 20, in1), stay('a', 30, 45, in2)),
      ['m1 10–20 a,b', 'm2 30–45 a'],
    );
  });
});
