/** Numbers for ids, without an object for any of them. */

/** Whoever writes a log should not be able to choose ids whose hashes are the same. */
const SEED = Math.floor(Math.random() * 0xffffffff);

/** For how many ids there is room at first. */
export const FIRST_SIZE = 1_024;
const FIRST_BYTES = 65_536;

/** Gives each id a number, from 0 in the order they come. */
export class IdSet {
  #size = 0;
  /** Open addressing: numbers + 1, 0 where free. At most half full. */
  #slots = new Uint32Array(FIRST_SIZE * 2);
  #hashes = new Uint32Array(FIRST_SIZE);
  #bytes = new Uint8Array(FIRST_BYTES);
  #ends = new Uint32Array(FIRST_SIZE);
  /** Of the id that was looked for last. */
  #slot = 0;
  #hash = 0;

  get size(): number {
    return this.#size;
  }

  /** All ids, one after the other: a view of what is here. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#ends[this.#size - 1] ?? 0);
  }

  /** Where each of them ends in {@link bytes}. */
  get ends(): Uint32Array<ArrayBuffer> {
    return this.#ends.subarray(0, this.#size);
  }

  /** The number of the id that is `bytes[from..to)`, or -1 when it is not there. */
  find(bytes: Uint8Array, from: number, to: number): number {
    this.#hash = hashOf(bytes, from, to);
    this.#slot = this.#slotOf(bytes, from, to, this.#hash);
    return (this.#slots[this.#slot] ?? 0) - 1;
  }

  /** Adds the id that was looked for last and was not there; returns its number. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const index = this.#size;
    const start = this.#ends[index - 1] ?? 0;
    const end = start + to - from;
    if (end > this.#bytes.length) this.#bytes = grown(this.#bytes, Math.max(end, this.#bytes.length * 2));
    const mine = this.#bytes;
    for (let at = from, own = start; at < to; at += 1, own += 1) mine[own] = bytes[at] ?? 0;
    this.#size += 1;
    this.#slots[this.#slot] = this.#size;
    if (this.#size > this.#hashes.length) {
      this.#hashes = grown(this.#hashes, this.#hashes.length * 2);
      this.#ends = grown(this.#ends, this.#ends.length * 2);
    }
    this.#hashes[index] = this.#hash;
    this.#ends[index] = end;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return index;
  }

  /** The slot of an id, or the free slot where it would go. */
  #slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index < 0 || (this.#hashes[index] === hash && this.#isAt(index, bytes, from, to))) return slot;
    }
  }

  #isAt(index: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
    if ((this.#ends[index] ?? 0) - start !== to - from) return false;
    const mine = this.#bytes;
    for (let at = from, own = start; at < to; at += 1, own += 1) if (mine[own] !== bytes[at]) return false;
    return true;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#size; index += 1) {
      let slot = (this.#hashes[index] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
    this.#slots = slots;
  }
}

/** A longer copy of an array. */
export function grown<T extends Uint8Array | Uint32Array | Float64Array>(array: T, length: number): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the constructor of an array makes arrays of its type
  const copy = new (array.constructor as new (length: number) => T)(length);
  copy.set(array);
  return copy;
}

/** Four bytes a step: one at a time, each step would wait for the multiplication before it. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = SEED ^ (to - from);
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word =
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
