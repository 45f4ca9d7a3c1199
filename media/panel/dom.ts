/** Small pieces of DOM. Text enters by `textContent` only. */
import { RIGHT_TO_LEFT_WORDS } from '../../src/core/text/rightToLeft.ts';

type Child = Node | string | undefined | false;

interface Attributes {
  readonly class?: string;
  readonly id?: string;
  readonly title?: string;
  readonly role?: string;
  readonly scope?: string;
  readonly tabindex?: string;
  readonly value?: string;
  readonly [aria: `aria-${string}`]: string;
  readonly [data: `data-${string}`]: string;
}

/** Makes an element with attributes and children; strings become text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** Makes a button; its id keeps the focus on it when the page is drawn anew. */
export function button(
  id: string,
  label: string,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = element('button', { id, ...attributes }, label);
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

/**
 * A heading with a count after it. The space is for those who hear it, or copy it. It takes the focus when what
 * had it in its section is gone.
 * @param count a number, or a text such as `5 of 12`; none is written for 0
 */
export function counted(id: string, title: string, count: number | string): HTMLElement {
  return element(
    'h2',
    { id, tabindex: '-1' },
    title,
    ...(count === 0 ? [] : [' ', element('span', { class: 'count' }, String(count))]),
  );
}

/**
 * A sentence with elements in it, such as texts of strangers that are isolated.
 * @param sentence a message whose places were filled with `{0}`, `{1}` … again, for the nodes of that number
 */
export function withNodes(sentence: string, ...nodes: readonly Node[]): readonly (Node | string)[] {
  return sentence
    .split(/\{(\d)\}/)
    .map((part, index) => (index % 2 === 1 ? (nodes[Number(part)] ?? '') : part));
}

/** The first of many elements, and how many there are beyond: a list of strangers must not stop the page. */
export function capped<Item>(
  items: readonly Item[],
  most: number,
): { shown: readonly Item[]; beyond: number } {
  return { shown: items.slice(0, most), beyond: Math.max(0, items.length - most) };
}

/** A text of strangers: its direction is its own, so that it cannot reorder what stands around it. */
export function isolated(text: string, className = ''): HTMLElement {
  return element('bdi', className === '' ? {} : { class: className }, text);
}

/** A sentence of the page's with names of strangers in it: those from right to left do not reorder its words. */
export function sentenceOf(text: string): readonly (Node | string)[] {
  return text.split(RIGHT_TO_LEFT_WORDS).map((part, index) => (index % 2 === 1 ? isolated(part) : part));
}
