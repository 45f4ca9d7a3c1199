/**
 * VS Code hands a command of a view's title the row with the focus and the selection, as it does one of a row's menu.
 * What the trees give VS Code as rows must reach the commands of menus, and none of the titles'.
 */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { COMMAND_IDS, type CommandId, TITLE_COMMANDS, VIEWS, type ViewId } from '../../../../src/manifest.ts';
import type { Handlers, Invocation } from '../../../../src/vscode/commands/run.ts';
import { lines } from '../support/keyringFixture.ts';
import { home, RecentCallsFixture } from '../support/recentCallsFixture.ts';
import { LookUpsTreeFixture } from '../support/lookUpsTreeFixture.ts';
import { standIn } from '../support/vscodeStub.ts';
import { commandRunner } from '../../../../src/vscode/commands/run.ts';
import { rowsOf } from '../../../../src/vscode/platform/rows.ts';

describe('vscode commands, run by buttons and menus', () => {
  afterEach(() => standIn(undefined));

  /** What a command's handler is given for what VS Code hands the command. */
  async function given(id: CommandId, ...passed: readonly unknown[]) {
    const handlers = Object.fromEntries(
      COMMAND_IDS.map((one) => [one, (...args: readonly unknown[]) => args]),
    ) as unknown as Handlers;
    return (await commandRunner(handlers, lines().logger)(id, passed)) as readonly [unknown, Invocation];
  }

  const row = () => ({ kind: 'call', sessionId: 'a', connectionId: home.id });
  const target = { sessionId: 'a', connectionId: home.id, onBehalfOf: undefined };

  for (const [view, ids] of Object.entries(TITLE_COMMANDS) as [ViewId, readonly CommandId[]][]) {
    for (const id of ids) {
      it(`${id} in the title of ${view} is about no row`, async () => {
        const rows = rowsOf(view, [row(), row()]);
        const nothing = await given(id);
        assert.deepEqual(nothing[1], { selection: [], isRow: false, keyIn: undefined });
        assert.deepEqual(await given(id, rows[0], rows), nothing);
        assert.deepEqual(await given(id, undefined, rows), nothing);
        const argument = row();
        const [, { selection, isRow }] = await given(id, argument, [argument]);
        assert.deepEqual([selection, isRow], [[target], false], 'a caller’s own');
      });
    }
  }

  it('of a row’s menu are about the row and the selection', async () => {
    for (const view of Object.values(VIEWS)) {
      const rows = rowsOf(view, [row(), row()]);
      const invocation = { selection: [target, target], isRow: true, keyIn: undefined };
      assert.deepEqual(await given('cometchatCalls.refresh', rows[0], rows), [
        { kind: 'call', call: target },
        invocation,
      ]);
      assert.deepEqual(await given('cometchatCalls.openRawJson', rows[0], rows), [
        { call: target },
        invocation,
      ]);
    }
    const [connection] = rowsOf(VIEWS.recent, [{ kind: 'connection', connectionId: home.id }]);
    assert.deepEqual(await given('cometchatCalls.testConnection', connection), [
      { connectionId: home.id },
      { selection: [], isRow: true, keyIn: undefined },
    ]);
  });

  it('of a key are about the row with the focus, and about nothing where there is none', async () => {
    for (const view of Object.values(VIEWS)) {
      const [pressed] = rowsOf(view, [row()]);
      const argument = { call: target, key: undefined };
      const invocation = { selection: [], isRow: true, keyIn: view };
      assert.deepEqual(await given('cometchatCalls.copySessionId', [pressed]), [argument, invocation]);
    }
    for (const nothing of [undefined, null])
      assert.equal(await given('cometchatCalls.removeLookup', [nothing]), undefined);
    for (const noRow of [[row()], [], [undefined, undefined], ['a']])
      await assert.rejects(given('cometchatCalls.removeLookup', noRow), /takes an object/);
  });

  it('know the rows of “Lookup History”', async () => {
    const fixture = new LookUpsTreeFixture();
    fixture.set('a');
    const [first] = fixture.tree.getChildren();
    const [below] = fixture.tree.getChildren(first);
    fixture.dispose();
    assert.ok(first && below);
    for (const one of [first, below])
      assert.deepEqual(
        await given('cometchatCalls.lookUpCall', one),
        await given('cometchatCalls.lookUpCall'),
      );
  });

  it('know the rows of “Recent Calls”', async () => {
    const recent = new RecentCallsFixture();
    const [connection] = await recent.view.getChildren();
    recent.dispose();
    assert.ok(connection);
    const [, { isRow }] = await given('cometchatCalls.addConnection', connection);
    assert.equal(isRow, false);
    const [argument] = await given('cometchatCalls.testConnection', connection);
    assert.deepEqual(argument, { connectionId: home.id });
  });
});
