import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { after, describe, it } from 'mocha';
import type { Scanner } from '../../../src/scan/scanner.ts';
import { LEGACY, log, open, shortly, V1 } from './support.ts';

const { scanner, sharing, close, file } = open();

after(close);

describe('scan: a growing file', () => {
  /** Scans as the file grows piece by piece, and at the end all of it anew. */
  async function grow(pieces: readonly (string | Uint8Array)[], one: Scanner = scanner) {
    const path = file('');
    let index = await one.scanFile(path);
    for (const piece of pieces) {
      appendFileSync(path, piece);
      index = await one.scanFile(path, { resume: index.resume });
      const { resume: _resume, ...anew } = await scanner.scanFile(path);
      const { resume: _other, ...grown } = index;
      assert.deepEqual(grown, anew);
    }
    return { path, index };
  }

  it('counts ids and lines right wherever it was cut', async () => {
    const text = `a ${V1}\r\nsessionId=room-7 é…\r${LEGACY} b\n${V1}\nlast ${LEGACY}`;
    const bytes = Buffer.from(text);
    await grow(
      Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7)),
    );
    await grow([bytes.subarray(0, 30), bytes.subarray(30)]);
  });

  it('counts ids right in a line longer than what is looked at', async () => {
    const line = `${'word '.repeat(4_000)}sessionId=room-7 ${'é '.repeat(5_000)}${V1} and ${LEGACY}`;
    const bytes = Buffer.from(line);
    await grow([
      bytes.subarray(0, bytes.length - 70),
      bytes.subarray(bytes.length - 70),
      bytes,
      '\n',
      log(50),
    ]);
  });

  it('counts right when two workers share what is new', async () => {
    const many = `${V1} ${LEGACY}\n`.repeat(40);
    await grow(
      [`${many}${V1} and ${V1}`, ` more\n${V1}`, many, `${V1} ${'x '.repeat(200)}${LEGACY} end`, ' of it'],
      sharing,
    );
    await grow([`${'word '.repeat(100)}sessionId=room-7 ${'word '.repeat(400)}${V1} end`], sharing);
    await grow([log(3_000), log(3_000, 350), 'v1.eu.3178', log(10), log(3_000, 200)], sharing);
  });

  it('reads only what was appended', async () => {
    const { path, index } = await grow([log(50_000)]);
    appendFileSync(path, `${V1}\n`);
    let first: number | undefined;
    const read = await scanner.scanFile(path, {
      resume: index.resume,
      onProgress: ({ bytes }) => {
        first ??= bytes;
      },
    });
    assert.ok(first === undefined || first >= index.resume.offset);
    assert.equal(read.calls.length, index.calls.length + 1);
  });

  it('notices another file in its place, a shorter one, and one that was written anew', async () => {
    const { path, index } = await grow([log(2_000)]);
    const other = `${V1}\n${log(3_000, 900)}`;
    const expected = shortly(await scanner.scanText(other));
    writeFileSync(`${path}.new`, other);
    renameSync(`${path}.new`, path);
    assert.deepEqual(shortly(await scanner.scanFile(path, { resume: index.resume })), expected);
    const long = await scanner.scanFile(path);
    writeFileSync(path, V1);
    assert.deepEqual((await scanner.scanFile(path, { resume: long.resume })).calls.length, 1);
    writeFileSync(path, other.replaceAll('room-9', 'hall-9'));
    const hall = expected.map((call) => call.replace('room-9', 'hall-9'));
    assert.deepEqual(shortly(await scanner.scanFile(path, { resume: long.resume })), hall);
  });

  it('starts over with other patterns, and with what is no resume point', async () => {
    const { path, index } = await grow([`room 7\n${V1}\nend`]);
    assert.equal(
      (await scanner.scanFile(path, { resume: index.resume, patterns: ['room (\\d)'] })).calls.length,
      2,
    );
    assert.equal((await scanner.scanFile(path, { resume: { version: 1 } })).calls.length, 1);
    assert.equal((await scanner.scanFile(path, { resume: 7 })).calls.length, 1);
  });

  it('may be cloned', async () => {
    const { path, index } = await grow([log(100)]);
    const { calls } = await scanner.scanFile(path, { resume: structuredClone(index.resume) });
    assert.deepEqual(calls, index.calls);
  });
});
