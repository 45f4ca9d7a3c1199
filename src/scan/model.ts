/** What the scanner tells about a file, and what travels between its client and its worker. */

import type * as core from '../core/fileIndex.ts';

/** How an id was found, in the order of the codes in {@link Columns}. */
export const FORMS: readonly core.FileCall['form'][] = ['v1', 'legacy', 'keyed', 'pattern'];

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

/**
 * From where a later scan of the grown file goes on. Opaque to its holder; may be cloned.
 * A file that was replaced, cut short or rewritten since is noticed and scanned from its start.
 */
export interface ResumePoint {
  readonly version: 1;
  /** False where a later scan has to start over (gzip, UTF-16, texts). */
  readonly usable: boolean;
  readonly device: number;
  readonly inode: number;
  /** Ids that begin before it are in `calls`; in bytes. */
  readonly offset: number;
  /** SHA-256 of the bytes right before the offset. */
  readonly hash: string;
  readonly patterns: readonly string[];
  readonly encoding: Encoding;
  /** Line ends before the offset, and UTF-16 code units between the last of them and the offset. */
  readonly lineEnds: number;
  readonly column: number;
  readonly notes: readonly ScanNote[];
  /** The ids before the offset. */
  readonly calls: readonly FileCall[];
}

/** Where an id stands; both count from 1, columns in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * The ids of a table, as it leaves the worker: typed arrays that are moved and not copied, so that the extension
 * host's thread pays nothing for them. In the order of first places.
 */
export interface Columns {
  readonly size: number;
  /** The ids one after the other, in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each id ends in the bytes. */
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly counts: Uint32Array<ArrayBuffer>;
  readonly firstLines: Uint32Array<ArrayBuffer>;
  readonly lastLines: Uint32Array<ArrayBuffer>;
  readonly firstColumns: Uint32Array<ArrayBuffer>;
  readonly firstOffsets: Float64Array<ArrayBuffer>;
  /** The form's place in {@link FORMS}; 8 more where the id looks cut off. */
  readonly forms: Uint8Array<ArrayBuffer>;
}
