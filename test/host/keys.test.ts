/** A key where it does not belong, and files that are none, in the real host. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { addConnection, lookUp, removeConnection } from './support/extension.ts';
import { usedKeys } from '../support/canary.ts';
import { type ConnectedSandbox, connectSandbox } from './support/servers.ts';

describe('Keys where they do not belong, and files that are none', () => {
  let connected: ConnectedSandbox;
  const folder = join(tmpdir(), `cometchat-keys-${process.pid}`);

  before(async () => {
    mkdirSync(folder, { recursive: true });
    connected = await connectSandbox();
  });
  after(async () => {
    await connected.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('what was looked up with a key for its id is gone from the disk when the key is stored', async () => {
    const key = 'typed_too-early/7d1c0a9f3e';
    const { connectionId } = connected;
    await lookUp({ sessionId: key, connectionId });
    await lookUp({ sessionId: 'not-there', connectionId, onBehalfOf: key });
    await untilFiles((texts) => texts.filter((text) => text.includes(key)).length === 2);
    usedKeys().add(key);
    const added = await addConnection({
      name: 'Late',
      appId: 'abc1234',
      endpoint: connected.sandbox.baseUrl,
      apiKey: key,
    });
    await untilFiles((texts) => texts.every((text) => !text.includes(key)));
    await removeConnection(added);
  });

  it('pipes are not opened, by whatever way their names come, and files can be read after', async function () {
    if (process.platform === 'win32') return;
    const { connectionId, sandbox } = connected;
    const sessionId = sandbox.calls[0]?.sessionId ?? '';
    assert.ok((await lookUp({ sessionId, connectionId })).ok);
    const pipes = Array.from({ length: 5 }, (_, n) => join(folder, `pipe-${n}`));
    execFileSync('mkfifo', pipes);
    const uris = pipes.map((path) => vscode.Uri.file(path).toString());
    for (const uri of uris) {
      const logLine = { uri, line: 0, instant: Date.UTC(2023, 7, 18), precisionSeconds: 1 };
      await vscode.commands.executeCommand('cometchatCalls.copyAsMarkdown', {
        sessionId,
        connectionId,
        logLine,
      });
      const saving = vscode.commands.executeCommand('cometchatCalls.saveTimeline', {
        sessionId,
        connectionId,
        uri,
      });
      await assert.rejects(Promise.resolve(saving), /is no file/);
      const finding = vscode.commands.executeCommand('cometchatCalls.findCallsInFile', { uri });
      await Promise.resolve(finding).catch(() => undefined);
    }
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(join(__dirname, 'index.js')));
    assert.ok(bytes.length > 0);
  });

  /** Waits until the files of the look-ups are as they are to be. */
  async function untilFiles(isRight: (texts: readonly string[]) => boolean): Promise<void> {
    const userData = process.env['COMETCHAT_TEST_USER_DATA'] ?? '';
    const [storage] = readdirSync(userData, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith(join('cometchat-calls.cometchat-calls', 'look-ups')),
    );
    assert.ok(storage !== undefined, 'there are look-ups on disk');
    const path = join(userData, storage);
    const texts = () =>
      readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .map((name) => readFileSync(join(path, name), 'utf8'));
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => {
      try {
        if (isRight(texts())) resolve();
      } catch {
        // One was moved while it was read: another change is heard of.
      }
    };
    const watcher = watch(path, look);
    look();
    await promise;
    watcher.close();
  }
});
