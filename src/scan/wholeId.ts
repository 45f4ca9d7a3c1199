/** Whole v1 and legacy ids in bytes, by the rules of the finder (core/finder/whole.ts), where these are plain. */
import { isAlphanumericAt, isDigitAt, isHexAt, isLetterAt, isWordAt } from './bytes.ts';

/** Both forms end in so many hex digits in a row. */
export const TAIL = 50;
const SECONDS = 10;
const DOT = 0x2e;

/** It cannot be told from the bytes alone: an escape may end before it, for one. */
export const UNDECIDED = -1;
export const NONE = 0;

/**
 * Where the whole v1 id ends that begins here, NONE, or UNDECIDED, which is also said of what may be a v1 id that
 * was cut short.
 * @param at where `v1.` stands, in either case
 */
export function v1EndingAt(bytes: Uint8Array, at: number): number {
  const region = at + 3;
  if (!isLetterAt(bytes, region)) return NONE;
  let dot = region + 1;
  while (dot <= region + 16 && (isAlphanumericAt(bytes, dot) || bytes[dot] === 0x2d)) dot += 1;
  if (bytes[dot] !== DOT || dot - region < 2 || dot - region > 16) return NONE;
  const app = dot + 1;
  let end = app;
  while (end <= app + 40 && isAlphanumericAt(bytes, end)) end += 1;
  const tail = end + 1;
  const whole = bytes[end] === DOT && end - app >= 6 && end - app <= 40 && isTail(bytes, tail);
  if (whole) return isWordAt(bytes, at - 1) ? UNDECIDED : tail + TAIL;
  return mayBeCut(bytes, region, dot) ? UNDECIDED : NONE;
}

/** Whether a region of letters and then at least eight hex digits stand here, as in a v1 id that was cut short. */
function mayBeCut(bytes: Uint8Array, region: number, dot: number): boolean {
  if (dot - region > 8) return false;
  for (let at = region; at < dot; at += 1) if (!isLetterAt(bytes, at)) return false;
  for (let at = dot + 1; at <= dot + 8; at += 1) if (!isHexAt(bytes, at)) return false;
  return true;
}

/** Whether here stand ten digits and forty hex digits, and no word goes on after them. */
function isTail(bytes: Uint8Array, at: number): boolean {
  for (let digit = at; digit < at + SECONDS; digit += 1) if (!isDigitAt(bytes, digit)) return false;
  for (let digit = at + SECONDS; digit < at + TAIL; digit += 1) if (!isHexAt(bytes, digit)) return false;
  return !isWordAt(bytes, at + TAIL);
}

/**
 * Where the whole legacy id ends that begins here, NONE, or UNDECIDED.
 * @param at where the 50 digits begin
 */
export function legacyEndingAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  const before = bytes[at - 1] ?? 0;
  const plausibleTime = first === 0x31 ? second >= 0x34 : first === 0x32 && second <= 0x31;
  if (!plausibleTime || !isTail(bytes, at) || before === DOT) return NONE;
  // Behind a word it may still begin, after an escape; behind other text it may be the end of a cut v1 id.
  if (before >= 0x80 || isWordAt(bytes, at - 1)) return UNDECIDED;
  return hasLetter(bytes, at + SECONDS, at + TAIL) ? at + TAIL : NONE;
}

function hasLetter(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isDigitAt(bytes, at)) return true;
  return false;
}

/** Where the last 50 hex digits begin of a run that covers the 16 bytes here; -1 when they do not cover them, too. */
export function tailAround(bytes: Uint8Array, block: number): number {
  let end = block + 16;
  const highest = block + TAIL;
  while (end <= highest && isHexAt(bytes, end)) end += 1;
  const tail = end - TAIL;
  if (end > highest || tail < 0) return -1;
  for (let at = tail; at < block; at += 1) if (!isHexAt(bytes, at)) return -1;
  return tail;
}
