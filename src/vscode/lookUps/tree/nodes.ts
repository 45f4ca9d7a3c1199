import type { OutlineItem } from '../../../core/story/model.ts';
import * as vscode from 'vscode';
import { answerOf, type LookUp } from '../../../core/lookUp/model.ts';
import { isPinned } from '../../../core/lookUp/marks.ts';
import { describeSessionId } from '../../../core/sessionId/describe.ts';
import { isLive, talkSeconds } from '../../../core/call/facts.ts';
import { formatAgo, formatDuration } from '../../../core/text/duration.ts';
import type { TimeFormat } from '../../../core/text/time.ts';
import { joinParts } from '../../../core/text/joinParts.ts';
import { visibleText } from '../../../core/text/visibleText.ts';
import { outlineOf } from '../../../core/story/outline.ts';
import { partiesLabel } from '../../../core/call/parties.ts';
import { parseSessionId } from '../../../core/sessionId/index.ts';
import { statusWord } from '../../../core/call/words.ts';
import { fixLabel } from '../../../core/failure/fixLabel.ts';
import { attemptItem, attemptsItem, attemptsNode, lookedAtItem } from '../attempts/attemptNodes.ts';
import type { CallAttempts } from '../attempts/callAttempts.ts';
import type { LookUps } from '../lookUps.ts';
import type { CallWatches } from '../watch/callWatches.ts';
import { failureWords } from '../failureWords.ts';
import { t } from '../../platform/translate.ts';
import { callIcon, outlineIcon } from './icons.ts';
import { noteOf, tooltipOf } from './tooltip.ts';
import { lookUpNode, type TreeNode } from '../../platform/treeNode.ts';

export interface NodeContext {
  readonly lookUps: LookUps;
  readonly time: TimeFormat;
  /** In milliseconds since 1970 UTC. */
  readonly now: number;
  /** Which calls' ends are waited for; none where it is left out. */
  readonly watches?: Pick<CallWatches, 'has'>;
  /** What was found around calls; nothing where it is left out. */
  readonly attempts?: Pick<CallAttempts, 'view'>;
}

/** What stands below a look-up: its failure with the fixes, then the call's outline. */
export function childrenOf(lookUp: LookUp, { lookUps, time, attempts }: NodeContext): readonly TreeNode[] {
  const { key, state } = lookUp;
  const failure = state.kind === 'failed' ? failureWords(state.failure, lookUp, lookUps) : undefined;
  const answer = answerOf(lookUp);
  return [
    ...(failure ? [{ kind: 'message', key, text: failure.message } as const] : []),
    ...(failure?.fixes.map((fix) => ({ kind: 'fix', key, fix }) as const) ?? []),
    ...(answer ? outlineOf(answer.call, { time, t }).map((item) => outlineNode(key, '', item)) : []),
    ...(answer ? [attemptsNode(lookUp, attempts)] : []),
  ];
}

export { attemptChildren } from '../attempts/attemptNodes.ts';

export function outlineNode(key: string, parentPath: string, item: OutlineItem): TreeNode {
  return { kind: 'outline', key, path: `${parentPath}/${item.id}`, item };
}

/** The tree item of a look-up: who called whom, how it went, and the whole story in its tooltip. */
export function lookUpItem(lookUp: LookUp, context: NodeContext): vscode.TreeItem {
  const { key, state } = lookUp;
  const answer = answerOf(lookUp);
  const session = parseSessionId(lookUp.sessionId);
  const label = labelOf(lookUp);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = key;
  item.iconPath = callIcon(lookUp);
  item.description = descriptionOf(lookUp, context);
  item.contextValue = `lookUp.${state.kind}${answer ? '.answered' : ''}${isPinned(lookUp) ? '.pinned' : ''}${watchContext(lookUp, context)}`;
  item.accessibilityInformation = { label: [label, item.description].join(', ') };
  item.tooltip = tooltipOf(lookUp, describeSessionId(session, context.now, context.time, t), context);
  if (state.kind === 'loading' && !answer) item.collapsibleState = vscode.TreeItemCollapsibleState.None;
  if (answer) {
    item.command = {
      command: 'cometchatCalls.openCallPanel',
      title: t('Open Call'),
      arguments: [lookUpNode(lookUp)],
    };
  }
  return item;
}

function isWatched({ key }: LookUp, { watches }: NodeContext): boolean {
  return watches?.has(key) === true;
}

/** What menus go by: whether its end can be waited for, or is. */
export function watchContext(lookUp: LookUp, context: NodeContext): string {
  if (isWatched(lookUp, context)) return '.watched';
  const call = answerOf(lookUp)?.call;
  return call && isLive(call) ? '.live' : '';
}

/** Who called whom, or the session id while that is not known. */
export function labelOf(lookUp: LookUp): string {
  const answer = answerOf(lookUp);
  return (answer && partiesLabel(answer.call, 40)) ?? visibleText(lookUp.sessionId, 80);
}

/** The user's marks on a look-up, then how it stands, in a few words. */
export function descriptionOf(lookUp: LookUp, context: NodeContext): string {
  const pinned = isPinned(lookUp) ? t('pinned') : undefined;
  const watched = isWatched(lookUp, context) ? t('watching') : undefined;
  return joinParts(pinned, watched, noteOf(lookUp), standingOf(lookUp, context));
}

function standingOf(lookUp: LookUp, { lookUps, now, time }: NodeContext): string {
  const { state, onBehalfOf } = lookUp;
  const answer = answerOf(lookUp);
  const asUser = onBehalfOf === undefined ? undefined : t('as {0}', visibleText(onBehalfOf, 40));
  if (state.kind === 'loading' && !answer) return joinParts(t('looking up…'), asUser);
  const failure = state.kind === 'failed' ? failureWords(state.failure, lookUp, lookUps).short : undefined;
  if (!answer) return joinParts(failure, asUser);
  const { call, fetchedAt } = answer;
  const talk = call.startedAt === undefined ? undefined : talkSeconds(call);
  const when = call.startedAt ?? call.initiatedAt;
  return joinParts(
    failure,
    statusWord(call, t),
    talk === undefined ? undefined : formatDuration(talk, t),
    when === undefined ? undefined : whenOf(when, now, time),
    asUser,
    state.kind === 'loading' ? t('looking up…') : undefined,
    // An answer that could not be renewed is shown with its age.
    failure === undefined ? undefined : t('fetched {0}', formatAgo((now - fetchedAt) / 1000, t)),
  );
}

/** Today's calls by their time, others by their date and time: always with the zone. */
function whenOf(instant: number, now: number, time: TimeFormat): string {
  return time.date(instant) === time.date(now) ? time.timeWithZone(instant) : time.dateTime(instant);
}

/** The tree item of a line below a look-up. */
export function detailItem(
  node: Exclude<TreeNode, { kind: 'lookUp' }>,
  { time }: Pick<NodeContext, 'time'>,
): vscode.TreeItem {
  switch (node.kind) {
    case 'attempts':
      return attemptsItem(node);
    case 'attempt':
      return attemptItem(node, time);
    case 'lookedAt':
      return lookedAtItem(node);
    case 'outline':
      return outlineTreeItem(node.key, node.path, node.item);
    case 'message': {
      const item = new vscode.TreeItem(node.text);
      item.id = `${node.key}/message`;
      item.tooltip = node.text;
      item.iconPath = new vscode.ThemeIcon('info');
      return item;
    }
    case 'fix': {
      const item = new vscode.TreeItem(fixLabel(node.fix, t));
      item.id = `${node.key}/fix:${node.fix}`;
      item.iconPath = new vscode.ThemeIcon('arrow-right');
      item.command = {
        command: 'cometchatCalls.applyFix',
        title: fixLabel(node.fix, t),
        arguments: [{ key: node.key, fix: node.fix }],
      };
      return item;
    }
  }
}

function outlineTreeItem(key: string, path: string, outline: OutlineItem): vscode.TreeItem {
  const expandable = outline.children.length > 0;
  const state = expandable
    ? outline.id === 'participants'
      ? vscode.TreeItemCollapsibleState.Expanded
      : vscode.TreeItemCollapsibleState.Collapsed
    : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(outline.label, state);
  item.id = key + path;
  item.iconPath = outlineIcon(outline.icon);
  if (outline.description !== undefined) item.description = outline.description;
  item.tooltip = [outline.label, outline.description].filter(Boolean).join(': ');
  return item;
}
