import * as vscode from 'vscode';
import { answerOf, type LookUp } from '../../core/lookUp/model.ts';
import {
  appNamedBy,
  appOf,
  describeSessionId,
  isLookedUpWithOthers,
  parseSessionId,
} from '../../core/sessionId/index.ts';
import { joinParts, markdownText, type CommandLink, commandLinks } from '../../core/text/index.ts';
import { describeLogMoment, summaryOf } from '../../core/story/index.ts';
import type { SessionId } from '../../core/sessionId/model.ts';
import { failureWords } from '../lookUps/index.ts';
import { fixLabel } from '../../core/failure/index.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { type ReaderTime, t } from '../platform/index.ts';
import { type Completion, completionText } from './idCompleter.ts';
import type { LineTime } from './lineTime.ts';

/** Every command a hover may run; a link to any other does nothing. */
const TRUSTED = [
  'cometchatCalls.lookUpCall',
  'cometchatCalls.addConnection',
  'cometchatCalls.openCallPanel',
  'cometchatCalls.openCallFromLog',
  'cometchatCalls.openRawJson',
  'cometchatCalls.copyAsMarkdown',
  'cometchatCalls.applyFix',
  'cometchatCalls.setClockOffset',
  'workbench.action.openSettings',
];

interface TextContext {
  readonly lookUps: LookUpService;
  readonly readerTime: ReaderTime;
}

/** An id, and what can be done about it. */
interface ToldId {
  readonly session: SessionId;
  readonly completion: Completion | undefined;
  readonly next: readonly CommandLink[];
}

/** What an id says by itself, with what can be done next: no key, no network. */
export function idText(
  { session, completion, next }: ToldId,
  { readerTime }: TextContext,
): vscode.MarkdownString {
  const line = joinParts(
    session.form === 'custom' && !isLookedUpWithOthers(session.id)
      ? t('Perhaps a CometChat call')
      : t('CometChat call'),
    describeSessionId(session, Date.now(), readerTime.format, t),
  );
  const lines = completion ? [line, completionText(completion)] : [line];
  return markdown(lines, next.length === 0 ? [] : [...next, settingsLink()]);
}

/** What an id says by itself stands above its call: the call’s lines tell the app of an id that names none. */
function besideId(lookUp: LookUp, lookUps: LookUpService) {
  const session = parseSessionId(lookUp.sessionId);
  const { appId, region } = appOf(lookUp.sessionId, lookUps.connection(lookUp.connectionId));
  const app = appNamedBy(lookUp.sessionId) ? [] : [region, appId && t('app {0}', appId)];
  return {
    asked: { sessionId: lookUp.sessionId, appId, region },
    beside: {
      app: app.filter((part) => part !== undefined),
      instant: 'initiatedAt' in session ? session.initiatedAt : undefined,
    },
  };
}

/** The call of an id: its story, where this line of the log stands in it, and what can be done. */
export function callText(
  lookUp: LookUp,
  { logTime, isInDoubt, logLine, correction, links }: LineTime,
  { lookUps, readerTime }: TextContext,
  inLog?: InLog,
): vscode.MarkdownString {
  const answer = answerOf(lookUp);
  if (!answer) return failureText(lookUp, lookUps, inLog);
  const { call, fetchedAt } = answer;
  const connectionName = lookUps.connection(lookUp.connectionId)?.name;
  const told = { time: readerTime.format, t, fetchedAt, connectionName };
  const lines = summaryOf(call, { ...told, ...besideId(lookUp, lookUps) });
  const failure =
    lookUp.state.kind === 'failed' ? failureWords(lookUp.state.failure, lookUp, lookUps).short : undefined;
  const moment = logTime
    ? joinParts(t('This line: {0}', describeLogMoment(call, logTime, t)), correction)
    : isInDoubt
      ? t('This line’s date can begin with the day or the month, and no line of the file shows which')
      : undefined;
  const target = {
    sessionId: lookUp.sessionId,
    connectionId: lookUp.connectionId,
    onBehalfOf: lookUp.onBehalfOf,
  };
  // A story that could not be renewed says so before it is told.
  return markdown(
    [failure, ...lines, moment].filter((line) => line !== undefined),
    [
      { label: t('Open'), command: 'cometchatCalls.openCallPanel', argument: { ...target, logLine } },
      {
        label: t('Copy Summary'),
        command: 'cometchatCalls.copyAsMarkdown',
        argument: { ...target, brief: true },
      },
      { label: t('Raw JSON'), command: 'cometchatCalls.openRawJson', argument: target },
      ...links,
      settingsLink(),
    ],
  );
}

/** How many webhook events of this log tell of a call, and the way to what they tell. */
export interface InLog {
  readonly count: number;
  readonly link: CommandLink;
}

/** What is said of a call of which this log alone tells. */
export function inLogText({ count, link }: InLog): vscode.MarkdownString {
  return markdown([inLogLine(count)], [link, settingsLink()]);
}

function inLogLine(count: number): string {
  return t('Webhook events of this call in this log: {0}', count);
}

function failureText(
  lookUp: LookUp,
  lookUps: LookUpService,
  inLog: InLog | undefined,
): vscode.MarkdownString {
  if (lookUp.state.kind !== 'failed') return markdown([t('looking up…')], []);
  const { message, fixes } = failureWords(lookUp.state.failure, lookUp, lookUps);
  const links = fixes.slice(0, 3).map((fix) => ({
    label: fixLabel(fix, t),
    command: 'cometchatCalls.applyFix',
    argument: { key: lookUp.key, fix },
  }));
  return inLog
    ? markdown([message, inLogLine(inLog.count)], [inLog.link, ...links, settingsLink()])
    : markdown([message], [...links, settingsLink()]);
}

function settingsLink(): CommandLink {
  return { label: t('Settings'), command: 'workbench.action.openSettings', argument: 'cometchatCalls.hover' };
}

/** Lines of text, then links in a row. Text from outside cannot become Markdown. */
function markdown(lines: readonly string[], links: readonly CommandLink[]): vscode.MarkdownString {
  const texts = lines.map((line) => markdownText(line, 500)).join('  \n');
  const text = new vscode.MarkdownString(
    [texts, commandLinks(links)].filter((part) => part !== '').join('  \n'),
  );
  text.isTrusted = { enabledCommands: TRUSTED };
  return text;
}
