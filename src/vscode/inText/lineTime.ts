import * as vscode from 'vscode';
import { answerOf, type LookUp } from '../../core/lookUp/model.ts';
import { formatSignedDuration, type CommandLink } from '../../core/text/index.ts';
import { suggestClockOffset } from '../../core/story/index.ts';
import type { LogTime } from '../../core/logTime/model.ts';
import {
  dayOrderOf,
  isDateInDoubt,
  readLogTime,
  type LogLine,
  readLogLine,
} from '../../core/logTime/index.ts';
import type { Call } from '../../core/call/model.ts';
import { documentOf } from '../callLogs/index.ts';
import type { LogClocks } from '../fileCalls/index.ts';
import { type ReaderTime, t } from '../platform/index.ts';
import { perVersion } from './perVersion.ts';

/** How much of a line is read for its time, in UTF-16 code units. */
const READ = 2_000;

/** A line of a document, and the clocks to read its time by. */
export interface TimedLine {
  readonly document: vscode.TextDocument;
  readonly line: number;
  /** Where in the line it was pointed at, from 0. */
  readonly character?: number;
  readonly clocks: LogClocks;
  readonly readerTime: ReaderTime;
}

/** What a line tells of when it was written. */
export interface LineTime {
  /** Undefined where the line has no time, or one in doubt. */
  readonly logTime: LogTime | undefined;
  /** Whether its date can be read in two ways, and its file does not decide between them. */
  readonly isInDoubt: boolean;
  /** The line as what a call is opened from. */
  readonly logLine: LogLine | undefined;
  /** How the times of its file are corrected, in words; undefined where they are not, or it has none. */
  readonly correction: string | undefined;
  readonly links: readonly CommandLink[];
}

/** The time of a line, read with its file's clock, and what to do where clock and call plainly disagree. */
export function lineTime(timed: TimedLine, lookUp: LookUp): LineTime {
  const call = answerOf(lookUp)?.call;
  const logTime = readTime(timed, call && nearOf(call));
  const logLine = logTime && toLogLine(timed, logTime);
  const suggested = logTime && call && suggestClockOffset(call, logTime);
  const isInDoubt = !logTime && isDateInDoubt(textOf(timed));
  const links = suggested === undefined ? [] : [offsetLink(timed, suggested)];
  const correction = logTime && timed.clocks.correctionText(timed.document.uri);
  return { logTime, isInDoubt, logLine, correction, links };
}

/**
 * A line as what a call is opened from; undefined where its time is not known.
 * @param near the call, or an instant near the line in milliseconds since 1970 UTC, for times without a date
 */
export function logLineAt(timed: TimedLine, near: Call | number | undefined): LogLine | undefined {
  const logTime = readTime(timed, typeof near === 'object' ? nearOf(near) : near);
  return logTime && toLogLine(timed, logTime);
}

/** A line of a log as it is read now, by how its file's times are corrected; as it was where it cannot be read any more. */
export async function readLineAgain(
  logLine: LogLine,
  call: Call | undefined,
  clock: Pick<TimedLine, 'clocks' | 'readerTime'>,
): Promise<LogLine> {
  const document = await documentOf(vscode.Uri.parse(logLine.uri));
  if (!document || logLine.line >= document.lineCount) return logLine;
  return logLineAt({ ...clock, document, line: logLine.line }, call ?? logLine.instant) ?? logLine;
}

function nearOf({ startedAt, initiatedAt }: Call): number | undefined {
  return startedAt ?? initiatedAt;
}

function readTime(timed: TimedLine, near: number | undefined): LogTime | undefined {
  const { document, clocks, readerTime } = timed;
  const text = textOf(timed);
  const clock = { timeZone: readerTime.zone, ...clocks.correctionOf(document.uri), near };
  const time = readLogTime(text, clock);
  if (time || !isDateInDoubt(text)) return time;
  return readLogTime(text, { ...clock, dayOrder: dayOrderIn(document) });
}

function textOf({ document, line }: TimedLine): string {
  return document.lineAt(line).text.slice(0, READ);
}

/** What comes first in a document's dates. */
const dayOrderIn = perVersion((document) => dayOrderOf(document.getText()));

/** As commands take it: a line whose file has an address they would refuse is left out of their links. */
function toLogLine(
  { document, line }: TimedLine,
  { instant, precisionSeconds }: LogTime,
): LogLine | undefined {
  return readLogLine({ uri: document.uri.toString(), line, instant, precisionSeconds });
}

/** Moves only times without a zone: that theirs is another one is what the difference shows. */
function offsetLink({ document, line, character = 0, clocks }: TimedLine, suggested: number): CommandLink {
  const { uri } = document;
  const offsetSeconds = clocks.correctionOf(uri).zoneOffsetSeconds + suggested;
  return {
    label: t('Correct Log Times by {0}', formatSignedDuration(offsetSeconds, t)),
    command: 'cometchatCalls.setClockOffset',
    argument: { uri: uri.toString(), offsetSeconds, withoutZone: true, hover: { line, character } },
  };
}
