/** Lines of a log around moments of a call. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type * as vscode from 'vscode';
import type { LogLines } from '../../core/export/index.ts';
import type { NearestLine } from '../../core/logLanes/model.ts';
import type { CallLogs } from './callLogs.ts';
import { type LinesAround, logLinesOf, readAround, shownLine } from './logLines.ts';

/** What is a pipe by now is opened without waiting for who writes into it. Windows has no such flag. */
// oxlint-disable-next-line typescript/no-unnecessary-condition -- not there on Windows
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
/** A line further from a moment than this is not near it, in milliseconds. */
const NEAR_MS = 60_000;
/** How many lines on each side of the nearest one are told. */
const AROUND = 1;

/** Lines around one that is near a moment. */
export interface NearLines extends LogLines {
  /** How far that one is from the moment, from 0. */
  readonly distanceMs: number;
}

/**
 * The lines around each moment, undefined where none is near. Rejects with a FileError.
 * @param instants in milliseconds since 1970 UTC
 * @param redact replaces API keys in a text
 */
export async function linesNear(
  logs: Pick<CallLogs, 'nearest'>,
  uri: vscode.Uri,
  instants: readonly number[],
  redact: (text: string) => string,
  signal?: AbortSignal,
): Promise<readonly (NearLines | undefined)[]> {
  const found: (NearLines | undefined)[] = [];
  for (const instant of instants) {
    const nearest = await logs.nearest(uri, instant, signal);
    const isNear = nearest && nearest.distanceMs <= NEAR_MS;
    found.push(isNear ? await linesAround(uri, nearest, redact) : undefined);
  }
  return found;
}

async function linesAround(
  uri: vscode.Uri,
  nearest: NearestLine,
  redact: (text: string) => string,
): Promise<NearLines | undefined> {
  const at = { uri: uri.toString(), line: nearest.line };
  const around = (await readAround(at, redact, AROUND)) ?? (await readOnDisk(uri, nearest, redact));
  return around && { ...logLinesOf(around, at), distanceMs: nearest.distanceMs };
}

/** So much is read around a line of a file of which VS Code makes no document, in bytes. */
const READ = { before: 8_000, after: 32_000 };

/**
 * The same as {@link readAround}, of a file above 50 MB; without the line before it where that begins further away.
 * Undefined where its bytes are no UTF-8, or not on this disk.
 */
async function readOnDisk(
  { scheme, fsPath }: vscode.Uri,
  { line, offset }: NearestLine,
  redact: (text: string) => string,
): Promise<LinesAround | undefined> {
  if (scheme !== 'file') return undefined;
  const from = Math.max(0, offset - READ.before);
  const wanted = offset - from + READ.after;
  try {
    await using file = await open(fsPath, READ_ONLY);
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, from);
    const bytes = buffer.subarray(0, bytesRead);
    // Packed, or of wide characters: then the place of the line is one in what was read of it.
    if (bytes.includes(0) || (from > 0 && offset > from && bytes[offset - from - 1] !== 0x0a))
      return undefined;
    const linesBefore = textLines(bytes.subarray(0, offset - from)).slice(0, -1);
    // Its beginning may be missing, and with it that of a key.
    if (from > 0) linesBefore.shift();
    const before = linesBefore.at(-1);
    const [own = '', next, ...others] = textLines(bytes.subarray(offset - from));
    const isCut = bytesRead === wanted && others.length === 0;
    const lines = [
      ...(before === undefined ? [] : [shownLine(before, redact)]),
      shownLine(own, redact, !isCut || next !== undefined),
      ...(next === undefined ? [] : [shownLine(next, redact, !isCut)]),
    ];
    const index = before === undefined ? 0 : 1;
    return { firstLine: line + 1 - index, lines, index };
  } catch {
    return undefined;
  }
}

function textLines(bytes: Buffer): string[] {
  return bytes.toString().split(/\r?\n/);
}
