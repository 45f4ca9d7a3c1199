import * as vscode from 'vscode';
import type { LookUp, LookUpTarget } from '../../core/lookUp/model.ts';
import { visibleText, withoutIcons } from '../../core/text/index.ts';
import { type ViewId, VIEWS } from '../../manifest.ts';
import { applyFix, confirm, showUnreadable, t, ArgumentError, askText, pickOne } from '../platform/index.ts';
import { failureWords, labelOf } from '../lookUps/index.ts';
import { type LookUpService, isPinned, NOTE_LENGTH } from '../../core/lookUp/index.ts';
import { chooseLookUp, type Choices, findAll, pickLookUp, chooseLookUps } from './chooseLookUp.ts';
import type { Services } from './model.ts';
import { copy, saveFile, sayDone } from './output.ts';
import type { Handlers } from './run.ts';
import { exportLookUps, EXPORT_FORMATS, type ExportFormat } from '../../core/export/index.ts';

type Dependencies = Choices &
  Services<'kept' | 'connections' | 'tree' | 'removals' | 'recent' | 'fileTree' | 'documents'>;

/** The commands on look-ups: one that is named, those that are selected, or one the user picks. */
export function itemHandlers(deps: Dependencies) {
  const { lookUps } = deps;
  const connectionName = (id: string | undefined) => lookUps.connection(id)?.name;
  return {
    'cometchatCalls.openCallPanel': async ({ call, logLine, preserveFocus }, { keyIn }) => {
      if (keyIn && !goesIn(deps, call, keyIn)) {
        await vscode.commands.executeCommand('list.select');
        return;
      }
      if (keyIn === VIEWS.file) {
        await deps.fileTree.goTo(call?.sessionId ?? '');
        return;
      }
      // The panel with the focus is open already: another one is meant.
      const lookUp = await (call ? chooseLookUp(deps, call) : pickAny(deps));
      if (lookUp) deps.panels.show(lookUp, logLine, preserveFocus);
    },
    'cometchatCalls.keepPanel': ({ call }) => deps.panels.keep(lookUps.store.find(call)),
    'cometchatCalls.openRawJson': async ({ call }) => {
      const lookUp = await chooseLookUp(deps, call);
      if (lookUp) await deps.documents.open(lookUp);
    },
    'cometchatCalls.copySessionId': async ({ call, key }, { selection, keyIn }) => {
      const sessionIds = keyIn
        ? idsAt(deps, call, key, keyIn)
        : await chooseSessionIds(deps, call, selection);
      const [first] = sessionIds;
      if (first === undefined) return;
      const said =
        sessionIds.length === 1
          ? t('Copied {0}', withoutIcons(visibleText(first, 100)))
          : t('Copied {0} session ids', sessionIds.length);
      await copy(sessionIds.join('\n'), said, deps.connections.redact);
    },
    'cometchatCalls.removeLookup': async ({ call, key = '' }, { selection, isRow, keyIn }) => {
      // A line below a look-up names no call: it is nothing to remove.
      if (keyIn && !call) return;
      const chosen = keyIn ? deps.tree.meantBy(key) : await chooseToRemove(deps, call, selection);
      deps.removals.remove(chosen);
      // VS Code leaves the focus nowhere.
      if (isRow && chosen.length > 0) await deps.tree.focusAfter(chosen);
    },
    'cometchatCalls.undoRemoval': () => deps.removals.undo(),
    'cometchatCalls.clearLookups': async () => {
      const listed = lookUps.store.size;
      const beyond = await deps.kept.countUnlisted();
      if (listed + beyond === 0 || !(await confirm(clearQuestion(listed, beyond > 0), t('Clear')))) return;
      // In the list for a moment, so that they can be brought back like any other.
      const inView = { location: { viewId: VIEWS.lookUps } };
      const unreadable = await vscode.window.withProgress(inView, () => deps.kept.listAll());
      deps.removals.remove(lookUps.store.all());
      lookUps.store.forgetHovers();
      if (unreadable > 0) showUnreadable(unreadable);
    },
    'cometchatCalls.pinCall': async ({ call }, { selection }) =>
      setPinned(deps, await chooseToPin(deps, call, selection), true),
    'cometchatCalls.unpinCall': async ({ call }, { selection }) =>
      setPinned(deps, await chooseToUnpin(deps, call, selection), false),
    'cometchatCalls.editNote': ({ call, note }) => editNote(deps, call, note),
    'cometchatCalls.exportLookups': async (
      { call, uri, format: given, withoutNames: hidden },
      { selection },
    ) => {
      const wanted = given && { format: given, withoutNames: hidden };
      const chosen = await chooseToExport(deps, call, selection, wanted !== undefined);
      const kind = chosen && (wanted ?? (await askKind(chosen.length)));
      if (!kind) return;
      const { connections } = deps;
      const { format, withoutNames } = kind;
      const content = exportLookUps(chosen, format, { t, connectionName, withoutNames });
      const extension = EXTENSIONS[format];
      const day = new Date().toISOString().slice(0, 10);
      await saveFile({ name: `looked-up-calls-${day}.${extension}`, content }, uri, {
        title: t('Export Lookup History'),
        filters: { [FORMAT_NAMES[format]]: [extension] },
        redact: connections.redact,
      });
    },
  } satisfies Partial<Handlers>;
}

/** Does what a fix of a failed look-up says. */
export async function fixLookUp(lookUps: LookUpService, key: string, name: string): Promise<void> {
  const lookUp = lookUps.store.get(key);
  if (lookUp?.state.kind !== 'failed') return;
  const { failure } = lookUp.state;
  // Only fixes that this failure has are run, whoever asks.
  const fix = failureWords(failure, lookUp, lookUps).fixes.find((known) => known === name);
  if (fix) await applyFix(fix, { ...lookUp, failure });
}

/** Whether Enter on a row goes into what is open of it already; else it opens it, as a click does. */
function goesIn(deps: Dependencies, call: LookUpTarget | undefined, view: ViewId): boolean {
  if (!call) return false;
  if (view === VIEWS.file) return deps.fileTree.selected()?.sessionId === call.sessionId;
  return deps.panels.isShown(call);
}

/** The ids that a key is to copy on a row: its own, or those of all that are selected where it is. */
function idsAt(
  deps: Dependencies,
  call: LookUpTarget | undefined,
  key: string | undefined,
  view: ViewId,
): readonly string[] {
  if (view === VIEWS.lookUps) return deps.tree.meantBy(key ?? '').map(({ sessionId }) => sessionId);
  if (!call) return [];
  const selected = view === VIEWS.recent ? deps.recent.selectedIds() : [];
  return selected.includes(call.sessionId) ? selected : [call.sessionId];
}

/** The ids of the calls that are named or selected, else of the one that is shown or picked; none looks anything up. */
async function chooseSessionIds(
  deps: Dependencies,
  call: LookUpTarget | undefined,
  selection: readonly LookUpTarget[],
): Promise<readonly string[]> {
  if (selection.length > 1) return selection.map(({ sessionId }) => sessionId);
  const chosen = call ?? deps.panels.activeTarget() ?? (await pickAny(deps));
  return chosen ? [chosen.sessionId] : [];
}

/** The look-ups that a tree passes or that is named, else the one the user picks. */
async function chooseToRemove(
  deps: Dependencies,
  call: LookUpTarget | undefined,
  selection: readonly LookUpTarget[],
): Promise<readonly LookUp[]> {
  if (selection.length > 1) return findAll(deps, selection);
  const lookUp = call ? deps.lookUps.store.find(call) : await pickAny(deps);
  return lookUp ? [lookUp] : [];
}

function pickAny(deps: Dependencies): Promise<LookUp | undefined> {
  return pickLookUp(deps, deps.lookUps.store.all(), t('Which call?'));
}

/** @param beyond whether there are look-ups on disk that are not listed */
function clearQuestion(listed: number, beyond: boolean): string {
  if (!beyond) {
    return listed === 1
      ? t('Remove the look-up from the list?')
      : t('Remove all {0} look-ups from the list?', listed);
  }
  return listed === 0
    ? t('Remove all look-ups that are on disk and not in the list?')
    : t('Remove all look-ups: {0} in the list, and those on disk that are not in it?', listed);
}

function setPinned({ lookUps }: Choices, chosen: readonly LookUp[], pinned: boolean): void {
  const [first] = chosen;
  if (!first) return;
  for (const { key } of chosen) lookUps.store.mark(key, { pinned }, Date.now());
  const name = withoutIcons(labelOf(first));
  if (chosen.length === 1) sayDone(pinned ? t('Pinned {0}', name) : t('Unpinned {0}', name));
  else sayDone(pinned ? t('Pinned {0} calls', chosen.length) : t('Unpinned {0} calls', chosen.length));
}

/** The look-ups that are selected or named, else the one that is shown; else the user picks one to pin. */
async function chooseToPin(
  deps: Choices,
  call: LookUpTarget | undefined,
  selection: readonly LookUpTarget[],
): Promise<readonly LookUp[]> {
  const free = deps.lookUps.store.all().filter((lookUp) => !isPinned(lookUp));
  const isOpen = selection.length < 2 && !call && !deps.panels.activeTarget();
  if (isOpen && free.length > 0) return pickAmong(deps, free);
  return chooseLookUps(deps, call, selection);
}

/** The same among those that are pinned; a call that was never looked up is not. */
async function chooseToUnpin(
  deps: Choices,
  call: LookUpTarget | undefined,
  selection: readonly LookUpTarget[],
): Promise<readonly LookUp[]> {
  if (selection.length > 1) return findAll(deps, selection);
  const named = call ?? deps.panels.activeTarget();
  if (named) return findAll(deps, [named]);
  const pinned = deps.lookUps.store.all().filter(isPinned);
  if (pinned.length === 0) throw new ArgumentError(t('No call is pinned.'));
  return pickAmong(deps, pinned);
}

async function pickAmong(deps: Choices, candidates: readonly LookUp[]): Promise<readonly LookUp[]> {
  const picked = await pickLookUp(deps, candidates, t('Which call?'));
  return picked ? [picked] : [];
}

/** Writes the note that a caller gives, else the one that the user does. An empty one is taken away. */
async function editNote(
  deps: Dependencies,
  call: LookUpTarget | undefined,
  given: string | undefined,
): Promise<void> {
  const lookUp = await chooseLookUp(deps, call);
  if (!lookUp) return;
  const note = given ?? (await askNote(deps, lookUp));
  if (note === undefined) return;
  const problem = problemOf(note, deps);
  if (problem !== undefined) throw new ArgumentError(problem);
  deps.lookUps.store.mark(lookUp.key, { note }, Date.now());
}

async function askNote(deps: Dependencies, lookUp: LookUp): Promise<string | undefined> {
  const entered = await askText({
    title: t('Note on {0}', labelOf(lookUp)),
    prompt: t('One line, shown in the lookup history; nothing removes the note'),
    value: lookUp.note?.text ?? '',
    check: (value) => {
      const error = problemOf(value, deps);
      return error === undefined ? undefined : { error };
    },
  });
  return typeof entered === 'string' ? entered : undefined;
}

/** What keeps a text from being a note: its length, or a key, which is to be in no file. */
function problemOf(note: string, { connections }: Dependencies): string | undefined {
  const length = Array.from(note.replaceAll(/\s+/g, ' ').trim()).length;
  if (length > NOTE_LENGTH)
    return t('A note has at most {0} characters; this one has {1}.', NOTE_LENGTH, length);
  return connections.holdsApiKey(note) ? t('A note cannot hold an API key.') : undefined;
}

/** A format, and whether names give way to pseudonyms. */
interface Kind {
  readonly format: ExportFormat;
  readonly withoutNames: boolean;
}

/** The names of the formats are the same in every language. */
const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV',
  json: 'JSON',
  markdown: 'Markdown',
};
const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { csv: 'csv', json: 'json', markdown: 'md' };

/**
 * The look-ups to export; undefined when the user gives up. Throws ArgumentError when there is none.
 * @param isKnownHow whether the caller says how, and so means what is selected
 */
async function chooseToExport(
  deps: Dependencies,
  call: LookUpTarget | undefined,
  selection: readonly LookUpTarget[],
  isKnownHow: boolean,
): Promise<readonly LookUp[] | undefined> {
  if (call && selection.length < 2) return chooseLookUps(deps, call, []);
  const all = deps.lookUps.store.all();
  if (all.length === 0) throw new ArgumentError(t('No call has been looked up yet.'));
  const selected = selection.length > 1 ? findAll(deps, selection) : deps.tree.selectedAll();
  if (selected.length < 2 || selected.length === all.length) return all;
  return isKnownHow ? selected : askWhich(selected, all);
}

async function askWhich(
  selected: readonly LookUp[],
  all: readonly LookUp[],
): Promise<readonly LookUp[] | undefined> {
  const items = [
    { label: t('The {0} selected calls', selected.length), lookUps: selected },
    { label: t('All {0} calls', all.length), lookUps: all },
  ];
  const picked = await pickOne({
    title: t('Export Lookup History'),
    placeholder: t('Which calls?'),
    items,
  });
  return picked?.lookUps;
}

async function askKind(count: number): Promise<Kind | undefined> {
  const kinds = [false, true].flatMap((withoutNames) =>
    EXPORT_FORMATS.map((format) => ({ format, withoutNames })),
  );
  const items = kinds.map((wanted) => {
    const name = FORMAT_NAMES[wanted.format];
    if (!wanted.withoutNames) return { label: name, wanted };
    const description = t('pseudonyms of their own in each call; no notes, no names of connections');
    return { label: t('{0} without Names', name), description, wanted };
  });
  const placeholder =
    count === 1 ? t('Export the call as which format?') : t('Export {0} calls as which format?', count);
  const picked = await pickOne({ title: t('Export Lookup History'), placeholder, items });
  return picked?.wanted;
}
