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
/** More than anybody would read, with what is hostile at its end as well; all of a call is less than 1 MB. */
const LONG = `${HOSTILE}${'x'.repeat(35_000)}${HOSTILE}`;
const START = 1_790_000_000;
const WINDOW = { startTime: START + 5, endTime: START + 65 };

function hostileStay(text: string, from: number, to: number) {
  return {
    uid: text,
    name: text,
    avatar: `javascript:${text}`,
    state: text,
    isJoined: true,
    joinedAt: START + from,
    leftAt: START + to,
    deviceId: `${text}@rtc/${text}`,
    mid: text,
  };
}

/** A call with a hostile text in every field that holds text, but for its id and its status. */
export const hostileCall: RawCall = {
  sessionId: 'hostile-call',
  mid: HOSTILE,
  type: HOSTILE,
  mode: LONG,
  status: 'ended',
  initiator: { uid: HOSTILE, name: HOSTILE, avatar: 'javascript:alert(1)' },
  receiver: { guid: LONG, name: LONG, icon: LONG },
  receiverType: HOSTILE,
  initiatedAt: START,
  startedAt: START + 5,
  endedAt: START + 65,
  totalDuration: HOSTILE,
  metaData: { [HOSTILE]: HOSTILE, list: [HOSTILE, LONG] },
  tags: [HOSTILE, LONG],
  [HOSTILE]: HOSTILE,
  participants: [
    hostileStay(HOSTILE, 5, 30),
    // Once more on another device, so that each device has a row with its name.
    { ...hostileStay(HOSTILE, 20, 60), deviceId: `android ${HOSTILE}` },
    hostileStay(LONG, 6, 65),
    { uid: 'שלום', name: `משפחת כהן ${HOSTILE}`, joinedAt: HOSTILE, leftAt: LONG, isJoined: HOSTILE },
  ],
  recordings: [
    { rid: HOSTILE, recording_url: 'javascript:alert(1)', ...WINDOW, duration: 1 },
    { rid: LONG, recording_url: HOSTILE, ...WINDOW, duration: HOSTILE },
    { rid: 'r3', recording_url: `data:text/html,${LONG}`, ...WINDOW },
    {
      rid: 'r4',
      recording_url: 'https://recordings.example.com/\u202Er4.mp4?<b>=1',
      ...WINDOW,
      duration: 1,
    },
  ],
  transcriptions: [
    {
      tid: HOSTILE,
      mid: HOSTILE,
      roomName: HOSTILE,
      transcriptUrl: `http://evil.example/${MARKUP}`,
      transcriptDate: HOSTILE,
      ...WINDOW,
    },
    { tid: LONG, mid: LONG, roomName: LONG, transcriptUrl: `http://evil.example/${LONG}`, ...WINDOW },
  ],
};

/** The same with a status that nobody knows, and while it may be going on. */
export const hostileStatusCall: RawCall = {
  ...hostileCall,
  sessionId: 'hostile-status-call',
  status: LONG,
  endedAt: HOSTILE,
};
