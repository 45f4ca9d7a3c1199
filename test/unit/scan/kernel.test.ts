import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { BLOCK, createKernel } from '../../../src/scan/kernel.ts';
import { texts } from './support.ts';

const OUT = 65_536;
const kernel = createKernel(OUT * 2);

function put(bytes: Uint8Array): void {
  kernel.bytes.fill(0, 0, bytes.length + 200);
  kernel.bytes.set(bytes);
}

/** The blocks the kernel names: whether they are all hex, and where needles begin. */
function found(length: number): string[] {
  const words = new Uint32Array(kernel.bytes.buffer);
  const end = kernel.find(0, length, OUT);
  const blocks: string[] = [];
  for (let at = OUT / 4; at < end / 4; at += 2) {
    const address = words[at] ?? 0;
    const needles = words[at + 1] ?? 0;
    const places = Array.from({ length: BLOCK }, (_, bit) => bit).filter((bit) => (needles >>> bit) & 1);
    blocks.push(`${address & ~1} ${address & 1} ${places.join()}`);
  }
  return blocks;
}

const HEX_OR_ALIKE = '[0-9`a-i@A-I]';
const HEX_BLOCK = new RegExp(`^${HEX_OR_ALIKE}{16}$`);
const NEEDLES = new RegExp(
  String.raw`[vV]1\.|mNa|ssi..[\u0040-\u007f]|${HEX_OR_ALIKE}(?:\.\.|â\u0080|\\u..2|%E..8)`,
  's',
);

function naivelyFound(bytes: Buffer): string[] {
  const text = `${bytes.toString('latin1')}${'\0'.repeat(64)}`;
  const blocks: string[] = [];
  for (let block = 0; block < bytes.length; block += BLOCK) {
    const hex = block % 32 === 0 && HEX_BLOCK.test(text.slice(block, block + BLOCK));
    const places = Array.from({ length: BLOCK }, (_, bit) => bit).filter((bit) => {
      const here = text.slice(block + bit, block + bit + 6);
      const match = NEEDLES.exec(here);
      return match?.index === 0 && (!here.startsWith('ssi') || /^[Iio_YyOo]/.test(here.slice(5)));
    });
    if (hex || places.length > 0) blocks.push(`${block} ${hex ? 1 : 0} ${places.join()}`);
  }
  return blocks;
}

describe('scan: the kernel', () => {
  it('finds what a search byte by byte finds', () => {
    const bytes = fc.oneof(
      texts.map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 300 }).map(Buffer.from),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        const part = Buffer.from(some.subarray(0, 4_000));
        put(part);
        assert.deepEqual(found(part.length), naivelyFound(part));
      }),
      { numRuns: 500 },
    );
  });

  it('counts line ends of every kind, from and to any place', () => {
    const bytes = fc.array(fc.constantFrom(10, 13, 65, 0), { maxLength: 200 });
    fc.assert(
      fc.property(bytes, fc.nat(200), fc.nat(200), (some, first, second) => {
        put(Uint8Array.from(some));
        const [from, to] = [Math.min(first, second), Math.max(first, second)];
        const ends = some.filter(
          (byte, at) => at >= from && at < to && (byte === 10 || (byte === 13 && some[at + 1] !== 10)),
        );
        assert.equal(kernel.lineEnds(from, to), ends.length);
      }),
      { numRuns: 500 },
    );
  });

  it('counts line ends of long stretches without overflow', () => {
    for (const length of [3_839, 3_840, 3_841, 3_856, 40_000, 65_535]) {
      put(new Uint8Array(length).fill(10));
      assert.equal(kernel.lineEnds(0, length), length);
      put(new Uint8Array(length).fill(13));
      assert.equal(kernel.lineEnds(0, length), length);
    }
  });
});
