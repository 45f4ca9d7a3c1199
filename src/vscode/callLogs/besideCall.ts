/** What logs tell beside a call. */
import type * as vscode from 'vscode';
import type { Call } from '../../core/call/model.ts';
import { laneOf, webhookLaneOf } from '../../core/logLanes/index.ts';
import type { LogLane, LogWindow } from '../../core/logLanes/model.ts';
import { redactEvent, webhookEvidence } from '../../core/webhook/index.ts';
import type { WebhookEvent } from '../../core/webhook/model.ts';
import type { PanelWebhooks } from '../../shared/index.ts';
import type { LogClocks } from '../fileCalls/index.ts';
import { t } from '../platform/index.ts';
import { nameOf } from './logLines.ts';

/** What of a log is shown beside a call: its lane, and the call's webhook events in it, all without keys. */
export function laneIn(
  uri: vscode.Uri,
  read: LogWindow,
  clocks: Pick<LogClocks, 'correctionOf'>,
  redact: (text: string) => string,
): { readonly lane: LogLane; readonly webhooks: readonly WebhookEvent[] } {
  const { offsetSeconds } = clocks.correctionOf(uri);
  return {
    lane: laneOf(read, { name: nameOf(uri.toString()), offsetSeconds }, redact),
    webhooks: read.webhooks.map((event) => redactEvent(event, redact)),
  };
}

/** What the webhook events of a log tell beside a call. @param lane that of the log, where it has one */
export function webhooksBeside(
  call: Call,
  events: readonly WebhookEvent[],
  { uri, log, lane }: Pick<PanelWebhooks, 'uri' | 'log'> & { readonly lane: LogLane | undefined },
): PanelWebhooks {
  const evidence = webhookEvidence(call, events, t);
  return { uri, log, lane: lane && webhookLaneOf(lane, evidence.lines, t), ...evidence };
}
