/** The call panels in a window that is stood in for, with a store that the test fills. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import { type LookUpTarget, NO_ATTEMPTS } from '../../../../src/core/lookUp/model.ts';
import type { Page, TranscriptionsRequest } from '../../../../src/core/call/model.ts';
import type { LogLine } from '../../../../src/core/logTime/logLine.ts';
import type { CallAttempts } from '../../../../src/core/lookUp/callAttempts.ts';
import type { ConnectionsChange } from '../../../../src/vscode/connections/connections.ts';
import type { CallWatches } from '../../../../src/core/lookUp/callWatches.ts';
import type { CallPanels } from '../../../../src/vscode/callPanel/callPanels.ts';
import { home, type World, world } from '../../core/lookUp/support.ts';
import { call, NOW, settle } from '../../core/support.ts';
import { type PagelessPanel, PanelWindow } from './panelWindow.ts';
import { rethrow } from '../../../support/listeners.ts';
import { FileError } from '../../../../src/core/fileCalls/model.ts';
import type { LogReadOptions, LogWindow } from '../../../../src/core/logLanes/model.ts';
import type { WebhookEvent } from '../../../../src/core/webhook/model.ts';
import type { CallLogs } from '../../../../src/vscode/callLogs/callLogs.ts';
import type { LogClocks } from '../../../../src/vscode/fileCalls/logClocks.ts';
import type { LookUpService } from '../../../../src/core/lookUp/service.ts';
import * as panelsModule from '../../../../src/vscode/callPanel/callPanels.ts';

export const LOG_LINE: LogLine = {
  uri: 'file:///logs/app.log',
  line: 117,
  instant: NOW - 5_000,
  precisionSeconds: 0.001,
};

/** A look-up on the one connection there is. */
export function target(sessionId: string, more: Partial<LookUpTarget> = {}): LookUpTarget {
  return { sessionId, connectionId: home.id, onBehalfOf: undefined, ...more };
}

export class PanelsFixture {
  readonly window = new PanelWindow();
  readonly known: World = world();
  /** The zones that pages reported. */
  readonly zones: string[] = [];
  readonly panels: CallPanels;
  readonly lookUps: LookUpService;
  /** Tells of connections that have changed. */
  readonly connections = new Emitter<ConnectionsChange>(rethrow);
  /** How many hear of that. */
  listening = 0;
  transcripts: (request: TranscriptionsRequest, signal: AbortSignal) => Promise<Page> = () =>
    Promise.resolve({ items: [] });

  /** What is watched and what was found around calls: nothing, until a test says so. */
  readonly watches: Pick<CallWatches, 'has'> = { has: () => false };
  readonly attempts: Pick<CallAttempts, 'view' | 'lookUnasked'> = {
    view: () => NO_ATTEMPTS,
    lookUnasked: ({ sessionId }) => Promise.resolve(void this.unasked.push(sessionId)),
  };
  /** The calls around which was to be looked though nobody asked, in turn. */
  readonly unasked: string[] = [];

  /** By address, what a log says; any other is gone. */
  readonly windows = new Map<string, LogWindow>();
  /** How every log is read instead. */
  slow: ((reading: LogReadOptions) => Promise<LogWindow>) | undefined;
  /** The addresses of the logs that were read, and the places of lines that were asked for, in turn. */
  readonly reads: string[] = [];
  readonly asked: (readonly [uri: string, offset: number])[] = [];
  readonly #offsets = new Map<string, number>();
  readonly #clocksChanged = new Emitter<vscode.Uri>(rethrow);
  readonly clocks: Pick<LogClocks, 'correctionOf' | 'onDidChange'> = {
    correctionOf: (uri) => ({
      offsetSeconds: this.#offsets.get(uri.toString()) ?? 0,
      zoneOffsetSeconds: 0,
    }),
    onDidChange: this.#clocksChanged.event,
  };
  /** By address, the webhook events in a log; of any other file, that it is gone. */
  readonly events = new Map<string, readonly WebhookEvent[]>();
  /** The logs that were read for them, in turn. */
  readonly eventsRead: string[] = [];
  /** What somebody looks at. */
  activeLog: string | undefined;
  readonly logs: Pick<CallLogs, 'window' | 'lineAt' | 'webhooks'> = {
    webhooks: (uri, sessionId) => {
      this.eventsRead.push(uri.toString());
      const read = this.events.get(uri.toString());
      return read
        ? Promise.resolve(read.filter((event) => event.sessionId === sessionId))
        : Promise.reject(new FileError('notFound'));
    },
    window: (uri, _window, _sessionId, reading) => {
      this.reads.push(uri.toString());
      if (this.slow) return this.slow(reading ?? {});
      const read = this.windows.get(uri.toString());
      return read ? Promise.resolve(read) : Promise.reject(new FileError('notFound'));
    },
    lineAt: (uri, offset) => {
      this.asked.push([uri.toString(), offset]);
      return Promise.reject(new FileError('io'));
    },
  };

  /** Adds seconds to all times of a log. */
  correct(uri: string, seconds: number): void {
    this.#offsets.set(uri, seconds);
    this.#clocksChanged.fire({ toString: () => uri } as vscode.Uri);
  }

  constructor() {
    this.lookUps = this.known.lookUps;
    this.lookUps.setConnections([home]);
    this.panels = new panelsModule.CallPanels({
      lookUps: this.lookUps,
      readerTime: { report: (zone) => Promise.resolve(void this.zones.push(zone)) },
      extensionUri: {} as unknown as vscode.Uri,
      connections: { onDidChange: (listener) => this.#listen(listener) },
      source: { listTranscriptions: (request, signal) => this.transcripts(request, signal) },
      watches: this.watches,
      attempts: this.attempts,
      logs: this.logs,
      clocks: this.clocks,
      activeLog: () => this.activeLog,
      redact: (text) => text.replaceAll('a-key', '••••'),
      restored: Promise.resolve(),
    });
    this.window.serializer = this.panels;
  }

  /** Puts an answer into the store, as if it had come now. */
  answer(sessionId: string, raw: Readonly<Record<string, unknown>> = {}): void {
    const answer = { call: call({ sessionId, ...raw }), raw: {}, fetchedAt: Date.now() };
    this.known.store.set(target(sessionId), { kind: 'ready', answer }, NOW);
  }

  /** Opens a call, and gives its panel once its page is there: the n-th panel that was made, from 0. */
  async open(sessionId: string, index = 0, logLine?: LogLine): Promise<PagelessPanel> {
    this.panels.show(target(sessionId), logLine);
    const panel = this.window.panels[index];
    assert.ok(panel, `panel ${index} was made`);
    while (panel.webview.html === '') await settle();
    await panel.says({ type: 'ready', readerTimeZone: 'Europe/Berlin' });
    return panel;
  }

  #listen(listener: (change: ConnectionsChange) => void) {
    const subscription = this.connections.event(listener);
    this.listening += 1;
    return {
      dispose: () => {
        this.listening -= 1;
        subscription.dispose();
      },
    };
  }

  dispose(): void {
    this.panels.dispose();
    this.window.dispose();
  }
}
