import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { sampleLogs } from '../../src/sandbox/index.ts';
import { lookUp, SEED, run, suiteFolder, withSetting } from './support/extension.ts';
import { connectedSuite, type ConnectedSandbox } from './support/servers.ts';

interface Found {
  readonly ids: readonly { sessionId: string; count: number; firstLine: number; lastLine: number }[];
  readonly bytes: number;
  readonly lines: number;
}

const find = (uri: vscode.Uri) => run<Found>('findCallsInFile', { uri });

describe('Calls of a file', () => {
  let connected: ConnectedSandbox;
  connectedSuite((opened) => (connected = opened));
  const folder = suiteFolder('file-calls');

  function fileWith(name: string, content: string | Uint8Array): vscode.Uri {
    const path = join(folder, name);
    writeFileSync(path, content);
    return vscode.Uri.file(path);
  }

  it('are found with their counts and lines', async () => {
    const text = `start\n${SEED} one\nnothing\ntwo ${SEED} and ${SEED}\n"sessionId":"team-standup"\n`;
    const found = await find(fileWith('plain.log', text));
    assert.deepEqual(found.ids, [
      { sessionId: SEED, count: 3, firstLine: 2, lastLine: 4 },
      { sessionId: 'team-standup', count: 1, firstLine: 5, lastLine: 5 },
    ]);
    assert.equal(found.bytes, text.length);
  });

  it('are found in a packed log, in UTF-16, and in the explorer’s own way of calling', async () => {
    const text = `first line\n${SEED} here\n`;
    const packed = await find(fileWith('packed.log.gz', gzipSync(text)));
    assert.deepEqual(
      packed.ids.map(({ sessionId, firstLine }) => [sessionId, firstLine]),
      [[SEED, 2]],
    );
    const wide = await find(fileWith('wide.log', Buffer.from(`\ufeff${text}`, 'utf16le')));
    assert.deepEqual(
      wide.ids.map(({ sessionId, firstLine }) => [sessionId, firstLine]),
      [[SEED, 2]],
    );
    const explorer = await run<Found>('findCallsInFile', fileWith('explorer.log', text));
    assert.equal(explorer.ids.length, 1);
  });

  it('are found in a document that is not on disk', async () => {
    const document = await vscode.workspace.openTextDocument({ content: `a\nb ${SEED}\n`, language: 'log' });
    const found = await find(document.uri);
    assert.deepEqual(found.ids, [{ sessionId: SEED, count: 1, firstLine: 2, lastLine: 2 }]);
  });

  it('are found with the user’s own patterns', async () => {
    const uri = fileWith('pattern.log', 'joined room=blue-7 now\n');
    const found = await withSetting('cometchatCalls.sessionIdPatterns', ['room=(\\S+)'], () => find(uri));
    assert.deepEqual(
      found.ids.map(({ sessionId }) => sessionId),
      ['blue-7'],
    );
  });

  it('are found again, with what was added, when a log has grown', async () => {
    const uri = fileWith('growing.log', `${SEED} first\n`);
    assert.equal((await find(uri)).ids[0]?.count, 1);
    appendFileSync(uri.fsPath, `more\n${SEED} second\n`);
    const deadline = Date.now() + 15_000;
    let found = await find(uri);
    while (found.ids[0]?.count !== 2 && Date.now() < deadline) found = await find(uri);
    assert.deepEqual(found.ids, [{ sessionId: SEED, count: 2, firstLine: 1, lastLine: 3 }]);
  });

  it('of a file that cannot be read are a sentence', async () => {
    const gone = vscode.Uri.file(join(folder, 'gone.log'));
    await assert.rejects(find(gone), /gone\.log is not there any more/);
    await assert.rejects(find(vscode.Uri.file(folder)), /is a folder/);
  });

  it('are looked up, all of them, sharing what is known', async () => {
    const calls = connected.sandbox.calls.filter(({ sessionId }) => sessionId.startsWith('v1.')).slice(0, 12);
    const missing = 'v1.us.31780434a95d45.17000000093a1b5c7d9e0f2a4b6c8d0e1f3a5b7c9d1e3f5a7b';
    const uri = fileWith('all.log', `${sampleLogs(calls).server}\n${missing}\n`);
    await run('resolveCallsInFile', { uri });
    const before = connected.requests.length;
    await run('resolveCallsInFile', { uri });
    assert.ok(connected.requests.length - before <= 4, 'only live calls and failures are asked for again');
    const csv = await run<string>('exportFileCalls', {
      uri,
      format: 'csv',
    });
    assert.match(
      csv,
      /^"sessionId","count","firstLine","lastLine","status","reason","began","parties","verdict","severity","finding"\r\n/,
    );
    assert.match(
      csv,
      new RegExp(
        `"${SEED}","\\d+","\\d+","\\d+","ended","","2023-08-18T14:15:13.000Z","superhero8 → superhero2",`,
      ),
    );
    assert.match(csv, new RegExp(`"${missing}","1","\\d+","\\d+","look-up failed","notFound",`));
    const json: unknown = JSON.parse(await run<string>('exportFileCalls', { uri, format: 'json' }));
    assert.ok(Array.isArray(json) && json.length >= 13);
  });

  it('wait out a rate limit, and go on', async () => {
    let refused = 0;
    const ids = [1, 2, 3].map(
      (n) => `v1.us.31780434a95d45.170000100${n}3a1b5c7d9e0f2a4b6c8d0e1f3a5b7c9d1e3f5a7b`,
    );
    const uri = fileWith('limited.log', ids.join('\n'));
    connected.intercept((_request, response) => {
      refused += 1;
      if (refused > 1) connected.intercept(undefined);
      response.writeHead(429, { 'retry-after': '4' }).end('{"error":{"code":"ERR_TOO_MANY_REQUESTS"}}');
    });
    await run('resolveCallsInFile', { uri });
    const csv = await run<string>('exportFileCalls', {
      uri,
      format: 'csv',
    });
    assert.equal(csv.match(/look-up failed/g)?.length, 3, csv);
  });

  it('have what happened in them at the lines of a log: as long as that is wanted, and as it grows', async () => {
    const toggle = (uri: vscode.Uri) =>
      run<{ shown: boolean; events: readonly { line: number; text: string }[] }>('toggleCallEvents', { uri });
    const uri = fileWith('events.log', `2023-08-18T14:15:13.100Z began ${SEED}\nnothing\n`);
    assert.ok((await lookUp(SEED)).ok);
    const asked = connected.requests.length;
    const first = await toggle(uri);
    assert.deepEqual(
      first.events.map(({ line }) => line),
      [0],
    );
    assert.match(first.events[0]?.text ?? '', /^◂ the call was initiated · /);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    assert.deepEqual(await toggle(uri), { shown: false, events: [] });
    const { document } = vscode.window.activeTextEditor;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(
      uri,
      new vscode.Position(2, 0),
      ['28 joined', '32 joined', '44 left', '46 ended\n']
        .map((line) => `2023-08-18T14:15:${line}`)
        .join('\n'),
    );
    await vscode.workspace.applyEdit(edit);
    const grown = await toggle(uri);
    assert.deepEqual(grown.events.slice(-2), [
      { line: 4, text: '◂ superhero8 left, 2 s before the end' },
      { line: 5, text: '◂ superhero2 left · the call ended, 19 s after the start' },
    ]);
    assert.ok(document.isDirty && document.lineCount === 7, 'nothing is written into the log itself');
    await document.save();
    assert.equal(connected.requests.length, asked, 'no server is asked');
  });
});
