/**
 * How single values of the Calls API are read: each into the one unit of the model, with a lenient twin for
 * values of the wrong type whose meaning is still plain (a number sent as a string).
 */
import * as v from 'valibot';

const number = v.pipe(v.number(), v.finite());
const numericString = v.pipe(v.string(), v.trim(), v.regex(/^-?\d{1,15}(?:\.\d+)?$/), v.transform(Number));

/** 2001-09-09 to 2286-11-20: the instants that ten digits of Unix seconds can name. */
const UNIX_SECONDS = { min: 1_000_000_000, max: 9_999_999_999 };

const inUnixSeconds = v.check<number, string>(
  (seconds) => seconds >= UNIX_SECONDS.min && seconds <= UNIX_SECONDS.max,
  'not within the range of ten-digit Unix seconds',
);
const toMilliseconds = v.transform((seconds: number) => Math.round(seconds * 1000));

/** Unix seconds, into milliseconds since 1970 UTC. Zero is no instant: it is refused like the rest of the range. */
export const instant = v.pipe(number, inUnixSeconds, toMilliseconds);

/** As {@link instant}, from a numeric string or from milliseconds (13 digits), which some clients write. */
export const lenientInstant = v.pipe(
  v.union([number, numericString]),
  v.transform((value) => (value > UNIX_SECONDS.max ? value / 1000 : value)),
  inUnixSeconds,
  toMilliseconds,
);

/** More than any call can have, and far from where arithmetic on doubles ends in infinity. */
const LARGEST = 1_000_000_000_000;

const nonNegative = v.check<number, string>(
  (value) => value >= 0 && value <= LARGEST,
  'negative, or beyond all reason',
);
const minutesToSeconds = v.transform((minutes: number) => Math.round(minutes * 60_000) / 1000);

/** Minutes, into seconds. */
export const minutes = v.pipe(number, nonNegative, minutesToSeconds);

/** As {@link minutes}, from a numeric string. */
export const lenientMinutes = v.pipe(numericString, nonNegative, minutesToSeconds);

/** A count. */
export const count = v.pipe(v.number(), v.integer(), nonNegative);

/** As {@link count}, from a numeric string. */
export const lenientCount = v.pipe(numericString, v.integer(), nonNegative);

export const text = v.string();

/** An id that was sent as a number. */
export const lenientText = v.pipe(
  number,
  v.transform((value) => String(value)),
);

export const boolean = v.boolean();

/** A truth value as PHP and databases write it. */
export const lenientBoolean = v.pipe(
  v.union([
    v.literal(0),
    v.literal(1),
    v.literal('0'),
    v.literal('1'),
    v.literal('true'),
    v.literal('false'),
  ]),
  v.transform((value) => value === 1 || value === '1' || value === 'true'),
);

const clock = v.pipe(
  v.string(),
  v.regex(/^\d{1,4}(?::[0-5]\d){1,2}$/),
  v.transform((value) => value.split(':').reduce((total, part) => total * 60 + Number(part), 0)),
);

/**
 * A call's `totalDuration`, into seconds: `HH:MM:SS`, or `M:SS` as the mobile SDKs' documentation has it. The OpenAPI description says integer
 * and names no unit; whole minutes could not hold a 19 s call, so an integer is taken as seconds.
 */
export const callDuration = v.union([clock, v.pipe(v.number(), v.integer(), nonNegative)]);

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?$/i;

/**
 * An ISO 8601 date, into milliseconds since 1970 UTC. A time without a zone is refused, for it would be another
 * instant on every computer, and so is the rest that `Date.parse` makes dates of: it reads one in `hello 1`.
 */
export const isoDate = v.pipe(
  v.string(),
  v.transform((value) => (ISO_DATE.test(value) ? Date.parse(value) : Number.NaN)),
  v.check((value) => !Number.isNaN(value), 'not a date'),
);
