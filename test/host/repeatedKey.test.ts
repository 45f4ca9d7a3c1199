/** A server that repeats the key in every text it answers with, and a log that holds it: no road leads it out. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { run, suiteFolder, extensionApi, lookUp, assertFailed } from './support/extension.ts';
import { connectedSuite, type ConnectedSandbox } from './support/servers.ts';

const SESSION = 'the-key-repeated';
const BEGAN = 1_700_000_000;

/** A call with a key in every text of it, and in the name of a field. */
function callWith(key: string) {
  const party = { uid: `${key}-1`, name: `Ana ${key}`, avatar: `https://x.example/${key}` };
  const times = { startTime: BEGAN + 5, endTime: BEGAN + 50 };
  return {
    sessionId: SESSION,
    mid: key,
    type: key,
    mode: key,
    status: key,
    initiator: party,
    receiver: { ...party, uid: key },
    initiatedAt: BEGAN,
    startedAt: BEGAN + 5,
    endedAt: BEGAN + 60,
    totalDuration: key,
    participants: [
      {
        ...party,
        isJoined: true,
        joinedAt: BEGAN + 5,
        leftAt: BEGAN + 55,
        state: key,
        deviceId: `${key}@rtc/x`,
      },
    ],
    recordings: [{ rid: key, recording_url: `https://x.example/${encodeURIComponent(key)}`, ...times }],
    transcriptions: [{ tid: key, roomName: key, transcriptUrl: key, ...times }],
    metaData: { [key]: Buffer.from(`apikey:${key}`).toString('base64'), text: JSON.stringify({ key }) },
  };
}

describe('A key that the server repeats', () => {
  let connected: ConnectedSandbox;
  let key: string;
  const call = (more: object = {}) => ({ sessionId: SESSION, connectionId: connected.connectionId, ...more });

  const folder = suiteFolder('repeated');

  connectedSuite(async (opened) => {
    connected = opened;
    key = connected.sandbox.apiKey;
    connected.intercept((_request, response) => response.end(JSON.stringify({ data: callWith(key) })));
    assert.ok((await lookUp(call())).ok);
    connected.intercept(undefined);
  });

  function assertClean(text: string, what: string): void {
    const forms = [
      key,
      encodeURIComponent(key),
      Buffer.from(key).toString('base64').replace(/=+$/, '').slice(4, -4),
    ];
    for (const form of forms) assert.ok(!text.includes(form), `${what}: ${text}`);
  }

  it('is in nothing that is copied', async () => {
    for (const [command, argument] of [
      ['copyAsJson', call()],
      ['copyAsJson', call({ withoutNames: true })],
      ['copyAsMarkdown', call()],
      ['copyAsMarkdown', call({ brief: true })],
      ['copyAsMarkdown', call({ withoutNames: true })],
      ['copyWithoutNames', call({ format: 'svg' })],
      ['copyAsCurl', call({ shell: 'posix' })],
      ['copyAsCurl', call({ shell: 'powershell' })],
      ['copyLink', call()],
      ['copySessionId', { sessionId: key }],
    ] as const) {
      await vscode.env.clipboard.writeText('nothing was copied');
      await run(command, argument);
      const text = await vscode.env.clipboard.readText();
      assert.notEqual(text, 'nothing was copied', command);
      assertClean(text, command);
    }
    assert.equal(await vscode.env.clipboard.readText(), '[API key]');
  });

  it('is in no file that is written', async () => {
    const file = join(folder, 'file');
    const uri = vscode.Uri.file(file).toString();
    await run('saveTimeline', call({ uri }));
    assertClean(readFileSync(file, 'utf8'), 'timeline');
    for (const format of ['csv', 'json', 'markdown']) {
      await run('exportLookups', call({ uri, format }));
      const text = readFileSync(file, 'utf8');
      assert.ok(text.includes(SESSION), text);
      assertClean(text, format);
    }
  });

  it('is in no document: what the server sent, a comparison, the table of a file’s calls', async () => {
    await run('openRawJson', call());
    const raw = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.ok(raw.includes('[API key]'), raw);
    assertClean(raw, 'raw JSON');
    const [first] = connected.sandbox.calls;
    assert.ok(first);
    await run('compareCalls', call(), [call(), call({ sessionId: first.sessionId })]);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    for (const uri of [input.original, input.modified]) {
      assertClean((await vscode.workspace.openTextDocument(uri)).getText(), 'comparison');
    }
    const log = join(folder, 'app.log');
    writeFileSync(log, `{"sessionId":"${key}"}\n{"sessionId":"${SESSION}"}\n`);
    for (const format of ['csv', 'json', 'markdown'] as const) {
      const text = await run('exportFileCalls', { uri: vscode.Uri.file(log), format });
      assert.ok(typeof text === 'string' && text.includes(SESSION), String(text));
      assertClean(text, `file as ${format}`);
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is in nothing that a caller is given, nor in the log: of answers and of errors', async () => {
    connected.intercept((_request, response) => response.end(JSON.stringify({ data: callWith(key) })));
    const result = await lookUp(call());
    assertClean(JSON.stringify(result), 'result');
    const error = { code: key, message: key, details: key, devMessage: key, source: key, [key]: key };
    for (const status of [400, 401, 403, 404, 429, 500]) {
      connected.intercept((_request, response) =>
        response.writeHead(status, key, { 'x-key': key }).end(JSON.stringify({ error })),
      );
      const failed = await lookUp(call({ sessionId: `${SESSION}-${status}` }));
      assert.ok(!failed.ok);
      assertClean(JSON.stringify(failed), String(status));
    }
    connected.intercept(undefined);
    assertFailed(await lookUp(call({ sessionId: key })), 'invalidSessionId');
    assertClean((await extensionApi()).recentLog().join('\n'), 'log');
  });
});
