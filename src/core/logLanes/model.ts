/** The lines of a log beside a call. Instants are milliseconds since 1970 UTC. */
import type { Span } from '../call/index.ts';
import type { LogClock } from '../logTime/model.ts';
import type { WebhookEvent } from '../webhook/model.ts';

/** What a line says of its weight; of a line that says nothing, none is told. */
export type LogLevel = 'error' | 'warning' | 'info' | 'debug';

/** How many lines were written in a stretch of time, and how many of them are errors and warnings. */
export interface LineCounts {
  readonly count: number;
  readonly warnings: number;
  readonly errors: number;
}

/** A line of a file: by its bytes always, by its number where that is known. */
export interface LinePlace {
  /** Where it begins, in bytes from 0; of a packed or UTF-16 file, in the UTF-8 it is read as. */
  readonly offset: number;
  /** From 0. To count the lines before it takes a reading of all that is there: see {@link LogReader.linesAt}. */
  readonly line: number | undefined;
}

/** A line that names the call. */
export interface NamingLine extends LinePlace {
  /** Its own time, or that of the last line with one. */
  readonly at: number;
  readonly level: LogLevel | undefined;
  /** Its beginning, at most {@link MAX_TEXT} UTF-16 code units, keys and all: see {@link redactLine}. */
  readonly text: string;
}

/** At most so much of a line leaves the file, in UTF-16 code units. */
export const MAX_TEXT = 1_000;
/** At most so many lines that name the call are told, spread evenly over all there are. */
export const MAX_NAMING = 2_000;
/** At most so many webhook events of the call are told, the first. */
export const MAX_WEBHOOKS = 1_000;
/** A lane is divided into so many slices at most. */
export const MAX_SLICES = 1_000;

/** Something a reader of a log should know; what is told of it is right all the same. */
export type WindowNote =
  /** It got shorter while it was read: what is told is what was read until then. */
  | 'truncatedWhileReading'
  /** A gzip file that ends early or is damaged: what is told is what could be unpacked. */
  | 'brokenGzip'
  /** It holds NUL bytes, so it is no text. */
  | 'binary';

/** What a log says of a stretch of time. */
export interface LogWindow extends LineCounts {
  readonly window: Span;
  /**
   * Whether lines of this time may stand elsewhere in the file: its clock jumps, and not all of it was read; or its
   * lines tell no date, and the time is longer than a day.
   */
  readonly isEstimate: boolean;
  /** `none` where no line tells a time, `inDoubt` where all dates can be read in two ways. */
  readonly times: 'read' | 'none' | 'inDoubt';
  /** In the order of the file. */
  readonly lines: readonly NamingLine[];
  /** How many lines name the call: more than `lines` where there are too many to tell. */
  readonly naming: number;
  /** The events of the call's webhooks in the order of the file, texts as they were written: at most {@link MAX_WEBHOOKS}. */
  readonly webhooks: readonly WebhookEvent[];
  /** The stretch of time in parts of equal length, the first first. */
  readonly slices: readonly LineCounts[];
  /** How much was read for it, in bytes. */
  readonly bytesRead: number;
  readonly notes: readonly WindowNote[];
}

/** Where a log is read: a file, or a text or bytes that are not on disk. */
export type LogContent = { readonly path: string } | { readonly text: string | Uint8Array };

export interface LogReadOptions {
  readonly signal?: AbortSignal;
  /** `bytes` of a total that is first known when it is known what has to be read. */
  readonly onProgress?: (progress: { readonly bytes: number; readonly total: number }) => void;
}

export interface WindowOptions extends LogReadOptions {
  readonly window: Span;
  /** Where it tells nothing near, times without a date are taken to be near the middle of the window. */
  readonly clock: LogClock;
  /** The strings that name the call, each as it stands in a log: not in the midst of a word. */
  readonly names: readonly string[];
  /** From 1 to {@link MAX_SLICES}. */
  readonly slices: number;
}

export interface WebhookOptions extends LogReadOptions {
  readonly clock: LogClock;
  /** Of which calls; of any where it is undefined. */
  readonly names: readonly string[] | undefined;
}

export interface NearestOptions extends LogReadOptions {
  readonly instant: number;
  readonly clock: LogClock;
}

/** The line whose time is nearest to an instant; of several, the first in the file. */
export interface NearestLine {
  /** From 0. */
  readonly line: number;
  readonly offset: number;
  readonly at: number;
  /** How far the line is from the instant, from 0. */
  readonly distanceMs: number;
  /** Whether a nearer one may stand elsewhere: the clock jumps, and not all of the file was read. */
  readonly isEstimate: boolean;
}

/**
 * Reads logs of any size by their times, without keeping the extension host busy. A line without a time belongs to the
 * last one with. Every method rejects with a FileError.
 */
export interface LogReader {
  readWindow(content: LogContent, options: WindowOptions): Promise<LogWindow>;
  /** The webhook events in a log that is read through, or until there are {@link MAX_WEBHOOKS}: those. */
  readWebhooks(content: LogContent, options: WebhookOptions): Promise<readonly WebhookEvent[]>;
  /** Undefined where no line tells a time. */
  nearestLine(content: LogContent, options: NearestOptions): Promise<NearestLine | undefined>;
  /**
   * The numbers, from 0, of the lines in which bytes stand, in the order they were asked for: all that is before the
   * last of them is read for it.
   */
  linesAt(
    content: LogContent,
    offsets: readonly number[],
    options?: LogReadOptions,
  ): Promise<readonly number[]>;
}

/** A line that names the call, as it is shown. */
export interface LaneMark {
  readonly at: number;
  /** In bytes from 0: what to ask for the line's number by. */
  readonly offset: number;
  /** From 0, where it is known. */
  readonly line: number | undefined;
  readonly level: LogLevel | undefined;
  /** Without keys, with every character visible, at most 300 UTF-16 code units. */
  readonly text: string;
}

export interface LogLane extends LineCounts {
  readonly window: Span;
  /** What the log is called. */
  readonly name: string;
  /** What was added to its times. */
  readonly offsetSeconds: number;
  readonly isEstimate: boolean;
  readonly times: LogWindow['times'];
  /** By time. */
  readonly marks: readonly LaneMark[];
  /** How many lines name the call: more than `marks` where there are too many. */
  readonly naming: number;
  /** Of equal length, the first first. */
  readonly slices: readonly LineCounts[];
}

/** A lane as text: what it shows in all, then its marks one by one. */
export interface LaneText {
  readonly summary: string;
  readonly marks: readonly { readonly at: number; readonly text: string }[];
}
