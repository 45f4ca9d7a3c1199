import { APP_ID, REGION } from './samples/build.ts';

/** What a log line tells of a call. */
export interface Mention {
  /** In milliseconds since 1970 UTC. */
  readonly at: number;
  readonly sessionId: string;
  /** The webhook trigger, as CometChat names it: `call_initiated`, `call_participant_joined`, … */
  readonly trigger: string;
  readonly uid: string;
}

// Every form of time carries its zone: the log must mean the same moments wherever it is opened.
const iso = (at: number) => new Date(at).toISOString();
/** As `logcat -v threadtime,year,zone,UTC` prints it. */
const logcat = (at: number) => `${iso(at).slice(0, 23).replace('T', ' ')} +0000`;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const apache = (at: number) => {
  const day = new Date(at);
  const date = [String(day.getUTCDate()).padStart(2, '0'), MONTHS[day.getUTCMonth()], day.getUTCFullYear()];
  return `${date.join('/')}:${iso(at).slice(11, 19)} +0000`;
};

const action = (mention: Mention) => mention.trigger.replace(/^call_/, '');

/**
 * The surroundings in which session ids turn up in logs, one function each: bare, in quotes straight and
 * curly, as JSON and JSON in a JSON string, in URLs plain and percent-encoded, in an XMPP address, in
 * brackets after an app id, and as a key's value.
 */
export const SURROUNDINGS: readonly ((mention: Mention) => string)[] = [
  (m) => `${iso(m.at)} call-service[318]: INFO ${action(m)} ${m.sessionId} uid=${m.uid}`,
  (m) => `${iso(m.at)} webhook-receiver: POST /hooks/calls ${webhook(m)}`,
  (m) => `${logcat(m.at)}  4121  4188 D CometChatCalls: session "${m.sessionId}" ${action(m)} by ${m.uid}`,
  (m) =>
    `${logcat(m.at)}  4121  4121 E CallMeta: Call{sessionId=‘${m.sessionId}’, action=‘${action(m)}’, uid=‘${m.uid}’}`,
  (m) => JSON.stringify({ ts: iso(m.at), level: 'info', logger: 'ws', msg: `frame ${webhook(m)}` }),
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

function webhook({ trigger, sessionId, uid }: Mention): string {
  return JSON.stringify({ trigger, data: { sessionId, uid }, appId: APP_ID, region: REGION });
}

/** A line whose id a log viewer has cut short; only an id that is long enough is ever cut. */
export function cutLine({ at, sessionId, uid }: Mention): string {
  return `${iso(at)} support-console: opened ${sessionId.slice(0, -24)}… for ${uid}`;
}

/** Lines with no session id; some have what looks like one from afar: hashes, versions, UUIDs, long numbers. */
export const NOISE: readonly ((at: number) => string)[] = [
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
