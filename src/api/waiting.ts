/** Why a wait was given up: the caller's signal, or its time. */
export class Interrupted extends Error {
  readonly by: 'cancelled' | 'deadline';
  /** The time that was allowed, in milliseconds. */
  readonly allowed: number;

  constructor(by: 'cancelled' | 'deadline', allowed = 0) {
    super(by);
    this.allowed = allowed;
    this.name = 'Interrupted';
    this.by = by;
  }
}

/**
 * Waits for work that must end: rejects with {@link Interrupted} as soon as the signal is aborted or the time
 * (milliseconds) is over, whether or not the work notices. undici does not: a request that is still connecting
 * ends only with its connection. Whoever is to notice is told by `overdue`.
 */
export function within<T>(
  signal: AbortSignal,
  milliseconds: number,
  work: Promise<T>,
  overdue?: (interrupted: Interrupted) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cleanUp = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    };
    const cancel = (): void => {
      cleanUp();
      reject(signal.reason instanceof Interrupted ? signal.reason : new Interrupted('cancelled'));
    };
    const timer = setTimeout(() => {
      cleanUp();
      const interrupted = new Interrupted('deadline', milliseconds);
      reject(interrupted);
      overdue?.(interrupted);
    }, milliseconds);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    const settle = async (): Promise<void> => {
      try {
        resolve(await work);
      } catch (error) {
        reject(error);
      } finally {
        cleanUp();
      }
    };
    void settle();
  });
}

/** Waits some milliseconds; rejects with {@link Interrupted} as soon as the signal is aborted. */
export function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return within(signal, milliseconds, new Promise<void>(() => {})).catch((error: unknown) => {
    if (!(error instanceof Interrupted) || error.by === 'cancelled') throw error;
  });
}
