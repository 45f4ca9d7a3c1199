import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseSessionId } from '../../../src/core/sessionId/parse.ts';
import { near, numberIn, one, rowsOf, samples } from './support.ts';

const values = (field: string) => new Set(samples.map(({ raw }) => raw[field]));

/** The two stays of the one uid that has two in a call of three rows. */
const twoStays = (receiver: string) => {
  const rows = rowsOf(one(({ raw }) => raw['receiver'] === receiver)).filter(({ uid }) => uid === receiver);
  const [earlier, later] = rows.toSorted((a, b) => (a.joinedAt ?? 0) - (b.joinedAt ?? 0));
  assert.ok(earlier && later && rows.length === 2);
  return { earlier, later, devices: new Set(rows.map(({ deviceId }) => deviceId?.split('@')[0])) };
};

const person = (uid: string, name: string) => ({
  uid,
  name,
  avatar: `https://avatars.example.com/${uid}.png`,
});

describe('sandbox samples: what a support engineer would recognise', () => {
  it('every type, mode and status, both spellings of cancelled among them', () => {
    const statuses = [
      'initiated',
      'ongoing',
      'ended',
      'unanswered',
      'rejected',
      'busy',
      'canceled',
      'cancelled',
    ];
    assert.deepEqual(values('status'), new Set(statuses));
    assert.deepEqual(values('mode'), new Set(['call', 'meet', 'presenter']));
    assert.deepEqual(values('type'), new Set(['audio', 'video']));
    assert.deepEqual(values('receiverType'), new Set(['user', 'group', undefined]));
  });

  it('four attempts at one customer within three minutes, the last one answered', () => {
    const attempts = samples
      .filter(({ raw }) => raw['receiver'] === 'customer-5531')
      .toSorted((a, b) => (numberIn(a, 'initiatedAt') ?? 0) - (numberIn(b, 'initiatedAt') ?? 0));
    assert.deepEqual(
      attempts.map(({ raw }) => raw['status']),
      ['busy', 'canceled', 'unanswered', 'ended'],
    );
    const [first, last] = [attempts[0], attempts[3]].map(
      (sample) => sample && numberIn(sample, 'initiatedAt'),
    );
    assert.ok((last ?? 0) - (first ?? 0) < 180);
  });

  it('a rejection that shows who rejected', () => {
    const rejected = one(({ raw }) => raw['status'] === 'rejected');
    assert.deepEqual(rowsOf(rejected).find(({ state }) => state === 'rejected')?.uid, 'student-zoe');
    assert.equal(rejected.raw['startedAt'], undefined);
  });

  it('a group video call with one who was late, one who left early and one who never came', () => {
    const bridge = one(({ raw }) => raw['receiver'] === 'grp-incident-0917');
    const started = numberIn(bridge, 'startedAt') ?? 0;
    const ended = numberIn(bridge, 'endedAt') ?? 0;
    assert.ok(rowsOf(bridge).some(({ joinedAt }) => (joinedAt ?? 0) > started + 600));
    assert.ok(rowsOf(bridge).some(({ leftAt }) => leftAt !== undefined && leftAt < ended - 600));
    assert.ok(rowsOf(bridge).some(({ isJoined }) => isJoined === false));
  });

  it('an ongoing call with someone in it, and one with nobody left', () => {
    const ongoing = samples.filter(({ raw }) => raw['status'] === 'ongoing');
    assert.deepEqual(
      ongoing.map(
        (sample) => rowsOf(sample).filter(({ state, leftAt }) => state === 'ongoing' && !leftAt).length,
      ),
      [2, 0],
    );
  });

  it('a rejoin: one uid, one device, a gap of two minutes', () => {
    const { earlier, later, devices } = twoStays('customer-2046');
    assert.equal((later.joinedAt ?? 0) - (earlier.leftAt ?? 0), 122);
    assert.equal(devices.size, 1);
    assert.notEqual(earlier.deviceId, later.deviceId, 'the resource is new');
  });

  it('two devices of one uid, at the same time for a while', () => {
    const { earlier, later, devices } = twoStays('client-aiko');
    assert.ok((later.joinedAt ?? 0) < (earlier.leftAt ?? 0));
    assert.equal(devices.size, 2);
  });

  it('a recording, and one that is not there yet', () => {
    const flagged = samples.filter(({ raw }) => raw['hasRecording'] === true);
    const [recorded, processing] = flagged;
    assert.ok(recorded && processing && flagged.length === 2);
    assert.equal(processing.raw['recordings'], undefined);
    const [started = 0, ended = 0] = [numberIn(recorded, 'startedAt'), numberIn(recorded, 'endedAt')];
    const recordings = recorded.raw['recordings'];
    assert.ok(Array.isArray(recordings) && recordings.length === 2);
    for (const { recording_url, startTime, endTime, duration } of recordings) {
      assert.ok(String(recording_url).startsWith('https://recordings.example.com/'));
      assert.ok(startTime > started && endTime > startTime && endTime < ended);
      near(duration * 60, endTime - startTime);
    }
  });

  it('eight transcripts within their call', () => {
    const call = one(({ raw }) => raw['hasTranscription'] === true);
    const transcriptions = call.raw['transcriptions'];
    assert.ok(Array.isArray(transcriptions) && transcriptions.length === 8);
    assert.equal(new Set(transcriptions.map(({ tid }) => tid)).size, 8);
    for (const { mid, roomName, startTime, endTime, transcriptDate } of transcriptions) {
      assert.deepEqual([mid, roomName], [call.raw['mid'], call.sessionId]);
      assert.ok(
        startTime >= (numberIn(call, 'startedAt') ?? 0) && endTime <= (numberIn(call, 'endedAt') ?? 0),
      );
      assert.equal(Date.parse(transcriptDate), startTime * 1000);
    }
  });

  it('a meeting with an id of its own and three meetings in it, the last one being the call’s', () => {
    const standup = one(({ raw }) => raw['mode'] === 'meet');
    assert.equal(standup.sessionId, 'team-standup');
    assert.equal(new Set(rowsOf(standup).map(({ mid }) => mid)).size, 3);
    assert.equal(rowsOf(standup).at(-1)?.mid, standup.raw['mid']);
  });

  it('50 participants, each another one', () => {
    const townHall = one(({ raw }) => raw['mode'] === 'presenter');
    assert.equal(townHall.raw['totalParticipants'], 50);
    for (const field of ['uid', 'name', 'deviceId'] as const) {
      assert.equal(new Set(rowsOf(townHall).map((row) => row[field])).size, 50);
    }
  });

  it('a legacy call without meeting, states or minutes of its own', () => {
    const legacy = one(({ sessionId }) => parseSessionId(sessionId).form === 'legacy');
    assert.deepEqual([legacy.raw['mid'], legacy.raw['totalDurationInMinutes']], [undefined, undefined]);
    assert.ok(rowsOf(legacy).every(({ state, mid }) => state === undefined && mid === undefined));
  });

  it('parties as objects, mirrored among the entities', () => {
    const { raw } = one(({ raw: { initiator } }) => typeof initiator === 'object');
    const [host, guest] = [person('host-emilia', 'Emilia Larsson'), person('guest-7781', 'David Adeyemi')];
    assert.deepEqual([raw['initiator'], raw['receiver']], [host, guest]);
    assert.deepEqual(raw['data'], {
      entities: {
        initiator: { entity: host, entityType: 'user' },
        receiver: { entity: guest, entityType: 'user' },
      },
    });
    assert.ok(!Array.isArray(raw['metaData']) && Array.isArray(raw['tags']) && raw['tags'].length > 0);
  });

  it('the newer field names', () => {
    const newer = one((sample) => rowsOf(sample).some(({ hasJoined }) => hasJoined === true));
    assert.equal(newer.raw['totalDuration'], undefined);
    for (const row of rowsOf(newer)) {
      assert.deepEqual(
        [row.isJoined, row.totalDuration, typeof row.totalDurationInMinutes],
        [undefined, undefined, 'number'],
      );
    }
  });

  it('names in other scripts', () => {
    const call = one(({ raw }) => raw['receiver'] === 'family-cohen');
    const scripts = [/\p{Script=Hebrew}/u, /\p{Script=Arabic}/u, /\p{Script=Han}/u, /\p{Script=Devanagari}/u];
    assert.deepEqual(
      rowsOf(call).map(({ name }, n) => scripts[n]?.test(name ?? '')),
      [true, true, true, true],
    );
  });
});
