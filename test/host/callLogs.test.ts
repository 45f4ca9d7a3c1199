import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { untranslated } from '../../src/core/base/translate.ts';
import { decodeCall } from '../../src/core/call/decode/index.ts';
import { findingsOf } from '../../src/core/story/findings/findings.ts';
import { lookUp, panelTabs, run, SEED, suiteFolder, untilPanelTabs } from './support/extension.ts';
import { type ConnectedSandbox, connectedSuite } from './support/servers.ts';

interface Place {
  readonly uri: string;
  readonly line: number;
}

/** When superhero2 joined, by the answer. */
const JOINED = Date.UTC(2023, 7, 18, 14, 15, 32);

const iso = (at: number) => new Date(at).toISOString();

describe('The logs of a call', () => {
  const folder = suiteFolder('call-logs');
  const named = { sessionId: SEED };
  let connected: ConnectedSandbox;
  connectedSuite((opened) => (connected = opened));
  const logOf = (name: string, ...lines: readonly string[]) => {
    const file = join(folder, name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return vscode.Uri.file(file);
  };
  let device: vscode.Uri;
  let server: vscode.Uri;
  before(async () => {
    device = logOf('device.log', `${iso(JOINED - 5_000)} INFO one`, `${iso(JOINED + 700)} INFO two ${SEED}`);
    server = logOf('server.log', ...[-60, 0, 60].map((second) => `${iso(JOINED + second * 1000)} INFO`));
    await lookUp({ sessionId: SEED });
  });
  after(async () => {
    for (const uri of [device, server]) await run('removeLog', { ...named, uri });
    await vscode.window.tabGroups.close(panelTabs());
  });
  const showMoment = (more: object = {}) => run<Place | undefined>('showMomentInLog', { ...named, ...more });

  it('are added by their address, and a moment of the call leads to the nearest line', async () => {
    assert.equal(await run('addLog', { ...named, uri: device }), device.toString());
    assert.deepEqual(await showMoment({ instant: JOINED }), { uri: device.toString(), line: 1 });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), device.toString());
    assert.equal(editor.selection.active.line, 1);
  });

  it('take the one that is named, whether it was added or not', async () => {
    const place = { uri: server.toString(), line: 2 };
    assert.deepEqual(await showMoment({ instant: JOINED + 50_000, uri: server }), place);
    assert.deepEqual(await showMoment({ instant: JOINED + 50_000, uri: server.toString() }), place);
  });

  it('are read by the clock they were corrected with', async () => {
    await run('setClockOffset', { uri: server, offsetSeconds: 60 });
    assert.deepEqual(await showMoment({ instant: JOINED + 50_000, uri: server }), {
      uri: server.toString(),
      line: 1,
    });
    await run('setClockOffset', { uri: server, offsetSeconds: 0 });
  });

  it('open beside the panel, and do not cover it', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('openCallPanel', named);
    await untilPanelTabs((tabs) => tabs.length === 1);
    await showMoment({ instant: JOINED });
    const [panel] = panelTabs();
    assert.ok(panel?.isActive, 'the panel can still be seen');
    assert.notEqual(vscode.window.activeTextEditor?.viewColumn, panel.group.viewColumn);
  });

  it('are in the Markdown on request, up to three lines at each finding, and in the picture; without keys, and never without names', async () => {
    const { apiKey, calls } = connected.sandbox;
    const found = calls.flatMap(({ sessionId, raw }) => {
      const context = { asOf: Date.now(), sessionId, appId: undefined, region: undefined, t: untranslated };
      const call = decodeCall(raw, sessionId);
      const from = call && findingsOf(call, context).find((finding) => finding.from !== undefined)?.from;
      return from === undefined ? [] : [{ sessionId, from }];
    });
    const [{ sessionId, from } = assert.fail('a sample has a finding with a moment')] = found;
    const call = { sessionId, connectionId: connected.connectionId };
    const hook = { trigger: 'call_ended', data: { sessionId, created_at: Math.floor(from / 1000) } };
    const log = logOf(
      'found.log',
      ...[0, 1, 2, 3].map((n) => `${iso(from + n * 100)} INFO line ${n} ${apiKey}`),
      `${iso(from + 900)} INFO hook ${JSON.stringify(hook)}`,
    );
    await lookUp(call);
    await run('addLog', { ...call, uri: log });
    await run('copyWithLogLines', call);
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^ {2}- `found\.log:1`$/m);
    assert.match(text, /^ {4}> 1 {2}\S+ INFO line 0 \[API key\]$/m);
    assert.match(text, /^ {6}2 {2}\S+ INFO line 1 \[API key\]$/m);
    const file = vscode.Uri.file(join(folder, 'call.svg'));
    await run('saveTimeline', { ...call, uri: file });
    const svg = readFileSync(file.fsPath, 'utf8');
    assert.match(svg, /found\.log/);
    assert.match(svg, /Webhook events of/);
    await run('saveTimeline', { ...call, uri: file, withoutNames: true });
    assert.doesNotMatch(readFileSync(file.fsPath, 'utf8'), /found\.log/);
    await run('copyAsMarkdown', { ...call, withLogLines: true, withoutNames: true });
    assert.doesNotMatch(await vscode.env.clipboard.readText(), /found\.log|line 0/);
  });

  it('say why there is no line: nothing tells a time, the file is gone, the address is none of a file', async () => {
    const plain = logOf('plain.log', 'no time', 'none either');
    await assert.rejects(
      showMoment({ instant: JOINED, uri: plain }),
      /No line of plain\.log tells its time\./,
    );
    rmSync(plain.fsPath);
    await assert.rejects(showMoment({ instant: JOINED, uri: plain }), /plain\.log is not there any more\./);
    await assert.rejects(run('addLog', { ...named, uri: vscode.Uri.file(folder) }), /is no file/);
    await assert.rejects(run('addLog', { ...named, uri: 'command:workbench.action.quit' }), /is no file/);
    await assert.rejects(showMoment({ instant: 'then' }), /“instant”/);
  });

  it('are taken away again', async () => {
    await run('removeLog', { ...named, uri: device });
    assert.equal(await run('addLog', { ...named, uri: device }), device.toString());
    await run('removeLog', named);
    await run('addLog', { ...named, uri: server });
    assert.equal(
      (await showMoment({ instant: JOINED }))?.uri,
      server.toString(),
      'the only one that is left',
    );
  });
});
