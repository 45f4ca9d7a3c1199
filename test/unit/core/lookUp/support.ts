/** A CallSource written by hand, and a LookUpService around it with a clock that stands still. */
import assert from 'node:assert/strict';
import { type LookUpRequest, LookUpService } from '../../../../src/core/lookUp/service.ts';
import { LookUpStore, type LookUpStoreChange } from '../../../../src/core/lookUp/store.ts';
import type { LookUp, LookUpState, LookUpTarget, LookUpResult } from '../../../../src/core/lookUp/model.ts';
import { RequestPolicy } from '../../../../src/core/requests/requestPolicy.ts';
import type { Connection } from '../../../../src/core/connection/model.ts';
import { CallError, type Failure } from '../../../../src/core/failure/model.ts';
import type { CallRequest, CallSource, Page } from '../../../../src/core/call/model.ts';
import { connection, NOW, SEED_ID, settle, call } from '../support.ts';
import { rethrow } from '../../../support/listeners.ts';

/** A request as it reached the source, and the test's hand on its answer. */
export interface Asked {
  readonly request: CallRequest;
  readonly signal: AbortSignal;
  answer(raw: unknown): Promise<void>;
  fail(error: unknown): Promise<void>;
}

/** Answers when the test says so, and does not hear of aborts: what comes late comes all the same. */
export class FakeSource implements CallSource {
  readonly asked: Asked[] = [];

  getCall(request: CallRequest, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.asked.push({
        request,
        signal,
        answer: (raw) => (resolve(raw), settle()),
        fail: (error: unknown) => (reject(error), settle()),
      });
    });
  }

  listCalls(): Promise<Page> {
    throw new Error('not asked for here');
  }

  listTranscriptions(): Promise<Page> {
    throw new Error('not asked for here');
  }
}

export const home = connection({ id: 'home' });

export interface LookUpFixture {
  readonly source: FakeSource;
  readonly requests: RequestPolicy;
  readonly store: LookUpStore;
  readonly lookUps: LookUpService;
  readonly changes: LookUpStoreChange[];
  readonly clock: { now: number };
  /** What the user is asked to choose from. */
  readonly offered: (readonly Connection[])[];
  /** Starts a look-up and lets it reach the source. */
  start(request: Partial<LookUpRequest>, signal?: AbortSignal): Promise<Started>;
  /** The n-th request the source was sent, from 0. */
  asked(index: number): Asked;
  state(index?: number): LookUp['state'];
}

export interface Started {
  readonly result: Promise<LookUpResult>;
}

interface Options {
  readonly connections?: readonly Connection[];
  readonly defaultConnectionId?: string;
  readonly choose?: (
    candidates: readonly Connection[],
    signal: AbortSignal | undefined,
  ) => Promise<Connection | undefined>;
  /** Hears that the connections are read. */
  readonly onRead?: () => void;
  readonly isApiKey?: (text: string) => boolean;
}

export function lookUpFixture({
  connections = [home],
  defaultConnectionId,
  choose,
  onRead,
  isApiKey = () => false,
}: Options = {}): LookUpFixture {
  const source = new FakeSource();
  const store = new LookUpStore(rethrow);
  const clock = { now: NOW };
  const changes: LookUpStoreChange[] = [];
  const offered: (readonly Connection[])[] = [];
  store.onDidChange((change) => changes.push(change));
  const requests = new RequestPolicy({ source, clock: () => clock.now });
  const lookUps = new LookUpService({
    store,
    requests,
    clock: () => clock.now,
    isApiKey,
    connections: () => {
      onRead?.();
      return Promise.resolve({ connections, defaultConnectionId });
    },
    chooseConnection: (candidates, signal) => {
      offered.push(candidates);
      return choose?.(candidates, signal) ?? Promise.resolve(undefined);
    },
  });
  return {
    source,
    requests,
    store,
    lookUps,
    changes,
    clock,
    offered,
    start: async (request, signal) => {
      const result = lookUps.lookUp({ sessionId: SEED_ID, ...request }, signal);
      await settle();
      return { result };
    },
    asked: (index) => {
      const asked = source.asked[index];
      assert.ok(asked, `request ${index} was sent`);
      return asked;
    },
    state: (index = 0) => {
      const lookUp = store.all()[index];
      assert.ok(lookUp, `look-up ${index} is in the store`);
      return lookUp.state;
    },
  };
}

/** A raw call that ended so many seconds before the clock's start: an hour, unless told otherwise. */
export function ended(secondsAgo = 3600, more: object = {}) {
  const endedAt = Math.floor(NOW / 1000) - secondsAgo;
  return { sessionId: SEED_ID, status: 'ended', initiatedAt: endedAt - 60, endedAt, ...more };
}

export const ongoing = { sessionId: SEED_ID, status: 'ongoing', initiatedAt: Math.floor(NOW / 1000) - 60 };

export function callError(failure: Failure): CallError {
  return new CallError(failure);
}

/** In short: `ok`, or the reason of the failure. */
export async function told({ result }: Started): Promise<string> {
  const settled = await result;
  return settled.ok ? 'ok' : settled.failure.reason;
}

/** The target of a look-up by the connection `home`, for nobody, unless told otherwise. */
export const target = (sessionId: string, more: Partial<LookUpTarget> = {}): LookUpTarget => ({
  sessionId,
  connectionId: 'home',
  onBehalfOf: undefined,
  ...more,
});
export const answer = { call: call(), raw: {}, fetchedAt: NOW };
export const READY = { kind: 'ready', answer } satisfies LookUpState;
export const LOADING = { kind: 'loading', since: NOW } satisfies LookUpState;
export const FAILED = { kind: 'failed', failure: { reason: 'offline' }, failedAt: NOW } satisfies LookUpState;

/** An empty store, and what it tells of, such as `added a`. */
export function watched(): { readonly store: LookUpStore; readonly heard: string[] } {
  const store = new LookUpStore(rethrow);
  const heard: string[] = [];
  store.onDidChange((change: LookUpStoreChange) =>
    heard.push(change.kind === 'reset' ? 'reset' : `${change.kind} ${change.lookUp.sessionId}`),
  );
  return { store, heard };
}
