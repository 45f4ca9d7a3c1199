/**
 * What the reader asked to be shown, wherever it is on the page. Parts of the page that belong to a person carry
 * `data-uid`; those that lasted, `data-from` and `data-to`, in milliseconds since 1970 UTC; those that belong to the
 * call and to nobody, only the latter.
 */
import type { Span } from '../../src/core/timeline.ts';

interface Highlight {
  readonly uid: string | undefined;
  readonly span: Span | undefined;
}

/** Outlasts a redraw. */
let current: Highlight | undefined;

/**
 * Highlights a person's row and bars, or the call's own bars.
 * @param uid undefined for what belongs to nobody
 * @param span leaves out bars that do not touch it; undefined for all
 */
export function highlight(uid: string | undefined, span: Span | undefined): void {
  current = { uid, span };
  applyHighlight();
  highlighted(document)[0]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Ends the highlight. */
export function clearHighlight(): void {
  current = undefined;
  applyHighlight();
}

/** Whether this is what is highlighted. */
export function isHighlighted(uid: string | undefined, span: Span | undefined): boolean {
  return current !== undefined && current.uid === uid && current.span?.from === span?.from;
}

/** Highlights what was highlighted before a redraw. */
export function applyHighlight(root: ParentNode = document): void {
  for (const element of highlighted(root)) element.classList.remove('highlighted');
  if (!current) return;
  for (const element of root.querySelectorAll<HTMLElement | SVGElement>('[data-uid], [data-from]')) {
    if (touches(element.dataset, current)) element.classList.add('highlighted');
  }
}

function highlighted(root: ParentNode): readonly Element[] {
  return [...root.querySelectorAll('.highlighted')];
}

function touches({ uid, from, to }: DOMStringMap, { uid: wanted, span }: Highlight): boolean {
  if (uid !== wanted) return false;
  if (span === undefined || from === undefined) return true;
  return Number(from) <= span.to && Number(to ?? from) >= span.from;
}
