import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { after, describe, it } from 'mocha';
import type { FileIndex } from '../../../src/scan/model.ts';
import { LEGACY, log, open, shortly, V1 } from './support.ts';

const { scanner, sharing, close, file } = open();

after(close);

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
      // What is not on disk is read alike.
      const { resume: _, ...inMemory } = await scanner.scanText(bytes);
      const { resume: __, ...onDisk } = index;
      assert.deepEqual(inMemory, onDisk);
      const places = await scanner.occurrences({ text: bytes }, V1);
      assert.deepEqual(places, await scanner.occurrences({ path: file(bytes) }, V1));
    });
  }

  it('says the same of what is wrong with bytes on disk and in memory', async () => {
    const packed = gzipSync(log(2_000));
    for (const bytes of [
      packed.subarray(0, packed.length - 40),
      Buffer.concat([Buffer.from([0, 1, 2, 0xff]), Buffer.from(text)]),
      Buffer.concat([Buffer.from(text), Buffer.from([0xc3])]),
      Buffer.from(log(3_000), 'utf16le'),
      Buffer.alloc(0),
    ]) {
      const { resume: _, ...onDisk } = await scanner.scanFile(file(bytes));
      const { resume: __, ...inMemory } = await scanner.scanText(bytes);
      assert.deepEqual(inMemory, onDisk);
    }
  });

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
