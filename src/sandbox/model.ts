import type { IncomingMessage, ServerResponse } from 'node:http';

/** A call as the API answers it: times in Unix seconds, other fields as the server spells them. */
export interface RawCall {
  readonly sessionId: string;
  readonly [field: string]: unknown;
}

export interface SampleCall {
  readonly sessionId: string;
  /** What the call shows, in a few words; the session id for a call that came from a caller. */
  readonly title: string;
  /** The `data` of the Get Call answer, value for value. */
  readonly raw: RawCall;
}

/** Two logs of one call, each line ended by a line feed. */
export interface SampleLogs {
  /** The call of which both tell. */
  readonly sessionId: string;
  /** Names every sample call; of that one it holds every webhook body. */
  readonly server: string;
  /** Of the phone the call was made from, whose clock is an hour ahead. */
  readonly device: string;
}

/** What a listener hears of one request. It never holds an API key. */
export interface SandboxRequest {
  readonly method: string;
  /** Path and query as sent, still encoded; a key that was put there is blotted out. */
  readonly url: string;
  /** Lower-case names; headers that carry a key are left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly onBehalfOf: string | undefined;
  /** The HTTP status answered; 0 when an `intercept` took the request and has not answered yet. */
  readonly status: number;
}

export interface SandboxOptions {
  /** The REST API key to accept; by default 160 random bits in hex. */
  readonly apiKey?: string;
  readonly port?: number;
  /** The clock, in milliseconds since 1970 UTC: live samples and the rate limit go by it. */
  readonly now?: () => number;
  /** Calls to answer for besides the samples, or in place of one; all their `transcriptions` have their own route. */
  readonly calls?: readonly RawCall[];
  readonly samples?: boolean;
  /** Requests a minute before 429; by default 500, as on the free plan. `Infinity` for no limit. */
  readonly requestsPerMinute?: number;
  /** A test's fault, asked before anything else: true when it took the request and answers by itself. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Hears of every request, just before its answer leaves. */
  readonly onRequest?: (request: SandboxRequest) => void;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT/v3` */
  readonly baseUrl: string;
  /** The key of scope `fullAccess`. */
  readonly apiKey: string;
  /** A key of the app without that scope, as a client app carries it: answered with `AUTH_ERR_NO_ACCESS`. */
  readonly authKey: string;
  readonly appId: string;
  readonly region: string;
  /** Samples first, the API reference's own call before all; then the caller's. */
  readonly calls: readonly SampleCall[];
  /** Stops listening and ends every connection, also one that is in the middle of an answer. May be called again. */
  dispose(): Promise<void>;
}
