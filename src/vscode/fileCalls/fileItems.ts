import * as vscode from 'vscode';
import { answerOf } from '../../core/lookUp/model.ts';
import { describeSessionId, parseSessionId } from '../../core/sessionId/index.ts';
import type { FileCall, FileFailureReason, FileNote } from '../../core/fileCalls/model.ts';
import { filterRows, type FileRow, sortRows, sumUp, withoutKnownCuts } from '../../core/fileCalls/index.ts';
import { formatSignedDuration, markdownText, visibleText } from '../../core/text/index.ts';
import { partiesLabel } from '../../core/call/index.ts';
import { briefOf, verdictOf } from '../../core/story/index.ts';
import { failureWords, callIcon, type NodeContext } from '../lookUps/index.ts';
import type { LogClocks } from './logClocks.ts';
import { t } from '../platform/index.ts';
import type { FileCalls } from './fileCalls.ts';
import { type FileState, newestIndex, type Subject } from './model.ts';

/** A line of the “Calls in This File” view; it carries what commands on it take as their argument. */
export interface FileNode {
  readonly sessionId: string;
  readonly uri: string;
}

/** VS Code builds every item of a list at once, so a longer list is cut; its filter finds the rest. */
export const MAX_ITEMS = 2_000;

/** The calls of the file with what is known of each. */
export function allRows(fileCalls: FileCalls): readonly FileRow[] {
  return fileCalls.rowsOf(withoutKnownCuts(newestIndex(fileCalls.state)?.calls ?? []));
}

/** The rows of the view: filtered, then sorted. */
export function shownRows(fileCalls: FileCalls): readonly FileRow[] {
  return sortRows(filterRows(allRows(fileCalls), fileCalls.filter, t), fileCalls.order);
}

/** The tree item of a call of a file: select it to jump to its first line. */
export function fileItem(row: FileRow, node: FileNode, context: NodeContext): vscode.TreeItem {
  const { fileCall, lookUp } = row;
  const answer = lookUp && answerOf(lookUp);
  const label = (answer && partiesLabel(answer.call, 40)) ?? visibleText(fileCall.sessionId, 80);
  const item = new vscode.TreeItem(label);
  item.id = fileCall.sessionId;
  item.description = [knownOf(row, context), placesOf(fileCall)].filter((part) => part !== '').join(' · ');
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  item.iconPath = lookUp
    ? callIcon(lookUp)
    : new vscode.ThemeIcon(fileCall.looksCutOff ? 'warning' : 'circle-outline');
  item.contextValue = `fileCall.${answer ? 'answered' : 'open'}`;
  item.tooltip = tooltip(row, context);
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

function knownOf({ fileCall, lookUp }: FileRow, { lookUps }: NodeContext): string {
  if (fileCall.looksCutOff) return t('looks cut off');
  if (!lookUp) return '';
  const answer = answerOf(lookUp);
  if (answer) return briefOf(answer.call, t);
  if (lookUp.state.kind === 'failed') return failureWords(lookUp.state.failure, lookUp, lookUps).short;
  return t('looking up…');
}

/** `lines 12–19 · 3×` */
function placesOf({ count, firstLine, lastLine }: FileCall): string {
  if (firstLine === lastLine)
    return count === 1 ? t('line {0}', firstLine) : t('line {0} · {1}×', firstLine, count);
  return t('lines {0}–{1} · {2}×', firstLine, lastLine, count);
}

function tooltip({ fileCall, lookUp }: FileRow, { time, now }: NodeContext): vscode.MarkdownString {
  const answer = lookUp && answerOf(lookUp);
  const lines = [
    answer && verdictOf(answer.call, answer.fetchedAt, t),
    describeSessionId(parseSessionId(fileCall.sessionId), now, time, t),
    placesOf(fileCall),
    fileCall.sessionId,
  ];
  const shown = lines.filter((line) => line !== undefined && line !== '');
  return new vscode.MarkdownString(shown.map((line) => markdownText(line ?? '', 600)).join('\n\n'));
}

/** The name of the file, with the offset of its clock where one is set. */
export function subjectLine({ uri, name }: Subject, clocks: LogClocks): string {
  const offset = clocks.offsetOf(uri);
  if (offset === 0) return name;
  return t('{0} · clock {1}', name, formatSignedDuration(offset, t));
}

/** What the view says above its lines. */
export function stateMessage(state: FileState, rows: readonly FileRow[], filter: string): string | undefined {
  switch (state.kind) {
    case 'none':
      return undefined;
    case 'scanning':
      return rows.length > 0
        ? found(rows, filter)
        : t('Searching for session ids… {0} %', Math.floor(state.share * 100));
    case 'failed':
      return failureMessage(state.reason, state.subject.name, state.systemCode);
    case 'ready': {
      const notes = [...new Set(state.index.notes.map(noteText))].filter((text) => text !== undefined);
      const main = rows.length === 0 ? t('There is no session id in this file.') : found(rows, filter);
      return [main, ...notes].join(' ');
    }
  }
}

function found(rows: readonly FileRow[], filter: string): string {
  const shown = filterRows(rows, filter, t);
  const named = visibleText(filter, 60);
  if (shown.length === 0) return t('Filter “{0}”: no call fits it.', named);
  const places = shown.reduce((sum, { fileCall }) => sum + fileCall.count, 0);
  const ids = shown.length === 1 ? t('1 id') : t('{0} ids', shown.length);
  const where = places === 1 ? t('1 place') : t('{0} places', places);
  const counts = t('{0} in {1}: {2}.', ids, where, sumUp(shown, t));
  const cut = shown.length > MAX_ITEMS ? t('The first {0} are listed; filter to see others.', MAX_ITEMS) : '';
  const parts = [filter === '' ? counts : t('Filter “{0}”: {1}', named, counts), cut];
  return parts.filter((part) => part !== '').join(' ');
}

/** Why a file could not be searched, and what to do about it. */
export function failureMessage(
  reason: FileFailureReason,
  name: string,
  systemCode: string | undefined,
): string {
  const file = visibleText(name, 80);
  switch (reason) {
    case 'notFound':
      return t('{0} is not there any more.', file);
    case 'noPermission':
      return t('You may not read {0}. Check its permissions.', file);
    case 'isFolder':
      return t('{0} is a folder. Choose a file in it.', file);
    case 'changedWhileReading':
      return t('{0} changed while it was read. Search it again.', file);
    case 'tooLarge':
      return t(
        '{0} is larger than 50 MB and not on this computer. Run the extension beside the files: set “remote.extensionKind” to "workspace" for it.',
        file,
      );
    case 'cancelled':
      return t('The search of {0} was cancelled.', file);
    case 'io':
      return t('{0} could not be read ({1}).', file, systemCode ?? '?');
  }
}

function noteText(note: FileNote): string | undefined {
  switch (note.kind) {
    case 'binary':
      return t('It looks like a binary file.');
    case 'invalidUtf8':
      return t('Some of it is not valid UTF-8.');
    case 'truncatedWhileReading':
      return t('It became shorter while it was read.');
    case 'tooManyIds':
      return t('There are more ids than can be listed.');
    case 'slowPattern':
      return t('The pattern “{0}” is too slow and was left out.', visibleText(note.pattern ?? '', 80));
    default:
      return undefined;
  }
}
