import type { SampleCall } from '../types.ts';

/**
 * The example of the API reference's page on Get Call, value for value: ringing for 14 s, and 19 s from its
 * start to its end. It is written out, not built, so that the builders can be held against it.
 */
export const seedCall: SampleCall = {
  sessionId: 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92',
  title: 'Audio call, answered: the API reference’s example',
  raw: {
    sessionId: 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92',
    totalAudioMinutes: 0.31666666666666665,
    totalVideoMinutes: 0,
    totalDuration: '00:00:19',
    metaData: [],
    hasRecording: false,
    initiatedAt: 1692368113,
    initiator: 'superhero8',
    mode: 'call',
    receiver: 'superhero2',
    receiverType: 'user',
    status: 'ended',
    tags: [],
    totalDurationInMinutes: 0.31666666666666665,
    totalParticipants: 2,
    type: 'audio',
    mid: '855e1519-1244-4213-8e40-53044c1e9e43',
    startedAt: 1692368127,
    endedAt: 1692368146,
    participants: [
      {
        uid: 'superhero2',
        totalAudioMinutes: 0.23333333333333334,
        totalVideoMinutes: 0,
        totalDuration: 0.23333333333333334,
        deviceId: 'c9ed493e-8495-428d-b6ee-b32019cc57ce@rtc.cometchat-staging.com/CKT3xgR4',
        isJoined: true,
        joinedAt: 1692368132,
        mid: '855e1519-1244-4213-8e40-53044c1e9e43',
        state: 'ended',
        leftAt: 1692368146,
      },
      {
        uid: 'superhero8',
        totalAudioMinutes: 0.26666666666666666,
        totalVideoMinutes: 0,
        totalDuration: 0.26666666666666666,
        deviceId: '70ecae89-b71c-4bb3-8220-b7c99ec1658f@rtc.cometchat-staging.com/hsYWb5ul',
        isJoined: true,
        joinedAt: 1692368128,
        mid: '855e1519-1244-4213-8e40-53044c1e9e43',
        state: 'ended',
        leftAt: 1692368144,
      },
    ],
  },
};
