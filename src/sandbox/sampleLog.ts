import type { RawCall, SampleCall } from './model.ts';
import { APP_ID, REGION } from './samples/index.ts';
import { fieldOf, listOf, numberOf, uidOf } from './store.ts';

/** How long after it was initiated a call that never started is over, in seconds. */
const UNSTARTED_SECONDS: Readonly<Record<string, number>> = {
  busy: 2,
  rejected: 6,
  canceled: 14,
  unanswered: 30,
};

/** More stays than this are left out, as a log at this level would sum them up. */
const STAYS_LOGGED = 3;
const LINES_PER_NOISE = 4;
/** Shorter ids are never cut by a log viewer. */
const CUT_FROM_LENGTH = 40;

/**
 * The log that an app, its phones and its servers could have left of calls, oldest line first, with every id at least
 * twice, some cut short, between ordinary lines; the same calls give the same text.
 */
export function sampleLog(calls: readonly SampleCall[]): string {
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
    return written;
  });
  return `${lines.join('\n')}\n`;
}

/** What happened in a call, as webhooks would tell it. */
function mentionsOf({ sessionId, raw }: SampleCall, index: number): Mention[] {
  const uid = uidOf(raw['initiator']) ?? 'unknown';
  const initiatedAt = numberOf(raw['initiatedAt']) ?? 0;
  const startedAt = numberOf(raw['startedAt']);
  const mention = (seconds: number, trigger: string, who = uid, ms = 0): Mention => ({
    at: seconds * 1000 + ms,
    sessionId,
    trigger,
    uid: who,
  });
  // Servers' clocks are finer than the API's: fractions keep lines of one second in order, but for the ends
  // of things, which may not come after them.
  const first = mention(initiatedAt, 'call_initiated', uid, (index * 37) % 200);
  if (startedAt === undefined) {
    const status = String(raw['status']).replace('cancelled', 'canceled');
    const trigger = status === 'initiated' ? 'call_ringing' : `call_${status}`;
    return [first, mention(initiatedAt + (UNSTARTED_SECONDS[status] ?? 4), trigger)];
  }
  const endedAt = numberOf(raw['endedAt']);
  return [
    first,
    mention(startedAt, 'call_started', uid, 250),
    ...staysOf(raw).flatMap(({ who, joinedAt, leftAt }, stay) => [
      mention(joinedAt, 'call_participant_joined', who, 400 + stay * 111),
      ...(leftAt === undefined ? [] : [mention(leftAt, 'call_participant_left', who)]),
    ]),
    ...(endedAt === undefined ? [] : [mention(endedAt, 'call_ended')]),
  ];
}

function staysOf(raw: RawCall) {
  const stays = listOf(raw['participants']).flatMap((participant) => {
    const who = uidOf(participant);
    const joinedAt = numberOf(fieldOf(participant, 'joinedAt'));
    if (who === undefined || joinedAt === undefined) return [];
    return [{ who, joinedAt, leftAt: numberOf(fieldOf(participant, 'leftAt')) }];
  });
  return stays.slice(0, STAYS_LOGGED);
}

interface Mention {
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
const apache = (at: number) => {
  const [, day, month, year, clock] = new Date(at).toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
};

const action = (mention: Mention) => mention.trigger.replace(/^call_/, '');

/** The surroundings in which session ids turn up in logs. */
const SURROUNDINGS: readonly ((mention: Mention) => string)[] = [
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
