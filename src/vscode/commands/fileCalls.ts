import * as vscode from 'vscode';
import type { FileOrder, FileRow } from '../../core/fileCalls/index.ts';
import { withoutIcons } from '../../core/text/index.ts';
import {
  causesOf,
  type FileCause,
  setClockOffset,
  exportFileCalls,
  shownRows,
  findCalls,
  jump,
  lookUpAll,
  subjectInView,
  subjectOf,
} from '../fileCalls/index.ts';
import { isAbout, type Subject } from '../fileCalls/model.ts';
import { applyFixForMany, ArgumentError, askText, editorInView, pickValue, t } from '../platform/index.ts';
import { knownTimes } from './knownTimes.ts';
import type { Services } from './model.ts';
import { sayDone } from './output.ts';
import type { Handlers } from './run.ts';
import { suggestFromEditor } from './suggestion.ts';

type Dependencies = Services<
  | 'fileCalls'
  | 'fileTree'
  | 'lookUps'
  | 'connections'
  | 'finder'
  | 'completer'
  | 'clocks'
  | 'readerTime'
  | 'logs'
  | 'callEvents'
>;

/** The commands on the calls of a file. */
export function fileHandlers(deps: Dependencies) {
  const { fileCalls } = deps;
  return {
    'cometchatCalls.findCallsInFile': ({ uri }) => find(deps, uri),
    'cometchatCalls.resolveCallsInFile': async ({ uri }) => {
      await find(deps, uri);
      await lookUpAll(shownRows(fileCalls), deps);
    },
    'cometchatCalls.nextOccurrence': ({ uri, sessionId }) => jumpTo(deps, uri, sessionId, 1),
    'cometchatCalls.previousOccurrence': ({ uri, sessionId }) => jumpTo(deps, uri, sessionId, -1),
    'cometchatCalls.sortFileCalls': async () => {
      const order = await askOrder(fileCalls.order);
      if (order === undefined) return;
      fileCalls.order = order;
      fileCalls.redraw();
    },
    'cometchatCalls.filterFileCalls': async () => {
      const filter = await askFilter(fileCalls.filter);
      if (filter === undefined) return;
      fileCalls.filter = filter.trim();
      fileCalls.redraw();
    },
    'cometchatCalls.exportFileCalls': async ({ uri, format }) => {
      await find(deps, uri);
      return exportFileCalls(deps, format);
    },
    'cometchatCalls.toggleCallEvents': async ({ uri }) => {
      const subject = subjectFrom(deps, uri) ?? (await askFile(t('Show Call Events in Log')));
      return subject && deps.callEvents.toggle(subject.uri);
    },
    'cometchatCalls.title.hideCallEvents': ({ uri }) => {
      const subject = subjectFrom(deps, uri);
      return subject && deps.callEvents.hide(subject.uri);
    },
    'cometchatCalls.setClockOffset': async ({ uri, hover, ...given }) => {
      const subject = subjectFrom(deps, uri);
      if (!subject) return;
      const said = await setClockOffset(subject, given, deps.clocks, () => knownTimes(deps, subject));
      if (said === undefined) return;
      if (hover) await showHoverAgain(subject, hover);
      else sayDone(withoutIcons(t('{0}: {1}', subject.name, said)));
    },
  } satisfies Partial<Handlers>;
}

/** A hover that is on the screen stays as it is: where its link was followed, it is shown anew, at the cursor. */
async function showHoverAgain(
  subject: Subject,
  { line, character }: { readonly line: number; readonly character: number },
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== subject.uri.toString()) return;
  const at = new vscode.Position(Math.max(0, line), Math.max(0, character));
  editor.selection = new vscode.Selection(at, at);
  await vscode.commands.executeCommand('editor.action.hideHover');
  await vscode.commands.executeCommand('editor.action.showHover');
}

/** Does what a fix of a call of the file says, for all calls that lack the same, and looks them up then. */
export async function fixFileCalls(deps: Dependencies, sessionId: string, name: string): Promise<void> {
  const cause = causesOf(shownRows(deps.fileCalls), deps.lookUps).find(
    ({ rows, fix }) => fix === name && rows.some(({ fileCall }) => fileCall.sessionId === sessionId),
  );
  if (!cause) return;
  const { fix, failure, connectionId } = cause;
  const isDone = await applyFixForMany(fix, { failure, connectionId });
  if (isDone) await lookUpAll(rowsAgain(deps, cause), deps);
}

/** The rows of a cause as they are now. */
function rowsAgain({ fileCalls }: Dependencies, { rows }: FileCause): readonly FileRow[] {
  const ids = new Set(rows.map(({ fileCall }) => fileCall.sessionId));
  return shownRows(fileCalls).filter(({ fileCall }) => ids.has(fileCall.sessionId));
}

/** The file that is named, else the one somebody looks at or has listed, or that alone stands beside. */
function subjectFrom({ fileCalls }: Dependencies, uri: vscode.Uri | undefined): Subject | undefined {
  if (uri) return subjectOf(uri);
  const known = subjectInView(fileCalls.state);
  const beside = known ? undefined : editorInView();
  return known ?? (beside && subjectOf(beside.document.uri));
}

/** Lists the calls of the file that is named, looked at, listed already, or picked; undefined when none is picked. */
async function find(deps: Dependencies, uri: vscode.Uri | undefined) {
  const subject = subjectFrom(deps, uri) ?? (await askFile(t('Find Calls in File')));
  if (!subject) return undefined;
  void deps.fileTree.reveal();
  return findCalls(deps.fileCalls, subject);
}

async function askFile(title: string): Promise<Subject | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title })) ?? [];
  return uri && subjectOf(uri);
}

/** The call that is named or selected, else the one at the cursor; then to its next or previous place. */
async function jumpTo(
  deps: Dependencies,
  uri: vscode.Uri | undefined,
  named: string | undefined,
  step: 1 | -1,
): Promise<void> {
  const { fileCalls, fileTree } = deps;
  const atCursor = named === undefined ? suggestFromEditor(deps)?.sessionId : undefined;
  const sessionId = named ?? atCursor ?? fileTree.selected()?.sessionId;
  if (sessionId === undefined)
    throw new ArgumentError(t('Put the cursor on a session id, or select a call in “Calls in This File”.'));
  const subject = subjectFrom(deps, uri);
  if (subject && !isAbout(fileCalls.state, subject.uri)) await find(deps, uri);
  await jump(fileCalls, sessionId, step);
}

function askOrder(current: FileOrder): Promise<FileOrder | undefined> {
  const labels: Readonly<Record<FileOrder, string>> = {
    line: t('First line'),
    time: t('Time of the call'),
    verdict: t('Verdict: what needs attention first'),
    count: t('Number of places'),
  };
  return pickValue({ title: t('Sort Calls in This File'), placeholder: t('Sort by') }, labels, current);
}

async function askFilter(current: string): Promise<string | undefined> {
  const filter = await askText({
    title: t('Filter Calls in This File'),
    prompt: t('Words that stand in the id, the names or the status; nothing shows all'),
    value: current,
    selectValue: true,
    check: () => undefined,
  });
  return typeof filter === 'string' ? filter : undefined;
}
