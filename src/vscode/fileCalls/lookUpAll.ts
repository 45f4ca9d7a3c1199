import * as vscode from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { LookUpResult } from '../../core/lookUpOutcome.ts';
import { isHopeless } from '../../core/failureOutlook.ts';
import { formatDuration } from '../../core/format/duration.ts';
import { type FileRow, stateOf } from '../../core/fileReport.ts';
import { routeSessionId } from '../../core/routing.ts';
import { parseSessionId } from '../../core/sessionId.ts';
import { signalOf } from '../abort.ts';
import type { Connections } from '../credentials/connections.ts';
import { pickConnection } from '../credentials/pickConnection.ts';
import { failureWords } from '../failureWords.ts';
import type { LookUps } from '../lookUps.ts';
import { showFailure } from '../notify.ts';
import { t } from '../words.ts';

/** Look-ups under way at once; the look-up itself caps requests as well. */
const WORKERS = 6;

/** How long to wait when there were too many requests and the server names no time, in milliseconds. */
const UNNAMED_WAIT_MS = 60_000;

interface Dependencies {
  readonly lookUps: LookUps;
  readonly connections: Connections;
}

/** What is told of a long run, and where it can be stopped. */
interface Run {
  readonly signal: AbortSignal;
  readonly report: (message: string, increment: number) => void;
}

/**
 * Looks up all calls of a file that are not known yet. What is known already is not asked for again, so a run
 * that was cancelled goes on where it stopped when it is started once more.
 */
export async function lookUpAll(rows: readonly FileRow[], deps: Dependencies): Promise<void> {
  const ids = rows.filter(isOpen).map(({ fileCall }) => fileCall.sessionId);
  if (ids.length === 0) return;
  const chosen = await chooseFor(ids, deps.connections);
  if (!chosen) return;
  const title = ids.length === 1 ? t('Looking up 1 call') : t('Looking up {0} calls', ids.length);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title },
    (progress, token) =>
      work(ids, chosen, deps.lookUps, {
        signal: signalOf(token),
        report: (message, increment) => progress.report({ message, increment }),
      }),
  );
}

function isOpen(row: FileRow): boolean {
  if (row.fileCall.looksCutOff) return false;
  const state = stateOf(row);
  const failure = row.lookUp?.state.kind === 'failed' ? row.lookUp.state.failure.reason : undefined;
  return state === 'open' || (state === 'failed' && failure !== 'notFound');
}

/** The connections the user chose, by the ids that several fit. All other ids find their own way. */
type Chosen = ReadonlyMap<string, string>;

/**
 * Asks which connection to ask where several fit an id, before the first look-up. A choice holds for the other ids
 * that left it open too, as far as it is one of theirs: an id that names an app is never sent to another one.
 * @returns undefined when the user chose none where one is needed
 */
async function chooseFor(ids: readonly string[], connections: Connections): Promise<Chosen | undefined> {
  const routing = await connections.routing();
  const choices = new Set<Connection>();
  const chosen = new Map<string, string>();
  const question = t('Several connections fit these ids. Which one is to be asked?');
  for (const id of ids) {
    const route = routeSessionId(parseSessionId(id), routing);
    if (route.kind !== 'ask') continue;
    const choice =
      route.candidates.find((candidate) => choices.has(candidate)) ??
      (await pickConnection(connections, route.candidates, question));
    if (!choice) return undefined;
    choices.add(choice);
    chosen.set(id, choice.id);
  }
  return chosen;
}

async function work(
  ids: readonly string[],
  chosen: Chosen,
  lookUps: LookUps,
  { signal, report }: Run,
): Promise<void> {
  const queue = [...ids];
  const stop = new AbortController();
  const ends = AbortSignal.any([signal, stop.signal]);
  let done = 0;
  let allowedAt = 0;
  const one = async (sessionId: string): Promise<LookUpResult> => {
    for (let fresh = false; ; fresh = true) {
      await countDown(() => allowedAt, { signal: ends, report });
      const connectionId = chosen.get(sessionId);
      const result = await lookUps.lookup.lookUp({ sessionId, connectionId, fresh }, ends);
      if (result.ok || result.failure.reason !== 'rateLimited' || ends.aborted) return result;
      allowedAt = Math.max(allowedAt, result.failure.retryAt ?? Date.now() + UNNAMED_WAIT_MS);
    }
  };
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined && !ends.aborted; next = queue.shift()) {
      const result = await one(next);
      done += 1;
      report(t('{0} of {1}', done, ids.length), 100 / ids.length);
      if (result.ok || !isHopeless(result.failure.reason) || ends.aborted) continue;
      stop.abort();
      const target = { sessionId: next, connectionId: chosen.get(next), onBehalfOf: undefined };
      const known = result.key === undefined ? undefined : lookUps.store.get(result.key);
      const description = failureWords(result.failure, known ?? target, lookUps);
      showFailure(description, { ...(known ?? target), failure: result.failure });
    }
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, ids.length) }, worker));
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
