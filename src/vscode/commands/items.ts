import * as vscode from 'vscode';
import type { LookUp, LookUpTarget } from '../../core/lookUp/model.ts';
import { visibleText } from '../../core/text/visibleText.ts';
import { type CallArgument, type LogLineArgument, type SelectedArgument, VIEWS } from '../../manifest.ts';
import type { Connections } from '../connections/connections.ts';
import { applyFix } from '../platform/fixes.ts';
import type { KeptLookUps } from '../lookUps/keptLookUps.ts';
import type { LookUpService } from '../../core/lookUp/service.ts';
import { showUndo, showUnreadable } from '../platform/notify.ts';
import { failureWords } from '../lookUps/failureWords.ts';
import { plainText, withoutIcons } from '../../core/text/plainText.ts';
import { t } from '../platform/translate.ts';
import { labelOf } from '../lookUps/lookUpItems.ts';
import { chooseLookUp, type Choices, findAll, type GivenCall, pickLookUp } from './chooseLookUp.ts';
import { copy } from './copy.ts';
import { logLineOf } from '../callPanel/logLine.ts';
import type { Handlers } from './register.ts';

interface Dependencies extends Choices {
  /** What is on disk, of which the list has the newest. */
  readonly kept: Pick<KeptLookUps, 'countUnlisted' | 'listAll'>;
  readonly connections: Pick<Connections, 'redact'>;
  /** The look-ups that are selected in the sidebar. */
  readonly selected: () => readonly LookUp[];
  /** The session ids that are selected in another view. */
  readonly selectedIn: (view: 'file' | 'recent') => readonly string[];
  readonly openPanel: (lookUp: LookUp, logLine: LogLineArgument | undefined) => void;
  readonly keepPanel: (target: LookUpTarget | undefined) => void;
  readonly openRawJson: (lookUp: LookUp) => Promise<void>;
}

/** The commands on look-ups: tree items, a call named by its session id, or one the user picks. */
export function itemHandlers(deps: Dependencies) {
  const { lookUps } = deps;
  return {
    'cometchatCalls.openCallPanel': async (given) => {
      // The panel with the focus is open already: another one is meant.
      const lookUp = await chooseLookUp({ ...deps, activeTarget: () => undefined }, given);
      if (lookUp) deps.openPanel(lookUp, logLineOf(given?.logLine));
    },
    'cometchatCalls.keepPanel': (given) => deps.keepPanel(lookUps.store.find(given)),
    'cometchatCalls.openRawJson': async (given) => {
      const lookUp = await chooseLookUp(deps, given);
      if (lookUp) await deps.openRawJson(lookUp);
    },
    'cometchatCalls.copySessionId': async (given, selection) => {
      const sessionIds = await chooseSessionIds(deps, given, selection);
      const [first] = sessionIds;
      if (first === undefined) return;
      const said =
        sessionIds.length === 1
          ? t('Copied {0}', withoutIcons(visibleText(first, 100)))
          : t('Copied {0} session ids', sessionIds.length);
      await copy(sessionIds.join('\n'), said, deps.connections.redact);
    },
    'cometchatCalls.removeLookup': async (given, selection) => {
      const chosen = await chooseToRemove(deps, given, selection);
      // Selection and focus differ in a tree, and VS Code tells of the selection only: a key must name what it removes.
      if (chosen.length === 0 || (bySelection(given) && !(await confirmRemoval(chosen)))) return;
      removeAll(lookUps, chosen);
    },
    'cometchatCalls.clearLookups': async () => {
      const listed = lookUps.store.size;
      const beyond = await deps.kept.countUnlisted();
      if (listed + beyond === 0 || !(await confirmClear(listed, beyond > 0))) return;
      // In the list for a moment, so that they can be brought back like any other.
      const unreadable = await withProgress(() => deps.kept.listAll());
      removeAll(lookUps, lookUps.store.all());
      if (unreadable > 0) showUnreadable(unreadable);
    },
    'cometchatCalls.applyFix': async (given) => {
      const lookUp = lookUps.store.get(given?.key ?? '');
      if (lookUp?.state.kind !== 'failed') return;
      const { failure } = lookUp.state;
      // Only fixes that this failure has are run, whoever asks.
      const fix = failureWords(failure, lookUp, lookUps).fixes.find((known) => known === given?.fix);
      if (fix) await applyFix(fix, { ...lookUp, failure });
    },
  } satisfies Partial<Handlers>;
}

type Given = GivenCall | Partial<SelectedArgument>;

function bySelection(given: Given): given is Partial<SelectedArgument> {
  return given !== undefined && 'selected' in given;
}

/** The ids of the calls that are named or selected, else of the one that is shown or picked; none looks anything up. */
async function chooseSessionIds(
  deps: Dependencies,
  given: Given,
  selection: readonly CallArgument[],
): Promise<readonly string[]> {
  if (selection.length > 1) return selection.map(({ sessionId }) => sessionId);
  if (bySelection(given)) {
    const { view } = given;
    if (view === 'file' || view === 'recent') return deps.selectedIn(view);
    return deps.selected().map(({ sessionId }) => sessionId);
  }
  const named: unknown = given?.sessionId;
  if (named !== undefined) return typeof named === 'string' ? [named] : [];
  const sessionId = deps.activeTarget()?.sessionId ?? (await pickAny(deps))?.sessionId;
  return sessionId === undefined ? [] : [sessionId];
}

/** The look-ups that are named or selected, else the one the user picks. */
async function chooseToRemove(
  deps: Dependencies,
  given: Given,
  selection: readonly CallArgument[],
): Promise<readonly LookUp[]> {
  if (selection.length > 1) return findAll(deps, selection);
  if (bySelection(given)) return deps.selected();
  const named = given?.sessionId !== undefined;
  const lookUp = named ? deps.lookUps.store.find(given) : await pickAny(deps);
  return lookUp ? [lookUp] : [];
}

function pickAny(deps: Dependencies): Promise<LookUp | undefined> {
  return pickLookUp(deps, deps.lookUps.store.all(), t('Which call?'));
}

/** Removes look-ups from the list and the disk, and offers to bring them back as they were. */
function removeAll(lookUps: LookUpService, chosen: readonly LookUp[]): void {
  const { store } = lookUps;
  // As they are now: while the user was asked, answers may have come.
  const removed = chosen.flatMap(({ key }) => store.get(key) ?? []);
  const [first] = removed;
  if (!first) return;
  for (const { key } of removed) {
    lookUps.cancel(key);
    store.remove(key);
  }
  const said =
    removed.length === 1 ? t('Removed {0}', labelOf(first)) : t('Removed {0} look-ups', removed.length);
  showUndo(said, () => {
    for (const lookUp of removed) store.putBack(lookUp);
  });
}

async function confirmRemoval(chosen: readonly LookUp[]): Promise<boolean> {
  const removal = t('Remove');
  const [first] = chosen;
  const question =
    first && chosen.length === 1
      ? t('Remove {0} from the list?', labelOf(first))
      : t('Remove these {0} look-ups from the list?', chosen.length);
  return (await vscode.window.showWarningMessage(plainText(question), { modal: true }, removal)) === removal;
}

/** @param beyond whether there are look-ups on disk that are not listed */
async function confirmClear(listed: number, beyond: boolean): Promise<boolean> {
  const clear = t('Clear');
  return (
    (await vscode.window.showWarningMessage(clearQuestion(listed, beyond), { modal: true }, clear)) === clear
  );
}

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

/** Shows in the sidebar that something takes its time. */
async function withProgress<Result>(run: () => Promise<Result>): Promise<Result> {
  return vscode.window.withProgress({ location: { viewId: VIEWS.lookUps } }, run);
}
