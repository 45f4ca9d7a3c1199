/** How the bytes of a file are to be read, told by its first ones. */
import type { Format } from './protocol.ts';

/** How many bytes of a file tell its format. */
export const HEAD_SIZE = 4_096;
/** So many bytes have to be the same half of a UTF-16 character in a file without a byte order mark. */
const UTF16_SAMPLE = 512;

/** @param head the first bytes of a file: {@link HEAD_SIZE} of them, or all there are */
export function detectFormat(head: Uint8Array): Format {
  const [first, second, third] = head;
  if (first === 0x1f && second === 0x8b && third === 8) return { gzip: true, encoding: 'utf-8', bom: 0 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { gzip: false, encoding: 'utf-8', bom: 3 };
  if (first === 0xff && second === 0xfe) return { gzip: false, encoding: 'utf-16le', bom: 2 };
  if (first === 0xfe && second === 0xff) return { gzip: false, encoding: 'utf-16be', bom: 2 };
  return { gzip: false, encoding: withoutMark(head), bom: 0 };
}

/** As VS Code guesses: text in which every other byte is NUL is UTF-16; other NUL bytes are of no text. */
function withoutMark(head: Uint8Array): Format['encoding'] {
  if (!head.includes(0)) return 'utf-8';
  const sample = head.subarray(0, UTF16_SAMPLE);
  let [even, odd] = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = Math.floor(sample.length / 2);
  if (half > 0 && even === 0 && odd === half) return 'utf-16le';
  if (half > 0 && odd === 0 && even === half) return 'utf-16be';
  return 'binary';
}
