import type { CallSource } from '../core/call/source.ts';
import { callReader, readPage } from './answers.ts';
import { questionForCall, questionForList } from './target.ts';
import type { ApiDependencies } from './settings.ts';
import { Source } from './source.ts';

export type { ApiDependencies, Credentials, NetworkSettings } from './settings.ts';

/** The Calls API over HTTP. After `dispose()` every request fails with `cancelled`. */
export type HttpCallSource = CallSource & {
  /** Tells that a setting of the network changed; the next request reads them anew. */
  networkChanged(): void;
  /** Ends all connections; requests under way fail with `cancelled`. Calling it twice does no harm. */
  dispose(): Promise<void>;
};

/** Makes the source of calls that asks CometChat's Calls API. Opens no connection until it is asked for a call. */
export function createCallSource(dependencies: ApiDependencies): HttpCallSource {
  const source = new Source(dependencies);
  return {
    getCall: async (request, signal) => {
      const question = questionForCall(request, '');
      return source.ask(request.connection, question, callReader(request.sessionId), signal);
    },
    listCalls: async (request, signal) =>
      source.ask(request.connection, questionForList(request), readPage, signal),
    listTranscriptions: async (request, signal) => {
      const question = questionForCall(request, '/transcriptions');
      return source.ask(request.connection, question, readPage, signal);
    },
    networkChanged: () => source.networkChanged(),
    dispose: () => source.dispose(),
  };
}
