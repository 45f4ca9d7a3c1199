import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { extensionApi, lookUp } from './support/extension.ts';
import { connectSandbox } from './support/servers.ts';

const SLOTS = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];

/** What is there, without reading it: reading a getter could make Node load its own undici. */
function slots(): readonly (PropertyDescriptor | undefined)[] {
  return SLOTS.map((slot) => Object.getOwnPropertyDescriptor(globalThis, slot));
}

function loadedFiles(): readonly string[] {
  const extension = vscode.extensions.getExtension('cometchat-calls.cometchat-calls');
  return Object.keys(require.cache).filter((path) =>
    path.startsWith(join(extension?.extensionPath ?? '?', 'dist')),
  );
}

const isServices = (path: string) => path.endsWith('services.js');

/** Has VS Code ask for the links of a text, and for the hover at its beginning. */
async function ask(content: string): Promise<void> {
  const { uri } = await vscode.workspace.openTextDocument({ content, language: 'typescript' });
  await vscode.commands.executeCommand('vscode.executeLinkProvider', uri);
  await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, new vscode.Position(0, 12));
}

// The name sorts this file before all that make requests.
describe('A good neighbour in the extension host', () => {
  it('loads one small file, and no more for a window with a plain source file', async () => {
    await extensionApi();
    await ask('export const timeoutMs = 30_000;\n');
    assert.deepEqual(
      loadedFiles().map((path) => basename(path)),
      ['extension.js'],
    );
    await ask('const example = "v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92";\n');
    assert.equal(loadedFiles().filter(isServices).length, 1);
  });

  it('loads no HTTP before the first request, and leaves the global dispatchers as they were', async () => {
    const before = slots();
    await extensionApi();
    const isHttp = (path: string) => path.endsWith('http.js');
    assert.ok(loadedFiles().length > 0, 'this test sees what the extension loads');
    assert.deepEqual(loadedFiles().filter(isHttp), []);
    const connected = await connectSandbox();
    const result = await lookUp(connected.sandbox.calls[0]?.sessionId ?? '');
    await connected.dispose();
    assert.ok(result.ok);
    assert.equal(loadedFiles().filter(isHttp).length, 1);
    assert.deepEqual(slots(), before);
    assert.ok(slots().every((slot, index) => slot?.value === before[index]?.value));
  });
});
