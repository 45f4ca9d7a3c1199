/** The calls of a file as a table: sorted, filtered, counted, exported. */
import { callBeganAt, partiesOf, statusWord } from '../call/index.ts';
import type { Call, CallStatus } from '../call/model.ts';
import { answerOf, type LookUp } from '../lookUp/model.ts';
import { type ExportFormat, exportTable, isoTime } from '../export/index.ts';
import type { FailureReason } from '../failure/model.ts';
import type { FileCall } from './model.ts';
import { partitionPoint, type Translate } from '../base/index.ts';
import { verdictOf } from '../story/index.ts';
import { withoutCutMark } from '../sessionId/index.ts';

/** A call of a file with what is known of it. */
export interface FileRow {
  readonly fileCall: FileCall;
  readonly lookUp: LookUp | undefined;
}

/** Leaves out ids that look cut off where the whole id stands in the same file: both mean one call. */
export function withoutKnownCuts(calls: readonly FileCall[]): readonly FileCall[] {
  const whole = calls
    .filter(({ looksCutOff }) => !looksCutOff)
    .map(({ sessionId }) => sessionId)
    .toSorted();
  return calls.filter(
    ({ sessionId, looksCutOff }) => !looksCutOff || !hasPrefix(whole, withoutCutMark(sessionId)),
  );
}

/** Whether a text of a sorted list begins with a prefix. */
function hasPrefix(sorted: readonly string[], prefix: string): boolean {
  return sorted[partitionPoint(sorted, (text) => text < prefix)]?.startsWith(prefix) ?? false;
}

export const FILE_ORDERS = ['line', 'time', 'verdict', 'count'] as const;

export type FileOrder = (typeof FILE_ORDERS)[number];

/** Calls that need somebody's attention come first when sorted by verdict. */
const ATTENTION: readonly (CallStatus | 'failed' | 'open')[] = [
  'failed',
  'rejected',
  'unanswered',
  'busy',
  'cancelled',
  'unknown',
  'initiated',
  'ongoing',
  'ended',
  'open',
];

/** What is known of a row: its call's status, `failed`, or `open` while nobody has looked it up. */
export function rowState({ lookUp }: FileRow): CallStatus | 'failed' | 'open' {
  const answer = lookUp && answerOf(lookUp);
  if (answer) return answer.call.status;
  return lookUp?.state.kind === 'failed' && lookUp.state.failure.reason !== 'cancelled' ? 'failed' : 'open';
}

/** When the call of a row began, in milliseconds since 1970 UTC: by its answer, else by its id. */
function beganAt({ fileCall, lookUp }: FileRow): number | undefined {
  return callBeganAt(fileCall.sessionId, lookUp && answerOf(lookUp)?.call);
}

export function sortRows(rows: readonly FileRow[], order: FileOrder): readonly FileRow[] {
  const byLine = (a: FileRow, b: FileRow) => a.fileCall.firstLine - b.fileCall.firstLine;
  switch (order) {
    case 'line':
      return rows.toSorted(byLine);
    case 'count':
      return rows.toSorted((a, b) => b.fileCall.count - a.fileCall.count || byLine(a, b));
    case 'time':
      return rows.toSorted((a, b) => (beganAt(a) ?? Infinity) - (beganAt(b) ?? Infinity) || byLine(a, b));
    case 'verdict':
      return rows.toSorted(
        (a, b) => ATTENTION.indexOf(rowState(a)) - ATTENTION.indexOf(rowState(b)) || byLine(a, b),
      );
  }
}

/** The rows in which every word of a filter stands: in the id, the parties or the status. */
export function filterRows(rows: readonly FileRow[], filter: string, t: Translate): readonly FileRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const call = callOf(row);
    const text = [
      row.fileCall.sessionId,
      call && partiesOf(call),
      call && statusWord(call, t),
      rowState(row),
    ];
    const searched = text.filter(Boolean).join(' ').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

function callOf({ lookUp }: FileRow): Call | undefined {
  return lookUp && answerOf(lookUp)?.call;
}

/** `12 ended, 3 unanswered, 1 not found, 26 not looked up`. */
export function sumUp(rows: readonly FileRow[], t: Translate): string {
  const calmFirst = rows.toSorted((a, b) => ATTENTION.indexOf(rowState(b)) - ATTENTION.indexOf(rowState(a)));
  const open = t('not looked up');
  return [...Map.groupBy(calmFirst, (row) => wordOf(row, t))]
    .toSorted(([a, n], [b, m]) => Number(a === open) - Number(b === open) || m.length - n.length)
    .map(([word, { length }]) => t('{0} {1}', length, word))
    .join(', ');
}

function wordOf(row: FileRow, t: Translate): string {
  const state = rowState(row);
  if (state === 'open') return t('not looked up');
  if (state !== 'failed') return statusWord({ status: state, rawStatus: undefined }, t);
  return reasonOf(row) === 'notFound' ? t('not found') : t('look-up failed');
}

/** Why nothing is known of a row that failed. */
function reasonOf(row: FileRow): FailureReason | undefined {
  const state = rowState(row) === 'failed' ? row.lookUp?.state : undefined;
  return state?.kind === 'failed' ? state.failure.reason : undefined;
}

/** The rows as a text of the given format; times are ISO 8601 in UTC. */
export function exportRows(rows: readonly FileRow[], format: ExportFormat, t: Translate): string {
  return exportTable(
    rows.map((row) => recordOf(row, t)),
    ['sessionId', 'count', 'firstLine', 'lastLine', 'status', 'reason', 'began', 'parties', 'verdict'],
    format,
  );
}

function recordOf(row: FileRow, t: Translate) {
  const { sessionId, count, firstLine, lastLine } = row.fileCall;
  const answer = row.lookUp && answerOf(row.lookUp);
  return {
    sessionId,
    count,
    firstLine,
    lastLine,
    status: wordOf(row, t),
    reason: reasonOf(row),
    began: isoTime(beganAt(row)),
    parties: answer && partiesOf(answer.call),
    verdict: answer && verdictOf(answer.call, answer.fetchedAt, t),
  };
}
