import type { Call } from '../../core/call/model.ts';
import { webhookLaneOf } from '../../core/logLanes/index.ts';
import type { LogLane } from '../../core/logLanes/model.ts';
import { webhookEvidence } from '../../core/webhook/index.ts';
import type { WebhookEvent } from '../../core/webhook/model.ts';
import type { PanelWebhooks } from '../../shared/index.ts';
import { t } from '../platform/index.ts';

/** What the webhook events of a log tell beside a call. @param lane that of the log, where it has one */
export function webhooksBeside(
  call: Call,
  events: readonly WebhookEvent[],
  { uri, log, lane }: Pick<PanelWebhooks, 'uri' | 'log'> & { readonly lane: LogLane | undefined },
): PanelWebhooks {
  const evidence = webhookEvidence(call, events, t);
  return { uri, log, lane: lane && webhookLaneOf(lane, evidence.lines, t), ...evidence };
}
