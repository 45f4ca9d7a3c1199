/** The finder with the user's patterns, and what is to be said of these. */
import { findSessionIds } from '../core/finder.ts';
import { type GuardedPattern, guardedPattern } from './patterns.ts';
import type { WindowFinder } from './textMatcher.ts';
import type { ScanNote } from './model.ts';

/** How long a pattern may take for one window of at most 64 KB, in milliseconds. */
const WINDOW_MS = 250;

export interface ScanFinder {
  readonly find: WindowFinder;
  /** Which patterns are no regular expressions, and which were left out because they took too long. */
  notes(): ScanNote[];
}

export function createFinder(sources: readonly string[], timeoutMs = WINDOW_MS): ScanFinder {
  const patterns: GuardedPattern[] = [];
  const invalid: ScanNote[] = [];
  for (const source of sources) {
    const pattern = guardedPattern(source, { timeoutMs, strikes: 1 });
    if ('invalid' in pattern) invalid.push({ kind: 'invalidPattern', pattern: source });
    else patterns.push(pattern);
  }
  const options = patterns.length === 0 ? {} : { patterns };
  return {
    find: (text) => findSessionIds(text, options),
    notes: () => [
      ...invalid,
      ...patterns
        .filter(({ isSlow }) => isSlow)
        .map(({ source }) => ({ kind: 'slowPattern' as const, pattern: source })),
    ],
  };
}
