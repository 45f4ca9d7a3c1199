import type { Connection } from '../../core/connection/model.ts';
import type { Connections } from './connections.ts';
import { t } from '../platform/index.ts';

/** The id of the sandbox's connection: the same in every session, so that its look-ups find it again. */
export const SANDBOX_CONNECTION_ID = 'sandbox';

/** A sample call, as the sandbox lists it. */
export interface SampleCall {
  readonly sessionId: string;
  readonly title: string;
}

/** Two logs of one of the sample calls; the server's tells of all of them. */
export interface SampleLogs {
  readonly sessionId: string;
  readonly server: string;
  readonly device: string;
}

/** A running sandbox, as much of it as is needed here. */
export interface RunningSandbox {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly appId: string;
  readonly region: string;
  readonly calls: readonly SampleCall[];
  dispose(): Promise<void>;
}

/** The sandbox: started when it is first wanted, stopped with the window. Its connection is never stored. */
export class SandboxConnection<Running extends RunningSandbox = RunningSandbox> {
  readonly #connections: Connections;
  readonly #start: () => Promise<Running>;
  #running: Promise<Running> | undefined;

  constructor(connections: Connections, start: () => Promise<Running>) {
    this.#connections = connections;
    this.#start = start;
  }

  /** Starts the sandbox where it does not run, and adds its connection. Rejects when no port can be had. */
  async ensure(): Promise<Running> {
    this.#running ??= this.#startAndConnect().catch((error: unknown) => {
      this.#running = undefined;
      throw error;
    });
    return this.#running;
  }

  async dispose(): Promise<void> {
    await (await this.#running)?.dispose();
  }

  async #startAndConnect(): Promise<Running> {
    const sandbox = await this.#start();
    const { appId, region, baseUrl, apiKey, calls } = sandbox;
    const connection: Connection = {
      id: SANDBOX_CONNECTION_ID,
      name: t('Sample Calls'),
      appId,
      region,
      baseUrl,
      kind: 'sandbox',
      sessionIds: calls.map(({ sessionId }) => sessionId),
    };
    this.#connections.addTemporary(connection, apiKey, true);
    return sandbox;
  }
}
