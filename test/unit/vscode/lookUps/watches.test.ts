/** Watched calls: the commands, the notifications that come of them, and how watches outlive a reload. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import type { ConnectionsChange } from '../../../../src/vscode/connections/connections.ts';
import { CallWatches } from '../../../../src/core/lookUp/callWatches.ts';
import { home, lookUpFixture } from '../../core/lookUp/support.ts';
import { call, NOW, settle } from '../../core/support.ts';
import { Timers } from '../../../support/timers.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { commandsOf } from '../support/commands.ts';
import { ended, ongoing, WatchesFixture } from '../support/watchesFixture.ts';
import { watchHandlers } from '../../../../src/vscode/commands/watch.ts';
import { answerOf, type LookUp, type LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import { rethrow } from '../../../support/listeners.ts';
import { watchNotices } from '../../../../src/vscode/lookUps/watchNotices.ts';

/** What a workspace remembers, and windows that are opened on it one after the other. */
class Workspace {
  readonly stored = new Map<string, unknown>();
  readonly #open: CallWatches[] = [];
  readonly connectionsChanged = new Emitter<ConnectionsChange>(rethrow);
  readonly timers = new Timers();
  isConnected = true;
  isUnreadable = false;

  /** A window in which these calls were looked up, and are back when it says so. */
  window(...ids: readonly string[]) {
    const { store, lookUps } = lookUpFixture();
    const restored = Promise.withResolvers<void>();
    const read = () => ({
      connections: this.isConnected && !this.isUnreadable ? [home] : [],
      isUnreadable: this.isUnreadable,
    });
    const connections = {
      read: () => Promise.resolve(read()),
      get: () => Promise.resolve(home),
      onDidChange: this.connectionsChanged.event,
    };
    let changes = 0;
    const watches = new CallWatches({
      lookUps,
      clock: Date.now,
      after: this.timers.after,
      connections,
      notices: watchNotices(lookUps),
      memory: {
        read: () => this.stored.get('watched'),
        write: (began) => void this.stored.set('watched', structuredClone(began)),
      },
      restored: restored.promise,
      onListenerError: rethrow,
    });
    watches.onDidChange(() => (changes += 1));
    this.#open.push(watches);
    const find = (id: string) => store.all().find(({ sessionId }) => sessionId === id);
    const fill = () => {
      for (const sessionId of ids) {
        const answer = { call: call({ sessionId, ...ongoing }), raw: {}, fetchedAt: Date.now() };
        store.set(
          { sessionId, connectionId: home.id, onBehalfOf: undefined },
          { kind: 'ready', answer },
          NOW,
        );
      }
    };
    const restore = async () => {
      fill();
      restored.resolve();
      await settle();
    };
    const watch = (id: string) => {
      const lookUp = find(id);
      assert.ok(lookUp);
      assert.ok(watches.watch(lookUp));
    };
    const watched = () => ids.filter((id) => watches.has(find(id)?.key ?? ''));
    const remove = (id: string) => store.remove(find(id)?.key ?? '');
    return { watches, fill, restore, watch, watched, changes: () => changes, find, remove };
  }

  dispose(): void {
    for (const watches of this.#open) watches.dispose();
  }
}

describe('vscode watches that outlive their window', () => {
  let workspace: Workspace;
  beforeEach(() => {
    fakeVscode({});
    workspace = new Workspace();
  });
  afterEach(() => {
    workspace.dispose();
    fakeVscode(undefined);
  });

  it('go on after a reload, and tell the views', async () => {
    const before = workspace.window('a', 'b', 'c');
    await before.restore();
    for (const id of ['a', 'b', 'c']) before.watch(id);
    before.watches.stop(before.find('b')?.key ?? '');
    before.watches.dispose();
    const after = workspace.window('a', 'b', 'c');
    assert.deepEqual(after.watched(), [], 'nothing to watch yet');
    await after.restore();
    assert.deepEqual(after.watched(), ['a', 'c']);
    assert.ok(after.changes() > 0);
  });

  it('are not lost when another is begun before the look-ups are back, or the window goes then', async () => {
    const before = workspace.window('a', 'b');
    await before.restore();
    before.watch('a');
    const early = workspace.window('b');
    early.fill();
    early.watch('b');
    early.watches.dispose();
    const last = workspace.window('a', 'b');
    await last.restore();
    assert.deepEqual(last.watched(), ['a', 'b']);
  });

  it('end where their look-up or their connection is gone', async () => {
    const before = workspace.window('a', 'b');
    await before.restore();
    for (const id of ['a', 'b']) before.watch(id);
    const after = workspace.window('b');
    await after.restore();
    assert.deepEqual(after.watched(), ['b']);
    workspace.isConnected = false;
    const offline = workspace.window('b');
    await offline.restore();
    assert.deepEqual(offline.watched(), []);
    assert.deepEqual([...workspace.stored.values()], [undefined]);
  });

  /** A window whose keyring is locked when its look-ups are back. */
  async function locked() {
    const before = workspace.window('a', 'b');
    await before.restore();
    for (const id of ['a', 'b']) before.watch(id);
    before.watches.dispose();
    const remembered = structuredClone([...workspace.stored.values()]);
    workspace.isUnreadable = true;
    const after = workspace.window('a', 'b');
    await after.restore();
    assert.deepEqual(after.watched(), []);
    assert.deepEqual([...workspace.stored.values()], remembered, 'nothing is forgotten');
    return after;
  }

  it('wait for a keyring that cannot be read, and go on when a connection is heard of', async () => {
    const after = await locked();
    workspace.isUnreadable = false;
    workspace.connectionsChanged.fire({ connectionId: home.id, keyChanged: false });
    await settle();
    assert.deepEqual(after.watched(), ['a', 'b']);
    assert.equal(workspace.timers.waiting, 2, 'nobody tries the keyring any more');
  });

  it('try a keyring that cannot be read again by themselves, as long as it takes', async () => {
    const after = await locked();
    await workspace.timers.pass(59);
    workspace.isUnreadable = false;
    await workspace.timers.pass(0.5);
    assert.deepEqual(after.watched(), []);
    workspace.isUnreadable = true;
    await workspace.timers.pass(120);
    assert.deepEqual(after.watched(), []);
    workspace.isUnreadable = false;
    await workspace.timers.pass(61);
    assert.deepEqual(after.watched(), ['a', 'b']);
  });

  it('do not begin in a window that goes while its connections are read', async () => {
    const before = workspace.window('a');
    await before.restore();
    before.watch('a');
    before.watches.dispose();
    const remembered = structuredClone([...workspace.stored.values()]);
    const after = workspace.window('a');
    const restored = after.restore();
    after.watches.dispose();
    await restored;
    assert.deepEqual([after.watched(), workspace.timers.waiting], [[], 0]);
    assert.deepEqual([...workspace.stored.values()], remembered);
  });

  it('that wait for the keyring are forgotten with their look-up, and not with their window', async () => {
    const after = await locked();
    const gone = after.find('b')?.key ?? '';
    after.remove('b');
    await workspace.timers.pass(60);
    workspace.isUnreadable = false;
    after.watches.dispose();
    await workspace.timers.pass(600);
    assert.equal(workspace.timers.waiting, 0);
    const last = workspace.window('a', 'b');
    await last.restore();
    assert.deepEqual(last.watched(), ['a']);
    assert.ok(!JSON.stringify([...workspace.stored.values()]).includes(JSON.stringify(gone)));
  });

  it('pass over what else is stored in their place', async () => {
    const before = workspace.window('a');
    await before.restore();
    before.watch('a');
    const [name = ''] = workspace.stored.keys();
    for (const value of [
      null,
      'odd',
      [1],
      { a: 'soon', b: null },
      { [before.find('a')?.key ?? '']: 'soon' },
    ]) {
      workspace.stored.set(name, value);
      const after = workspace.window('a');
      await after.restore();
      assert.deepEqual(after.watched(), [], JSON.stringify(value));
    }
  });

  it('last a day from when they began', async () => {
    const at = new WatchesFixture();
    const lookUp = at.put('one');
    at.watches.watch(lookUp, NOW - 23 * 3_600_000);
    assert.deepEqual(at.began, { [lookUp.key]: NOW - 23 * 3_600_000 });
    for (let minute = 0; minute < 70 && at.watches.has(lookUp.key); minute += 1) {
      await at.timers.pass(60);
      if (at.asked > 0) await at.answer({ ...ongoing, sessionId: 'one' });
    }
    assert.deepEqual(at.told, ['one too long']);
    assert.deepEqual(at.began, undefined);
  });
});

/** The commands on watched calls, in a window that is stood in for. */
class WatchCommandsFixture extends WatchesFixture {
  readonly lookUps = this.known.lookUps;
  /** The notifications, each with its buttons. */
  readonly notified: string[][] = [];
  readonly ran: unknown[][] = [];
  isSandboxReady = false;
  chosen: string | undefined;
  active: LookUpTarget | undefined;
  readonly commands;

  constructor() {
    super();
    this.lookUps.setConnections([home]);
    const notify = (message: string, ...buttons: (string | { title: string })[]) => {
      const titles = buttons.map((button) => (typeof button === 'string' ? button : button.title));
      this.notified.push([message, ...titles]);
      return Promise.resolve(this.chosen);
    };
    fakeVscode({
      window: { showInformationMessage: notify, showErrorMessage: notify },
      commands: { executeCommand: (...command: unknown[]) => Promise.resolve(void this.ran.push(command)) },
    });
    const services = {
      lookUps: this.lookUps,
      watches: this.watches,
      panels: { activeTarget: () => this.active },
      sandbox: { ensure: () => Promise.resolve((this.isSandboxReady = true)) },
    };
    this.commands = commandsOf(watchHandlers(services as never));
  }

  /** Tells of a watched call by notifications, as the extension does. */
  tell(lookUp: LookUp, failure?: Parameters<ReturnType<typeof watchNotices>['failed']>[1]): void {
    const notices = watchNotices(this.lookUps);
    const answer = answerOf(lookUp);
    if (failure) notices.failed(lookUp, failure);
    else if (answer) notices.ended(lookUp, answer);
  }
}

describe('vscode watch: commands', () => {
  let at: WatchCommandsFixture;
  beforeEach(() => {
    at = new WatchCommandsFixture();
  });
  afterEach(() => fakeVscode(undefined));

  it('watch the call that is named, with its connection made ready', async () => {
    const lookUp = at.put('one');
    assert.equal(await at.commands['cometchatCalls.watchCall'](lookUp), true);
    assert.deepEqual([at.watches.has(lookUp.key), at.isSandboxReady], [true, false]);
    await at.commands['cometchatCalls.unwatchCall'](lookUp);
    assert.equal(at.watches.has(lookUp.key), false);
    await at.commands['cometchatCalls.watchCall'](at.put('sample', ongoing, 0, 'sandbox'));
    assert.equal(at.isSandboxReady, true);
  });

  it('mean the call of the panel with the focus when none is named', async () => {
    at.put('other');
    const lookUp = at.put('one');
    at.active = lookUp;
    await at.commands['cometchatCalls.watchCall'](undefined);
    assert.deepEqual(at.watches.keys, [lookUp.key]);
    await at.commands['cometchatCalls.unwatchCall'](undefined);
    assert.deepEqual(at.watches.keys, []);
  });

  it('refuse a call that is over, or when there is none, and say why', async () => {
    const watch = at.commands['cometchatCalls.watchCall'];
    await assert.rejects(watch(at.put('one', ended)), /not under way.*Lasted 55 s/);
    await assert.rejects(watch(undefined), /No call that was looked up is under way/);
    await assert.rejects(at.commands['cometchatCalls.unwatchCall'](undefined), /No call is being watched/);
    assert.deepEqual(at.watches.keys, []);
  });

  it('refuse the twenty-first call', async () => {
    for (let n = 0; n < 20; n += 1) at.watch(`call-${n}`);
    await assert.rejects(
      at.commands['cometchatCalls.watchCall'](at.put('one too many')),
      /20 calls are watched already/,
    );
  });
});

describe('vscode watch: notifications', () => {
  let at: WatchCommandsFixture;
  beforeEach(() => {
    at = new WatchCommandsFixture();
  });
  afterEach(() => fakeVscode(undefined));

  it('tell how the call went, and open it', async () => {
    at.chosen = 'Open';
    at.tell(at.put('one', { ...ended, initiator: 'ana [x](command:y)', receiver: 'leo', mode: 'call' }));
    await settle();
    const [[message, ...buttons] = []] = at.notified;
    assert.match(message ?? '', /^ana \[x\]\u2060\(command:y\) → leo: Answered after 10 s, lasted 55 s/);
    assert.deepEqual([at.notified.length, buttons], [1, ['Open']]);
    const target = { sessionId: 'one', connectionId: home.id, onBehalfOf: undefined };
    assert.deepEqual(at.ran, [['cometchatCalls.openCallPanel', target]]);
  });

  it('leave the call alone when they are closed', async () => {
    at.tell(at.put('one', ended));
    await settle();
    assert.deepEqual([at.notified.length, at.ran], [1, []]);
  });

  it('tell why a call is no longer watched, with what can be done', () => {
    at.tell(at.put('one', ongoing), { reason: 'badApiKey' });
    const [[message = '', ...buttons] = []] = at.notified;
    assert.match(message, /^one is no longer watched\. .*home/);
    assert.ok(buttons.includes('Replace API Key…'));
  });

  it('tell that a call was watched for a day', () => {
    watchNotices(at.lookUps).tooLong(at.put('one'));
    assert.match(at.notified[0]?.[0] ?? '', /^one was watched for a day and has not ended/);
    assert.equal(at.known.clock.now, NOW);
  });
});
