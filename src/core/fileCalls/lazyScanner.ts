import type { FileScanner } from './model.ts';
import { lazily } from '../base/lazily.ts';

/** A scanner that is loaded at the first file, and again should loading it have failed. */
export function lazyScanner(load: () => Promise<FileScanner>): FileScanner {
  const scanner = lazily(load);
  return {
    scanFile: async (path, options) => (await scanner()).scanFile(path, options),
    scanText: async (text, options) => (await scanner()).scanText(text, options),
    occurrences: async (content, sessionId, options) =>
      (await scanner()).occurrences(content, sessionId, options),
  };
}
