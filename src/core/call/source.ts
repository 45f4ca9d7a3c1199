import type { Connection } from '../connection/index.ts';

/** One Get Call. */
export interface CallRequest {
  readonly connection: Connection;
  /** Sent as one path segment, encoded once. */
  readonly sessionId: string;
  /** The uid to ask as; the server then answers only what that user may see. */
  readonly onBehalfOf?: string;
}

/** The filters of List Calls, as the Calls API names them; times in milliseconds since 1970 UTC. */
export interface CallListRequest {
  readonly connection: Connection;
  readonly type?: 'audio' | 'video';
  readonly mode?: 'call' | 'meet' | 'presenter';
  readonly status?: string;
  readonly receiverType?: 'user' | 'group';
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly hasRecording?: boolean;
  readonly hasTranscription?: boolean;
  readonly participantsCount?: number;
  readonly uid?: string;
  /** From 1. */
  readonly page?: number;
  readonly perPage?: number;
}

/** A page of a list: undecoded items, and what the server said of the whole, where it said it. */
export interface Page {
  readonly items: readonly unknown[];
  readonly total?: number;
  readonly currentPage?: number;
  readonly totalPages?: number;
}

export interface TranscriptionsRequest extends CallRequest {
  /** From 1. */
  readonly page?: number;
  /** At most 1000. */
  readonly perPage?: number;
}

/**
 * Where calls come from. Every method rejects with a {@link CallError} and nothing else, ends by itself,
 * and ends with the reason `cancelled` soon after its signal is aborted.
 */
export interface CallSource {
  /** The call as the server sent it: the `data` of its answer, or the one item of a `data` that is an array of one. */
  getCall(request: CallRequest, signal: AbortSignal): Promise<unknown>;
  listCalls(request: CallListRequest, signal: AbortSignal): Promise<Page>;
  listTranscriptions(request: TranscriptionsRequest, signal: AbortSignal): Promise<Page>;
}
