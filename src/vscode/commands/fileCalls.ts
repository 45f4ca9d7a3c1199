import * as vscode from 'vscode';
import { EXPORT_FORMATS, type ExportFormat } from '../../core/exportTable.ts';
import { exportRows, FILE_ORDERS, type FileOrder } from '../../core/fileReport.ts';
import type { FileArgument } from '../../manifest.ts';
import { ArgumentError } from '../credentials/draft.ts';
import { type FileCalls, type FileState, indexOf } from '../fileCalls/fileCalls.ts';
import { failureMessage, shownRows } from '../fileCalls/fileItems.ts';
import type { FileNode } from '../fileCalls/fileTree.ts';
import { jump } from '../fileCalls/jump.ts';
import { lookUpAll } from '../fileCalls/lookUpAll.ts';
import type { Connections } from '../credentials/connections.ts';
import { plainText } from '../plainText.ts';
import type { SessionFinder } from '../sessionFinder.ts';
import { suggestFromEditor } from './suggestion.ts';
import { activeSubject, type Subject, subjectOf } from '../fileCalls/subject.ts';
import { askPick, askText } from '../input/steps.ts';
import type { LogClocks } from '../logClocks.ts';
import type { LookUps } from '../lookUps.ts';
import { t } from '../words.ts';
import type { Handlers } from './register.ts';

interface Dependencies {
  readonly fileCalls: FileCalls;
  readonly fileTree: { reveal(): Promise<void>; selected(): FileNode | undefined };
  readonly lookUps: LookUps;
  readonly connections: Connections;
  readonly finder: () => Promise<SessionFinder>;
  readonly clocks: LogClocks;
}

/** The commands on the calls of a file. */
export function fileHandlers(deps: Dependencies) {
  const { fileCalls } = deps;
  return {
    'cometchatCalls.findCallsInFile': (given) => findCalls(deps, given),
    'cometchatCalls.resolveCallsInFile': async (given) => {
      await findCalls(deps, given);
      await lookUpAll(shownRows(fileCalls), deps);
    },
    'cometchatCalls.nextOccurrence': (given) => jumpTo(deps, given, 1),
    'cometchatCalls.previousOccurrence': (given) => jumpTo(deps, given, -1),
    'cometchatCalls.sortFileCalls': async () => {
      const order = await askOrder(fileCalls.order);
      if (order === undefined) return;
      fileCalls.order = order;
      fileCalls.redraw();
    },
    'cometchatCalls.filterFileCalls': async () => {
      const filter = await askText({
        title: t('Filter Calls in This File'),
        prompt: t('Words that stand in the id, the names or the status; nothing shows all'),
        value: fileCalls.filter,
        selectValue: true,
        check: () => undefined,
      });
      if (typeof filter !== 'string') return;
      fileCalls.filter = filter.trim();
      fileCalls.redraw();
    },
    'cometchatCalls.exportFileCalls': async (given) => {
      await findCalls(deps, given);
      return exportCalls(fileCalls, given?.format);
    },
    'cometchatCalls.setClockOffset': (given) => setClockOffset(deps, given),
  } satisfies Partial<Handlers>;
}

function uriOf(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  return typeof value === 'string' && value !== '' ? vscode.Uri.parse(value, true) : undefined;
}

/** The file that is named (the explorer passes its URI alone), else the one somebody looks at or has listed. */
function subjectFrom({ fileCalls }: Dependencies, given: unknown): Subject | undefined {
  const named =
    uriOf(given) ??
    (typeof given === 'object' && given !== null ? uriOf(Reflect.get(given, 'uri')) : undefined);
  if (named) return subjectOf(named);
  return activeSubject() ?? (fileCalls.state.kind === 'none' ? undefined : fileCalls.state.subject);
}

async function findCalls(deps: Dependencies, given: unknown) {
  const { fileCalls, fileTree } = deps;
  const subject = subjectFrom(deps, given) ?? (await askFile());
  if (!subject) return undefined;
  void fileTree.reveal();
  const state = await scanWithProgress(fileCalls, subject);
  if (state.kind === 'failed')
    throw new ArgumentError(failureMessage(state.reason, subject.name, state.systemCode));
  const index = indexOf(state);
  return (
    index && {
      ids: index.calls.map(({ sessionId, count, firstLine, lastLine }) => ({
        sessionId,
        count,
        firstLine,
        lastLine,
      })),
      bytes: index.bytes,
      lines: index.lines,
    }
  );
}

/** A search that takes no longer than this needs no word on the screen, in milliseconds. */
const QUICK_MS = 700;

/** Searches a file; one that takes its time shows how far it is, and can be cancelled. */
async function scanWithProgress(fileCalls: FileCalls, subject: Subject): Promise<FileState> {
  const abort = new AbortController();
  const { state } = fileCalls;
  const listed = state.kind === 'ready' && state.subject.uri.toString() === subject.uri.toString();
  const scan = listed ? fileCalls.refresh(abort.signal) : fileCalls.show(subject, abort.signal);
  const slow = new Promise<undefined>((resolve) => setTimeout(resolve, QUICK_MS, undefined));
  const quick = await Promise.race([scan, slow]);
  if (quick) return quick;
  const title = plainText(t('Searching {0} for session ids', subject.name));
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title },
    (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      let reported = 0;
      const subscription = fileCalls.onDidChange(() => {
        const current = fileCalls.state;
        if (current.kind !== 'scanning') return;
        const share = Math.floor(current.share * 100);
        progress.report({ message: `${share} %`, increment: share - reported });
        reported = share;
      });
      return scan.finally(() => subscription.dispose());
    },
  );
}

async function askFile(): Promise<Subject | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title: t('Find Calls in File') })) ?? [];
  return uri && subjectOf(uri);
}

/** The call that is named or selected, else the one at the cursor; then to its next or previous place. */
async function jumpTo(deps: Dependencies, given: unknown, step: 1 | -1): Promise<void> {
  const { fileCalls, fileTree, finder } = deps;
  const named: unknown =
    typeof given === 'object' && given !== null ? Reflect.get(given, 'sessionId') : undefined;
  const atCursor = named === undefined ? suggestFromEditor(await finder())?.sessionId : undefined;
  const sessionId = named ?? atCursor ?? fileTree.selected()?.sessionId;
  if (typeof sessionId !== 'string') return;
  const subject = subjectFrom(deps, given);
  if (subject && !isListed(fileCalls, subject)) await findCalls(deps, given);
  await jump(fileCalls, sessionId, step);
}

function isListed({ state }: FileCalls, { uri }: Subject): boolean {
  return state.kind !== 'none' && state.subject.uri.toString() === uri.toString();
}

async function askOrder(current: FileOrder): Promise<FileOrder | undefined> {
  const labels: Readonly<Record<FileOrder, string>> = {
    line: t('First line'),
    time: t('Time of the call'),
    verdict: t('Verdict: what needs attention first'),
    count: t('Number of places'),
  };
  const items = FILE_ORDERS.map((order) => ({ label: labels[order], order }));
  const picked = await askPick({
    title: t('Sort Calls in This File'),
    placeholder: t('Sort by'),
    items,
    activeItem: items.find(({ order }) => order === current),
  });
  return typeof picked === 'symbol' ? undefined : picked.order;
}

/** Opens the table as a document of its own, to be saved where the user wants it; gives its text. */
async function exportCalls(fileCalls: FileCalls, given: unknown): Promise<string | undefined> {
  const format = EXPORT_FORMATS.find((one) => one === given) ?? (await askFormat());
  if (format === undefined) return undefined;
  const content = exportRows(shownRows(fileCalls), format, t);
  const language = { csv: 'plaintext', json: 'json', markdown: 'markdown' }[format];
  const document = await vscode.workspace.openTextDocument({ language, content });
  fileCalls.ignore(document.uri);
  await vscode.window.showTextDocument(document);
  return content;
}

async function askFormat(): Promise<ExportFormat | undefined> {
  const labels: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', json: 'JSON', markdown: 'Markdown' };
  const items = EXPORT_FORMATS.map((format) => ({ label: labels[format], format }));
  const picked = await askPick({
    title: t('Export Calls in This File'),
    placeholder: t('As which format?'),
    items,
  });
  return typeof picked === 'symbol' ? undefined : picked.format;
}

/** The largest offset that makes sense for a log's clock, in seconds: that between the zones furthest apart, and an hour for summer time. */
const MAX_OFFSET_SECONDS = 27 * 3600;

async function setClockOffset(deps: Dependencies, given: Partial<FileArgument> | undefined): Promise<void> {
  const subject = subjectFrom(deps, given);
  if (!subject) return;
  const { clocks, fileCalls } = deps;
  const wanted: unknown = given?.offsetSeconds;
  const offset = typeof wanted === 'number' ? wanted : await askOffset(subject, clocks.offsetOf(subject.uri));
  if (offset === undefined || !Number.isFinite(offset) || Math.abs(offset) > MAX_OFFSET_SECONDS) return;
  await clocks.setOffset(subject.uri, offset);
  fileCalls.redraw();
}

async function askOffset({ name }: Subject, current: number): Promise<number | undefined> {
  const entered = await askText({
    title: t('Clock Offset of {0}', name),
    prompt: t('What to add to the times of this file, such as +2:00, -0:30 or +0:00:07'),
    value: writeOffset(current),
    selectValue: true,
    check: (value) =>
      readOffset(value) === undefined ? { error: t('Enter hours and minutes, such as +2:00.') } : undefined,
  });
  return typeof entered === 'string' ? readOffset(entered) : undefined;
}

function readOffset(text: string): number | undefined {
  const match = /^([+\-−]?)(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, hours, minutes, seconds] = match;
  const amount = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return amount > MAX_OFFSET_SECONDS ? undefined : sign === '' || sign === '+' ? amount : -amount;
}

function writeOffset(seconds: number): string {
  const amount = Math.abs(seconds);
  const tail = amount % 60 === 0 ? '' : `:${twoDigits(amount % 60)}`;
  return `${seconds < 0 ? '-' : '+'}${Math.floor(amount / 3600)}:${twoDigits((amount % 3600) / 60)}${tail}`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
