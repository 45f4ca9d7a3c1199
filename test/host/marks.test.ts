/** Pins, notes, several calls at once and removal, in the real window: what is on disk, the clipboard and in files. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { SEED, run, suiteFolder, lookUp } from './support/extension.ts';
import { usedKeys } from '../support/canary.ts';
import { connectedSuite, type ConnectedSandbox } from './support/servers.ts';

const lookUps = join(
  process.env['COMETCHAT_TEST_USER_DATA'] ?? '',
  'User',
  'globalStorage',
  'cometchat-calls.cometchat-calls',
  'look-ups',
);

/** A look-up's file, as far as a test reads it. */
interface Saved {
  readonly sessionId: string;
  readonly connectionId?: string;
  readonly pin?: { readonly on: boolean };
  readonly note?: { readonly text: string };
  readonly answer?: { readonly raw: unknown };
}

describe('Marks, several calls and removal', () => {
  let connected: ConnectedSandbox;
  let other: string;
  const call = (sessionId = SEED, more: object = {}) => ({
    sessionId,
    connectionId: connected.connectionId,
    ...more,
  });

  const folder = suiteFolder('marks');

  connectedSuite(async (opened) => {
    connected = opened;
    other =
      connected.sandbox.calls.find(({ sessionId }) => sessionId !== SEED && sessionId.startsWith('v1.'))
        ?.sessionId ?? '';
    for (const sessionId of [SEED, other]) assert.ok((await lookUp(call(sessionId))).ok);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  /** What is on disk of a call: the newest file that holds it. */
  function saved(sessionId = SEED): Saved | undefined {
    if (!existsSync(lookUps)) return undefined;
    return readdirSync(lookUps)
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        try {
          return JSON.parse(readFileSync(join(lookUps, name), 'utf8')) as Saved;
        } catch {
          return undefined;
        }
      })
      .find((one) => one?.sessionId === sessionId && one.connectionId === connected.connectionId);
  }

  /** Waits until what is on disk is as it is to be. */
  async function onDisk(isThere: () => boolean): Promise<void> {
    mkdirSync(lookUps, { recursive: true });
    while (!isThere()) {
      await new Promise<void>((resolve) => {
        const watcher = watch(lookUps, () => done());
        const done = () => {
          watcher.close();
          resolve();
        };
        // What came between the look and the watch.
        if (isThere()) done();
      });
    }
  }

  it('keeps pins and notes on disk, of one call and of several', async () => {
    await run('editNote', call(SEED, { note: '  the first\ntry ' }));
    await run('pinCall', call(), [call(), call(other)]);
    await onDisk(() => saved()?.pin?.on === true && saved(other)?.pin?.on === true);
    assert.equal(saved()?.note?.text, 'the first try');
    await run('unpinCall', call(other));
    await onDisk(() => saved(other)?.pin?.on === false);
    assert.equal(saved()?.pin?.on, true);
    await assert.rejects(
      Promise.resolve(run('editNote', call(SEED, { note: 'x'.repeat(201) }))),
      /at most 200/,
    );
    const { apiKey } = connected.sandbox;
    await assert.rejects(run('editNote', call(SEED, { note: `key ${apiKey}` })), /API key/);
  });

  it('removes several at once, and taking it back brings them back with their files', async () => {
    await run('removeLookup', call(), [call(), call(other)]);
    await onDisk(() => !saved() && !saved(other));
    await run('undoRemoval');
    await onDisk(() => saved()?.answer !== undefined && saved(other)?.answer !== undefined);
    assert.deepEqual([saved()?.note?.text, saved()?.pin?.on], ['the first try', true]);
    assert.deepEqual(saved()?.answer?.raw, connected.sandbox.calls[0]?.raw);
    const requests = connected.requests.length;
    await run('openRawJson', call());
    assert.equal(connected.requests.length, requests, 'it is listed again: nothing is fetched');
  });

  it('copies several calls as one JSON array and as stories', async () => {
    const selection = [call(), call(other), { kind: 'message', key: 'a detail' }];
    await run('copyAsJson', selection[0], selection);
    const sent = connected.sandbox.calls.filter(({ sessionId }) => [SEED, other].includes(sessionId));
    assert.deepEqual(
      JSON.parse(await vscode.env.clipboard.readText()),
      sent.map(({ raw }) => raw),
    );
    await run('copyAsMarkdown', selection[0], selection);
    const stories = await vscode.env.clipboard.readText();
    assert.equal(stories.match(/^## /gm)?.length, 2, stories);
    for (const key of usedKeys()) assert.ok(!stories.includes(key));
  });

  it('exports the list in each format, without any key, and without names where that is wanted', async () => {
    for (const format of ['csv', 'json', 'markdown']) {
      const file = join(folder, `list.${format}`);
      const uri = vscode.Uri.file(file).toString();
      await run('exportLookups', { format, uri });
      const text = readFileSync(file, 'utf8');
      assert.ok(text.includes(SEED) && text.includes('superhero8') && text.includes('the first try'), text);
      for (const key of usedKeys()) assert.ok(!text.includes(key), format);
      await run('exportLookups', { format, uri, withoutNames: true, ...call() });
      assert.doesNotMatch(readFileSync(file, 'utf8'), /superhero|Acme|first try/);
    }
    const rows: unknown = JSON.parse(readFileSync(join(folder, 'list.json'), 'utf8'));
    assert.ok(Array.isArray(rows) && rows.length === 1, 'the call that is named, alone');
  });

  it('says when the file cannot be written', async () => {
    const uri = vscode.Uri.parse('nowhere:/list.csv').toString();
    const saving = run('exportLookups', { format: 'csv', uri });
    await assert.rejects(saving, /list\.csv could not be written/);
  });
});
