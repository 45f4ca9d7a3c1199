/** What the fields that findings rest on hold, in words. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { evidenceOf } from '../../../../src/core/story/findings/evidence.ts';
import { at, call, t, UTC } from '../support.ts';

const subject = call({
  status: 'PAUSED\u202e',
  mode: 'call',
  type: 'video',
  mid: 'm1',
  initiatedAt: at(0),
  startedAt: at(10),
  endedAt: at(86_400),
  totalDuration: '00:01:05',
  totalVideoMinutes: 0,
  totalAudioMinutes: 2,
  totalParticipants: 2,
  hasRecording: false,
  hasTranscription: true,
  participants: [
    7,
    {
      uid: 'a',
      hasJoined: false,
      joinedAt: at(11),
      leftAt: at(12),
      state: 'ended',
      deviceId: 'phone@rtc/1',
      mid: 'm2',
      totalDurationInMinutes: 0,
      totalVideoMinutes: 0,
      totalAudioMinutes: 1,
    },
    { uid: 'b' },
  ],
  recordings: [{ startTime: at(20), endTime: at(30), duration: 0.5 }],
  transcriptions: [{ startTime: at(40), mid: 'm1' }],
});
const words = (field: string) => evidenceOf(subject, field, { time: UTC, t });

describe('core evidence', () => {
  for (const [field, expected] of [
    ['initiatedAt', '22:13:20 UTC'],
    ['startedAt', '22:13:30 UTC'],
    ['endedAt', '15 Nov 2023, 22:13:20 UTC'],
    ['status', 'PAUSED⟨U+202E⟩'],
    ['type', 'video'],
    ['mode', 'call'],
    ['sessionId', 'an-id'],
    ['totalDuration', '1 min 5 s'],
    ['totalDurationInMinutes', undefined],
    ['totalVideoMinutes', '0 s'],
    ['totalAudioMinutes', '2 min'],
    ['totalParticipants', '2'],
    ['hasRecording', 'no'],
    ['hasTranscription', 'yes'],
    ['participants', '2 listed'],
    ['recordings', '1 listed'],
    ['transcriptions', '1 listed'],
    ['participants[1].joinedAt', '22:13:31 UTC'],
    ['participants[1].leftAt', '22:13:32 UTC'],
    ['participants[1].state', 'ended'],
    ['participants[1].deviceId', 'phone'],
    ['participants[1].mid', 'm2'],
    ['participants[1].hasJoined', 'no'],
    ['participants[1].isJoined', undefined],
    ['participants[1].totalDurationInMinutes', '0 s'],
    ['participants[1].totalDuration', undefined],
    ['participants[1].totalVideoMinutes', '0 s'],
    ['participants[1].totalAudioMinutes', '1 min'],
    ['participants[1]', undefined],
    ['participants[2]', 'without a time of joining'],
    ['participants[2].joinedAt', undefined],
    ['participants[0].uid', undefined],
    ['participants[9]', undefined],
    ['recordings[0].startTime', '22:13:40 UTC'],
    ['recordings[0].endTime', '22:13:50 UTC'],
    ['recordings[0].duration', '30 s'],
    ['recordings[0].mid', undefined],
    ['recordings[0]', 'without an address'],
    ['transcriptions[0].startTime', '22:14:00 UTC'],
    ['transcriptions[0].endTime', undefined],
    ['transcriptions[0].duration', undefined],
    ['transcriptions[0].mid', 'm1'],
    ['constructor', undefined],
    ['participants[1].constructor', undefined],
  ] as const) {
    it(`of ${field}: ${expected ?? 'nothing'}`, () => assert.equal(words(field), expected));
  }

  it('dates every time where the call has none of its own', () => {
    const dateless = call({ participants: [{ uid: 'a', joinedAt: at(11) }] });
    assert.equal(
      evidenceOf(dateless, 'participants[0].joinedAt', { time: UTC, t }),
      '14 Nov 2023, 22:13:31 UTC',
    );
  });

  it('keeps texts of strangers short', () => {
    const long = call({ status: 'x'.repeat(100_000) });
    assert.equal(evidenceOf(long, 'status', { time: UTC, t })?.length, 120);
  });
});
