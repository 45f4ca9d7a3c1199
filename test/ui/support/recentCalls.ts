/** What the tests of Recent Calls share: the view with the room of the side bar, on a server with many calls. */
import type { SandboxRequest } from '../../../src/sandbox/index.ts';
import { until, untilTrue } from '../../support/host/page.ts';
import type { TreeRow } from '../../support/host/views.ts';
import { Workbench } from '../../support/host/workbench.ts';
import { type FaultySandbox, startFaultySandbox, VIEW as LOOKED_UP } from './calls.ts';
import { manyCalls } from './manyCalls.ts';

export const RECENT = 'Recent Calls';
export const NAME = 'Acme Production';

/** A window with the view, and the server it asks. */
export interface RecentCalls {
  readonly workbench: Workbench;
  readonly faulty: FaultySandbox;
  /** How many requests there were. */
  readonly count: () => number;
  /** What was asked for since there were so many requests: path and query. */
  readonly asked: (since: number) => readonly string[];
  /** Tells of each request just before its answer leaves, until another listener is given. */
  readonly hear: (listener: (request: SandboxRequest) => void) => void;
  readonly row: (label: string | RegExp) => Promise<TreeRow>;
  readonly untilRow: (
    label: string | RegExp,
    holds: (row: TreeRow) => boolean,
    patienceMs?: number,
  ) => Promise<void>;
  /** The labels of the rows that are drawn. */
  readonly labels: () => Promise<readonly string[]>;
  /** What stands beside the view's title, once it contains a text. */
  readonly described: (containing: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Opens a window without any connection, and starts a server. @param now in milliseconds since 1970 UTC */
export async function openRecentCalls(now: number): Promise<RecentCalls> {
  const requests: URL[] = [];
  let heard: (request: SandboxRequest) => void = () => undefined;
  const faulty = await startFaultySandbox({
    samples: false,
    calls: manyCalls(now),
    requestsPerMinute: Infinity,
    onRequest: (request) => {
      requests.push(new URL(request.url, 'http://127.0.0.1'));
      heard(request);
    },
  });
  const workbench = await Workbench.open({ viewport: { width: 1400, height: 900 } });
  const { views } = workbench;
  await views.open('CometChat Calls');
  for (const other of [LOOKED_UP, 'Calls in This File']) await views.close(other);
  const row = (label: string | RegExp) => views.waitForRow(RECENT, label);
  return {
    workbench,
    faulty,
    count: () => requests.length,
    asked: (since) => requests.slice(since).map(({ pathname, search }) => `${pathname}${search}`),
    hear: (listener) => {
      heard = listener;
    },
    row,
    untilRow: (label, holds, patienceMs) =>
      untilTrue(`${String(label)} to change`, async () => holds(await row(label)), patienceMs),
    labels: async () => (await views.rows(RECENT)).map(({ label }) => label),
    described: (containing) =>
      until(`"${containing}" above the view`, async () => {
        const text = await views.description(RECENT);
        return text.includes(containing) ? text : undefined;
      }),
    close: async () => {
      await workbench.close();
      await faulty.sandbox.dispose();
    },
  };
}
