import { CallError } from '../core/failure/model.ts';
import type { Headers } from './rateLimit.ts';
import type { Dispatcher } from './undici.ts';

/** What a server answered: its head, and of its body what came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Why the body is not whole; a CallError `tooLarge` where it was more than is read. */
  readonly broke?: unknown;
}

/** What came back over the wire, as far as the log is concerned. */
export interface Traffic {
  status: number | undefined;
  /** Of the body, decompressed. */
  bytes: number;
}

type Dispatch = Dispatcher['dispatch'];

/**
 * Sends a request and collects its answer, without a stream in between. Rejects with what undici gives until the
 * answer has begun; from then on {@link Answer.broke} tells. Ends when the signal is aborted.
 * @param limitOf the largest body that is read of an answer of a status, in bytes
 */
export function send(
  dispatch: Dispatch,
  options: Dispatcher.DispatchOptions,
  limitOf: (status: number) => number,
  traffic: Traffic,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => collector.abort(signal.reason);
    const ended = (): void => signal.removeEventListener('abort', cancel);
    const collector = new Collector(limitOf, traffic, {
      answered: (answer) => {
        ended();
        resolve(answer);
      },
      failed: (error) => {
        ended();
        reject(error);
      },
    });
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    dispatch(options, collector);
  });
}

interface Ends {
  readonly answered: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

/** What undici tells of a request, made one answer. */
class Collector implements Dispatcher.DispatchHandler {
  readonly #limitOf: (status: number) => number;
  readonly #traffic: Traffic;
  readonly #ends: Ends;
  #controller: Dispatcher.DispatchController | undefined;
  #abortedBy: Error | undefined;
  #head: Pick<Answer, 'status' | 'headers'> | undefined;
  #limit = 0;
  readonly #chunks: Uint8Array[] = [];

  constructor(limitOf: (status: number) => number, traffic: Traffic, ends: Ends) {
    this.#limitOf = limitOf;
    this.#traffic = traffic;
    this.#ends = ends;
  }

  abort(reason: Error): void {
    this.#abortedBy ??= reason;
    this.#controller?.abort(this.#abortedBy);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortedBy !== undefined) controller.abort(this.#abortedBy);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // What comes before an answer, such as 103, is none.
    if (status < 200) return;
    this.#head = { status, headers };
    this.#traffic.status = status;
    this.#limit = this.#limitOf(status);
    if (Number(headers['content-length']) > this.#limit) this.#tooLarge();
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#traffic.bytes += chunk.byteLength;
    if (this.#traffic.bytes > this.#limit) this.#tooLarge();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#head) this.#ends.answered({ ...this.#head, body: this.#body() });
  }

  onResponseError(_: Dispatcher.DispatchController, error: unknown): void {
    if (this.#head) this.#ends.answered({ ...this.#head, body: this.#body(), broke: error });
    else this.#ends.failed(error);
  }

  #tooLarge(): void {
    this.abort(new CallError({ reason: 'tooLarge', limit: this.#limit }));
  }

  #body(): Uint8Array {
    const [only, ...more] = this.#chunks;
    return only && more.length === 0 ? only : Buffer.concat(this.#chunks);
  }
}
