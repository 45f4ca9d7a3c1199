import * as vscode from 'vscode';
import { joinParts } from '../../../core/text/joinParts.ts';
import type { TimeFormat } from '../../../core/text/time.ts';
import { NO_ATTEMPTS, type PanelAttempts } from '../../../shared/panelProtocol.ts';
import type { LookUp } from '../../../core/lookUp/model.ts';
import type { TreeNode } from '../../platform/treeNode.ts';
import { t } from '../../platform/translate.ts';
import type { CallAttempts } from './callAttempts.ts';

type AttemptsNode = Extract<TreeNode, { kind: 'attempts' }>;
type AttemptNode = Extract<TreeNode, { kind: 'attempt' }>;

/** The line below a look-up's outline that looks for other attempts, and shows them. */
export function attemptsNode(lookUp: LookUp, attempts: Pick<CallAttempts, 'view'> | undefined): AttemptsNode {
  const { key, sessionId, connectionId, onBehalfOf } = lookUp;
  const view = attempts?.view(lookUp) ?? NO_ATTEMPTS;
  return { kind: 'attempts', key, target: { sessionId, connectionId, onBehalfOf }, view };
}

/** The attempts that were found, then how far was looked. */
export function attemptChildren({ key, target, view }: AttemptsNode): readonly TreeNode[] {
  return [
    ...view.items.map((attempt, index) => ({ kind: 'attempt', key, target, attempt, index }) as const),
    { kind: 'lookedAt', key, view },
  ];
}

export function attemptsItem({ key, view }: AttemptsNode): vscode.TreeItem {
  const isFound = view.state === 'ready' && view.sentence !== undefined;
  const item = new vscode.TreeItem(isFound ? (view.sentence ?? '') : t('Other attempts…'));
  item.iconPath = new vscode.ThemeIcon(iconOf(view));
  if (view.state === 'ready') {
    item.collapsibleState =
      view.items.length > 0
        ? vscode.TreeItemCollapsibleState.Expanded
        : vscode.TreeItemCollapsibleState.Collapsed;
  } else {
    item.command = lookCommand(key);
    item.description = view.state === 'loading' ? t('looking…') : (view.failure ?? '');
  }
  // Another state is another item: VS Code would else keep it closed once it can be opened.
  item.id = `${key}/attempts:${view.state === 'ready' ? 'found' : 'asked'}`;
  item.tooltip = joinParts(view.sentence, view.failure, view.lookedAt) || t('Look for other attempts');
  return item;
}

/** One attempt: how it went, how long before or after, and when. A click opens it. */
export function attemptItem({ key, target, attempt, index }: AttemptNode, time: TimeFormat): vscode.TreeItem {
  const { at, offset, outcome, isThis, sessionId } = attempt;
  const when = at === undefined ? t('time unknown') : time.dateTime(at);
  const item = new vscode.TreeItem(outcome);
  item.id = `${key}/attempts/${index}`;
  // The time last: a side bar is narrow, and the others are what tells attempts apart.
  item.description = joinParts(offset, when);
  item.iconPath = new vscode.ThemeIcon(isThis ? 'arrow-small-right' : 'call-outgoing');
  item.tooltip = joinParts(outcome, offset, when);
  if (sessionId !== target.sessionId) {
    item.command = {
      command: 'cometchatCalls.openCallPanel',
      title: t('Open Call'),
      arguments: [{ ...target, sessionId }],
    };
  }
  return item;
}

/** How far was looked; a click looks again. */
export function lookedAtItem({ key, view }: Extract<TreeNode, { kind: 'lookedAt' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Look again'));
  item.id = `${key}/attempts/again`;
  item.description = joinParts(view.failure, view.lookedAt);
  item.tooltip = item.description;
  item.iconPath = new vscode.ThemeIcon('refresh');
  item.command = lookCommand(key);
  return item;
}

function iconOf({ state }: PanelAttempts): string {
  if (state === 'loading') return 'loading~spin';
  if (state === 'failed') return 'warning';
  return state === 'ready' ? 'history' : 'search';
}

function lookCommand(key: string): vscode.Command {
  return {
    command: 'cometchatCalls.findAttempts',
    title: t('Look for other attempts'),
    arguments: [{ key }],
  };
}
