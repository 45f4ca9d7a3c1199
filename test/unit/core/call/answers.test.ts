/** Answers as they were published or reported, each with others of its kind: what is read from them, and told. */
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mediaSeconds } from '../../../../src/core/call/recordings.ts';
import { ringSeconds } from '../../../../src/core/call/facts.ts';
import { modeWord } from '../../../../src/core/call/words.ts';
import { isStillGood } from '../../../../src/core/lookUp/freshness.ts';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import { findingsOf } from '../../../../src/core/story/findings/findings.ts';
import { APP, at, call, decoded, NOW, SEED_ID, stay, t } from '../support.ts';

const BASE = {
  sessionId: SEED_ID,
  type: 'audio',
  mode: 'call',
  initiator: 'superhero8',
  receiver: 'superhero2',
  receiverType: 'user',
  initiatedAt: 1692368113,
  totalParticipants: 2,
};
const TALKED = {
  ...BASE,
  status: 'ended',
  startedAt: 1692368127,
  endedAt: 1692368146,
  totalDuration: '00:00:19',
  participants: [
    { uid: 'superhero2', isJoined: true, joinedAt: 1692368132, leftAt: 1692368146, state: 'ended' },
    { uid: 'superhero8', isJoined: true, joinedAt: 1692368128, leftAt: 1692368144, state: 'ended' },
  ],
};

/** What is found in an answer, in words. */
function storyOf(raw: object): readonly string[] {
  const context = { asOf: NOW, sessionId: SEED_ID, appId: APP, region: 'us', t } as const;
  return findingsOf(decoded(raw), context).map(({ message }) => message);
}

describe('core answers from the world: statuses', () => {
  for (const [status, expected] of [
    ['missed', 'unanswered'],
    ['MISSED', 'unanswered'],
    ['Unanswered', 'unanswered'],
    ['CANCELED', 'cancelled'],
    ['onGoing', 'ongoing'],
    ['Rejected', 'rejected'],
    ['BUSY', 'busy'],
  ] as const) {
    it(`${status} is ${expected}`, () => {
      const result = decoded({ ...BASE, status, participants: [] });
      assert.deepEqual([result.status, result.rawStatus, result.warnings], [expected, status, []]);
    });
  }

  it('and states are read in any case, and what is no state stays as it is', () => {
    const states = ['MISSED', 'Rejected', 'ended', 'Waiting Room', 'UNANSWERED', 'Busy'];
    const { participants } = call({
      participants: states.map((state, index) => ({ uid: `u${index}`, state })),
    });
    assert.deepEqual(
      participants.map(({ state }) => state),
      ['unanswered', 'rejected', 'ended', 'Waiting Room', 'unanswered', 'busy'],
    );
  });
});

describe('core answers from the world: who rejected', () => {
  const three = { uid: 'superhero3', name: 'Three' };
  const one = { uid: 'superhero1', name: 'One' };
  const rejected = {
    ...BASE,
    status: 'rejected',
    initiator: three,
    receiver: one,
    totalDuration: '00:00:00',
    totalParticipants: 0,
  };
  const entry = (who: object, state?: string) => ({
    ...who,
    isJoined: false,
    totalDurationInMinutes: 0,
    state,
  });
  const group = { receiver: { guid: 'g', name: 'G' }, receiverType: 'group' };
  for (const [title, raw, expected] of [
    ['the caller’s entry alone', { participants: [entry(one), entry(three, 'rejected')] }, 'Rejected'],
    ['the same in capitals', { participants: [entry(one), entry(three, 'REJECTED')] }, 'Rejected'],
    ['both entries', { participants: [entry(one, 'rejected'), entry(three, 'rejected')] }, 'Rejected by One'],
    ['the called one’s entry', { participants: [entry(one, 'rejected'), entry(three)] }, 'Rejected by One'],
    [
      'a caller told by uid alone',
      { initiator: 'superhero3', participants: [entry(three, 'rejected')] },
      'Rejected',
    ],
    [
      'a group',
      { ...group, participants: [entry({ uid: 'b' }, 'rejected'), entry(three, 'rejected')] },
      'Rejected by b',
    ],
    [
      'nobody knows who called',
      { initiator: undefined, participants: [entry(three, 'rejected')] },
      'Rejected by Three',
    ],
    [
      'busy, on the caller’s entry',
      { status: 'busy', participants: [entry(three, 'busy')] },
      'Not taken: the line was busy',
    ],
    [
      'cancelled, on the caller’s entry',
      { status: 'cancelled', participants: [entry(three, 'cancelled')] },
      'Cancelled by Three before it was answered',
    ],
  ] as const) {
    it(title, () => assert.equal(verdictOf(decoded({ ...rejected, ...raw }), NOW, t), expected));
  }

  it('no finding says that the caller declined', () => {
    const told = storyOf({ ...rejected, participants: [entry(one), entry(three, 'rejected')] });
    assert.ok(told.some((text) => text.includes('Rejected')));
    assert.deepEqual(
      told.filter((text) => text.includes('Three')),
      [],
    );
  });
});

describe('core answers from the world: lengths', () => {
  const rid = { rid: 'r', recording_url: 'https://x.example/y.mp4' };
  const times = { startTime: 1692368127, endTime: 1692368146 };
  for (const [title, recording, expected] of [
    ['seconds', { ...times, duration: 19.4 }, 19.4],
    ['minutes', { ...times, duration: 0.3167 }, 19.002],
    ['a text of seconds', { ...times, duration: '19.433000' }, 19.433],
    ['one that no unit explains', { ...times, duration: 7 }, 19],
    ['none', times, 19],
    ['no end', { startTime: 1692368127, duration: 19.4 }, undefined],
    ['no start', { endTime: 1692368146, duration: 0.3 }, undefined],
  ] as const) {
    it(`of a recording: ${title}`, () => {
      const { recordings } = decoded({
        ...TALKED,
        hasRecording: true,
        recordings: [{ ...rid, ...recording }],
      });
      assert.equal(recordings[0] && mediaSeconds(recordings[0]), expected);
    });
  }

  it('of a call, in minutes and seconds', () => {
    const result = decoded({ ...TALKED, startedAt: undefined, endedAt: undefined, totalDuration: '5:30' });
    assert.deepEqual([result.durationSeconds, result.warnings], [330, []]);
  });

  it('a recording that ends within a minute and a half after the call is ordinary', () => {
    const endingAfter = (seconds: number) =>
      storyOf({
        ...TALKED,
        hasRecording: true,
        recordings: [{ ...rid, ...times, endTime: 1692368146 + seconds }],
      }).filter((text) => text.includes('A recording'));
    for (const seconds of [0, 1, 59, 61, 90]) assert.deepEqual(endingAfter(seconds), [], String(seconds));
    for (const seconds of [91, 600]) assert.equal(endingAfter(seconds).length, 1, String(seconds));
  });
});

describe('core answers from the world: fields in place of others', () => {
  it('a broadcast is one, and rings nobody it is told of', () => {
    const result = decoded({ ...TALKED, mode: 'broadcast' });
    assert.equal(verdictOf(result, NOW, t), 'Lasted 19 s; superhero8 left first, 2 s before the end');
    assert.equal(modeWord(result, t), 'broadcast');
    assert.deepEqual(result.warnings, []);
  });

  for (const [title, raw, mode] of [
    ['callCategory', { callCategory: 'call' }, 'call'],
    ['callCategory of a meeting', { callCategory: 'meet' }, 'meet'],
    ['in capitals', { callCategory: 'MEET' }, 'meet'],
    ['unknown', { callCategory: 'Townhall' }, 'Townhall'],
    ['beside mode', { mode: 'presenter', callCategory: 'call' }, 'presenter'],
    ['neither', {}, undefined],
  ] as const) {
    it(`the mode: ${title}`, () => assert.equal(decoded({ ...TALKED, mode: undefined, ...raw }).mode, mode));
  }

  it('a meeting that nobody was rung for starts, and was never initiated', () => {
    const meeting = decoded({ ...TALKED, mode: 'meet', initiatedAt: undefined });
    assert.deepEqual(meeting.warnings, []);
    assert.equal(ringSeconds(meeting), undefined);
    assert.equal(verdictOf(meeting, NOW, t), 'Lasted 19 s; superhero8 left first, 2 s before the end');
    const noEnd = call({ mode: 'meet', status: 'ended', startedAt: at(0), participants: [stay('a', 1, 9)] });
    // Nothing of it changes any more, by the one time it has.
    assert.equal(isStillGood({ call: noEnd, raw: {}, fetchedAt: NOW }, NOW + 60_000), true);
  });

  for (const [title, raw, expected] of [
    ['nobody beside two', { totalParticipants: 0 }, undefined],
    ['a text of zero beside two', { totalParticipants: '0' }, undefined],
    ['nobody beside nobody', { totalParticipants: 0, participants: [] }, 0],
    ['nobody beside no list', { totalParticipants: 0, participants: undefined }, 0],
    ['one beside two', { totalParticipants: 1 }, 1],
    ['more than are listed', { totalParticipants: 3 }, 3],
  ] as const) {
    it(`a count: ${title}`, () => assert.equal(decoded({ ...TALKED, ...raw }).participantCount, expected));
  }

  it('a count of nobody beside two entries is not told of', () => {
    assert.deepEqual(
      storyOf({ ...TALKED, totalParticipants: 0 }).filter((text) => text.includes('and listed')),
      [],
    );
    assert.equal(
      storyOf({ ...TALKED, totalParticipants: 1 }).filter((text) => text.includes('and listed')).length,
      1,
    );
  });
});
