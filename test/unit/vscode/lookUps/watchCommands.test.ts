/** The commands that keep an eye on a call, and the notifications that come of it. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { answerOf, type LookUp, type LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import { home } from '../../core/lookUp/support.ts';
import { NOW, settle } from '../../core/support.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { ended, ongoing, WatchFixture } from '../support/watchFixture.ts';
import { commandsOf } from '../support/commands.ts';
import { watchHandlers } from '../../../../src/vscode/commands/watch.ts';
import { watchNotices } from '../../../../src/vscode/lookUps/watchNotices.ts';

/** The commands on watched calls, in a window that is stood in for. */
class CommandsFixture extends WatchFixture {
  readonly lookUps = this.known.lookUps;
  /** The notifications, each with its buttons. */
  readonly notified: string[][] = [];
  readonly commands: unknown[][] = [];
  readonly prepared: unknown[] = [];
  chosen: string | undefined;
  active: LookUpTarget | undefined;
  readonly handlers;

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
      commands: {
        executeCommand: (...command: unknown[]) => Promise.resolve(void this.commands.push(command)),
      },
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of them as is used
    const unused = {} as never;
    this.handlers = commandsOf(
      watchHandlers({
        lookUps: this.lookUps,
        readerTime: unused,
        attempts: unused,
        watches: this.watches,
        activeTarget: () => this.active,
        prepareConnection: (id) => Promise.resolve(void this.prepared.push(id)),
      }),
    );
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
  let at: CommandsFixture;
  beforeEach(() => {
    at = new CommandsFixture();
  });
  afterEach(() => fakeVscode(undefined));

  it('watch the call that is named, with its connection made ready', async () => {
    const lookUp = at.put('one');
    assert.equal(await at.handlers['cometchatCalls.watchCall'](lookUp), true);
    assert.deepEqual([at.watches.has(lookUp.key), at.prepared], [true, [home.id]]);
    await at.handlers['cometchatCalls.unwatchCall'](lookUp);
    assert.equal(at.watches.has(lookUp.key), false);
  });

  it('mean the call of the panel with the focus when none is named', async () => {
    at.put('other');
    const lookUp = at.put('one');
    at.active = lookUp;
    await at.handlers['cometchatCalls.watchCall'](undefined);
    assert.deepEqual(at.watches.keys, [lookUp.key]);
    await at.handlers['cometchatCalls.unwatchCall'](undefined);
    assert.deepEqual(at.watches.keys, []);
  });

  it('refuse a call that is over, or when there is none, and say why', async () => {
    const watch = at.handlers['cometchatCalls.watchCall'];
    await assert.rejects(watch(at.put('one', ended)), /not under way.*Lasted 55 s/);
    await assert.rejects(watch(undefined), /No call that was looked up is under way/);
    await assert.rejects(at.handlers['cometchatCalls.unwatchCall'](undefined), /No call is being watched/);
    assert.deepEqual(at.watches.keys, []);
  });

  it('refuse the twenty-first call', async () => {
    for (let n = 0; n < 20; n += 1) at.watch(`call-${n}`);
    await assert.rejects(
      at.handlers['cometchatCalls.watchCall'](at.put('one too many')),
      /20 calls are watched already/,
    );
  });
});

describe('vscode watch: notifications', () => {
  let at: CommandsFixture;
  beforeEach(() => {
    at = new CommandsFixture();
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
    assert.deepEqual(at.commands, [['cometchatCalls.openCallPanel', target]]);
  });

  it('leave the call alone when they are closed', async () => {
    at.tell(at.put('one', ended));
    await settle();
    assert.deepEqual([at.notified.length, at.commands], [1, []]);
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
