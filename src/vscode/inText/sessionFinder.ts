import type * as vscode from 'vscode';
import type { FinderOptions, FoundSessionId, UserPattern } from '../../core/sessionId/finder/model.ts';
import { findSessionIdInLines, findSessionIds } from '../../core/sessionId/finder/index.ts';
import type { Logger } from '../../core/base/model.ts';
import { showSlowPattern, onSettingChange, setting } from '../platform/index.ts';

/** A pattern whose time is bounded: one that took too long finds nothing any more. */
interface GuardedPattern extends UserPattern {
  readonly isSlow: boolean;
}

/** Makes a pattern whose time is bounded, or says why it is no regular expression. */
export type PatternGuard = (source: string) => GuardedPattern | { readonly invalid: string };

/** How many patterns of the user are obeyed. */
const MAX_PATTERNS = 20;

/** Finds session ids in documents, with the user's own patterns besides the known forms. */
export class SessionFinder {
  readonly #guard: PatternGuard;
  readonly #logger: Logger;
  readonly #settingChange: vscode.Disposable;
  #patterns: readonly GuardedPattern[] = [];
  readonly #named = new Set<string>();

  constructor(guard: PatternGuard, logger: Logger) {
    this.#guard = guard;
    this.#logger = logger;
    this.#settingChange = onSettingChange('sessionIdPatterns', () => this.#readPatterns());
    this.#readPatterns();
  }

  /** The id at a position; its start and end count from the start of the line. */
  at(document: vscode.TextDocument, position: vscode.Position): FoundSessionId | undefined {
    // A log viewer may have wrapped it over two lines.
    const lines = [position.line - 1, position.line, position.line + 1]
      .filter((line) => line >= 0 && line < document.lineCount)
      .map((line) => document.lineAt(line).text);
    const index = position.line === 0 ? 0 : 1;
    return this.#guarded((options) => findSessionIdInLines(lines, index, position.character, options));
  }

  /** All ids of a text, in their order. */
  in(text: string): readonly FoundSessionId[] {
    return this.#guarded((options) => findSessionIds(text, options));
  }

  /** The sources of the user's patterns, as the settings have them. */
  sources(): readonly string[] {
    const sources: unknown = setting('sessionIdPatterns');
    if (!Array.isArray(sources)) return [];
    return sources
      .filter((source): source is string => typeof source === 'string' && source !== '')
      .slice(0, MAX_PATTERNS);
  }

  dispose(): void {
    this.#settingChange.dispose();
  }

  #guarded<Result>(find: (options: FinderOptions) => Result): Result {
    const result = find({ patterns: this.#patterns });
    for (const { isSlow, source } of this.#patterns) {
      if (!isSlow || this.#named.has(source)) continue;
      this.#named.add(source);
      this.#logger.warn(`cometchatCalls.sessionIdPatterns: too slow, and left out: ${source}`);
      showSlowPattern(source);
    }
    return result;
  }

  #readPatterns(): void {
    this.#named.clear();
    this.#patterns = this.sources().flatMap((source) => {
      const pattern = this.#guard(source);
      if (!('invalid' in pattern)) return [pattern];
      this.#logger.warn(
        `cometchatCalls.sessionIdPatterns: no regular expression: ${source} (${pattern.invalid})`,
      );
      return [];
    });
  }
}
