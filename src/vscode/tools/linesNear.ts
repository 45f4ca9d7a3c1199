/** Lines of a log around moments of a call. */
import type * as vscode from 'vscode';
import type { LogLines } from '../../core/export/index.ts';
import type { LogReader } from '../../core/logLanes/model.ts';
import type { LogClock } from '../../core/logTime/model.ts';
import { placeOf, readAround } from '../callLogs/index.ts';
import { contentOf, subjectOf } from '../fileCalls/index.ts';

/** A line further from a moment than this is not near it, in milliseconds. */
const NEAR_MS = 60_000;
/** How many lines on each side of the nearest one are told. */
const AROUND = 1;

interface Reading {
  readonly reader: Pick<LogReader, 'nearestLine'>;
  readonly clock: Omit<LogClock, 'near'>;
  readonly redact: (text: string) => string;
}

/**
 * The lines around each moment, undefined where none is near.
 * @param instants in milliseconds since 1970 UTC
 * @returns undefined when the log cannot be read: it is gone, or above the 50 MB of which VS Code makes a document
 */
export async function linesNear(
  uri: vscode.Uri,
  instants: readonly number[],
  { reader, clock, redact }: Reading,
  signal: AbortSignal,
): Promise<readonly (LogLines | undefined)[] | undefined> {
  try {
    const content = await contentOf(subjectOf(uri));
    if ('tooLarge' in content) return undefined;
    const found: (LogLines | undefined)[] = [];
    for (const instant of instants) {
      const options = { instant, clock: { ...clock, near: instant }, signal };
      const nearest = await reader.nearestLine(content, options);
      if (!nearest || nearest.distanceMs > NEAR_MS) {
        found.push(undefined);
        continue;
      }
      const at = { uri: uri.toString(), line: nearest.line };
      const around = await readAround(at, redact, AROUND);
      if (!around) return undefined;
      const lines = around.lines.map((text, index) => ({
        number: around.firstLine + index,
        text,
        isTheLine: index === around.index,
      }));
      found.push({ place: placeOf(at), lines });
    }
    return found;
  } catch {
    // A FileError, or one of VS Code's file system.
    return undefined;
  }
}
