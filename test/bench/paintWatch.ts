/**
 * When what was asked for is painted: a watch in every frame, and the key that asked in the top one. All times are
 * milliseconds since 1970 by the browser's own clock, which its frames share.
 */
import type { Frame, Page } from 'playwright-core';
import { until } from '../support/host/page.ts';

/** What was painted in a frame: the session id of a call's story, or the heading of a Markdown preview. */
interface Painted {
  readonly what: string;
  readonly at: number;
}

const PAINTED = 'benchPainted';
const ASKED = 'benchAskedAt';

/** Watches the frames of a page that come from now on, and its keyboard. */
export async function watchPainting(page: Page): Promise<void> {
  await page.context().addInitScript(watchFrame, PAINTED);
  await page.evaluate((name) => {
    window.addEventListener(
      'keydown',
      ({ key }) => {
        if (key === 'Enter') Reflect.set(window, name, performance.timeOrigin + performance.now());
      },
      true,
    );
  }, ASKED);
}

/** From the last Enter to the end of the frame in which something was painted, in milliseconds. Waits for it. */
export async function paintedAfterEnter(page: Page, what: string): Promise<number> {
  const asked = Number(await page.evaluate((name) => Reflect.get(window, name) as unknown, ASKED));
  return until(`"${what}" to be painted`, async () => {
    const painted = await Promise.all(page.frames().map(paintedIn));
    const found = painted.flat().find((one) => one.what === what && one.at >= asked);
    return found && found.at - asked;
  });
}

/** A frame may be gone by the time it is asked. */
async function paintedIn(frame: Frame): Promise<readonly Painted[]> {
  try {
    return (
      (await frame.evaluate((name) => Reflect.get(window, name) as Painted[] | undefined, PAINTED)) ?? []
    );
  } catch {
    return [];
  }
}

/** Runs in the page, so it knows nothing of what stands around it here. */
function watchFrame(name: string): void {
  const painted: Painted[] = [];
  Reflect.set(window, name, painted);
  let last = '';
  const shown = () => {
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? '';
    const hasStory = document.querySelector('.verdict') && document.querySelector('.timeline svg.plot');
    return hasStory ? text('.session code') : text('.markdown-body h1');
  };
  // VS Code loads a webview's document in a hidden frame, and shows it when it is ready.
  const isVisible = () =>
    !window.frameElement || getComputedStyle(window.frameElement).visibility === 'visible';
  const whenPainted = (what: string) => {
    requestAnimationFrame(() => {
      if (!isVisible()) {
        whenPainted(what);
        return;
      }
      // A message that is sent from a frame's callback comes when that frame has been laid out and painted.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () =>
        painted.push({ what, at: performance.timeOrigin + performance.now() }),
      );
      port1.start();
      port2.postMessage(undefined);
    });
  };
  const look = () => {
    const what = shown();
    if (what === '' || what === last) return;
    last = what;
    whenPainted(what);
  };
  const observer = new MutationObserver(look);
  const observe = () => observer.observe(document, { childList: true, subtree: true, characterData: true });
  observe();
  // A frame begins with an empty document, which its first address replaces without a new window.
  const first = document;
  const waiting = setInterval(() => {
    if (document === first) return;
    clearInterval(waiting);
    observe();
    look();
  }, 5);
}
