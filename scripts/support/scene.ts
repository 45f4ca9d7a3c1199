/** The window that the README's pictures show: one call, as its phone and its gateway have logged it. */
import type { Page } from 'playwright-core';
import type { SampleCall } from '../../src/sandbox/index.ts';
import { sampleLogs } from '../../src/sandbox/index.ts';
import { addConnection, clearNotifications, startFaultySandbox } from '../../test/ui/support/calls.ts';
import { Workbench } from '../../test/support/host/workbench.ts';

/** Of every window, in CSS pixels: a page of the Marketplace shows it unscaled. */
const VIEWPORT = { width: 1200, height: 760 };

const PHONE_LOG = 'phone.log';

export interface Scene {
  readonly workbench: Workbench;
  /** The calls of its app. */
  readonly calls: readonly SampleCall[];
  /** The id of the call that the logs are about. */
  readonly sessionId: string;
  /** Rests the mouse on the id in a line of the phone's log, and resolves when the story is there. */
  hover(): Promise<void>;
  close(): Promise<void>;
}

/** A part of the window, in CSS pixels. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A screenshot of the window, or of a part of it. */
export async function shot(page: Page, clip?: Clip): Promise<Buffer> {
  // To click what is at an edge moves the parts around it by some pixels.
  await page.evaluate(() => {
    for (let part = document.querySelector('.part.sidebar'); part; part = part.parentElement)
      part.scrollTo(0, 0);
  });
  return page.screenshot({ animations: 'disabled', ...(clip && { clip }) });
}

/** Opens it with a connection, the views of the extension, and the phone's log. */
export async function openScene(): Promise<Scene> {
  const { sandbox } = await startFaultySandbox({ requestsPerMinute: Infinity });
  const call = sandbox.calls.find(({ title }) => title.startsWith('Rejoined'));
  if (!call) throw new Error('There is no call with a rejoin among the samples.');
  const { sessionId } = call;
  const workbench = await Workbench.open({
    viewport: VIEWPORT,
    files: {
      [PHONE_LOG]: phoneLog(sessionId),
      'gateway.log': gatewayLog(sessionId),
      'support.log': sampleLogs(sandbox.calls).server,
    },
    settings: {
      'breadcrumbs.enabled': false,
      'editor.minimap.enabled': false,
      'editor.occurrencesHighlight': 'off',
      'window.commandCenter': false,
      'workbench.layoutControl.enabled': false,
      'workbench.statusBar.visible': false,
    },
  });
  await addConnection(workbench, sandbox);
  await clearNotifications(workbench);
  await workbench.views.open('CometChat Calls');
  await workbench.openFile(PHONE_LOG);
  await workbench.editors.waitForText('reconnecting');
  return {
    workbench,
    calls: sandbox.calls,
    sessionId,
    hover: async () => {
      await workbench.editors.hover(sessionId.slice(0, 24), /This line: /);
    },
    close: async () => {
      await workbench.close();
      await sandbox.dispose();
    },
  };
}

/** The customer's phone loses its network at 10:24:09 and is back at 10:26:11, UTC. */
function phoneLog(id: string): string {
  return `2026-10-08T10:17:38.402Z INFO  calls    joined, calls SDK 4.1.0 on android
2026-10-08T10:23:41.120Z WARN  network  wifi signal is weak: -84 dBm
2026-10-08T10:24:09.517Z WARN  network  wifi lost, no other network
2026-10-08T10:24:31.180Z ERROR calls    reconnecting ${id}
2026-10-08T10:24:36.402Z ERROR calls    no answer from the media server, 1 of 8
2026-10-08T10:25:58.733Z INFO  network  mobile data, 5G
2026-10-08T10:26:11.048Z INFO  calls    joined again
2026-10-08T10:36:02.310Z INFO  calls    left
`;
}

/** How often the gateway logs that it hears of those who are there, in milliseconds. */
const KEEP_ALIVE_MS = 20_000;

function gatewayLog(id: string): string {
  const [from, to] = [Date.UTC(2026, 9, 8, 10, 17, 50), Date.UTC(2026, 9, 8, 10, 36)];
  const [gone, back] = [Date.UTC(2026, 9, 8, 10, 24, 9), Date.UTC(2026, 9, 8, 10, 26, 12)];
  const keepAlive = Array.from({ length: Math.floor((to - from) / KEEP_ALIVE_MS) }, (_, index) => {
    const at = from + index * KEEP_ALIVE_MS;
    const who = at > gone && at < back ? 'advisor-nils' : 'advisor-nils, customer-2046';
    return `${new Date(at).toISOString()} gateway[12]: DEBUG keep-alive of ${who}`;
  });
  const lines = `2026-10-08T10:17:22.090Z gateway[12]: INFO call initiated ${id} by advisor-nils
2026-10-08T10:17:36.310Z gateway[12]: INFO advisor-nils joined
2026-10-08T10:17:38.377Z gateway[12]: INFO customer-2046 joined
2026-10-08T10:24:09.904Z gateway[12]: WARN customer-2046: transport closed
2026-10-08T10:24:24.910Z gateway[12]: ERROR customer-2046: no keep-alive for 15 s
2026-10-08T10:26:11.021Z gateway[12]: INFO customer-2046 joined
2026-10-08T10:36:02.440Z gateway[12]: INFO call ended`.split('\n');
  return `${[...lines, ...keepAlive].toSorted().join('\n')}\n`;
}
