import type { Severity } from '../../src/core/story/findings/index.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** Told apart by their shapes: an octagon with a cross, a triangle with an exclamation mark, a circle with an i. */
const SHAPES: Readonly<Record<Severity, string>> = {
  problem:
    'M5 1h6l4 4v6l-4 4H5l-4-4V5zm.6 3.5L4.5 5.6 6.9 8l-2.4 2.4 1.1 1.100L8 9.100l2.4 2.4 1.1-1.100L9.1 8l2.4-2.4-1.1-1.100L8 6.900z',
  notice: 'M8 1l7.5 14H.5zM7.2 6v4.500h1.600V6zm0 5.700v1.600h1.600v-1.600z',
  info: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm-.8 2.900v1.600h1.600V3.900zm0 2.900v5.300h1.600V6.800z',
};

/** The shape of a severity; its word stands beside it, so it is silent. */
export function severityIcon(severity: Severity): SVGElement {
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPES[severity]);
  path.setAttribute('fill-rule', 'evenodd');
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('class', `icon ${severity}`);
  icon.setAttribute('aria-hidden', 'true');
  icon.append(path);
  return icon;
}
