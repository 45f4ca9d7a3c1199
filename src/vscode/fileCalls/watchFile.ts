import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Disposable } from '../../core/base/ports.ts';
import type { Subject } from './subject.ts';

/**
 * Hears of changes of a file on disk, also when another file takes its place, as log rotation does: that is why its
 * folder is watched. A file that cannot be watched is listed as it is.
 */
export function watchFile({ uri }: Subject, listener: () => void): Disposable | undefined {
  if (uri.scheme !== 'file') return undefined;
  const name = basename(uri.fsPath);
  try {
    const watcher = watch(dirname(uri.fsPath), { persistent: false }, (_event, changed) => {
      if (changed === null || changed === name) listener();
    });
    watcher.on('error', () => watcher.close());
    return { dispose: () => watcher.close() };
  } catch {
    return undefined;
  }
}
