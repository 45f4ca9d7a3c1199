import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { run, usedKeys, extensionApi } from './support/extension.ts';

/** Every file below a folder, links not followed. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function forms(key: string): readonly string[] {
  return [key, encodeURIComponent(key), Buffer.from(key).toString('base64').replace(/=+$/, '')];
}

// The name sorts this file last: it searches for every key that the other tests have used.
describe('After all of it, no API key is anywhere outside the secret store', () => {
  const found = (text: string) => [...usedKeys()].flatMap(forms).filter((form) => text.includes(form));

  it('has keys to search for', () => {
    assert.ok(usedKeys().size >= 5, `${usedKeys().size} keys`);
  });

  it('in no file below the user-data folder', () => {
    const folder = process.env['COMETCHAT_TEST_USER_DATA'];
    assert.ok(folder);
    const files = filesBelow(folder).filter((path) => statSync(path).size < 200_000_000);
    assert.ok(files.length > 10, 'this test sees the files');
    assert.ok(
      files.some((path) => path.includes('cometchat-calls.cometchat-calls')),
      'the look-ups of these tests are among them',
    );
    assert.deepEqual(
      files.filter((path) => found(readFileSync(path, 'latin1')).length > 0),
      [],
    );
  });

  it('in nothing the logger was given', async () => {
    const log = (await extensionApi()).recentLog();
    assert.ok(
      log.some((line) => line.includes('GET 127.0.0.1')),
      'requests are logged',
    );
    assert.deepEqual(
      log.filter((line) => found(line).length > 0),
      [],
    );
  });

  it('not on the clipboard', async () => {
    await run('copySessionId', { sessionId: 'copied' });
    const clipboard = await vscode.env.clipboard.readText();
    assert.deepEqual(found(clipboard), []);
  });
});
