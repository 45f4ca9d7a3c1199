import type * as vscode from 'vscode';
import { Emitter, toLog } from '../../core/base/index.ts';
import type { FileCall, FileIndex, NotAsked } from '../../core/fileCalls/model.ts';
import type { FileOrder, FileRow } from '../../core/fileCalls/index.ts';
import type { Disposable } from '../../core/base/model.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { type Answer, answerOf, type LookUp } from '../../core/lookUp/model.ts';
import { type Attention, attentionOf } from '../../core/story/index.ts';
import { t } from '../platform/index.ts';
import { type FileState, newestIndex, isAbout, type Subject } from './model.ts';
import { placesOf, type Search, searchSubject, activeSubject, watchFile } from './subject.ts';

/** A log that is being written changes many times a second: so long after a change it is searched, in milliseconds. */
const SETTLING_MS = 400;

interface Dependencies extends Search {
  readonly lookUps: LookUpService;
}

/** The calls of one file at a time: scanned beside the extension host, followed as the file grows. */
export class FileCalls {
  readonly #deps: Dependencies;
  readonly #changed: Emitter<void>;
  #state: FileState = { kind: 'none' };
  #scan: AbortController | undefined;
  #watch: Disposable | undefined;
  #again = false;
  #watched = false;
  #missed = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** What somebody looked at when the list was last chosen. */
  #active: string | undefined;
  /** How many searches of files that somebody chose are under way: turning to another file does not end those. */
  #chosen = 0;
  readonly #ignored = new Set<string>();
  /** Worked out once for each answer: a list is drawn often. */
  readonly #attention = new WeakMap<Answer, Attention>();
  /** By session id, why the last run has not asked for it. */
  readonly #notAsked = new Map<string, NotAsked>();
  order: FileOrder = 'line';
  filter = '';

  constructor(deps: Dependencies) {
    this.#deps = deps;
    this.#changed = new Emitter(toLog(deps.logger));
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
    const plain = this.#deps.lookUps.store.known().filter(({ onBehalfOf }) => onBehalfOf === undefined);
    const known = new Map(plain.toReversed().map((lookUp) => [lookUp.sessionId, lookUp]));
    return calls.map((fileCall) => {
      const lookUp = known.get(fileCall.sessionId);
      const notAsked = this.#notAsked.get(fileCall.sessionId);
      return { fileCall, lookUp, attention: lookUp && this.#attentionTo(lookUp), notAsked };
    });
  }

  #attentionTo(lookUp: LookUp): Attention | undefined {
    const answer = answerOf(lookUp);
    if (!answer) return undefined;
    const known = this.#attention.get(answer);
    if (known) return known;
    const { sessionId, connectionId } = lookUp;
    const { appId, region } = this.#deps.lookUps.connection(connectionId) ?? {};
    const attention = attentionOf(answer.call, { asOf: answer.fetchedAt, sessionId, appId, region, t });
    this.#attention.set(answer, attention);
    return attention;
  }

  /** Notes why ids are not asked for, or that they are; shown at once. */
  setNotAsked(sessionIds: readonly string[], reason: NotAsked | undefined): void {
    for (const id of sessionIds) {
      if (reason) this.#notAsked.set(id, reason);
      else this.#notAsked.delete(id);
    }
    this.#changed.fire();
  }

  /** Forgets why ids were not asked for: there are other connections now. */
  forgetNotAsked(): void {
    if (this.#notAsked.size === 0) return;
    this.#notAsked.clear();
    this.#changed.fire();
  }

  /** Lists the calls of what somebody looks at now; of nothing new, the list stays. */
  follow(): void {
    const subject = activeSubject();
    const uri = subject?.uri.toString();
    // A file that was chosen stays until somebody turns to another one.
    if (!subject || uri === undefined || uri === this.#active || this.#ignored.has(uri)) return;
    this.#active = uri;
    if (!isAbout(this.#state, subject.uri) && this.#chosen === 0) void this.#list(subject);
  }

  /** Lists the calls of a file that somebody chose. Settles when they are there; never rejects. */
  async show(subject: Subject, signal?: AbortSignal): Promise<FileState> {
    this.#active = activeSubject()?.uri.toString();
    this.#chosen += 1;
    try {
      return await this.#list(subject, signal);
    } finally {
      this.#chosen -= 1;
    }
  }

  /** The calls of a file, whichever is listed, with what is known of each; empty where it cannot be searched. */
  async knownIn(subject: Subject, signal: AbortSignal): Promise<readonly FileRow[]> {
    const isListed = isAbout(this.#state, subject.uri);
    const state = isListed ? this.#state : await searchSubject(this.#deps, subject, { signal });
    return this.rowsOf(newestIndex(state)?.calls ?? []);
  }

  /** Keeps a document of our own, such as an export, from being listed. */
  ignore(uri: vscode.Uri): void {
    this.#ignored.add(uri.toString());
  }

  #list(subject: Subject, signal?: AbortSignal): Promise<FileState> {
    if (!isAbout(this.#state, subject.uri)) this.#notAsked.clear();
    this.#scan?.abort();
    this.#watch?.dispose();
    this.#watch = watchFile(subject, () => this.#soon());
    return this.#run(subject, undefined, signal);
  }

  /** Looks for what has been added to the file that is listed. Settles when that is listed too; never rejects. */
  refresh(signal?: AbortSignal): Promise<FileState> {
    const state = this.#state;
    return state.kind === 'none'
      ? Promise.resolve(state)
      : this.#run(state.subject, newestIndex(state), signal);
  }

  /** Scans what has been added since, and once more when more has come meanwhile. */
  async #update(): Promise<void> {
    const state = this.#state;
    if (state.kind === 'scanning') {
      this.#again = true;
      return;
    }
    if (state.kind === 'none') return;
    await this.#run(state.subject, newestIndex(state));
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
    if (isAbout(this.#state, document.uri)) this.#soon();
  }

  /** Where an id stands in the file, in its order. Rejects with a FileError, or as VS Code's file system does. */
  async occurrences(
    sessionId: string,
  ): Promise<readonly { readonly line: number; readonly column: number }[]> {
    const state = this.#state;
    if (state.kind === 'none') return [];
    return placesOf(this.#deps, state.subject, sessionId);
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
    const state = await searchSubject(this.#deps, subject, {
      signal: signal ? AbortSignal.any([scan.signal, signal]) : scan.signal,
      resume: last?.resume,
      onProgress: ({ bytes, total }) => {
        if (this.#scan === scan && total > 0)
          this.#set({ kind: 'scanning', subject, share: bytes / total, ...withLast });
      },
    });
    // A later file, or a later version of this one, has taken its place.
    if (this.#scan !== scan) return state;
    // What a worker says of its progress may be on its way still.
    this.#scan = undefined;
    const isCancelled = state.kind === 'failed' && state.reason === 'cancelled';
    this.#set(last && isCancelled ? { kind: 'ready', subject, index: last } : state);
    if (this.#again) void this.#update();
    return state;
  }

  #set(state: FileState): void {
    this.#state = state;
    this.#changed.fire();
  }
}
