/** What the tests of the store of look-ups share: targets, the states of a look-up, and a store that is listened to. */
import { LookUpStore, type LookUpStoreChange } from '../../../../src/core/lookUp/store.ts';
import type { LookUpState, LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import { call, NOW } from '../support.ts';
import { rethrow } from '../../../support/listeners.ts';

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
