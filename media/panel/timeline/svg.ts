import type { DrawnNode } from '../../../src/core/story/layout/nodes.ts';

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Makes an element of SVG, with its children. Text enters by `textContent` only. */
export function svgElement({
  tag,
  class: className,
  attributes = {},
  text,
  children = [],
}: DrawnNode): SVGElement {
  const made = document.createElementNS(NAMESPACE, tag);
  if (className !== undefined) made.setAttribute('class', className);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== undefined) made.textContent = text;
  made.append(...children.map(svgElement));
  return made;
}

/** A picture of a size in CSS pixels. */
export function picture(
  width: number,
  height: number,
  attributes: Readonly<Record<string, string>>,
  nodes: readonly DrawnNode[],
): SVGElement {
  return svgElement({ tag: 'svg', attributes: { width, height, ...attributes }, children: nodes });
}
