import type { CallSource } from '../core/call/model.ts';
import type { Connection, NetworkRoute } from '../core/connection/model.ts';
import { callReader, readPage } from './answers.ts';
import { requestForCall, requestForList } from './httpRequest.ts';
import type { ApiDependencies } from './settings.ts';
import { HttpClient } from './httpClient.ts';

export type { ApiDependencies, Credentials, NetworkSettings } from './settings.ts';

/** The Calls API over HTTP. After `dispose()` every request fails with `cancelled`. */
export type HttpCallSource = CallSource & {
  /** How a connection's host is reached, as of now; resolves within seconds. Rejects with a CallError `cancelled`. */
  routeTo(connection: Connection, signal: AbortSignal): Promise<NetworkRoute>;
  /** Tells that a setting of the network changed; the next request reads them anew. */
  networkChanged(): void;
  /** Ends all connections; requests under way fail with `cancelled`. Calling it twice does no harm. */
  dispose(): Promise<void>;
};

/** Makes the source of calls that asks CometChat's Calls API. Opens no connection until it is asked for a call. */
export function createCallSource(dependencies: ApiDependencies): HttpCallSource {
  const source = new HttpClient(dependencies);
  return {
    getCall: async (request, signal) => {
      const apiRequest = requestForCall(request, '');
      return source.ask(request.connection, apiRequest, callReader(request.sessionId), signal);
    },
    listCalls: async (request, signal) =>
      source.ask(request.connection, requestForList(request), readPage, signal),
    listTranscriptions: async (request, signal) => {
      const apiRequest = requestForCall(request, '/transcriptions');
      return source.ask(request.connection, apiRequest, readPage, signal);
    },
    routeTo: (connection, signal) => source.routeTo(connection, signal),
    networkChanged: () => source.networkChanged(),
    dispose: () => source.dispose(),
  };
}
