/** The session ids of a file, and who finds them. */
import type { Failure } from '../failure/model.ts';

/** One id of a file. Lines and columns count from 1, bytes from 0. */
export interface FileCall {
  readonly sessionId: string;
  /** On how many places of the file it stands. */
  readonly count: number;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly firstColumn: number;
  readonly form: 'v1' | 'legacy' | 'keyed' | 'pattern';
  readonly looksCutOff: boolean;
}

/**
 * Why an id was left out of a run that looked up all of a file: what its connection, or the lack of one, would have done to
 * it; that it is cut off; or that it may be a session of another tool.
 */
export type NotAsked =
  | { readonly kind: 'failure'; readonly failure: Failure; readonly connectionId: string | undefined }
  | { readonly kind: 'cutOff' }
  | { readonly kind: 'otherTool' };

/** Something about a file that its reader should know; the rest of the index is right all the same. */
export interface FileNote {
  readonly kind: string;
  /** For a user's pattern that was too slow: the pattern. */
  readonly pattern?: string;
}

export interface FileIndex {
  /** By first line. */
  readonly calls: readonly FileCall[];
  readonly bytes: number;
  readonly lines: number;
  readonly notes: readonly FileNote[];
  /** From where a later scan can go on, when the file has grown. */
  readonly resume?: unknown;
}

/** Why a file could not be read. */
export type FileFailureReason =
  'notFound' | 'noPermission' | 'isFolder' | 'changedWhileReading' | 'tooLarge' | 'cancelled' | 'io';

/** The error a scan rejects with. Its message names the reason only. */
export class FileError extends Error {
  readonly reason: FileFailureReason;
  /** The system's code, such as `EACCES`. */
  readonly systemCode: string | undefined;

  constructor(reason: FileFailureReason, systemCode?: string) {
    super(reason);
    this.name = 'FileError';
    this.reason = reason;
    this.systemCode = systemCode;
  }
}

export interface FileScanOptions {
  /** The user's own patterns, as sources of regular expressions. */
  readonly patterns?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly bytes: number;
    readonly total: number;
    readonly ids: number;
  }) => void;
  readonly resume?: unknown;
}

/** Finds the ids of files of any size without keeping the extension host busy. Rejects with a FileError. */
export interface FileScanner {
  scanFile(path: string, options: FileScanOptions): Promise<FileIndex>;
  /** @param text a text, or the bytes of a file that is not on disk, in whatever encoding, packed or not */
  scanText(text: string | Uint8Array, options: FileScanOptions): Promise<FileIndex>;
  /** Where an id stands, in the order of the file; at most as many places as the scanner keeps. */
  occurrences(
    content: { readonly path: string } | { readonly text: string | Uint8Array },
    sessionId: string,
    options: FileScanOptions,
  ): Promise<readonly { readonly line: number; readonly column: number }[]>;
}
