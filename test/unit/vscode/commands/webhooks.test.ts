/** What webhook events of a log are good for in commands: a call that only they tell of, and the clock of the log. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FileError } from '../../../../src/core/fileCalls/model.ts';
import { WebhookReader } from '../../../../src/core/webhook/index.ts';
import type { WebhookEvent } from '../../../../src/core/webhook/model.ts';
import { callFromLogHandlers } from '../../../../src/vscode/commands/callFromLog.ts';
import { knownTimes } from '../../../../src/vscode/commands/knownTimes.ts';
import { ArgumentError } from '../../../../src/vscode/platform/argumentError.ts';
import { target } from '../../core/lookUp/support.ts';
import { at, call, stay, UTC } from '../../core/support.ts';
import { commandsOf } from '../support/commands.ts';
import { User } from '../support/user.ts';

const uriOf = (path: string) => ({ path, scheme: 'file', toString: () => `file://${path}` });
const LOG = uriOf('/logs/app.log');

/** Events of calls, each logged an hour after it happened. */
function eventsOf(...told: readonly (readonly [sessionId: string, trigger: string, seconds: number])[]) {
  const reader = new WebhookReader();
  return told.flatMap(([sessionId, trigger, seconds], line) => {
    const participant = { uid: 'eve', name: 'Eve' };
    const body = { trigger, data: { sessionId, created_at: at(seconds), participant } };
    return reader.feed(JSON.stringify(body), { offset: line, line }, () => at(seconds + 3_600) * 1000);
  });
}

describe('vscode webhook events of a log', () => {
  let user: User;
  let events: readonly WebhookEvent[];
  let failure: FileError | undefined;
  /** Of which calls logs were read. */
  let read: string[];
  const logs = {
    webhooks: (uri: { toString(): string }, sessionId: string | undefined) => {
      read.push(`${uri.toString()} ${sessionId ?? 'any'}`);
      if (failure) return Promise.reject(failure);
      return Promise.resolve(
        events.filter((event) => sessionId === undefined || event.sessionId === sessionId),
      );
    },
  };
  /** Has a user at a window with this editor. */
  function look(activeTextEditor: object | undefined): void {
    user = new User({
      window: { activeTextEditor, visibleTextEditors: [], tabGroups: { activeTabGroup: {} } },
      Uri: { parse: (text: string) => uriOf(text.replace('file://', '')) },
    });
  }
  beforeEach(() => {
    [events, failure, read] = [[], undefined, []];
    look(undefined);
  });
  afterEach(() => user.dispose());

  describe('as a call', () => {
    const shown: unknown[][] = [];
    let atCursor: string | undefined;
    let found: object | undefined;
    beforeEach(() => {
      shown.length = 0;
      [atCursor, found] = [undefined, undefined];
      events = eventsOf(
        ['a', 'call_started', 0],
        ['a', 'call_ended', 9],
        ['b $(bug)\u202e', 'call_ended', 5],
      );
    });
    const open = (given?: object) =>
      commandsOf(
        callFromLogHandlers({
          logs,
          lookUps: { store: { find: () => found } },
          panels: { show: (...all: unknown[]) => void shown.push(all) },
          completer: { found: () => undefined },
          finder: { at: () => atCursor && { session: { id: atCursor } }, in: () => [] },
        } as never),
      )['cometchatCalls.openCallFromLog'](given);
    const lookAt = () => look({ document: { uri: LOG }, selection: { isEmpty: true, active: { line: 0 } } });
    const unknown = (sessionId: string) => ({ sessionId, connectionId: undefined, onBehalfOf: undefined });

    it('are opened by the log that is named, of the call that is named, as its own', async () => {
      const argument = { sessionId: 'a', connectionId: 'prod', uri: LOG };
      const logLine = { uri: LOG.toString(), line: 1, instant: 5, precisionSeconds: 1 };
      await open({ ...argument, uri: LOG.toString(), logLine });
      assert.deepEqual(shown, [
        [{ sessionId: 'a', connectionId: 'prod', onBehalfOf: undefined }, logLine, false, LOG.toString()],
      ]);
      assert.deepEqual(read, [`${LOG.toString()} a`]);
    });

    it('are those of the call at the cursor, by its look-up where it has one', async () => {
      lookAt();
      atCursor = 'a';
      await open();
      found = target('a');
      await open();
      assert.deepEqual(
        shown.map(([one]) => one),
        [unknown('a'), found],
      );
    });

    it('are of one that is picked where none is at the cursor, and of none where none is', async () => {
      lookAt();
      user.does({ pick: 'b' }, 'escape');
      await open();
      assert.deepEqual(shown[0]?.[0], unknown('b $(bug)\u202e'));
      assert.deepEqual(
        user.asked[0]?.items.map(({ label, description }) => [label, description]),
        [
          ['a', '2 webhook events'],
          ['b $\u2060(bug)⟨U+202E⟩', '1 webhook events'],
        ],
      );
      await open();
      assert.equal(shown.length, 1);
    });

    it('say why there is nothing to open', async () => {
      const refuses = (given: object | undefined, words: RegExp) =>
        assert.rejects(
          async () => open(given),
          (error: unknown) => error instanceof ArgumentError && words.test(error.message),
        );
      await refuses(undefined, /Open the log in an editor first/);
      lookAt();
      await refuses(
        { sessionId: 'none', uri: LOG.toString() },
        /^app\.log has no webhook events of this call\.$/,
      );
      events = [];
      await refuses(undefined, /^app\.log has no webhook events of calls\.$/);
      failure = new FileError('notFound');
      await refuses(undefined, /app\.log/);
      assert.deepEqual(shown, []);
    });
  });

  describe('as a clock', () => {
    const ANSWERED = call({
      sessionId: 'a',
      initiator: 'ana',
      receiver: 'leo',
      startedAt: at(0),
      endedAt: at(9),
      participants: [stay('ana', 1, 9)],
    });
    const rows = () => [
      {
        lookUp: {
          ...target('a'),
          state: { kind: 'ready', answer: { call: ANSWERED, raw: {}, fetchedAt: at(20) * 1000 } },
        },
      },
      { lookUp: { ...target('c'), state: { kind: 'failed', failure: { reason: 'notFound' } } } },
      { lookUp: undefined },
    ];
    const known = () =>
      knownTimes(
        {
          logs,
          fileCalls: { knownIn: () => Promise.resolve(rows()) },
          clocks: { correctionOf: () => ({ offsetSeconds: 0, zoneOffsetSeconds: 0 }) },
          readerTime: { zone: 'UTC', format: UTC },
        } as never,
        { uri: LOG, name: 'app.log' } as never,
      );

    it('are those of calls that were looked up, and of others by their webhooks; and what all of those say', async () => {
      events = eventsOf(
        ['a', 'call_started', 0],
        ['b', 'call_participant_joined', 5],
        ['b', 'call_ended', 8],
      );
      const text = '2023-11-14T22:13:25.000Z joined';
      look({
        document: { uri: LOG, lineAt: () => ({ text }) },
        selection: { active: { line: 7 } },
      });
      const { line, events: told, suggested } = (await known()) ?? assert.fail();
      assert.deepEqual(
        told.map((event) => [event.at / 1000 - at(0), event.text, event.source]),
        [
          [0, 'the call started', 'ana → leo'],
          [1, 'ana joined, 1 s after the start', 'ana → leo'],
          [9, 'ana left', 'ana → leo'],
          [9, 'the call ended, 9 s after the start', 'ana → leo'],
          [5, 'Eve joined', 'by a webhook in this log'],
          [8, 'the call ended', 'by a webhook in this log'],
        ],
      );
      assert.deepEqual(suggested, { seconds: -3_600, agree: 3, of: 3 });
      assert.equal(line?.number, 7);
      assert.equal(line.timeNear(0)?.instant, Date.parse('2023-11-14T22:13:25.000Z'));
    });

    it('are told without a line where the log is in no editor, and without webhooks where it cannot be read', async () => {
      failure = new FileError('tooLarge');
      assert.deepEqual(await known(), { line: undefined, events: [], suggested: undefined });
      look({ document: { uri: uriOf('/other.log') }, selection: { active: { line: 7 } } });
      assert.equal((await known())?.line, undefined);
    });
  });
});
