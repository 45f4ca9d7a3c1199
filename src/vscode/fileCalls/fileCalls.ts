import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { Emitter } from '../../core/emitter.ts';
import {
  FileError,
  type FileCall,
  type FileFailureReason,
  type FileIndex,
  type FileScanner,
  type FileScanOptions,
} from '../../core/fileIndex.ts';
import type { FileOrder, FileRow } from '../../core/fileReport.ts';
import type { Disposable, Logger } from '../../core/ports.ts';
import type { LookUps } from '../lookUps.ts';
import { activeSubject, contentOf, type Subject } from './subject.ts';

/** A log that is being written changes many times a second: so long after a change it is searched, in milliseconds. */
const SETTLING_MS = 400;

/** What is known of the calls of a file. */
export type FileState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'scanning';
      readonly subject: Subject;
      readonly share: number;
      readonly last?: FileIndex;
    }
  | { readonly kind: 'ready'; readonly subject: Subject; readonly index: FileIndex }
  | {
      readonly kind: 'failed';
      readonly subject: Subject;
      readonly reason: FileFailureReason;
      readonly systemCode?: string;
    };

interface Dependencies {
  readonly scanner: FileScanner;
  readonly lookUps: LookUps;
  readonly logger: Logger;
  /** The user's own patterns, as sources of regular expressions. */
  readonly patterns: () => Promise<readonly string[]>;
}

/** The calls of one file at a time: scanned beside the extension host, followed as the file grows. */
export class FileCalls {
  readonly #deps: Dependencies;
  readonly #changed = new Emitter<void>();
  #state: FileState = { kind: 'none' };
  #scan: AbortController | undefined;
  #watch: Disposable | undefined;
  #again = false;
  #watched = false;
  #missed = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** What somebody looked at when the list was last chosen. */
  #active: string | undefined;
  /** Whether a file that somebody chose is being searched: turning to another one does not end that. */
  #chosen = false;
  readonly #ignored = new Set<string>();
  order: FileOrder = 'line';
  filter = '';

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  get onDidChange() {
    return this.#changed.event;
  }

  get state(): FileState {
    return this.#state;
  }

  /** Calls of the file with what is known of each. */
  rowsOf(calls: readonly FileCall[]): readonly FileRow[] {
    // What was asked as a user says less than what the file is about; of several, the newest counts.
    const plain = this.#deps.lookUps.store.all().filter(({ onBehalfOf }) => onBehalfOf === undefined);
    const known = new Map(plain.toReversed().map((lookUp) => [lookUp.sessionId, lookUp]));
    return calls.map((fileCall) => ({ fileCall, lookUp: known.get(fileCall.sessionId) }));
  }

  /** Lists the calls of what somebody looks at now; of nothing new, the list stays. */
  follow(): void {
    const subject = activeSubject();
    const uri = subject?.uri.toString();
    // A file that was chosen stays until somebody turns to another one.
    if (!subject || uri === undefined || uri === this.#active || this.#ignored.has(uri)) return;
    this.#active = uri;
    if (!isSame(subject, this.#state) && !this.#chosen) void this.#list(subject);
  }

  /** Lists the calls of a file that somebody chose. Settles when they are there; never rejects. */
  async show(subject: Subject, signal?: AbortSignal): Promise<FileState> {
    this.#active = activeSubject()?.uri.toString();
    this.#chosen = true;
    try {
      return await this.#list(subject, signal);
    } finally {
      this.#chosen = false;
    }
  }

  /** Keeps a document of our own, such as an export, from being listed. */
  ignore(uri: vscode.Uri): void {
    this.#ignored.add(uri.toString());
  }

  #list(subject: Subject, signal?: AbortSignal): Promise<FileState> {
    this.#scan?.abort();
    this.#watch?.dispose();
    this.#watch = watchFile(subject, () => this.#soon());
    return this.#run(subject, undefined, signal);
  }

  /** Looks for what has been added to the file that is listed. Settles when that is listed too; never rejects. */
  refresh(signal?: AbortSignal): Promise<FileState> {
    const state = this.#state;
    return state.kind === 'none' ? Promise.resolve(state) : this.#run(state.subject, indexOf(state), signal);
  }

  /** Scans what has been added since, and once more when more has come meanwhile. */
  async #update(): Promise<void> {
    const state = this.#state;
    if (state.kind === 'scanning') {
      this.#again = true;
      return;
    }
    if (state.kind === 'none') return;
    await this.#run(state.subject, indexOf(state));
  }

  /** Whether anybody sees the list: what nobody sees is brought up to date when it is shown again. */
  setWatched(watched: boolean): void {
    this.#watched = watched;
    if (watched && this.#missed) this.#soon();
  }

  /** Brings the list up to date a moment later, once for many changes. */
  #soon(): void {
    this.#missed = !this.#watched;
    if (!this.#watched) return;
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      void this.#update();
    }, SETTLING_MS);
  }

  /** The document of the file changed in its editor. */
  documentChanged(document: vscode.TextDocument): void {
    if (this.#state.kind !== 'none' && this.#state.subject.uri.toString() === document.uri.toString())
      this.#soon();
  }

  /** Where an id stands in the file, in its order. */
  async occurrences(
    sessionId: string,
  ): Promise<readonly { readonly line: number; readonly column: number }[]> {
    if (this.#state.kind === 'none') return [];
    const content = await contentOf(this.#state.subject);
    if ('tooLarge' in content) return [];
    return this.#deps.scanner.occurrences(content, sessionId, { patterns: await this.#deps.patterns() });
  }

  redraw(): void {
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#settling);
    this.#scan?.abort();
    this.#watch?.dispose();
  }

  async #run(subject: Subject, last: FileIndex | undefined, signal?: AbortSignal): Promise<FileState> {
    const scan = new AbortController();
    this.#scan = scan;
    this.#again = false;
    const withLast = last ? { last } : {};
    this.#set({ kind: 'scanning', subject, share: 0, ...withLast });
    const options: FileScanOptions = {
      patterns: await this.#deps.patterns(),
      signal: signal ? AbortSignal.any([scan.signal, signal]) : scan.signal,
      resume: last?.resume,
      onProgress: ({ bytes, total }) => {
        if (this.#scan === scan && total > 0)
          this.#set({ kind: 'scanning', subject, share: bytes / total, ...withLast });
      },
    };
    const state = await this.#result(subject, options);
    // A later file, or a later version of this one, has taken its place.
    if (this.#scan !== scan) return state;
    this.#set(state);
    if (this.#again) void this.#update();
    return state;
  }

  async #result(subject: Subject, options: FileScanOptions): Promise<FileState> {
    try {
      const content = await contentOf(subject);
      if ('tooLarge' in content) return { kind: 'failed', subject, reason: 'tooLarge' };
      const { scanner } = this.#deps;
      const index = await ('path' in content
        ? scanner.scanFile(content.path, options)
        : scanner.scanText(content.text, options));
      return { kind: 'ready', subject, index };
    } catch (error) {
      if (error instanceof FileError) {
        const { reason, systemCode } = error;
        return { kind: 'failed', subject, reason, ...(systemCode === undefined ? {} : { systemCode }) };
      }
      this.#deps.logger.error(
        `${subject.name} could not be searched: ${error instanceof Error ? error.name : 'failed'}`,
      );
      return { kind: 'failed', subject, reason: error instanceof vscode.FileSystemError ? 'notFound' : 'io' };
    }
  }

  #set(state: FileState): void {
    this.#state = state;
    this.#changed.fire();
  }
}

/** The newest index of a state. */
export function indexOf(state: FileState): FileIndex | undefined {
  if (state.kind === 'ready') return state.index;
  return state.kind === 'scanning' ? state.last : undefined;
}

function isSame(subject: Subject, state: FileState): boolean {
  return state.kind !== 'none' && state.subject.uri.toString() === subject.uri.toString();
}

/**
 * Hears of changes of a file on disk, also when another file takes its place, as log rotation does: that is why its
 * folder is watched. A file that cannot be watched is listed as it is.
 */
function watchFile({ uri }: Subject, listener: () => void): Disposable | undefined {
  if (uri.scheme !== 'file') return undefined;
  const name = basename(uri.fsPath);
  try {
    const watcher = watch(dirname(uri.fsPath), { persistent: false }, (_event, changed) => {
      if (changed === null || changed === name) listener();
    });
    watcher.on('error', () => watcher.close());
    return { dispose: () => watcher.close() };
  } catch {
    return undefined;
  }
}
