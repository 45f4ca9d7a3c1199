/** What bytes are, by a table: the finder's words, digits and letters, which are all ASCII. */

const DIGIT = 1;
const HEX = 2;
const LETTER = 4;
const WORD = 8;

const CLASSES = new Uint8Array(256);
for (const char of '0123456789') CLASSES[char.charCodeAt(0)] = DIGIT | HEX | WORD;
for (let code = 0x61; code <= 0x7a; code += 1) {
  const bits = LETTER | WORD | (code <= 0x66 ? HEX : 0);
  CLASSES[code] = bits;
  CLASSES[code - 0x20] = bits;
}
CLASSES[0x5f] = WORD;

/** Of places before the start of the bytes, as of other bytes, this says no. */
export function isDigitAt(bytes: Uint8Array, at: number): boolean {
  return ((CLASSES[bytes[at] ?? 0] ?? 0) & DIGIT) !== 0;
}

export function isHexAt(bytes: Uint8Array, at: number): boolean {
  return ((CLASSES[bytes[at] ?? 0] ?? 0) & HEX) !== 0;
}

export function isLetterAt(bytes: Uint8Array, at: number): boolean {
  return ((CLASSES[bytes[at] ?? 0] ?? 0) & LETTER) !== 0;
}

export function isAlphanumericAt(bytes: Uint8Array, at: number): boolean {
  return ((CLASSES[bytes[at] ?? 0] ?? 0) & (LETTER | DIGIT)) !== 0;
}

/** ASCII letters, digits and `_`. */
export function isWordAt(bytes: Uint8Array, at: number): boolean {
  return ((CLASSES[bytes[at] ?? 0] ?? 0) & WORD) !== 0;
}

/** Whether a line ends with the byte here, given the byte after it. */
export function isLineEndAt(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return byte === 10 || (byte === 13 && bytes[at + 1] !== 10);
}

/** The place itself, or where the UTF-8 character begins that it is in the midst of. */
export function characterStartBefore(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && start > at - 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
