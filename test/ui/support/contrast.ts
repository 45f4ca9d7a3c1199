/** The contrast of two opaque colours, as the accessibility guidelines count it: 1 to 21; NaN for other colours. */
export function contrast(colours: readonly string[]): number {
  const [darker = NaN, lighter = NaN] = colours.map(luminance).toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Of a colour as `getComputedStyle` writes it: `rgb(31, 31, 31)`, or `color(srgb 0.9 0.4 0)`. */
function luminance(colour: string): number {
  const [red = NaN, green = NaN, blue = NaN, ...alpha] = (colour.match(/[\d.]+/g) ?? [])
    .map(Number)
    .map((part) => (colour.startsWith('color(') ? part : part / 255))
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return alpha.length > 0 ? NaN : red * 0.2126 + green * 0.7152 + blue * 0.0722;
}
