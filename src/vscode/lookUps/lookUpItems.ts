import * as vscode from 'vscode';
import {
  type Answer,
  answerOf,
  type AttemptsView,
  type LookUp,
  type LookUpTarget,
  NO_ATTEMPTS,
} from '../../core/lookUp/model.ts';
import { callRow, timeOf } from '../../core/callList/index.ts';
import {
  isPinned,
  type CallAttempts,
  type LookUpService,
  type CallWatches,
} from '../../core/lookUp/index.ts';
import { appOf, describeSessionId, parseSessionId, shortIdLabel } from '../../core/sessionId/index.ts';
import { isLive, partiesLabel } from '../../core/call/index.ts';
import {
  formatAgo,
  joinParts,
  markdownText,
  phraseText,
  type TimeFormat,
  visibleText,
} from '../../core/text/index.ts';
import type { OutlineItem } from '../../core/story/model.ts';
import { type Attention, attentionOf, outlineOf, summaryOf } from '../../core/story/index.ts';
import { fixLabel } from '../../core/failure/index.ts';
import { failureWords } from './failureWords.ts';
import { t } from '../platform/index.ts';
import type { TreeNode } from './model.ts';
import type { CallStatus } from '../../core/call/model.ts';

export interface NodeContext {
  readonly lookUps: LookUpService;
  readonly time: TimeFormat;
  /** In milliseconds since 1970 UTC. */
  readonly now: number;
  /** Writes an instant as a list wants it whose view tells the zone; with its zone where it is left out. */
  readonly when?: (instant: number) => string;
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
    ...(answer
      ? outlineOf(answer.call, { time, t, asOf: answer.fetchedAt }).map((item) => outlineNode(key, '', item))
      : []),
    ...(answer ? [attemptsNode(lookUp, attempts)] : []),
  ];
}

export function outlineNode(key: string, parentPath: string, item: OutlineItem): TreeNode {
  return { kind: 'outline', key, path: `${parentPath}/${item.id}`, item };
}

/** The tree item of a look-up: when, who and how it went. Its tooltip is made when it is shown: it tells an age. */
export function lookUpItem(lookUp: LookUp, context: NodeContext): vscode.TreeItem {
  const { key, state } = lookUp;
  const answer = answerOf(lookUp);
  const { label, description } = rowOf(lookUp, context);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = key;
  item.iconPath = callIcon(lookUp);
  item.description = description;
  item.contextValue = `lookUp.${state.kind}${answer ? '.answered' : ''}${isPinned(lookUp) ? '.pinned' : ''}${watchContext(lookUp, context)}`;
  item.accessibilityInformation = { label: phraseText([label, description], t) };
  if (state.kind === 'loading' && !answer) item.collapsibleState = vscode.TreeItemCollapsibleState.None;
  item.command = openCommand(lookUp);
  return item;
}

/** What a click on a line does, and Enter: as in lists of VS Code, the focus stays there. */
export function openCommand({ sessionId, connectionId, onBehalfOf }: LookUpTarget): vscode.Command {
  return {
    command: 'cometchatCalls.openCallPanel',
    title: t('Open Call'),
    arguments: [{ sessionId, connectionId, onBehalfOf, preserveFocus: true }],
  };
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

/** When the call of a look-up was, in milliseconds since 1970 UTC, as far as its answer or its id tells. */
export function instantOf(lookUp: LookUp): number | undefined {
  const answer = answerOf(lookUp);
  const session = parseSessionId(lookUp.sessionId);
  return (answer && timeOf(answer.call)) ?? ('initiatedAt' in session ? session.initiatedAt : undefined);
}

/** A look-up as a line: when and who, then how it went or stands, then the user's marks. */
export function rowOf(
  lookUp: LookUp,
  context: NodeContext,
): { readonly label: string; readonly description: string } {
  const { lookUps, now, time, when = (instant) => whenOf(instant, now, time) } = context;
  const { state, onBehalfOf } = lookUp;
  const answer = answerOf(lookUp);
  const failure = state.kind === 'failed' ? failureWords(state.failure, lookUp, lookUps).short : undefined;
  const row = answer && callRow(answer.call, { t, when, attention: attentionTo(lookUp, answer, lookUps) });
  return {
    label: row?.label ?? shortIdLabel(parseSessionId(lookUp.sessionId), when),
    description: joinParts(
      failure,
      row?.outcome,
      state.kind === 'loading' ? t('looking up…') : undefined,
      // An answer that could not be renewed is shown with its age.
      answer && failure !== undefined
        ? t('fetched {0}', formatAgo((now - answer.fetchedAt) / 1000, t))
        : undefined,
      onBehalfOf === undefined ? undefined : t('as {0}', visibleText(onBehalfOf, 40)),
      noteOf(lookUp),
      isPinned(lookUp) ? t('pinned') : undefined,
      isWatched(lookUp, context) ? t('watching') : undefined,
    ),
  };
}

/** All findings of a call are worked out for it, so each answer's is kept. */
const attentions = new WeakMap<Answer, Attention>();

function attentionTo(
  { sessionId, connectionId }: LookUp,
  answer: Answer,
  lookUps: NodeContext['lookUps'],
): Attention {
  const known = attentions.get(answer);
  if (known) return known;
  const { appId, region } = appOf(sessionId, lookUps.connection(connectionId));
  const attention = attentionOf(answer.call, { asOf: answer.fetchedAt, sessionId, appId, region, t });
  attentions.set(answer, attention);
  return attention;
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
  item.tooltip = outline.description ? t('{0}: {1}', outline.label, outline.description) : outline.label;
  return item;
}

/** The note on a look-up as it may be shown. */
export function noteOf({ note }: LookUp): string | undefined {
  return note?.text ? visibleText(note.text) : undefined;
}

/** The tooltip of a look-up, with all that its line may leave out. Text from outside cannot become Markdown. */
export function tooltipOf(lookUp: LookUp, context: NodeContext): vscode.MarkdownString {
  const { lookUps, now, time } = context;
  const tooltip = new vscode.MarkdownString();
  const { sessionId, onBehalfOf, state } = lookUp;
  const answer = answerOf(lookUp);
  const connectionName = lookUps.connection(lookUp.connectionId)?.name;
  const note = noteOf(lookUp);
  const lines: (string | undefined)[] = [
    note === undefined ? undefined : t('Note: {0}', note),
    state.kind === 'failed' ? failureWords(state.failure, lookUp, lookUps).message : undefined,
    ...(answer ? summaryOf(answer.call, { time, t, fetchedAt: answer.fetchedAt, connectionName }) : []),
    onBehalfOf === undefined ? undefined : t('as {0}', visibleText(onBehalfOf)),
    joinParts(
      answer && t('Fetched {0}', formatAgo((now - answer.fetchedAt) / 1000, t)),
      isPinned(lookUp) ? t('pinned') : undefined,
      isWatched(lookUp, context) ? t('watching') : undefined,
    ),
    describeSessionId(parseSessionId(sessionId), now, time, t),
    sessionId,
  ];
  const shown = lines.flatMap((line) => (line ? markdownText(line, 600) : []));
  tooltip.appendMarkdown(shown.join('\n\n'));
  return tooltip;
}

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
  const item = new vscode.TreeItem(isFound ? (view.sentence ?? '') : t('Was It a Retry?'));
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
  if (sessionId !== target.sessionId) item.command = openCommand({ ...target, sessionId });
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

function iconOf({ state }: AttemptsView): string {
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

const COLOURS: Readonly<Record<CallStatus, string | undefined>> = {
  initiated: 'charts.blue',
  ongoing: 'charts.green',
  ended: undefined,
  unanswered: 'problemsWarningIcon.foreground',
  rejected: 'problemsErrorIcon.foreground',
  busy: 'problemsWarningIcon.foreground',
  cancelled: 'disabledForeground',
  unknown: 'disabledForeground',
};

/** The icon of a look-up: its type and its status; the shape tells what the colour tells. */
export function callIcon({ state }: LookUp): vscode.ThemeIcon {
  if (state.kind === 'loading') return new vscode.ThemeIcon('loading~spin');
  if (state.kind === 'failed')
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const call = answerOf({ state })?.call;
  if (!call) return new vscode.ThemeIcon('question');
  const colour = COLOURS[call.status];
  return new vscode.ThemeIcon(
    callShape(call.status, call.type),
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
}

function callShape(status: CallStatus, type: string | undefined): string {
  switch (status) {
    case 'unanswered':
    case 'busy':
      return 'call-incoming';
    case 'rejected':
      return 'circle-slash';
    case 'cancelled':
      return 'close';
    case 'unknown':
      return 'question';
    case 'initiated':
      return 'call-outgoing';
    case 'ended':
    case 'ongoing':
      return type === 'video' ? 'device-camera-video' : 'unmute';
  }
}

const OUTLINE_ICONS: Readonly<Record<OutlineItem['icon'], string>> = {
  clock: 'clock',
  people: 'organization',
  person: 'person',
  record: 'record',
  transcript: 'output',
  device: 'device-mobile',
  warning: 'warning',
};

export function outlineIcon(icon: OutlineItem['icon']): vscode.ThemeIcon {
  return new vscode.ThemeIcon(OUTLINE_ICONS[icon]);
}
