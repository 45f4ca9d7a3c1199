/** A list of calls as a server has it, with a hand in what it answers. */
import type { CallFilter } from '../../../../src/core/callList/model.ts';
import { CallListing } from '../../../../src/core/callList/listing.ts';
import { CallError, type Failure } from '../../../../src/core/failure/model.ts';
import type { CallListRequest, CallSource, Page } from '../../../../src/core/call/model.ts';
import { rethrow } from '../../../support/listeners.ts';
import { connection, NOW } from '../support.ts';

/** A call as the server sends it. */
export type Raw = Readonly<Record<string, unknown>> & { readonly sessionId: string };

/** A raw call so many seconds before the clock of the tests. */
export function raw(sessionId: string, secondsAgo: number, more: object = {}): Raw {
  return { sessionId, status: 'ended', initiatedAt: Math.floor(NOW / 1000) - secondsAgo, ...more };
}

/** So many calls `c0`, `c1` …, one each ten seconds back from now, the newest first. */
export function calls(count: number, more: object = {}): Raw[] {
  return Array.from({ length: count }, (_, n) => raw(`c${n}`, 10 * (n + 1), more));
}

/** A server that keeps to the documentation, unless told otherwise. */
export class FakeServer {
  /** In the order of the list. */
  calls: readonly Raw[];
  readonly requests: CallListRequest[] = [];
  /** Those that came with the requests. */
  readonly signals: AbortSignal[] = [];
  /** Where it is set, answers instead; `honest` is what would have been answered. */
  answer: ((request: CallListRequest, honest: Page) => Page | Promise<Page>) | undefined;

  /** Whether a request that was aborted ends so; else its answer comes all the same, late. */
  hearsAborts = true;

  constructor(list: readonly Raw[] = []) {
    this.calls = list;
  }

  readonly listCalls: CallSource['listCalls'] = async (request, signal) => {
    this.requests.push(request);
    this.signals.push(signal);
    const honest = pageOf(
      this.calls.filter((call) => isAskedFor(call, request)),
      request,
    );
    const page = await (this.answer?.(request, honest) ?? honest);
    if (signal.aborted && this.hearsAborts) throw new CallError({ reason: 'cancelled' });
    return page;
  };
}

/** The page of a list that a request asks for. */
export function pageOf(
  list: readonly unknown[],
  { page = 1, perPage = 100 }: Partial<CallListRequest>,
): Page {
  return {
    items: list.slice((page - 1) * perPage, page * perPage),
    total: list.length,
    currentPage: page,
    totalPages: Math.ceil(list.length / perPage),
  };
}

function isAskedFor(call: Raw, request: CallListRequest): boolean {
  const { status, type, uid } = request;
  return (
    (status === undefined || call['status'] === status) &&
    (type === undefined || call['type'] === type) &&
    (uid === undefined || call['initiator'] === uid || call['receiver'] === uid)
  );
}

export function fails(failure: Failure): never {
  throw new CallError(failure);
}

export function listing(
  server: FakeServer,
  filter: CallFilter = {},
  limit?: number,
  clock: () => number = () => NOW,
): CallListing {
  return new CallListing({
    source: server,
    clock,
    connection: connection(),
    filter,
    onListenerError: rethrow,
    ...(limit !== undefined && { limit }),
  });
}

/** The session ids that a listing shows. */
export function shown({ state }: CallListing): readonly string[] {
  return state.items.map(({ call }) => call.sessionId);
}

/** The session ids of raw calls. */
export function ids(list: readonly Raw[]): readonly string[] {
  return list.map(({ sessionId }) => sessionId);
}
