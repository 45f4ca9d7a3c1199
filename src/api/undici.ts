// oxlint-disable-next-line typescript/triple-slash-reference -- ambient modules cannot be imported
/// <reference path="./undici-deep.d.ts" />
/**
 * The parts of undici that are used, and the only file that imports it. All extensions of an editor share one
 * process, and undici's index writes the process-wide dispatcher slots that Node's own `fetch` reads: the
 * files below leave them alone. They also leave `Dispatcher.prototype` without its methods, which the
 * index adds; `connect` is called as `connect.call(dispatcher, …)`.
 */
import Agent from 'undici/lib/dispatcher/agent.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import createDecompression from 'undici/lib/interceptor/decompress.js';
import connect from 'undici/lib/api/api-connect.js';

export type { Dispatcher, buildConnector } from 'undici';
export { Agent, Pool, ProxyAgent, connect, createDecompression };
