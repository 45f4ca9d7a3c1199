import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { untranslated as t } from '../../../../src/core/base/index.ts';
import { decodeCall } from '../../../../src/core/call/decode/index.ts';
import { redactor } from '../../../../src/core/connection/index.ts';
import { laneOf, laneText, laneWindow, webhookLaneOf } from '../../../../src/core/logLanes/index.ts';
import { type LogWindow, MAX_TEXT } from '../../../../src/core/logLanes/model.ts';
import { createTimeFormat } from '../../../../src/core/text/index.ts';

const START = Date.parse('2023-08-18T14:15:00Z');
const SOURCE = { name: 'app.log', offsetSeconds: 0 };
const WINDOW: LogWindow = {
  window: { from: START, to: START + 60_000 },
  isEstimate: false,
  times: 'read',
  lines: [],
  naming: 0,
  webhooks: [],
  slices: [{ count: 3, warnings: 1, errors: 1 }],
  count: 3,
  warnings: 1,
  errors: 1,
  bytesRead: 100,
  notes: [],
};
const asIs = (text: string) => text;

function lineOf(text: string, at = START, line = 0) {
  return { offset: line * 10, line, at, level: undefined, text };
}

function shown(text: string, redact = asIs) {
  return laneOf({ ...WINDOW, lines: [lineOf(text)], naming: 1 }, SOURCE, redact).marks[0]?.text ?? '';
}

describe('a log as a lane', () => {
  it('shows no key, nor the part of one where the line was cut', () => {
    const key = 'k'.repeat(20) + 'EY'.repeat(20);
    const redact = redactor([key]);
    assert.equal(shown(`a ${key} b`, redact), 'a [API key] b');
    // Keys that are replaced bring what is behind them to the front.
    const line = `${key} `.repeat(100);
    for (let from = 0; from < key.length; from += 7) {
      const text = shown(line.slice(from, from + MAX_TEXT), redact);
      assert.ok(!text.slice(key.length).includes('kkkk'), text);
    }
  });

  it('shows what is hidden, and at most 300 characters', () => {
    assert.equal(shown('a\u202eb'), 'a⟨U+202E⟩b');
    assert.ok(shown('x'.repeat(900)).length <= 300);
  });

  it('has marks by time, no more than 500, spread evenly', () => {
    const lines = Array.from({ length: 2_000 }, (_, n) => lineOf('x', START + ((n * 7) % 2_000), n));
    const { marks, naming } = laneOf({ ...WINDOW, lines, naming: 9_000 }, SOURCE, asIs);
    assert.deepEqual([marks.length, naming], [500, 9_000]);
    assert.ok(marks.every(({ at }, index) => index === 0 || at >= (marks[index - 1]?.at ?? 0)));
  });

  it('reaches from a minute before the call to a minute after, of a live one to its answer', () => {
    const call = (fields: object) => {
      const decoded = decodeCall(fields, 'a');
      assert.ok(decoded);
      return decoded;
    };
    const seconds = START / 1_000;
    const asOf = START + 600_000;
    const ended = call({ status: 'ended', initiatedAt: seconds, endedAt: seconds + 30 });
    assert.deepEqual(laneWindow(ended, asOf), { from: START - 60_000, to: START + 90_000 });
    const live = call({ status: 'ongoing', initiatedAt: seconds });
    assert.deepEqual(laneWindow(live, asOf), { from: START - 60_000, to: asOf + 60_000 });
    assert.equal(laneWindow(call({ status: 'ended' }), asOf), undefined);
  });

  it('is a text, too', () => {
    const time = createTimeFormat('UTC', 'en');
    const lines = [{ ...lineOf('went wrong', START, 6), level: 'error' as const }];
    const lane = laneOf(
      { ...WINDOW, lines, naming: 2, isEstimate: true },
      { ...SOURCE, offsetSeconds: 3600 },
      asIs,
    );
    assert.deepEqual(laneText(lane, time, t), {
      summary:
        'app.log, 18 Aug 2023, 14:15:00 – 14:16:00 UTC; lines: 3; errors: 1; warnings: 1; naming this call: 2; clock corrected by +1 h; an estimate: other lines of this time may stand elsewhere in the file; 1 of them listed',
      marks: [{ at: START, text: 'line 7: error: went wrong' }],
    });
    const none = laneText(laneOf({ ...WINDOW, times: 'none' }, SOURCE, asIs), time, t);
    assert.equal(none.summary, 'app.log, 18 Aug 2023, 14:15:00 – 14:16:00 UTC; no line tells a time');
  });
});

describe('the webhook events of a log as a lane', () => {
  const lane = laneOf(WINDOW, { name: 'app.log', offsetSeconds: 3600 }, asIs);
  const line = (at: number | undefined, text: string, offset = 0) => ({ at, text, offset, line: undefined });

  it('stand at the times of their bodies, by time, within the lane’s', () => {
    const lines = [
      line(START + 9, 'b joined', 5),
      line(START, 'a joined\u202e'),
      line(undefined, 'the call ended'),
      line(START + 60_001, 'late'),
    ];
    const webhooks = webhookLaneOf(lane, lines, t) ?? assert.fail();
    assert.deepEqual(
      webhooks.marks.map(({ at, offset, text }) => [at, offset, text]),
      [
        [START, 0, 'a joined⟨U+202E⟩'],
        [START + 9, 5, 'b joined'],
      ],
    );
    assert.deepEqual(
      [webhooks.name, webhooks.naming, webhooks.offsetSeconds, webhooks.slices],
      ['Webhook events of app.log', 2, 0, []],
    );
  });

  it('are none where none is within it', () => {
    assert.equal(webhookLaneOf(lane, [line(START - 1, 'early')], t), undefined);
  });
});
