/** Workers that are started when first needed, and end when there has been nothing to do for a while. */
import { Worker } from 'node:worker_threads';
import { FileError } from '../core/fileIndex.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** How long an idle worker is kept, in milliseconds: starting one takes about 40. */
const IDLE_MS = 30_000;

interface Waiting {
  readonly resolve: (message: FromWorker) => void;
  readonly reject: (error: FileError) => void;
  readonly onProgress?: ((bytes: number, ids: number) => void) | undefined;
}

/** One worker. Its requests are answered in their order. */
export class WorkerLine {
  readonly #path: string;
  readonly #idleMs: number;
  readonly #waiting = new Map<number, Waiting>();
  /** The tasks whose parts the worker keeps: they would be lost with it. */
  readonly #kept = new Set<number>();
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

  /** How many requests are not answered yet. */
  get load(): number {
    return this.#waiting.size;
  }

  /** Rejects with a FileError when the task fails or the worker dies. */
  ask(
    message: Exclude<ToWorker, { kind: 'forget' }>,
    transfer: ArrayBuffer[] = [],
    onProgress?: Waiting['onProgress'],
  ): Promise<FromWorker> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    if (message.kind !== 'merge' && message.keep) this.#kept.add(message.number);
    return new Promise((resolve, reject) => {
      this.#waiting.set(message.number, { resolve, reject, onProgress });
      worker.postMessage(message, transfer);
    });
  }

  /** What was kept of a task is not wanted any more, or was merged. */
  forget(of: number): void {
    this.#kept.delete(of);
    if (this.#waiting.size === 0) this.#rest();
    this.#worker?.postMessage({ kind: 'forget', of } satisfies ToWorker);
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#kept.clear();
    this.#failAll(new FileError('cancelled'));
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#path, { name: 'cometchat-calls-scan' });
    // A scan must not keep a closing window alive.
    worker.unref();
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('error', () => this.#died(worker));
    worker.on('exit', () => this.#died(worker));
    return worker;
  }

  #hear(message: FromWorker): void {
    const waiting = this.#waiting.get(message.number);
    if (message.kind === 'progress') {
      waiting?.onProgress?.(message.bytes, message.ids);
      return;
    }
    this.#waiting.delete(message.number);
    if (this.#waiting.size === 0) this.#rest();
    if (message.kind === 'failed') waiting?.reject(new FileError(message.reason, message.code));
    else waiting?.resolve(message);
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#kept.size > 0) return;
    this.#idle = setTimeout(() => void this.dispose(), this.#idleMs);
    this.#idle.unref();
  }

  #died(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#kept.clear();
    this.#failAll(new FileError('io', 'WORKER'));
  }

  #failAll(error: FileError): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}
