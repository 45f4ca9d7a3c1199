import * as vscode from 'vscode';
import { answerOf } from '../../core/lookUp/model.ts';
import { describeSessionId, parseSessionId, shortIdLabel } from '../../core/sessionId/index.ts';
import type { FileFailureReason, FileNote } from '../../core/fileCalls/model.ts';
import {
  beganAt,
  filterRows,
  type FileRow,
  placesText,
  sortRows,
  sumUp,
  withoutKnownCuts,
} from '../../core/fileCalls/index.ts';
import { fixLabel } from '../../core/failure/index.ts';
import { joinParts, markdownText, phraseText, type TimeFormat, visibleText } from '../../core/text/index.ts';
import { partiesLabel } from '../../core/call/index.ts';
import { briefOf } from '../../core/story/index.ts';
import { severityWord } from '../../core/story/findings/index.ts';
import { callIcon, type NodeContext, tooltipOf } from '../lookUps/index.ts';
import type { LogClocks } from './logClocks.ts';
import { t } from '../platform/index.ts';
import { type FileCause, causeWords } from './fileCauses.ts';
import type { FileCalls } from './fileCalls.ts';
import { failureMessage } from './fileFailure.ts';
import { type FileState, newestIndex, type Subject } from './model.ts';

/** A line of the “Calls in This File” view; one of a call carries what commands on it take as their argument. */
export type FileNode = FileCallNode | FileGroupNode | FileFixNode;

export interface FileCallNode {
  readonly kind: 'call';
  readonly sessionId: string;
  readonly uri: string;
}

/** What nothing is known of stands in groups at the end. */
interface FileGroupNode {
  readonly kind: 'group';
  readonly section: 'failed' | 'notAsked';
}

/** What can be done for all calls that lack the same as one of them. */
interface FileFixNode {
  readonly kind: 'fix';
  readonly section: FileGroupNode['section'];
  readonly cause: FileCause;
}

/** VS Code builds every item of a list at once, so a longer list is cut; its filter finds the rest. */
export const MAX_ITEMS = 2_000;

/** More causes than these have no line of their own for what can be done. */
export const MAX_FIXES = 5;

/** The longest name in a line, in UTF-16 code units: the outcome comes after two of them. */
const LONGEST_NAME = 16;

/** Findings that say how a call ended that was not taken: so do its icon and its status. */
const OUTCOMES: ReadonlySet<string> = new Set(['nobodyAnswered', 'rejected', 'cancelled', 'busy']);

/** The calls of the file with what is known of each. */
export function allRows(fileCalls: FileCalls): readonly FileRow[] {
  return fileCalls.rowsOf(withoutKnownCuts(newestIndex(fileCalls.state)?.calls ?? []));
}

/** The rows of the view: filtered, then sorted. */
export function shownRows(fileCalls: FileCalls): readonly FileRow[] {
  return sortRows(filterRows(allRows(fileCalls), fileCalls.filter, t), fileCalls.order);
}

/** How the lines of a list tell their times: the day stands in the view's description where it is that of all. */
export interface ListTimes {
  readonly day: string | undefined;
  readonly when: (instant: number) => string;
}

/** @param now in milliseconds since 1970 UTC */
export function listTimes(rows: readonly FileRow[], time: TimeFormat, now: number): ListTimes {
  const times = rows.flatMap((row) => beganAt(row) ?? []);
  const [first, last] = times.reduce<readonly [number, number]>(
    ([least, most], at) => [Math.min(least, at), Math.max(most, at)],
    [Infinity, -Infinity],
  );
  const day = times.length > 0 && time.date(first) === time.date(last) ? time.date(first) : undefined;
  return { day, when: (instant) => (day === undefined ? time.inList(instant, now) : time.time(instant)) };
}

/** What the items of a list are made with. */
export interface ItemContext extends NodeContext {
  readonly when: ListTimes['when'];
}

/** The tree item of a call of a file: select it to jump to its first line. Its tooltip is {@link fileTooltip}. */
export function fileItem(row: FileRow, node: FileCallNode, context: ItemContext): vscode.TreeItem {
  const { fileCall, lookUp, attention } = row;
  const answer = lookUp && answerOf(lookUp);
  const label = labelOf(row, context);
  const item = new vscode.TreeItem(label);
  item.id = fileCall.sessionId;
  item.description = joinParts(knownOf(row, context), placesText(fileCall, t));
  item.accessibilityInformation = { label: phraseText([label, item.description], t) };
  item.iconPath =
    attention?.isNeeded && !OUTCOMES.has(attention.worst?.kind ?? '')
      ? new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'))
      : lookUp
        ? callIcon(lookUp)
        : new vscode.ThemeIcon(fileCall.looksCutOff ? 'warning' : 'circle-outline');
  item.contextValue = `fileCall.${answer ? 'answered' : 'open'}`;
  item.command = {
    command: 'vscode.open',
    title: t('Go to First Line'),
    // As in lists of VS Code, the focus stays here.
    arguments: [
      vscode.Uri.parse(node.uri),
      { selection: firstLine(row), preview: true, preserveFocus: true },
    ],
  };
  return item;
}

/** Where a call is first named in the file. */
export function firstLine({ fileCall }: FileRow): vscode.Range {
  const at = new vscode.Position(fileCall.firstLine - 1, Math.max(0, fileCall.firstColumn - 1));
  return new vscode.Range(at, at);
}

/** When, then what is wrong with the call, which a narrow side bar must not cut off; else who was in it. */
function labelOf(row: FileRow, { when }: ItemContext): string {
  const { fileCall, attention } = row;
  const first = attention?.isNeeded ? attention.worst?.words : partiesOfRow(row);
  if (first === undefined) return shortIdLabel(parseSessionId(fileCall.sessionId), when);
  const at = beganAt(row);
  return joinParts(at === undefined ? undefined : when(at), first);
}

function partiesOfRow({ lookUp }: FileRow): string | undefined {
  const answer = lookUp && answerOf(lookUp);
  return answer && partiesLabel(answer.call, LONGEST_NAME);
}

/** The rest of what is known: of a call that went wrong its parties, too. */
function knownOf(row: FileRow, { lookUps }: ItemContext): string | undefined {
  const { fileCall, lookUp, attention } = row;
  const answer = lookUp && answerOf(lookUp);
  if (answer) {
    const brief = briefOf(answer.call, t);
    const worst = attention?.worst;
    // What only explains something is no reason to look.
    if (!worst || worst.severity === 'info') return brief;
    const more = OUTCOMES.has(worst.kind) ? undefined : brief;
    return joinParts(attention.isNeeded ? partiesOfRow(row) : worst.words, more);
  }
  const cause = causeWords(row, lookUps);
  if (cause) return cause.short;
  if (lookUp?.state.kind === 'loading') return t('looking up…');
  return fileCall.looksCutOff ? t('looks cut off') : undefined;
}

/** The tree item of a group at the end of the list. */
export function groupItem({ section }: FileGroupNode, count: number): vscode.TreeItem {
  const label = section === 'failed' ? t('look-up failed') : t('not looked up');
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `group:${section}`;
  item.description = String(count);
  item.accessibilityInformation = { label: phraseText([label, String(count)], t) };
  item.tooltip =
    section === 'failed'
      ? t('What was asked for, and nothing came of it. This says nothing of how the calls went.')
      : t('What nobody was asked for, and why.');
  item.contextValue = 'fileGroup';
  return item;
}

/** The tree item of what can be done for the calls of a group that lack the same. */
export function fixItem({ section, cause }: FileFixNode): vscode.TreeItem {
  const { fix, short, rows } = cause;
  const [{ fileCall }] = rows;
  const item = new vscode.TreeItem(fixLabel(fix, t));
  item.id = `fix:${section}:${fix}:${fileCall.sessionId}`;
  item.description = joinParts(short, rows.length === 1 ? t('1 id') : t('{0} ids', rows.length));
  item.iconPath = new vscode.ThemeIcon('arrow-right');
  item.tooltip = joinParts(fixLabel(fix, t), item.description);
  item.command = {
    command: 'cometchatCalls.applyFix',
    title: fixLabel(fix, t),
    arguments: [{ fileCall: fileCall.sessionId, fix }],
  };
  return item;
}

function paragraphs(lines: readonly (string | undefined)[]): readonly string[] {
  return lines.flatMap((line) => (line ? [markdownText(line, 600)] : []));
}

/** All that is known of a call of a file. Text from outside cannot become Markdown. */
export function fileTooltip(row: FileRow, context: NodeContext): vscode.MarkdownString {
  const { fileCall, lookUp, attention } = row;
  const idLine = describeSessionId(parseSessionId(fileCall.sessionId), context.now, context.time, t);
  const places = placesText(fileCall, t);
  const worst = attention?.worst;
  const before = [
    // The verdict may be of it, and says it then.
    worst && !attention.verdict.includes(worst.message)
      ? t('{0}: {1}', severityWord(worst.severity, t), worst.message)
      : undefined,
    lookUp ? undefined : causeWords(row, context.lookUps)?.message,
  ];
  const after = lookUp ? [places] : [idLine, places, fileCall.sessionId];
  const known = lookUp ? [tooltipOf(lookUp, context).value] : [];
  return new vscode.MarkdownString([...paragraphs(before), ...known, ...paragraphs(after)].join('\n\n'));
}

/** What is left out of every line, the day of all and the zone; how the file’s times are corrected; and the file. */
export function subjectLine(
  { uri, name }: Subject,
  clocks: LogClocks,
  { day, zone }: { readonly day: string | undefined; readonly zone: string },
): string {
  // A side bar is narrow: what nothing else on the screen tells comes first.
  return joinParts(joinWords(day, zone), clocks.correctionText(uri), name);
}

function joinWords(day: string | undefined, zone: string): string {
  return day === undefined ? zone : t('{0}, {1}', day, zone);
}

/**
 * What the view says above its lines.
 * @param requests how many looking all of them up would take
 */
export function stateMessage(
  state: FileState,
  rows: readonly FileRow[],
  filter: string,
  requests: number,
): string | undefined {
  switch (state.kind) {
    case 'none':
      return undefined;
    case 'scanning':
      return rows.length > 0
        ? found(rows, filter, requests)
        : t('Searching for session ids… {0} %', Math.floor(state.share * 100));
    case 'failed':
      return [failureMessage(state, state.subject.name), ...nextStepOf(state.reason)].join(' ');
    case 'ready': {
      const notes = [...new Set(state.index.notes.map(noteText))].filter((text) => text !== undefined);
      const main =
        rows.length === 0
          ? t(
              'There is no session id in this file. Ids of your own forms are found by the setting “sessionIdPatterns”.',
            )
          : found(rows, filter, requests);
      return [main, ...notes].join(' ');
    }
  }
}

function found(rows: readonly FileRow[], filter: string, requests: number): string {
  const shown = filterRows(rows, filter, t);
  const named = visibleText(filter, 60);
  if (shown.length === 0) return t('Filter “{0}”: no call fits it.', named);
  const counts = sumUp(shown, t) || placesOf(shown);
  const cut = shown.length > MAX_ITEMS ? t('The first {0} are listed; filter to see others.', MAX_ITEMS) : '';
  const cost =
    requests === 1
      ? t('Look Up All takes 1 request.')
      : requests > 1
        ? t('Look Up All takes {0} requests.', requests)
        : '';
  const parts = [filter === '' ? counts : t('Filter “{0}”: {1}', named, counts), cost, cut];
  return parts.filter((part) => part !== '').join(' ');
}

function placesOf(rows: readonly FileRow[]): string {
  const places = rows.reduce((sum, { fileCall }) => sum + fileCall.count, 0);
  const ids = rows.length === 1 ? t('1 id') : t('{0} ids', rows.length);
  return t('{0} in {1}, none looked up.', ids, places === 1 ? t('1 place') : t('{0} places', places));
}

/** What to do where the words of a failure do not say it. */
function nextStepOf(reason: FileFailureReason): readonly string[] {
  if (reason === 'notFound') return [t('Choose another with Find Calls in File.')];
  return reason === 'cancelled' || reason === 'io' ? [t('Find Calls in File searches it again.')] : [];
}

/** What a user should know of a file that was read, in a sentence; undefined where there is nothing to say. */
export function noteText(note: FileNote): string | undefined {
  switch (note.kind) {
    case 'binary':
      return t('It looks like a binary file.');
    case 'invalidUtf8':
      return t('Some of it is not valid UTF-8.');
    case 'truncatedWhileReading':
      return t('It became shorter while it was read.');
    case 'brokenGzip':
      return t('It is packed and damaged, or ends early: this is what could be unpacked.');
    case 'tooManyIds':
      return t('There are more ids than can be listed.');
    case 'slowPattern':
      return t('The pattern “{0}” is too slow and was left out.', visibleText(note.pattern ?? '', 80));
    default:
      return undefined;
  }
}
