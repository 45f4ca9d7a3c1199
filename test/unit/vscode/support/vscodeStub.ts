/**
 * Lets modules be loaded that make sentences, and so import VS Code for its translations. Nothing else of it is
 * there, but for what a test puts there with {@link standIn}: what needs more is tested in a real host.
 */
import { registerHooks } from 'node:module';

const SLOT = 'cometchatCalls.test.vscode';

const STUB = `export const l10n = {
  t: (message, ...args) => message.replace(/\\{(\\d+)\\}/g, (hole, n) => String(args[n] ?? hole)),
};
const part = (name) => new Proxy({}, { get: (_, key) => globalThis[Symbol.for('${SLOT}')]?.[name]?.[key] ?? (key === Symbol.hasInstance ? () => false : undefined) });
export const [commands, env, lm, Uri, window, workspace] = ['commands', 'env', 'lm', 'Uri', 'window', 'workspace'].map(part);
export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };
export const ViewColumn = { Active: -1, Beside: -2, One: 1 };
export const TextEditorRevealType = { InCenter: 1 };
export const StatusBarAlignment = { Left: 1 };
export const ConfigurationTarget = { Global: 1 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const QuickInputButtons = { Back: {} };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const DecorationRangeBehavior = { ClosedClosed: 1 };
export const OverviewRulerLane = { Center: 2 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export class TreeItem { constructor(label, collapsibleState) { Object.assign(this, { label, collapsibleState }); } }
export class Disposable { static from = (...all) => ({ dispose: () => all.forEach((one) => one.dispose()) }); }
export class FileSystemError extends Error {}
export class TabInputText { constructor(uri) { this.uri = uri; } }
export class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
  isBefore(other) { return this.line < other.line || (this.line === other.line && this.character < other.character); }
  isAfter(other) { return other.isBefore(this); }
}
export class Range {
  constructor(...given) {
    const [start, end] = given.length === 2 ? given : [new Position(given[0], given[1]), new Position(given[2], given[3])];
    Object.assign(this, { start, end });
  }
}
export class Selection extends Range {}
export class WorkspaceEdit { inserted = []; insert(...given) { this.inserted.push(given); } }
export class Hover { constructor(contents, range) { Object.assign(this, { contents, range }); } }
export class DocumentLink { constructor(range, target) { Object.assign(this, { range, target }); } }
export class ThemeColor { constructor(id) { this.id = id; } }
export class ThemeIcon { constructor(id, color) { Object.assign(this, { id, color }); } }
export class MarkdownString { constructor(value = '') { this.value = value; } appendMarkdown(text) { this.value += text; return this; } }
export class CancellationError extends Error {}
export class LanguageModelTextPart { constructor(value) { this.value = value; } }
export class LanguageModelToolResult { constructor(content) { this.content = content; } }
export class EventEmitter {
  #listeners = new Set();
  event = (listener) => (this.#listeners.add(listener), { dispose: () => this.#listeners.delete(listener) });
  fire(value) { for (const listener of this.#listeners) listener(value); }
  dispose() { this.#listeners.clear(); }
}`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: `data:text/javascript,${encodeURIComponent(STUB)}`, format: 'module', shortCircuit: true }
      : next(specifier, context),
});

type Part = 'commands' | 'env' | 'lm' | 'Uri' | 'window' | 'workspace';

/** Puts parts of VS Code in place for the modules under test; undefined takes them away. */
export function standIn(parts: Partial<Record<Part, object>> | undefined): void {
  Reflect.set(globalThis, Symbol.for(SLOT), parts);
}
