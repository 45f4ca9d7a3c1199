import type { SampleCall } from '../model.ts';
import { logcat, ordinaryLines, textOf, type TimedLine } from './lines.ts';
import { action, mentionsOf } from './mentions.ts';

/** The device's clock is an hour ahead, in milliseconds. */
const AHEAD = 3_600_000;

/** As its own clock has it. */
const stamp = (at: number) => logcat(at + AHEAD);

/** The logcat of the phone from which the call that is told most of was made; its clock is an hour ahead. */
export function deviceLog(call: SampleCall): string {
  const mentions = mentionsOf(call, 0);
  const [first, last] = [mentions[0]?.at ?? 0, mentions.at(-1)?.at ?? 0];
  const own = mentions.map((mention): TimedLine => ({
    at: mention.at,
    text: `${stamp(mention.at)}  9214  9301 I CometChatCalls: session ${mention.sessionId} ${action(mention)} ${mention.uid}`,
  }));
  return textOf([
    ...own,
    ...trouble(
      call.sessionId,
      mentions.find(({ trigger }) => trigger === 'call_participant_left')?.at ?? last,
    ),
    ...ordinaryLines(first - 75_000, last + 75_000, [4_210, 7_030, 2_880, 9_140, 5_470, 3_330], ORDINARY),
  ]);
}

/** What the caller's phone saw of the other side's lost network, around the moment it was gone. */
function trouble(sessionId: string, gone: number): TimedLine[] {
  const lines: readonly (readonly [seconds: number, text: string])[] = [
    [-11.4, 'W WebRtcStats: inbound audio: 9% of packets lost in 2 s'],
    [-8.9, 'W WebRtcStats: inbound audio: 31% of packets lost in 2 s'],
    [-6.2, 'W WebRtcStats: inbound video: frozen for 1900 ms'],
    [-4.1, 'W WebRtcStats: inbound audio: no packets for 4 s'],
    [-1.6, `E CometChatCalls: remote stream of customer-2046 ended: transport closed, session=${sessionId}`],
    [2.3, 'W CallActivity: alone in the call, showing "Waiting for customer-2046"'],
    [62.8, 'W CallActivity: still alone after 60 s'],
    [119.2, 'I WebRtcStats: inbound audio: packets again after 124 s'],
  ];
  return lines.map(([seconds, text]) => {
    const at = gone + seconds * 1000;
    return { at, text: `${stamp(at)}  9214  9322 ${text}` };
  });
}

const ORDINARY = [
  (at: number, turn: number) =>
    `${stamp(at)}  9214  9322 D WebRtcStats: outbound audio 32 kbit/s, round trip ${38 + ((turn * 7) % 23)} ms`,
  (at: number, turn: number) =>
    `${stamp(at)}  9214  9220 I art     : Background concurrent copying GC freed ${11 + (turn % 9)}MB, paused 88us`,
  (at: number) => `${stamp(at)}  1520  1688 D WifiStateMachine: rssi -57, link speed 433 Mbps`,
  (at: number, turn: number) =>
    `${stamp(at)}  9214  9322 D WebRtcStats: inbound video 24 fps, jitter ${4 + (turn % 6)} ms`,
  (at: number) => `${stamp(at)}  9214  9214 V CallActivity: controls hidden`,
  (at: number) => `${stamp(at)}  1520  1702 I BatteryService: level 71, temperature 33.4`,
  (at: number) => `${stamp(at)}  9214  9340 D OkHttp  : <-- 200 https://api.desk.example.com/presence (64ms)`,
];
