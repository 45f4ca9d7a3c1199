/**
 * What the panel and the extension tell each other: one union each way. The panel is told the story in words,
 * and facts and times as they are: it writes those itself, because only the page knows its reader's time zone.
 */
import type { Call, Transcript } from '../core/call/model.ts';
import type { LookUpTarget, LiveState, AttemptsView } from '../core/lookUp/model.ts';
import type { Fix } from '../core/failure/index.ts';
import type { LogLane } from '../core/logLanes/model.ts';
import type { Story } from '../core/story/model.ts';
import type { WebhookEvidence } from '../core/webhook/model.ts';
import type { LogLineMark } from '../core/story/timeline/model.ts';

/** What the panel shows. Everything in it may come from strangers: it is text, never markup. */
export interface PanelView {
  readonly sessionId: string;
  readonly onBehalfOf: string | undefined;
  readonly connectionName: string | undefined;
  readonly appId: string | undefined;
  readonly region: string | undefined;
  readonly state: 'loading' | 'ready' | 'failed' | 'gone';
  /** The API's, else that of a log where it is shown: see `fromLog`. */
  readonly call: Call | undefined;
  /** What is told of the call; there when the call is. */
  readonly story: Story | undefined;
  readonly fetchedAt: number | undefined;
  readonly failure: PanelFailure | undefined;
  /** Whether the panel stays when another call is opened; one that does not is used again, like a preview. */
  readonly kept: boolean;
  readonly logLine: LogLineMark | undefined;
  /** The logs of the call: the one it was opened from first, then those that were added to it. */
  readonly logs: readonly PanelLog[];
  /** Of each log with webhook events of the call, what those tell. */
  readonly webhooks: readonly PanelWebhooks[];
  /** The call by webhook events of a log, where there is no answer of the API. */
  readonly fromLog: PanelFromLog | undefined;
  /** What the log is called by which the call is to be shown, while it is read for the first time. */
  readonly logBeingRead?: string | undefined;
  readonly live: LiveState;
  readonly transcripts: PanelTranscripts;
  /** Whether the reader is to be told when the call ends. */
  readonly watched: boolean;
  readonly attempts: AttemptsView;
}

export interface PanelTranscripts {
  readonly state: 'notAsked' | 'loading' | 'ready' | 'failed';
  /** Those of the answer, at most its five newest, and those that were paged in; each once, newest first. */
  readonly items: readonly Transcript[];
  /** Whether there are further ones to ask for, as far as is known. */
  readonly more: boolean;
  /** How many there are in all, where the server said it. */
  readonly total: number | undefined;
  /** Why they could not be had, in a sentence. */
  readonly failure: string | undefined;
}

/** A log of a call. Its lane stays while it is read again. */
export interface PanelLog {
  readonly uri: string;
  /** Every character visible. */
  readonly name: string;
  readonly state: 'reading' | 'ready' | 'gone' | 'failed';
  /** How much of it was read, from 0 to 1, while that takes its time. */
  readonly share?: number | undefined;
  /** Why there is no lane, or what is to be known of it, in a sentence. */
  readonly message: string | undefined;
  readonly lane: LogLane | undefined;
}

/** Webhook events of a log beside the call: anyone who writes to that log can have written them. */
export interface PanelWebhooks extends WebhookEvidence {
  readonly uri: string;
  /** What the log is called, every character visible. */
  readonly log: string;
  /** Beside that of the log; undefined where none of them is in its time. */
  readonly lane: LogLane | undefined;
}

/** A call that is put together from webhook events of a log. */
export interface PanelFromLog {
  /** What the log is called, every character visible. */
  readonly log: string;
  /** From how many events. */
  readonly count: number;
  /** Whether it is shown, or can be. */
  readonly isShown: boolean;
}

interface PanelFailure {
  readonly message: string;
  readonly fixes: readonly { readonly fix: Fix; readonly label: string }[];
}

export interface SavedPanel extends LookUpTarget {
  readonly kept: boolean;
  /** The line of a log the call was opened from; `line` counts from 0. */
  readonly logLine:
    (Omit<LogLineMark, 'place'> & { readonly uri: string; readonly line: number }) | undefined;
  /** The address of the log by which the call is shown where the API has none of it. */
  readonly fromLog: string | undefined;
}

export type ToPanel =
  | {
      readonly type: 'start';
      readonly language: string;
      readonly timeZone: 'local' | 'utc';
      /** Translations of the page's messages; empty for English. */
      readonly bundle: Readonly<Record<string, string>>;
      /** What the page keeps as it is. */
      readonly target: SavedPanel;
    }
  | { readonly type: 'show'; readonly view: PanelView };

const WITHOUT_FIELDS = [
  'refresh',
  'cancel',
  'copySessionId',
  'openRawJson',
  'keep',
  'loadTranscripts',
  'goToLogLine',
  'addLog',
  /** Shows the call by the log that has it. */
  'showFromLog',
  /** Wants to be told when the call ends, or not any more. */
  'watch',
  'unwatch',
  /** Looks for other calls between the same parties. */
  'findAttempts',
  'compare',
  'copyLink',
  'copyAsCurl',
] as const;

export type FromPanel =
  | { readonly type: (typeof WITHOUT_FIELDS)[number] }
  /** The page is listening; the zone is its reader's, an IANA name. */
  | { readonly type: 'ready'; readonly readerTimeZone: string }
  /** Opens one of the other calls between the same parties; another call is not opened. */
  | { readonly type: 'openCall'; readonly sessionId: string }
  | { readonly type: 'copyAsJson' | 'saveTimeline'; readonly withoutNames: boolean }
  /** Log lines: those of the call's logs at the moment of each finding. */
  | { readonly type: 'copyAsMarkdown'; readonly withoutNames: boolean; readonly withLogLines: boolean }
  | { readonly type: 'setTimeZone'; readonly timeZone: 'local' | 'utc' }
  | { readonly type: 'openLink'; readonly url: string }
  /** Goes to a mark of a lane, by where its line begins, in bytes. */
  | { readonly type: 'goToMark'; readonly uri: string; readonly offset: number }
  | { readonly type: 'removeLog'; readonly uri: string }
  /** Ends the reading of a log, or reads it again. */
  | { readonly type: 'cancelLog' | 'readLog'; readonly uri: string }
  /**
   * Goes to the line nearest to an instant, in milliseconds since 1970 UTC, in one of the call's logs; without its
   * address, of several logs one is chosen.
   */
  | { readonly type: 'showInLog'; readonly instant: number; readonly uri?: string }
  | { readonly type: 'fix'; readonly fix: Fix };

/** A record, so that the type checker misses a fix that is missing here. */
const FIXES: Readonly<Record<Fix, true>> = {
  lookUpAgain: true,
  editSessionId: true,
  addConnection: true,
  exploreSampleCalls: true,
  replaceApiKey: true,
  lookUpWithoutUser: true,
  lookUpAsOtherUser: true,
  proxySettings: true,
  timeoutSetting: true,
  showLog: true,
};

/** Tells a message of the panel from anything else that arrives. */
export function isFromPanel(message: unknown): message is FromPanel {
  if (!isObject(message) || typeof message['type'] !== 'string') return false;
  switch (message['type']) {
    case 'ready':
      return typeof message['readerTimeZone'] === 'string' && message['readerTimeZone'].length <= 100;
    case 'setTimeZone':
      return message['timeZone'] === 'local' || message['timeZone'] === 'utc';
    case 'openLink':
      return typeof message['url'] === 'string' && message['url'].length <= 8_000;
    case 'openCall':
      return typeof message['sessionId'] === 'string' && message['sessionId'].length <= 512;
    case 'goToMark':
      return isUri(message['uri']) && isWhole(message['offset']);
    case 'removeLog':
    case 'cancelLog':
    case 'readLog':
      return isUri(message['uri']);
    case 'showInLog':
      return isInstant(message['instant']) && (message['uri'] === undefined || isUri(message['uri']));
    case 'copyAsMarkdown':
      return typeof message['withoutNames'] === 'boolean' && typeof message['withLogLines'] === 'boolean';
    case 'copyAsJson':
    case 'saveTimeline':
      return typeof message['withoutNames'] === 'boolean';
    case 'fix':
      return typeof message['fix'] === 'string' && Object.hasOwn(FIXES, message['fix']);
    default:
      return WITHOUT_FIELDS.some((type) => type === message['type']);
  }
}

/** Tells a message of the extension from anything else that arrives in the page. */
export function isToPanel(message: unknown): message is ToPanel {
  return isObject(message) && (message['type'] === 'start' || message['type'] === 'show');
}

function isUri(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4_000;
}

function isInstant(value: unknown): value is number {
  return Number.isFinite(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
