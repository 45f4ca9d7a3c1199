/** The way to a host, by VS Code's real settings, proxies and certificates on loopback. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createCallSource } from '../../src/api/index.ts';
import { CallError } from '../../src/core/failure/model.ts';
import { networkSettings, type RunsAt, runsAt } from '../../src/vscode/platform/network.ts';
import { startProxy, type TestServer } from '../support/http/servers.ts';

/** A host that is nowhere: whoever asks for it comes to a proxy, or to nothing. */
const baseUrl = 'https://calls.invalid/v3';

/** Asks for a call as the extension does where it runs; gives why that failed. */
async function ask(where: RunsAt): Promise<string> {
  const nothing = () => undefined;
  const source = createCallSource({
    credentials: () => Promise.resolve({ baseUrl, apiKey: 'host-test-network-key' }),
    // What the shell that runs the tests says of proxies is not what is tested here.
    network: () => ({ ...networkSettings(where), environment: {} }),
    timeoutSeconds: () => 20,
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    clock: Date.now,
  });
  const connection = { id: 'c', name: 'c', appId: 'a', region: '', baseUrl, kind: 'custom' } as const;
  try {
    await source.getCall({ connection, sessionId: 'x' }, new AbortController().signal);
    return 'answered';
  } catch (error) {
    assert.ok(CallError.is(error));
    return error.failure.reason;
  } finally {
    await source.dispose();
  }
}

describe('Settings of a remote machine', () => {
  let thief: TestServer;
  /** What was set, to be taken back in reverse. */
  const set: string[] = [];

  /** Sets what this window's remote machine says: settings for all its windows go to the machine that runs them. */
  async function say(name: string, value: unknown): Promise<void> {
    await vscode.workspace.getConfiguration('http').update(name, value, vscode.ConfigurationTarget.Global);
    set.push(name);
  }

  before(async () => {
    thief = await startProxy({ status: 502 });
    // From now on the machine's own `http.*` settings count in VS Code.
    await say('useLocalProxyConfiguration', false);
    await say('proxy', thief.origin);
    await say('proxyStrictSSL', false);
  });
  after(async () => {
    const http = vscode.workspace.getConfiguration('http');
    for (const name of set.reverse()) await http.update(name, undefined, vscode.ConfigurationTarget.Global);
    await thief.close();
  });

  it('are part of what VS Code calls the user’s', () => {
    const scopes: object = vscode.workspace.getConfiguration('http').inspect('proxy') ?? {};
    console.log(JSON.stringify(scopes), vscode.env.remoteName);
    assert.equal(Reflect.get(scopes, 'globalRemoteValue'), thief.origin);
    assert.equal(Reflect.get(scopes, 'globalValue'), thief.origin);
    assert.equal(Reflect.get(scopes, 'globalLocalValue'), undefined);
  });

  it('lead no request that is sent from beside the window', async () => {
    const { proxy, proxyStrictSSL } = networkSettings('window');
    assert.deepEqual({ proxy, proxyStrictSSL }, { proxy: '', proxyStrictSSL: true });
    assert.notEqual(await ask('window'), 'proxy');
    assert.deepEqual(thief.requests, []);
  });

  it('lead those of an extension that runs on it, as this one does', async () => {
    const extension = vscode.extensions.getExtension('cometchat-calls.cometchat-calls');
    assert.ok(extension);
    assert.equal(runsAt(extension), 'remote');
    assert.equal(await ask('remote'), 'proxy');
    assert.equal(thief.requests.length, 1);
  });
});
