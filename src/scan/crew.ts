/** The workers, and who of them does what. */
import type { FileScanOptions } from '../core/fileIndex.ts';
import type { FileHead } from './fileHead.ts';
import { WorkerLine } from './workerPool.ts';
import type { Content, FromWorker, Part, Task } from './protocol.ts';
import type { Columns, Place, ResumePoint } from './model.ts';

/** What goes for all tasks of one request. */
export interface Job {
  readonly stop: SharedArrayBuffer;
  readonly patterns: readonly string[];
  readonly onProgress?: FileScanOptions['onProgress'] | undefined;
}

type FileContent = Extract<Content, { kind: 'file' }>;

/** Every method rejects with a FileError. */
export class Crew {
  readonly #lines: readonly WorkerLine[];
  readonly #shareFrom: number;
  #number = 0;

  /** @param shareFrom from how many bytes on two workers share a file */
  constructor(workerPath: string, workers: number, shareFrom: number) {
    this.#lines = Array.from({ length: Math.max(1, workers) }, () => new WorkerLine(workerPath));
    this.#shareFrom = shareFrom;
  }

  /** @param base from where to go on; all of the file without one */
  async readFile(path: string, head: FileHead, base: ResumePoint | undefined, job: Job): Promise<Part> {
    const content = fileContent(path, head, base);
    const isUtf8 = head.format.encoding === 'utf-8' || head.format.encoding === 'binary';
    if (isUtf8 && !head.format.gzip && head.size - content.from >= this.#shareFrom) {
      const part = await this.#share(content, head.size, job);
      if (part) return part;
    }
    return partOf(
      await this.#idlest().ask(this.#task('index', content, job), [], (bytes, ids) =>
        job.onProgress?.({ bytes, total: head.size, ids }),
      ),
    );
  }

  async readText(text: string, job: Job): Promise<Part> {
    return partOf(await this.#idlest().ask(this.#task('index', { kind: 'text', text }, job)));
  }

  async places(
    content: { readonly path: string } | { readonly text: string },
    head: FileHead | undefined,
    sessionId: string,
    limit: number,
    job: Job,
  ): Promise<readonly Place[]> {
    const what: Content | undefined =
      'text' in content
        ? { kind: 'text', text: content.text }
        : head && fileContent(content.path, head, undefined);
    if (!what) return [];
    const answer = await this.#idlest().ask({ ...this.#task('occurrences', what, job), sessionId, limit });
    return answer.kind === 'places' ? answer.places : [];
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#lines.map((line) => line.dispose()));
  }

  /** Lets two workers read a file; nothing when what they found cannot be put together. */
  async #share(content: FileContent, total: number, job: Job): Promise<Part | undefined> {
    const [first, second] = this.#lines.toSorted((a, b) => a.load - b.load);
    if (!first || !second) return undefined;
    const middle = content.from + Math.floor((total - content.from) / 2);
    const early: Task = { ...this.#task('index', { ...content, partEnd: middle }, job), keep: true };
    const late = this.#task('index', { ...content, from: middle, lineEnds: 0, column: 0 }, job);
    const report = reporter(content.from, total, job);
    try {
      const [, answer] = await Promise.all([
        first.ask(early, [], (bytes, ids) => report(0, Math.min(bytes, middle) - content.from, ids)),
        second.ask(late, [], (bytes, ids) => report(1, bytes - middle, ids)),
      ]);
      const later = partOf(answer);
      // It could not list all it found, so it may not have counted all that the first part lists.
      if (later.unlistedPlaces > 0) return undefined;
      const request = { kind: 'merge', number: this.#next(), of: early.number, later } as const;
      return partOf(await first.ask(request, buffersOf(later.columns)));
    } catch (error) {
      // What one still does when the other has failed is of no use.
      Atomics.store(new Int32Array(job.stop), 0, 1);
      throw error;
    } finally {
      first.forget(early.number);
    }
  }

  #task(kind: Task['kind'], content: Content, { patterns, stop }: Job): Task {
    return { kind, number: this.#next(), content, patterns, stop };
  }

  #next(): number {
    this.#number += 1;
    return this.#number;
  }

  #idlest(): WorkerLine {
    const [line] = this.#lines.toSorted((a, b) => a.load - b.load);
    if (!line) throw new Error('There is no worker');
    return line;
  }
}

function fileContent(path: string, head: FileHead, base: ResumePoint | undefined): FileContent {
  return {
    kind: 'file',
    path,
    device: head.device,
    inode: head.inode,
    format: head.format,
    // Files that tell no size, as those of /proc, are read as far as they go.
    to: head.size > 0 ? head.size : undefined,
    from: base?.offset ?? 0,
    partEnd: undefined,
    lineEnds: base?.lineEnds ?? 0,
    column: base?.column ?? 0,
  };
}

/** Adds up what two workers say of their progress. */
function reporter(from: number, total: number, { onProgress }: Job) {
  const parts = [
    { bytes: 0, ids: 0 },
    { bytes: 0, ids: 0 },
  ];
  return (index: number, bytes: number, ids: number) => {
    parts[index] = { bytes: Math.max(0, bytes), ids };
    const sum = (of: 'bytes' | 'ids') => parts.reduce((all, part) => all + part[of], 0);
    onProgress?.({ bytes: from + sum('bytes'), total, ids: sum('ids') });
  };
}

function partOf(answer: FromWorker): Part {
  if (answer.kind === 'part') return answer.part;
  throw new Error(`A worker answered with ${answer.kind}`);
}

/** What moves with a table when it goes from one thread to another. */
export function buffersOf(columns: Columns): ArrayBuffer[] {
  const { bytes, ends, counts, firstLines, lastLines, firstColumns, firstOffsets, forms } = columns;
  return [bytes, ends, counts, firstLines, lastLines, firstColumns, firstOffsets, forms].map(
    ({ buffer }) => buffer,
  );
}
