/** The frames of the moving picture: what is on screen, with a mouse pointer and a line that says what is done. */
import type { Locator, Page } from 'playwright-core';
import { type Frame, movingPng } from './png.ts';
import { shot } from './scene.ts';

const POINTER_STEPS = 5;
const STEP_MS = 80;

export class Tour {
  readonly #page: Page;
  readonly #frames: Frame[] = [];
  #at = { x: 600, y: 420 };

  constructor(page: Page) {
    this.#page = page;
  }

  /** Puts pointer and line over the window. */
  async start(): Promise<void> {
    await this.#page.evaluate(addOverlay);
    await this.#point();
  }

  /** Keeps what is on screen, to be shown for so many milliseconds. @param says what the line says from now on */
  async frame(shownMs: number, says?: string): Promise<void> {
    if (says !== undefined)
      await this.#page.locator('#tour-line').evaluate((line, text) => (line.textContent = text), says);
    this.#frames.push({ png: await shot(this.#page), shownMs });
  }

  /** Moves the pointer to a place. @param offset from its upper left corner, in CSS pixels; default: its middle */
  async moveTo(place: Locator, offset?: { readonly x: number; readonly y: number }): Promise<void> {
    const box = await place.boundingBox();
    if (!box) throw new Error(`${String(place)} is not shown.`);
    const to = {
      x: box.x + (offset?.x ?? box.width / 2),
      y: box.y + (offset?.y ?? box.height / 2),
    };
    const from = this.#at;
    for (let step = 1; step <= POINTER_STEPS; step += 1) {
      const part = step / POINTER_STEPS;
      this.#at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      await this.#point();
      await this.frame(STEP_MS);
    }
  }

  /** The animated PNG. */
  picture(): Buffer {
    return movingPng(this.#frames);
  }

  async #point(): Promise<void> {
    await this.#page.locator('#tour-pointer').evaluate((pointer, { x, y }) => {
      if (pointer instanceof SVGElement) pointer.style.transform = `translate(${x}px, ${y}px)`;
    }, this.#at);
  }
}

/** Runs inside the page. */
function addOverlay(): void {
  const line = document.createElement('div');
  line.id = 'tour-line';
  line.style.cssText =
    'position:fixed;left:50%;bottom:44px;transform:translateX(-50%);z-index:100000;pointer-events:none;' +
    'padding:10px 20px;border-radius:8px;background:#6852d6;color:#fff;font:600 17px system-ui,sans-serif;' +
    'white-space:nowrap';
  const svg = 'http://www.w3.org/2000/svg';
  const pointer = document.createElementNS(svg, 'svg');
  pointer.id = 'tour-pointer';
  pointer.style.cssText =
    'position:fixed;left:0;top:0;width:20px;height:26px;z-index:100001;pointer-events:none';
  const arrow = document.createElementNS(svg, 'path');
  arrow.setAttribute('d', 'M1 1v18l4.5-4 3 7 3-1.300-3-6.700H15z');
  arrow.setAttribute('fill', '#fff');
  arrow.setAttribute('stroke', '#000');
  pointer.append(arrow);
  document.body.append(line, pointer);
}
