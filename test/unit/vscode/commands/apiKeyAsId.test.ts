/** An API key that is typed in the place of an id: said at once, and neither kept nor shown. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { CallError } from '../../../../src/core/failure/model.ts';
import type { lookUpHandlers } from '../../../../src/vscode/commands/lookUp.ts';
import { type FakeSource, world } from '../../core/lookUp/support.ts';
import { settle, UTC } from '../../core/support.ts';
import { User } from '../support/answers.ts';
import { commandsOf } from '../support/commands.ts';
import type { LookUpService } from '../../../../src/core/lookUp/service.ts';
import * as commands from '../../../../src/vscode/commands/lookUp.ts';

const KEY = 'k'.repeat(40);

/** What keys look like, and nobody knows this one. */
const UNKNOWN = '0123456789abcdef0123456789abcdef01234567';

describe('vscode: an API key in the place of an id', () => {
  let user: User;
  let lookUps: LookUpService;
  let source: FakeSource;
  let handlers: ReturnType<typeof commandsOf<ReturnType<typeof lookUpHandlers>>>;
  const isApiKey = (text: string) => text.includes(KEY);

  beforeEach(() => {
    user = new User();
    ({ lookUps, source } = world({ isApiKey }));
    handlers = commandsOf(
      commands.lookUpHandlers({
        lookUps,
        connections: {
          holdsApiKey: isApiKey,
          routing: () =>
            Promise.resolve({ connections: [], defaultConnectionId: undefined, isUnreadable: false }),
        },
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the commands take of it
        readerTime: { format: UTC } as never,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- not used
        finder: undefined as never,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- not used
        clocks: undefined as never,
        revealInTree: () => Promise.resolve(),
        openPanel: () => undefined,
        prepareConnection: () => Promise.resolve(),
      }),
    );
  });
  afterEach(() => user.dispose());

  it('is refused as one types, as a session id and as a uid', async () => {
    user.replies = [` ${KEY}`, KEY];
    await handlers['cometchatCalls.lookUpCall']({ suggestion: 'x' });
    await handlers['cometchatCalls.lookUpCallAsUser']({ sessionId: 'x' });
    assert.deepEqual(
      user.asked.flatMap(({ validationMessage }) => validationMessage?.message ?? []),
      [
        'custom id',
        'This is an API key, not a session id or a uid. It is neither kept nor sent as one.',
        'This is an API key, not a uid.',
      ],
    );
  });

  it('is asked about where nobody knows it yet, and not sent, kept or shown', async () => {
    for (const argument of [
      { sessionId: UNKNOWN },
      { sessionId: ` ${UNKNOWN.toUpperCase()}\n` },
      { sessionId: 'x', onBehalfOf: UNKNOWN },
    ]) {
      const result = await handlers['cometchatCalls.lookUpCall'](argument);
      assert.ok(!result.ok);
      assert.equal(result.reason, 'cancelled');
    }
    assert.deepEqual(
      user.messages,
      Array.from({ length: 3 }, () => 'This looks like an API key. Send it as an id?'),
    );
    assert.equal(lookUps.store.size, 0);
    assert.deepEqual(source.asked, []);
  });

  it('is sent where the user says that it is none, and not asked about again', async () => {
    user.buttons = ['It Is No Key'];
    const looking = handlers['cometchatCalls.lookUpCall']({ sessionId: UNKNOWN });
    await settle();
    assert.equal(lookUps.store.all()[0]?.sessionId, UNKNOWN);
    const again = handlers['cometchatCalls.lookUpCall']({ sessionId: UNKNOWN });
    await settle();
    await source.asked[0]?.answer({ sessionId: UNKNOWN });
    await Promise.all([looking, again]);
    assert.equal(user.messages.filter((message) => message.startsWith('This looks')).length, 1);
  });

  it('goes with its look-ups once it is known, those under way too', async () => {
    user.buttons = ['It Is No Key'];
    const looking = handlers['cometchatCalls.lookUpCall']({ sessionId: UNKNOWN });
    const other = handlers['cometchatCalls.lookUpCall']({ sessionId: 'other' });
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
    user.replies = [undefined];
    await handlers['cometchatCalls.lookUpCall']({ suggestion: KEY });
    assert.equal(user.asked[0]?.value, '');
  });

  it('of another caller is refused with its reason, and shown nowhere', async () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a button as VS Code gives it back
    user.buttons = [{ fix: 'editSessionId' } as never];
    const result = await handlers['cometchatCalls.lookUpCall']({ sessionId: KEY });
    assert.ok(!result.ok);
    assert.deepEqual(
      [result.reason, result.message],
      [
        'invalidSessionId',
        'This is an API key, not a session id or a uid. It is neither kept nor sent as one.',
      ],
    );
    assert.deepEqual(user.messages, [result.message]);
    await settle();
    assert.deepEqual(user.ran, [['cometchatCalls.lookUpCall', { suggestion: '' }]]);
    assert.equal(lookUps.store.all().length, 0);
    assert.doesNotMatch(JSON.stringify([user, result]), new RegExp(KEY));
  });
});
