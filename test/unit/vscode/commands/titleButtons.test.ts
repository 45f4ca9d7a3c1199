/**
 * VS Code hands a command of a view's title the row with the focus and the selection, as it does one of a row's menu.
 * What the trees give VS Code as rows must reach the commands of menus, and none of the titles'.
 */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { COMMAND_IDS, type CommandId, TITLE_COMMANDS, VIEWS, type ViewId } from '../../../../src/manifest.ts';
import type { Handlers } from '../../../../src/vscode/commands/register.ts';
import { lines } from '../support/computer.ts';
import { RecentDesk } from '../support/recentDesk.ts';
import { home } from '../support/recentWorld.ts';
import { TreeWorld } from '../support/treeWorld.ts';
import { standIn } from '../support/vscodeStub.ts';

const { createCommandRunner } = await import('../../../../src/vscode/commands/register.ts');
const { rowsOf } = await import('../../../../src/vscode/platform/rows.ts');

describe('vscode commands, run by buttons and menus', () => {
  const handed: (readonly [id: string, input: unknown, selection: readonly unknown[]])[] = [];
  const handlers = Object.fromEntries(
    COMMAND_IDS.map((id) => [
      id,
      (input: unknown, selection: readonly unknown[]) => handed.push([id, input, selection]),
    ]),
  ) as unknown as Handlers;

  const run = createCommandRunner(handlers, lines().logger);

  beforeEach(() => {
    handed.length = 0;
  });
  afterEach(() => standIn(undefined));

  /** What a command's handler is given for what VS Code hands the command. */
  async function given(id: CommandId, input: unknown, selection?: readonly unknown[]) {
    await run(id, input, selection);
    return handed.at(-1)?.slice(1);
  }

  const row = () => ({ kind: 'call', sessionId: 'a', connectionId: home.id });

  for (const [view, ids] of Object.entries(TITLE_COMMANDS) as [ViewId, readonly CommandId[]][]) {
    for (const id of ids) {
      it(`${id} in the title of ${view} is about no row`, async () => {
        const rows = rowsOf(view, [row(), row()]);
        assert.deepEqual(await given(id, rows[0], rows), [undefined, []]);
        assert.deepEqual(await given(id, undefined, rows), [undefined, []]);
        const argument = row();
        assert.deepEqual(await given(id, argument, [argument]), [argument, [argument]], 'a caller’s own');
      });
    }
  }

  it('of a row’s menu are about the row and the selection', async () => {
    for (const view of Object.values(VIEWS)) {
      const rows = rowsOf(view, [row(), row()]);
      for (const id of ['cometchatCalls.refresh', 'cometchatCalls.copySessionId'] as const)
        assert.deepEqual(await given(id, rows[0], rows), [rows[0], rows]);
    }
    const [connection] = rowsOf(VIEWS.recent, [{ kind: 'connection', connectionId: home.id }]);
    assert.deepEqual(await given('cometchatCalls.testConnection', connection), [connection, []]);
  });

  it('know the rows of “Looked Up”', async () => {
    const world = new TreeWorld();
    world.set('a');
    const [first] = world.tree.getChildren();
    const [below] = world.tree.getChildren(first);
    world.dispose();
    assert.ok(first && below);
    for (const one of [first, below])
      assert.deepEqual(await given('cometchatCalls.lookUpCall', one), [undefined, []]);
  });

  it('know the rows of “Recent Calls”', async () => {
    const desk = new RecentDesk();
    const view = desk.provider();
    const [connection] = await view.getChildren();
    view.dispose();
    desk.dispose();
    assert.ok(connection);
    assert.deepEqual(await given('cometchatCalls.addConnection', connection), [undefined, []]);
  });
});
