/** Every state a call panel can be in, as the views that the extension sends its page. */
import assert from 'node:assert/strict';
import type { Call } from '../../../src/core/call/model.ts';
import { decodeCall } from '../../../src/core/call/decode/decode.ts';
import { describeFailure, fixLabel } from '../../../src/core/failure/describe.ts';
import { type Failure, FAILURE_REASONS } from '../../../src/core/failure/model.ts';
import { storyFromWebhooks, storyOf } from '../../../src/core/story/story.ts';
import { type Translate, untranslated } from '../../../src/core/base/translate.ts';
import type { RawCall } from '../../../src/sandbox/index.ts';
import { sampleCalls } from '../../../src/sandbox/samples/samples.ts';
import { callFromWebhooks, webhookEvidence, WebhookReader } from '../../../src/core/webhook/index.ts';
import type { WebhookEvent } from '../../../src/core/webhook/model.ts';
import { laneOf, laneWindow, MAX_MARKS, webhookLaneOf } from '../../../src/core/logLanes/lane.ts';
import type { LineCounts, LogLevel, LogWindow, NamingLine } from '../../../src/core/logLanes/model.ts';
import { type PanelLog, type PanelView, type PanelWebhooks } from '../../../src/shared/panelProtocol.ts';
import { NO_ATTEMPTS } from '../../../src/core/lookUp/model.ts';
import { mayHaveMore } from '../../../src/vscode/callPanel/transcriptPages.ts';

/** A state to look at: its name, which is its screenshot's too, and the view. */
export interface PanelState {
  readonly name: string;
  readonly view: PanelView;
  /** Whether it has colours that others do not have: axe looks at it in every theme, at the others in one. */
  readonly coloured: boolean;
}

export const NAME = 'Acme Production';
export const HOST = 'calls.example';
export const USER = 'ana';
const NO_ANSWER = { call: undefined, story: undefined, fetchedAt: undefined };
const NOTHING_ASKED: PanelView['transcripts'] = {
  state: 'notAsked',
  items: [],
  more: false,
  total: undefined,
  failure: undefined,
};

function viewOf(raw: RawCall, fetchedAt: number, t: Translate, more: Partial<PanelView> = {}): PanelView {
  const call = decoded(raw);
  return {
    sessionId: call.sessionId,
    onBehalfOf: undefined,
    connectionName: NAME,
    appId: '31780434a95d45',
    region: 'us',
    state: 'ready',
    call,
    story: storyWith(call, fetchedAt, t, more),
    fetchedAt,
    failure: undefined,
    kept: false,
    logLine: undefined,
    logs: [],
    webhooks: [],
    fromLog: undefined,
    live: { nextAt: undefined, justEnded: false },
    transcripts: { ...NOTHING_ASKED, items: call.transcripts, more: mayHaveMore(call) },
    watched: false,
    attempts: NO_ATTEMPTS,
    ...more,
  };
}

function storyWith(call: Call, asOf: number, t: Translate, more: Partial<PanelView>): PanelView['story'] {
  const { sessionId } = call;
  const told = { line: more.logLine, transcripts: more.transcripts?.items ?? call.transcripts };
  return storyOf(call, { asOf, sessionId, appId: undefined, region: undefined, t }, told);
}

function decoded(raw: RawCall): Call {
  const call = decodeCall(raw, raw.sessionId);
  assert.ok(call, raw.sessionId);
  return call;
}

function failed(view: PanelView, reason: Failure['reason'], withAnswer: boolean, t: Translate): PanelView {
  const context = { sessionId: view.sessionId, connectionName: NAME, onBehalfOf: USER, now: Date.now() };
  const failure: Failure = { reason, retryAt: Date.now() + 42_000, httpStatus: 502, host: HOST };
  const { message, fixes } = describeFailure(failure, context, t);
  return {
    ...view,
    state: 'failed',
    failure: { message, fixes: fixes.map((fix) => ({ fix, label: fixLabel(fix, t) })) },
    ...(withAnswer ? {} : { ...NO_ANSWER }),
  };
}

/** 50 people with four rejoins each, and 20 recordings: as large as a call gets. */
export function largestCall(): RawCall {
  const start = 1_790_000_000;
  const stays = Array.from({ length: 250 }, (_, index) => {
    const [person, turn] = [index % 50, Math.floor(index / 50)];
    const joinedAt = start + turn * 700 + person;
    return {
      uid: `user-${person}`,
      name: `Participant ${person + 1}`,
      isJoined: true,
      state: 'ended',
      joinedAt,
      leftAt: joinedAt + 600,
      deviceId: `device-${person}-${turn % 2}@rtc/x${turn}`,
    };
  });
  const recordings = Array.from({ length: 20 }, (_, index) => ({
    rid: `r${index}`,
    recording_url: `https://recordings.example.com/${index}.mp4`,
    startTime: start + index * 170,
    endTime: start + index * 170 + 160,
    duration: 160 / 60,
  }));
  return {
    sessionId: 'largest-call',
    type: 'video',
    mode: 'presenter',
    status: 'ended',
    initiator: { uid: 'user-0', name: 'Participant 1' },
    receiver: { guid: 'everyone', name: 'Everyone' },
    receiverType: 'group',
    initiatedAt: start,
    startedAt: start,
    endedAt: start + 3500,
    hasRecording: true,
    participants: stays,
    recordings,
  };
}

/** Of the seed's call, as a server logs it: with one who is not listed, and an end that is another. */
function eventsOf({ sessionId, startedAt = 0 }: Call): readonly WebhookEvent[] {
  const reader = new WebhookReader();
  const event = (trigger: string, seconds: number, more: object = {}) => ({
    trigger,
    data: { sessionId, created_at: startedAt / 1000 + seconds, ...more },
  });
  const joined = (uid: string, seconds: number, muted: boolean) =>
    event('call_participant_joined', seconds, {
      participant: { uid },
      initial_config: { sdk: 'calls-sdk-android', version: '4.3.1', platform: 'android', audio_muted: muted },
    });
  const bodies = [
    event('call_initiated', -14),
    event('call_started', 0),
    joined('superhero8', 1, false),
    joined('superhero2', 5, true),
    joined('superhero5 \u202e', 9, false),
    event('call_ended', 50),
  ];
  return bodies.flatMap((body, index) =>
    reader.feed(JSON.stringify(body), { offset: index * 300, line: index * 4 }),
  );
}

function webhooksOf(call: Call, t: Translate, { uri, name, lane }: Partial<PanelLog> = {}): PanelWebhooks {
  const evidence = webhookEvidence(call, eventsOf(call), t);
  const { lines } = evidence;
  return {
    uri: uri ?? 'file:///logs/server.log',
    log: name ?? 'server.log',
    lane: lane && webhookLaneOf(lane, lines, t),
    ...evidence,
  };
}

function fromLogView(view: PanelView, answered: Call, t: Translate): PanelView {
  const made = callFromWebhooks(eventsOf(answered));
  assert.ok(made);
  const { call, count } = made;
  return {
    ...view,
    call,
    story: storyFromWebhooks(call, undefined, t),
    webhooks: [{ ...webhooksOf(call, t), findings: [] }],
    fromLog: { log: 'server.log', count, isShown: true },
  };
}

function logWithout(name: string, state: PanelLog['state'], message: string | undefined): PanelLog {
  return { uri: `file:///logs/${name}`, name, state, message, lane: undefined };
}

/** A log with 100,000 lines around the seed's call, and as many marks as a lane has. */
export function logOfManyLines(call: Call): PanelLog {
  const [device] = twoLogs(call);
  const lane = device?.lane ?? assert.fail();
  const slices = Array.from({ length: 300 }, (_, index) => ({
    count: index < 299 ? 333 : 433,
    warnings: index % 3,
    errors: index % 5 === 0 ? 1 : 0,
  }));
  const { from, to } = lane.window;
  const marks = Array.from({ length: MAX_MARKS }, (_, index) => ({
    at: from + ((to - from) * index) / MAX_MARKS,
    offset: index * 400,
    line: index * 200,
    level: index % 20 === 0 ? ('error' as const) : index % 9 === 0 ? ('warning' as const) : ('info' as const),
    text: `14:15:13.${index} INFO CallManager: dispatch ${index} of ${call.sessionId} `.padEnd(300, 'x'),
  }));
  const naming = 2_000;
  return { ...device, lane: { ...lane, slices, marks, naming, count: 100_000 } } as PanelLog;
}

/** Two logs of the seed's call: a device an hour ahead, and a server's with many lines. */
export function twoLogs(call: Call): readonly PanelLog[] {
  const start = call.initiatedAt ?? assert.fail();
  const window = laneWindow(call, start) ?? assert.fail();
  const line = (seconds: number, level: LogLevel, text: string, index: number): NamingLine => {
    const at = start + seconds * 1000;
    return { at, level, text, offset: index * 120, line: 40 + index * 7 };
  };
  const logOf = (name: string, more: Partial<LogWindow>, offsetSeconds: number): PanelLog => {
    const slices = more.slices ?? [];
    const sum = (key: keyof LineCounts) => slices.reduce((all, slice) => all + slice[key], 0);
    const read: LogWindow = {
      window,
      isEstimate: false,
      times: 'read',
      lines: [],
      webhooks: [],
      naming: more.lines?.length ?? 0,
      slices: [],
      bytesRead: 1,
      notes: [],
      count: sum('count'),
      warnings: sum('warnings'),
      errors: sum('errors'),
      ...more,
    };
    const lane = laneOf(read, { name, offsetSeconds }, (text) => text);
    return { uri: `file:///logs/${name}`, name, state: 'ready', message: undefined, lane };
  };
  const counts = (of: (index: number) => LineCounts) => Array.from({ length: 300 }, (_, index) => of(index));
  const device = logOf(
    'device.log',
    {
      lines: [
        line(-52, 'info', '13:14:21.118 INFO CallManager: warming up for v1.us…', 0),
        line(0.4, 'info', '13:15:13.412 INFO CallManager: initiating call to superhero2', 1),
        line(14.6, 'info', '13:15:27.640 INFO CallManager: accepted', 2),
        line(16.1, 'warning', '13:15:29.101 WARN MediaEngine: no audio frames for 800 ms', 3),
        line(19.2, 'error', '13:15:32.233 ERROR MediaEngine: ICE failed, restarting', 4),
        line(19.5, 'info', '13:15:32.501 INFO MediaEngine: candidate pair selected', 5),
        line(31.2, 'error', '13:15:44.218 ERROR CallManager: peer left <b>unexpectedly</b>', 6),
        line(80, 'info', '13:16:33.007 INFO CallManager: closed', 7),
      ],
      slices: counts((index) => ({
        count: index % 7 === 0 ? 3 : index > 110 && index < 200 ? 1 + ((index * 7) % 11) : 0,
        warnings: index === 145 || index === 170 ? 1 : 0,
        errors: index === 151 || index === 175 ? 2 : 0,
      })),
    },
    3600,
  );
  const server = logOf(
    'gateway-2023-08-18.log',
    {
      isEstimate: true,
      naming: 640,
      lines: Array.from({ length: 120 }, (_, index) =>
        line(
          index / 3 - 4,
          index % 40 === 7 ? 'error' : index % 25 === 3 ? 'warning' : 'debug',
          `dispatch ${index} to room`,
          index,
        ),
      ),
      slices: counts((index) => ({
        count: 200 + ((index * 97) % 180),
        warnings: index % 31 === 0 ? 4 : 0,
        errors: index % 83 === 5 ? 1 : 0,
      })),
    },
    0,
  );
  return [device, server];
}

/**
 * All states: each sample, each failure with and without an answer, and what happens around a call.
 * @param t what the extension's sentences are made with
 */
export function panelStates(calls: readonly RawCall[], now: number, t = untranslated): readonly PanelState[] {
  const samples = sampleCalls(now);
  const sample = (title: RegExp): RawCall => {
    const found = samples.find((each) => title.test(each.title));
    assert.ok(found, String(title));
    return found.raw;
  };
  const [seed, ongoing] = [sample(/API reference/), sample(/^Ongoing for seven/)];
  const seedView = viewOf(seed, now, t);
  const started = decoded(seed).startedAt ?? now;
  const transcripts = Array.from({ length: 30 }, (_, index) => ({
    entry: index,
    id: `t${index}`,
    meetingId: undefined,
    roomName: `Room ${index + 1}`,
    startedAt: started + index * 60_000,
    endedAt: started + index * 60_000 + 50_000,
    date: undefined,
    url: `https://transcripts.example.com/${index}.json`,
  }));
  const transcribed = (more: Partial<PanelView['transcripts']>) =>
    viewOf(seed, now, t, { transcripts: { ...NOTHING_ASKED, items: decoded(seed).transcripts, ...more } });
  const coloured = new Set([
    'hostile-call',
    'largest',
    'from a log line',
    'two logs',
    'refreshing soon',
    'just ended',
    'webhooks beside',
    'from a log',
    'transcripts paged',
    'transcripts failed',
    'loading',
    'gone',
    'failed with an answer',
  ]);
  const logs = twoLogs(decoded(seed));
  const states: readonly Omit<PanelState, 'coloured'>[] = [
    ...samples.map(({ title, raw }) => ({ name: `sample ${title.slice(0, 40)}`, view: viewOf(raw, now, t) })),
    ...calls.map((raw) => ({ name: raw.sessionId, view: viewOf(raw, now, t) })),
    { name: 'largest', view: viewOf(largestCall(), now, t) },
    { name: 'as user', view: viewOf(seed, now, t, { onBehalfOf: 'superhero2' }) },
    { name: 'kept', view: viewOf(seed, now, t, { kept: true }) },
    {
      name: 'from a log line',
      view: viewOf(seed, now, t, {
        logLine: { instant: started + 7_201, precisionSeconds: 0.001, place: 'app.log:118' },
      }),
    },
    {
      name: 'refreshing soon',
      view: viewOf(ongoing, now, t, { live: { nextAt: Date.now() + 600_000, justEnded: false } }),
    },
    { name: 'a log of 100,000 lines', view: viewOf(seed, now, t, { logs: [logOfManyLines(decoded(seed))] }) },
    { name: 'two logs', view: viewOf(seed, now, t, { logs: twoLogs(decoded(seed)) }) },
    {
      name: 'logs without lanes',
      view: viewOf(seed, now, t, {
        logs: [
          { ...logWithout('app.log', 'reading', undefined), share: 0.42 },
          logWithout('device.log', 'gone', undefined),
          logWithout('huge.log', 'failed', 'It holds a line of 200 MB.'),
        ],
      }),
    },
    { name: 'just ended', view: viewOf(seed, now, t, { live: { nextAt: undefined, justEnded: true } }) },
    { name: 'transcripts loading', view: transcribed({ state: 'loading' }) },
    {
      name: 'transcripts paged',
      view: transcribed({ state: 'ready', items: transcripts, more: true, total: 130 }),
    },
    {
      name: 'transcripts failed',
      view: transcribed({ state: 'failed', failure: failed(seedView, 'offline', false, t).failure?.message }),
    },
    {
      name: 'webhooks beside',
      view: viewOf(seed, now, t, { logs, webhooks: [webhooksOf(decoded(seed), t, logs[1])] }),
    },
    {
      name: 'in a log',
      view: {
        ...failed(seedView, 'notFound', false, t),
        fromLog: { log: 'server.log', count: 6, isShown: false },
      },
    },
    { name: 'from a log', view: fromLogView(failed(seedView, 'notFound', false, t), decoded(seed), t) },
    { name: 'loading', view: { ...seedView, state: 'loading', ...NO_ANSWER } },
    { name: 'loading again', view: { ...seedView, state: 'loading' } },
    { name: 'gone', view: { ...seedView, state: 'gone', ...NO_ANSWER } },
    { name: 'failed with an answer', view: failed(seedView, 'rateLimited', true, t) },
    ...FAILURE_REASONS.map((reason) => ({
      name: `failed ${reason}`,
      view: failed(seedView, reason, false, t),
    })),
  ];
  return states.map((state) => ({ ...state, coloured: coloured.has(state.name) }));
}
