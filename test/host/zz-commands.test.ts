/** Commands that no other host test runs; and then, that every one was run. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { lookUpKey } from '../../src/core/lookUp/model.ts';
import { EXTENSION_ID, INTERNAL_COMMANDS } from '../../src/manifest.ts';
import { commandsRun } from './support/commandsRun.ts';
import { lookUp, run, SEED } from './support/extension.ts';
import { connectedSuite, type ConnectedSandbox, connectSandbox } from './support/servers.ts';

/** Runs a command that asks for something, and gives it no answer. */
async function dismissed(command: string, argument?: object): Promise<unknown> {
  const running = run(command, argument);
  const over = running.then(
    () => true,
    () => true,
  );
  const closing = () => vscode.commands.executeCommand('workbench.action.closeQuickOpen').then(() => false);
  // What has settled before wins.
  while (!(await Promise.race([over, closing()])));
  return running;
}

async function tool(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');
}

describe('Commands', () => {
  let connected: ConnectedSandbox;
  connectedSuite((opened) => (connected = opened));

  /** A file of the workspace. */
  function logWith(name: string, content: string): vscode.Uri {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('a folder is open');
    writeFileSync(join(root, name), content);
    return vscode.Uri.file(join(root, name));
  }

  it('rename a connection, and make it the default', async () => {
    const other = await connectSandbox();
    try {
      const { connectionId } = other;
      await run('renameConnection', { connectionId, name: 'Acme Staging' });
      await run('setDefaultConnection', { connectionId });
      const before = connected.requests.length;
      assert.ok(!(await lookUp('an id that names no app')).ok);
      assert.deepEqual([other.requests.length, connected.requests.length - before], [1, 0]);
      const listed = await tool('list_cometchat_calls', { connection: 'Acme Staging', limit: 1 });
      assert.match(listed, /^Acme Staging \(app/m);
    } finally {
      await other.dispose();
    }
  });

  it('keep, change and remove the filter on screen, and load its calls again', async () => {
    const { connectionId, requests } = connected;
    await run('filterRecentCalls', { connectionId, filter: { type: 'video' } });
    await dismissed('editFilter');
    await run('saveFilter', { connectionId, filterId: 'temporary', name: 'Seen' });
    const before = requests.length;
    await run('refreshRecent');
    await connected.asked(before + 1);
    await run('removeFilter');
    await assert.rejects(run('saveFilter'), /no filter to save/);
  });

  it('ask, and do nothing without an answer', async () => {
    const before = connected.requests.length;
    const asking = ['title.filterRecentCalls', 'title.lookUpCallAsUser', 'sortFileCalls', 'filterFileCalls'];
    for (const command of asking) await dismissed(command);
    await dismissed('searchCalls', { text: 'superhero' });
    assert.equal(connected.requests.length, before);
  });

  it('go from place to place of a call in its file, whose times are corrected', async () => {
    const uri = logWith('places.log', `${SEED} a\nb\n2023-08-18T14:00:00Z ${SEED}\n`);
    await run('findCallsInFile', { uri });
    const editor = await vscode.window.showTextDocument(uri);
    const line = () => editor.selection.active.line;
    await run('nextOccurrence', { uri: uri.toString(), sessionId: SEED });
    assert.equal(line(), 2);
    await run('previousOccurrence', { uri: uri.toString(), sessionId: SEED });
    assert.equal(line(), 0);
    const call = () => tool('get_cometchat_call', { sessionId: SEED, log: 'places.log' });
    assert.match(await call(), /no line within a minute/);
    // A quarter of an hour after the line the call began.
    await run('setClockOffset', { uri: uri.toString(), offsetSeconds: 913 });
    assert.match(await call(), /> 3 2023-08-18T14:00:00Z/);
    assert.deepEqual(await run('title.hideCallEvents', { uri }), { shown: false, events: [] });
  });

  it('ask again for all that was looked up, and ask before the history is cleared', async () => {
    assert.ok((await lookUp(SEED)).ok);
    const before = connected.requests.length;
    await run('title.refresh');
    assert.ok(connected.requests.length > before);
    // VS Code shows no modal dialog in tests.
    await assert.rejects(run('clearLookups'), /Remove all \d+ look-ups/);
  });

  it('do what mends a failure', async () => {
    const { connectionId } = connected;
    connected.intercept((_request, response) => response.writeHead(500).end());
    const target = { sessionId: 'mended', connectionId, onBehalfOf: undefined };
    assert.ok(!(await lookUp(target)).ok);
    connected.intercept(undefined);
    const before = connected.requests.length;
    await run('applyFix', { key: lookUpKey(target), fix: 'lookUpAgain' });
    await connected.asked(before + 1, ({ url }) => url.includes('mended'));
  });

  it('show the log', async () => {
    await run('showLog');
  });

  it('are all run by a host test', () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID) ?? assert.fail('it is there');
    const { contributes } = extension.packageJSON as {
      contributes: { commands: readonly { command: string }[] };
    };
    const all = [...contributes.commands.map(({ command }) => command), ...INTERNAL_COMMANDS];
    const ran = commandsRun();
    assert.ok(all.length > 40);
    assert.deepEqual(
      all.filter((command) => !ran.has(command)),
      [],
    );
  });
});
