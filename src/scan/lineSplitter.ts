/** Cuts bytes into lines as an editor does, in a memory that does not depend on how long a line is. */
import { Buffer, isAscii } from 'node:buffer';
import { endsId, startsToken } from '../core/sessionId/finder/index.ts';

/** So much of a line is handed out, in bytes. */
export const LONGEST_LINE = 65_536;
/** What is looked at before and behind a name: an escape, a date. In bytes. */
const AROUND = 32;

/** @returns false where no more lines are wanted */
export type TakeLine = (text: string, offset: number, isNaming: boolean) => boolean;

/** The bytes of UTF-8 as characters of one byte each: places in it are offsets. */
function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

export class LineSplitter {
  readonly #take: TakeLine;
  readonly #names: readonly string[];
  readonly #overlap: number;
  /** What came last and is of no whole line yet, and where it begins. */
  #rest: Buffer = Buffer.alloc(0);
  #offset: number;
  /** The line under way, where it is longer than is kept. */
  #long: { readonly offset: number; readonly text: string; isNaming: boolean } | undefined;
  #isDone = false;

  /**
   * @param offset of the first byte, at which a line begins
   * @param names the lines in which one of these stands name the call
   */
  constructor(offset: number, names: readonly string[], take: TakeLine) {
    this.#offset = offset;
    this.#names = names.filter((name) => name !== '').map(asBytes);
    this.#overlap = Math.max(0, ...this.#names.map(({ length }) => length)) + 2 * AROUND;
    this.#take = take;
  }

  /** @returns false where no more is wanted */
  push(chunk: Buffer): boolean {
    return this.#split(this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]), false);
  }

  /** Nothing more comes: the last line may have no end. */
  end(): void {
    this.#split(this.#rest, true);
  }

  #split(bytes: Buffer, isLast: boolean): boolean {
    if (this.#isDone) return false;
    const text = bytes.toString('latin1');
    const plain = isAscii(bytes);
    const nameFrom = this.#nameFinder(text);
    const nextEnd = lineEnds(text, isLast);
    let from = 0;
    for (let end = nextEnd(0); end; end = nextEnd(from)) {
      const isNaming = nameFrom(from, end.at);
      if (!this.#emit(bytes, text, plain, from, end.at, isNaming)) return false;
      from = end.next;
    }
    if (isLast) {
      if (from < text.length || this.#long)
        this.#emit(bytes, text, plain, from, text.length, nameFrom(from, text.length));
      this.#rest = Buffer.alloc(0);
      return false;
    }
    this.#keep(bytes, text, plain, from, nameFrom);
    return true;
  }

  #emit(bytes: Buffer, text: string, plain: boolean, from: number, to: number, isNaming: boolean): boolean {
    const long = this.#long;
    this.#long = undefined;
    const goesOn = long
      ? this.#take(long.text, long.offset, long.isNaming || isNaming)
      : this.#take(textOf(bytes, text, plain, from, to), this.#offset + from, isNaming);
    if (!goesOn) this.#isDone = true;
    return goesOn;
  }

  /** Keeps what is of a line that goes on; of a long one, as much as a name may begin in. */
  #keep(
    bytes: Buffer,
    text: string,
    plain: boolean,
    from: number,
    nameFrom: (from: number, to: number, isOpen: boolean) => boolean,
  ): void {
    let kept = from;
    if (this.#long || text.length - from > LONGEST_LINE) {
      this.#long ??= {
        offset: this.#offset + from,
        text: textOf(bytes, text, plain, from, text.length),
        isNaming: false,
      };
      if (nameFrom(from, text.length, true)) this.#long.isNaming = true;
      kept = Math.max(from, text.length - this.#overlap);
    }
    // Copied: the bytes are those of a buffer that is used again.
    this.#rest = Buffer.from(bytes.subarray(kept));
    this.#offset += kept;
  }

  /** Tells whether a name stands between two places, asked for in rising order. */
  #nameFinder(text: string): (from: number, to: number, isOpen?: boolean) => boolean {
    // In what is kept of a long line, what begins at once has been seen.
    const first = this.#long ? AROUND : 0;
    const found = this.#names.map((name) => ({ name, at: nextName(text, name, first) }));
    return (from, to, isOpen = false) => {
      let isNaming = false;
      for (const each of found) {
        while (each.at !== -1 && each.at < from) each.at = nextName(text, each.name, each.at + 1);
        const end = each.at + each.name.length;
        if (each.at !== -1 && end <= to && !(isOpen && end + AROUND > text.length)) isNaming = true;
      }
      return isNaming;
    };
  }
}

/** Where a name stands next as a token of its own; -1 where it does not. */
function nextName(text: string, name: string, from: number): number {
  for (let at = text.indexOf(name, from); at !== -1; at = text.indexOf(name, at + 1))
    if (startsToken(text, at) && endsId(text, at + name.length)) return at;
  return -1;
}

interface LineEnd {
  readonly at: number;
  /** Where the next line begins. */
  readonly next: number;
}

/** Finds the end of the line that begins at a place: at a line feed, a carriage return, or both. */
function lineEnds(text: string, isLast: boolean): (from: number) => LineEnd | undefined {
  if (!text.includes('\r'))
    return (from) => {
      const at = text.indexOf('\n', from);
      return at === -1 ? undefined : { at, next: at + 1 };
    };
  const expression = /\r\n?|\n/g;
  return (from) => {
    expression.lastIndex = from;
    const match = expression.exec(text);
    // A line feed may follow.
    if (!match || (!isLast && match[0] === '\r' && match.index === text.length - 1)) return undefined;
    return { at: match.index, next: match.index + match[0].length };
  };
}

// oxlint-disable-next-line no-control-regex -- a byte each
const NOT_ASCII = /[^\u0000-\u007f]/;

function textOf(bytes: Buffer, text: string, plain: boolean, from: number, to: number): string {
  const line = text.slice(from, Math.min(to, from + LONGEST_LINE));
  return plain || !NOT_ASCII.test(line) ? line : bytes.toString('utf8', from, from + line.length);
}
