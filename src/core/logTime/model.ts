/** Times of log lines. Instants are milliseconds since 1970 UTC. */

/** The time of a log line, and where it stands in it. */
export interface LogTime {
  /** In milliseconds since 1970 UTC, with the clock's offsets added. */
  readonly instant: number;
  /** Whether the line states its zone (an epoch does), or the clock's was assumed. */
  readonly zone: 'stated' | 'assumed';
  /** The smallest step the line's time can tell, in seconds: 60, 1, 0.1, 0.01 or 0.001. */
  readonly precisionSeconds: number;
  /** Where the time begins, in UTF-16 code units, without what encloses it. */
  readonly start: number;
  readonly end: number;
}

/** How a file's times are to be read. */
export interface LogClock {
  /** IANA zone assumed for times that state none; one the runtime does not know reads as `UTC`. */
  readonly timeZone: string;
  /** Seconds to add to all times of this file; 0 when its clock was right. */
  readonly offsetSeconds: number;
  /** Seconds to add besides to times that state no zone, where theirs is another than `timeZone`. */
  readonly zoneOffsetSeconds?: number;
  /**
   * An instant near this line, such as the id's own time: times without year or date are taken to be as near to
   * it as they can. Without it they are not read.
   */
  readonly near: number | undefined;
  /** Whether this file's dates in numbers begin with the day or the month; without it, dates in doubt are not read. */
  readonly dayOrder?: DayOrder | undefined;
}

/** What comes first in `03/04/2020`. */
export type DayOrder = 'dayFirst' | 'monthFirst';

/** A date as it is written. */
export interface WrittenDate {
  readonly year: number | undefined;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** Of dates in numbers, what is seen to come first; `inDoubt` where it could be either: then they are read as if the month did. */
  readonly order: DayOrder | 'inDoubt' | undefined;
}

/** A time as it is written. */
export interface WrittenTime {
  readonly date: WrittenDate | undefined;
  /** Milliseconds since midnight. */
  readonly timeOfDay: number;
  /** Minutes east of UTC, where the time says so. */
  readonly zoneMinutes: number | undefined;
  /** An epoch: milliseconds since 1970 UTC; then nothing above counts. */
  readonly epoch: number | undefined;
  readonly precisionSeconds: number;
  /** Where it stands in the line, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}
