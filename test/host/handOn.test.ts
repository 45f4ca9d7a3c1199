/** What hands a call on: copies, links, comparisons and files, on the real clipboard and in real documents. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { readDeepLink } from '../../src/core/export/deepLink.ts';
import { SEED, run, panelTabs, untilPanelTabs, suiteFolder, lookUp } from './support/extension.ts';
import { usedKeys } from '../support/canary.ts';
import { connectedSuite, type ConnectedSandbox } from './support/servers.ts';

const UNKNOWN = 'v1.us.31780434a95d45.17000000773a1b5c7d9e0f2a4b6c8d0e1f3a5b7c9d1e3f5a7b';

describe('Handing a call on', () => {
  let connected: ConnectedSandbox;
  let other: string;
  const call = (more: object = {}) => ({ sessionId: SEED, connectionId: connected.connectionId, ...more });

  const folder = suiteFolder('hand-on');

  connectedSuite(async (opened) => {
    connected = opened;
    const second = connected.sandbox.calls.find(
      ({ sessionId }) => sessionId !== SEED && sessionId.startsWith('v1.'),
    );
    assert.ok(second);
    other = second.sessionId;
    for (const sessionId of [SEED, other]) {
      assert.ok((await lookUp({ sessionId, connectionId: connected.connectionId })).ok);
    }
  });

  /** Runs a command, and gives what it left on the clipboard; no copy ever holds a key. */
  async function copied(command: string, argument: unknown, ...rest: readonly unknown[]): Promise<string> {
    await vscode.env.clipboard.writeText('nothing was copied');
    await run(command, argument, ...rest);
    const text = await vscode.env.clipboard.readText();
    assert.notEqual(text, 'nothing was copied');
    for (const key of usedKeys()) assert.ok(!text.includes(key), 'a copy holds no key');
    return text;
  }

  it('copies the whole story as Markdown, and four lines of it as a summary', async () => {
    const story = await copied('copyAsMarkdown', call());
    assert.match(story, /Answered after 14 s, lasted 19 s/);
    for (const text of ['superhero8', 'superhero2', SEED, 'Acme Production'])
      assert.ok(story.includes(text), text);
    const brief = await copied('copyAsMarkdown', call({ brief: true }));
    assert.match(brief, /^\*\*Answered after 14 s, lasted 19 s/);
    assert.ok(brief.trimEnd().split('\n').length <= 5 && brief.length < story.length / 2, brief);
  });

  it('copies the lines of the log around the one it was opened from, without any key in them', async () => {
    const file = join(folder, 'app.log');
    const { apiKey } = connected.sandbox;
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}; key ${apiKey}; end ${index}`);
    writeFileSync(file, lines.join('\n'));
    const logLine = {
      uri: vscode.Uri.file(file).toString(),
      line: 10,
      instant: Date.UTC(2023, 7, 18, 14, 15, 34),
      precisionSeconds: 1,
    };
    const story = await copied('copyAsMarkdown', call({ logLine }));
    assert.match(story, /line 10; key \[API key\]; end 10/);
    assert.ok(story.includes('line 8;') && story.includes('line 12;') && !story.includes('line 2;'), story);
    const nameless = await copied('copyAsMarkdown', call({ logLine, withoutNames: true }));
    assert.doesNotMatch(nameless, /end 10/, 'what else a log says may name anybody');
    const wrong = call({ logLine: { ...logLine, uri: 7, line: -1 } });
    await assert.rejects(copied('copyAsMarkdown', wrong), /“logLine” is no line of a log/);
  });

  it('copies what the server sent as JSON', async () => {
    assert.deepEqual(JSON.parse(await copied('copyAsJson', call())), connected.sandbox.calls[0]?.raw);
  });

  it('copies without names in every format: the same pseudonyms, and no address', async () => {
    for (const [command, argument] of [
      ['copyAsMarkdown', call({ withoutNames: true })],
      ['copyAsJson', call({ withoutNames: true })],
      ['copyWithoutNames', call({ format: 'markdown' })],
      ['copyWithoutNames', call({ format: 'json' })],
      ['copyWithoutNames', call({ format: 'svg' })],
    ] as const) {
      const text = await copied(command, argument);
      assert.doesNotMatch(text, /superhero|Acme|https?:\/\/(?!www\.w3\.org)/i, `${command}: ${text}`);
      assert.match(text, /person-1/, command);
      assert.match(text, /person-2/, command);
    }
  });

  it('copies the request as cURL, which a shell sends with the key it is given', async function () {
    const text = await copied('copyAsCurl', call({ shell: 'posix' }));
    assert.match(text, /\$COMETCHAT_API_KEY/);
    assert.ok(text.includes(`${connected.sandbox.baseUrl}/calls/${SEED}`), text);
    const start = promisify(execFile);
    const hasCurl = await start('curl', ['--version']).then(
      () => process.platform !== 'win32',
      () => false,
    );
    if (!hasCurl) return this.skip();
    const env = { ...process.env, COMETCHAT_API_KEY: connected.sandbox.apiKey, NO_PROXY: '127.0.0.1' };
    const { stdout } = await start('sh', ['-c', text], { env });
    assert.deepEqual(JSON.parse(stdout), { data: connected.sandbox.calls[0]?.raw });
  });

  it('names the user it was asked for as in the request', async () => {
    const asUser = call({ onBehalfOf: 'superhero2' });
    await lookUp(asUser);
    for (const shell of ['posix', 'powershell'])
      assert.match(await copied('copyAsCurl', { ...asUser, shell }), /onBehalfOf(?:: | = ')superhero2'/);
  });

  it('copies a link that VS Code hands over as it was meant, whatever the id', async () => {
    for (const sessionId of [SEED, 'team-standup', 'a&b=c+d %25/ü#?', 'v1.us']) {
      const link = await copied('copyLink', call({ sessionId }));
      assert.ok(link.startsWith(`${vscode.env.uriScheme}://cometchat-calls.cometchat-calls/call?`), link);
      const { path, query } = vscode.Uri.parse(link, true);
      const { appId, region } = connected.sandbox;
      assert.deepEqual(readDeepLink(path, query), {
        ok: true,
        link: { appId, region, sessionId, onBehalfOf: undefined },
      });
    }
  });

  it('copies a link to a call whose app only its id names, and refuses one that nothing names', async () => {
    const foreign = 'v1.eu.2574867a1b2c3d.17000000000123456789abcdef0123456789abcdef01234567';
    for (const sessionId of [foreign, foreign.slice(0, 30)]) {
      const { path, query } = vscode.Uri.parse(await copied('copyLink', { sessionId }), true);
      const read = readDeepLink(path, query);
      assert.ok(read.ok && read.link.appId === '2574867a1b2c3d' && read.link.region === 'eu', sessionId);
    }
    const gone = { sessionId: 'team-standup', connectionId: 'gone' };
    for (const command of ['copyLink', 'copyAsCurl']) {
      const copying = run(command, gone);
      await assert.rejects(copying, /connection/, command);
    }
    assert.equal(connected.requests.filter(({ url }) => url?.includes('2574867a1b2c3d')).length, 0);
  });

  it('says why there is nothing to copy, in the words of the failure', async () => {
    for (const command of ['copyAsMarkdown', 'copyAsJson', 'saveTimeline', 'compareCalls']) {
      const copying = run(command, call({ sessionId: UNKNOWN }));
      await assert.rejects(copying, /has no call with this id/, command);
    }
  });

  it('copies the ids of all that are selected', async () => {
    const selection = [call(), call({ sessionId: other }), { key: 'a detail', kind: 'outline' }];
    assert.equal(await copied('copySessionId', selection[0], selection), `${SEED}\n${other}`);
    // The explorer and the editor's title pass other things in the selection's place.
    assert.equal(await copied('copySessionId', call(), { groupId: 1 }), SEED);
  });

  it('copies from the panel that has the focus when nothing is named', async () => {
    await run('openCallPanel', call());
    assert.equal(await copied('copySessionId', undefined), SEED);
    assert.deepEqual(JSON.parse(await copied('copyAsJson', undefined)), connected.sandbox.calls[0]?.raw);
    // The editor's title passes the address of its page.
    const page = vscode.Uri.parse('webview-panel:webview-panel/webview-cometchatCalls.call');
    assert.match(await copied('copyLink', page, { groupId: 0 }), new RegExp(`sessionId=${SEED}$`));
  });

  it('compares two calls in VS Code’s own diff of two documents', async () => {
    await run('compareCalls', call(), [call(), call({ sessionId: other })]);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.match(tab?.label ?? '', /^superhero8 → superhero2.* ↔ /);
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    const documents = await Promise.all(
      [tab.input.original, tab.input.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    assert.deepEqual(
      documents.map(({ uri }) => uri.scheme),
      ['cometchat-call', 'cometchat-call'],
    );
    const [left, right] = documents.map((document) => document.getText());
    assert.ok(left?.includes('superhero8') && right !== undefined && left !== right, left);
    await run('openRawJson', call());
    const raw = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.deepEqual(JSON.parse(raw), connected.sandbox.calls[0]?.raw, 'the raw answer stays what it is');
  });

  it('saves the timeline as SVG where it is told to, and says when it cannot', async () => {
    const file = join(folder, 'timeline.svg');
    const uri = vscode.Uri.file(file).toString();
    await run('saveTimeline', call({ uri }));
    const svg = readFileSync(file, 'utf8');
    assert.match(svg, /<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /superhero8/);
    await run('saveTimeline', call({ uri, withoutNames: true }));
    assert.doesNotMatch(readFileSync(file, 'utf8'), /superhero/);
    const nowhere = vscode.Uri.parse('nowhere:/timeline.svg').toString();
    const saving = run('saveTimeline', call({ uri: nowhere }));
    await assert.rejects(saving, /timeline\.svg could not be written/);
  });

  it('keeps a panel, and takes one that is not kept for the next call', async () => {
    const open = (sessionId: string) => run('openCallPanel', call({ sessionId }));
    await vscode.window.tabGroups.close(panelTabs());
    await open(SEED);
    await untilPanelTabs(({ length }) => length === 1);
    await open(other);
    await run('keepPanel', call({ sessionId: other }));
    await open(SEED);
    // Had the first one not been used again, there would be three.
    await untilPanelTabs(({ length }) => length === 2);
    await vscode.window.tabGroups.close(panelTabs());
  });
});
