/**
 * The last instant that JavaScript has a date for, in milliseconds since 1970 UTC; as far before 1970 is the first.
 * With a number beyond it nothing can be reckoned or written.
 */
export const END_OF_TIME = 8.64e15;

/** Computers disagree by this much about what time it is, in milliseconds. */
export const CLOCKS_APART_MS = 5 * 60_000;
