/**
 * What the reader asked to be shown, wherever it is on the page: parts carry the `data-uid` of whom they belong to, and
 * `data-from` and `data-to` in milliseconds since 1970 UTC; the stretch of a finding has the class `band`.
 */
import type { Span } from '../../src/core/call/index.ts';

interface Highlight {
  readonly uid: string | undefined;
  readonly span: Span | undefined;
}

/** Told of those that are highlighted: nobody listens to more. */
const MOST_WORDS = 3;

/** Outlasts a redraw. */
let current: Highlight | undefined;

/** Highlights a person's row and bars, or without a uid the call's own; with a span only its band and the bars within. */
export function highlight(uid: string | undefined, span: Span | undefined): void {
  current = { uid, span };
  applyHighlight();
  const [first] = highlighted(document);
  (bandIn(document) ?? first)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Keeps what is highlighted through a redraw, where its stretch may have grown meanwhile. */
export function renewHighlight(uid: string | undefined, span: Span | undefined): void {
  current = { uid, span };
}

/** What is highlighted in the timeline, in words: the stretch itself, else a few of the bars. */
export function highlightedWords(): readonly string[] {
  const band = bandIn(document);
  const bars = band ? [band] : highlighted(document);
  return bars.flatMap(({ ariaLabel }) => ariaLabel ?? []).slice(0, MOST_WORDS);
}

export function clearHighlight(): void {
  current = undefined;
  applyHighlight();
}

export function isHighlighted(uid: string | undefined, span: Span | undefined): boolean {
  return current !== undefined && current.uid === uid && current.span?.from === span?.from;
}

export function applyHighlight(root: ParentNode = document): void {
  for (const element of highlighted(root)) element.classList.remove('highlighted');
  if (!current) return;
  for (const element of root.querySelectorAll<HTMLElement | SVGElement>('[data-uid], [data-from]')) {
    if (isMeant(element, current)) element.classList.add('highlighted');
  }
}

function highlighted(root: ParentNode): readonly Element[] {
  return [...root.querySelectorAll('.highlighted')];
}

function bandIn(root: ParentNode): Element | null {
  return root.querySelector('.band.highlighted');
}

function isMeant(
  { dataset, classList }: HTMLElement | SVGElement,
  { uid: wanted, span }: Highlight,
): boolean {
  const { uid, from, to } = dataset;
  const isBand = classList.contains('band');
  if (uid !== wanted) return false;
  if (from === undefined) return true;
  if (!span) return !isBand;
  const [first, last] = [Number(from), Number(to)];
  if (first === span.from && last === span.to) return true;
  // Of the call's own bars many can be within a stretch that is about none of them.
  return !isBand && uid !== undefined && first >= span.from && last <= span.to;
}
