/** What a hover says of an id: whole, cut off and completed, or cut off for good. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { findSessionIds } from '../../../../src/core/sessionId/finder/index.ts';
import { createHoverProviders } from '../../../../src/vscode/inText/hoverProviders.ts';
import { terminalLinks } from '../../../../src/vscode/inText/terminalLinks.ts';
import { ended, home, target, type World, world } from '../../core/lookUp/support.ts';
import { APP, NOW, SEED_ID, settle, UTC } from '../../core/support.ts';
import { completerOf } from '../support/idCompleter.ts';
import { standIn } from '../support/vscodeStub.ts';
import type { Connection } from '../../../../src/core/connection/model.ts';
import { CallError } from '../../../../src/core/failure/model.ts';
import { WebhookReader } from '../../../../src/core/webhook/index.ts';
import type { WebhookEvent } from '../../../../src/core/webhook/model.ts';

const OTHER = SEED_ID.replace('1692368113', '1692368119');
const CUT = SEED_ID.slice(0, 40);

describe('vscode hovers', () => {
  let known: World;
  /** The webhook events that stand in the log, and for which calls it was read. */
  let logged: readonly WebhookEvent[];
  let logsRead: string[];
  /** The connections there are. */
  let connections: readonly Connection[];
  /** Whether the API has the calls that it is asked for. */
  let isFound: boolean;
  const set: (readonly unknown[])[] = [];
  beforeEach(() => {
    known = world();
    [logged, logsRead, connections, isFound] = [[], [], [home], true];
    set.length = 0;
    standIn({
      workspace: { getConfiguration: () => ({ get: () => 'automatic' }) },
      window: {},
      commands: { executeCommand: (...given: readonly unknown[]) => Promise.resolve(set.push(given)) },
    });
  });
  afterEach(() => standIn(undefined));

  function document(text: string): vscode.TextDocument {
    const positionAt = (character: number) => {
      const at = Math.min(character, text.length);
      return { line: 0, character: at, isEqual: (other: { character: number }) => other.character === at };
    };
    return {
      version: 1,
      lineCount: 1,
      getText: () => text,
      positionAt,
      offsetAt: () => 0,
      lineAt: () => ({ text }),
      uri: { toString: () => 'file:///app.log' },
    } as never;
  }

  /** What the two hovers say at the beginning of a text, and what was asked for. */
  async function hover(text: string, listed: readonly string[] = []) {
    const completer = completerOf(known.lookUps, listed);
    const deps = {
      lookUps: known.lookUps,
      connections: {
        routing: () => Promise.resolve({ connections, defaultConnectionId: connections[0]?.id }),
      },
      readerTime: { format: UTC, zone: 'UTC' },
      finder: {
        at: () => findSessionIds(text)[0],
        in: (some: string) => findSessionIds(some),
      },
      completer,
      clocks: {
        correctionOf: () => ({ offsetSeconds: 0, zoneOffsetSeconds: 0 }),
        correctionText: () => undefined,
      },
      logs: {
        webhooks: (_uri: unknown, sessionId: string) => {
          logsRead.push(sessionId);
          return Promise.resolve(logged);
        },
      },
    };
    const token = { isCancellationRequested: false, onCancellationRequested: () => undefined } as never;
    const texts = createHoverProviders(deps as never).map((provider) =>
      Promise.resolve(provider.provideHover(document(text), { line: 0, character: 3 } as never, token)),
    );
    await settle();
    for (const { request, answer, fail } of known.source.asked)
      await (isFound
        ? answer(ended(3600, { sessionId: request.sessionId }))
        : fail(new CallError({ reason: 'notFound' })));
    const hovers = await Promise.all(texts);
    return hovers.map((one) =>
      ((one?.contents as unknown as vscode.MarkdownString | undefined)?.value ?? '').replaceAll(
        /&#(\d+);/g,
        (_reference, code: string) => String.fromCodePoint(Number(code)),
      ),
    );
  }

  const asked = () => known.source.asked.map(({ request }) => request.sessionId);

  it('begin with what it is, which stays above the call once that is known', async () => {
    const [first] = await hover(SEED_ID);
    assert.match(first ?? '', /^CometChat call · us · app/);
    const [again, call] = await hover(SEED_ID);
    assert.equal(again, first);
    assert.doesNotMatch(call ?? '', /CometChat call|us · app|Look Up\]/);
    assert.match(call ?? '', /openCallPanel/);
    assert.deepEqual(set[0], ['setContext', 'cometchatCalls.hasHovered', true]);
  });

  it('add nothing to the list', async () => {
    await hover(SEED_ID);
    assert.deepEqual([asked(), known.store.size, known.store.known().length], [[SEED_ID], 0, 1]);
  });

  it('complete an id from its file, from a list, and from the history, and ask for the whole one', async () => {
    const [fromFile] = await hover(`${CUT}… and ${SEED_ID}`);
    assert.match(fromFile ?? '', /completed from the file: v1/);
    assert.deepEqual(asked(), [SEED_ID]);
    const [fromHistory, call] = await hover(`${CUT}…`);
    assert.match(fromHistory ?? '', /completed from the Lookup History/);
    assert.match(call ?? '', /openCallPanel/);
    known.store.forgetHovers();
    const [fromList] = await hover(`${CUT}…`, [SEED_ID]);
    assert.match(fromList ?? '', /completed from Recent Calls/);
  });

  it('offer no look-up of an id that could be several, or none', async () => {
    const [several, none] = await hover(`v1.us.${APP}.169236811…`, [SEED_ID, OTHER]);
    assert.match(several ?? '', /several known ids begin so/);
    assert.equal(none, '');
    known.store.set(target(OTHER), { kind: 'failed', failure: { reason: 'notFound' }, failedAt: NOW }, NOW);
    const [unknown] = await hover(`v1.us.${APP}.1692368119…`);
    assert.match(unknown ?? '', /no known id begins so/);
    for (const text of [several, unknown]) assert.doesNotMatch(text ?? '', /lookUpCall/);
    assert.deepEqual(asked(), []);
  });

  it('and links of a terminal use the whole id, or are none', () => {
    const deps = { finder: { in: (some: string) => findSessionIds(some) } as never };
    const links = (listed: readonly string[]) =>
      terminalLinks({ line: `${CUT}…` } as never, { ...deps, completer: completerOf(known.lookUps, listed) });
    assert.deepEqual(links([]), []);
    assert.deepEqual(
      links([SEED_ID]).map(({ sessionId, length }) => [sessionId, length]),
      [[SEED_ID, CUT.length]],
    );
  });

  describe('of a call that only its log tells of', () => {
    const body = (trigger: string) => ({ trigger, data: { sessionId: SEED_ID } });
    const text = `${SEED_ID} ${JSON.stringify(body('call_started'))}`;
    beforeEach(() => {
      const reader = new WebhookReader();
      logged = ['call_started', 'call_started', 'call_ended'].flatMap((trigger) =>
        reader.feed(JSON.stringify(body(trigger)), { offset: 0, line: 0 }),
      );
    });

    it('lead to that call where nobody can be asked, or does not have it', async () => {
      connections = [];
      const [, unconnected] = await hover(text);
      assert.match(unconnected ?? '', /Webhook events of this call in this log: 2/);
      assert.match(unconnected ?? '', /\[Open Call from Log\]\(command:cometchatCalls\.openCallFromLog\?/);
      assert.match(decodeURIComponent(decodeURIComponent(unconnected ?? '')), /"uri":"file:\/\/\/app\.log"/);
      [connections, isFound] = [[home], false];
      const [, missing] = await hover(text);
      assert.match(
        missing ?? '',
        /has no call with this id.*\n.*Webhook events of this call in this log: 2/s,
      );
      assert.match(missing ?? '', /openCallFromLog/);
    });

    it('lead nowhere else where the API has the call, or the log has no webhooks: that is not read then', async () => {
      const [, answered] = await hover(text);
      assert.doesNotMatch(answered ?? '', /openCallFromLog/);
      assert.deepEqual(logsRead, []);
      known.store.forgetHovers();
      connections = [];
      assert.equal((await hover(SEED_ID))[1], '');
      assert.deepEqual(logsRead, []);
      logged = [];
      assert.equal((await hover(text))[1], '');
      assert.deepEqual(logsRead, [SEED_ID]);
    });
  });
});
