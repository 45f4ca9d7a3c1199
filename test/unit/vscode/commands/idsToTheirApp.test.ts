/**
 * For everybody who has ids looked up: an id that names its app is sent there, whatever connection was picked, added,
 * shown or meant for another id a moment before.
 */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import type { Fix } from '../../../../src/core/failure/describe.ts';
import type { Failure } from '../../../../src/core/failure/model.ts';
import { parseSessionId } from '../../../../src/core/sessionId/parse.ts';
import type { FromPanel } from '../../../../src/shared/panelProtocol.ts';
import { type World, world } from '../../core/lookUp/support.ts';
import { APP, call, connection, LEGACY_ID, NOW, SEED_ID, settle, UTC } from '../../core/support.ts';
import type { Handlers } from '../../../../src/vscode/commands/run.ts';
import { commandsOf } from '../support/commands.ts';
import { completerOf } from '../support/idCompleter.ts';
import { standIn } from '../support/vscodeStub.ts';
import { applyFix } from '../../../../src/vscode/platform/fixes.ts';
import { lookUpHandlers, refresh } from '../../../../src/vscode/commands/lookUp.ts';
import { itemHandlers } from '../../../../src/vscode/commands/items.ts';
import { handOnHandlers } from '../../../../src/vscode/commands/handOn.ts';
import { createHoverProviders } from '../../../../src/vscode/inText/hoverProviders.ts';
import { documentLinks } from '../../../../src/vscode/inText/documentLinks.ts';
import { followTerminalLink, terminalLinks } from '../../../../src/vscode/inText/terminalLinks.ts';
import { receive } from '../../../../src/vscode/callPanel/receive.ts';

const prod = connection({ id: 'prod', name: 'Prod' });
/** Another app's, on a host of its own: the one kind that may be named on purpose for any id. */
const premise = connection({
  id: 'premise',
  name: 'On-prem',
  appId: 'aaaaaaaaaaaaaa',
  kind: 'custom',
  baseUrl: 'https://premise.example/v3',
});
const OTHER = SEED_ID.replace('1692368113', '1692368114');
const NAMED = `v1.us.${APP}.alice`;
const FOREIGN = SEED_ID.replace(APP, '204546db1e57db4');

/** A window with both connections, of which the other app's is the default. */
class Window {
  readonly known: World = world({ connections: [prod, premise], defaultConnectionId: 'premise' });
  readonly lookUps = this.known.lookUps;
  readonly ran: (readonly unknown[])[] = [];
  /** What adding a connection gives. */
  added: string | undefined;

  constructor() {
    this.lookUps.setConnections([prod, premise]);
    standIn({
      commands: { executeCommand: (...given: readonly [string, unknown]) => this.run(...given) },
      workspace: { getConfiguration: () => ({ get: (name: string) => SETTINGS[name] }) },
      window: {
        withProgress: (_: object, run: () => unknown) => run(),
        showErrorMessage: () => Promise.resolve(undefined),
        setStatusBarMessage: () => undefined,
      },
      env: { language: 'en', clipboard: { writeText: () => Promise.resolve() } },
      Uri: { from: (parts: object) => parts },
    });
  }

  readonly finder = {
    at: (document: { readonly text: string }) => found(document.text),
    in: (text: string) => [found(text)],
  } as never;

  get deps() {
    const readerTime = { format: UTC, onDidChange: () => ({ dispose: () => undefined }) };
    return {
      lookUps: this.lookUps,
      connections: {
        redact: (text: string) => text,
        holdsApiKey: () => false,
        routing: () => Promise.resolve({ connections: [prod, premise], defaultConnectionId: 'premise' }),
      },
      readerTime,
      finder: this.finder,
      clocks: {
        correctionOf: () => ({ offsetSeconds: 0, zoneOffsetSeconds: 0 }),
        correctionText: () => undefined,
      },
      completer: completerOf(this.lookUps),
      revealInTree: () => Promise.resolve(),
      openPanel: () => undefined,
      openRawJson: () => Promise.resolve(),
      prepareConnection: () => Promise.resolve(),
      activeTarget: () => undefined,
      logLineOf: () => undefined,
      transcriptsOf: () => undefined,
      compare: () => Promise.resolve(),
      // oxlint-disable-next-line typescript/no-explicit-any -- as much of the services as is used
    } as any;
  }

  async run(id: string, given: unknown, selection: readonly never[] = []): Promise<unknown> {
    this.ran.push([id, given]);
    if (id === 'cometchatCalls.addConnection') return this.added;
    const commands = commandsOf({
      ...lookUpHandlers(this.deps),
      ...itemHandlers(this.deps),
      ...handOnHandlers(this.deps),
      'cometchatCalls.refresh': (argument) =>
        refresh(this.deps, 'call' in argument ? argument.call : undefined),
    } satisfies Partial<Handlers>) as Readonly<Record<string, (...passed: readonly unknown[]) => unknown>>;
    return commands[id]?.(given, selection);
  }

  /** Shows a call as one that a connection has answered for. */
  put(sessionId: string, connectionId: string): void {
    const answer = { call: call({ sessionId }), raw: {}, fetchedAt: NOW };
    this.known.store.set({ sessionId, connectionId, onBehalfOf: undefined }, { kind: 'ready', answer }, NOW);
  }

  /** Answers what is asked until nothing more is, and tells which id was sent to which connection. */
  async sent(): Promise<readonly string[]> {
    const { source } = this.known;
    const sent: string[] = [];
    for (let quiet = 0; quiet < 5; quiet += 1) {
      await settle();
      for (const { request, answer } of source.asked.slice(sent.length)) {
        sent.push(`${nameOf(request.sessionId)} to ${request.connection.id}`);
        await answer({ sessionId: request.sessionId, status: 'ended' });
        quiet = 0;
      }
    }
    return sent.toSorted();
  }
}

const SETTINGS: Readonly<Record<string, unknown>> = {
  'hover.lookUp': 'automatic',
};

function found(id: string) {
  return { session: parseSessionId(id), start: 0, end: id.length, looksCutOff: false };
}

function nameOf(sessionId: string): string {
  const names = new Map([
    [SEED_ID, 'own'],
    [OTHER, 'other own'],
    [LEGACY_ID, 'legacy'],
    [FOREIGN, 'foreign'],
    [NAMED, 'named'],
  ]);
  return names.get(sessionId) ?? sessionId;
}

function documentOf(text: string): vscode.TextDocument {
  const at = (character: number) => ({ line: 0, character });
  const lineAt = () => ({ text, range: {} });
  return { text, getText: () => text, positionAt: at, lineAt, uri: { toString: () => 'a' } } as never;
}

describe('vscode ids that name their app are sent there', () => {
  let window: Window;
  beforeEach(() => {
    window = new Window();
  });
  afterEach(() => standIn(undefined));

  const both = ['legacy to premise', 'named to prod', 'own to prod'];

  it('from a hover', async () => {
    const [, callHover] = createHoverProviders(window.deps);
    const token = { isCancellationRequested: false, onCancellationRequested: () => undefined } as never;
    for (const id of [SEED_ID, LEGACY_ID, FOREIGN, NAMED])
      void callHover.provideHover(documentOf(id), { line: 0, character: 1 } as never, token);
    assert.deepEqual(await window.sent(), both);
  });

  it('from a link of a document', async () => {
    const token = { isCancellationRequested: false } as never;
    for (const id of [SEED_ID, LEGACY_ID, FOREIGN, NAMED]) {
      const [link] = await documentLinks(documentOf(id), window.deps, token);
      assert.ok(link?.target);
      const [argument]: unknown[] = JSON.parse(decodeURIComponent(link.target.query));
      void window.run(link.target.path, argument);
    }
    assert.deepEqual(await window.sent(), both);
  });

  it('from a link of a terminal', async () => {
    for (const line of [SEED_ID, LEGACY_ID, FOREIGN, NAMED]) {
      const [link] = terminalLinks({ line } as vscode.TerminalLinkContext, window.deps);
      assert.ok(link);
      void followTerminalLink(link);
    }
    assert.deepEqual(await window.sent(), both);
  });

  it('when all of the list are refreshed, each of which has its own', async () => {
    window.put(LEGACY_ID, 'premise');
    window.put(SEED_ID, 'prod');
    window.put(OTHER, 'gone');
    window.known.clock.now += 3_600_000;
    void window.run('cometchatCalls.refresh', undefined);
    // The third is of a connection that was removed: its app’s other one takes it.
    assert.deepEqual(await window.sent(), ['legacy to premise', 'other own to prod', 'own to prod']);
  });

  it('after a connection was added that turns out to be another app’s', async () => {
    window.added = 'premise';
    const fix = (sessionId: string, failure: Failure) =>
      applyFix('addConnection', { sessionId, connectionId: undefined, onBehalfOf: undefined, failure });
    void fix(FOREIGN, { reason: 'wrongApp', appId: '204546db1e57db4', region: 'us' });
    void fix(SEED_ID, { reason: 'noConnection', appId: APP, region: 'us' });
    void fix('team-standup', { reason: 'noConnection' });
    assert.deepEqual(await window.sent(), ['own to prod', 'team-standup to premise']);
  });

  it('when the user corrects an id that was asked of another connection', async () => {
    const failure: Failure = { reason: 'notFound' };
    const target = { sessionId: LEGACY_ID, connectionId: 'premise', onBehalfOf: undefined };
    void applyFix('editSessionId' satisfies Fix, { ...target, failure }).catch(() => undefined);
    await settle();
    assert.deepEqual(window.ran[0], ['cometchatCalls.lookUpCall', { suggestion: LEGACY_ID }]);
  });

  it('when two are compared, of which one is another connection’s', async () => {
    window.put(LEGACY_ID, 'premise');
    const one = { sessionId: LEGACY_ID, connectionId: 'premise' };
    void window.run('cometchatCalls.compareCalls', { ...one, other: { sessionId: SEED_ID } });
    assert.deepEqual(await window.sent(), ['own to prod']);
    void window.run('cometchatCalls.compareCalls', one, [one, { sessionId: OTHER }] as never);
    assert.deepEqual(await window.sent(), ['other own to prod', 'own to prod']);
  });

  it('from a panel: its own call with its own connection, and a call that connection listed', async () => {
    const ask = (message: FromPanel, sessionId: string, connectionId: string) =>
      receive(message, {
        saved: {
          sessionId,
          connectionId,
          onBehalfOf: undefined,
          kept: false,
          logLine: undefined,
          fromLog: undefined,
        },
        failure: undefined,
        column: undefined,
        hasLog: () => false,
        lineAt: () => Promise.resolve(0),
        eventAt: () => undefined,
        isListed: (id) => id === LEGACY_ID || id === OTHER,
        cancelLog: () => undefined,
        readLog: () => undefined,
        start: () => undefined,
        keep: () => undefined,
        showFromLog: () => undefined,
        loadTranscripts: () => Promise.resolve(),
        readerTime: { report: () => Promise.resolve() },
      });
    void ask({ type: 'refresh' }, SEED_ID, 'prod');
    void ask({ type: 'openCall', sessionId: OTHER }, SEED_ID, 'prod');
    void ask({ type: 'openCall', sessionId: LEGACY_ID }, SEED_ID, 'prod');
    // Not on the page: nobody is asked for it.
    void ask({ type: 'openCall', sessionId: FOREIGN }, LEGACY_ID, 'premise');
    assert.deepEqual(await window.sent(), ['legacy to prod', 'other own to prod', 'own to prod']);
  });
});
