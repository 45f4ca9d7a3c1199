/** Ends this process when it should end, so that nothing it started is left behind. */

/** How often it looks whether the process that started it is still there, in milliseconds. */
const ORPHAN_CHECK_MS = 500;

/** What a process exits with that a signal ended. */
export const INTERRUPTED = 130;

/** Read at the start: an orphan has another. */
const PARENT = process.ppid;

let watching = false;

/**
 * Calls `end` once: at a signal, or when the process that started this one is gone (a killed `npm test` tells
 * its children nothing). The default ends at once; the pipes that close with it end servers and browsers.
 */
export function onProcessEnd(end: () => void = () => process.exit(INTERRUPTED)): void {
  if (watching) return;
  watching = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  const check = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(check);
    end();
  }, ORPHAN_CHECK_MS).unref();
}
