/** Copy as cURL asks which shell it is for, once, and says for which it was. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { settle } from '../../core/support.ts';
import { ChosenShell } from '../../../../src/vscode/commands/chosenShell.ts';
import { LookUpsFixture } from '../support/lookUpsFixture.ts';
import { remembering } from '../support/recentCallsFixture.ts';
import { connection } from '../../core/support.ts';

const POSIX =
  'Copied the request as cURL for bash, zsh, dash and fish. It reads the API key from $COMETCHAT_API_KEY.';
const POWERSHELL = 'Copied the request for PowerShell. It reads the API key from $env:COMETCHAT_API_KEY.';

describe('vscode: a request that is copied for a shell', () => {
  let fixture: LookUpsFixture;
  let memory: ReturnType<typeof remembering>;
  const begin = () => {
    const routing = { connections: [connection({ id: 'home' })], defaultConnectionId: 'home' };
    fixture = new LookUpsFixture(
      {},
      {},
      {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the command takes of it
        connections: { redact: (text: string) => text, routing: () => Promise.resolve(routing) } as never,
        shells: new ChosenShell(memory),
      },
    );
  };
  beforeEach(() => {
    memory = remembering();
    begin();
  });
  afterEach(() => fixture.dispose());

  const copy = (more: object = {}) =>
    fixture.commands['cometchatCalls.copyAsCurl']({ sessionId: 'a', ...more });

  it('is asked for once, and remembered', async () => {
    fixture.user.acts.push({ pick: 'bash, zsh, dash, fish' });
    await copy();
    await copy();
    assert.match(fixture.user.asked[0]?.placeholder ?? '', /cmd is not served/);
    assert.equal(fixture.user.asked.length, 1);
    assert.deepEqual(fixture.user.messages, [POSIX, POSIX]);
    assert.match(fixture.user.clipboard, /^curl /);
  });

  it('is copied for another one from the notification, which is remembered from then on', async () => {
    fixture.user.acts.push({ pick: 'bash, zsh, dash, fish' }, { pick: 'PowerShell' });
    fixture.user.buttons.push('Another Shell…');
    await copy();
    await settle();
    assert.deepEqual(fixture.user.messages, [POSIX, POWERSHELL]);
    assert.match(fixture.user.clipboard, /^\(Invoke-WebRequest /);
    await copy();
    assert.equal(fixture.user.asked.length, 2);
    assert.equal(fixture.user.messages.at(-1), POWERSHELL);
  });

  it('is not copied where no shell is chosen, and is asked again', async () => {
    fixture.user.acts.push('escape', { pick: 'PowerShell' });
    await copy();
    assert.deepEqual([fixture.user.clipboard, fixture.user.messages], ['', []]);
    await copy();
    assert.deepEqual(fixture.user.messages, [POWERSHELL]);
  });

  it('is for the shell that a caller names, and that is not remembered', async () => {
    await copy({ shell: 'powershell' });
    assert.deepEqual(fixture.user.messages, [POWERSHELL]);
    fixture.user.acts.push('escape');
    await copy();
    assert.equal(fixture.user.asked.length, 1);
  });

  it('is asked for again where what is remembered is no shell', async () => {
    for (const value of [{}, 'cmd', [null]]) {
      memory = remembering(new Map([['cometchatCalls.shell', value]]));
      begin();
      fixture.user.acts.push({ pick: 'PowerShell' });
      await copy();
      assert.equal(fixture.user.asked.length, 1);
    }
  });

  it('is refused for PowerShell with a uid that it would send as another one', async () => {
    await assert.rejects(copy({ shell: 'powershell', onBehalfOf: 'zoë' }), { name: 'ArgumentError' });
    await copy({ shell: 'powershell', onBehalfOf: `zo'"\\` });
    assert.ok(fixture.user.clipboard.includes(`onBehalfOf = 'zo''"\\'`), fixture.user.clipboard);
  });
});
