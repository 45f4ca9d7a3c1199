/** Watched calls, with a clock, a source and timers that the test moves on. */
import assert from 'node:assert/strict';
import type { LookUp } from '../../../../src/core/lookUp/model.ts';
import type { Failure } from '../../../../src/core/failure/model.ts';
import { CallWatches } from '../../../../src/core/lookUp/callWatches.ts';
import { callError, home, lookUpFixture } from '../../core/lookUp/support.ts';
import { call, NOW, settle } from '../../core/support.ts';
import { rethrow } from '../../../support/listeners.ts';
import { Timers } from '../../../support/timers.ts';

const seconds = Math.floor(NOW / 1000);
export const ongoing = { status: 'ongoing', initiatedAt: seconds - 60, startedAt: seconds - 50 };
export const ended = { ...ongoing, status: 'ended', endedAt: seconds + 5 };

/** Calls that are watched, a source that answers when the test says so, and what the user was told. */
export class WatchesFixture {
  readonly known = lookUpFixture();
  readonly timers = new Timers(this.known.clock);
  readonly told: string[] = [];
  readonly failures: (Failure | undefined)[] = [];
  changes = 0;
  isConnected = true;
  /** Whether nobody can tell which connections there are. */
  isUnreadable = false;
  /** Since when which look-ups are watched, as it is remembered. */
  began: Readonly<Record<string, number>> | undefined;
  readonly watches: CallWatches;

  constructor() {
    const { lookUps } = this.known;
    this.watches = new CallWatches({
      lookUps,
      clock: this.timers.now,
      after: this.timers.after,
      connections: {
        get: () => Promise.resolve(this.isUnreadable ? 'unreadable' : this.isConnected ? home : undefined),
        read: () => Promise.resolve({ connections: [home], isUnreadable: this.isUnreadable }),
        onDidChange: () => ({ dispose: () => undefined }),
      },
      memory: { read: () => undefined, write: (began) => (this.began = began) },
      restored: Promise.resolve(),
      notices: {
        ended: ({ sessionId }, answer) => this.told.push(`${sessionId} ${answer.call.status}`),
        failed: ({ sessionId }, failure) => {
          this.told.push(`${sessionId} failed`);
          this.failures.push(failure);
        },
        tooLong: ({ sessionId }) => this.told.push(`${sessionId} too long`),
      },
      onListenerError: rethrow,
    });
    this.watches.onDidChange(() => (this.changes += 1));
  }

  get asked(): number {
    return this.known.source.asked.length;
  }

  /** Puts a call into the store, as if its answer had come now, or so many seconds ago. */
  put(sessionId: string, raw: object = ongoing, secondsAgo = 0, connectionId = home.id): LookUp {
    const fetchedAt = this.known.clock.now - secondsAgo * 1000;
    const answer = { call: call({ sessionId, ...raw }), raw: {}, fetchedAt };
    const target = { sessionId, connectionId, onBehalfOf: undefined };
    return this.known.store.set(target, { kind: 'ready', answer }, NOW);
  }

  /** Watches a call that is under way as of now. */
  watch(sessionId = 'one', raw: object = ongoing): LookUp {
    const lookUp = this.put(sessionId, raw);
    assert.equal(this.watches.watch(lookUp), true);
    return lookUp;
  }

  /** Answers the newest request. */
  async answer(raw: object): Promise<void> {
    await this.known.asked(this.asked - 1).answer({ sessionId: 'one', ...raw });
    await settle();
  }

  async fail(failure: Failure): Promise<void> {
    await this.known.asked(this.asked - 1).fail(callError(failure));
    await settle();
  }
}
