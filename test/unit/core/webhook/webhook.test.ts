import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { callFromWebhooks, webhookEvidence, WebhookReader } from '../../../../src/core/webhook/index.ts';
import type { WebhookEvent } from '../../../../src/core/webhook/model.ts';
import { findingsOf } from '../../../../src/core/story/findings/index.ts';
import { APP, at, call, SEED_ID, stay, t } from '../support.ts';

const joined = {
  trigger: 'meeting_participant_joined',
  data: {
    occupant: { joined_at: String(at(12)), audio_call: 'false', name: 'Ana Sousa' },
    initial_config: {
      audio_muted: 'true',
      video_muted: false,
      sdk: 'calls-sdk',
      platform: 'android',
      version: 5.1,
    },
    sessionId: SEED_ID,
  },
  appId: APP,
  region: 'us',
  webhook: 'w1',
};
const initiated = {
  trigger: 'call_initiated',
  data: {
    call: {
      sender: 'ana',
      receiverType: 'user',
      receiver: 'leo',
      type: 'audio',
      sentAt: at(0),
      data: {
        entities: {
          by: { entity: { uid: 'ana', name: 'Ana Sousa' }, entityType: 'user' },
          on: { entity: { sessionid: SEED_ID, initiatedAt: at(1) }, entityType: 'call' },
        },
      },
    },
  },
  appId: APP,
  region: 'us',
};

function read(text: string, loggedAt?: number): readonly WebhookEvent[] {
  const reader = new WebhookReader();
  return text
    .split('\n')
    .flatMap((line, index) => reader.feed(line, { offset: index * 10, line: index }, () => loggedAt));
}

/** As it was found: what, on which line. */
function found(text: string) {
  return read(text).map(({ kind, line = Number.NaN }) => `${kind} ${line + 1}`);
}

describe('webhook bodies in a log', () => {
  it('tell who joined when, with what, and whether they were muted', () => {
    const [event] = read(
      `2026-09-14T08:31:10Z INFO webhook ${JSON.stringify(joined)} done`,
      1_800_000_000_000,
    );
    assert.deepEqual(event, {
      trigger: 'meeting_participant_joined',
      kind: 'joined',
      sessionId: SEED_ID,
      appId: APP,
      region: 'us',
      at: at(12) * 1000,
      offset: 0,
      line: 0,
      loggedAt: 1_800_000_000_000,
      person: { uid: undefined, name: 'Ana Sousa' },
      initiator: undefined,
      receiver: undefined,
      receiverType: undefined,
      type: undefined,
      sdk: 'calls-sdk',
      platform: 'android',
      version: '5.1',
      audioMuted: true,
      videoMuted: false,
      recordingUrl: undefined,
    });
  });

  it('of the ringing family have their id below the call', () => {
    const [event] = read(JSON.stringify(initiated));
    assert.equal(event?.sessionId, SEED_ID);
    assert.equal(event.at, at(1) * 1000);
    assert.deepEqual(event.person, { uid: 'ana', name: 'Ana Sousa' });
    assert.deepEqual([event.initiator, event.receiver, event.type], ['ana', 'leo', 'audio']);
  });

  it('of an end tell when it was over, not when it began', () => {
    const [ended] = read(
      JSON.stringify({
        trigger: 'call_ended',
        data: {
          all_occupants: [{ joined_at: at(1), left_at: at(8), name: 'Ana' }],
          destroyed_at: at(9),
          created_at: at(1),
          sessionId: SEED_ID,
        },
      }),
    );
    assert.deepEqual([ended?.kind, ended?.at], ['ended', at(9) * 1000]);
  });

  it('tell recordings and pushes', () => {
    const url = 'https://recordings-us.cometchat.io/a.mp4';
    const [recording, push] = read(
      [
        { trigger: 'recording_generated', data: { sessionId: 'x', recording_url: url, endTime: at(9) } },
        { trigger: 'push-notification-payload-generated', data: { sessionId: 'x', sentAt: `${at(3)}250` } },
      ]
        .map((body) => JSON.stringify(body))
        .join('\n'),
    );
    assert.deepEqual([recording?.recordingUrl, recording?.at], [url, at(9) * 1000]);
    assert.deepEqual([push?.kind, push?.at], ['push', at(3) * 1000 + 250]);
  });

  for (const [name, text] of [
    ['plain', JSON.stringify(joined)],
    ['in a string of JSON', JSON.stringify({ level: 'info', msg: JSON.stringify(joined) })],
    [
      'in a string within a string',
      JSON.stringify({ log: JSON.stringify({ body: JSON.stringify(joined) }) }),
    ],
    ['escaped without a string around it', `body=${JSON.stringify(JSON.stringify(joined)).slice(1, -1)} ok`],
    ['pretty-printed and escaped', `body: ${JSON.stringify(JSON.stringify(joined, undefined, 2))}`],
    ['below other fields', JSON.stringify({ req: { headers: {}, body: joined } })],
    ['behind braces that are none', `f(){ return {a} } {x} ${JSON.stringify(joined)}`],
    ['over several lines', `got {}: ${JSON.stringify(joined, undefined, 2)} end`],
    ['with Windows’ line ends', JSON.stringify(joined, undefined, 2).replaceAll('\n', '\r\n')],
    ['as a list', JSON.stringify([joined])],
  ] as const) {
    it(`are read ${name}`, () => assert.deepEqual(found(text), ['joined 1']));
  }

  it('are read behind a brace that is never closed, and behind an end of another', () => {
    const line = JSON.stringify(joined);
    assert.deepEqual(found(`class A {\n${line}\n2026 INFO {\n  "a": 1\n${line}`), ['joined 2', 'joined 5']);
    assert.deepEqual(found(`if (x) {\nINFO body=${line}`), ['joined 2']);
    const pretty = JSON.stringify(joined, undefined, 2);
    assert.deepEqual(found(`${pretty} ${line}\n${pretty}`).slice(0, 2), [
      'joined 1',
      `joined ${pretty.split('\n').length}`,
    ]);
  });

  it('without a session id, or of no call, are tied to nothing', () => {
    assert.deepEqual(found(JSON.stringify({ trigger: 'call_busy', data: { call: { sender: 'a' } } })), []);
    assert.deepEqual(found(JSON.stringify({ trigger: 'message_sent', data: { sessionId: 'x' } })), []);
    assert.deepEqual(found(JSON.stringify({ trigger: ['call_ended'], data: { sessionId: 'x' } })), []);
    assert.deepEqual(found('{"trigger":"constructor","data":{"sessionId":"x"}}'), []);
  });

  it('are no longer than so many lines, and so much of a line', () => {
    const filler = Array.from({ length: 3000 }, () => '"a": 1,').join('\n');
    const body = JSON.stringify(joined).slice(1);
    assert.deepEqual(found(`{\n${filler}\n${body}`), []);
    assert.deepEqual(found(`{\n${filler}\n${JSON.stringify(joined)}`), ['joined 3002']);
    assert.deepEqual(found(`{"x":"${'y'.repeat(300_000)}",${body}`), []);
  });
});

describe('webhook events beside a call', () => {
  const event = (trigger: string, seconds: number | undefined, person?: object, line = 0) => {
    const [read1] = read(
      JSON.stringify({
        trigger,
        data: {
          sessionId: 'an-id',
          participant: person,
          created_at: seconds === undefined ? undefined : at(seconds),
        },
      }),
    );
    return { ...(read1 ?? assert.fail(trigger)), line, offset: line * 10 };
  };
  const listed = call({
    mode: 'call',
    initiatedAt: at(0),
    startedAt: at(10),
    endedAt: at(600),
    totalParticipants: 2,
    participants: [stay('ana', 11, 598, { name: 'Ana' }), stay('leo', 12, 600, { name: 'Leo' })],
  });
  const evidence = (...events: readonly WebhookEvent[]) => webhookEvidence(listed, events, t);
  const messages = (...events: readonly WebhookEvent[]) =>
    evidence(...events).findings.map(({ message }) => message);

  it('say nothing where they agree, within what clocks are apart', () => {
    const ana = { uid: 'ana', name: 'Ana' };
    assert.deepEqual(
      messages(
        event('call_started', 10),
        event('call_participant_joined', 21, ana),
        event('call_participant_left', 597, { name: 'Leo' }),
        event('call_ended', 610),
      ),
      [],
    );
  });

  it('contradict it: who is not listed, at what time, and when it ended', () => {
    assert.deepEqual(
      messages(
        event('call_participant_joined', 30, { uid: 'eve', name: 'Eve\u202e' }),
        event('call_participant_joined', 60, { uid: 'ana' }),
        event('call_participant_left', 300, { name: 'Leo' }),
        event('call_ended', 500),
      ),
      [
        'By a webhook, Eve⟨U+202E⟩ joined, whom CometChat does not list',
        'By a webhook, ana joined 49 s from any time that CometChat reports',
        'By a webhook, Leo left 5 min from any time that CometChat reports',
        'By a webhook, it ended 1 min 40 s before CometChat says',
      ],
    );
    const rejected = { ...listed, status: 'rejected' as const };
    const { findings } = webhookEvidence(rejected, [event('call_started', 12)], t);
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['otherOutcome'],
    );
  });

  it('contradict nothing that another meeting of the session explains, or that nobody can tell', () => {
    assert.deepEqual(
      messages(
        event('meeting_participant_joined', -9000, { uid: 'eve' }),
        event('meeting_ended', -8000),
        event('meeting_ended', 600),
        event('meeting_participant_joined', undefined, { uid: 'ana' }),
      ),
      [],
    );
    const unnamed = {
      ...listed,
      participants: listed.participants.map((each) => ({ ...each, name: undefined })),
    };
    const byName = event('meeting_participant_joined', 30, { name: 'Ana' });
    assert.deepEqual(webhookEvidence(unnamed, [byName], t).findings, []);
    const other = { ...event('call_participant_joined', 30, { uid: 'eve' }), sessionId: 'another' };
    assert.deepEqual(evidence(other), { lines: [], findings: [], devices: [] });
  });

  it('are a line each, once, in the order in which they happened', () => {
    const [muted] = read(JSON.stringify({ ...joined, data: { ...joined.data, sessionId: 'an-id' } }));
    assert.ok(muted);
    const { lines } = evidence(event('call_ended', 600), muted, { ...muted, line: 6, offset: 60 });
    assert.deepEqual(
      lines.map(({ text, line }) => [text, line]),
      [
        ['Ana Sousa joined · calls-sdk 5.1 · android · microphone off · camera on', 6],
        ['the call ended', 0],
      ],
    );
  });

  it('tell with what each stay began, where they are near it and nobody else can be meant', () => {
    const muted = { ...event('call_participant_joined', 14, { name: 'Ana' }), sdk: 'rn', audioMuted: true };
    const nearer = { ...muted, at: at(12) * 1000, platform: 'ios', offset: 1 };
    const far = { ...muted, at: at(60) * 1000, person: { uid: 'leo', name: undefined } };
    assert.deepEqual(evidence(muted, nearer, far).devices, [{ entry: 0, text: 'rn · ios · microphone off' }]);
    assert.deepEqual(evidence(event('call_participant_joined', 11, { uid: 'ana' })).devices, []);
    const alike = call({
      startedAt: at(10),
      endedAt: at(600),
      participants: [stay('a', 12, 600, { name: 'Ana' }), stay('b', 13, 600, { name: 'Ana' })],
    });
    assert.deepEqual(webhookEvidence(alike, [muted], t).devices, []);
  });

  it('make a call of their own, and claim no more than they tell', () => {
    const events = [
      event('call_initiated', 0),
      event('call_started', 10),
      event('call_participant_joined', 11, { uid: 'ana', name: 'Ana' }),
      event('call_participant_joined', 11, { uid: 'ana', name: 'Ana' }, 9),
      event('call_participant_joined', 12, { name: 'Leo' }),
      event('call_participant_left', 100, { uid: 'ana' }),
      event('call_participant_joined', 150, { uid: 'ana' }),
      event('call_ended', 600),
    ];
    const made = callFromWebhooks(events) ?? assert.fail();
    assert.equal(made.count, 7);
    const { status, mode, initiatedAt, startedAt, endedAt, participants, participantCount } = made.call;
    assert.deepEqual(
      [status, mode, initiatedAt, startedAt, endedAt, participantCount],
      ['ended', 'call', at(0) * 1000, at(10) * 1000, at(600) * 1000, undefined],
    );
    assert.deepEqual(
      participants.map(({ uid, name, joinedAt, leftAt }) => [uid, name, joinedAt, leftAt]),
      [
        ['ana', 'Ana', at(11) * 1000, at(100) * 1000],
        ['', 'Leo', at(12) * 1000, undefined],
        ['ana', undefined, at(150) * 1000, undefined],
      ],
    );
    const context = { asOf: at(9000) * 1000, sessionId: 'an-id', appId: undefined, region: undefined, t };
    assert.ok(!findingsOf(made.call, context).some(({ kind }) => kind === 'aloneForLong'));
  });

  it('make a call whose status is not known where no outcome is logged, and none of nothing', () => {
    const { call: made } = callFromWebhooks([event('meeting_started', 10)]) ?? assert.fail();
    assert.deepEqual([made.status, made.mode, made.endedAt], ['unknown', 'meet', undefined]);
    assert.equal(callFromWebhooks([]), undefined);
  });
});
