import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as vscode from 'vscode';
import { goToLine, placeOf, readAround } from '../../src/vscode/callLogs/logLines.ts';
import {
  SEED,
  run,
  hoverAt,
  commandLinks,
  panelTabs,
  untilPanelTabs,
  lookUp,
  withSetting,
} from './support/extension.ts';
import { connectedSuite, type ConnectedSandbox } from './support/servers.ts';

const LOG = [
  '2023-08-18T14:15:30.000Z INFO one',
  '2023-08-18T14:15:31.000Z INFO two key=sesame-open',
  `2023-08-18T14:15:34.201Z INFO call joined sessionId=${SEED}`,
  '2023-08-18T14:15:35.000Z INFO \u001b[31mfour\u001b[0m',
  `2023-08-18T14:15:36.000Z INFO ${'long '.repeat(1000)}`,
  '2023-08-18T14:15:37.000Z INFO six',
].join('\n');
const JOINED = { line: 2, instant: Date.parse('2023-08-18T14:15:34.201Z'), precisionSeconds: 0.001 };

/** Waits until the panels' tabs have these titles, in any order. */
function untilTabs(...titles: readonly string[]): Promise<void> {
  const all = (of: readonly string[]) => JSON.stringify(of.toSorted());
  return untilPanelTabs((tabs) => all(tabs.map(({ label }) => label)) === all(titles));
}

function documentOf(content: string): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument({ content, language: 'log' });
}

const openPanel = (argument: object) => run('openCallPanel', argument);

describe('The call panels in a window', () => {
  let connected: ConnectedSandbox;
  after(() => vscode.window.tabGroups.close(panelTabs()));
  connectedSuite((opened) => (connected = opened));
  beforeEach(() => vscode.window.tabGroups.close(panelTabs()));

  it('show the next call in the same panel and column, until it is kept', async () => {
    const other = connected.sandbox.calls.find((sample) => sample.title === 'Nobody answered')?.sessionId;
    await openPanel({ sessionId: SEED });
    await untilTabs('superhero8 → superhero2');
    const group = panelTabs()[0]?.group.viewColumn;
    await vscode.commands.executeCommand('workbench.action.newGroupRight');
    await openPanel({ sessionId: other });
    await untilTabs('agent-lena → customer-5531');
    assert.equal(panelTabs()[0]?.group.viewColumn, group);
  });

  it('ask again for an ongoing call until it has ended, without a word of loading', async () => {
    const sessionId = 'ends-while-it-is-shown';
    const began = Math.floor(Date.now() / 1000) - 60;
    const ongoing = { sessionId, status: 'ongoing', initiatedAt: began, initiator: 'ana', receiver: 'leo' };
    const ended = { ...ongoing, status: 'ended', endedAt: began + 60, initiator: 'ana, who left' };
    const told: string[] = [];
    const send = (data: object) => (_request: unknown, response: ServerResponse) => {
      told.push(JSON.stringify(data));
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
      if (told.length === 2) connected.intercept(send(ended));
    };
    connected.intercept(send(ongoing));
    await withSetting('cometchatCalls.refreshSeconds', 2, async () => {
      await lookUp({ sessionId, connectionId: connected.connectionId });
      await openPanel({ sessionId, connectionId: connected.connectionId });
      await untilTabs('ana, who left → leo');
      assert.equal(told.length, 3, 'twice ongoing, once ended');
    });
    connected.intercept(undefined);
  });

  it('are opened from a line of a log by its hover, its link and the cursor', async () => {
    const document = await documentOf(LOG);
    const uri = document.uri.toString();
    const at = document.positionAt(LOG.indexOf(SEED) + 2);
    const text = await hoverAt(document.uri, at);
    const [, query] = /\(command:cometchatCalls\.openCallPanel\?([^)]*)\)/.exec(text) ?? [];
    // VS Code decodes what follows a command twice: the opener, then the address.
    const [argument] = JSON.parse(decodeURIComponent(decodeURIComponent(query ?? '[]')));
    assert.deepEqual(argument.logLine, { uri, ...JOINED });
    const [link] = await commandLinks(document.uri, 100);
    assert.equal(link?.target?.path, 'cometchatCalls.lookUpCall');
    assert.deepEqual(JSON.parse(decodeURIComponent(link?.target?.query ?? '[]')), [
      { sessionId: SEED, logLine: { uri, ...JOINED } },
    ]);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(at, at);
    await run('lookUpCallAtCursor');
    await untilTabs('superhero8 → superhero2');
    await run('copyAsMarkdown', { sessionId: SEED });
    assert.match(await vscode.env.clipboard.readText(), /INFO two key=sesame-open/);
  });
});

describe('A call that only a log tells of', () => {
  const id = 'v1.eu.2574867a1b2c3d.17000000000123456789abcdef0123456789abcdef01234567';
  const body = (trigger: string, created_at: number, more: object = {}) =>
    JSON.stringify({ trigger, data: { sessionId: id, created_at, ...more } });
  const log = [
    `2023-11-14T22:13:20.000Z INFO began ${id}`,
    body('call_initiated', 1_700_000_000, { sender: 'mia', receiver: 'tom', receiverType: 'user' }),
    body('call_ended', 1_700_000_060),
  ].join('\n');
  let connected: ConnectedSandbox;
  after(() => vscode.window.tabGroups.close(panelTabs()));
  connectedSuite((opened) => (connected = opened));

  it('is opened from its hover, by what that log says, and nobody is asked for it', async () => {
    const asked: string[] = [];
    connected.intercept((request: IncomingMessage, response: ServerResponse) => {
      asked.push(request.url ?? '');
      response.writeHead(500).end();
    });
    const document = await documentOf(log);
    const text = await hoverAt(document.uri, document.positionAt(log.indexOf(id) + 2));
    const [, query] = /\(command:cometchatCalls\.openCallFromLog\?([^)]*)\)/.exec(text) ?? [];
    const [argument] = JSON.parse(decodeURIComponent(decodeURIComponent(query ?? '[]')));
    assert.equal(argument.uri, document.uri.toString());
    await run('openCallFromLog', argument);
    await untilTabs('mia → tom');
    const result = await lookUp({ sessionId: id, reveal: false });
    assert.deepEqual([result.ok, asked], [false, []], 'what a log says is no answer');
    connected.intercept(undefined);
    await assert.rejects(run('openCallFromLog', { sessionId: SEED, uri: document.uri }), /no webhook events/);
  });
});

describe('Lines of a log', () => {
  const redact = (text: string) => text.replaceAll('sesame-open', '[API key]');

  it('are read with their neighbours: cut, without keys, with nothing hidden', async () => {
    const { uri } = await documentOf(LOG);
    const around = await readAround({ uri: uri.toString(), line: 2 }, redact);
    assert.ok(around);
    assert.deepEqual([around.firstLine, around.index, around.lines.length], [1, 2, 6]);
    assert.match(around.lines[1] ?? '', /key=\[API key\]$/);
    assert.match(around.lines[2] ?? '', new RegExp(SEED));
    assert.match(around.lines[3] ?? '', /⟨U\+001B⟩\[31mfour/);
    assert.equal(around.lines[4]?.length, 500);
    const one = await readAround({ uri: uri.toString(), line: 5 }, redact, 1);
    assert.deepEqual([one?.firstLine, one?.index, one?.lines.length], [5, 1, 2]);
  });

  it('are not there when the file is gone, shorter, or was never saved', async () => {
    const { uri } = await documentOf(LOG);
    for (const [gone, line] of [
      [uri.toString(), 6],
      ['file:///no/such/folder/app.log', 0],
      ['untitled:Untitled-999', 0],
      ['nowhere:/app.log', 0],
    ] as const) {
      assert.equal(await readAround({ uri: gone, line }, redact), undefined, gone);
    }
  });

  it('are not gone to where the file is gone', async () => {
    assert.equal(await goToLine({ uri: 'file:///no/such/folder/app.log', line: 0 }), false);
    assert.notEqual(vscode.window.activeTextEditor?.document.uri.path, '/no/such/folder/app.log');
  });

  it('are named by their file and number', () => {
    assert.equal(placeOf({ uri: 'file:///var/log/app.log', line: 117 }), 'app.log:118');
    assert.equal(placeOf({ uri: 'file:///var/log/a%E2%80%AEb.log', line: 0 }), 'a⟨U+202E⟩b.log:1');
  });

  it('are shown where their file is open', async () => {
    const document = await documentOf(LOG);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.newGroupRight');
    await goToLine({ uri: document.uri.toString(), line: 3 });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), document.uri.toString());
    assert.deepEqual([editor.selection.active.line, editor.viewColumn], [3, vscode.ViewColumn.One]);
  });
});
