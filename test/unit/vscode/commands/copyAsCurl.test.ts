/** Copy as cURL asks which shell it is for, once, and says for which it was. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { settle } from '../../core/support.ts';
import { ChosenShell } from '../../../../src/vscode/commands/chosenShell.ts';
import { handOnHandlers } from '../../../../src/vscode/commands/handOn.ts';
import { commandsOf } from '../support/commands.ts';
import { ListWorld } from '../support/listWorld.ts';
import { remembering } from '../support/recentCallsFixture.ts';
import { connection } from '../../core/support.ts';

const POSIX =
  'Copied the request as cURL for bash, zsh, dash and fish. It reads the API key from $COMETCHAT_API_KEY.';
const POWERSHELL = 'Copied the request for PowerShell. It reads the API key from $env:COMETCHAT_API_KEY.';

describe('vscode: a request that is copied for a shell', () => {
  let world: ListWorld;
  let memory: ReturnType<typeof remembering>;
  beforeEach(() => {
    world = new ListWorld();
    memory = remembering();
  });
  afterEach(() => world.dispose());

  const copy = (more: object = {}) =>
    commandsOf(
      handOnHandlers({
        ...world.deps,
        connections: {
          redact: (text: string) => text,
          routing: () =>
            Promise.resolve({ connections: [connection({ id: 'home' })], defaultConnectionId: 'home' }),
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the command takes of it
        } as never,
        logLineOf: () => undefined,
        transcriptsOf: () => undefined,
        compare: () => Promise.resolve(),
        shells: new ChosenShell(memory),
      }),
    )['cometchatCalls.copyAsCurl']({ sessionId: 'a', ...more });

  it('is asked for once, and remembered', async () => {
    world.user.replies = ['bash, zsh, dash, fish'];
    await copy();
    await copy();
    assert.match(world.user.asked[0]?.placeholder ?? '', /cmd is not served/);
    assert.equal(world.user.asked.length, 1);
    assert.deepEqual(world.user.messages, [POSIX, POSIX]);
    assert.match(world.user.clipboard, /^curl /);
  });

  it('is copied for another one from the notification, which is remembered from then on', async () => {
    world.user.replies = ['bash, zsh, dash, fish', 'PowerShell'];
    world.user.buttons = ['Another Shell…'];
    await copy();
    await settle();
    assert.deepEqual(world.user.messages, [POSIX, POWERSHELL]);
    assert.match(world.user.clipboard, /^\(Invoke-WebRequest /);
    await copy();
    assert.equal(world.user.asked.length, 2);
    assert.equal(world.user.messages.at(-1), POWERSHELL);
  });

  it('is not copied where no shell is chosen, and is asked again', async () => {
    world.user.replies = [undefined, 'PowerShell'];
    await copy();
    assert.deepEqual([world.user.clipboard, world.user.messages], ['', []]);
    await copy();
    assert.deepEqual(world.user.messages, [POWERSHELL]);
  });

  it('is for the shell that a caller names, and that is not remembered', async () => {
    await copy({ shell: 'powershell' });
    assert.deepEqual(world.user.messages, [POWERSHELL]);
    world.user.replies = [undefined];
    await copy();
    assert.equal(world.user.asked.length, 1);
  });

  it('is asked for again where what is remembered is no shell', async () => {
    for (const value of [{}, 'cmd', [null]]) {
      memory = remembering(new Map([['cometchatCalls.shell', value]]));
      world.user.replies = ['PowerShell'];
      await copy();
    }
    assert.equal(world.user.asked.length, 3);
  });

  it('is refused for PowerShell with a uid that it would send as another one', async () => {
    await assert.rejects(copy({ shell: 'powershell', onBehalfOf: 'zoë' }), { name: 'ArgumentError' });
    await copy({ shell: 'powershell', onBehalfOf: `zo'"\\` });
    assert.ok(world.user.clipboard.includes(`onBehalfOf = 'zo''"\\'`), world.user.clipboard);
  });
});
