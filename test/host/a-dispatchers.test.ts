import assert from 'node:assert/strict';
import { join } from 'node:path';
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

// The name sorts this file before all that make requests.
describe('A good neighbour in the extension host', () => {
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
