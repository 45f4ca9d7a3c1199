/** An API key that is typed in the place of an id: said at once, and neither kept nor shown. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { lookUpHandlers } from '../../../../src/vscode/commands/lookUp.ts';
import { lookUpFixture } from '../../core/lookUp/support.ts';
import { settle, UTC } from '../../core/support.ts';
import { User } from '../support/answers.ts';
import { commandsOf } from '../support/commands.ts';
import type { LookUpService } from '../../../../src/core/lookUp/service.ts';
import * as commands from '../../../../src/vscode/commands/lookUp.ts';

const KEY = 'k'.repeat(40);

describe('vscode: an API key in the place of an id', () => {
  let user: User;
  let lookUps: LookUpService;
  let handlers: ReturnType<typeof commandsOf<ReturnType<typeof lookUpHandlers>>>;
  const isApiKey = (text: string) => text.includes(KEY);

  beforeEach(() => {
    user = new User();
    ({ lookUps } = lookUpFixture({ isApiKey }));
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
