/** The calls of a file with what is known of each: which are shown, and in which order. */
import { callBeganAt, partiesOf, statusWord } from '../call/index.ts';
import type { Call, CallStatus } from '../call/model.ts';
import { answerOf, type LookUp } from '../lookUp/model.ts';
import type { FailureReason } from '../failure/model.ts';
import type { FileCall, NotAsked } from './model.ts';
import { partitionPoint, type Translate } from '../base/index.ts';
import { type Attention, compareAttention } from '../story/index.ts';
import { withoutCutMark } from '../sessionId/index.ts';

/** A call of a file with what is known of it. */
export interface FileRow {
  readonly fileCall: FileCall;
  readonly lookUp: LookUp | undefined;
  /** How much its answer needs somebody's attention; undefined without an answer. */
  readonly attention: Attention | undefined;
  /** Why the last run that was to look it up has not asked for it; undefined where that is not so. */
  readonly notAsked: NotAsked | undefined;
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

/** `failed`: nothing came of its look-up. `notAsked`: nobody could be asked. `open`: nobody has looked it up. */
export type RowState = CallStatus | 'failed' | 'notAsked' | 'open';

/** What fails before anything is sent. */
const NOT_SENT: ReadonlySet<FailureReason> = new Set([
  'invalidSessionId',
  'noConnection',
  'wrongApp',
  'noApiKey',
]);

/** What is known of a row. */
export function rowState({ lookUp, notAsked }: FileRow): RowState {
  const answer = lookUp && answerOf(lookUp);
  if (answer) return answer.call.status;
  if (lookUp?.state.kind === 'loading') return 'open';
  if (lookUp?.state.kind === 'failed' && lookUp.state.failure.reason !== 'cancelled')
    return NOT_SENT.has(lookUp.state.failure.reason) ? 'notAsked' : 'failed';
  return notAsked ? 'notAsked' : 'open';
}

/** When the call of a row began, in milliseconds since 1970 UTC: by its answer, else by its id. */
export function beganAt({ fileCall, lookUp }: Pick<FileRow, 'fileCall' | 'lookUp'>): number | undefined {
  return callBeganAt(fileCall.sessionId, lookUp && answerOf(lookUp)?.call);
}

/** The rows of a list, and those that stand in groups of their own at its end. */
export interface FileSections {
  readonly calls: readonly FileRow[];
  readonly failed: readonly FileRow[];
  readonly notAsked: readonly FileRow[];
}

/** Parts rows into the calls and what nothing is known of; each keeps its order. */
export function sectionsOf(rows: readonly FileRow[]): FileSections {
  const byState = Map.groupBy(rows, (row) => {
    const state = rowState(row);
    return state === 'failed' || state === 'notAsked' ? state : 'calls';
  });
  const of = (section: keyof FileSections) => byState.get(section) ?? [];
  return { calls: of('calls'), failed: of('failed'), notAsked: of('notAsked') };
}

export const FILE_ORDERS = ['line', 'time', 'verdict', 'count'] as const;

export type FileOrder = (typeof FILE_ORDERS)[number];

/** Sorts rows; look-ups that failed come after all calls, and what was not asked for after them. */
export function sortRows(rows: readonly FileRow[], order: FileOrder): readonly FileRow[] {
  const { calls, failed, notAsked } = sectionsOf(rows);
  return [calls, failed, notAsked].flatMap((section) => sortSection(section, order));
}

function byLine(a: FileRow, b: FileRow): number {
  return a.fileCall.firstLine - b.fileCall.firstLine;
}

function sortSection(rows: readonly FileRow[], order: FileOrder): readonly FileRow[] {
  switch (order) {
    case 'line':
      return rows.toSorted(byLine);
    case 'count':
      return rows.toSorted((a, b) => b.fileCall.count - a.fileCall.count || byLine(a, b));
    case 'time':
      return rows.toSorted((a, b) => (beganAt(a) ?? Infinity) - (beganAt(b) ?? Infinity) || byLine(a, b));
    case 'verdict':
      return rows.toSorted((a, b) => byAttention(a.attention, b.attention) || byLine(a, b));
  }
}

/** What is not known needs nobody's attention yet. */
function byAttention(a: Attention | undefined, b: Attention | undefined): number {
  return a && b ? compareAttention(a, b) : Number(b !== undefined) - Number(a !== undefined);
}

/** The rows in which every word of a filter stands: in the id, the parties, the status, the verdict or its worst finding. */
export function filterRows(rows: readonly FileRow[], filter: string, t: Translate): readonly FileRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const call = callOf(row);
    const text = [
      row.fileCall.sessionId,
      call && partiesOf(call),
      stateWord(row, t),
      rowState(row),
      row.attention?.verdict,
      row.attention?.worst?.words,
      row.attention?.worst?.message,
    ];
    const searched = text.filter(Boolean).join(' ').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

function callOf({ lookUp }: FileRow): Call | undefined {
  return lookUp && answerOf(lookUp)?.call;
}

/** What is known of a row, in words: its call's status, else how far its look-up came. */
export function stateWord(row: FileRow, t: Translate): string {
  const state = rowState(row);
  if (state === 'failed') return t('look-up failed');
  if (state === 'notAsked' || state === 'open') return t('not looked up');
  return statusWord({ status: state, rawStatus: undefined }, t);
}

/** Where a call stands in its file: `line 12`, `lines 12–19 · 3×`. */
export function placesText({ count, firstLine, lastLine }: FileCall, t: Translate): string {
  if (firstLine === lastLine)
    return count === 1 ? t('line {0}', firstLine) : t('line {0} · {1}×', firstLine, count);
  return t('lines {0}–{1} · {2}×', firstLine, lastLine, count);
}
