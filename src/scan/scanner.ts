/** The scanner as the extension uses it: files and texts are searched by workers, beside the extension host. */
import { FileError, type FileScanner, type FileScanOptions } from '../core/fileCalls/model.ts';
import {
  type LogContent,
  type LogReader,
  type LogReadOptions,
  type LogWindow,
  MAX_SLICES,
  type NearestLine,
  type NearestOptions,
  type WebhookOptions,
  type WindowOptions,
} from '../core/logLanes/model.ts';
import type { WebhookEvent } from '../core/webhook/model.ts';
import { asFileError } from './failures.ts';
import { type FileHead, readHead } from './fileHead.ts';
import { indexOf, resumeOf } from './fileIndex.ts';
import { MAX_IDS } from './idTable.ts';
import type {
  Answer,
  Content,
  FileContent,
  FileIndex,
  Part,
  Place,
  ResumePoint,
  Task,
  Wanted,
} from './model.ts';
import { WorkerPool } from './workerPool.ts';

export interface ScannerOptions {
  /** Of the script of the workers. */
  readonly workerPath: string;
  /** How many workers there are at most: 2 unless told otherwise; two share a large file. */
  readonly workers?: number;
  /** From how many bytes on two workers share a file: 8 MB unless told otherwise. */
  readonly shareFrom?: number;
}

export interface ScanOptions extends Omit<FileScanOptions, 'resume'> {
  /** From an earlier index of the same file: only what was appended since is scanned. Other values are ignored. */
  readonly resume?: unknown;
}

/** Every method rejects with a FileError and nothing else; when its signal is aborted, at once. */
export interface Scanner extends FileScanner, LogReader {
  scanFile(path: string, options?: ScanOptions): Promise<FileIndex>;
  scanText(text: string | Uint8Array, options?: ScanOptions): Promise<FileIndex>;
  /** Where an id stands, in order: at most {@link MAX_PLACES} places. */
  occurrences(
    content: { readonly path: string } | { readonly text: string | Uint8Array },
    sessionId: string,
    options?: ScanOptions,
  ): Promise<readonly Place[]>;
  /** Ends the workers; what is under way is cancelled. */
  dispose(): Promise<void>;
}

/** How many places of one id are told: more than anyone goes through one by one. */
const MAX_PLACES = 10_000;

const SHARE_FROM = 8 * 1024 * 1024;

/** Starts no worker yet. */
export function createScanner(options: ScannerOptions): Scanner {
  return new WorkerScanner(options);
}

/** What goes for all tasks of one request. */
interface Request {
  readonly stop: SharedArrayBuffer;
  readonly patterns: readonly string[];
  readonly onProgress: FileScanOptions['onProgress'] | undefined;
}

type Parts = readonly [Part, ...Part[]];

class WorkerScanner implements Scanner {
  readonly #pool: WorkerPool;
  readonly #shareFrom: number;
  #number = 0;

  constructor({ workerPath, workers = 2, shareFrom = SHARE_FROM }: ScannerOptions) {
    this.#pool = new WorkerPool(workerPath, workers);
    this.#shareFrom = shareFrom;
  }

  scanFile(path: string, options: ScanOptions = {}): Promise<FileIndex> {
    return cancellable(options, async (request) => {
      const { patterns } = request;
      const resume = resumeOf(options.resume, patterns);
      const head = await readHead(path, resume);
      if (resume && head.onlyGrew) {
        const parts = await this.#readFile(path, head, resume, request);
        // Past the limit, only a scan from the start lists and counts right.
        if (parts.reduce((sum, part) => sum + sizeOf(part), resume.calls.length) <= MAX_IDS)
          return indexOf(parts, { patterns, head, base: resume });
      }
      return indexOf(await this.#readFile(path, head, undefined, request), { patterns, head });
    });
  }

  scanText(text: string | Uint8Array, options: ScanOptions = {}): Promise<FileIndex> {
    return cancellable(options, async (request) => {
      const part = partOf(await this.#run(this.#task({ kind: 'index' }, { kind: 'text', text }, request)));
      return indexOf([part], request);
    });
  }

  occurrences(content: LogContent, sessionId: string, options: ScanOptions = {}): Promise<readonly Place[]> {
    return cancellable(options, async (request) => {
      const wanted: Wanted = { kind: 'occurrences', sessionId, limit: MAX_PLACES };
      const answer = await this.#run(this.#task(wanted, await contentOf(content), request));
      return answer.kind === 'places' ? answer.places : [];
    });
  }

  readWindow(content: LogContent, options: WindowOptions): Promise<LogWindow> {
    const { window, clock, names } = options;
    const slices = Math.min(MAX_SLICES, Math.max(1, Math.floor(options.slices)));
    return this.#readLog({ kind: 'window', window, clock, names, slices }, content, options, (answer) =>
      answer.kind === 'window' ? { value: answer.window } : undefined,
    );
  }

  readWebhooks(content: LogContent, options: WebhookOptions): Promise<readonly WebhookEvent[]> {
    const { clock, names } = options;
    return this.#readLog({ kind: 'webhooks', clock, names }, content, options, (answer) =>
      answer.kind === 'webhooks' ? { value: answer.events } : undefined,
    );
  }

  nearestLine(content: LogContent, options: NearestOptions): Promise<NearestLine | undefined> {
    const { instant, clock } = options;
    return this.#readLog({ kind: 'nearest', instant, clock }, content, options, (answer) =>
      answer.kind === 'nearest' ? { value: answer.nearest } : undefined,
    );
  }

  linesAt(
    content: LogContent,
    offsets: readonly number[],
    options: LogReadOptions = {},
  ): Promise<readonly number[]> {
    return this.#readLog({ kind: 'lines', offsets }, content, options, (answer) =>
      answer.kind === 'lines' ? { value: answer.lines } : undefined,
    );
  }

  #readLog<Value>(
    wanted: Wanted,
    content: LogContent,
    { signal, onProgress }: LogReadOptions,
    read: (answer: Answer) => { readonly value: Value } | undefined,
  ): Promise<Value> {
    return cancellable(signal ? { signal } : {}, async (request) => {
      const task = this.#task(wanted, await contentOf(content), request);
      const answer = await this.#run(task, (bytes, _ids, total = bytes) => onProgress?.({ bytes, total }));
      const result = read(answer);
      if (!result) throw unexpected(answer);
      return result.value;
    });
  }

  dispose(): Promise<void> {
    return this.#pool.dispose();
  }

  /** @param base from where to go on; all of the file without one */
  async #readFile(
    path: string,
    head: FileHead,
    base: ResumePoint | undefined,
    request: Request,
  ): Promise<Parts> {
    const content = fileContent(path, head, base);
    const isUtf8 = head.format.encoding === 'utf-8' || head.format.encoding === 'binary';
    if (isUtf8 && !head.format.gzip && head.size - content.from.offset >= this.#shareFrom) {
      const parts = await this.#share(content, head.size, request);
      if (parts) return parts;
    }
    const onProgress = (bytes: number, ids: number) => request.onProgress?.({ bytes, total: head.size, ids });
    return [partOf(await this.#run(this.#task({ kind: 'index' }, content, request), onProgress))];
  }

  /** Lets two workers read a file; nothing when what they found cannot be put together. */
  async #share(content: FileContent, total: number, request: Request): Promise<Parts | undefined> {
    const [first, second] = this.#pool.byLoad();
    if (!first || !second) return undefined;
    const start = content.from.offset;
    const middle = start + Math.floor((total - start) / 2);
    const early = this.#task({ kind: 'index' }, { ...content, partEnd: middle }, request);
    const from = { offset: middle, lineEnds: 0, column: 0 };
    const late = this.#task({ kind: 'index' }, { ...content, from }, request);
    const progress = [
      { bytes: 0, ids: 0 },
      { bytes: 0, ids: 0 },
    ];
    const report = (index: number, bytes: number, ids: number) => {
      progress[index] = { bytes: Math.max(0, bytes), ids };
      const sum = (of: 'bytes' | 'ids') => progress.reduce((all, part) => all + part[of], 0);
      request.onProgress?.({ bytes: start + sum('bytes'), total, ids: sum('ids') });
    };
    try {
      const answers = await Promise.all([
        first.run(early, (bytes, ids) => report(0, Math.min(bytes, middle) - start, ids)),
        second.run(late, (bytes, ids) => report(1, bytes - middle, ids)),
      ]);
      const [before, later] = [partOf(answers[0]), partOf(answers[1])];
      // It could not list all it found, so it may not have counted all that the first part lists.
      return later.found.unlistedPlaces > 0 ? undefined : [before, later];
    } catch (error) {
      // What one still does when the other has failed is of no use.
      Atomics.store(new Int32Array(request.stop), 0, 1);
      throw error;
    }
  }

  #run(
    task: Task,
    onProgress?: (bytes: number, ids: number, total: number | undefined) => void,
  ): Promise<Answer> {
    const [worker] = this.#pool.byLoad();
    if (!worker) throw new Error('There is no worker');
    return worker.run(task, onProgress);
  }

  #task(wanted: Wanted, content: Content, { patterns, stop }: Request): Task {
    this.#number += 1;
    return { ...wanted, number: this.#number, content, patterns, stop };
  }
}

/** Runs a request that ends at once, with the reason `cancelled`, when its signal is aborted; its workers soon after. */
async function cancellable<T>(
  { signal, patterns = [], onProgress }: ScanOptions,
  run: (request: Request) => Promise<T>,
): Promise<T> {
  const stop = new SharedArrayBuffer(4);
  const cancelled = Promise.withResolvers<never>();
  const abort = () => {
    Atomics.store(new Int32Array(stop), 0, 1);
    cancelled.reject(new FileError('cancelled'));
  };
  if (signal?.aborted) throw new FileError('cancelled');
  signal?.addEventListener('abort', abort, { once: true });
  const done = run({ stop, patterns, onProgress });
  try {
    return await Promise.race([done, cancelled.promise]);
  } catch (error) {
    // Once cancelled, nobody waits for what the worker still says.
    done.catch(() => undefined);
    throw asFileError(error);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function contentOf(content: LogContent): Promise<Content> {
  return 'text' in content
    ? { kind: 'text', text: content.text }
    : fileContent(content.path, await readHead(content.path, undefined), undefined);
}

function fileContent(path: string, head: FileHead, base: ResumePoint | undefined): FileContent {
  const { offset, lineEnds, column } = base ?? { offset: 0, lineEnds: 0, column: 0 };
  return {
    kind: 'file',
    path,
    device: head.device,
    inode: head.inode,
    format: head.format,
    // Files that tell no size, as those of /proc, are read as far as they go.
    to: head.size > 0 ? head.size : undefined,
    from: { offset, lineEnds, column },
    partEnd: undefined,
  };
}

/** How many different ids a part lists, at most. */
function sizeOf({ found, tail }: Part): number {
  return found.size + (tail?.found.size ?? 0);
}

function partOf(answer: Answer): Part {
  if (answer.kind === 'part') return answer.part;
  throw unexpected(answer);
}

function unexpected({ kind }: Answer): Error {
  return new Error(`A worker answered with ${kind}`);
}
