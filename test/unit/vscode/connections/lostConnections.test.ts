/** What is said at the start of connections that the keyring has lost, and what comes of the answer. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Connections } from '../../../../src/vscode/connections/connections.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { tellLostConnections } from '../../../../src/vscode/connections/lostConnections.ts';

const laptop = { id: 'a', name: 'Old Laptop' };
const office = { id: 'b', name: 'Office' };

describe('vscode lost connections', () => {
  /** What happened, in its order. */
  let events: string[];
  let answer: string | undefined;
  let added: unknown;
  let cannotBeAdopted: boolean;

  beforeEach(() => {
    [events, answer, added, cannotBeAdopted] = [[], undefined, 'new', false];
    fakeVscode({
      window: {
        showWarningMessage: (message: string, ...buttons: readonly string[]) => {
          events.push(`said: ${message} [${buttons.join('] [')}]`);
          return Promise.resolve(answer);
        },
      },
      commands: {
        executeCommand: (id: string, given: unknown) => {
          events.push(`ran: ${id} ${JSON.stringify(given)}`);
          return Promise.resolve(added);
        },
      },
    });
  });
  afterEach(() => fakeVscode(undefined));

  async function tell(...lost: readonly { readonly id: string; readonly name: string }[]): Promise<string[]> {
    const connections = {
      lost: () => Promise.resolve(lost),
      remove: (id: string) => Promise.resolve(void events.push(`forgot: ${id}`)),
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of the connections as is used
    } as unknown as Connections;
    await tellLostConnections(connections, (lostId, connectionId) => {
      if (cannotBeAdopted) return Promise.reject(new Error('the disk is full'));
      events.push(`adopted: ${lostId} by ${connectionId}`);
      return Promise.resolve();
    });
    return events;
  }

  it('nothing is said where none is lost', async () => {
    assert.deepEqual(await tell(), []);
  });

  it('one is named, and stays remembered when the user looks away', async () => {
    assert.deepEqual(await tell(laptop), [
      'said: The keyring of this computer no longer has the connection Old Laptop and its API key. Add it again to use it. [Add Connection…] [Forget]',
    ]);
  });

  it('several are named together, once', async () => {
    const [said, ...more] = await tell(laptop, office);
    assert.match(said ?? '', /these connections and their API keys: Old Laptop, Office\./);
    assert.deepEqual(more, []);
  });

  it('all are forgotten when the user says so', async () => {
    answer = 'Forget';
    assert.deepEqual((await tell(laptop, office)).slice(1), ['forgot: a', 'forgot: b']);
  });

  it('the first is added again under its name, is given what is kept for it, and only then forgotten', async () => {
    answer = 'Add Connection…';
    assert.deepEqual((await tell(laptop, office)).slice(1), [
      'ran: cometchatCalls.addConnection {"name":"Old Laptop"}',
      'adopted: a by new',
      'forgot: a',
    ]);
  });

  it('nothing is forgotten when the user gives up adding it', async () => {
    [answer, added] = ['Add Connection…', undefined];
    assert.deepEqual((await tell(laptop)).slice(1), [
      'ran: cometchatCalls.addConnection {"name":"Old Laptop"}',
    ]);
  });

  it('nothing is forgotten when what is kept for it cannot be given on', async () => {
    [answer, cannotBeAdopted] = ['Add Connection…', true];
    await assert.rejects(tell(laptop), /the disk is full/);
    assert.ok(!events.some((event) => event.startsWith('forgot')));
  });
});
