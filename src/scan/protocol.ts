/** What the client and the worker say to each other. */
import type { UndoEntry } from './idTable.ts';
import type { Columns, Encoding, Place, ScanNote } from './model.ts';
import type { FileFailureReason } from '../core/fileIndex.ts';

/** What is searched. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly device: number;
      readonly inode: number;
      readonly format: Format;
      /** It is read up to here; as far as it goes where it does not tell its size. */
      readonly to: number | undefined;
      /** Ids that begin in [from, partEnd) are recorded; up to the end without `partEnd`. */
      readonly from: number;
      readonly partEnd: number | undefined;
      /** Line ends before `from`, and UTF-16 code units between the last of them and it. */
      readonly lineEnds: number;
      readonly column: number;
    };

/** How the bytes of a file are to be read. */
export interface Format {
  readonly gzip: boolean;
  readonly encoding: Encoding;
  /** How many bytes a byte order mark takes. */
  readonly bom: number;
}

export interface Task {
  readonly kind: 'index' | 'occurrences';
  readonly number: number;
  readonly content: Content;
  readonly patterns: readonly string[];
  /** One 32-bit number, shared: anything but 0 tells the worker to stop. */
  readonly stop: SharedArrayBuffer;
  /** The part is kept for a {@link MergeTask} instead of being sent. */
  readonly keep?: boolean;
  /** Of `occurrences`: which id, and how many places at most. */
  readonly sessionId?: string;
  readonly limit?: number;
}

/** Asks a worker to add what another found later in the same file to what it found itself, and to send all. */
export interface MergeTask {
  readonly kind: 'merge';
  readonly number: number;
  /** The task of this worker whose table was kept. */
  readonly of: number;
  readonly later: Part;
}

/** A kept part that will not be merged. */
export interface Forget {
  readonly kind: 'forget';
  readonly of: number;
}

export type ToWorker = Task | MergeTask | Forget;

/** What a worker found in its part of a file. */
export interface Part {
  readonly columns: Columns;
  readonly unlistedPlaces: number;
  /** Up to where it read, in bytes of the file. */
  readonly end: number;
  readonly lineEnds: number;
  /** UTF-16 code units between the last line end and the end. */
  readonly column: number;
  readonly notes: readonly ScanNote[];
  readonly encoding: Encoding;
  /** What a later scan has to do again: see {@link Tail}. Absent where it has to do all again. */
  readonly tail: Tail | undefined;
}

/** The last lines of a file: they may grow, so a later scan begins before them. */
export interface Tail extends TailStart {
  /** How many ids were there before it, and what its places changed of them. */
  readonly size: number;
  readonly undo: readonly UndoEntry[];
}

/** Where the last lines begin. */
export interface TailStart {
  readonly offset: number;
  /** Of the bytes before it. */
  readonly hash: string;
  readonly lineEnds: number;
  readonly column: number;
  /** What is true of what is before it. */
  readonly notes: readonly ScanNote[];
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly number: number; readonly bytes: number; readonly ids: number }
  | { readonly kind: 'part'; readonly number: number; readonly part: Part }
  | { readonly kind: 'kept'; readonly number: number }
  | { readonly kind: 'places'; readonly number: number; readonly places: readonly Place[] }
  | {
      readonly kind: 'failed';
      readonly number: number;
      readonly reason: FileFailureReason;
      readonly code: string | undefined;
    };
