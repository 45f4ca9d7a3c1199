import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { redactor } from '../../../../src/core/connection/index.ts';
import { redactEvent, suggestedOffset, WebhookReader } from '../../../../src/core/webhook/index.ts';
import type { WebhookEvent } from '../../../../src/core/webhook/model.ts';
import { at } from '../support.ts';

function event(trigger: string, seconds: number | undefined, loggedSeconds: number | undefined) {
  const body = {
    trigger,
    data: { sessionId: 'x', created_at: seconds === undefined ? undefined : at(seconds) },
  };
  const loggedAt = loggedSeconds === undefined ? undefined : at(loggedSeconds) * 1000;
  const [read] = new WebhookReader().feed(JSON.stringify(body), { offset: 0, line: 0 }, () => loggedAt);
  return read ?? assert.fail(trigger);
}

/** Events of which each is logged so many seconds after it happened. */
function late(...seconds: readonly number[]): readonly WebhookEvent[] {
  return seconds.map((each, index) => event('call_started', index * 60, index * 60 + each));
}

describe('the clock of a log, by its webhook events', () => {
  it('is off by what most of them are off by, in whole seconds', () => {
    assert.deepEqual(suggestedOffset(late(100, 101.4, 99, 102, 5000)), { seconds: -101, agree: 4, of: 5 });
    assert.deepEqual(suggestedOffset(late(-400, -401, -399)), { seconds: 400, agree: 3, of: 3 });
  });

  it('is off by whole quarters of an hour where it is so but for how late webhooks come', () => {
    assert.equal(suggestedOffset(late(3600.2, 3601, 3604))?.seconds, -3600);
    assert.equal(suggestedOffset(late(-19_799, -19_797))?.seconds, 19_800);
    assert.equal(suggestedOffset(late(-3585, -3585))?.seconds, 3585);
  });

  it('is not told where they come a little late, disagree, are too few or tell one time only', () => {
    assert.equal(suggestedOffset(late(1, 2, 0, 9)), undefined);
    assert.equal(suggestedOffset(late(100, 5000, -800)), undefined);
    assert.equal(suggestedOffset(late(3600)), undefined);
    assert.equal(suggestedOffset([]), undefined);
    assert.equal(
      suggestedOffset([event('call_started', undefined, 1), event('call_ended', 1, undefined)]),
      undefined,
    );
  });

  it('is not told by recordings, whose webhooks come when they are ready', () => {
    const ready = [1000, 1001].map((seconds) => event('recording_generated', 0, seconds));
    assert.equal(suggestedOffset(ready), undefined);
  });
});

describe('a webhook event without keys', () => {
  it('keeps nothing of one in any text but the id it is found by', () => {
    const key = 'KEY-0123456789';
    const body = {
      trigger: 'meeting_participant_joined',
      data: {
        sessionId: 'x',
        participant: { uid: key, name: `a ${key}` },
        initiator: key,
        receiver: key,
        sdk: key,
        platform: key,
        version: key,
      },
      appId: key,
      region: key,
    };
    const [joined] = new WebhookReader().feed(JSON.stringify(body), { offset: 0, line: 0 });
    const [recording] = new WebhookReader().feed(
      JSON.stringify({ trigger: 'recording_generated', data: { sessionId: 'x', recording_url: key } }),
      { offset: 0, line: 0 },
      undefined,
    );
    for (const read of [joined, recording]) {
      const redacted = redactEvent(read ?? assert.fail(), (text) => text.replaceAll(key, '*'));
      assert.ok(!JSON.stringify(redacted).includes(key));
      assert.equal(JSON.stringify(redacted), JSON.stringify(read).replaceAll(key, '*'));
    }
  });

  it('hold no part of one either where their texts are cut', () => {
    const key = '0123456789abcdefghijklmnopqrstuvwxyzABCD';
    for (let length = 940; length <= 1_000; length += 5) {
      const text = `${'x'.repeat(length)}${key} more`;
      const body = {
        trigger: 'recording_generated',
        data: { sessionId: 'x', user: { uid: text, name: text }, sender: text, recording_url: text },
        appId: text,
      };
      const [read] = new WebhookReader().feed(JSON.stringify(body), { offset: 0, line: 0 });
      const redacted = JSON.stringify(redactEvent(read ?? assert.fail(), redactor([key])));
      for (let from = 0; from + 6 <= key.length; from += 1)
        assert.ok(!redacted.includes(key.slice(from, from + 6)), `${length}`);
    }
  });

  it('have the whole of a link, or none: a part of one leads nowhere', () => {
    const link = (length: number) => {
      const url = `https://a.example/${'x'.repeat(length)}`;
      const body = { trigger: 'recording_generated', data: { sessionId: 'x', recording_url: url } };
      return new WebhookReader().feed(JSON.stringify(body), { offset: 0, line: 0 })[0]?.recordingUrl?.length;
    };
    assert.equal(link(3_000), 3_018);
    assert.equal(link(10_000), undefined);
  });
});
