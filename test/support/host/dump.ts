/** The text of a page and of every frame in it, so that a check can search what a person could have read. */
import type { Frame, Page } from 'playwright-core';

/** All text of the page and its frames, with attributes that are read aloud or shown. */
export async function domText(page: Page): Promise<string> {
  const parts: string[] = [];
  for (const frame of page.frames()) {
    parts.push(`# frame ${frame === page.mainFrame() ? 'workbench' : nameOf(frame)}`, await frameText(frame));
  }
  return `${parts.join('\n')}\n`;
}

function nameOf(frame: Frame): string {
  return new URL(frame.url(), 'about:blank').pathname.split('/').at(-1) ?? '';
}

async function frameText(frame: Frame): Promise<string> {
  try {
    return await frame.evaluate(collectText);
  } catch (error) {
    // A frame can be taken away while it is read.
    return `(not readable: ${error instanceof Error ? error.message.split('\n')[0] : String(error)})`;
  }
}

/** Runs inside the page: knows nothing of this file. */
function collectText(): string {
  const shown = [
    'aria-label',
    'aria-description',
    'title',
    'alt',
    'placeholder',
    'href',
    'value',
    'custom-hover',
  ];
  const lines: string[] = [];
  const visit = (node: Node, depth: number): void => {
    const indent = '  '.repeat(Math.min(depth, 12));
    if (node instanceof Text) {
      const text = node.data.trim();
      if (text) lines.push(indent + text);
      return;
    }
    if (!(node instanceof Element || node instanceof ShadowRoot || node instanceof Document)) return;
    if (node instanceof HTMLScriptElement || node instanceof HTMLStyleElement) return;
    if (node instanceof Element) {
      for (const name of shown) {
        const value = node.getAttribute(name);
        if (value) lines.push(`${indent}[${name}] ${value}`);
      }
      if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) {
        // What a masked box holds is not shown to anyone.
        const masked = node instanceof HTMLInputElement && node.type === 'password';
        if (node.value)
          lines.push(`${indent}[input] ${masked ? `(masked, ${node.value.length})` : node.value}`);
      }
      if (node.shadowRoot) visit(node.shadowRoot, depth + 1);
    }
    for (const child of node.childNodes) visit(child, depth + 1);
  };
  visit(document, 0);
  return lines.join('\n');
}
