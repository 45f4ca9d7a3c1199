import type * as vscode from 'vscode';
import { answerOf, type LookUp } from '../../core/lookUp/model.ts';
import { formatSignedDuration, type CommandLink } from '../../core/text/index.ts';
import { suggestClockOffset } from '../../core/story/index.ts';
import type { LogTime } from '../../core/logTime/model.ts';
import { readLogTime, type LogLine, readLogLine } from '../../core/logTime/index.ts';
import type { Call } from '../../core/call/model.ts';
import type { LogClocks } from '../fileCalls/index.ts';
import { type ReaderTime, t } from '../platform/index.ts';

/** How much of a line is read for its time, in UTF-16 code units. */
const READ = 2_000;

/** A line of a document, and the clocks to read its time by. */
export interface TimedLine {
  readonly document: vscode.TextDocument;
  readonly line: number;
  readonly clocks: LogClocks;
  readonly readerTime: ReaderTime;
}

/** What a line tells of when it was written. */
export interface LineTime {
  /** Undefined where the line has no time. */
  readonly logTime: LogTime | undefined;
  /** The line as what a call is opened from. */
  readonly logLine: LogLine | undefined;
  readonly links: readonly CommandLink[];
}

/** The time of a line, read with its file's clock, and what to do where clock and call plainly disagree. */
export function lineTime(timed: TimedLine, lookUp: LookUp): LineTime {
  const call = answerOf(lookUp)?.call;
  const logTime = readTime(timed, call && nearOf(call));
  const logLine = logTime && toLogLine(timed, logTime);
  const suggested = logTime && call && suggestClockOffset(call, logTime);
  if (suggested === undefined) return { logTime, logLine, links: [] };
  const { uri } = timed.document;
  return { logTime, logLine, links: [offsetLink(uri, timed.clocks.offsetOf(uri) + suggested)] };
}

/**
 * A line as what a call is opened from; undefined where its time is not known.
 * @param near the call, or an instant near the line in milliseconds since 1970 UTC, for times without a date
 */
export function logLineAt(timed: TimedLine, near: Call | number | undefined): LogLine | undefined {
  const logTime = readTime(timed, typeof near === 'object' ? nearOf(near) : near);
  return logTime && toLogLine(timed, logTime);
}

function nearOf({ startedAt, initiatedAt }: Call): number | undefined {
  return startedAt ?? initiatedAt;
}

function readTime({ document, line, clocks, readerTime }: TimedLine, near: number | undefined) {
  const text = document.lineAt(line).text.slice(0, READ);
  return readLogTime(text, { timeZone: readerTime.zone, offsetSeconds: clocks.offsetOf(document.uri), near });
}

/** As commands take it: a line whose file has an address they would refuse is left out of their links. */
function toLogLine(
  { document, line }: TimedLine,
  { instant, precisionSeconds }: LogTime,
): LogLine | undefined {
  return readLogLine({ uri: document.uri.toString(), line, instant, precisionSeconds });
}

function offsetLink(uri: vscode.Uri, offsetSeconds: number): CommandLink {
  return {
    label: t('Set Clock Offset {0}', formatSignedDuration(offsetSeconds, t)),
    command: 'cometchatCalls.setClockOffset',
    argument: { uri: uri.toString(), offsetSeconds },
  };
}
