import { lazily } from '../base/lazily.ts';
import type { CallSource } from '../call/source.ts';

/** A CallSource that is loaded at the first request, and again should loading it have failed. */
export function lazySource(load: () => Promise<CallSource>): CallSource {
  const source = lazily(load);
  return {
    getCall: async (request, signal) => (await source()).getCall(request, signal),
    listCalls: async (request, signal) => (await source()).listCalls(request, signal),
    listTranscriptions: async (request, signal) => (await source()).listTranscriptions(request, signal),
  };
}
