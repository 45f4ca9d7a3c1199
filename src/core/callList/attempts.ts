/** Was this call a retry? Other calls between the same parties around it, as far as List Calls tells. */
import type { Call } from '../call/model.ts';
import type { Connection } from '../connection/index.ts';
import { decodeCall } from '../call/decode/index.ts';
import { CallError, type Failure } from '../failure/model.ts';
import type { CallSource } from '../call/source.ts';
import { keysOf } from './collection.ts';
import { timeOf } from './filter.ts';
import { PageWalk } from './pageWalk.ts';

/**
 * So far around a call others belong to the same try at reaching somebody, in milliseconds. People who get no answer
 * try again within minutes; half an hour takes in the one who waits a while, and not the next appointment.
 */
export const ATTEMPT_WINDOW_MS = 30 * 60_000;

/** The most that is asked for one call's context: three requests, three hundred calls. */
export const MAX_ATTEMPT_PAGES = 3;

export interface Attempts {
  /** The calls between the same parties, the earliest first, with the call itself among them. */
  readonly attempts: readonly Call[];
  readonly lookedAt: {
    /** 0 to 3; 0 where the call does not say between whom or when it was, so there was nothing to ask. */
    readonly pages: number;
    /** How many calls were on them. */
    readonly calls: number;
    /** From when to when these were, in milliseconds since 1970 UTC; undefined where none had a time. */
    readonly from: number | undefined;
    readonly to: number | undefined;
    /** Whether the call itself was among them: a server may leave out of a user's calls those that nobody took. */
    readonly hasMetCall: boolean;
    /** Whether they reach over the whole time around the call, with it: then no other attempt is missing. */
    readonly isComplete: boolean;
    /** Whether the look ended among calls that are all later than the time around the call. */
    readonly isShort: boolean;
  };
  /** What ended the search before its time; what was found until then is there. */
  readonly failure: Failure | undefined;
}

export interface AttemptDependencies {
  readonly source: Pick<CallSource, 'listCalls'>;
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

/**
 * Looks for other calls between the parties of a call, in either direction, within half an hour of it.
 * Rejects with a CallError when it is cancelled or its first page fails; a later failure is in the result.
 */
export async function findAttempts(call: Call, dependencies: AttemptDependencies): Promise<Attempts> {
  const uid = call.initiator?.id ?? (call.receiverType === 'user' ? call.receiver?.id : undefined);
  const at = timeOf(call);
  const search = new Search(call, at ?? 0);
  if (uid === undefined || at === undefined || partiesKey(call) === undefined)
    return search.result(undefined);
  while (!search.isOver) {
    try {
      await search.addPage(uid, dependencies);
    } catch (error) {
      const { signal } = dependencies;
      if (!CallError.is(error) || signal.aborted || search.pages === 0) throw error;
      return search.result(error.failure);
    }
  }
  return search.result(undefined);
}

class Search {
  readonly #call: Call;
  readonly #window: { readonly from: number; readonly to: number };
  readonly #walk: PageWalk;
  readonly #found = new Map<string, Call>();
  readonly #seen = new Set<string>();
  #from: number | undefined;
  #to: number | undefined;
  #hasMetCall = false;
  pages = 0;

  constructor(call: Call, at: number) {
    this.#call = call;
    this.#window = { from: at - ATTEMPT_WINDOW_MS, to: at + ATTEMPT_WINDOW_MS };
    this.#walk = new PageWalk(this.#window.from);
  }

  get isOver(): boolean {
    return this.pages >= MAX_ATTEMPT_PAGES || this.#walk.isDone;
  }

  async addPage(uid: string, { source, connection, signal }: AttemptDependencies): Promise<void> {
    const page = await source.listCalls({ connection, uid, ...this.#walk.next() }, signal);
    this.pages += 1;
    this.#walk.take(
      page,
      page.items.map((raw) => this.#add(raw)),
    );
  }

  #add(raw: unknown) {
    const call = decodeCall(raw, '');
    if (!call || call.sessionId === '') return { key: undefined, at: undefined };
    const { byMeeting, byTime } = keysOf(call);
    const at = timeOf(call);
    this.#seen.add(byTime);
    const isThis = isSameCall(call, this.#call);
    this.#hasMetCall ||= isThis;
    if (at !== undefined) {
      this.#from = Math.min(this.#from ?? at, at);
      this.#to = Math.max(this.#to ?? at, at);
      const isNear = at >= this.#window.from && at <= this.#window.to;
      if (isNear && !isThis && partiesKey(call) === partiesKey(this.#call)) {
        this.#found.set(byMeeting ?? byTime, call);
      }
    }
    return { key: byTime, at };
  }

  result(failure: Failure | undefined): Attempts {
    const attempts = [this.#call, ...this.#found.values()].toSorted(
      (a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0),
    );
    // The walk ends at the end of the list, or where a sorted list has gone past the window.
    const { isDone, isPatchy } = this.#walk;
    return {
      attempts,
      lookedAt: {
        pages: this.pages,
        calls: this.#seen.size,
        from: this.#from,
        to: this.#to,
        hasMetCall: this.#hasMetCall,
        isComplete: isDone && !isPatchy && this.#hasMetCall,
        isShort: !isDone && this.#from !== undefined && this.#from > this.#window.to,
      },
      failure,
    };
  }
}

/** Between whom a call is, whoever of two called; for a group, the group. Undefined where the answer does not say. */
function partiesKey({ initiator, receiver, receiverType }: Call): string | undefined {
  if (!receiver) return undefined;
  if (receiverType === 'group') return JSON.stringify([receiver.id]);
  return initiator && JSON.stringify([initiator.id, receiver.id].toSorted());
}

/** Whether two answers are of one call: of one session, one meeting, one time. */
export function isSameCall(a: Call, b: Call): boolean {
  if (a.sessionId !== b.sessionId) return false;
  if (a.initiatedAt !== b.initiatedAt || startedApart(a, b))
    return a.meetingId !== undefined && a.meetingId === b.meetingId;
  return a.meetingId === undefined || b.meetingId === undefined || a.meetingId === b.meetingId;
}

/** Whether two calls that say only when they started did so at different times. */
function startedApart(a: Call, b: Call): boolean {
  if (a.initiatedAt !== undefined || a.startedAt === undefined || b.startedAt === undefined) return false;
  return a.startedAt !== b.startedAt;
}
