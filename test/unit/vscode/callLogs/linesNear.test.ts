/** Lines of a log of which VS Code makes no document, read from its file. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { redactor } from '../../../../src/core/connection/index.ts';
import { linesNear } from '../../../../src/vscode/callLogs/linesNear.ts';
import { standIn } from '../support/vscodeStub.ts';

const KEY = '0123456789abcdefghijklmnopqrstuvwxyzABCD';

describe('vscode lines near a moment, of a file above 50 MB', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lines-near-'));
    path = join(folder, 'app.log');
    standIn({
      Uri: { parse: () => uri() },
      workspace: {
        textDocuments: [],
        fs: { stat: () => Promise.resolve({ type: 1 }) },
        openTextDocument: () => Promise.reject(new Error('too large')),
      },
    });
  });
  afterEach(async () => {
    standIn(undefined);
    await rm(folder, { recursive: true });
  });

  const uri = () => ({ scheme: 'file', fsPath: path, path, toString: () => path }) as unknown as vscode.Uri;

  async function linesAt(offset: number) {
    const nearest = () => Promise.resolve({ line: 5, offset, at: 0, distanceMs: 0, isEstimate: false });
    const [near] = await linesNear({ nearest }, uri(), [0], redactor([KEY]));
    return near?.lines;
  }

  it('are the line and its neighbours, whole where they were read whole', async () => {
    await writeFile(path, `one ${KEY}\ntwo\nthree\nfour`);
    assert.deepEqual(await linesAt(45), [
      { number: 5, text: 'one [API key]', isTheLine: false },
      { number: 6, text: 'two', isTheLine: true },
      { number: 7, text: 'three', isTheLine: false },
    ]);
  });

  it('show no part of a key wherever what was read of a line begins or ends', async () => {
    for (let shift = 0; shift <= KEY.length; shift += 4) {
      // What is read begins 8,000 bytes before the line, and ends 32,000 bytes behind its beginning.
      const before = `${'x'.repeat(1_000)}${KEY}${'y'.repeat(8_000 - 1 - shift)}`;
      const own = `own ${'z'.repeat(31_900)}`;
      const after = `${'w'.repeat(32_000 - own.length - 1 - shift)}${KEY} ${'v'.repeat(50_000)}`;
      await writeFile(path, `${before}\n${own}\n${after}\n`);
      const lines = (await linesAt(before.length + 1)) ?? [];
      assert.equal(lines.find(({ isTheLine }) => isTheLine)?.text.slice(0, 5), 'own z');
      const told = lines.map(({ text }) => text).join('\n');
      for (let from = 0; from + 6 <= KEY.length; from += 1)
        assert.ok(!told.includes(KEY.slice(from, from + 6)), `${shift}: ${told.slice(0, 60)}`);
    }
  });

  it('are none of what is a pipe by now, and wait for nobody to write into it', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [path]);
    try {
      assert.equal(await linesAt(0), undefined);
    } finally {
      // Whoever waits for a writer all the same has had one.
      closeSync(openSync(path, constants.O_RDWR));
    }
  });
});
