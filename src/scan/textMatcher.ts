/** Decides what stands around a place by the finder that hover and links use, on the text around it. */
import { Buffer, isAscii } from 'node:buffer';
import type { FoundSessionId } from '../core/sessionId/finder/model.ts';
import type { RecordId } from './byteMatcher.ts';
import { CUT_OFF, FORMS } from './model.ts';

/** Finds ids in a text. */
export type TextFinder = (text: string) => readonly FoundSessionId[];

/** A stretch of the scanner's buffer. Its edges are sure where a line or the text begins or ends with them. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly sureStart: boolean;
  readonly sureEnd: boolean;
}

/** How far before a place an id can begin that is found by it, with its key and what stands before that, in bytes. */
const BACK = 1_536;
/** An id that begins closer than this to an edge that is not sure may look different in the whole text, in bytes. */
const START_GUARD = 1_024;
const END_GUARD = 5_200;
const AHEAD = 8_000;
/** A window that is opened for no place in particular takes so many bytes: more make patterns no faster. */
const LARGEST = 65_536;

/**
 * How many bytes before and after a place have to be there to decide what stands there: of a value, the finder
 * looks at no more than 1,536 UTF-16 code units, which are at most thrice as many bytes.
 */
export const CONTEXT = 8_192;

/**
 * The text that decides about a place: its line, since nothing that makes an id crosses lines, or of a long line
 * what can matter.
 */
export function windowAround(bytes: Uint8Array, filled: number, at: number, atFileStart: boolean): Window {
  let from = at;
  const lowest = Math.max(0, at - BACK);
  while (from > lowest && !isBreak(bytes[from - 1])) from -= 1;
  let to = at;
  const highest = Math.min(filled, at + AHEAD);
  while (to < highest && !isBreak(bytes[to])) to += 1;
  return {
    from,
    to,
    sureStart: from > lowest || (from === 0 && atFileStart) || isBreak(bytes[from - 1]),
    sureEnd: to < highest || to === filled,
  };
}

/**
 * The text from a place on, as many whole lines as a window takes.
 * @param isLast whether the text ends where the bytes do
 */
export function windowFrom(
  bytes: Uint8Array,
  filled: number,
  at: number,
  atFileStart: boolean,
  isLast: boolean,
): Window {
  const { from, sureStart } = windowAround(bytes, filled, at, atFileStart);
  const highest = Math.min(filled, at + LARGEST);
  if (highest === filled && isLast) return { from, to: filled, sureStart, sureEnd: true };
  let to = highest;
  while (to > at && !isBreak(bytes[to - 1])) to -= 1;
  return to > at ? { from, to, sureStart, sureEnd: true } : { from, to: highest, sureStart, sureEnd: false };
}

/**
 * Records the ids of a window that are sure, in order, and returns up to where it is decided what begins there.
 */
export function decideWindow(
  bytes: Uint8Array,
  { from, to, sureStart, sureEnd }: Window,
  find: TextFinder,
  record: RecordId,
): number {
  const start = characterStart(bytes, from, to);
  const lowest = sureStart ? from : from + START_GUARD;
  const highest = sureEnd ? to : Math.max(from, to - END_GUARD);
  const { text, offsets } = decodeUtf8(bytes, start, to);
  for (const { start: first, end, form, looksCutOff, session } of find(text)) {
    const idStart = start + (offsets ? (offsets[first] ?? 0) : first);
    const idEnd = start + (offsets ? (offsets[end] ?? 0) : end);
    if (idStart >= highest) break;
    if (idStart < lowest) continue;
    record(idStart, idEnd, FORMS.indexOf(form) + (looksCutOff ? CUT_OFF : 0), Buffer.from(session.id));
  }
  return highest;
}

function isBreak(byte: number | undefined): boolean {
  return byte === 10 || byte === 13;
}

/** The place itself, or where the character it is in the midst of ends. */
function characterStart(bytes: Uint8Array, at: number, highest: number): number {
  let start = at;
  while (start < highest && start < at + 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return start;
}

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
