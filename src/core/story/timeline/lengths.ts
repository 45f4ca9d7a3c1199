import { formatDuration } from '../../text/duration.ts';
import type { Span } from '../../call/spans.ts';
import type { Translate } from '../../base/translate.ts';

/** How a stretch of time shows how long something was: as it was drawn, at most so, or at least. */
export type Bound = 'exact' | 'atMost' | 'atLeast';

/** The length of a stretch of time in words; undefined where it shows none: a moment that is not exact. */
export function lengthText({ from, to }: Span, bound: Bound, t: Translate): string | undefined {
  const length = formatDuration((to - from) / 1000, t);
  if (bound === 'exact') return length;
  if (from === to) return undefined;
  return bound === 'atMost' ? t('up to {0}', length) : t('at least {0}', length);
}
