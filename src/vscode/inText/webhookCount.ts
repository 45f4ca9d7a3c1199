import type * as vscode from 'vscode';
import { callFromWebhooks } from '../../core/webhook/index.ts';
import type { CallLogs } from '../callLogs/index.ts';
import { perVersion } from './perVersion.ts';

/** Whether webhook bodies may stand in a document, and how many events of each call do. */
const eventsIn = perVersion((document) => ({
  mayHave: document.getText().includes('trigger'),
  counts: new Map<string, number>(),
}));

/** How many webhook events of a call stand in a document; read once for each of its versions. 0 where it cannot be read. */
export async function webhookCount(
  logs: Pick<CallLogs, 'webhooks'>,
  document: vscode.TextDocument,
  sessionId: string,
  signal: AbortSignal,
): Promise<number> {
  const { mayHave, counts } = eventsIn(document);
  if (!mayHave) return 0;
  const count = counts.get(sessionId);
  if (count !== undefined) return count;
  try {
    const events = await logs.webhooks(document.uri, sessionId, signal);
    const found = callFromWebhooks(events)?.count ?? 0;
    counts.set(sessionId, found);
    return found;
  } catch {
    return 0;
  }
}
