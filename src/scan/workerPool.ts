/** Workers that are started when first needed, and end when there has been nothing to do for a while. */
import { Worker } from 'node:worker_threads';
import { FileError } from '../core/fileCalls/model.ts';
import type { Answer, Task } from './model.ts';

/** How long an idle worker is kept, in milliseconds: starting one takes about 40. */
const IDLE_MS = 30_000;

type OnProgress = (bytes: number, ids: number, total: number | undefined) => void;

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: FileError) => void;
  readonly onProgress: OnProgress | undefined;
}

export class WorkerPool {
  readonly #workers: readonly PooledWorker[];

  /** Starts no worker yet. */
  constructor(path: string, size: number) {
    this.#workers = Array.from({ length: Math.max(1, size) }, () => new PooledWorker(path));
  }

  /** The workers, those with the least to do first. */
  byLoad(): PooledWorker[] {
    return this.#workers.toSorted((a, b) => a.load - b.load);
  }

  /** Ends the workers; what is under way fails as cancelled. */
  async dispose(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.dispose()));
  }
}

/** One worker at a time, started anew when it has ended. Its tasks are done in their order. */
export class PooledWorker {
  readonly #path: string;
  readonly #idleMs: number;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  /**
   * @param path of the worker's script
   * @param idleMs how long the worker is kept when there is nothing to do, in milliseconds
   */
  constructor(path: string, idleMs = IDLE_MS) {
    this.#path = path;
    this.#idleMs = idleMs;
  }

  /** How many tasks are not done yet. */
  get load(): number {
    return this.#pending.size;
  }

  /** Rejects with a FileError when the task fails or the worker dies. */
  run(task: Task, onProgress?: OnProgress): Promise<Answer> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve, reject) => {
      this.#pending.set(task.number, { resolve, reject, onProgress });
      worker.postMessage(task);
    });
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#failAll(new FileError('cancelled'));
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#path, { name: 'cometchat-calls-scan' });
    // A scan must not keep a closing window alive.
    worker.unref();
    worker.on('message', (answer: Answer) => this.#onAnswer(answer));
    worker.on('error', () => this.#onEnd(worker));
    worker.on('exit', () => this.#onEnd(worker));
    return worker;
  }

  #onAnswer(answer: Answer): void {
    const pending = this.#pending.get(answer.number);
    if (answer.kind === 'progress') {
      pending?.onProgress?.(answer.bytes, answer.ids, answer.total);
      return;
    }
    this.#pending.delete(answer.number);
    if (this.#pending.size === 0) this.#startIdle();
    if (answer.kind === 'failed') pending?.reject(new FileError(answer.reason, answer.code));
    else pending?.resolve(answer);
  }

  #startIdle(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.dispose(), this.#idleMs);
    this.#idle.unref();
  }

  #onEnd(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#failAll(new FileError('io', 'WORKER'));
  }

  #failAll(error: FileError): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }
}
