/** Regular expressions of the user, whose time is bounded whatever they and the text are. */
import { createContext, Script } from 'node:vm';
import { findSessionIds } from '../core/sessionId/finder/index.ts';
import type { UserPattern } from '../core/sessionId/finder/model.ts';
import type { ScanNote } from './model.ts';
import type { TextFinder } from './textMatcher.ts';

export interface GuardedPattern extends UserPattern {
  /** It took too long too often: it is left out from then on, and finds nothing. */
  readonly isSlow: boolean;
}

export interface InvalidPattern {
  /** Why it is no regular expression, in the words of the engine. */
  readonly invalid: string;
}

export interface GuardOptions {
  /**
   * How long one search may take, in milliseconds: 25 unless told otherwise. Where others have the processor for more
   * than half of that, it is begun again, up to four times in all.
   */
  readonly timeoutMs?: number;
  /** After so many searches that took longer it is left out: 2 unless told otherwise, as machines are busy at times. */
  readonly strikes?: number;
  /** The processor time that this process has used, in milliseconds, from any start. */
  readonly processorMs?: () => number;
}

/**
 * How often a search is begun at most. The timeout is one of the clock, and on a busy machine it passes while others
 * have the processor: such a search is done again.
 */
const MAX_ATTEMPTS = 4;

/** The share of its timeout for which a search had the processor, from which it was slow itself. */
const OWN_SHARE = 0.5;

function usedProcessorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** More matches than this in one text are not taken: a pattern that matches everywhere finds no ids. */
const MAX_MATCHES = 20_000;

// Lines are searched one by one, so that `^` and `$` mean a line's and hover and scan find the same. All in one go:
// each call across the border costs more than a line. Only numbers come back, as text: nothing of this realm is
// reachable from there, nor the other way round.
const SEARCH = new Script(`
  (() => {
    const ranges = [];
    const breaks = /\\r\\n|\\r|\\n/g;
    for (let from = 0; from <= text.length;) {
      const end = breaks.exec(text);
      const line = text.slice(from, end ? end.index : text.length);
      expression.lastIndex = 0;
      for (let match = expression.exec(line); match; match = expression.exec(line)) {
        const range = match.indices[1] ?? match.indices[0];
        if (range[1] > range[0]) ranges.push(from + range[0], from + range[1]);
        if (match[0] === '') expression.lastIndex += 1;
        if (ranges.length >= ${MAX_MATCHES * 2}) return ranges.join();
      }
      if (!end) break;
      from = breaks.lastIndex;
    }
    return ranges.join();
  })()
`);

/**
 * Makes a pattern of the source of a regular expression. It matches within lines; its first group is the id, or the
 * whole match where it has none.
 */
export function guardedPattern(
  source: string,
  { timeoutMs = 25, strikes = 2, processorMs = usedProcessorMs }: GuardOptions = {},
): GuardedPattern | InvalidPattern {
  const context: Record<string, unknown> = createContext({ text: '', source });
  try {
    new Script('expression = new RegExp(source, "gd")').runInContext(context, { timeout: 1_000 });
  } catch (error) {
    return {
      invalid: error instanceof Error ? error.message : String(Reflect.get(Object(error), 'message')),
    };
  }
  const strikeMs = timeoutMs * OWN_SHARE;
  let leftMs = strikes * strikeMs;
  const search = (): unknown => {
    const began = processorMs();
    try {
      // The timeout ends a running regular expression too: V8 asks for interrupts when it backtracks.
      return SEARCH.runInContext(context, { timeout: timeoutMs });
    } catch (error) {
      const own = isTimeout(error) ? processorMs() - began : strikeMs;
      leftMs -= Math.min(strikeMs, own);
      return undefined;
    }
  };
  return {
    source,
    get isSlow() {
      return leftMs <= 0;
    },
    find(text) {
      const before = leftMs;
      context['text'] = text;
      try {
        for (let attempt = 0; attempt < MAX_ATTEMPTS && leftMs > Math.max(0, before - strikeMs); attempt++) {
          const found = search();
          if (found === undefined) continue;
          leftMs = before;
          return rangesOf(found);
        }
        return [];
      } finally {
        context['text'] = '';
      }
    },
  };
}

function isTimeout(error: unknown): boolean {
  return Reflect.get(Object(error), 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

function rangesOf(joined: unknown): { start: number; end: number }[] {
  if (typeof joined !== 'string' || joined === '') return [];
  const numbers = joined.split(',').map(Number);
  return Array.from({ length: numbers.length / 2 }, (_, index) => ({
    start: numbers[index * 2] ?? 0,
    end: numbers[index * 2 + 1] ?? 0,
  }));
}

/** How long a pattern may take for one window of at most 64 KB, in milliseconds. */
const WINDOW_MS = 250;

/** The finder with the user's patterns, and what is to be said of these. */
export interface ScanFinder {
  readonly find: TextFinder;
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
