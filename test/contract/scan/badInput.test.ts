import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, describe, it } from 'mocha';
import type { FileContent } from '../../../src/scan/model.ts';
import { scanContent } from '../../../src/scan/scanContent.ts';
import { MAX_IDS } from '../../../src/scan/idTable.ts';
import { failure, kinds, log, open, V1 } from './support.ts';

const { folder, scanner, sharing, close, file } = open();

after(close);

describe('scan: bad input', () => {
  it('opens no pipe, socket or device, of which four would stop every reading of files', async function () {
    if (process.platform === 'win32') return;
    const pipes = Array.from({ length: 5 }, (_, n) => join(folder, `pipe-${n}`));
    execFileSync('mkfifo', pipes);
    const socket = join(folder, 'socket');
    const server = createServer().listen(socket);
    await once(server, 'listening');
    try {
      const found = await Promise.all(
        [...pipes, socket, '/dev/tty', '/dev/zero'].map((path) => failure(scanner.scanFile(path))),
      );
      for (const error of found) assert.deepEqual([error.reason, error.systemCode], ['io', 'ENOTFILE']);
      assert.equal((await scanner.scanFile(file(V1))).calls.length, 1);
    } finally {
      server.close();
    }
  });

  it('waits for no pipe that takes the place of a file when a worker opens it', async function () {
    if (process.platform === 'win32') return;
    const text = file(V1);
    const { dev, ino } = statSync(text);
    for (const gzip of [false, true]) {
      const path = join(folder, `late-pipe-${gzip}`);
      execFileSync('mkfifo', [path]);
      const content: FileContent = {
        kind: 'file',
        path,
        device: dev,
        inode: ino,
        format: { gzip, encoding: 'utf-8', bom: 0 },
        to: undefined,
        from: { offset: 0, lineEnds: 0, column: 0 },
        partEnd: undefined,
      };
      const search = {
        sink: { record: () => undefined },
        find: () => [],
        everywhere: false,
        tick: () => undefined,
      };
      const error = await failure(scanContent(content, search));
      assert.equal(error.reason, 'changedWhileReading');
    }
  });

  it('says what is no text, and what is no UTF-8, and searches both', async () => {
    const binary = await scanner.scanFile(
      file(Buffer.concat([Buffer.from([0, 1, 2, 255]), Buffer.from(V1)])),
    );
    assert.deepEqual([binary.calls.length, binary.encoding, kinds(binary)], [1, 'binary', ['binary']]);
    const latin1 = Buffer.from(`caf\u00e9 ${V1} ${'x'.repeat(9_000)}\n`, 'latin1');
    for (const one of [scanner, sharing]) {
      const index = await one.scanFile(file(latin1));
      assert.deepEqual(
        [index.calls.length, index.calls[0]?.firstColumn, kinds(index)],
        [1, 6, ['invalidUtf8']],
      );
    }
  });

  it('says that a gzip file ends early, and tells what was in it until then', async () => {
    const packed = gzipSync(`${V1}\n${log(20_000)}`);
    const index = await scanner.scanFile(file(packed.subarray(0, packed.length - 200)));
    assert.deepEqual(kinds(index), ['brokenGzip']);
    assert.equal(index.calls[0]?.sessionId, V1);
  });

  it('takes a single line of 200 MB', async () => {
    const line = Buffer.alloc(200_000_000, 'é and more ');
    const last = `${V1} sessionId=room-7`;
    line.write(` ${V1} `, 100_000_001, 'latin1');
    line.write(` ${last}`, line.length - last.length - 1, 'latin1');
    const index = await scanner.scanFile(file(line));
    assert.equal(index.lines, 1);
    assert.deepEqual(
      index.calls.map(({ sessionId, count, lastLine }) => [sessionId, count, lastLine]),
      [
        [V1, 2, 1],
        ['room-7', 1, 1],
      ],
    );
  }).timeout(30_000);

  it('lists so many ids of a million and says how many places the others take', async () => {
    const parts: string[] = [];
    for (let id = 0; id < 1_000_000; id += 1)
      parts.push(`1594206205${'a'.repeat(30)}${id.toString(16).padStart(10, '0')}\n`);
    // The first once more, after any table is full.
    parts.push(parts[0] ?? '');
    const path = file(parts.join(''));
    for (const one of [scanner, sharing]) {
      const index = await one.scanFile(path);
      assert.equal(index.calls.length, MAX_IDS);
      assert.equal(index.lines, 1_000_001);
      assert.deepEqual([index.calls[0]?.count, index.calls[0]?.lastLine], [2, 1_000_001]);
      assert.deepEqual(index.notes, [
        { kind: 'tooManyIds', listed: MAX_IDS, unlistedPlaces: 1_000_000 - MAX_IDS },
      ]);
    }
  }).timeout(60_000);

  it('takes an empty file', async () => {
    const index = await scanner.scanFile(file(''));
    assert.deepEqual([index.calls, index.bytes, index.lines, index.notes], [[], 0, 0, []]);
  });

  it('says why a file cannot be read', async () => {
    assert.equal((await failure(scanner.scanFile(join(folder, 'nowhere')))).reason, 'notFound');
    assert.equal((await failure(scanner.scanFile(folder))).reason, 'isFolder');
    assert.equal((await failure(scanner.scanFile(join(file('x'), 'below')))).reason, 'notFound');
  });

  it('says that there is no permission', async function () {
    // Windows knows no such bits.
    if (process.platform === 'win32') this.skip();
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o000 });
    const isRoot = process.getuid?.() === 0;
    // Root may read everything, so somebody else asks.
    if (isRoot) process.seteuid?.(65_534);
    try {
      const error = await failure(scanner.scanFile(join(closed, 'log')));
      assert.deepEqual([error.reason, error.systemCode], ['noPermission', 'EACCES']);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it('is cancelled at once, before and while it runs', async () => {
    assert.equal(
      (await failure(scanner.scanFile(file('x'), { signal: AbortSignal.abort() }))).reason,
      'cancelled',
    );
    const path = file(Buffer.alloc(60_000_000, 'x\n'));
    for (const one of [scanner, sharing]) {
      const abort = new AbortController();
      const run = one.scanFile(path, {
        signal: abort.signal,
        patterns: ['(x+x+)+y'],
        onProgress: () => abort.abort(),
      });
      assert.equal((await failure(run)).reason, 'cancelled');
      // The workers are free for what comes next.
      assert.equal((await one.scanText(V1)).calls.length, 1);
    }
  }).timeout(30_000);

  it('says that a file got shorter while it was read', async () => {
    const path = file(Buffer.alloc(400_000_000, `${V1}\n`));
    let cut = false;
    const index = await scanner.scanFile(path, {
      onProgress: () => {
        if (!cut) truncateSync(path, 1_000);
        cut = true;
      },
    });
    // A worker that was through before the first progress has read all of it.
    assert.deepEqual(kinds(index), cut && index.bytes < 400_000_000 ? ['truncatedWhileReading'] : []);
    assert.equal(index.calls[0]?.sessionId, V1);
    rmSync(path);
  }).timeout(30_000);
});
