import type { Disposable, Logger } from './model.ts';

/** What becomes of an error that a listener threw: nobody else would hear of it. */
export function toLog(logger: Pick<Logger, 'error'>): (error: unknown) => void {
  return (error) => logger.error(`A view failed: ${String(error)}`);
}

/** Tells listeners that something happened. A listener that throws does not keep the others from hearing. */
export class Emitter<Event> {
  readonly #listeners = new Set<(event: Event) => void>();
  readonly #onListenerError: (error: unknown) => void;

  /** @param onListenerError is told what a listener threw: in the extension, for the log */
  constructor(onListenerError: (error: unknown) => void) {
    this.#onListenerError = onListenerError;
  }

  /** Adds a listener; disposing the result removes it. */
  readonly event = (listener: (event: Event) => void): Disposable => {
    // A wrapper of its own, so that adding one function twice gives two independent subscriptions.
    const subscription = (event: Event) => listener(event);
    this.#listeners.add(subscription);
    return { dispose: () => this.#listeners.delete(subscription) };
  };

  fire(event: Event): void {
    // A copy, so that a listener added meanwhile hears of what comes after it only.
    for (const listener of new Set(this.#listeners)) {
      if (!this.#listeners.has(listener)) continue;
      try {
        listener(event);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}
