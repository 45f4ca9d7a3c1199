import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, before, describe, it } from 'mocha';
import { FileError } from '../../../src/core/fileIndex.ts';
import { createScanner, type FileIndex, type Scanner } from '../../../src/scan/client.ts';
import { MAX_IDS } from '../../../src/scan/idTable.ts';

const HEX = '8d75114d60d1345a22e4cc612263fb26c0b5cf92';
const V1 = `v1.us.31780434a95d45.1692368113${HEX}`;
const LEGACY = '1594206205a3f5aba3998db11501e308f47e686839724f7158';
const WORKER = join(import.meta.dirname, '../../../src/scan/worker.ts');

let folder = '';
let scanner: Scanner;
/** Two workers share every file. */
let sharing: Scanner;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-test-'));
  scanner = createScanner({ workerPath: WORKER, workers: 1 });
  sharing = createScanner({ workerPath: WORKER, shareFrom: 1 });
});

after(async () => {
  await Promise.all([scanner.dispose(), sharing.dispose()]);
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;

function file(content: string | Uint8Array): string {
  files += 1;
  const path = join(folder, `file-${files}.log`);
  writeFileSync(path, content);
  return path;
}

const shortly = ({ calls }: FileIndex) =>
  calls.map(({ sessionId, count, firstLine, lastLine, firstColumn, firstOffset }) =>
    [
      sessionId.slice(0, 12),
      `x${count}`,
      `${firstLine}-${lastLine}`,
      `:${firstColumn}`,
      `@${firstOffset}`,
    ].join(' '),
  );
const kinds = ({ notes }: FileIndex) => notes.map(({ kind }) => kind);

async function failure(promise: Promise<unknown>): Promise<FileError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof FileError, 'it fails with a FileError');
  return error;
}

/** Some thousand lines with ids of every form on many of them. */
function log(lines: number, salt = 0): string {
  let text = '';
  for (let line = 0; line < lines; line += 1) {
    text += `2024-06-01T10:00:00.${line % 1_000}Z INFO some work was done`;
    const number = ((line * 7_919) % 700) + salt;
    const hex = number.toString(16).padStart(8, 'a').repeat(5);
    if (line % 5 === 0) text += ` v1.eu.31780434a95d45.1692368113${hex}`;
    if (line % 7 === 0) text += ` "sessionId":"room-${number}"`;
    if (line % 11 === 0) text += ` é 1594206205${hex}`;
    text += line % 13 === 0 ? '\r\n' : '\n';
  }
  return text;
}

describe('scan: files', () => {
  const text = `first ${V1}\nsecond sessionId=room-7 and ${LEGACY}\nthird é ${V1}`;
  it('tells ids, counts, lines, columns and offsets', async () => {
    const index = await scanner.scanFile(file(text));
    assert.deepEqual(
      shortly(index),
      ['v1.us.317804 x2 1-3 :7 @6', 'room-7 x1 2-2 :18 @95', '159420620500 x1 2-2 :29 @106'].map((call) =>
        call.replace('159420620500', LEGACY.slice(0, 12)),
      ),
    );
    assert.deepEqual(
      [index.lines, index.bytes, index.encoding, index.notes],
      [3, Buffer.byteLength(text), 'utf-8', []],
    );
    assert.deepEqual(
      index.calls.map(({ form, looksCutOff }) => [form, looksCutOff]),
      [
        ['v1', false],
        ['keyed', false],
        ['legacy', false],
      ],
    );
  });

  for (const [name, bytes] of [
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['gzip', gzipSync(text)],
    ['gzip of two members', Buffer.concat([gzipSync(text.slice(0, 50)), gzipSync(text.slice(50))])],
    ['gzip of UTF-16', gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le'))],
    ['CR alone at line ends', Buffer.from(text.replaceAll('\n', '\r'))],
    ['CR and LF at line ends', Buffer.from(text.replaceAll('\n', '\r\n'))],
  ] as const) {
    it(`reads ${name}`, async () => {
      const index = await scanner.scanFile(file(bytes));
      const placesOf = ({ calls }: FileIndex) =>
        calls.map(({ sessionId, count, firstLine, lastLine, firstColumn }) => ({
          sessionId,
          count,
          firstLine,
          lastLine,
          firstColumn,
        }));
      assert.deepEqual(placesOf(index), placesOf(await scanner.scanText(text)));
      assert.equal(index.lines, 3);
      assert.deepEqual(index.notes, []);
      assert.equal(index.bytes, bytes.length);
    });
  }

  it('tells offsets in the file where it is UTF-16', async () => {
    const bytes = Buffer.from(`\ufeffé😀 ${V1}`, 'utf16le');
    const [call] = (await scanner.scanFile(file(bytes))).calls;
    assert.equal(bytes.toString('utf16le', call?.firstOffset), V1);
  });

  it('finds the same with one worker and with two', async () => {
    const path = file(log(20_000));
    const [one, two] = [await scanner.scanFile(path), await sharing.scanFile(path)];
    assert.ok(one.calls.length > 500);
    assert.deepEqual(two, one);
  });

  it('tells where an id stands, in order', async () => {
    const found = [
      { line: 1, column: 7 },
      { line: 3, column: 9 },
    ];
    assert.deepEqual(await scanner.occurrences({ path: file(text) }, V1), found);
    assert.deepEqual(await scanner.occurrences({ text }, V1), found);
    assert.deepEqual(await scanner.occurrences({ text }, 'other'), []);
  });

  it('obeys patterns of the user, and names those it cannot use', async () => {
    const options = { patterns: ['room (\\d+)', '(', '(a+)+$'] };
    const path = file(`in room 77 today\n${'a'.repeat(60)}!\n${V1}`);
    for (const one of [scanner, sharing]) {
      const index = await one.scanFile(path, options);
      assert.deepEqual(
        index.calls.map(({ sessionId, form }) => `${form} ${sessionId.slice(0, 5)}`),
        ['pattern 77', 'v1 v1.us'],
      );
      assert.deepEqual(index.notes, [
        { kind: 'invalidPattern', pattern: '(' },
        { kind: 'slowPattern', pattern: '(a+)+$' },
      ]);
    }
  });
});

describe('scan: bad input', () => {
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
    const path = file(parts.join(''));
    for (const one of [scanner, sharing]) {
      const index = await one.scanFile(path);
      assert.equal(index.calls.length, MAX_IDS);
      assert.equal(index.lines, 1_000_000);
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
    // Root may read everything, and Windows knows no such bits.
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o000 });
    const error = await failure(scanner.scanFile(join(closed, 'log')));
    assert.deepEqual([error.reason, error.systemCode], ['noPermission', 'EACCES']);
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

describe('scan: a growing file', () => {
  /** Scans as the file grows piece by piece, and at the end all of it anew. */
  async function grow(pieces: readonly (string | Uint8Array)[], one: Scanner = scanner) {
    const path = file('');
    let index = await one.scanFile(path);
    for (const piece of pieces) {
      appendFileSync(path, piece);
      index = await one.scanFile(path, { resume: index.resume });
      const { resume: _resume, ...anew } = await one.scanFile(path);
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
    writeFileSync(path, other.replaceAll('INFO', 'WARN'));
    assert.deepEqual(shortly(await scanner.scanFile(path, { resume: long.resume })), expected);
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
