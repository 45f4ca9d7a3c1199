import type * as vscode from 'vscode';
import { answerOf, type LookUp } from '../../core/callStore.ts';
import { formatSignedDuration } from '../../core/format/duration.ts';
import { suggestClockOffset } from '../../core/logMoment.ts';
import { type LogTime, readLogTime } from '../../core/logTime.ts';
import type { LogClocks } from '../logClocks.ts';
import type { ReaderTime } from '../readerTime.ts';
import { t } from '../words.ts';
import type { CommandLink } from './commandLink.ts';

/** How much of a line is read for its time, in UTF-16 code units. */
const READ = 2_000;

/** A line of a document, and the clocks to read its time by. */
export interface TimedLine {
  readonly document: vscode.TextDocument;
  readonly line: number;
  readonly clocks: LogClocks;
  readonly readerTime: ReaderTime;
}

/** The time of a line, read with its file's clock, and what to do where clock and call plainly disagree. */
export function lineTime(
  { document, line, clocks, readerTime }: TimedLine,
  lookUp: LookUp,
): { readonly logTime: LogTime | undefined; readonly links: readonly CommandLink[] } {
  const call = answerOf(lookUp)?.call;
  const offsetSeconds = clocks.offsetOf(document.uri);
  const near = call?.startedAt ?? call?.initiatedAt;
  const text = document.lineAt(line).text.slice(0, READ);
  const logTime = readLogTime(text, { timeZone: readerTime.zone, offsetSeconds, near });
  const suggested = logTime && call && suggestClockOffset(call, logTime);
  if (suggested === undefined) return { logTime, links: [] };
  return { logTime, links: [offsetLink(document.uri, offsetSeconds + suggested)] };
}

function offsetLink(uri: vscode.Uri, offsetSeconds: number): CommandLink {
  return {
    label: t('Set Clock Offset {0}', formatSignedDuration(offsetSeconds, t)),
    command: 'cometchatCalls.setClockOffset',
    argument: { uri: uri.toString(), offsetSeconds },
  };
}
