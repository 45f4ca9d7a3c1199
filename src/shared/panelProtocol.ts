/**
 * What the panel and the extension tell each other: one union each way. The panel is told facts and times,
 * and writes them itself, because only the page knows its reader's time zone.
 */
import type { Call } from '../core/call.ts';
import type { LookUpTarget } from '../core/callStore.ts';
import type { Fix } from '../core/describeFailure.ts';

/** What the panel shows. Everything in it may come from strangers: it is text, never markup. */
export interface PanelView {
  readonly sessionId: string;
  readonly onBehalfOf: string | undefined;
  readonly connectionName: string | undefined;
  readonly appId: string | undefined;
  readonly region: string | undefined;
  readonly state: 'loading' | 'ready' | 'failed' | 'gone';
  readonly call: Call | undefined;
  /** When the call was fetched, in milliseconds since 1970 UTC. */
  readonly fetchedAt: number | undefined;
  readonly failure: { readonly message: string; readonly fixes: readonly PanelFix[] } | undefined;
}

export interface PanelFix {
  readonly fix: Fix;
  readonly label: string;
}

/** From the extension to the panel. */
export type ToPanel =
  | {
      readonly type: 'start';
      readonly language: string;
      readonly timeZone: 'local' | 'utc';
      /** Translations of the page's messages; empty for English. */
      readonly bundle: Readonly<Record<string, string>>;
      /** What the page keeps, so that the panel comes back after a reload. */
      readonly target: LookUpTarget;
    }
  | { readonly type: 'show'; readonly view: PanelView };

/** From the panel to the extension. */
export type FromPanel =
  /** The page is listening; the zone is its reader's, an IANA name. */
  | { readonly type: 'ready'; readonly readerTimeZone: string }
  | { readonly type: 'refresh' }
  | { readonly type: 'cancel' }
  | { readonly type: 'copySessionId' }
  | { readonly type: 'openRawJson' }
  | { readonly type: 'setTimeZone'; readonly timeZone: 'local' | 'utc' }
  | { readonly type: 'openLink'; readonly url: string }
  | { readonly type: 'fix'; readonly fix: Fix };

const WITHOUT_FIELDS = new Set(['refresh', 'cancel', 'copySessionId', 'openRawJson']);
/** A record, so that the type checker misses a fix that is missing here. */
const FIXES: Readonly<Record<Fix, true>> = {
  lookUpAgain: true,
  editSessionId: true,
  addConnection: true,
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
    case 'fix':
      return typeof message['fix'] === 'string' && Object.hasOwn(FIXES, message['fix']);
    default:
      return WITHOUT_FIELDS.has(message['type']);
  }
}

/** Tells a message of the extension from anything else that arrives in the page. */
export function isToPanel(message: unknown): message is ToPanel {
  return isObject(message) && (message['type'] === 'start' || message['type'] === 'show');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
