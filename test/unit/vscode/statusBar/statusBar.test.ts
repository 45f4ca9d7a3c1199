/** The item of the status bar: there while something runs, drawn no more often than anybody could read it. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ListingState } from '../../../../src/core/callList/model.ts';
import type { Failure } from '../../../../src/core/failure/model.ts';
import { home, world } from '../../core/lookUp/support.ts';
import { call, connection, NOW } from '../../core/support.ts';
import { Timers } from '../../../support/timers.ts';
import { standIn } from '../support/vscodeStub.ts';
import { activityWords, type Activity, StatusBar } from '../../../../src/vscode/statusBar/statusBar.ts';

/** An item of a status bar, and how often its text was written. */
class Item {
  #text = '';
  written = 0;
  shown = false;
  command: unknown;
  tooltip: unknown;
  accessibilityInformation: unknown;
  disposed = false;

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.written += 1;
  }

  show(): void {
    this.shown = true;
  }

  hide(): void {
    this.shown = false;
  }

  dispose(): void {
    this.disposed = true;
  }
}

class StatusBarFixture {
  readonly known = world();
  readonly lookUps = this.known.lookUps;
  readonly timers = new Timers(this.known.clock);
  readonly items: Item[] = [];
  watched = 0;
  lists: readonly Pick<ListingState, 'activity' | 'failure'>[] = [];
  readonly bar = new StatusBar({
    lookUps: this.lookUps,
    clock: this.timers.now,
    after: this.timers.after,
    watched: () => this.watched,
    lists: () => this.lists,
  });

  constructor() {
    this.known.store.onDidChange(() => this.bar.update());
    standIn({
      window: {
        createStatusBarItem: () => {
          const item = new Item();
          this.items.push(item);
          return item;
        },
      },
    });
  }

  /** What is shown; undefined when nothing is. */
  get text(): string | undefined {
    const [item] = this.items;
    return item?.shown === true ? item.text : undefined;
  }

  loading(sessionId: string): void {
    this.#set(sessionId, { kind: 'loading', since: NOW });
  }

  ready(sessionId: string): void {
    const answer = { call: call({ sessionId }), raw: {}, fetchedAt: NOW };
    this.#set(sessionId, { kind: 'ready', answer });
  }

  failed(sessionId: string, failure: Failure): void {
    this.#set(sessionId, { kind: 'failed', failure, failedAt: NOW });
  }

  #set(sessionId: string, state: Parameters<typeof this.known.store.set>[1]): void {
    this.known.store.set({ sessionId, connectionId: home.id, onBehalfOf: undefined }, state, NOW);
  }
}

describe('vscode status bar', () => {
  let at: StatusBarFixture;
  beforeEach(() => {
    at = new StatusBarFixture();
  });
  afterEach(() => standIn(undefined));

  it('is not there until something runs, and not for what ends at once', async () => {
    at.ready('one');
    at.loading('two');
    at.ready('two');
    await at.timers.pass(60);
    assert.equal(at.items.length, 0);
    assert.equal(at.timers.waiting, 0);
  });

  it('counts the look-ups under way, and goes when the last has ended', async () => {
    for (const id of ['one', 'two', 'three']) at.loading(id);
    await at.timers.pass(1);
    assert.equal(at.text, '$(sync~spin) 3 look-ups');
    assert.equal(at.timers.waiting, 0, 'nothing is drawn again that does not change');
    at.ready('one');
    at.ready('two');
    await at.timers.pass(1);
    assert.equal(at.text, '$(sync~spin) 1 look-up');
    at.ready('three');
    await at.timers.pass(1);
    assert.deepEqual([at.text, at.timers.waiting, at.items.length], [undefined, 0, 1]);
  });

  it('is drawn once for what happens within a moment', async () => {
    for (let n = 0; n < 500; n += 1) at.loading(`call-${n}`);
    assert.equal(at.timers.waiting, 1);
    await at.timers.pass(10);
    assert.deepEqual([at.text, at.items[0]?.written], ['$(sync~spin) 500 look-ups', 1]);
  });

  it('counts a rate limit down, with a timer only as long as there is one', async () => {
    at.failed('one', { reason: 'rateLimited', retryAt: NOW + 42_000 });
    at.failed('two', { reason: 'rateLimited', retryAt: NOW + 12_000 });
    await at.timers.pass(0.3);
    assert.equal(at.text, '$(watch) rate limited, 42 s');
    await at.timers.pass(10);
    assert.equal(at.text, '$(watch) rate limited, 32 s');
    await at.timers.pass(40);
    assert.deepEqual([at.text, at.timers.waiting], [undefined, 0]);
  });

  it('does not count down what is over, of another kind, or further away than anybody waits', async () => {
    at.failed('one', { reason: 'rateLimited', retryAt: NOW - 1 });
    at.failed('two', { reason: 'rateLimited', retryAt: NOW + 86_400_000 });
    at.failed('three', { reason: 'serverError' });
    at.failed('four', { reason: 'rateLimited' });
    await at.timers.pass(5);
    assert.deepEqual([at.items.length, at.timers.waiting], [0, 0]);
  });

  it('counts the lists of recent calls that are loading, and their rate limits', async () => {
    const idle = { activity: 'idle', failure: undefined } as const;
    at.lists = [idle, { ...idle, activity: 'first' }, { ...idle, activity: 'all' }];
    at.bar.update();
    await at.timers.pass(1);
    assert.equal(at.text, '$(sync~spin) 2 lists');
    assert.equal(at.items[0]?.tooltip, '2 lists of recent calls are being loaded.');
    at.loading('one');
    const failure = { reason: 'rateLimited', retryAt: NOW + 31_000 } as const;
    at.lists = [idle, { ...idle, activity: 'more' }, { ...idle, failure }];
    await at.timers.pass(1);
    assert.equal(at.text, '$(sync~spin) 1 look-up  $(sync~spin) 1 list  $(watch) rate limited, 30 s');
    at.ready('one');
    at.lists = [idle, { ...idle, failure }];
    await at.timers.pass(10);
    assert.equal(at.text, '$(watch) rate limited, 20 s');
    at.lists = [idle, { activity: 'idle', failure: { reason: 'offline' } }];
    await at.timers.pass(1);
    assert.deepEqual([at.text, at.timers.waiting], [undefined, 0]);
  });

  it('tells of the sandbox and of watched calls', async () => {
    at.lookUps.setConnections([connection({ id: 'sandbox', kind: 'sandbox' })]);
    at.watched = 2;
    at.bar.update();
    await at.timers.pass(1);
    assert.equal(at.text, '$(bell) watching 2 calls  $(beaker) Sample Calls');
  });

  it('opens the view, says more in its tooltip, and reads without icons', async () => {
    at.loading('one');
    at.watched = 1;
    await at.timers.pass(1);
    const [item] = at.items;
    assert.equal(item?.command, 'cometchatCalls.lookups.focus');
    assert.equal(
      item.tooltip,
      '1 call is being looked up.\nYou will be told when 1 call ends, as long as this window is open.',
    );
    assert.deepEqual(item.accessibilityInformation, {
      label: 'CometChat Calls: 1 look-up; watching 1 call',
      role: 'button',
    });
  });

  it('goes with the window, and does not come back', async () => {
    at.loading('one');
    await at.timers.pass(1);
    at.bar.dispose();
    at.loading('two');
    assert.deepEqual([at.items[0]?.disposed, at.timers.waiting], [true, 0]);
  });
});

describe('vscode status bar: words', () => {
  const nothing: Activity = { lookUps: 0, lists: 0, rateLimitedUntil: undefined, watched: 0, sandbox: false };

  it('are none when nothing runs', () => {
    assert.equal(activityWords(nothing, NOW), undefined);
    assert.equal(activityWords({ ...nothing, rateLimitedUntil: NOW }, NOW), undefined);
  });

  it('never count a rate limit down to nothing before it is over', () => {
    const words = activityWords({ ...nothing, rateLimitedUntil: NOW + 1 }, NOW);
    assert.equal(words?.text, '$(watch) rate limited, 1 s');
  });
});
