/** Decides what stands around a place by the finder that hover and links use, on the text around it. */
import { Buffer } from 'node:buffer';
import type { FoundSessionId } from '../core/finder.ts';
import { decodeUtf8 } from './decodeUtf8.ts';
import type { Record } from './byteMatcher.ts';
import { FORMS } from './model.ts';

/** Finds ids in a text. */
export type WindowFinder = (text: string) => readonly FoundSessionId[];

/** Added to a form's code where the id looks cut off. */
export const CUT_OFF = 8;

/** A stretch of the scanner's buffer. Its edges are sure where a line or the text begins or ends with them. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly sureStart: boolean;
  readonly sureEnd: boolean;
}

/** How far before a place an id can begin that is found by it, with its key and what stands before that, in bytes. */
const BACK = 512;
/** An id that begins closer than this to an edge that is not sure may look different in the whole text, in bytes. */
const START_GUARD = 256;
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
  find: WindowFinder,
  record: Record,
): number {
  const start = characterStart(bytes, from, to);
  const lowest = sureStart ? from : from + START_GUARD;
  const highest = sureEnd ? to : Math.max(from, to - END_GUARD);
  const { text, offsets } = decodeUtf8(bytes, start, to);
  for (const found of find(text)) {
    const idStart = start + (offsets ? (offsets[found.start] ?? 0) : found.start);
    const idEnd = start + (offsets ? (offsets[found.end] ?? 0) : found.end);
    if (idStart >= highest) break;
    if (idStart < lowest) continue;
    const id = Buffer.from(found.session.id);
    record(idStart, idEnd, FORMS.indexOf(found.form) + (found.looksCutOff ? CUT_OFF : 0), id, 0, id.length);
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
