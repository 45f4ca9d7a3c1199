/** Calls that are hard to show. */
import type { RawCall } from '../../../src/sandbox/index.ts';

/** 22 September 2026, 23:59:00 UTC. */
const LATE = Date.UTC(2026, 8, 22, 23, 59) / 1000;

/** A call with nobody in it. */
export const emptyCall: RawCall = {
  sessionId: 'empty-call',
  type: 'audio',
  mode: 'call',
  status: 'cancelled',
  initiatedAt: LATE,
};

function stay(uid: string, name: string, from: number, to: number, device: string) {
  const times = { joinedAt: LATE + from, leftAt: LATE + to };
  return { uid, name, state: 'ended', isJoined: true, ...times, deviceId: `${device}@rtc/x` };
}

/** Past midnight, on devices whose names begin alike, with names written from right to left. */
export const midnightCall: RawCall = {
  sessionId: 'midnight-call',
  type: 'video',
  mode: 'call',
  status: 'ended',
  initiator: { uid: 'דנה', name: 'דנה כהן' },
  receiver: { uid: 'omar', name: 'Omar' },
  receiverType: 'user',
  initiatedAt: LATE,
  startedAt: LATE + 5,
  endedAt: LATE + 125,
  participants: [
    stay('דנה', 'דנה כהן', 5, 50, 'android-1'),
    stay('דנה', 'דנה כהן', 70, 125, 'android-2'),
    stay('omar', 'Omar', 6, 125, 'c9ed493e-8495-428d-b6ee-b32019cc57ce'),
  ],
};

const MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const HOSTILE = `${MARKUP} [link](command:workbench.action.quit) $(trash) \u202Eevil\u202C \u001b[31mred\u001b[0m **bold** https://evil.example`;
const START = 1_790_000_000;
const WINDOW = { startTime: START + 5, endTime: START + 65 };

/** A call with a hostile text in every field that holds text. */
export const hostileCall: RawCall = {
  sessionId: 'hostile-call',
  type: HOSTILE,
  mode: HOSTILE,
  status: 'ended',
  initiator: { uid: HOSTILE, name: HOSTILE, avatar: 'javascript:alert(1)' },
  receiver: { uid: 'שלום', name: 'משפחת כהן' },
  receiverType: 'user',
  initiatedAt: START,
  startedAt: START + 5,
  endedAt: START + 65,
  totalDuration: '00:01:00',
  participants: [
    {
      uid: HOSTILE,
      name: HOSTILE,
      state: HOSTILE,
      isJoined: true,
      joinedAt: START + 5,
      leftAt: START + 60,
      deviceId: `${MARKUP}@rtc/x`,
    },
    {
      uid: 'long',
      name: 'x'.repeat(100_000),
      isJoined: true,
      joinedAt: START + 6,
      leftAt: START + 65,
      state: 'ended',
    },
  ],
  recordings: [
    { rid: 'r1', recording_url: 'javascript:alert(1)', ...WINDOW, duration: 1 },
    { rid: 'r2', recording_url: 'https://recordings.example.com/r2.mp4', ...WINDOW, duration: 1 },
  ],
  transcriptions: [
    { tid: 't', roomName: HOSTILE, transcriptUrl: `http://evil.example/${MARKUP}`, ...WINDOW },
  ],
};
