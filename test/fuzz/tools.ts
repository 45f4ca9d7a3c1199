/** The tools of agents: any input is read or refused, and whatever a call or a log says stays in its fence. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeCall } from '../../src/core/call/decode/index.ts';
import { callsToolText, callToolText, fileToolText } from '../../src/core/export/index.ts';
import { InputError, readCallInput, readFileInput, readListInput } from '../../src/vscode/tools/input.ts';
import { assertFenced } from '../unit/core/export/fence.ts';
import { UTC } from '../unit/core/support.ts';
import { anyAnswer, anyInstant } from './support/answers.ts';
import { fuzz } from './support/fuzz.ts';
import { text } from './support/texts.ts';

export const name = 'tools of agents';

const FIELDS =
  'sessionId connection onBehalfOf log raw timeZone type mode statuses receiverType uid hasRecording participants time limit file fromLine __proto__';
const value = fc.oneof(
  text,
  fc.constantFrom('ended', 'audio', '7 d', '2-5', 'UTC', 'Asia/Kolkata', 'a'),
  fc.boolean(),
  fc.double(),
  fc.nat(60),
  fc.array(text, { maxLength: 2 }),
  fc.constant(null),
);
const input = fc.oneof(
  { weight: 9, arbitrary: fc.dictionary(fc.constantFrom(...FIELDS.split(' ')), value, { maxKeys: 5 }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** What is refused is refused in one sentence of ours. */
function reads(read: (given: unknown) => unknown, given: unknown): void {
  try {
    assert.ok(read(given));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    assert.match(error.message, /^The (?:input|field “[a-zA-Z]+”) is not as the tool’s schema says\. Next: /);
  }
}

export const run = fuzz(
  fc.tuple(input, anyAnswer, anyInstant, text, text),
  ([given, raw, at, one, other]) => {
    for (const read of [readCallInput, readListInput, readFileInput]) reads(read, given);
    const fetchedAt = Math.max(0, at);
    const lines = [{ number: 1, text: other, isTheLine: true }];
    const call = decodeCall(raw, 'asked-for');
    if (call) {
      assertFenced(
        callToolText(call, {
          time: UTC,
          fetchedAt,
          sessionId: one,
          connectionName: other,
          appId: one,
          region: other,
          onBehalfOf: one,
          logLines: [{ finding: one, place: other, lines }],
          logNote: one,
          raw: other,
        }),
      );
      assertFenced(callsToolText([{ call, at: fetchedAt }], { head: one, notes: [other], time: UTC }));
    }
    const id = { sessionId: one, count: 1, firstLine: 1, lastLine: 2, looksCutOff: true, verdict: other };
    assertFenced(fileToolText([id], { head: one, notes: [other] }));
  },
);
