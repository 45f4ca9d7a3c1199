import * as vscode from 'vscode';
import { isLookedUpWithOthers } from '../../core/sessionId/index.ts';
import { isHopeless } from '../../core/failure/index.ts';
import { MAX_CONCURRENT } from '../../core/requests/index.ts';
import { formatDuration } from '../../core/text/index.ts';
import type { FileRow } from '../../core/fileCalls/index.ts';
import { confirm, signalOf, t } from '../platform/index.ts';
import type { Connections } from '../connections/index.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import type { FileCalls } from './fileCalls.ts';
import { isOpen, type PlannedLookUp, planLookUps } from './planLookUps.ts';

interface Dependencies {
  readonly lookUps: LookUpService;
  readonly connections: Pick<Connections, 'routing'>;
  readonly fileCalls: Pick<FileCalls, 'setNotAsked' | 'redraw' | 'order'>;
}

/** What is told of a long run, and where it can be stopped. */
interface Run {
  readonly signal: AbortSignal;
  readonly report: (message: string, increment: number) => void;
  readonly setNotAsked: FileCalls['setNotAsked'];
}

/** More requests than these are asked about first: 500 a minute are all that the smallest plan allows. */
const MANY = 200;

/**
 * Looks up all calls of a file that are not known yet, and has what needs attention come first in the list. What is
 * known already is not asked for again, so a run that was cancelled goes on where it stopped when it is started once
 * more. What fails of one connection, such as its key, ends the look-ups of that one; those of other connections go on.
 * What was not asked for is noted with its reason, and shown in the list.
 */
export async function lookUpAll(rows: readonly FileRow[], deps: Dependencies): Promise<void> {
  const { fileCalls } = deps;
  const open = idsOf(rows.filter(isOpen));
  const ids = open.filter(isLookedUpWithOthers);
  const plan = await planLookUps(ids, deps.connections);
  const sent = plan?.filter(({ failure }) => !failure) ?? [];
  if (!plan || !(await mayAsk(sent.length))) return;
  fileCalls.order = 'verdict';
  fileCalls.setNotAsked(ids, undefined);
  fileCalls.setNotAsked(idsOf(rows.filter((row) => row.fileCall.looksCutOff)), { kind: 'cutOff' });
  fileCalls.setNotAsked(
    open.filter((id) => !isLookedUpWithOthers(id)),
    { kind: 'otherTool' },
  );
  for (const { sessionId, failure } of plan)
    if (failure) fileCalls.setNotAsked([sessionId], { kind: 'failure', failure, connectionId: undefined });
  if (sent.length === 0) return;
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: titleOf(sent.length),
    },
    (progress, token) =>
      work(sent, deps.lookUps, {
        signal: signalOf(token),
        report: (message, increment) => progress.report({ message, increment }),
        setNotAsked: (sessionIds, reason) => fileCalls.setNotAsked(sessionIds, reason),
      }),
  );
}

function idsOf(rows: readonly FileRow[]): readonly string[] {
  return rows.map(({ fileCall }) => fileCall.sessionId);
}

function titleOf(requests: number): string {
  return requests === 1
    ? t('Looking up 1 call, with 1 request')
    : t('Looking up {0} calls, with as many requests', requests);
}

async function mayAsk(requests: number): Promise<boolean> {
  if (requests <= MANY) return true;
  return confirm(
    t('Look up {0} calls?', requests),
    t('Look Up All'),
    t('This takes {0} requests, which count towards the rate limit of your app.', requests),
  );
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
  readonly #underWay = new Set<Job>();

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

  /** Ends all of them, under way or still to come; gives those that were not made. */
  stop(): readonly Job[] {
    this.#own.abort();
    return [...this.#underWay, ...this.jobs.splice(0)];
  }

  /** Takes the next, which is under way until it is settled. */
  take(): Job | undefined {
    const job = this.jobs.pop();
    if (job) this.#underWay.add(job);
    return job;
  }

  settled(job: Job): void {
    this.#underWay.delete(job);
  }

  /** Makes one again that was told to wait. */
  putBack(job: Job): void {
    this.jobs.push({ ...job, fresh: true });
  }
}

async function work(
  planned: readonly PlannedLookUp[],
  lookUps: LookUpService,
  { signal, report, setNotAsked }: Run,
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
    queue.settled(job);
    // The first failure of its connection is this one's as well.
    if (queue.ends.aborted) return;
    if (!result.ok && result.failure.reason === 'rateLimited') {
      queue.putBack(job);
      return;
    }
    done += 1;
    report(t('{0} of {1}', done, planned.length), 100 / planned.length);
    if (result.ok || !isHopeless(result.failure.reason)) return;
    const { failure } = result;
    setNotAsked(
      queue.stop().map((left) => left.sessionId),
      { kind: 'failure', failure, connectionId: queue.connectionId },
    );
  };
  const worker = async () => {
    while (open().length > 0) {
      const now = Date.now();
      const ready = open().filter((queue) => resumesAt(queue) <= now);
      const [queue] = ready.toSorted((a, b) => a.nextPlace - b.nextPlace);
      const job = queue?.take();
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

/** Waits until an instant, telling every second how long it still takes; ends at once when cancelled. */
async function countDown(
  until: () => number,
  { signal, report }: Pick<Run, 'signal' | 'report'>,
): Promise<void> {
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
