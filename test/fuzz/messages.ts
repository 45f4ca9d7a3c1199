/** The guards of messages and of command arguments: takes what is of a known shape, and nothing else. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { ARGUMENTS, SELECTED_CALL } from '../../src/commandArguments.ts';
import { isFromPanel, isToPanel } from '../../src/shared/index.ts';
import { readLogLine } from '../../src/core/logTime/index.ts';
import { fuzz } from './support/fuzz.ts';
import { anyText } from './support/texts.ts';

export const name = 'message guards';

const TYPES = [
  'ready',
  'refresh',
  'cancel',
  'copySessionId',
  'openRawJson',
  'keep',
  'loadTranscripts',
  'goToLogLine',
  'watch',
  'unwatch',
  'findAttempts',
  'openCall',
  'compare',
  'copyLink',
  'copyAsCurl',
  'copyAsMarkdown',
  'copyAsJson',
  'saveTimeline',
  'setTimeZone',
  'openLink',
  'fix',
] as const;

const any = fc.oneof(
  { weight: 3, arbitrary: anyText },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(true, false, 0, 1, null, undefined, [], {}, 'utc', 'local'),
  },
  { weight: 1, arbitrary: fc.anything() },
);
const message = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        type: fc.oneof(
          {
            weight: 6,
            arbitrary: fc.constantFrom<unknown>(...TYPES, 'start', 'show'),
          },
          {
            weight: 1,
            arbitrary: any,
          },
        ),
        readerTimeZone: any,
        timeZone: any,
        url: any,
        sessionId: any,
        withoutNames: any,
        fix: fc.oneof(fc.constantFrom<unknown>('showLog', 'addConnection', '__proto__'), any),
      },
      { requiredKeys: ['type'] },
    ),
  },
  { weight: 1, arbitrary: fc.anything({ withNullPrototype: true, withMap: true, withSparseArray: true }) },
);

const line = fc.record(
  { uri: fc.oneof(fc.constant('file:///a.log'), any), line: any, instant: any, precisionSeconds: any },
  { requiredKeys: [] },
);
const argument = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        sessionId: any,
        connectionId: any,
        onBehalfOf: any,
        filterId: any,
        name: any,
        text: any,
        note: any,
        uri: any,
        format: any,
        withoutNames: any,
        selected: any,
        view: any,
        key: any,
        fix: any,
        other: any,
        offsetSeconds: any,
        reveal: any,
        all: any,
        day: any,
        filter: any,
        logLine: fc.oneof(line, any),
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: fc.anything() },
);

const KNOWN = new Set<string>(TYPES);
const SCHEMAS = Object.entries(ARGUMENTS);

/** Whether a value of a field that is a text, or a flag, was let through as something else. */
function assertFields(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, part] of Object.entries(value)) {
    if (part === undefined) continue;
    if (/Id$|^(?:name|text|note|key|fix|day|onBehalfOf)$/.test(field))
      assert.equal(typeof part, 'string', field);
    if (/^(?:withoutNames|reveal|all|brief)$/.test(field)) assert.equal(typeof part, 'boolean', field);
    if (field === 'logLine') assert.deepEqual(readLogLine(part), part);
    if (field === 'call' || field === 'other') assertFields(part);
  }
}

export const run = fuzz(fc.tuple(message, argument, fc.nat()), ([sent, passed, which]) => {
  if (isFromPanel(sent)) {
    assert.ok(KNOWN.has(sent.type), sent.type);
    if (sent.type === 'openLink') assert.ok(typeof sent.url === 'string' && sent.url.length <= 8_000);
    if (sent.type === 'openCall')
      assert.ok(typeof sent.sessionId === 'string' && sent.sessionId.length <= 512);
    if (sent.type === 'ready') assert.ok(sent.readerTimeZone.length <= 100);
    if (sent.type === 'setTimeZone') assert.ok(['local', 'utc'].includes(sent.timeZone));
    if ('withoutNames' in sent && /^copyAs(?:Markdown|Json)$|^save/.test(sent.type))
      assert.equal(typeof sent.withoutNames, 'boolean');
    assert.ok(!isToPanel(sent), 'what the page sends is not taken for what it is told');
  }
  const [id, { schema }] = SCHEMAS[which % SCHEMAS.length] ?? assert.fail();
  const read = v.safeParse(schema, passed);
  if (read.success) assertFields(read.output);
  else assert.ok(read.issues.length > 0 && v.getDotPath(read.issues[0]) !== '', id);
  const selected = v.safeParse(SELECTED_CALL, passed);
  if (selected.success) assert.equal(typeof selected.output.sessionId, 'string');
});
