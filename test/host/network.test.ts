/** The way to a host, by VS Code's real settings, proxies and certificates on loopback. */
import assert from 'node:assert/strict';
import dns from 'node:dns';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import tls from 'node:tls';
import * as vscode from 'vscode';
import { createCallSource } from '../../src/api/index.ts';
import { CallError } from '../../src/core/failure/model.ts';
import { networkSettings, type RunsAt, runsAt } from '../../src/vscode/platform/network.ts';
import {
  certificate,
  closedPort,
  startProxy,
  startServer,
  type TestServer,
} from '../support/http/servers.ts';
import { addConnection, assertFailed, lookUp, removeConnection, type Result } from './support/extension.ts';
import { connectSandbox } from './support/servers.ts';

/** A host that is nowhere: whoever asks for it comes to a proxy, or to nothing. */
const baseUrl = 'https://calls.invalid/v3';

/** What was set, to be taken back in reverse. */
const changed: string[] = [];

/** Sets a setting of the network; the extension hears of it before the promise is settled. */
async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('http').update(name, value, vscode.ConfigurationTarget.Global);
  changed.push(name);
}

async function unset(): Promise<void> {
  const http = vscode.workspace.getConfiguration('http');
  for (const name of changed.splice(0).toReversed())
    await http.update(name, undefined, vscode.ConfigurationTarget.Global);
}

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
  const { getConfiguration } = vscode.workspace;

  before(async () => {
    thief = await startProxy({ status: 502 });
    const theirs: Readonly<Record<string, unknown>> = { proxy: thief.origin, proxyStrictSSL: false };
    // The host of these tests is a remote machine itself, so that a desktop's scopes are put in the place of its own.
    const inspect = (name: string) => ({
      ...getConfiguration('http').inspect(name),
      globalRemoteValue: theirs[name],
      globalValue: theirs[name],
    });
    Object.assign(vscode.workspace, { getConfiguration: () => ({ inspect }) });
  });
  after(async () => {
    Object.assign(vscode.workspace, { getConfiguration });
    await thief.close();
  });

  it('lead no request that is sent from beside the window', async () => {
    assert.notEqual(await ask('window'), 'proxy');
    assert.deepEqual(thief.requests, []);
  });

  it('lead those of an extension that runs on that machine, as this one does here', async () => {
    const extension = vscode.extensions.getExtension('cometchat-calls.cometchat-calls');
    assert.ok(extension);
    assert.equal(runsAt(extension), 'remote');
    assert.equal(await ask('remote'), 'proxy');
    assert.equal(thief.requests.length, 1);
  });
});

const noSuchName = (_host: string, _options: object, done: (error: Error) => void) =>
  done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));

/** The module of VS Code that resolves proxies, the same that the extension asks. */
function proxyModule(): object {
  for (const folder of ['node_modules.asar', 'node_modules']) {
    try {
      const found: unknown = createRequire(join(vscode.env.appRoot, folder, 'x.js'))('@vscode/proxy-agent');
      if (typeof found === 'object' && found !== null) return found;
    } catch {
      continue;
    }
  }
  throw new Error('VS Code has no proxy resolver any more');
}

describe('The way to CometChat’s host', () => {
  const HOST = '204546db1e57db4.call-us.cometchat.io';
  const SESSION = 'the-way-there';
  const AUTHORIZATION = 'Basic dXNlcjp3b3Jk';
  const USUAL = tls.getCACertificates('default');
  const VARIABLES = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);
  const environment = VARIABLES.map((name) => [name, process.env[name]] as const);
  const agent = proxyModule();
  const resolveProxyURL: unknown = Reflect.get(agent, 'resolveProxyURL');
  let server: TestServer;
  let untrusted: TestServer;
  /** The same route through two proxies: one that the system names, one that the user sets. */
  let systems: TestServer;
  let users: TestServer;
  let demanding: TestServer;
  let connectionId: string;
  /** What the stand-in of PAC was asked for. */
  const asked: string[] = [];

  const look = (): Thenable<Result> =>
    vscode.commands.executeCommand('cometchatCalls.refresh', { sessionId: SESSION, connectionId });
  /** Asks, and tells which way that went. */
  async function way() {
    const counts = () => [users.requests.length, systems.requests.length, asked.length] as const;
    const before = counts();
    const { ok } = await look();
    const [byUsers = 0, bySystems = 0, byPac = 0] = counts().map((count, n) => count - (before[n] ?? 0));
    return { ok, users: byUsers, systems: bySystems, asked: byPac };
  }
  const answer = JSON.stringify({ data: { sessionId: SESSION, status: 'ended' } });

  before(async () => {
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
    tls.setDefaultCACertificates([...USUAL, certificate('ca')]);
    server = await startServer((_request, response) => response.end(answer), 'server');
    untrusted = await startServer((_request, response) => response.end(answer), 'self-signed');
    const route = () => server.port;
    systems = await startProxy({ route });
    users = await startProxy({ route });
    demanding = await startProxy({ route, authorization: AUTHORIZATION });
    Reflect.set(agent, 'resolveProxyURL', (url: string) => {
      asked.push(url);
      return Promise.resolve(systems.origin);
    });
    // As a person would: a certificate that has come to be trusted counts once a setting of the network has changed.
    await set('systemCertificates', false);
    connectionId = await addConnection({
      name: 'By proxy',
      appId: HOST.slice(0, HOST.indexOf('.')),
      region: 'us',
      apiKey: '5'.repeat(8) + '0123456789abcdef'.repeat(2),
    });
  });
  afterEach(async () => {
    await unset();
    await set('systemCertificates', false);
  });
  after(async () => {
    await unset();
    Reflect.set(agent, 'resolveProxyURL', resolveProxyURL);
    tls.setDefaultCACertificates(USUAL);
    for (const [name, value] of environment) if (value !== undefined) process.env[name] = value;
    await removeConnection(connectionId);
    for (const each of [server, untrusted, systems, users, demanding]) await each.close();
  });

  it('is what the system’s PAC file says, which sees the host alone, as its proxy does', async () => {
    assert.equal(typeof resolveProxyURL, 'function', 'VS Code has its resolver where it is looked for');
    assert.ok((await lookUp({ sessionId: SESSION, connectionId })).ok);
    // Adding the connection asked nobody yet.
    assert.deepEqual(asked, [`https://${HOST}/`]);
    assert.deepEqual(
      systems.requests.map(({ target, headers }) => [target, 'apikey' in headers]),
      [[`${HOST}:443`, false]],
    );
  });

  it('is the user’s proxy from the next request on, without a reload, and back', async () => {
    await set('proxy', users.origin);
    assert.deepEqual(await way(), { ok: true, users: 1, systems: 0, asked: 0 });
    await set('proxy', undefined);
    assert.deepEqual(await way(), { ok: true, users: 0, systems: 1, asked: 1 });
  });

  it('asks for a password, and goes through with http.proxyAuthorization', async () => {
    await set('proxy', demanding.origin);
    const refused = await look();
    assertFailed(refused, 'proxy');
    assert.match(refused.ok ? '' : refused.message, /http\.proxyAuthorization/);
    await set('proxyAuthorization', AUTHORIZATION);
    assert.ok((await look()).ok);
  });

  it('goes around every proxy for a host of http.noProxy, and for none at all', async () => {
    await set('proxy', users.origin);
    const { lookup } = dns;
    // Nobody is to come to the real host.
    Object.assign(dns, { lookup: noSuchName });
    try {
      await set('noProxy', ['cometchat.io']);
      assert.deepEqual(await way(), { ok: false, users: 0, systems: 0, asked: 0 });
      await set('noProxy', undefined);
      await set('proxySupport', 'off');
      assert.deepEqual(await way(), { ok: false, users: 0, systems: 0, asked: 0 });
    } finally {
      Object.assign(dns, { lookup });
    }
  });

  it('is refused where a certificate is not trusted, until the user says otherwise of a proxy', async () => {
    const around = await startProxy({ route: () => untrusted.port });
    try {
      await set('proxy', around.origin);
      assertFailed(await look(), 'tls');
      assert.deepEqual(untrusted.requests, []);
      await set('proxyStrictSSL', false);
      assert.ok((await look()).ok);
    } finally {
      await around.close();
    }
  });

  it('leads no request for this computer through a proxy', async () => {
    await set('proxy', `http://127.0.0.1:${await closedPort()}`);
    const local = await connectSandbox();
    try {
      const [call] = local.sandbox.calls;
      assert.ok((await lookUp({ sessionId: call?.sessionId ?? '', connectionId: local.connectionId })).ok);
    } finally {
      await local.dispose();
    }
  });
});
