/** Small pieces of DOM. Text enters by `textContent` only. */
import { severityWord } from '../../src/core/story/findings/index.ts';
import type { Severity } from '../../src/core/story/findings/model.ts';
import type { DrawnNode } from '../../src/core/story/layout/model.ts';
import type { Translate } from '../../src/core/base/index.ts';
import { RIGHT_TO_LEFT_WORDS } from '../../src/core/text/index.ts';

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

/** A heading with a count after it, unless that is 0; it takes the focus when what had it in its section is gone. */
export function counted(id: string, title: string, count: number | string): HTMLElement {
  return element(
    'h2',
    { id, tabindex: '-1' },
    title,
    ...(count === 0 ? [] : [' ', element('span', { class: 'count' }, String(count))]),
  );
}

/** A sentence whose `{0}`, `{1}` … are replaced by the nodes of that number. */
export function withNodes(sentence: string, ...nodes: readonly Node[]): readonly (Node | string)[] {
  return sentence
    .split(/\{(\d)\}/)
    .map((part, index) => (index % 2 === 1 ? (nodes[Number(part)] ?? '') : part));
}

/** How many there are beyond those that are shown: a list of strangers must not stop the page. */
export function beyond(count: number, most: number, t: Translate): HTMLElement | false {
  return count > most && element('p', { class: 'empty' }, t('and {0} more', count - most));
}

/** A text of strangers: its direction is its own, so that it cannot reorder what stands around it. */
export function isolated(text: string, className = ''): HTMLElement {
  return element('bdi', className === '' ? {} : { class: className }, text);
}

/** A sentence of the page's with names of strangers in it: those from right to left do not reorder its words. */
export function sentenceOf(text: string): readonly (Node | string)[] {
  return text.split(RIGHT_TO_LEFT_WORDS).map((part, index) => (index % 2 === 1 ? isolated(part) : part));
}

/** What scrolls sideways; in the order of Tab, because else only a mouse brings the last columns into view. */
export function scrolling(id: string, labelledBy: string, ...children: readonly Child[]): HTMLElement {
  const attributes = { class: 'scroll', id, role: 'group', 'aria-labelledby': labelledBy, tabindex: '0' };
  return element('div', attributes, ...children);
}

/** Makes an element of SVG, with its children. Text enters by `textContent` only. */
export function svgElement({
  tag,
  class: className,
  attributes = {},
  text,
  children = [],
}: DrawnNode): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  if (className !== undefined) made.setAttribute('class', className);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== undefined) made.textContent = text;
  made.append(...children.map(svgElement));
  return made;
}

/** Told apart by their shapes: an octagon with a cross, a triangle with an exclamation mark, a circle with an i. */
const SHAPES: Readonly<Record<Severity, string>> = {
  problem:
    'M5 1h6l4 4v6l-4 4H5l-4-4V5zm.6 3.5L4.5 5.6 6.9 8l-2.4 2.4 1.1 1.100L8 9.100l2.4 2.4 1.1-1.100L9.1 8l2.4-2.4-1.1-1.100L8 6.900z',
  notice: 'M8 1l7.5 14H.5zM7.2 6v4.500h1.600V6zm0 5.700v1.600h1.600v-1.600z',
  info: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm-.8 2.900v1.600h1.600V3.900zm0 2.900v5.300h1.600V6.800z',
};

/** What is said with a severity, behind its word. */
export function severitySentence(severity: Severity, message: string, t: Translate): HTMLElement {
  return element(
    'p',
    {},
    element('span', { class: 'severity' }, severityWord(severity, t)),
    ' ',
    element('span', {}, ...sentenceOf(message)),
  );
}

/** The shape of a severity; its word stands beside it, so it is silent. */
export function severityIcon(severity: Severity): SVGElement {
  return svgElement({
    tag: 'svg',
    class: `icon ${severity}`,
    attributes: { viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    children: [{ tag: 'path', attributes: { d: SHAPES[severity], 'fill-rule': 'evenodd' } }],
  });
}
