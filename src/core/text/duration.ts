import type { Translate } from '../base/index.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/**
 * A length of time in its two largest units, such as `14 s`, `2.2 s`, `1 min 5 s`, `3 h 12 min`, `2 d 4 h` or `6 y 74 d`.
 * @param seconds 0 or more; tenths are shown below ten seconds. A negative length is shown as its amount.
 */
export function formatDuration(seconds: number, t: Translate): string {
  const tenths = Math.round(Math.abs(seconds) * 10) / 10;
  if (tenths < 10 && !Number.isInteger(tenths)) return t('{0} s', tenths);
  const whole = Math.round(tenths);
  if (whole < MINUTE) return t('{0} s', whole);
  if (whole < HOUR)
    return two(
      whole,
      MINUTE,
      1,
      (a, b) => t('{0} min {1} s', a, b),
      (a) => t('{0} min', a),
    );
  if (whole < DAY)
    return two(
      whole,
      HOUR,
      MINUTE,
      (a, b) => t('{0} h {1} min', a, b),
      (a) => t('{0} h', a),
    );
  if (whole < YEAR)
    return two(
      whole,
      DAY,
      HOUR,
      (a, b) => t('{0} d {1} h', a, b),
      (a) => t('{0} d', a),
    );
  return two(
    whole,
    YEAR,
    DAY,
    (a, b) => t('{0} y {1} d', a, b),
    (a) => t('{0} y', a),
  );
}

function two(
  seconds: number,
  large: number,
  small: number,
  both: (a: number, b: number) => string,
  one: (a: number) => string,
): string {
  const a = Math.floor(seconds / large);
  const b = Math.floor((seconds % large) / small);
  return b === 0 ? one(a) : both(a, b);
}

/** A length with its sign, such as `+5 s` or `−2 h`; zero counts as positive. */
export function formatSignedDuration(seconds: number, t: Translate): string {
  return (seconds < 0 ? '−' : '+') + formatDuration(seconds, t);
}

/**
 * How long ago something was, such as `3 years ago`, in one whole unit.
 * @param seconds 0 or more; less than 0 reads as just now
 */
export function formatAgo(seconds: number, t: Translate): string {
  if (seconds < 5) return t('just now');
  if (seconds < MINUTE) return t('{0} s ago', Math.floor(seconds));
  if (seconds < HOUR) return t('{0} min ago', Math.floor(seconds / MINUTE));
  if (seconds < DAY) return t('{0} h ago', Math.floor(seconds / HOUR));
  const days = Math.floor(seconds / DAY);
  if (days < 61) return days === 1 ? t('1 day ago') : t('{0} days ago', days);
  const years = Math.floor(days / 365.25);
  if (years < 1) return t('{0} months ago', Math.floor(days / 30.44));
  return years === 1 ? t('1 year ago') : t('{0} years ago', years);
}
