/** Webhook bodies in logs: whatever a line holds, reading ends, keeps its bounds and makes up nothing. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { END_OF_TIME, untranslated } from '../../src/core/base/index.ts';
import { callFromWebhooks, webhookEvidence, WebhookReader } from '../../src/core/webhook/index.ts';
import { findingsOf } from '../../src/core/story/findings/index.ts';
import { assertFinite, assertShown, fuzz } from './support/fuzz.ts';

export const name = 'webhooks';

const value = fc.oneof(
  fc.constantFrom<unknown>(
    1_696_934_692,
    '1696934692',
    '1696934692123',
    'true',
    false,
    null,
    -1,
    1e300,
    '',
    'ana',
  ),
  fc.string({ unit: 'grapheme-composite' }),
  fc.jsonValue({ maxDepth: 2 }),
);
const names = fc.constantFrom(
  'joined_at',
  'joinedAt',
  'leftAt',
  'created_at',
  'sentAt',
  'endedAt',
  'uid',
  'name',
  'occupant',
  'by',
  'on',
  'entity',
  'call',
  'data',
  'sdk',
  'platform',
  'audio_muted',
  'recording_url',
  '__proto__',
  'constructor',
  'type',
);
const nested = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, value, tie('object')),
  object: fc.dictionary(names, tie('any'), { maxKeys: 6 }),
})).object;
const body = fc.record({
  trigger: fc.constantFrom(
    'meeting_participant_joined',
    'call_participant_left',
    'call_initiated',
    'meeting_ended',
    'call_started',
    'call_rejected',
    'recording_generated',
    'push-notification-payload-generated',
    'message_sent',
    'toString',
  ),
  data: fc
    .tuple(nested, fc.constantFrom<unknown>('an-id', 'other', 7, '', null))
    .map(([data, sessionId]) => ({ ...(data as object), sessionId })),
  appId: value,
  region: value,
});
const written = fc
  .tuple(body, fc.integer({ min: 0, max: 3 }), fc.constantFrom(undefined, 2), fc.boolean())
  .map(([each, escapes, indent, isBare]) => {
    let text = JSON.stringify(each, undefined, indent);
    for (let level = 0; level < escapes; level += 1) text = JSON.stringify(text);
    return isBare && escapes > 0 ? text.slice(1, -1) : text;
  });
const noise = fc.oneof(
  fc.string(),
  fc.constantFrom('{', '}', '{"', '{\\"', '[{,', '{"trigger":', '\\', '{"a":'.repeat(2000), '{'.repeat(5000)),
  fc.constantFrom('{trigger '.repeat(3000), '\\"trigger'.repeat(3000), '{\\"trigger\\\\'.repeat(2000)),
);
const log = fc.array(fc.oneof({ weight: 3, arbitrary: written }, { weight: 2, arbitrary: noise }), {
  maxLength: 12,
});

export const run = fuzz(log, (pieces) => {
  const lines = pieces.join('\n').split('\n');
  const reader = new WebhookReader();
  const events = lines.flatMap((line, index) => {
    const found = reader.feed(line, { offset: index, line: index });
    for (const { offset } of found) assert.ok(offset >= 0 && offset <= index);
    return found;
  });
  assertFinite(events);
  for (const { at, sessionId, sdk } of events) {
    assert.ok(at === undefined || (at > 0 && at <= END_OF_TIME));
    assert.ok(['an-id', 'other', '7'].includes(sessionId), sessionId);
    assert.ok((sdk ?? '').length <= 1000);
  }
  const made = callFromWebhooks(events);
  assert.equal(made === undefined, events.length === 0);
  if (!made) return;
  assert.ok(made.count <= events.length);
  assertFinite(made.call);
  const context = { asOf: 1_800_000_000_000, sessionId: 'an-id', appId: undefined, region: undefined };
  for (const { message } of findingsOf(made.call, { ...context, t: untranslated }))
    assertShown(message, { isTheirs: true });
  const { lines: told, findings } = webhookEvidence(made.call, events, untranslated);
  for (const { text } of told) assertShown(text, { isTheirs: true });
  for (const { message } of findings) assertShown(message, { isTheirs: true });
});
