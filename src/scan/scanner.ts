/** The scanner as the extension uses it: files and texts are searched by workers, beside the extension host. */
import { FileError, type FileScanner, type FileScanOptions } from '../core/fileIndex.ts';
import { lookAt } from './fileHead.ts';
import { asFileError } from './failures.ts';
import { Crew } from './crew.ts';
import { MAX_IDS } from './idTable.ts';
import { indexOf, resumeOf } from './fileIndex.ts';
import type { FileIndex, Place } from './model.ts';

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
export interface Scanner extends FileScanner {
  scanFile(path: string, options?: ScanOptions): Promise<FileIndex>;
  scanText(text: string, options?: ScanOptions): Promise<FileIndex>;
  /** Where an id stands, in order: at most {@link MAX_PLACES} places. */
  occurrences(
    content: { readonly path: string } | { readonly text: string },
    sessionId: string,
    options?: ScanOptions,
  ): Promise<readonly Place[]>;
  /** Ends the workers; what is under way is cancelled. */
  dispose(): Promise<void>;
}

/** How many places of one id are told: more than anyone goes through one by one. */
export const MAX_PLACES = 10_000;

const SHARE_FROM = 8 * 1024 * 1024;

/** Starts no worker yet. */
export function createScanner(options: ScannerOptions): Scanner {
  return new WorkerScanner(options);
}

class WorkerScanner implements Scanner {
  readonly #crew: Crew;

  constructor({ workerPath, workers = 2, shareFrom = SHARE_FROM }: ScannerOptions) {
    this.#crew = new Crew(workerPath, workers, shareFrom);
  }

  scanFile(path: string, options: ScanOptions = {}): Promise<FileIndex> {
    return withStop(options.signal, async (stop) => {
      const patterns = options.patterns ?? [];
      const resume = resumeOf(options.resume, patterns);
      const head = await lookAt(path, resume);
      const job = { stop, patterns, onProgress: options.onProgress };
      if (resume && head.goesOn) {
        const part = await this.#crew.readFile(path, head, resume, job);
        // Past the limit, only a scan from the start lists and counts right.
        if (part.columns.size + resume.calls.length <= MAX_IDS)
          return indexOf(part, { patterns, head, base: resume });
      }
      return indexOf(await this.#crew.readFile(path, head, undefined, job), { patterns, head });
    });
  }

  scanText(text: string, options: ScanOptions = {}): Promise<FileIndex> {
    return withStop(options.signal, async (stop) => {
      const patterns = options.patterns ?? [];
      return indexOf(await this.#crew.readText(text, { stop, patterns }), { patterns });
    });
  }

  occurrences(
    content: { readonly path: string } | { readonly text: string },
    sessionId: string,
    options: ScanOptions = {},
  ): Promise<readonly Place[]> {
    return withStop(options.signal, async (stop) => {
      const job = { stop, patterns: options.patterns ?? [], onProgress: options.onProgress };
      const head = 'path' in content ? await lookAt(content.path, undefined) : undefined;
      return this.#crew.places(content, head, sessionId, MAX_PLACES, job);
    });
  }

  dispose(): Promise<void> {
    return this.#crew.dispose();
  }
}

/** Runs a task that ends at once, with the reason `cancelled`, when a signal is aborted; its worker soon after. */
async function withStop<T>(
  signal: AbortSignal | undefined,
  run: (stop: SharedArrayBuffer) => Promise<T>,
): Promise<T> {
  const stop = new SharedArrayBuffer(4);
  const cancelled = Promise.withResolvers<never>();
  const abort = () => {
    Atomics.store(new Int32Array(stop), 0, 1);
    cancelled.reject(new FileError('cancelled'));
  };
  if (signal?.aborted) throw new FileError('cancelled');
  signal?.addEventListener('abort', abort, { once: true });
  const done = run(stop);
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
