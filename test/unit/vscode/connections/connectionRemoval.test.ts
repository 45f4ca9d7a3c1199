import { VIEWS } from '../../../../src/manifest.ts';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Connections } from '../../../../src/vscode/connections/connections.ts';
import { home } from '../support/recentCallsFixture.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { commandsOf } from '../support/commands.ts';
import { rowsOf } from '../../../../src/vscode/platform/rows.ts';
import { connectionHandlers } from '../../../../src/vscode/commands/connections.ts';

describe('removing a connection', () => {
  let asked: string[];
  let removed: string[];
  let answer: string | undefined;
  let isUnreadable: boolean;

  beforeEach(() => {
    [asked, removed, answer, isUnreadable] = [[], [], undefined, false];
    const showWarningMessage = (question: string, options: { readonly modal?: boolean }) => {
      assert.equal(options.modal, true);
      asked.push(question);
      return Promise.resolve(answer);
    };
    fakeVscode({ window: { showWarningMessage } });
  });
  afterEach(() => fakeVscode(undefined));

  function remove(given: object): unknown {
    const connections = {
      read: () => Promise.resolve({ connections: [home], isUnreadable }),
      remove: (id: string) => Promise.resolve(void removed.push(id)),
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of the connections as is used
    const deps = { connections: connections as unknown as Connections, source: undefined as never };
    return commandsOf(connectionHandlers(deps))['cometchatCalls.removeConnection'](given);
  }

  it('from a line’s menu is asked for by name', async () => {
    const [line] = rowsOf(VIEWS.recent, [{ kind: 'connection', connectionId: home.id }]);
    assert.ok(line);
    await remove(line);
    assert.deepEqual([asked, removed], [['Remove the connection Acme Production?'], []]);
    answer = 'Remove';
    await remove(line);
    assert.deepEqual(removed, [home.id]);
  });

  it('says so, and asks for no new one, while nobody can tell which there are', async () => {
    isUnreadable = true;
    for (const given of [{ connectionId: home.id }, { connectionId: 'gone' }])
      await assert.rejects(async () => remove(given), /keyring of this computer cannot be read now/);
    assert.deepEqual([asked, removed], [[], []]);
  });

  it('by another extension or a key binding that names it is not asked for', async () => {
    await remove({ connectionId: home.id });
    assert.deepEqual([asked, removed], [[], [home.id]]);
  });
});
