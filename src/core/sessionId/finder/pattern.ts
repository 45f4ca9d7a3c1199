import { invalidSessionId, parseSessionId } from '../index.ts';
import type { FoundSessionId, UserPattern } from './types.ts';

/** What the user's patterns find, in no order; white space around it is left out, and so is what can be no id. */
export function findPatternIds(text: string, patterns: readonly UserPattern[]): FoundSessionId[] {
  return patterns.flatMap((pattern) =>
    pattern.find(text).flatMap((range): FoundSessionId[] => {
      const raw = text.slice(range.start, range.end);
      const id = raw.trim();
      if (invalidSessionId(id) !== undefined) return [];
      const start = range.start + raw.indexOf(id);
      const session = parseSessionId(id);
      return [
        { session, start, end: start + id.length, form: 'pattern', looksCutOff: session.form === 'cut' },
      ];
    }),
  );
}
