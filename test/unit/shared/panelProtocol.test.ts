/** The guards of the panel's messages, against anything that may arrive. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Fix, describeFailure } from '../../../src/core/failure/describe.ts';
import { FAILURE_REASONS } from '../../../src/core/failure/model.ts';
import { untranslated } from '../../../src/core/base/translate.ts';
import { type FromPanel, isFromPanel, isToPanel } from '../../../src/shared/panelProtocol.ts';

/** One of each, which the type checker holds against the union. */
const FROM: { readonly [Type in FromPanel['type']]: FromPanel & { readonly type: Type } } = {
  ready: { type: 'ready', readerTimeZone: 'Europe/Berlin' },
  refresh: { type: 'refresh' },
  cancel: { type: 'cancel' },
  copySessionId: { type: 'copySessionId' },
  openRawJson: { type: 'openRawJson' },
  keep: { type: 'keep' },
  loadTranscripts: { type: 'loadTranscripts' },
  goToLogLine: { type: 'goToLogLine' },
  watch: { type: 'watch' },
  unwatch: { type: 'unwatch' },
  findAttempts: { type: 'findAttempts' },
  openCall: { type: 'openCall', sessionId: 'team-standup' },
  compare: { type: 'compare' },
  copyLink: { type: 'copyLink' },
  copyAsCurl: { type: 'copyAsCurl' },
  copyAsMarkdown: { type: 'copyAsMarkdown', withoutNames: false, withLogLines: true },
  copyAsJson: { type: 'copyAsJson', withoutNames: true },
  saveTimeline: { type: 'saveTimeline', withoutNames: false },
  setTimeZone: { type: 'setTimeZone', timeZone: 'utc' },
  openLink: { type: 'openLink', url: 'https://a.example' },
  fix: { type: 'fix', fix: 'replaceApiKey' },
  addLog: { type: 'addLog' },
  showFromLog: { type: 'showFromLog' },
  removeLog: { type: 'removeLog', uri: 'file:///app.log' },
  cancelLog: { type: 'cancelLog', uri: 'file:///app.log' },
  readLog: { type: 'readLog', uri: 'file:///app.log' },
  goToMark: { type: 'goToMark', uri: 'file:///app.log', offset: 0 },
  showInLog: { type: 'showInLog', instant: -1 },
};

const NO_OBJECTS = [null, undefined, '', 'refresh', 0, 1, true, () => 'refresh', Symbol('refresh')];
const JUNK: readonly unknown[] = [
  ...NO_OBJECTS,
  [],
  ['refresh'],
  {},
  { type: undefined },
  { type: null },
  { type: 1 },
  { type: ['refresh'] },
  { type: { toString: () => 'refresh' } },
  { type: '' },
  { type: 'Refresh' },
  { type: 'refresh ' },
  { type: 'constructor' },
  { type: '__proto__' },
  { type: 'toString' },
  { kind: 'refresh' },
];

describe('shared isFromPanel', () => {
  for (const message of Object.values(FROM)) {
    it(`takes ${JSON.stringify(message)}`, () => assert.ok(isFromPanel(message)));
  }

  it('takes every fix that a failure can have', () => {
    const context = { sessionId: 'a', connectionName: undefined, onBehalfOf: undefined, now: 0 };
    const fixes = new Set<Fix>(
      FAILURE_REASONS.flatMap((reason) => describeFailure({ reason }, context, untranslated).fixes),
    );
    assert.ok(fixes.size > 5);
    for (const fix of fixes) assert.ok(isFromPanel({ type: 'fix', fix }), fix);
  });

  for (const [title, message] of [
    ['no zone', { type: 'ready' }],
    ['a zone that is none', { type: 'ready', readerTimeZone: 5 }],
    ['a zone that is too long', { type: 'ready', readerTimeZone: 'x'.repeat(101) }],
    ['no time zone', { type: 'setTimeZone' }],
    ['an unknown time zone', { type: 'setTimeZone', timeZone: 'Europe/Berlin' }],
    ['no link', { type: 'openLink' }],
    ['a link that is none', { type: 'openLink', url: { href: 'https://a.example' } }],
    ['a link that is too long', { type: 'openLink', url: `https://a.example/${'x'.repeat(8000)}` }],
    ['a copy that does not say whether with names', { type: 'copyAsMarkdown' }],
    ['a copy that says so with a number', { type: 'copyAsJson', withoutNames: 1 }],
    ['a picture that says so with a text', { type: 'saveTimeline', withoutNames: 'true' }],
    ['a moment in a log of no address', { type: 'showInLog', instant: 0, uri: null }],
    ['a moment that is no number', { type: 'showInLog', instant: '0' }],
    ['no fix', { type: 'fix' }],
    ['an unknown fix', { type: 'fix', fix: 'formatDisk' }],
    ['a fix that every object has', { type: 'fix', fix: 'constructor' }],
    ['a fix that is a prototype', { type: 'fix', fix: '__proto__' }],
    ['a list of fixes', { type: 'fix', fix: ['showLog'] }],
    ['a message of the other side', { type: 'show', view: {} }],
  ] as const) {
    it(`refuses ${title}`, () => assert.ok(!isFromPanel(message)));
  }

  it('refuses junk', () => {
    for (const junk of JUNK) assert.ok(!isFromPanel(junk));
  });

  it('never throws, and takes nothing of an unknown type', () => {
    const types: readonly string[] = Object.keys(FROM);
    const type = fc.oneof(fc.constantFrom(...types), fc.string());
    const message = fc.oneof(
      fc.anything(),
      fc.record({
        type,
        readerTimeZone: fc.anything(),
        timeZone: fc.anything(),
        url: fc.anything(),
        fix: fc.anything(),
        withoutNames: fc.anything(),
      }),
    );
    fc.assert(
      fc.property(message, (value) => {
        if (!isFromPanel(value)) return;
        assert.ok(types.includes(value.type));
        if (value.type === 'openLink') assert.equal(typeof value.url, 'string');
        if (value.type === 'copyAsJson') assert.equal(typeof value.withoutNames, 'boolean');
        if (value.type === 'ready') assert.equal(typeof value.readerTimeZone, 'string');
      }),
    );
  });
});

describe('shared isToPanel', () => {
  it('takes what the extension sends', () => {
    const target = { sessionId: 'a', connectionId: undefined, onBehalfOf: undefined, kept: false };
    assert.ok(isToPanel({ type: 'start', language: 'en', timeZone: 'utc', bundle: {}, target }));
    assert.ok(isToPanel({ type: 'show', view: { sessionId: 'a', state: 'loading' } }));
  });

  it('refuses junk, and what the panel itself sends', () => {
    for (const junk of [...JUNK, ...Object.values(FROM)]) assert.ok(!isToPanel(junk));
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void isToPanel(value)));
  });
});
