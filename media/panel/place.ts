/** Where the reader is on the page, which a redraw must not change. */

/** Where the focus goes when what had it is gone. */
const FALLBACK = 'refresh';

/** The id to be focused when the reader comes back to the page. */
let awaited: string | undefined;

window.addEventListener('focus', () => {
  if (awaited !== undefined && document.activeElement === document.body) focus(awaited);
  awaited = undefined;
});

/** Draws, and leaves the focus and all scroll positions as they were. */
export function keepPlace(root: HTMLElement, draw: () => void): void {
  const { activeElement, scrollingElement } = document;
  const focused = root.contains(activeElement) ? (activeElement?.id ?? '') : awaited;
  const page = { top: scrollingElement?.scrollTop ?? 0, left: scrollingElement?.scrollLeft ?? 0 };
  const sideways = [...root.querySelectorAll('.scroll')].map(({ id, scrollLeft }) => ({ id, scrollLeft }));
  draw();
  for (const { id, scrollLeft } of sideways) {
    const drawn = document.getElementById(id);
    if (drawn) drawn.scrollLeft = scrollLeft;
  }
  scrollingElement?.scrollTo({ ...page, behavior: 'instant' });
  if (focused === undefined) return;
  // While the reader is in another part of the window, the focus must not be taken from there.
  if (document.hasFocus()) focus(focused);
  else awaited = focused;
}

function focus(id: string): void {
  const element = id === '' ? null : document.getElementById(id);
  (element ?? document.getElementById(FALLBACK))?.focus({ preventScroll: true });
}
