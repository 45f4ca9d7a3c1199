import * as vscode from 'vscode';
import { describeFilter } from '../../core/callList/describeFilter.ts';
import { isSameCall } from '../../core/callList/attempts.ts';
import { answerOf, type LookUp, lookUpKey } from '../../core/lookUp/model.ts';
import {
  unreadableKeyring,
  describeFailure,
  type FailureDescription,
  fixLabel,
} from '../../core/failure/describe.ts';
import { describeSessionId } from '../../core/sessionId/describe.ts';
import { formatAgo } from '../../core/text/duration.ts';
import { joinParts } from '../../core/text/joinParts.ts';
import { visibleText } from '../../core/text/visibleText.ts';
import { parseSessionId } from '../../core/sessionId/index.ts';
import {
  callIcon,
  descriptionOf,
  labelOf,
  type NodeContext,
  watchContext,
  tooltipOf,
} from '../lookUps/lookUpItems.ts';
import { t } from '../platform/translate.ts';
import { nodeId, type ListTarget, type RecentFix, type RecentNode } from './recentNode.ts';
import type { RecentTree } from './recentTree.ts';
import { counted, filterLabel, listFailureWords, shareOf } from './recentWords.ts';

type NodeOf<Kind extends RecentNode['kind']> = Extract<RecentNode, { kind: Kind }>;

/** The tree item of a line. Tooltips of calls come later, with {@link callTooltip}: many calls are drawn at once. */
export function recentItem(node: RecentNode, tree: RecentTree, context: NodeContext): vscode.TreeItem {
  const item = drawn(node, tree, context);
  item.id = nodeId(node);
  item.contextValue ??= `recent.${node.kind}`;
  const label = joinWords(textOf(item.label), textOf(item.description));
  item.accessibilityInformation ??= { label };
  return item;
}

function textOf(text: string | boolean | vscode.TreeItemLabel | undefined): string {
  return typeof text === 'object' ? text.label : typeof text === 'string' ? text : '';
}

function joinWords(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(', ');
}

function drawn(node: RecentNode, tree: RecentTree, context: NodeContext): vscode.TreeItem {
  switch (node.kind) {
    case 'connection':
      return connectionItem(node, tree, context);
    case 'lost':
      return lostItem(node, tree);
    case 'unreadable':
      return unreadableItem();
    case 'filter':
      return filterItem(node, tree, context);
    case 'day':
      return dayItem(node, tree);
    case 'call':
      return callItem(node, context);
    case 'more':
      return moreItem(node, tree);
    case 'moreOfDay':
      return moreOfDayItem(node);
    case 'loading':
      return plain(t('Loading…'), 'loading~spin');
    case 'note':
      return plain(node.text, 'info');
    case 'failure':
      return failureItem(node, tree, context);
    case 'fix':
      return clickable(fixWords(node.fix), '', 'applyFix', { ...targetOf(node), fix: node.fix });
  }
}

function targetOf({ connectionId, filterId }: ListTarget): ListTarget {
  return { connectionId, filterId };
}

function plain(label: string, icon: string, colour?: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.tooltip = label;
  item.iconPath = new vscode.ThemeIcon(
    icon,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
  return item;
}

function clickable(
  label: string,
  description: string,
  command: 'loadMoreCalls' | 'applyFix',
  argument: object,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(command === 'applyFix' ? 'arrow-right' : 'fold-down');
  item.command = { command: `cometchatCalls.${command}`, title: label, arguments: [argument] };
  return item;
}

function connectionItem(
  { connectionId }: NodeOf<'connection'>,
  tree: RecentTree,
  { now }: NodeContext,
): vscode.TreeItem {
  const connection = tree.offers.connection(connectionId);
  const name = visibleText(connection?.name ?? t('removed'), 80);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  const failure = tree.lists.failureOf(connectionId);
  const context = { sessionId: '', onBehalfOf: undefined, connectionName: connection?.name, now };
  const failed = failure && describeFailure(failure, context, t);
  const isSandbox = connection?.kind === 'sandbox';
  item.description = joinParts(
    // First: a side bar is narrow, and what follows never changes.
    failed?.short,
    connectionId === tree.offers.defaultConnectionId ? t('default') : undefined,
    isSandbox ? t('sandbox') : connection?.region,
  );
  item.iconPath = failure
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon(isSandbox ? 'beaker' : 'plug');
  item.tooltip = [name, connection && new URL(connection.baseUrl).host, failed?.message]
    .filter(Boolean)
    .join('\n');
  item.contextValue = isSandbox ? 'recent.sandbox' : 'recent.connection';
  return item;
}

function lostItem({ connectionId }: NodeOf<'lost'>, tree: RecentTree): vscode.TreeItem {
  const item = new vscode.TreeItem(
    visibleText(tree.offers.lost(connectionId)?.name ?? '', 80),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.description = t('no API key');
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return item;
}

function unreadableItem(): vscode.TreeItem {
  const item = plain(t('The keyring cannot be read'), 'warning', 'list.warningForeground');
  const { message } = unreadableKeyring(t);
  item.description = message;
  item.tooltip = message;
  item.accessibilityInformation = { label: message };
  return item;
}

function filterItem(node: NodeOf<'filter'>, tree: RecentTree, { time, now }: NodeContext): vscode.TreeItem {
  const offered = tree.offers.filterOf(node);
  if (!offered) return new vscode.TreeItem(t('removed'));
  const item = new vscode.TreeItem(filterLabel(offered, time), vscode.TreeItemCollapsibleState.Collapsed);
  const state = tree.lists.find(node)?.state;
  const loadedAt = state?.loadedAt;
  if (state && loadedAt !== undefined) item.description = shareOf(state);
  item.iconPath = new vscode.ThemeIcon(offered.kind === 'builtIn' ? 'list-unordered' : 'filter');
  item.tooltip = [
    describeFilter(offered.filter, t, time),
    loadedAt === undefined ? '' : t('Fetched {0}', formatAgo((now - loadedAt) / 1000, t)),
  ]
    .filter((line) => line !== '')
    .join('\n');
  item.contextValue = `recent.filter.${offered.kind}`;
  return item;
}

function dayItem(node: NodeOf<'day'>, tree: RecentTree): vscode.TreeItem {
  const day = tree.dayOf(node);
  if (!day) return new vscode.TreeItem(t('removed'));
  const { group, isToday, isOnly, isOpen } = day;
  const item = new vscode.TreeItem(
    group.label,
    isToday || isOnly ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  const count = counted(group.items.length);
  item.description = isOpen ? t('{0} so far', count) : count;
  return item;
}

/** A listed call as what a look-up of it would be: it is shown in the same words. */
export function asLookUp({ connectionId, sessionId, listed, fetchedAt }: NodeOf<'call'>): LookUp {
  const { key, call, raw } = listed;
  const state = { kind: 'ready', answer: { call, raw, fetchedAt } } as const;
  return { key, sessionId, connectionId, onBehalfOf: undefined, addedAt: fetchedAt, state };
}

/** The same with what a look-up of it has found since, so that no two views tell one call in two ways. */
function withAnswer(node: NodeOf<'call'>, { lookUps }: NodeContext): LookUp {
  const own = asLookUp(node);
  const known = lookUps.store.get(lookUpKey(own));
  const answer = known && answerOf(known);
  // A session may have other meetings, and then the answer is of one of those.
  if (!answer || !isSameCall(answer.call, node.listed.call)) return own;
  const isNewer = answer.fetchedAt > node.fetchedAt;
  return { ...own, key: known.key, state: isNewer ? { kind: 'ready', answer } : own.state };
}

function callItem(node: NodeOf<'call'>, context: NodeContext): vscode.TreeItem {
  const lookUp = withAnswer(node, context);
  const item = new vscode.TreeItem(labelOf(lookUp));
  item.description = descriptionOf(lookUp, context);
  item.iconPath = callIcon(lookUp);
  item.contextValue = `recent.call${watchContext(lookUp, context)}`;
  const { sessionId, connectionId } = node;
  item.command = {
    command: 'cometchatCalls.openCallPanel',
    title: t('Open Call'),
    arguments: [{ sessionId, connectionId }],
  };
  return item;
}

/** The tooltip of a call: its story in short, as of when it was last heard of. */
export function callTooltip(node: NodeOf<'call'>, context: NodeContext): vscode.MarkdownString {
  const idLine = describeSessionId(parseSessionId(node.sessionId), context.now, context.time, t);
  return tooltipOf(withAnswer(node, context), idLine, context);
}

function moreOfDayItem({ hidden, day, ...target }: NodeOf<'moreOfDay'>): vscode.TreeItem {
  const words = hidden === 1 ? t('1 is hidden') : t('{0} are hidden', counted(hidden));
  return clickable(t('Show More'), words, 'loadMoreCalls', { ...targetOf(target), day });
}

function moreItem(node: NodeOf<'more'>, tree: RecentTree): vscode.TreeItem {
  const state = tree.lists.find(node)?.state;
  if (node.all) {
    return clickable(t('Load All'), t('up to {0} more', counted(10_000)), 'loadMoreCalls', {
      ...targetOf(node),
      all: true,
    });
  }
  return clickable(t('Load More…'), state ? shareOf(state) : '', 'loadMoreCalls', targetOf(node));
}

/** Why a list could not be loaded: in a few words, for a side bar is narrow and a countdown is to be seen, then in full. */
function failureItem(node: NodeOf<'failure'>, tree: RecentTree, context: NodeContext): vscode.TreeItem {
  const words = failureWordsOf(node, tree, context);
  const item = plain(words?.short ?? t('removed'), 'warning', 'list.warningForeground');
  if (!words) return item;
  item.description = words.message;
  item.tooltip = words.message;
  item.accessibilityInformation = { label: words.message };
  return item;
}

function failureWordsOf(
  node: NodeOf<'failure'>,
  { lists, offers }: RecentTree,
  { now }: NodeContext,
): FailureDescription | undefined {
  const lost = offers.lost(node.connectionId);
  if (lost) {
    const context = { sessionId: '', onBehalfOf: undefined, connectionName: lost.name, now };
    return describeFailure({ reason: 'noApiKey' }, context, t);
  }
  const failure = lists.find(node)?.state.failure;
  return failure && listFailureWords(failure, offers, node, now);
}

function fixWords(fix: RecentFix): string {
  if (fix === 'forgetConnection') return t('Forget');
  return fix === 'lookUpAgain' ? t('Try Again') : fixLabel(fix, t);
}
