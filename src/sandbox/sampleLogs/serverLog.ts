import type { SampleCall } from '../model.ts';
import { APP_ID, REGION } from '../samples/index.ts';
import { apache, iso, logcat, ordinaryLines, textOf, type TimedLine } from './lines.ts';
import { action, type Mention, mentionsOf, webhook } from './mentions.ts';

const LINES_PER_NOISE = 4;
/** Shorter ids are never cut by a log viewer. */
const CUT_FROM_LENGTH = 40;
/** How long a webhook is under way, in milliseconds. */
const DELIVERY = 180;

/**
 * The log that servers, and apps that report to them, could have left of calls, oldest line first, with every id at
 * least twice, some cut short, between ordinary lines. Of one call all webhooks are in it.
 */
export function serverLog(calls: readonly SampleCall[], told: SampleCall | undefined): string {
  const mentions = calls.flatMap(mentionsOf).toSorted((a, b) => a.at - b.at);
  const cut = new Set<string>();
  const lines = mentions.flatMap((mention, index) => {
    const surrounding = SURROUNDINGS[index % SURROUNDINGS.length];
    const written = [surrounding?.(mention) ?? mention.sessionId];
    if (index % LINES_PER_NOISE === 0) {
      written.push(NOISE[(index / LINES_PER_NOISE) % NOISE.length]?.(mention.at) ?? '');
    }
    if (index % 3 === 0 && mention.sessionId.length > CUT_FROM_LENGTH && !cut.has(mention.sessionId)) {
      cut.add(mention.sessionId);
      written.push(cutLine(mention));
    }
    return written.map((text): TimedLine => ({ at: mention.at, text }));
  });
  return textOf([...lines, ...(told ? around(told) : [])]);
}

/** The webhooks of a call, in each of the forms in which they end up in logs, and what its servers had to do. */
function around(call: SampleCall): TimedLine[] {
  const mentions = mentionsOf(call, 0);
  const [first, last] = [mentions[0]?.at ?? 0, mentions.at(-1)?.at ?? 0];
  const gone = mentions.find(({ trigger }) => trigger === 'call_participant_left')?.at ?? last;
  return [
    ...mentions.map((mention, index): TimedLine => {
      const at = mention.at + DELIVERY;
      return { at, text: WEBHOOK_FORMS[index % WEBHOOK_FORMS.length]?.(at, webhook(mention)) ?? '' };
    }),
    ...TROUBLE.map(([seconds, text]): TimedLine => {
      const at = gone + seconds * 1000;
      return { at, text: `${iso(at)} media-relay[41]: ${text}` };
    }),
    ...ordinaryLines(first - 75_000, last + 75_000, [9_610, 6_240, 11_870, 4_530, 8_090], ORDINARY),
  ];
}

const WEBHOOK_FORMS: readonly ((at: number, body: object) => string)[] = [
  (at, body) => `${iso(at)} webhook-receiver: INFO delivered ${JSON.stringify(body)}`,
  (at, body) => JSON.stringify({ ts: iso(at), level: 'info', logger: 'hooks', body: JSON.stringify(body) }),
  (at, body) => `${iso(at)} desk-api[9]: DEBUG event ${JSON.stringify(body, undefined, 2)}`,
];

const ORDINARY = [
  (at: number, turn: number) =>
    `${iso(at)} media-relay[41]: INFO ${205 + ((turn * 5) % 17)} streams, cpu 34%`,
  (at: number) => `10.0.3.1 - - [${apache(at)}] "GET /healthz HTTP/1.1" 200 2`,
  (at: number, turn: number) => `${iso(at)} push-worker: INFO sent ${1 + (turn % 4)}, 0 failed`,
  (at: number) => `${iso(at)} webhook-receiver: DEBUG queue empty`,
  (at: number, turn: number) => `${iso(at)} gateway[12]: INFO health ok, 0 queued, p95=${31 + (turn % 11)}ms`,
];

/** What the relay wrote when somebody's network was lost: how many seconds after they were gone, and what. */
const TROUBLE: readonly (readonly [seconds: number, text: string])[] = [
  [-9.7, 'WARN no packets from customer-2046 for 2 s'],
  [-6.7, 'WARN no packets from customer-2046 for 5 s'],
  [-1.8, 'ERROR transport of customer-2046 closed: ICE consent expired'],
  [1.1, 'WARN room has one participant left, kept for 300 s'],
  [121.4, 'INFO new transport for customer-2046 from another address'],
];

/** The surroundings in which session ids turn up in logs. */
const SURROUNDINGS: readonly ((mention: Mention) => string)[] = [
  (m) => `${iso(m.at)} call-service[318]: INFO ${action(m)} ${m.sessionId} uid=${m.uid}`,
  (m) => `${iso(m.at)} webhook-receiver: POST /hooks/calls ${bodyOf(m)}`,
  (m) => `${logcat(m.at)}  4121  4188 D CometChatCalls: session "${m.sessionId}" ${action(m)} by ${m.uid}`,
  (m) =>
    `${logcat(m.at)}  4121  4121 E CallMeta: Call{sessionId=‘${m.sessionId}’, action=‘${action(m)}’, uid=‘${m.uid}’}`,
  (m) => JSON.stringify({ ts: iso(m.at), level: 'info', logger: 'ws', msg: `frame ${bodyOf(m)}` }),
  (m) =>
    `10.0.3.17 - ${m.uid} [${apache(m.at)}] "GET https://${APP_ID}.call-${REGION}.cometchat.io/v3/calls/${encodeURIComponent(m.sessionId)} HTTP/1.1" 200 912`,
  (m) =>
    `10.0.3.17 - - [${apache(m.at)}] "GET /track?event=${action(m)}&page=${encodeURIComponent(`https://app.example.com/join?sessionId=${m.sessionId}&uid=${m.uid}`)} HTTP/1.1" 204 0`,
  (m) =>
    `${logcat(m.at)}  4121  4207 V SmackDebug: RECV <presence from='${m.sessionId}@conference.rtc-${REGION}.cometchat.io/${m.uid}'><x event='${action(m)}'/></presence>`,
  (m) =>
    `${iso(m.at)} realtime[77]: DEBUG identity=[${APP_ID}]${m.sessionId} service=${APP_ID}.call ${action(m)}`,
  (m) => `${iso(m.at)} ios-app[812]: [Calls] ${action(m)} session_id=${m.sessionId} user=${m.uid}`,
  (m) =>
    JSON.stringify({
      '@timestamp': iso(m.at),
      level: 'debug',
      event: action(m),
      sessionid: m.sessionId,
      user: m.uid,
    }),
  (m) => `${iso(m.at)} web-client: [calls] session '${m.sessionId}' ${action(m)}, uid ${m.uid}`,
];

function bodyOf(mention: Mention): string {
  return JSON.stringify(webhook(mention));
}

/** A line whose id a log viewer has cut short; only an id that is long enough is ever cut. */
function cutLine({ at, sessionId, uid }: Mention): string {
  return `${iso(at)} support-console: opened ${sessionId.slice(0, -24)}… for ${uid}`;
}

/** Lines with no session id; some have what looks like one from afar: hashes, versions, UUIDs, long numbers. */
const NOISE: readonly ((at: number) => string)[] = [
  (at) => `${iso(at)} gateway[12]: INFO health ok, 0 queued, p95=38ms`,
  (at) =>
    `${logcat(at)}  4121  4130 I art     : Background young concurrent copying GC freed 18MB, paused 92us`,
  (at) => `${iso(at)} deploy: call-service v2.14.3 from 3f786850e387550fdab836ed7e6dc881de23001b`,
  (at) => `10.0.3.1 - - [${apache(at)}] "GET /healthz HTTP/1.1" 200 2`,
  (at) => JSON.stringify({ ts: iso(at), level: 'warn', msg: 'slow query', ms: 1840, table: 'messages' }),
  (at) => `${iso(at)} push-worker: sent 3 of 3, request 0b8ad5b6-8f0e-4c55-a5a7-61f8d32cc5b1`,
  (at) => `${logcat(at)}  4121  4121 W AudioManager: requestAudioFocus() from uid 10243, gain 2`,
  (at) => `${iso(at)} billing: rollup of 1789344000 to 1789347600 done`,
];
