import type * as vscode from 'vscode';
import { callFromWebhooks } from '../../core/webhook/index.ts';
import type { CallLogs } from '../callLogs/index.ts';

/** Of a document as it is now: whether webhook bodies may stand in it, and how many events of each call do. */
interface Known {
  readonly version: number;
  readonly mayHave: boolean;
  readonly counts: Map<string, number>;
}

const known = new WeakMap<vscode.TextDocument, Known>();

/** How many webhook events of a call stand in a document; read once for each of its versions. 0 where it cannot be read. */
export async function webhookCount(
  logs: Pick<CallLogs, 'webhooks'>,
  document: vscode.TextDocument,
  sessionId: string,
  signal: AbortSignal,
): Promise<number> {
  const { version } = document;
  let kept = known.get(document);
  if (kept?.version !== version) {
    kept = { version, mayHave: document.getText().includes('trigger'), counts: new Map() };
    known.set(document, kept);
  }
  if (!kept.mayHave) return 0;
  const count = kept.counts.get(sessionId);
  if (count !== undefined) return count;
  try {
    const events = await logs.webhooks(document.uri, sessionId, signal);
    const found = callFromWebhooks(events)?.count ?? 0;
    kept.counts.set(sessionId, found);
    return found;
  } catch {
    return 0;
  }
}
