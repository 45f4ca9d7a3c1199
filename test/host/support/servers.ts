/** Real servers of the Calls API for host tests, each with a connection of its own. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Emitter } from '../../../src/core/base/emitter.ts';
import {
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
  startSandbox,
} from '../../../src/sandbox/index.ts';
import { addConnection, removeConnection } from './extension.ts';
import { belongs } from './wires.ts';
import { rethrow } from '../../support/listeners.ts';

export interface ConnectedSandbox {
  readonly sandbox: Sandbox;
  readonly connectionId: string;
  readonly requests: readonly SandboxRequest[];
  /** Settles once so many requests have come, and the last of them fits. */
  asked(count: number, fits?: (request: SandboxRequest) => boolean): Promise<void>;
  /** Answers the next requests instead of the sandbox; undefined gives them back. */
  intercept(answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined): void;
  dispose(): Promise<void>;
}

/** Starts a sandbox and adds a connection to it by command, with everything given. */
export async function connectSandbox(options: SandboxOptions = {}): Promise<ConnectedSandbox> {
  const requests: SandboxRequest[] = [];
  const came = new Emitter<SandboxRequest>(rethrow);
  let answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  const sandbox = await startSandbox({
    requestsPerMinute: Infinity,
    ...options,
    onRequest: (request) => {
      requests.push(request);
      came.fire(request);
    },
    intercept: (request, response) => {
      const current = answer;
      current?.(request, response);
      return current !== undefined;
    },
  });
  const { appId, region, baseUrl, apiKey, authKey } = sandbox;
  belongs(authKey, baseUrl);
  const connectionId = await addConnection({
    name: 'Acme Production',
    appId,
    region,
    endpoint: baseUrl,
    apiKey,
  });
  return {
    sandbox,
    connectionId,
    requests,
    asked: (count, fits = () => true) =>
      new Promise((resolve) => {
        const isThere = () => {
          const last = requests.at(-1);
          return requests.length >= count && last !== undefined && fits(last);
        };
        if (isThere()) return resolve();
        const subscription = came.event(() => {
          if (!isThere()) return;
          subscription.dispose();
          resolve();
        });
      }),
    intercept: (next) => {
      answer = next;
    },
    dispose: async () => {
      await removeConnection(connectionId);
      await sandbox.dispose();
    },
  };
}

/** Called in a suite: a sandbox with a connection to it during its tests. */
export function connectedSuite(
  ready: (connected: ConnectedSandbox) => unknown,
  options: SandboxOptions = {},
): void {
  let connected: ConnectedSandbox | undefined;
  before(async () => {
    connected = await connectSandbox(options);
    await ready(connected);
  });
  after(() => connected?.dispose());
}
