/** Lines of a log around moments of a call. */
import * as vscode from 'vscode';
import type { LogLines } from '../../core/export/index.ts';
import { dayOrderOf, isDateInDoubt, readLogTime } from '../../core/logTime/index.ts';
import { placeOf, readAround } from '../callLogs/index.ts';

/** The largest log whose lines are read, in bytes: it is read as a document, on the thread that all extensions share. */
const MOST_BYTES = 5_000_000;
/** How many lines are read before others have their turn. */
const SLICE = 2_000;
/** A line further from a moment than this is not near it, in milliseconds. */
const NEAR_MS = 60_000;
/** How many lines on each side of the nearest one are told. */
const AROUND = 1;
/** How much of a line is read for its time, in UTF-16 code units. */
const READ = 2_000;

interface Clock {
  /** IANA name, for times that state no zone. */
  readonly timeZone: string;
  /** Seconds that are added to the log's times. */
  readonly offsetSeconds: number;
  readonly redact: (text: string) => string;
}

/**
 * The lines around each moment, undefined where none is near.
 * @param instants in milliseconds since 1970 UTC
 * @returns undefined when the log cannot be read, or is too large for that
 */
export async function linesNear(
  uri: vscode.Uri,
  instants: readonly number[],
  { timeZone, offsetSeconds, redact }: Clock,
  signal: AbortSignal,
): Promise<readonly (LogLines | undefined)[] | undefined> {
  const document = await documentOf(uri);
  if (!document) return undefined;
  const nearest = instants.map(() => ({ line: -1, apart: NEAR_MS }));
  let dayOrder: ReturnType<typeof dayOrderOf>;
  let isOrderKnown = false;
  for (let line = 0; line < document.lineCount; line += 1) {
    if (line % SLICE === SLICE - 1) await new Promise((next) => setImmediate(next));
    if (signal.aborted) return undefined;
    const text = document.lineAt(line).text.slice(0, READ);
    const clock = { timeZone, offsetSeconds, near: instants[0] };
    let time = readLogTime(text, clock);
    if (!time && isDateInDoubt(text)) {
      if (!isOrderKnown) dayOrder = dayOrderOf(document.getText());
      isOrderKnown = true;
      time = readLogTime(text, { ...clock, dayOrder });
    }
    if (!time) continue;
    for (const [index, instant] of instants.entries()) {
      const apart = Math.abs(time.instant - instant);
      if (apart < (nearest[index]?.apart ?? 0)) nearest[index] = { line, apart };
    }
  }
  return Promise.all(
    nearest.map(async ({ line }) => {
      const around =
        line === -1 ? undefined : await readAround({ uri: uri.toString(), line }, redact, AROUND);
      return (
        around && {
          place: placeOf({ uri: uri.toString(), line }),
          lines: around.lines.map((text, index) => ({
            number: around.firstLine + index,
            text,
            isTheLine: index === around.index,
          })),
        }
      );
    }),
  );
}

async function documentOf(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > MOST_BYTES ? undefined : await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
