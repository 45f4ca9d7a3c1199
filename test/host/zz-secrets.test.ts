import assert from 'node:assert/strict';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Canary, filesBelow, usedKeys } from '../support/canary.ts';
import { extensionApi, run } from './support/extension.ts';
import { hostsOf, wires } from './support/wires.ts';

/** What a file may have to be searched, in bytes: logs of tests are that large. */
const MOST_BYTES = 200_000_000;

const userData = () => process.env['COMETCHAT_TEST_USER_DATA'] ?? assert.fail();

/** Which of the keys went to another host than their own, over any connection. */
function astray(): readonly string[] {
  const sent = [...wires().values()].map(({ to, bytes }) => ({ to, bytes: Buffer.concat(bytes) }));
  return [...usedKeys()].flatMap((key) => {
    const canary = new Canary([key]);
    const others = sent.filter(({ to }) => hostsOf().get(key)?.has(to) !== true);
    return others.flatMap(({ to, bytes }) => canary.inBytes(bytes).map((what) => `${what}, to ${to}`));
  });
}

// The name sorts this file last: it searches for every key that the other tests have used.
describe('After all of it, no API key is anywhere but in the secret store and at its own host', () => {
  const canary = () => new Canary(usedKeys());

  it('has keys to search for', () => {
    assert.ok(usedKeys().size >= 5, `${usedKeys().size} keys`);
  });

  it('in no file below the user-data folder', () => {
    const files = filesBelow(userData());
    assert.ok(files.length > 10, 'this test sees the files');
    assert.ok(
      files.some((path) => path.includes('cometchat-calls.cometchat-calls')),
      'the look-ups of these tests are among them',
    );
    assert.deepEqual(
      canary().inFiles(userData(), (path) => statSync(path).size > MOST_BYTES),
      [],
    );
  });

  it('and one that is planted there is found, in whatever form', () => {
    const [key = ''] = usedKeys();
    const path = join(userData(), 'planted.log');
    for (const form of [key, JSON.stringify({ key }), Buffer.from(`user:${key}`).toString('base64')]) {
      writeFileSync(path, `a line\n${form}\n`);
      assert.deepEqual(
        canary()
          .inFiles(userData(), (file) => statSync(file).size > MOST_BYTES)
          .map((line) => line.split(': ', 1)[0]),
        [path],
      );
    }
    rmSync(path);
  });

  it('on no wire but to its own host', () => {
    const reached = new Set([...wires().values()].map(({ to }) => to));
    for (const [key, hosts] of hostsOf()) assert.ok(key !== '' && hosts.size > 0);
    assert.ok(
      [...hostsOf().values()].some((hosts) => [...hosts].some((host) => reached.has(host))),
      'this test sees the requests',
    );
    assert.ok(
      [...wires().values()].some(({ bytes }) => canary().inBytes(Buffer.concat(bytes)).length > 0),
      'and the keys in them',
    );
    assert.deepEqual(astray(), []);
  });

  it('and one that is sent elsewhere is seen', async () => {
    const server = net.createServer((socket) => socket.resume().on('end', () => socket.end()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const [key = ''] = usedKeys();
    const socket = net.connect({ host: '127.0.0.1', port });
    await new Promise((resolve) =>
      socket.once('close', resolve).resume().end(`GET /${key} HTTP/1.1\r\n\r\n`),
    );
    server.close();
    const found = astray();
    wires().delete(socket);
    assert.ok(found.length > 0 && found.every((line) => line.endsWith(`to 127.0.0.1:${port}`)), found.join());
  });

  it('in nothing the logger was given, nor in what the extension host has written', async () => {
    const log = (await extensionApi()).recentLog();
    assert.ok(
      log.some((line) => line.includes('GET 127.0.0.1')),
      'requests are logged',
    );
    assert.deepEqual(
      log.filter((line) => canary().in(line).length > 0),
      [],
    );
    const console = process.env['COMETCHAT_TEST_HOST_LOG'] ?? assert.fail();
    assert.deepEqual(
      canary().inFiles(join(console, '..'), (path) => path !== console),
      [],
    );
  });

  it('not on the clipboard', async () => {
    assert.deepEqual(canary().in(await vscode.env.clipboard.readText()), []);
    await run('copySessionId', { sessionId: 'copied' });
    assert.deepEqual(canary().in(await vscode.env.clipboard.readText()), []);
  });
});
