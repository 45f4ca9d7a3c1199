import * as vscode from 'vscode';
import { errorName } from '../../core/base/index.ts';
import type { Logger } from '../../core/base/model.ts';
import type { Span } from '../../core/call/index.ts';
import { FileError } from '../../core/fileCalls/model.ts';
import type {
  LogContent,
  LogReader,
  LogReadOptions,
  LogWindow,
  NearestLine,
} from '../../core/logLanes/model.ts';
import type { LogClock } from '../../core/logTime/model.ts';
import { redactEvent } from '../../core/webhook/index.ts';
import type { WebhookEvent } from '../../core/webhook/model.ts';
import { contentOf, type LogClocks, subjectOf } from '../fileCalls/index.ts';
import type { ReaderTime } from '../platform/index.ts';

/** A lane is drawn in so many slices: one is a few pixels of a wide panel. */
const SLICES = 300;

interface Dependencies {
  readonly reader: LogReader;
  readonly clocks: LogClocks;
  readonly readerTime: Pick<ReaderTime, 'zone'>;
  readonly logger: Pick<Logger, 'error'>;
  /** Replaces API keys in a text. */
  readonly redact: (text: string) => string;
  /** Settled when the keys are known that are to be taken out of what is shown of a log. */
  readonly keysRead: () => Promise<unknown>;
}

/** Reads logs by time, each with its own clock, wherever its content is. Every method rejects with a FileError. */
export class CallLogs {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** How the times of a log are read. */
  #clockOf(uri: vscode.Uri, near?: number): LogClock {
    const { clocks, readerTime } = this.#deps;
    return { timeZone: readerTime.zone, ...clocks.correctionOf(uri), near };
  }

  /** What a log says of a stretch of time, and which of its lines name a call. */
  window(uri: vscode.Uri, window: Span, sessionId: string, reading: LogReadOptions = {}): Promise<LogWindow> {
    const options = { window, clock: this.#clockOf(uri), names: [sessionId], slices: SLICES };
    return this.#read(uri, (content) => this.#deps.reader.readWindow(content, { ...options, ...reading }));
  }

  /**
   * The webhook events in a log, read through, without keys.
   * @param sessionId of which call; of any where it is undefined
   */
  async webhooks(
    uri: vscode.Uri,
    sessionId: string | undefined,
    signal?: AbortSignal,
  ): Promise<readonly WebhookEvent[]> {
    const names = sessionId === undefined ? undefined : [sessionId];
    const options = { clock: this.#clockOf(uri), names, ...(signal ? { signal } : {}) };
    const events = await this.#read(uri, (content) => this.#deps.reader.readWebhooks(content, options));
    const { redact } = this.#deps;
    // The id is what an event is found by: one that is a key names no call.
    const named = events.filter((event) => redact(event.sessionId) === event.sessionId);
    return named.map((event) => redactEvent(event, redact));
  }

  /** The line nearest to an instant, in milliseconds since 1970 UTC; undefined where no line tells a time. */
  nearest(uri: vscode.Uri, instant: number, signal?: AbortSignal): Promise<NearestLine | undefined> {
    const options = { instant, clock: this.#clockOf(uri, instant), ...(signal ? { signal } : {}) };
    return this.#read(uri, (content) => this.#deps.reader.nearestLine(content, options));
  }

  /** The number, from 0, of the line that begins at so many bytes. */
  async lineAt(uri: vscode.Uri, offset: number, signal?: AbortSignal): Promise<number> {
    const options = signal ? { signal } : {};
    const [line = 0] = await this.#read(uri, (content) =>
      this.#deps.reader.linesAt(content, [offset], options),
    );
    return line;
  }

  async #read<Result>(uri: vscode.Uri, read: (content: LogContent) => Promise<Result>): Promise<Result> {
    try {
      await this.#deps.keysRead();
      const content = await contentOf(subjectOf(uri));
      if ('tooLarge' in content) throw new FileError('tooLarge');
      return await read(content);
    } catch (error) {
      if (error instanceof FileError) throw error;
      this.#deps.logger.error(`A log could not be read: ${errorName(error)}`);
      throw new FileError(error instanceof vscode.FileSystemError ? 'notFound' : 'io');
    }
  }
}
