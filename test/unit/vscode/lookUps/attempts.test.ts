/** Other calls between the same parties: what is looked for, kept, and shown in the panel and the tree. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { describe, it } from 'mocha';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import { untranslated } from '../../../../src/core/base/translate.ts';
import type { ConnectionsChange } from '../../../../src/vscode/connections/connections.ts';
import type { Connection } from '../../../../src/core/connection/model.ts';
import { type LookUp, NO_ATTEMPTS } from '../../../../src/core/lookUp/model.ts';
import type { TreeNode } from '../../../../src/vscode/lookUps/model.ts';
import { FakeServer, fails, raw } from '../../core/callList/support.ts';
import { home, world } from '../../core/lookUp/support.ts';
import { call, NOW, settle, UTC } from '../../core/support.ts';
import { standIn } from '../support/vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';
import { CallAttempts } from '../../../../src/core/lookUp/callAttempts.ts';
import * as tree from '../../../../src/vscode/lookUps/lookUpItems.ts';

standIn(undefined);

const PARTIES = { initiator: 'ana', receiver: 'leo', receiverType: 'user' };
const missed = { ...PARTIES, status: 'unanswered' };
const THIS = raw('this', 300, { ...PARTIES, startedAt: NOW / 1000 - 290, endedAt: NOW / 1000 - 271 });

/** A server with three calls that were missed before one that was answered, and what is kept of it. */
class AttemptsFixture {
  readonly known = world();
  readonly lookUps = this.known.lookUps;
  readonly server = new FakeServer([
    THIS,
    raw('third', 330, missed),
    raw('second', 360, { ...missed, initiator: 'leo', receiver: 'ana' }),
    raw('first', 390, missed),
    raw('of others', 395, { ...missed, receiver: 'eve' }),
  ]);
  readonly connectionChanged = new Emitter<ConnectionsChange>(rethrow);
  /** Whether somebody waited for the requests, in turn. */
  readonly waitedFor: boolean[] = [];
  changes = 0;
  connection: Connection | 'unreadable' | undefined = home;
  readonly attempts = new CallAttempts({
    lookUps: this.lookUps,
    source: {
      listCalls: (request, signal, isWaitedFor) => {
        this.waitedFor.push(isWaitedFor?.() !== false);
        return this.server.listCalls(request, signal);
      },
    },
    readerTime: { format: UTC },
    connections: { get: () => Promise.resolve(this.connection), onDidChange: this.connectionChanged.event },
    clock: Date.now,
    t: untranslated,
    onListenerError: rethrow,
  });

  constructor() {
    this.attempts.onDidChange(() => (this.changes += 1));
    this.lookUps.setConnections([home]);
  }

  put(of: object = THIS, onBehalfOf?: string): LookUp {
    const answer = { call: call({ ...of }), raw: {}, fetchedAt: NOW };
    const { sessionId } = answer.call;
    const target = { sessionId, connectionId: home.id, onBehalfOf };
    return this.known.store.set(target, { kind: 'ready', answer }, NOW);
  }

  /** Looks, and gives what is shown then. */
  async look(lookUp = this.put()) {
    await this.attempts.look(lookUp);
    return this.attempts.view(lookUp);
  }
}

describe('vscode attempts: what is found', () => {
  it('is nothing, and asks nobody, until somebody wants it', () => {
    const at = new AttemptsFixture();
    assert.deepEqual(at.attempts.view(at.put()), {
      isFirst: false,
      state: 'notAsked',
      sentence: undefined,
      items: [],
      lookedAt: undefined,
      failure: undefined,
    });
    assert.equal(at.server.requests.length, 0);
  });

  it('is which attempt it was, and the others with their times, outcomes and places', async () => {
    const at = new AttemptsFixture();
    const view = await at.look();
    assert.deepEqual(
      [view.state, view.sentence, view.failure],
      ['ready', '4th attempt in 1 min 30 s, three unanswered', undefined],
    );
    assert.deepEqual(
      view.items.map(({ sessionId, offset, outcome, isThis }) => [sessionId, offset, outcome, isThis]),
      [
        ['first', '−1 min 30 s', 'unanswered', false],
        ['second', '−1 min', 'unanswered', false],
        ['third', '−30 s', 'unanswered', false],
        ['this', undefined, 'this call · ended · 19 s', true],
      ],
    );
    assert.equal(view.items[0]?.at, (Math.floor(NOW / 1000) - 390) * 1000);
    assert.match(view.lookedAt ?? '', /30 min/);
    assert.equal(at.server.requests.length, 1);
    assert.deepEqual([at.server.requests[0]?.uid, at.server.requests[0]?.connection], ['ana', home]);
  });

  it('is the call as it is known now, not as it was when the others were looked for', async () => {
    const at = new AttemptsFixture();
    await at.look(at.put({ ...THIS, status: 'ongoing', endedAt: undefined }));
    const view = at.attempts.view(at.put());
    assert.equal(view.items[3]?.outcome, 'this call · ended · 19 s');
  });

  it('is one sentence and no list where there was no other', async () => {
    const at = new AttemptsFixture();
    at.server.calls = [THIS];
    const view = await at.look();
    assert.deepEqual([view.sentence, view.items], ['No other attempt within 30 min', []]);
  });

  it('says of a call that was looked up as a user that the others are not what that user sees', async () => {
    const at = new AttemptsFixture();
    const view = await at.look(at.put(THIS, 'ana\u202e'));
    assert.match(view.lookedAt ?? '', /30 min; listed with the key’s own rights, not as ana⟨U\+202E⟩$/);
    assert.equal(at.server.requests.length, 1);
    const nothing = await at.look(at.put({ sessionId: 'nobody' }, 'ana'));
    assert.doesNotMatch(nothing.lookedAt ?? '', /rights/, 'nothing was listed');
  });

  it('says so where the call does not tell between whom it was', async () => {
    const at = new AttemptsFixture();
    const view = await at.look(at.put({ sessionId: 'nobody' }));
    assert.deepEqual([view.state, view.sentence, at.server.requests.length], ['ready', undefined, 0]);
    assert.match(view.lookedAt ?? '', /did not report between whom/);
  });
});

describe('vscode attempts: asking', () => {
  it('is done once at a time, and costs three requests at most', async () => {
    const at = new AttemptsFixture();
    at.server.calls = Array.from({ length: 1000 }, (_, n) => raw(`c${n}`, n, missed));
    const lookUp = at.put();
    await Promise.all([at.attempts.look(lookUp), at.attempts.look(lookUp)]);
    assert.equal(at.server.requests.length, 3);
  });

  it('is kept for the session, and done again when wanted, with what was found in sight', async () => {
    const at = new AttemptsFixture();
    const lookUp = at.put();
    await at.look(lookUp);
    assert.equal(at.attempts.view(lookUp).items.length, 4);
    assert.equal(at.server.requests.length, 1);
    at.server.calls = at.server.calls.slice(0, 3);
    const again = at.attempts.look(lookUp);
    assert.deepEqual([at.attempts.view(lookUp).state, at.attempts.view(lookUp).items.length], ['loading', 4]);
    await again;
    assert.deepEqual([at.attempts.view(lookUp).items.length, at.server.requests.length], [3, 2]);
  });

  it('tells the views when it begins and when it ends', async () => {
    const at = new AttemptsFixture();
    const lookUp = at.put();
    const looking = at.attempts.look(lookUp);
    assert.equal(at.changes, 1);
    await looking;
    assert.equal(at.changes, 2);
  });

  it('says why nothing could be had, and keeps what was found before', async () => {
    const at = new AttemptsFixture();
    const lookUp = at.put();
    await at.look(lookUp);
    at.server.answer = () => fails({ reason: 'badApiKey' });
    const view = await at.look(lookUp);
    assert.deepEqual([view.state, view.items.length], ['failed', 4]);
    assert.match(view.failure ?? '', /API key/);
  });

  it('says why not all could be had', async () => {
    const at = new AttemptsFixture();
    at.server.calls = Array.from({ length: 250 }, (_, n) => raw(`c${n}`, n, missed));
    at.server.answer = ({ page }, honest) => (page === 2 ? fails({ reason: 'timeout' }) : honest);
    const view = await at.look();
    assert.equal(view.state, 'ready');
    assert.match(view.sentence ?? '', /^At least 101 attempts/);
    assert.match(view.failure ?? '', /in time|answer/);
  });

  for (const [title, connection, said] of [
    ['is gone', undefined, /There is no connection/],
    ['cannot be told to be there', 'unreadable', /keyring of this computer cannot be read/],
  ] as const) {
    it(`asks no other connection when its own ${title}`, async () => {
      const at = new AttemptsFixture();
      at.connection = connection;
      assert.match((await at.look()).failure ?? '', said);
      assert.equal(at.server.requests.length, 0);
    });
  }

  it('forgets what was found with a key that has changed, and drops what comes late', async () => {
    const at = new AttemptsFixture();
    const lookUp = at.put();
    await at.look(lookUp);
    at.connectionChanged.fire({ connectionId: 'another', keyChanged: true });
    assert.equal(at.attempts.view(lookUp).state, 'ready');
    const { promise, resolve } = Promise.withResolvers<void>();
    at.server.answer = async (_, honest) => (await promise, honest);
    const looking = at.attempts.look(lookUp);
    await settle();
    at.connectionChanged.fire({ connectionId: home.id, keyChanged: false });
    assert.notEqual(at.attempts.view(lookUp).state, 'notAsked');
    at.connectionChanged.fire({ connectionId: home.id, keyChanged: true });
    assert.equal(at.attempts.view(lookUp).state, 'notAsked');
    resolve();
    await looking;
    assert.equal(at.attempts.view(lookUp).state, 'notAsked');
  });

  it('forgets with a look-up that is removed, or only leaves the list', async () => {
    const at = new AttemptsFixture();
    const { store } = at.known;
    for (const go of [(key: string) => store.remove(key), () => store.trim(0, () => false)]) {
      const lookUp = at.put();
      await at.look(lookUp);
      go(lookUp.key);
      assert.equal(at.attempts.view(at.put()).state, 'notAsked');
    }
  });
});

describe('vscode attempts: unasked', () => {
  const MISSED = raw('missed', 300, missed);

  for (const status of ['unanswered', 'rejected', 'busy', 'cancelled']) {
    it(`are looked for once of a call that is ${status}, after what is waited for, and come first`, async () => {
      const at = new AttemptsFixture();
      const lookUp = at.put({ ...MISSED, status });
      assert.equal(at.attempts.view(lookUp).isFirst, true);
      await Promise.all([at.attempts.lookUnasked(lookUp), at.attempts.lookUnasked(lookUp)]);
      await at.attempts.lookUnasked(lookUp);
      assert.deepEqual(at.waitedFor, [false]);
      const { isFirst, state, items } = at.attempts.view(lookUp);
      assert.deepEqual([isFirst, state, items.length], [true, 'ready', 5]);
      await at.attempts.look(lookUp);
      assert.deepEqual(at.waitedFor, [false, true], 'whoever asks is waited for');
    });
  }

  for (const [title, of] of [
    ['was answered', THIS],
    ['may be answered yet', { ...MISSED, status: 'initiated' }],
    ['is of a group', { ...MISSED, receiverType: 'group' }],
    ['is a meeting', { ...MISSED, mode: 'meet' }],
    ['does not say to whom it was', { ...MISSED, receiverType: undefined }],
  ] as const) {
    it(`are not looked for of a call that ${title}`, async () => {
      const at = new AttemptsFixture();
      const lookUp = at.put(of);
      await at.attempts.lookUnasked(lookUp);
      assert.deepEqual([at.server.requests.length, at.attempts.view(lookUp)], [0, NO_ATTEMPTS]);
    });
  }

  it('are looked for once a call, whoever it was looked up as, and though it left the list meanwhile', async () => {
    const at = new AttemptsFixture();
    await at.attempts.lookUnasked(at.put(MISSED));
    at.known.store.remove(at.put(MISSED).key);
    await at.attempts.lookUnasked(at.put(MISSED));
    await at.attempts.lookUnasked(at.put(MISSED, 'ana'));
    assert.equal(at.server.requests.length, 1);
  });

  it('are not looked for again by themselves where they could not be had, until there is another key', async () => {
    const at = new AttemptsFixture();
    at.server.answer = () => fails({ reason: 'badApiKey' });
    const lookUp = at.put(MISSED);
    await at.attempts.lookUnasked(lookUp);
    assert.equal(at.attempts.view(lookUp).state, 'failed');
    await at.attempts.lookUnasked(lookUp);
    assert.equal(at.server.requests.length, 1);
    at.connectionChanged.fire({ connectionId: home.id, keyChanged: true });
    await at.attempts.lookUnasked(lookUp);
    assert.equal(at.server.requests.length, 2);
  });

  it('wait for an answer of this connection', async () => {
    const at = new AttemptsFixture();
    const lookUp = at.put(MISSED);
    at.lookUps.setConnections([]);
    await at.attempts.lookUnasked(lookUp);
    at.lookUps.setConnections([home]);
    const answer = { call: call(MISSED), raw: {}, fetchedAt: NOW };
    await at.attempts.lookUnasked({ ...lookUp, state: { kind: 'loading', since: NOW, last: answer } });
    assert.equal(at.server.requests.length, 0);
    await at.attempts.lookUnasked(lookUp);
    assert.equal(at.server.requests.length, 1);
  });
});

describe('vscode attempts: in the tree', () => {
  type Item = vscode.TreeItem;

  /** The line below a look-up, and those below it, as the tree draws them. */
  function drawn(at: AttemptsFixture, lookUp: LookUp): { head: Item; below: Item[] } {
    const context = {
      lookUps: at.lookUps,
      time: UTC,
      now: NOW,
      attempts: at.attempts,
    };
    const node = tree.childrenOf(lookUp, context).at(-1);
    assert.ok(node?.kind === 'attempts');
    const itemOf = (one: Exclude<TreeNode, { kind: 'lookUp' }>) => tree.detailItem(one, context);
    const below = tree.attemptChildren(node).map((child) => {
      assert.ok(child.kind !== 'lookUp');
      return itemOf(child);
    });
    return { head: itemOf(node), below };
  }

  it('there is a line that looks when it is activated', () => {
    const at = new AttemptsFixture();
    const lookUp = at.put();
    const { head } = drawn(at, lookUp);
    assert.deepEqual([head.label, head.collapsibleState], ['Was It a Retry?', undefined]);
    assert.equal(head.command?.command, 'cometchatCalls.findAttempts');
    assert.deepEqual(head.command.arguments, [{ key: lookUp.key }]);
  });

  it('there are the attempts below it once they are found, each opening its call but this one', async () => {
    const at = new AttemptsFixture();
    const lookUp = at.put(THIS, 'ana');
    await at.look(lookUp);
    const { head, below } = drawn(at, lookUp);
    assert.deepEqual(
      [head.label, head.collapsibleState, head.command],
      ['4th attempt in 1 min 30 s, three unanswered', 2, undefined],
    );
    assert.deepEqual(
      below.map(({ label, description }) => [label, description]),
      [
        ['unanswered', '−1 min 30 s · 10 Nov 2026, 09:53:30 UTC'],
        ['unanswered', '−1 min · 10 Nov 2026, 09:54:00 UTC'],
        ['unanswered', '−30 s · 10 Nov 2026, 09:54:30 UTC'],
        ['this call · ended · 19 s', '10 Nov 2026, 09:55:00 UTC'],
        ['Look again', 'Looked at every call within 30 min; listed with the key’s own rights, not as ana'],
      ],
    );
    const target = { sessionId: 'first', connectionId: home.id, onBehalfOf: 'ana' };
    assert.deepEqual(below[0]?.command?.arguments, [{ ...target, preserveFocus: true }]);
    assert.equal(below[3]?.command, undefined);
    assert.equal(new Set(below.map(({ id }) => id)).size, below.length);
  });

  it('the line says why there is nothing', async () => {
    const at = new AttemptsFixture();
    at.server.answer = () => fails({ reason: 'badApiKey' });
    const lookUp = at.put();
    await at.look(lookUp);
    const { head } = drawn(at, lookUp);
    assert.match(String(head.description), /API key/);
    assert.equal(head.command?.command, 'cometchatCalls.findAttempts');
  });
});
