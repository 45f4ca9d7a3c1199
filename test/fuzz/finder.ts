/** The finder of session ids: whatever the text, ids in order, each where its place says. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  findSessionIdInLines,
  findSessionIds,
  mayHoldSessionId,
  mayHoldSessionIdAt,
} from '../../src/core/sessionId/finder/index.ts';
import { findSessionIdAt } from '../../src/core/sessionId/finder/find.ts';
import { invalidSessionId, parseSessionId } from '../../src/core/sessionId/index.ts';
import { fuzz } from './support/fuzz.ts';
import { anyText } from './support/texts.ts';

export const name = 'finder';

export const run = fuzz(fc.tuple(anyText, fc.nat()), ([text, somewhere]) => {
  let end = 0;
  const found = findSessionIds(text);
  for (const id of found) {
    assert.ok(id.start >= end && id.end > id.start && id.end <= text.length, 'in order, none over another');
    end = id.end;
    assert.equal(invalidSessionId(id.session.id), undefined, 'it can be sent');
    const { form } = parseSessionId(id.session.id);
    // Behind a session key, what only begins like a legacy id of an odd time is a custom id.
    assert.ok(form === id.session.form || (form === 'cut' && id.form === 'keyed'), id.session.id);
    if (id.form === 'v1' || id.form === 'legacy') {
      const there = text.slice(id.start, id.end);
      assert.ok(there === id.session.id || /[%\\]/.test(there), there);
    }
  }
  assert.ok(found.length === 0 || mayHoldSessionId(text), 'the cheap look is never wrong to say no');
  const offset = somewhere % (text.length + 1);
  const at = findSessionIdAt(text, offset);
  assert.ok(!at || (at.start <= offset && offset <= at.end));
  if (text.length < 2_000) {
    assert.deepEqual(
      at,
      found.findLast((id) => id.start <= offset && offset <= id.end),
    );
  }
  const lines = text.split(/\r\n|[\r\n]/);
  const line = somewhere % lines.length;
  const column = somewhere % ((lines[line]?.length ?? 0) + 1);
  const wrapped = findSessionIdInLines(lines, line, column);
  if (wrapped) {
    assert.ok(wrapped.start <= column && column <= wrapped.end);
    const around = { before: lines[line - 1], after: lines[line + 1] };
    assert.ok(mayHoldSessionIdAt(lines[line] ?? '', column, around));
  }
  // Whatever is typed or pasted where an id belongs.
  const session = parseSessionId(text);
  assert.equal(session.id, text.trim());
});
