/** Where the reader is on the page, which a redraw must not change. */

/** Where the focus goes when what had it is gone. */
const FALLBACK = 'refresh';

/** The id to be focused when the reader comes back to the page. */
let awaited: string | undefined;

window.addEventListener('focus', () => {
  if (awaited !== undefined && document.activeElement === document.body) focus(awaited);
  awaited = undefined;
});

// Where VS Code's own inputs open over the page, some browsers let go of what had the focus on it.
document.addEventListener('focusout', ({ target, relatedTarget }) => {
  if (relatedTarget !== null || !(target instanceof Element) || target.id === '') return;
  // Only now is it known whether the reader has left the page, or only that element.
  setTimeout(() => {
    if (!document.hasFocus()) awaited = target.id;
  });
});

let last: string | undefined;

/** Draws, and leaves focus and scroll positions as they were; where the subject is another, the page begins at its top. */
export function keepPlace(root: HTMLElement, subject: string, draw: () => void): void {
  const isAnother = subject !== last;
  last = subject;
  const { activeElement, scrollingElement } = document;
  const focused = root.contains(activeElement) ? (activeElement?.id ?? '') : awaited;
  const headings = headingsAround(activeElement);
  const page = { top: scrollingElement?.scrollTop ?? 0, left: scrollingElement?.scrollLeft ?? 0 };
  const within = [...root.querySelectorAll('.scroll')].map(({ id, scrollLeft, scrollTop }) => ({
    id,
    left: scrollLeft,
    top: scrollTop,
  }));
  draw();
  for (const { id, left, top } of isAnother ? [] : within) {
    if (left !== 0 || top !== 0) document.getElementById(id)?.scrollTo({ left, top, behavior: 'instant' });
  }
  // At its beginning the page stays by itself, and need not be laid out before the browser does so.
  if (page.top !== 0 || page.left !== 0) {
    const place = isAnother ? { top: 0, left: 0 } : page;
    scrollingElement?.scrollTo({ ...place, behavior: 'instant' });
  }
  if (focused === undefined) return;
  // While the reader is in another part of the window, the focus must not be taken from there.
  if (!document.hasFocus()) awaited = isAnother ? undefined : focused;
  else if (isAnother) focus(FALLBACK);
  else focus(focused, headings);
}

/** Those of the sections that something is in, the innermost first. */
function headingsAround(element: Element | null): readonly string[] {
  const section = element?.closest('section');
  if (!section) return [];
  return [section.querySelector('h2')?.id ?? '', ...headingsAround(section.parentElement)];
}

/** @param headings of the sections that what had the focus was in: they are nearer than the top of the page */
function focus(id: string, headings: readonly string[] = []): void {
  const [element] = [id, ...headings, FALLBACK].flatMap((each) => document.getElementById(each) ?? []);
  element?.focus({ preventScroll: true });
}
