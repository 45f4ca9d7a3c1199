/** The decoder of answers: takes anything, makes nothing up, and can always be written out. */
import assert from 'node:assert/strict';
import { END_OF_TIME } from '../../src/core/base/index.ts';
import { decodeCall } from '../../src/core/call/decode/index.ts';
import { anyAnswer } from './support/answers.ts';
import { assertFinite, fuzz } from './support/fuzz.ts';

export const name = 'decoder';

const MOST = 1_000;
const LISTS = [
  ['participants', 'participants'],
  ['recordings', 'recordings'],
  ['transcripts', 'transcriptions'],
] as const;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every instant of a call is one that a date can hold; no length is below nothing. */
function assertUnits(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, part] of Object.entries(value)) {
    if (typeof part === 'number' && /At$|^date$/.test(field)) {
      assert.ok(part >= 0 && part <= END_OF_TIME, `${field} ${part}`);
      assert.doesNotThrow(() => new Date(part).toISOString());
    }
    if (typeof part === 'number' && /Seconds$|Count$/.test(field)) assert.ok(part >= 0, `${field} ${part}`);
    assertUnits(part);
  }
}

export const run = fuzz(anyAnswer, (raw) => {
  const before = JSON.stringify(raw);
  const call = decodeCall(raw, 'asked-for');
  assert.equal(JSON.stringify(raw), before, 'the answer is as it was');
  assert.equal(call !== undefined, isObject(raw));
  if (!call || !isObject(raw)) return;
  assertFinite(call);
  assertUnits(call);
  assert.ok(call.sessionId !== '');
  for (const [list, field] of LISTS) {
    const written = raw[field];
    assert.ok(call[list].length <= (Array.isArray(written) ? Math.min(MOST, written.length) : 0), field);
  }
  assert.ok(call.warnings.length <= 200);
  for (const { path, found } of call.warnings) {
    assert.ok(path.length > 0 && path.length < 200, path);
    // What kind of value it was, never the value.
    assert.match(found, /^[a-z]+$/);
  }
  // What was kept on disk is read as what came from the server.
  assert.deepEqual(decodeCall(JSON.parse(before) as unknown, 'asked-for'), call);
});
