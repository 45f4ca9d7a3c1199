import * as vscode from 'vscode';
import type { LookUpResult } from '../../core/lookUp/model.ts';
import { isLookedUpWithOthers } from '../../core/sessionId/index.ts';
import { isHopeless } from '../../core/failure/index.ts';
import { MAX_CONCURRENT } from '../../core/requests/index.ts';
import { formatDuration } from '../../core/text/index.ts';
import { type FileRow, rowState } from '../../core/fileCalls/index.ts';
import { signalOf, showDone, showFailure, t } from '../platform/index.ts';
import type { Connections } from '../connections/index.ts';
import { failureWords } from '../lookUps/index.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { type PlannedLookUp, planLookUps } from './planLookUps.ts';

interface Dependencies {
  readonly lookUps: LookUpService;
  readonly connections: Pick<Connections, 'routing'>;
}

/** What is told of a long run, and where it can be stopped. */
interface Run {
  readonly signal: AbortSignal;
  readonly report: (message: string, increment: number) => void;
}

/**
 * Looks up all calls of a file that are not known yet. What is known already is not asked for again, so a run
 * that was cancelled goes on where it stopped when it is started once more. What fails of one connection, such as its
 * key, ends the look-ups of that one and is said once; those of other connections go on.
 */
export async function lookUpAll(rows: readonly FileRow[], deps: Dependencies): Promise<void> {
  const open = rows.filter(isOpen).map(({ fileCall }) => fileCall.sessionId);
  const ids = open.filter(isLookedUpWithOthers);
  const left = open.length - ids.length;
  if (left > 0) showDone(leftOut(left));
  if (ids.length === 0) return;
  const planned = await planLookUps(ids, deps.connections);
  if (!planned) return;
  const title = ids.length === 1 ? t('Looking up 1 call') : t('Looking up {0} calls', ids.length);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title },
    (progress, token) =>
      work(planned, deps.lookUps, {
        signal: signalOf(token),
        report: (message, increment) => progress.report({ message, increment }),
      }),
  );
}

function leftOut(count: number): string {
  return count === 1
    ? t('1 id was left out: 32 hex digits may be a session of another tool. Look it up by itself.')
    : t(
        '{0} ids were left out: 32 hex digits may be a session of another tool. Look them up one by one.',
        count,
      );
}

function isOpen(row: FileRow): boolean {
  if (row.fileCall.looksCutOff) return false;
  const state = rowState(row);
  const failure = row.lookUp?.state.kind === 'failed' ? row.lookUp.state.failure.reason : undefined;
  return state === 'open' || (state === 'failed' && failure !== 'notFound');
}

/** A look-up that is still to be made. */
interface Job extends PlannedLookUp {
  /** Its place in the file’s order. */
  readonly place: number;
  /** Whether it was told to wait, so that what is known of it is that failure. */
  readonly fresh: boolean;
}

/** The look-ups of one connection, or those that no connection fits: they meet the same failures and rate limits. */
class ConnectionQueue {
  /** The last is next. */
  readonly jobs: Job[];
  /** Aborted with the whole run, and when one meets what all of them would meet. */
  readonly ends: AbortSignal;
  readonly connectionId: string | undefined;
  readonly #own = new AbortController();

  constructor(connectionId: string | undefined, jobs: readonly Job[], run: AbortSignal) {
    this.connectionId = connectionId;
    this.jobs = jobs.toReversed();
    this.ends = AbortSignal.any([run, this.#own.signal]);
  }

  get hasMore(): boolean {
    return this.jobs.length > 0 && !this.ends.aborted;
  }

  get nextPlace(): number {
    return this.jobs.at(-1)?.place ?? Infinity;
  }

  /** Ends all of them, under way or still to come. */
  stop(): void {
    this.#own.abort();
  }

  /** Makes one again that was told to wait. */
  putBack(job: Job): void {
    this.jobs.push({ ...job, fresh: true });
  }
}

async function work(
  planned: readonly PlannedLookUp[],
  lookUps: LookUpService,
  { signal, report }: Run,
): Promise<void> {
  const jobs = planned.map((one, place) => ({ ...one, place, fresh: false }));
  const byConnection = Map.groupBy(jobs, ({ connectionId }) => connectionId);
  const queues = [...byConnection].map(([id, own]) => new ConnectionQueue(id, own, signal));
  const open = () => queues.filter(({ hasMore }) => hasMore);
  /** One connection’s wait is not another’s. */
  const resumesAt = ({ connectionId }: ConnectionQueue) =>
    (connectionId === undefined ? undefined : lookUps.resumesAt(connectionId)) ?? 0;
  let done = 0;
  const one = async (queue: ConnectionQueue, job: Job): Promise<void> => {
    const { sessionId, chosenId: connectionId, fresh } = job;
    const result = await lookUps.lookUp({ sessionId, connectionId, fresh, bulk: true }, queue.ends);
    // The first failure of its connection was said, and is this one's as well.
    if (queue.ends.aborted) return;
    if (!result.ok && result.failure.reason === 'rateLimited') {
      queue.putBack(job);
      return;
    }
    done += 1;
    report(t('{0} of {1}', done, planned.length), 100 / planned.length);
    if (result.ok || !isHopeless(result.failure.reason)) return;
    queue.stop();
    tell(result, job, lookUps);
  };
  const worker = async () => {
    while (open().length > 0) {
      const now = Date.now();
      const ready = open().filter((queue) => resumesAt(queue) <= now);
      const [queue] = ready.toSorted((a, b) => a.nextPlace - b.nextPlace);
      const job = queue?.jobs.pop();
      if (queue && job) await one(queue, job);
      else
        await countDown(() => (open().length > 0 ? Math.min(...open().map(resumesAt)) : 0), {
          signal,
          report,
        });
    }
  };
  await Promise.all(Array.from({ length: Math.min(MAX_CONCURRENT, planned.length) }, worker));
}

/** Says why the look-ups of a connection have come to an end. */
function tell(
  { key, failure }: Extract<LookUpResult, { ok: false }>,
  { sessionId, connectionId }: PlannedLookUp,
  lookUps: LookUpService,
): void {
  const known = key === undefined ? undefined : lookUps.store.get(key);
  const target = known ?? { sessionId, connectionId, onBehalfOf: undefined };
  showFailure(failureWords(failure, target, lookUps), { ...target, failure });
}

/** Waits until an instant, telling every second how long it still takes; ends at once when cancelled. */
async function countDown(until: () => number, { signal, report }: Run): Promise<void> {
  for (let left = until() - Date.now(); left > 0 && !signal.aborted; left = until() - Date.now()) {
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
