import type { Disposable } from '../../core/base/model.ts';

/** Runs something once after so many milliseconds (0 to 2^31 − 1), unless it is disposed before. */
export function after(milliseconds: number, run: () => void): Disposable {
  const timer = setTimeout(run, milliseconds);
  return { dispose: () => clearTimeout(timer) };
}
