/** Decides by bytes alone what stands where the kernel found something, as far as that is plain. */
import { isHexAt } from './bytes.ts';
import { keyedAt } from './keyedId.ts';
import { legacyEndingAt, NONE, tailAround, UNDECIDED, v1EndingAt } from './wholeId.ts';

/** Takes a place: the bytes `from` to `to` of the scanner's buffer, and the id, which stands there or is spelt anew. */
export type Record = (
  from: number,
  to: number,
  form: number,
  bytes: Uint8Array,
  idFrom: number,
  idTo: number,
) => void;

/** Fewer hex digits than this before the mark of a cut are of no id. */
const SHORTEST_CUT = 16;
const V1 = 0;
const LEGACY = 1;

/** Decides about a block whose first half is hex digits: false when the finder has to look. */
export function decideHex(bytes: Uint8Array, block: number, record: Record): boolean {
  const tail = tailAround(bytes, block);
  if (tail < 0) return true;
  const end = legacyEndingAt(bytes, tail);
  if (end > 0) record(tail, end, LEGACY, bytes, tail, end);
  return end !== UNDECIDED;
}

/** Decides about a needle that begins here: false when the finder has to look. */
export function decideNeedle(bytes: Uint8Array, at: number, record: Record): boolean {
  const byte = (bytes[at] ?? 0) | 0x20;
  if (byte === 0x76) return decideV1(bytes, at, record);
  if (byte === 0x73) return decideKeyed(bytes, at, record);
  // The last hex digit before the mark of a cut.
  for (let digit = at; digit > at - SHORTEST_CUT; digit -= 1) if (!isHexAt(bytes, digit)) return true;
  return false;
}

function decideV1(bytes: Uint8Array, at: number, record: Record): boolean {
  const end = v1EndingAt(bytes, at);
  if (end > 0) record(at, end, V1, bytes, at, end);
  return end !== UNDECIDED;
}

function decideKeyed(bytes: Uint8Array, at: number, record: Record): boolean {
  const value = keyedAt(bytes, at);
  if (value === UNDECIDED) return false;
  if (value !== NONE) record(value.start, value.end, value.form, bytes, value.start, value.end);
  return true;
}
