import * as vscode from 'vscode';
import { answerOf, type LookUp } from '../../core/callStore.ts';
import { summaryMarkdown } from '../../core/summary.ts';
import type { CallArgument, SelectedArgument } from '../../manifest.ts';
import { applyFix } from '../fixes.ts';
import type { LookUps } from '../lookUps.ts';
import { failureWords } from '../failureWords.ts';
import { plainText } from '../plainText.ts';
import { t } from '../words.ts';
import type { Handlers } from './register.ts';
import { askPick } from '../input/steps.ts';
import { visibleText } from '../../core/format/visibleText.ts';
import { descriptionOf, labelOf } from '../tree/nodes.ts';
import type { ReaderTime } from '../readerTime.ts';

interface Dependencies {
  readonly lookUps: LookUps;
  readonly readerTime: ReaderTime;
  /** The look-up that is selected in the sidebar. */
  readonly selected: () => LookUp | undefined;
  readonly openPanel: (lookUp: LookUp) => void;
  readonly openRawJson: (lookUp: LookUp) => Promise<void>;
}

/** The commands on one look-up: a tree item, a call named by its session id, or one the user picks. */
export function itemHandlers(deps: Dependencies) {
  const { lookUps } = deps;
  const withLookUp = async <Result>(
    given: Partial<CallArgument> | undefined,
    action: (lookUp: LookUp) => Result,
  ): Promise<Awaited<Result> | undefined> => {
    const lookUp =
      given?.sessionId === undefined
        ? await pickLookUp(deps)
        : (lookUps.find(given) ?? (await fetchFirst(deps, given)));
    return lookUp && (await action(lookUp));
  };
  return {
    'cometchatCalls.openCallPanel': (given) => withLookUp(given, deps.openPanel),
    'cometchatCalls.openRawJson': (given) => withLookUp(given, deps.openRawJson),
    'cometchatCalls.copySessionId': async (given) => {
      const named = given && 'sessionId' in given ? given.sessionId : undefined;
      const sessionId = named ?? (await chosenLookUp(deps, given))?.sessionId;
      if (typeof sessionId !== 'string') return;
      await vscode.env.clipboard.writeText(sessionId);
      vscode.window.setStatusBarMessage(
        t('Copied {0}', visibleText(sessionId, 100).replaceAll('$(', '$\u2060(')),
        COPIED_MS,
      );
    },
    'cometchatCalls.copyAsMarkdown': (given) =>
      withLookUp(given, async (lookUp) => {
        const answer = answerOf(lookUp);
        if (!answer) return;
        const connectionName = lookUps.connection(lookUp.connectionId)?.name;
        const context = { time: deps.readerTime.format, t, fetchedAt: answer.fetchedAt, connectionName };
        await vscode.env.clipboard.writeText(summaryMarkdown(answer.call, context));
      }),
    'cometchatCalls.removeLookup': async (given) => {
      const lookUp = await chosenLookUp(deps, given);
      // Selection and focus differ in a tree, and VS Code tells of the selection only: a key must name what it removes.
      const byKey = given !== undefined && 'selected' in given;
      if (lookUp && (!byKey || (await confirmRemoval(lookUp)))) remove(lookUps, lookUp);
    },
    'cometchatCalls.clearLookups': async () => {
      const all = lookUps.store.all();
      if (all.length === 0 || !(await confirmClear(all.length))) return;
      for (const lookUp of all) remove(lookUps, lookUp);
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

/** The look-up that is named, selected, or else picked by the user. */
async function chosenLookUp(
  deps: Dependencies,
  given: Partial<CallArgument> | Partial<SelectedArgument> | undefined,
): Promise<LookUp | undefined> {
  if (given && 'selected' in given) return deps.selected();
  return given && 'sessionId' in given ? deps.lookUps.find(given) : pickLookUp(deps);
}

/** How long the status bar says what was copied, in milliseconds. */
const COPIED_MS = 4_000;

/** A call that is asked for by id and was never looked up is looked up first. */
async function fetchFirst(
  { lookUps }: Dependencies,
  given: Partial<CallArgument>,
): Promise<LookUp | undefined> {
  await vscode.commands.executeCommand('cometchatCalls.lookUpCall', { ...given, reveal: false });
  return lookUps.find(given);
}

function remove({ store, lookup }: LookUps, { key }: LookUp): void {
  lookup.cancel(key);
  store.remove(key);
}

async function confirmRemoval(lookUp: LookUp): Promise<boolean> {
  const removal = t('Remove');
  const question = t('Remove {0} from the list?', labelOf(lookUp));
  return (await vscode.window.showWarningMessage(plainText(question), { modal: true }, removal)) === removal;
}

async function confirmClear(count: number): Promise<boolean> {
  const clear = t('Clear');
  const question =
    count === 1 ? t('Remove the look-up from the list?') : t('Remove all {0} look-ups from the list?', count);
  return (await vscode.window.showWarningMessage(question, { modal: true }, clear)) === clear;
}

/** Lets the user pick one of the look-ups; undefined when they pick none. */
async function pickLookUp({ lookUps, readerTime }: Dependencies): Promise<LookUp | undefined> {
  const context = { lookUps, time: readerTime.format, now: Date.now() };
  const items = lookUps.store.all().map((lookUp) => {
    return {
      label: labelOf(lookUp).replaceAll('$(', '$\u2060('),
      description: descriptionOf(lookUp, context),
      detail: visibleText(lookUp.sessionId),
      lookUp,
    };
  });
  if (items.length === 0) {
    await vscode.commands.executeCommand('cometchatCalls.lookUpCall');
    return undefined;
  }
  const picked = await askPick({ title: t('Looked Up'), placeholder: t('Which call?'), items });
  return typeof picked === 'symbol' ? undefined : picked.lookUp;
}
