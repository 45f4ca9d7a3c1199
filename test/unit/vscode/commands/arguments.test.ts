/** What each command makes of what it is passed: by VS Code's menus and keys, by links, and by other extensions. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { COMMAND_IDS, type CommandId, type ViewId, VIEWS } from '../../../../src/manifest.ts';
import { lines } from '../support/keyringFixture.ts';
import { standIn } from '../support/vscodeStub.ts';
import { ARGUMENTS } from '../../../../src/commandArguments.ts';
import { commandRunner, readArgument, runHandler } from '../../../../src/vscode/commands/run.ts';
import { rowsOf } from '../../../../src/vscode/platform/rows.ts';

const KEY = 'k'.repeat(40);

/** The address of a file, as VS Code has it. */
class Uri {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
}
const LOG = new Uri('/app.log');
const parse = (text: string) => {
  if (!text.startsWith('file://')) throw new Error('[UriError]: Scheme is missing');
  return new Uri(text.slice('file://'.length));
};

function row(view: ViewId, fields: object): object {
  const [one] = rowsOf(view, [fields]);
  return one ?? {};
}

const target = { sessionId: 'a', connectionId: 'home', onBehalfOf: undefined };
const logLine = { uri: 'file:///app.log', line: 3, instant: 1_692_368_127_000, precisionSeconds: 0.001 };
/** The same of no connection. */
const nowhere = { ...target, connectionId: undefined };
const ALL = { connectionId: 'home', filterId: 'all' };
const lookUpRow = row(VIEWS.lookUps, { kind: 'lookUp', key: 'k', ...target, onBehalfOf: 'ana' });
const outlineRow = row(VIEWS.lookUps, { kind: 'outline', key: 'k', path: '0', item: {} });
const fileRow = row(VIEWS.file, { sessionId: 'a', uri: 'file:///app.log' });
const connectionRow = row(VIEWS.recent, { kind: 'connection', connectionId: 'home' });
const filterRow = row(VIEWS.recent, { kind: 'filter', ...ALL });
const listedRow = row(VIEWS.recent, { kind: 'call', sessionId: 'a', ...ALL, listed: {} });

describe('vscode commands: what they are passed', () => {
  beforeEach(() =>
    standIn({ Uri: { [Symbol.hasInstance]: (value: unknown) => value instanceof Uri, parse } }),
  );
  afterEach(() => standIn(undefined));

  it('each has a schema, and no schema is without its command', () => {
    assert.deepEqual(Object.keys(ARGUMENTS).toSorted(), COMMAND_IDS.toSorted());
  });

  type Name = CommandId extends `cometchatCalls.${infer Rest}` ? Rest : never;
  const taken: readonly (readonly [Name, passed: unknown, read: unknown])[] = [
    ['lookUpCall', 'a', { sessionId: 'a', reveal: true }],
    ['lookUpCall', undefined, { reveal: true }],
    ['lookUpCall', null, { reveal: true }],
    ['lookUpCall', { ...target, reveal: false, logLine }, { ...target, reveal: false, logLine }],
    ['lookUpCall', { suggestion: 'a' }, { suggestion: 'a', reveal: true }],
    ['lookUpCall', { connectionId: 'home', more: 1 }, { connectionId: 'home', reveal: true }],
    ['lookUpCallAsUser', { ...target, onBehalfOf: 'leo' }, { ...target, onBehalfOf: 'leo', reveal: true }],
    // A row's own user is not the one that is asked for.
    ['lookUpCallAsUser', lookUpRow, { sessionId: 'a', connectionId: 'home', reveal: true }],
    // The editor's menu passes its file, the explorer its own; an argument of some other command's is none of this one.
    ['lookUpCallAtCursor', LOG, undefined],
    ['showLog', { sessionId: 5 }, undefined],
    ['clearLookups', 'all', undefined],
    ['addConnection', { name: 'Acme', apiKey: KEY }, { name: 'Acme', apiKey: KEY }],
    ['addConnection', undefined, {}],
    ['renameConnection', connectionRow, { connectionId: 'home' }],
    ['renameConnection', { connectionId: 'home', name: 'New' }, { connectionId: 'home', name: 'New' }],
    ['replaceApiKey', { connectionId: 'home', apiKey: KEY }, { connectionId: 'home', apiKey: KEY }],
    ['removeConnection', connectionRow, { connectionId: 'home' }],
    ['refresh', undefined, { kind: 'all' }],
    ['refresh', { onBehalfOf: 'ana' }, { kind: 'all' }],
    ['refresh', target, { kind: 'call', call: target }],
    ['refresh', { sessionId: 'a', connectionId: undefined }, { kind: 'call', call: nowhere }],
    ['refresh', lookUpRow, { kind: 'call', call: { ...target, onBehalfOf: 'ana' } }],
    ['refresh', connectionRow, { kind: 'lists', connectionId: 'home', filterId: undefined }],
    ['refresh', filterRow, { kind: 'lists', ...ALL }],
    ['refresh', listedRow, { kind: 'lists', ...ALL }],
    ['cancelLookUp', filterRow, { kind: 'lists', ...ALL }],
    ['openCallPanel', { ...target, logLine }, { call: target, logLine, preserveFocus: false }],
    ['openCallPanel', listedRow, { call: target, preserveFocus: false }],
    // The title of a panel passes the panel's own address and its group.
    ['openRawJson', new Uri('/webview'), { call: undefined }],
    ['openRawJson', { groupId: 1 }, { call: undefined }],
    ['openRawJson', outlineRow, { call: undefined }],
    ['openRawJson', { connectionId: 'home' }, { call: undefined }],
    ['copySessionId', outlineRow, { call: undefined, key: 'k' }],
    ['copySessionId', fileRow, { call: nowhere, key: undefined }],
    ['removeLookup', lookUpRow, { call: { ...target, onBehalfOf: 'ana' }, key: 'k' }],
    [
      'copyAsMarkdown',
      { ...target, brief: true },
      { call: target, brief: true, withoutNames: false, withLogLines: false },
    ],
    [
      'copyAsJson',
      { withoutNames: true, logLine: undefined },
      { call: undefined, withoutNames: true, logLine: undefined },
    ],
    ['copyWithoutNames', { format: 'svg' }, { call: undefined, format: 'svg' }],
    [
      'compareCalls',
      { ...target, other: { sessionId: 'b' } },
      { call: target, other: { ...nowhere, sessionId: 'b' } },
    ],
    [
      'saveTimeline',
      { ...target, uri: 'file:///a.svg' },
      { call: target, uri: new Uri('/a.svg'), withoutNames: false },
    ],
    // The log that a row is of is not the file to write.
    ['saveTimeline', fileRow, { call: nowhere, withoutNames: false }],
    [
      'exportLookups',
      { format: 'csv', uri: LOG },
      { call: undefined, format: 'csv', uri: LOG, withoutNames: false },
    ],
    ['editNote', { sessionId: 'a', note: '' }, { call: nowhere, note: '' }],
    ['editNote', row(VIEWS.lookUps, { ...target, note: 'its own' }), { call: target, note: undefined }],
    ['filterRecentCalls', filterRow, ALL],
    ['filterRecentCalls', { filter: { type: 'audio' } }, { filter: { type: 'audio' } }],
    ['saveFilter', { ...target, name: 'Mine' }, { connectionId: 'home', list: undefined, name: 'Mine' }],
    ['editFilter', filterRow, { ...ALL, list: ALL }],
    ['searchCalls', { text: 'ana' }, { text: 'ana' }],
    ['searchCalls', row(VIEWS.recent, { kind: 'note', text: 'No calls fit.' }), {}],
    ['loadMoreCalls', { ...ALL, all: true }, { ...ALL, list: ALL, all: true }],
    ['findCallsInFile', LOG, { uri: LOG }],
    ['findCallsInFile', 'file:///app.log', { uri: LOG }],
    ['findCallsInFile', { uri: 'file:///app.log' }, { uri: LOG }],
    ['nextOccurrence', fileRow, { uri: LOG, sessionId: 'a' }],
    ['setClockOffset', { uri: LOG, offsetSeconds: -7 }, { uri: LOG, offsetSeconds: -7, withoutZone: false }],
    [
      'setClockOffset',
      { offsetSeconds: 3600, withoutZone: true, hover: { line: 1, character: 2 } },
      { offsetSeconds: 3600, withoutZone: true, hover: { line: 1, character: 2 } },
    ],
    ['exportFileCalls', { format: 'json' }, { format: 'json' }],
    ['applyFix', { key: 'k', fix: 'showLog' }, { kind: 'lookUp', key: 'k', fix: 'showLog' }],
    [
      'applyFix',
      { connectionId: 'home', filterId: '', fix: 'forgetConnection' },
      { kind: 'list', connectionId: 'home', filterId: '', fix: 'forgetConnection' },
    ],
    ['findAttempts', { key: 'k' }, { key: 'k' }],
  ];
  for (const [name, passed, read] of taken) {
    it(`${name} takes ${told(passed)}`, () => {
      const argument = readArgument(`cometchatCalls.${name}`, passed);
      assert.deepEqual(withoutUndefined(argument), withoutUndefined(read));
    });
  }

  const NO_OBJECT = 'This command takes an object as its argument.';
  const NO_LINE = 'The argument “logLine” is no line of a log.';
  const NO_FILE = 'The argument “uri” must be the address of a file, such as file:///logs/app.log.';
  const noText = (field: string) => `The argument “${field}” must be text.`;
  const noFlag = (field: string) => `The argument “${field}” must be true or false.`;
  const refused: readonly (readonly [Name, passed: unknown, sentence: string])[] = [
    ['lookUpCall', 5, NO_OBJECT],
    ['lookUpCall', ['a'], NO_OBJECT],
    ['openCallPanel', 'a', NO_OBJECT],
    ['testConnection', true, NO_OBJECT],
    ['lookUpCall', { sessionId: 5 }, noText('sessionId')],
    ['lookUpCall', { sessionId: null }, noText('sessionId')],
    ['lookUpCall', { sessionId: 'a', reveal: 'no' }, noFlag('reveal')],
    ['lookUpCallAsUser', { onBehalfOf: {} }, noText('onBehalfOf')],
    ['lookUpCall', { logLine: { ...logLine, uri: 'command:x' } }, NO_LINE],
    ['openCallPanel', { logLine: { ...logLine, line: -1 } }, NO_LINE],
    ['copyAsMarkdown', { logLine: { ...logLine, instant: 'now' } }, NO_LINE],
    ['addConnection', { appId: 7 }, noText('appId')],
    ['addConnection', { apiKey: null }, noText('apiKey')],
    ['addConnection', { region: ['us'] }, noText('region')],
    ['addConnection', { endpoint: new URL('https://calls.example') }, noText('endpoint')],
    ['replaceApiKey', { apiKey: [KEY] }, noText('apiKey')],
    ['removeConnection', { connectionId: 1 }, noText('connectionId')],
    ['refresh', { filterId: {} }, noText('filterId')],
    ['openCallPanel', { preserveFocus: 'yes' }, noFlag('preserveFocus')],
    ['copyAsJson', { withoutNames: 1 }, noFlag('withoutNames')],
    ['copyWithoutNames', { format: 'csv' }, 'The argument “format” must be one of markdown, json, svg.'],
    ['exportLookups', { format: KEY }, 'The argument “format” must be one of csv, json, markdown.'],
    ['compareCalls', { other: 'b' }, 'The argument “other” must be an object.'],
    ['compareCalls', { other: {} }, 'The argument “other.sessionId” is missing.'],
    ['compareCalls', { other: { sessionId: 5 } }, noText('other.sessionId')],
    ['saveTimeline', { uri: 'app.svg' }, NO_FILE],
    ['findCallsInFile', { uri: 5 }, NO_FILE],
    ['findCallsInFile', '', NO_FILE],
    ['nextOccurrence', { sessionId: 5 }, noText('sessionId')],
    ['setClockOffset', { offsetSeconds: '+2:00' }, 'The argument “offsetSeconds” must be a number.'],
    ['setClockOffset', { offsetSeconds: NaN }, 'The argument “offsetSeconds” must be a number.'],
    ['editNote', { note: 5 }, noText('note')],
    ['filterRecentCalls', { filter: { [KEY]: 1 } }, 'The argument “filter” is no filter of calls.'],
    ['filterRecentCalls', { filter: null }, 'The argument “filter” is no filter of calls.'],
    ['loadMoreCalls', { day: 5 }, noText('day')],
    ['searchCalls', { text: 5 }, noText('text')],
    ['applyFix', { key: 'k' }, 'The argument “fix” is missing.'],
    ['findAttempts', undefined, 'The argument “key” is missing.'],
  ];
  for (const [name, passed, sentence] of refused) {
    it(`${name} refuses ${told(passed)}`, () =>
      assert.throws(() => readArgument(`cometchatCalls.${name}`, passed), {
        name: 'ArgumentError',
        message: sentence,
      }));
  }

  it('a selection is of the calls in it, and of nothing else that menus pass in its place', () => {
    const selection = (passed: unknown) =>
      runHandler('cometchatCalls.copySessionId', (_, invocation) => invocation.selection, [
        lookUpRow,
        passed,
      ]);
    assert.deepEqual(selection([lookUpRow, outlineRow, fileRow, { sessionId: 5 }, null, LOG, 'a']), [
      { ...target, onBehalfOf: 'ana' },
      nowhere,
    ]);
    for (const other of [undefined, {}, 'a', { length: 1 }]) assert.deepEqual(selection(other), []);
  });

  it('no text of a caller’s is in what is said of it, nor in the log', async () => {
    const secret = fc.constantFrom(KEY, [KEY], { [KEY]: KEY }, { sessionId: [KEY], uri: { [KEY]: 1 } });
    const fields = fc.constantFrom(
      ...'sessionId connectionId apiKey filter logLine other uri format fix view reveal'.split(' '),
    );
    const { logger, log } = lines();
    const handlers = Object.fromEntries(COMMAND_IDS.map((id) => [id, () => undefined]));
    const run = commandRunner(handlers as never, logger);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...COMMAND_IDS),
        fc.oneof(secret, fc.dictionary(fields, secret)),
        async (id, passed) => {
          try {
            await run(id, [passed]);
          } catch (error) {
            assert.ok(error instanceof Error && error.name === 'ArgumentError', String(error));
            assert.ok(!error.message.includes('kkk'), error.message);
          }
        },
      ),
    );
    assert.ok(log.length > 0);
    assert.ok(!log.join('\n').includes('kkk'));
  });
});

function told(passed: unknown): string {
  return typeof passed === 'object' && passed !== null
    ? `${passed.constructor.name} ${JSON.stringify(passed).slice(0, 90)}`
    : String(passed);
}

/** A field that is undefined is one that is not there. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uri) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, withoutUndefined(field)]),
  );
}
