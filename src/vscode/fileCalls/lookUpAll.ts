import * as vscode from 'vscode';
import { formatDuration } from '../../core/format/duration.ts';
import { type FileRow, stateOf } from '../../core/fileReport.ts';
import type { LookUpResult } from '../../core/callLookup.ts';
import { signalOf } from '../abort.ts';
import type { LookUps } from '../lookUps.ts';
import { t } from '../words.ts';

/** Look-ups under way at once; the look-up itself caps requests as well. */
const WORKERS = 6;

/** What is told of a long run, and where it can be stopped. */
interface Run {
  readonly signal: AbortSignal;
  readonly report: (message: string, increment: number) => void;
}

/**
 * Looks up all calls of a file that are not known yet. What is known already is not asked for again, so a run
 * that was cancelled goes on where it stopped when it is started once more.
 */
export async function lookUpAll(rows: readonly FileRow[], lookUps: LookUps): Promise<void> {
  const open = rows.filter((row) => !row.fileCall.looksCutOff && ['open', 'failed'].includes(stateOf(row)));
  if (open.length === 0) return;
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: t('Looking up {0} calls', open.length),
    },
    (progress, token) =>
      work(open, lookUps, {
        signal: signalOf(token),
        report: (message, increment) => progress.report({ message, increment }),
      }),
  );
}

async function work(rows: readonly FileRow[], { lookup }: LookUps, { signal, report }: Run): Promise<void> {
  const queue = rows.map(({ fileCall }) => fileCall.sessionId);
  let done = 0;
  let allowedAt = 0;
  const one = async (sessionId: string): Promise<LookUpResult> => {
    for (let fresh = false; ; fresh = true) {
      await countDown(allowedAt, { signal, report });
      const result = await lookup.lookUp({ sessionId, fresh }, signal);
      if (result.ok || result.failure.reason !== 'rateLimited' || signal.aborted) return result;
      // Without a time to come back at, the failure stands: guessing one would be a storm.
      if (result.failure.retryAt === undefined) return result;
      allowedAt = Math.max(allowedAt, result.failure.retryAt);
    }
  };
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined && !signal.aborted; next = queue.shift()) {
      await one(next);
      done += 1;
      report(t('{0} of {1}', done, rows.length), 100 / rows.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, rows.length) }, worker));
}

/** Waits until an instant, telling every second how long it still takes; ends at once when cancelled. */
async function countDown(until: number, { signal, report }: Run): Promise<void> {
  for (let left = until - Date.now(); left > 0 && !signal.aborted; left = until - Date.now()) {
    report(t('too many requests; going on in {0}', formatDuration(Math.ceil(left / 1000), t)), 0);
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(left, 1_000));
      signal.addEventListener('abort', end, { once: true });
    });
  }
}
