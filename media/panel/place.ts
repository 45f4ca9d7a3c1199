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
  const heading = activeElement?.closest('section')?.querySelector('h2')?.id;
  const page = { top: scrollingElement?.scrollTop ?? 0, left: scrollingElement?.scrollLeft ?? 0 };
  const sideways = [...root.querySelectorAll('.scroll')].map(({ id, scrollLeft }) => ({ id, scrollLeft }));
  draw();
  for (const { id, scrollLeft } of sideways) {
    const drawn = document.getElementById(id);
    if (drawn && scrollLeft !== 0) drawn.scrollLeft = scrollLeft;
  }
  // At its beginning the page stays by itself, and need not be laid out before the browser does so.
  if (page.top !== 0 || page.left !== 0) scrollingElement?.scrollTo({ ...page, behavior: 'instant' });
  if (focused === undefined) return;
  // While the reader is in another part of the window, the focus must not be taken from there.
  if (document.hasFocus()) focus(focused, heading);
  else awaited = focused;
}

/** @param heading of the section that what had the focus was in: it is nearer than the top of the page */
function focus(id: string, heading?: string): void {
  const [element] = [id, heading, FALLBACK].flatMap((each) => document.getElementById(each ?? '') ?? []);
  element?.focus({ preventScroll: true });
}
