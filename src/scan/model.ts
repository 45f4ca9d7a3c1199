/** What the scanner tells about a file, and what its threads say to each other. */

import type * as core from '../core/fileCalls/model.ts';
import type * as logs from '../core/logLanes/model.ts';
import type { WebhookEvent } from '../core/webhook/model.ts';

/** How an id was found, in the order of the codes in {@link Columns}. */
export const FORMS: readonly core.FileCall['form'][] = ['v1', 'legacy', 'keyed', 'pattern'];

/** Added to a form's code where the id looks cut off. */
export const CUT_OFF = 8;

export interface FileCall extends core.FileCall {
  /** Of its first place, in bytes from 0; of a gzip file, in the bytes it unpacks to. */
  readonly firstOffset: number;
}

/** Something a reader of the file should know; the rest of the index is right all the same. */
export type ScanNote =
  /** It holds NUL bytes, so it is no text; it was searched all the same. */
  | { readonly kind: 'binary' }
  /** Some bytes are no UTF-8. They are read as the replacement character, as VS Code does. */
  | { readonly kind: 'invalidUtf8' }
  /** It got shorter while it was read: what is told is what was read until then. */
  | { readonly kind: 'truncatedWhileReading' }
  /** A gzip file that ends early or is damaged: what is told is what could be unpacked. */
  | { readonly kind: 'brokenGzip' }
  /** It holds more different ids than are listed: how many are, and on how many places the others stand. */
  | { readonly kind: 'tooManyIds'; readonly listed: number; readonly unlistedPlaces: number }
  /** One of the user's patterns took too long and was left out from there on. */
  | { readonly kind: 'slowPattern'; readonly pattern: string }
  /** One of the user's patterns is no regular expression. */
  | { readonly kind: 'invalidPattern'; readonly pattern: string };

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'binary';

export interface FileIndex extends core.FileIndex {
  /** In the order of their first places. */
  readonly calls: readonly FileCall[];
  /** How many bytes were read; of a gzip file, its packed size. */
  readonly bytes: number;
  /** As an editor counts them: a text without a line end has one line. */
  readonly lines: number;
  readonly encoding: Encoding;
  readonly notes: readonly ScanNote[];
  readonly resume: ResumePoint;
}

/** A place in a file up to which all is known. */
export interface Position {
  /** In bytes from 0. */
  readonly offset: number;
  /** Line ends before it, and UTF-16 code units between the last of them and it. */
  readonly lineEnds: number;
  readonly column: number;
}

/**
 * From where a later scan of the grown file goes on. Opaque to its holder; may be cloned.
 * A file that was replaced, cut short or rewritten since is noticed and scanned from its start.
 */
export interface ResumePoint extends Position {
  readonly version: 1;
  /** False where a later scan has to start over (gzip, UTF-16, texts). */
  readonly usable: boolean;
  readonly device: number;
  readonly inode: number;
  /** SHA-256 of the bytes right before the offset. */
  readonly hash: string;
  readonly patterns: readonly string[];
  readonly encoding: Encoding;
  readonly notes: readonly ScanNote[];
  /** The ids that begin before the offset. */
  readonly calls: readonly FileCall[];
}

/** Where an id stands; both count from 1, columns in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** How the bytes of a file are to be read. */
export interface Format {
  readonly gzip: boolean;
  readonly encoding: Encoding;
  /** How many bytes a byte order mark takes. */
  readonly bom: number;
}

/** What is searched. */
export type Content =
  | { readonly kind: 'text'; readonly text: string | Uint8Array }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly device: number;
      readonly inode: number;
      readonly format: Format;
      /** It is read up to here; as far as it goes where it does not tell its size. */
      readonly to: number | undefined;
      /** Ids that begin in [from, partEnd) are recorded; up to the end without `partEnd`. */
      readonly from: Position;
      readonly partEnd: number | undefined;
    };

export type FileContent = Extract<Content, { kind: 'file' }>;

/** What a worker is asked for. */
export type Task = TaskBase & Wanted;

interface TaskBase {
  readonly number: number;
  readonly content: Content;
  readonly patterns: readonly string[];
  /** One 32-bit number, shared: anything but 0 tells the worker to stop. */
  readonly stop: SharedArrayBuffer;
}

export type Wanted =
  | { readonly kind: 'index' }
  /** At most so many places of an id. */
  | { readonly kind: 'occurrences'; readonly sessionId: string; readonly limit: number }
  | ({ readonly kind: 'window' } & Pick<logs.WindowOptions, 'window' | 'clock' | 'names' | 'slices'>)
  | ({ readonly kind: 'webhooks' } & Pick<logs.WebhookOptions, 'clock' | 'names'>)
  | ({ readonly kind: 'nearest' } & Pick<logs.NearestOptions, 'instant' | 'clock'>)
  | { readonly kind: 'lines'; readonly offsets: readonly number[] };

/** What a worker answers. */
export type Answer =
  | {
      readonly kind: 'progress';
      readonly number: number;
      readonly bytes: number;
      readonly ids: number;
      /** Of a log that is read by time: how many bytes have to be read. */
      readonly total?: number;
    }
  | { readonly kind: 'part'; readonly number: number; readonly part: Part }
  | { readonly kind: 'places'; readonly number: number; readonly places: readonly Place[] }
  | { readonly kind: 'window'; readonly number: number; readonly window: logs.LogWindow }
  | { readonly kind: 'webhooks'; readonly number: number; readonly events: readonly WebhookEvent[] }
  | { readonly kind: 'nearest'; readonly number: number; readonly nearest: logs.NearestLine | undefined }
  | { readonly kind: 'lines'; readonly number: number; readonly lines: readonly number[] }
  | {
      readonly kind: 'failed';
      readonly number: number;
      readonly reason: core.FileFailureReason;
      readonly code: string | undefined;
    };

/** What a worker found in its part of a file. */
export interface Part {
  readonly found: Columns;
  /** What was found in the last lines: they may grow, so a later scan begins before them. Else all is in `found`. */
  readonly tail: Tail | undefined;
  /** Up to where it read. */
  readonly end: Position;
  readonly notes: readonly ScanNote[];
  readonly encoding: Encoding;
}

export interface Tail extends TailStart {
  readonly found: Columns;
}

/** Where the last lines begin. */
export interface TailStart extends Position {
  /** Of the bytes before it. */
  readonly hash: string;
  /** What is true of what is before it. */
  readonly notes: readonly ScanNote[];
}

/**
 * Ids and their places as they leave the worker: typed arrays that are moved and not copied, so that the extension
 * host's thread pays nothing for them. In the order of first places.
 */
export interface Columns {
  readonly size: number;
  /** On how many places stand ids that are not listed, because there were too many. */
  readonly unlistedPlaces: number;
  /** The ids one after the other, in UTF-8, and where each of them ends. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly counts: Uint32Array<ArrayBuffer>;
  readonly firstLines: Uint32Array<ArrayBuffer>;
  readonly lastLines: Uint32Array<ArrayBuffer>;
  readonly firstColumns: Uint32Array<ArrayBuffer>;
  readonly firstOffsets: Float64Array<ArrayBuffer>;
  /** The form's place in {@link FORMS}; {@link CUT_OFF} more where the id looks cut off. */
  readonly forms: Uint8Array<ArrayBuffer>;
}
