import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/model.ts';
import type { Call } from '../../core/call/model.ts';
import type { Span } from '../../core/call/index.ts';
import { FileError } from '../../core/fileCalls/model.ts';
import type { LogReadOptions, LogWindow } from '../../core/logLanes/model.ts';
import type { WebhookEvent } from '../../core/webhook/model.ts';
import type { PanelLog, PanelWebhooks } from '../../shared/index.ts';
import { failureMessage, type LogClocks, noteText, subjectOf, watchFile } from '../fileCalls/index.ts';
import { after, t } from '../platform/index.ts';
import { laneIn, webhooksBeside } from './besideCall.ts';
import type { CallLogs } from './callLogs.ts';
import { nameOf } from './logLines.ts';

/** A file that changed is read again after so long, in milliseconds: a log is written in bursts. */
const SETTLED_MS = 300;
/** What takes no longer needs no word on how far it is, and the next one comes no sooner, in milliseconds. */
const SLOW_MS = 500;
/** A log that grows all the time, and takes long to read, is read for a fifth of the time at most. */
const PAUSE = 4;

export interface LaneDependencies {
  readonly logs: Pick<CallLogs, 'window' | 'lineAt'>;
  readonly clocks: Pick<LogClocks, 'correctionOf' | 'onDidChange'>;
  /** Replaces API keys in a text. */
  readonly redact: (text: string) => string;
}

/** What is known of one log, and what is under way for it. */
interface Followed {
  readonly uri: vscode.Uri;
  readonly watcher: Disposable | undefined;
  shown: PanelLog;
  /** The webhook events of the call in it, without keys. */
  webhooks: readonly WebhookEvent[];
  /** What was read last: a stretch of time, by a clock; undefined when it is to be read anew. */
  read: { readonly window: string; readonly clock: string } | undefined;
  reading: AbortController | undefined;
  /** Whether somebody ended its reading: it is read again when they say so. */
  isStopped: boolean;
  /** Whether it is to be read again, after the pause. */
  isOld: boolean;
  /** While it is there, nothing is read. */
  pause: Disposable | undefined;
}

/** The logs of one call as lanes of its timeline, read again when a file, its clock or the call changes. */
export class CallLanes {
  readonly #deps: LaneDependencies;
  readonly #sessionId: string;
  readonly #changed: () => void;
  readonly #followed = new Map<string, Followed>();
  readonly #subscriptions: readonly Disposable[];

  /** @param changed hears when the lanes are others */
  constructor(dependencies: LaneDependencies, sessionId: string, changed: () => void) {
    this.#deps = dependencies;
    this.#sessionId = sessionId;
    this.#changed = changed;
    this.#subscriptions = [
      dependencies.clocks.onDidChange((uri) => {
        if (this.#followed.has(uri.toString())) changed();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#isOld(document.uri.toString())),
    ];
  }

  /**
   * The lanes as they are now; what is to be read is begun.
   * @param window what of the logs is beside the call; undefined where it tells no time
   * @param isVisible whether anybody sees them: else nothing is read
   */
  update(uris: readonly string[], window: Span | undefined, isVisible: boolean): readonly PanelLog[] {
    for (const [uri, followed] of this.#followed) {
      if (uris.includes(uri)) continue;
      end(followed);
      this.#followed.delete(uri);
    }
    return uris.map((uri) => {
      const followed = this.#followed.get(uri) ?? this.#follow(uri);
      if (!window) return { ...followed.shown, state: 'ready', message: t('This call has no times.') };
      if (isVisible) this.#read(followed, window);
      return followed.shown;
    });
  }

  /** What the webhook events in the logs tell beside a call. */
  webhooks(call: Call): readonly PanelWebhooks[] {
    return [...this.#followed.values()].flatMap(({ shown: { uri, name, lane }, webhooks }) =>
      webhooks.length === 0 ? [] : [webhooksBeside(call, webhooks, { uri, log: name, lane })],
    );
  }

  /** Ends the reading of a log. */
  cancel(uri: string): void {
    const followed = this.#followed.get(uri);
    if (!followed?.reading) return;
    followed.reading.abort();
    followed.reading = undefined;
    followed.isStopped = true;
    const { name } = followed.shown;
    const message = t('The reading of {0} was cancelled.', name);
    followed.shown = { ...followed.shown, state: 'failed', share: undefined, message };
    this.#changed();
  }

  /** Reads a log again. */
  readAgain(uri: string): void {
    const followed = this.#followed.get(uri);
    if (!followed || followed.reading) return;
    followed.isStopped = false;
    followed.read = undefined;
    followed.pause?.dispose();
    followed.pause = undefined;
    followed.shown = { ...followed.shown, state: 'reading', message: undefined };
    this.#changed();
  }

  /** Whether a log is one of them. */
  has(uri: string): boolean {
    return this.#followed.has(uri);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const followed of this.#followed.values()) end(followed);
    this.#followed.clear();
  }

  #follow(text: string): Followed {
    const uri = vscode.Uri.parse(text);
    const followed: Followed = {
      uri,
      watcher: watchFile(subjectOf(uri), () => this.#isOld(text)),
      shown: {
        uri: text,
        name: nameOf(text),
        state: 'reading',
        message: undefined,
        lane: undefined,
      },
      webhooks: [],
      read: undefined,
      reading: undefined,
      isStopped: false,
      isOld: false,
      pause: undefined,
    };
    this.#followed.set(text, followed);
    return followed;
  }

  /** Reads a log, unless that was done, is under way, or has just been done; by another clock at once. */
  #read(followed: Followed, window: Span): void {
    if (followed.isStopped) return;
    const wanted = {
      window: JSON.stringify(window),
      clock: JSON.stringify(this.#deps.clocks.correctionOf(followed.uri)),
    };
    const isOfThisClock = followed.read?.clock === wanted.clock;
    if (isOfThisClock && followed.read?.window === wanted.window) return;
    if (isOfThisClock && (followed.reading || followed.pause)) {
      followed.isOld = true;
      return;
    }
    followed.reading?.abort();
    followed.pause?.dispose();
    followed.pause = undefined;
    followed.read = wanted;
    void this.#show(followed, window);
  }

  async #show(followed: Followed, window: Span): Promise<void> {
    const reading = new AbortController();
    const began = performance.now();
    followed.reading = reading;
    const { shown, webhooks } = await this.#laneOf(followed, window, reading.signal);
    if (reading.signal.aborted) return;
    followed.reading = undefined;
    followed.shown = shown;
    followed.webhooks = webhooks;
    this.#pause(followed, Math.max(SETTLED_MS, (performance.now() - began) * PAUSE));
    this.#changed();
  }

  async #laneOf(
    followed: Followed,
    window: Span,
    signal: AbortSignal,
  ): Promise<Pick<Followed, 'shown' | 'webhooks'>> {
    const { logs, clocks, redact } = this.#deps;
    const { uri } = followed;
    const onProgress = this.#progressOf(followed, signal);
    try {
      const read = await logs.window(uri, window, this.#sessionId, { signal, onProgress });
      const { lane, webhooks } = laneIn(uri, read, clocks, redact);
      const shown = {
        ...followed.shown,
        state: 'ready',
        share: undefined,
        message: wordsOf(read),
        lane,
      } as const;
      return { shown, webhooks };
    } catch (error) {
      const failure = error instanceof FileError ? error : new FileError('io');
      const message = failureMessage(failure, followed.shown.name);
      const state = failure.reason === 'notFound' ? 'gone' : 'failed';
      return {
        shown: { ...followed.shown, state, share: undefined, message, lane: undefined },
        webhooks: [],
      };
    }
  }

  /** Tells how far a first reading is; of a later one, what was read before is there. */
  #progressOf(followed: Followed, signal: AbortSignal): NonNullable<LogReadOptions['onProgress']> {
    let last = performance.now();
    return ({ bytes, total }) => {
      const now = performance.now();
      if (signal.aborted || followed.shown.state !== 'reading' || now - last < SLOW_MS || total <= 0) return;
      last = now;
      followed.shown = { ...followed.shown, share: Math.min(1, bytes / total) };
      this.#changed();
    };
  }

  /** A log is no longer what was read of it. */
  #isOld(uri: string): void {
    const followed = this.#followed.get(uri);
    if (!followed) return;
    followed.isOld = true;
    if (!followed.reading && !followed.pause) this.#pause(followed, SETTLED_MS);
  }

  #pause(followed: Followed, milliseconds: number): void {
    followed.pause = after(milliseconds, () => {
      followed.pause = undefined;
      if (!followed.isOld) return;
      followed.isOld = false;
      followed.read = undefined;
      this.#changed();
    });
  }
}

/** What is to be known of a log that was read; undefined where that is nothing. */
function wordsOf({ notes }: LogWindow): string | undefined {
  return notes.flatMap((kind) => noteText({ kind }) ?? []).join(' ') || undefined;
}

function end({ watcher, reading, pause }: Followed): void {
  watcher?.dispose();
  reading?.abort();
  pause?.dispose();
}
