import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { timelineNotes } from '../../../../src/core/story/timelineNotes.ts';
import { timelineOf } from '../../../../src/core/story/timeline/index.ts';
import { at, call, stay, t } from '../support.ts';

describe('core timeline notes', () => {
  const notes = (raw: object) => {
    const timeline = timelineOf(call({ ...raw }), at(1000) * 1000);
    assert.ok(timeline);
    return timelineNotes(timeline, t);
  };

  it('tell who was with whom for how long, of a handful of people', () => {
    const three = [stay('ann', 0, 10), stay('bob', 4, 8), stay('cat', 6, 12)];
    assert.deepEqual(notes({ participants: three }), [
      'ann and bob: together for 4 s in all',
      'ann and cat: together for 4 s in all',
      'bob and cat: together for 2 s in all',
    ]);
    const six = Array.from({ length: 6 }, (_, index) => stay(`p${index}`, 0, 10));
    assert.deepEqual(notes({ participants: six }), []);
  });

  it('add up what two people had in several stretches, and leave one to the lines', () => {
    const ann = stay('ann', 0, 20);
    assert.deepEqual(notes({ participants: [ann, stay('bob', 1, 4)] }), []);
    assert.deepEqual(notes({ participants: [ann, stay('bob', 1, 4), stay('bob', 10, 12)] }), [
      'ann and bob: together for 5 s in all',
    ]);
  });

  it('leave people in two meetings at one time apart', () => {
    const in1 = { mid: 'm1' };
    const in2 = { mid: 'm2' };
    const people = [stay('ann', 0, 9, in1), stay('bob', 0, 9, in1), stay('cat', 0, 9, in2)];
    assert.deepEqual(notes({ mode: 'meet', participants: people }), ['ann and bob: together for 9 s in all']);
  });

  it('tell every end that is not known, and who never joined', () => {
    const raw = {
      startedAt: at(0),
      participants: [
        stay('ann', 1),
        { uid: 'bob', isJoined: true, leftAt: at(5) },
        { uid: 'cat', isJoined: true },
        stay('dan'),
        { ...stay('eve', 2, 4), isJoined: false },
      ],
      recordings: [{ startTime: at(1) }],
      transcriptions: [{ endTime: at(4) }],
    };
    assert.deepEqual(notes(raw), [
      'Talking: end not known',
      'ann: time of leaving not known',
      'bob: time of joining not known',
      'cat: joined, at a time not known',
      'dan: never joined',
      'eve: marked as not joined',
      'Recording 1: end not known',
      'Transcript 1: start not known',
    ]);
  });
});
