/** Calls that are looked up by command: where a key stands in the place of an id, and where a call belongs elsewhere. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import { lookUpHandlers } from '../../../../src/vscode/commands/lookUp.ts';
import type { CommandResult } from '../../../../src/vscode/commands/model.ts';
import { CallError } from '../../../../src/core/failure/model.ts';
import { world } from '../../core/lookUp/support.ts';
import { call, connection, NOW, SEED_ID, settle, UTC } from '../../core/support.ts';
import { commandsOf } from '../support/commands.ts';
import { completerOf } from '../support/idCompleter.ts';
import { KEY, LookUpsFixture } from '../support/lookUpsFixture.ts';
import { User } from '../support/user.ts';

/** What keys look like, and nobody knows this one. */
const UNKNOWN = '0123456789abcdef0123456789abcdef01234567';

describe('vscode: an API key in the place of an id', () => {
  const isApiKey = (text: string) => text.includes(KEY);
  const said = 'This is an API key, not a session id or a uid. It is neither kept nor sent as one.';
  let user: User;
  beforeEach(() => {
    user = new User();
  });
  afterEach(() => user.dispose());

  function commands() {
    const { lookUps, source } = world({ isApiKey });
    const services = {
      lookUps,
      completer: completerOf(lookUps),
      connections: { holdsApiKey: isApiKey },
      readerTime: { format: UTC },
      panels: { show: () => undefined },
      tree: { reveal: () => Promise.resolve() },
    };
    return { lookUps, source, ...commandsOf(lookUpHandlers(services as never)) };
  }

  it('is refused as one types, as a session id and as a uid', async () => {
    user.does({ type: ` ${KEY}` }, { type: KEY });
    await commands()['cometchatCalls.lookUpCall']({ suggestion: 'x' });
    await commands()['cometchatCalls.lookUpCallAsUser']({ sessionId: 'x' });
    assert.deepEqual(
      user.asked.map(({ validationMessage }) => validationMessage?.message),
      [said, 'This is an API key, not a uid.'],
    );
  });

  it('is asked about where nobody knows it yet, and not sent, kept or shown', async () => {
    const { lookUps, source, 'cometchatCalls.lookUpCall': lookUp } = commands();
    for (const argument of [
      { sessionId: UNKNOWN },
      { sessionId: ` ${UNKNOWN.toUpperCase()}\n` },
      { sessionId: 'x', onBehalfOf: UNKNOWN },
    ]) {
      const result = await lookUp(argument);
      assert.ok(!result.ok);
      assert.equal(result.reason, 'cancelled');
    }
    const question = 'This looks like an API key. Send it as an id?';
    assert.deepEqual(user.messages, [question, question, question]);
    assert.equal(lookUps.store.size, 0);
    assert.deepEqual(source.asked, []);
  });

  it('is sent where the user says that it is none, and not asked about again', async () => {
    const { lookUps, source, 'cometchatCalls.lookUpCall': lookUp } = commands();
    user.buttons.push('It Is No Key');
    const looking = lookUp({ sessionId: UNKNOWN });
    await settle();
    assert.equal(lookUps.store.all()[0]?.sessionId, UNKNOWN);
    const again = lookUp({ sessionId: UNKNOWN });
    await settle();
    await source.asked[0]?.answer({ sessionId: UNKNOWN });
    await Promise.all([looking, again]);
    assert.equal(user.messages.filter((message) => message.startsWith('This looks')).length, 1);
  });

  it('goes with its look-ups once it is known, those under way too', async () => {
    const { lookUps, source, 'cometchatCalls.lookUpCall': lookUp } = commands();
    user.buttons.push('It Is No Key');
    const looking = lookUp({ sessionId: UNKNOWN });
    const other = lookUp({ sessionId: 'other' });
    await settle();
    lookUps.removeHolding((text) => text.includes(UNKNOWN));
    assert.deepEqual(
      source.asked.map(({ signal }) => signal.aborted),
      [false, true],
    );
    await source.asked[1]?.fail(new CallError({ reason: 'cancelled' }));
    await source.asked[0]?.answer({ sessionId: 'other' });
    assert.equal((await looking).ok, false);
    await settle();
    assert.deepEqual(
      lookUps.store.all().map(({ sessionId }) => sessionId),
      ['other'],
    );
    await other;
  });

  it('is not suggested', async () => {
    user.does('escape');
    await commands()['cometchatCalls.lookUpCall']({ suggestion: KEY });
    assert.equal(user.asked[0]?.value, '');
  });

  it('of another caller is refused with its reason, and shown nowhere', async () => {
    user.buttons.push(true);
    const { lookUps, 'cometchatCalls.lookUpCall': lookUp } = commands();
    const result = await lookUp({ sessionId: KEY });
    assert.deepEqual(result, { ok: false, reason: 'invalidSessionId', message: said });
    assert.deepEqual(user.messages, [said]);
    await settle();
    assert.deepEqual(user.ran, [['cometchatCalls.lookUpCall', { suggestion: '' }]]);
    assert.equal(lookUps.store.all().length, 0);
    assert.doesNotMatch(JSON.stringify([user, result]), new RegExp(KEY));
  });
});

const listed = { sessionId: SEED_ID, connectionId: 'listed-there', onBehalfOf: undefined };

describe('vscode: opening a call that is listed where it does not belong', () => {
  let fixture: LookUpsFixture;
  beforeEach(() => {
    fixture = new LookUpsFixture();
  });
  afterEach(() => fixture.dispose());

  /** Opens the listed call, whose look-up ends like this. */
  async function open(target: LookUpTarget | undefined, result: CommandResult | undefined): Promise<void> {
    fixture.user.answerTo = () => {
      const { store } = fixture.known;
      if (target && result?.ok === true)
        store.set(target, { kind: 'ready', answer: { ...result, fetchedAt: NOW } }, NOW);
      if (target && result?.ok === false)
        store.set(target, { kind: 'failed', failure: { reason: result.reason }, failedAt: NOW }, NOW);
      return result;
    };
    await fixture.commands['cometchatCalls.openCallPanel'](listed);
    assert.deepEqual(fixture.user.ran[0], ['cometchatCalls.lookUpCall', { ...listed, reveal: false }]);
  }

  const found: CommandResult = { ok: true, call: call({ sessionId: SEED_ID }), raw: {} };

  it('shows what the connection of its app says', async () => {
    await open({ ...listed, connectionId: 'home' }, found);
    assert.deepEqual(
      fixture.opened.map(({ connectionId }) => connectionId),
      ['home'],
    );
    assert.deepEqual(fixture.user.messages, []);
  });

  it('says why nobody was asked, and what to do', async () => {
    const message = 'This id belongs to app 31780434a95d45';
    const refused: CommandResult = { ok: false, reason: 'wrongApp', message };
    await open({ ...listed, connectionId: undefined }, refused);
    assert.deepEqual(fixture.opened, []);
    assert.equal(fixture.user.messages.length, 1);
    assert.match(fixture.user.messages[0] ?? '', /belongs to app/);
  });

  it('says what the look-up says where it left nothing behind', async () => {
    await open(undefined, { ok: false, reason: 'invalidSessionId', message: 'Not an id' });
    assert.deepEqual([fixture.opened, fixture.user.messages], [[], ['Not an id']]);
  });

  it('does not take an older look-up in another app for a refused one', async () => {
    fixture.lookUps.setConnections([connection({ id: 'home' })]);
    fixture.known.store.set(
      { ...listed, connectionId: 'home' },
      { kind: 'ready', answer: { call: call({ sessionId: SEED_ID }), raw: {}, fetchedAt: NOW } },
      NOW,
    );
    await open(undefined, { ok: false, reason: 'noConnection', message: 'There is no connection' });
    assert.deepEqual([fixture.opened, fixture.user.messages], [[], ['There is no connection']]);
  });

  it('says nothing when the user gave up', async () => {
    await open(undefined, { ok: false, reason: 'cancelled', message: 'The look-up was cancelled.' });
    await open(undefined, undefined);
    assert.deepEqual([fixture.opened, fixture.user.messages], [[], []]);
  });
});
