/**
 * The sandbox: a small Calls API on loopback with sample calls, so that everything works before anyone has a
 * key, and so that tests meet every answer the real service documents. A bundle of its own.
 */
export type { RawCall, SampleCall, SampleLogs, Sandbox, SandboxOptions, SandboxRequest } from './model.ts';
export { sampleLogs } from './sampleLogs/index.ts';
export { startSandbox } from './server.ts';
