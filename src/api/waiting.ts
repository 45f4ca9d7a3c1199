/** Why a wait was given up: the caller's signal, or its time. */
export class Interrupted extends Error {
  readonly by: 'cancelled' | 'deadline';
  /** The time that was allowed, in milliseconds. */
  readonly allowed: number;

  constructor(by: 'cancelled' | 'deadline', allowed: number) {
    super(by);
    this.allowed = allowed;
    this.name = 'Interrupted';
    this.by = by;
  }
}

/**
 * Runs work that must end: rejects with {@link Interrupted} as soon as the signal is aborted or the time
 * (milliseconds) is over, whether or not the work notices. undici does not: a request that is still
 * connecting ends only with its connection. The work's own signal is aborted at the same moment.
 */
export function bounded<T>(
  signal: AbortSignal,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) return Promise.reject(new Interrupted('cancelled', milliseconds));
  const inner = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const cleanUp = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    };
    const stop = (by: Interrupted['by']): void => {
      cleanUp();
      const interrupted = new Interrupted(by, milliseconds);
      reject(interrupted);
      inner.abort(interrupted);
    };
    const cancel = (): void => stop('cancelled');
    const timer = setTimeout(() => stop('deadline'), milliseconds);
    signal.addEventListener('abort', cancel, { once: true });
    work(inner.signal).then(resolve, reject).finally(cleanUp);
  });
}

/** Waits some milliseconds; rejects with {@link Interrupted} as soon as the signal is aborted. */
export function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return bounded(signal, milliseconds, () => new Promise<void>(() => {})).catch((error: unknown) => {
    if (!(error instanceof Interrupted) || error.by === 'cancelled') throw error;
  });
}
