/** UTF-8 to text, with the way back from places in the text to places in the bytes. */
import { Buffer, isAscii } from 'node:buffer';

export interface Decoded {
  readonly text: string;
  /** The byte of each UTF-16 code unit and of the end, from the start of what was decoded; absent where it is the same. */
  readonly offsets?: Uint32Array;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes `bytes[from..to)`. What is no UTF-8 becomes replacement characters, as everywhere in the web and VS Code. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): Decoded {
  const part = bytes.subarray(from, to);
  if (isAscii(part))
    return { text: Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1') };
  const text = decoder.decode(part);
  const offsets = new Uint32Array(text.length + 1);
  let at = 0;
  for (let unit = 0; unit < text.length; unit += 1) {
    offsets[unit] = at;
    const code = text.charCodeAt(unit);
    if (code < 0x80) at += 1;
    else if (code < 0x800) at += 2;
    else if (code >= 0xd800 && code < 0xdc00) {
      // Both halves of a character beyond the first 65,536 begin where the character does.
      unit += 1;
      offsets[unit] = at;
      at += 4;
    } else at += code === 0xfffd ? replacedLength(part, at) : 3;
  }
  offsets[text.length] = at;
  return { text, offsets };
}

/** How many bytes one replacement character stands for: as much as could have begun a character (WHATWG Encoding). */
function replacedLength(bytes: Uint8Array, at: number): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
  if (first === 0xef && second === 0xbf && bytes[at + 2] === 0xbd) return 3;
  const length = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || !mayFollow(first, second) || at + 1 >= bytes.length) return 1;
  let end = 2;
  while (end < length - 1 && ((bytes[at + end] ?? 0) & 0xc0) === 0x80) end += 1;
  return end;
}

/** Whether a byte may be second after a first one: some would spell characters twice, or none. */
function mayFollow(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (first === 0xed) return second >= 0x80 && second <= 0x9f;
  if (first === 0xf0) return second >= 0x90 && second <= 0xbf;
  if (first === 0xf4) return second >= 0x80 && second <= 0x8f;
  return second >= 0x80 && second <= 0xbf;
}
