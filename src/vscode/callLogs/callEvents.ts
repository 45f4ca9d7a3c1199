/** What happened in calls, shown at the lines of the logs that name them: from calls that are known, without a request. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/model.ts';
import { momentsText } from '../../core/story/index.ts';
import { withoutIcons } from '../../core/text/index.ts';
import { CONTEXT_KEYS } from '../../manifest.ts';
import { isListed } from '../fileCalls/index.ts';
import {
  ArgumentError,
  contextKeyTeller,
  isGone,
  onSettingChange,
  setting,
  showDone,
  t,
} from '../platform/index.ts';
import { EventMarks } from './eventMarks.ts';
import { EventsOfLog, type LogDependencies, MAX_EVENTS } from './eventsOfLog.ts';
import { editorsOf, nameOf } from './logLines.ts';
import { tellWhyNone } from './whyNoEvents.ts';

/** A log that is being written changes many times a second: so long after a change its events are placed anew, in milliseconds. */
const SETTLING_MS = 400;
/** The same where only the editor's title goes by it, whether it names a call: any file that is written in is looked at. */
const SETTLING_UNSEEN_MS = 2_000;
/** Changes of the store come in bursts while a whole file is looked up; in milliseconds. */
const BURST_MS = 150;

interface Dependencies extends LogDependencies {
  /** Runs something once after so many milliseconds, unless it is disposed before. */
  readonly after: (milliseconds: number, run: () => void) => Disposable;
}

/** What a caller of the command is given. */
export interface ShownEvents {
  /** Whether events stand in the log now. */
  readonly shown: boolean;
  /** Line by line, lines from 0. */
  readonly events: readonly { readonly line: number; readonly text: string }[];
  /** What was said where there is nothing to see, or not all. */
  readonly message?: string;
}

const HIDDEN: ShownEvents = { shown: false, events: [] };

/** The events of calls in all documents on screen. */
export class CallEvents {
  readonly #deps: Dependencies;
  readonly #marks = new EventMarks();
  readonly #subscriptions: readonly Disposable[];
  readonly #logs = new Map<string, EventsOfLog>();
  /** What somebody chose, by file: else the setting counts. */
  readonly #chosen = new Map<string, boolean>();
  /** When each log is brought up to date. */
  readonly #timers = new Map<string, Disposable>();
  readonly #tellKey = contextKeyTeller();

  constructor(deps: Dependencies) {
    this.#deps = deps;
    const { lookUps, clocks, readerTime } = deps;
    const all = () => this.#soon([...this.#logs.keys()], BURST_MS);
    this.#subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.#follow()),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#drawNear(textEditor)),
      vscode.workspace.onDidChangeTextDocument((change) => this.#changed(change)),
      lookUps.store.onDidChange(all),
      readerTime.onDidChange(all),
      clocks.onDidChange((uri) => this.#soon([uri.toString()], 0)),
      onSettingChange('log.callEvents', () => {
        this.#chosen.clear();
        this.#follow();
        all();
      }),
    ];
    this.#follow();
  }

  /**
   * Shows the events in a log, or takes them away; says what else there is to do where there is nothing to see. Rejects
   * with ArgumentError where the log is gone, or VS Code has no editor of it for extensions.
   */
  async toggle(uri: vscode.Uri): Promise<ShownEvents> {
    const key = uri.toString();
    if (this.#isShown(key) && editorsOf(key).length > 0) return this.hide(uri);
    const document = await documentFor(uri);
    if (!document) return { ...HIDDEN, message: tellWhyNone({ kind: 'tooLarge' }, uri) };
    this.#choose(key, true);
    const log = this.#logOf(document);
    const title = withoutIcons(t('Placing the events of calls in {0}', nameOf(uri.toString())));
    const options = { location: vscode.ProgressLocation.Window, title };
    await vscode.window.withProgress(options, () => this.#update(log));
    return this.#tell(log);
  }

  /** Takes the events away from a log, if they are there. */
  hide(uri: vscode.Uri): ShownEvents {
    this.#choose(uri.toString(), false);
    return HIDDEN;
  }

  dispose(): void {
    for (const key of this.#logs.keys()) this.#forget(key);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#marks.dispose();
  }

  #isOn(key: string): boolean {
    return this.#chosen.get(key) ?? setting('log.callEvents') === 'always';
  }

  /** Whether there is something to take away: events, or that they come as soon as there are any. */
  #isShown(key: string): boolean {
    const events = this.#logs.get(key)?.events;
    const isSeen = events?.kind === 'events' && events.lines.length > 0;
    return this.#isOn(key) && (isSeen || this.#chosen.get(key) === true);
  }

  #choose(key: string, isOn: boolean): void {
    this.#chosen.set(key, isOn);
    const log = this.#logs.get(key);
    if (!isOn) log?.clear();
    if (log) this.#draw(log);
    this.#setKeys();
  }

  /** Knows of the documents on screen. */
  #follow(): void {
    const editors = vscode.window.visibleTextEditors;
    this.#marks.keep(editors);
    for (const [key, { document }] of this.#logs) if (document.isClosed) this.#forget(key);
    for (const { document } of editors) {
      if (!isListed(document.uri)) continue;
      const log = this.#logs.get(document.uri.toString());
      // One that is shown again has its events at once, and what has changed meanwhile a moment later.
      if (log?.document === document) this.#draw(log);
      this.#logOf(document);
      this.#soon([document.uri.toString()], 0);
    }
    this.#setKeys();
  }

  #logOf(document: vscode.TextDocument): EventsOfLog {
    const key = document.uri.toString();
    const there = this.#logs.get(key);
    if (there?.document === document) return there;
    there?.dispose();
    const log = new EventsOfLog(document, () => this.#isOn(key), this.#deps);
    this.#logs.set(key, log);
    return log;
  }

  #forget(key: string): void {
    this.#timers.get(key)?.dispose();
    this.#timers.delete(key);
    this.#logs.get(key)?.dispose();
    this.#logs.delete(key);
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const log = this.#logs.get(document.uri.toString());
    if (!log || contentChanges.length === 0) return;
    log.changed(Math.min(...contentChanges.map(({ range }) => range.start.line)));
    const key = document.uri.toString();
    this.#soon([key], this.#isOn(key) ? SETTLING_MS : SETTLING_UNSEEN_MS);
  }

  /** Brings logs up to date a moment later, once for many changes; those that nobody sees when they are shown again. */
  #soon(keys: readonly string[], milliseconds: number): void {
    for (const key of keys) {
      if (!this.#logs.has(key) || this.#timers.has(key) || editorsOf(key).length === 0) continue;
      const timer = this.#deps.after(milliseconds, () => {
        this.#timers.delete(key);
        const log = this.#logs.get(key);
        if (log) void this.#update(log);
      });
      this.#timers.set(key, timer);
    }
  }

  async #update(log: EventsOfLog): Promise<void> {
    await log.update();
    if (this.#logs.get(log.document.uri.toString()) !== log) return;
    this.#draw(log);
    this.#setKeys();
  }

  #draw(log: EventsOfLog): void {
    const drawn = this.#drawnOf(log);
    for (const editor of editorsOf(log.document.uri.toString())) {
      if (drawn) this.#marks.draw(editor, drawn);
      else this.#marks.clear(editor);
    }
  }

  #drawNear(editor: vscode.TextEditor): void {
    const log = this.#logs.get(editor.document.uri.toString());
    const drawn = log && this.#drawnOf(log);
    if (drawn) this.#marks.drawNear(editor, drawn);
  }

  #drawnOf(log: EventsOfLog) {
    const { events, times, document } = log;
    if (events.kind !== 'events' || !times || !this.#isOn(document.uri.toString())) return undefined;
    return { lines: events.lines, times, time: this.#deps.readerTime.format };
  }

  /** Has the titles of editors offer what there is to do in each. */
  #setKeys(): void {
    const onScreen = vscode.window.visibleTextEditors.map(({ document }) => document);
    const logs = onScreen.flatMap((document) => this.#logs.get(document.uri.toString()) ?? []);
    const withCalls = logs.filter(({ hasCalls }) => hasCalls);
    const withEvents = logs.filter(({ document }) => this.#isShown(document.uri.toString()));
    this.#tellKey(CONTEXT_KEYS.logsWithCalls, pathsOf(withCalls));
    this.#tellKey(CONTEXT_KEYS.logsWithEvents, pathsOf(withEvents));
  }

  /** Says what there is to do where there is nothing to see. */
  #tell(log: EventsOfLog): ShownEvents {
    const { events, document } = log;
    const { uri } = document;
    if (events.kind === 'events') {
      const lines = events.lines.map(({ line, moments }) => ({ line, text: momentsText(moments, t) }));
      if (events.leftOut === 0) return { shown: true, events: lines };
      const message = t(
        'The first {0} events are shown in {1}; {2} more are not.',
        MAX_EVENTS,
        nameOf(uri.toString()),
        events.leftOut,
      );
      showDone(message);
      return { shown: true, events: lines, message };
    }
    const message = tellWhyNone(events, uri);
    // Calls may be looked up yet, or its clock be corrected: then they come by themselves.
    const isWaiting = ['noIds', 'noneKnown', 'noneDated', 'noneNear'].includes(events.kind);
    if (!isWaiting) this.#choose(uri.toString(), false);
    return { ...HIDDEN, message };
  }
}

/** What VS Code compares them with is one path or the other, by the system and where the extension runs. */
function pathsOf(logs: readonly EventsOfLog[]): readonly string[] {
  return [...new Set(logs.flatMap(({ document: { uri } }) => [uri.path, uri.fsPath]))].toSorted();
}

/** The document of a log, on screen; undefined where VS Code does not give it to extensions. Rejects where it is gone. */
async function documentFor(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const shown = editorsOf(uri.toString())[0]?.document;
  if (shown) return shown;
  if (uri.scheme !== 'untitled' && (await isGone(uri)))
    throw new ArgumentError(t('{0} is not there any more.', nameOf(uri.toString())));
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
  return (await vscode.window.showTextDocument(document)).document;
}
