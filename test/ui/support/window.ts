/** The set-up that most suites share. */
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/index.ts';
import { Workbench, type WorkbenchOptions } from '../../support/host/workbench.ts';
import {
  addConnection,
  clearNotifications,
  type FaultySandbox,
  screenshotFailures,
  startFaultySandbox,
} from './calls.ts';

export interface ConnectedOptions extends Omit<WorkbenchOptions, 'files'> {
  /** On top of the samples and no rate limit. */
  readonly sandbox?: SandboxOptions;
  readonly files?: WorkbenchOptions['files'] | ((sandbox: Sandbox) => WorkbenchOptions['files']);
}

export interface ConnectedWindow {
  readonly workbench: Workbench;
  readonly faulty: FaultySandbox;
}

/**
 * Called in a suite: before its tests, opens a window and a sandbox of its own and connects them by hand, without
 * a notification left; `ready` is what else there is to do then. Ends both after the tests, and leaves a screenshot
 * of each that fails.
 */
export function connectedWindow(
  { sandbox, files, ...options }: ConnectedOptions,
  ready: (opened: ConnectedWindow) => unknown,
): void {
  let workbench: Workbench | undefined;
  let faulty: FaultySandbox | undefined;
  screenshotFailures(() => workbench);

  before(async () => {
    faulty = await startFaultySandbox({ requestsPerMinute: Infinity, ...sandbox });
    const written = typeof files === 'function' ? files(faulty.sandbox) : files;
    workbench = await Workbench.open({ ...options, ...(written && { files: written }) });
    await addConnection(workbench, faulty.sandbox);
    await clearNotifications(workbench);
    await ready({ workbench, faulty });
  });
  after(async () => {
    await workbench?.close();
    await faulty?.sandbox.dispose();
  });
}
