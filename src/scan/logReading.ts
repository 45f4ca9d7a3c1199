/** Reads a log by its times: what a worker does for one task. Instants are milliseconds since 1970 UTC. */
import { Buffer } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { Span } from '../core/call/index.ts';
import { FileError } from '../core/fileCalls/model.ts';
import { levelOf } from '../core/logLanes/index.ts';
import {
  type LineCounts,
  type LogWindow,
  MAX_NAMING,
  MAX_TEXT,
  MAX_WEBHOOKS,
  type NamingLine,
  type NearestLine,
  type WindowNote,
} from '../core/logLanes/model.ts';
import { dayOrderOf, isDateInDoubt, isDateless, isPutBack, LineTimes } from '../core/logTime/index.ts';
import type { DayOrder, LogClock } from '../core/logTime/model.ts';
import { WebhookReader } from '../core/webhook/index.ts';
import type { WebhookEvent } from '../core/webhook/model.ts';
import { detectFormat, HEAD_SIZE, READ_ONLY } from './fileHead.ts';
import { createKernel, type Kernel } from './kernel.ts';
import { LineSplitter, type TakeLine } from './lineSplitter.ts';
import type { Content, Format } from './model.ts';
import { unpack } from './scanContent.ts';
import { type ByteSource, GRAIN, type Grain, SLACK_MS, type Stretch, StretchFinder } from './stretches.ts';

/** Called with how many bytes have been read of how many there are to read; throws to end the reading. */
export type ReadTick = (bytes: number, total: number) => void;

/** In what pieces files are read, in bytes. */
const CHUNK = 262_144;
/** A file this small is read as a whole, in bytes: then nothing about it is an estimate. */
const READ_WHOLE = 1_048_576;
/** Lines before a stretch are counted where it begins no further than this, in bytes: it takes 20 ms. */
const COUNTED = 67_108_864;
/** How much of a file tells how its dates are written, in bytes, and how many places are looked at. */
const DATES_READ = 8_192;
const DATES_PLACES = 64;
const DAY_MS = 86_400_000;
/** So many lines before a webhook's body may tell when it was logged. */
const LOOKED_BACK = 20;

/** Sizes for tests. */
export interface ReadSizes {
  readonly grain: Grain;
  readonly chunk: number;
  readonly readWhole: number;
}
const SIZES: ReadSizes = { grain: GRAIN, chunk: CHUNK, readWhole: READ_WHOLE };

export interface WindowWanted {
  readonly window: Span;
  readonly clock: LogClock;
  readonly names: readonly string[];
  readonly slices: number;
}

/** Rejects with a FileError, with what the system said, or with what `tick` throws. */
export async function readWindow(
  content: Content,
  { window, clock: given, names, slices }: WindowWanted,
  tick: ReadTick,
  sizes = SIZES,
): Promise<LogWindow> {
  const near = given.near ?? (window.from + window.to) / 2;
  return withText(content, async (text) => {
    const read = new Meter(tick);
    const { clock, ...seen } = await clockFor(text, { ...given, near }, sizes.readWhole);
    const collector = new WindowCollector({ window, clock, slices, names });
    let isEstimate = seen.isDateless && window.to - window.from > DAY_MS;
    let hasTimes = false;
    if (text.source && text.source.size > sizes.readWhole) {
      const source = metered(text.source, read);
      const finder = new StretchFinder(source, new LineTimes(clock), sizes.grain, {
        tick: () => read.tick(),
      });
      const stretches = joined([...finder.find(() => window)]);
      read.plan(stretches);
      const counter = new LineCounter(source);
      for (const { from, to } of stretches) {
        collector.begin(from <= COUNTED ? counter.lineAt(from, read) : undefined);
        readStretch(source, { from, to }, names, collector.take, read, sizes.chunk);
      }
      const isWhole = stretches[0]?.from === 0 && stretches[0].to === source.size;
      hasTimes = finder.hasTimes;
      if (!isWhole && (finder.jumps || collector.jumps || !finder.hasTimes)) isEstimate = true;
    } else {
      collector.begin(0);
      await eachLine(text, names, collector.take, (done, total) => {
        tick(done, total);
        read.bytes = done;
      });
    }
    const times = hasTimes || collector.hasTimes ? 'read' : seen.isInDoubt ? 'inDoubt' : 'none';
    // Of an hour that comes twice, a line that tells no zone may be of either.
    if (collector.hasAssumedZone && isPutBack(window, clock.timeZone)) isEstimate = true;
    return { ...collector.result(), times, isEstimate, bytesRead: read.bytes, notes: text.notes() };
  });
}

/**
 * The webhook events of a log, the first {@link MAX_WEBHOOKS}; also those in lines that tell no time. Rejects as
 * {@link readWindow} does.
 * @param names of which calls; of any where it is undefined
 */
export async function readWebhooks(
  content: Content,
  { clock: given, names }: { readonly clock: LogClock; readonly names: readonly string[] | undefined },
  tick: ReadTick,
): Promise<readonly WebhookEvent[]> {
  return withText(content, async (text) => {
    const { clock } = await clockFor(text, given, READ_WHOLE);
    const times = new LineTimes(clock);
    const reader = new WebhookReader();
    const events: WebhookEvent[] = [];
    let line = -1;
    /** This line, and those before it. */
    let latest: string[] = [];
    const loggedAt = () => {
      for (let index = latest.length - 1; index >= 0; index -= 1) {
        const at = times.read(latest[index] ?? '');
        if (at !== undefined) return at;
      }
      return undefined;
    };
    const take = (lineText: string, offset: number) => {
      line += 1;
      if (latest.length >= 2 * LOOKED_BACK) latest = latest.slice(-LOOKED_BACK);
      latest.push(lineText);
      for (const event of reader.feed(lineText, { offset, line }, loggedAt))
        if (!names || names.includes(event.sessionId)) events.push(event);
      return events.length < MAX_WEBHOOKS;
    };
    await eachLine(text, [], take, tick);
    return events.slice(0, MAX_WEBHOOKS);
  });
}

/** The line whose time is nearest to an instant. Rejects as {@link readWindow} does. */
export async function readNearest(
  content: Content,
  { instant, clock: given }: { readonly instant: number; readonly clock: LogClock },
  tick: ReadTick,
  sizes = SIZES,
): Promise<NearestLine | undefined> {
  return withText(content, async (text) => {
    const read = new Meter(tick);
    const { clock } = await clockFor(text, { ...given, near: given.near ?? instant }, sizes.readWhole);
    const times = new LineTimes(clock);
    let best: Omit<NearestLine, 'line' | 'isEstimate'> | undefined;
    let bestIndex = 0;
    const see = (at: number, offset: number, index: number) => {
      const distanceMs = Math.abs(at - instant);
      const isNearer =
        !best || distanceMs < best.distanceMs || (distanceMs === best.distanceMs && offset < best.offset);
      if (!isNearer) return;
      best = { at, offset, distanceMs };
      bestIndex = index;
    };
    const seeLines = () => {
      let index = -1;
      return (line: string, offset: number) => {
        index += 1;
        const at = times.read(line);
        if (at !== undefined) see(at, offset, index);
        return true;
      };
    };
    if (!text.source || text.source.size <= sizes.readWhole) {
      await eachLine(text, [], seeLines(), tick);
      return best && { ...best, line: bestIndex, isEstimate: false };
    }
    const source = metered(text.source, read);
    const finder = new StretchFinder(source, times, sizes.grain, {
      seen: (at, offset) => see(at, offset, 0),
      tick: () => read.tick(),
    });
    let readAll = 0;
    for (const stretch of finder.find(() => around(instant, best?.distanceMs ?? Infinity))) {
      readAll += stretch.to - stretch.from;
      readStretch(source, stretch, [], seeLines(), read, sizes.chunk);
    }
    if (!best) return undefined;
    const line = new LineCounter(source).lineAt(best.offset, read);
    return { ...best, line, isEstimate: finder.jumps && readAll < source.size };
  });
}

function around(instant: number, distance: number): Span {
  return { from: instant - distance, to: instant + distance };
}

/** The numbers, from 0, of the lines in which bytes stand. Rejects as {@link readWindow} does. */
export async function readLinesAt(
  content: Content,
  offsets: readonly number[],
  tick: ReadTick,
): Promise<readonly number[]> {
  return withText(content, async (text) => {
    const rising = [...new Set(offsets)].toSorted((a, b) => a - b);
    const lines = new Map<number, number>();
    if (text.source) {
      const read = new Meter(tick);
      read.total = rising.at(-1) ?? 0;
      const counter = new LineCounter(metered(text.source, read));
      for (const offset of rising) lines.set(offset, counter.lineAt(offset, read));
    } else {
      let [index, next] = [-1, 0];
      const take = (_text: string, offset: number) => {
        for (; next < rising.length && (rising[next] ?? 0) < offset; next += 1)
          lines.set(rising[next] ?? 0, Math.max(0, index));
        index += 1;
        return next < rising.length;
      };
      await eachLine(text, [], take, tick);
      for (; next < rising.length; next += 1) lines.set(rising[next] ?? 0, Math.max(0, index));
    }
    return offsets.map((offset) => lines.get(offset) ?? 0);
  });
}

/** Counts the lines of a window, and keeps those that name the call, and the events of its webhooks. */
class WindowCollector {
  hasTimes = false;
  /** Whether the clock ran back within what was read. */
  jumps = false;
  readonly #window: Span;
  readonly #times: LineTimes;
  readonly #names: readonly string[];
  readonly #slices: { count: number; warnings: number; errors: number }[];
  readonly #sliceLength: number;
  #lines: NamingLine[] = [];
  #naming = 0;
  #webhooks: WebhookEvent[] = [];
  #reader = new WebhookReader();
  /** Of the lines that name the call, every so many is kept. */
  #step = 1;
  #line: number | undefined;
  #at: number | undefined;
  #latest = -Infinity;

  constructor({ window, clock, slices, names }: WindowWanted) {
    this.#window = window;
    this.#times = new LineTimes(clock);
    this.#names = names;
    this.#slices = Array.from({ length: slices }, () => ({ count: 0, warnings: 0, errors: 0 }));
    this.#sliceLength = Math.max(1, window.to - window.from) / slices;
  }

  get hasAssumedZone(): boolean {
    return this.#times.hasAssumedZone;
  }

  /** A stretch begins. @param line the number of its first line, where it is known */
  begin(line: number | undefined): void {
    this.#line = line;
    this.#at = undefined;
    this.#latest = -Infinity;
    this.#reader = new WebhookReader();
  }

  readonly take = (text: string, offset: number, isNaming: boolean): boolean => {
    const { from, to } = this.#window;
    const line = this.#line;
    if (line !== undefined) this.#line = line + 1;
    const own = this.#times.read(text);
    if (own !== undefined) {
      this.hasTimes = true;
      if (this.#latest - own > SLACK_MS) this.jumps = true;
      this.#latest = own < this.#latest - SLACK_MS ? own : Math.max(this.#latest, own);
      this.#at = own;
    }
    const at = this.#at;
    if (at === undefined || at < from || at > to) return true;
    const slice =
      this.#slices[Math.min(this.#slices.length - 1, Math.floor((at - from) / this.#sliceLength))];
    const level = levelOf(text, own === undefined ? 0 : this.#times.end);
    if (slice) {
      slice.count += 1;
      if (level === 'error') slice.errors += 1;
      if (level === 'warning') slice.warnings += 1;
    }
    if (isNaming) this.#keep({ offset, line, at, level, text });
    // An event of this call names it, unless its body stands on several lines.
    if (isNaming || this.#reader.mayGoOn(text))
      this.#keepWebhooks(this.#reader.feed(text, { offset, line }, () => at));
    return true;
  };

  result(): LineCounts & Pick<LogWindow, 'window' | 'lines' | 'naming' | 'webhooks' | 'slices'> {
    const sum = (of: keyof LineCounts) => this.#slices.reduce((all, slice) => all + slice[of], 0);
    return {
      window: this.#window,
      lines: this.#lines,
      naming: this.#naming,
      webhooks: this.#webhooks,
      slices: this.#slices,
      count: sum('count'),
      warnings: sum('warnings'),
      errors: sum('errors'),
    };
  }

  #keepWebhooks(events: readonly WebhookEvent[]): void {
    for (const event of events)
      if (this.#webhooks.length < MAX_WEBHOOKS && this.#names.includes(event.sessionId))
        this.#webhooks.push(event);
  }

  /** Keeps every line, then every second, then every fourth: whatever the number, they are spread evenly. */
  #keep(line: NamingLine): void {
    this.#naming += 1;
    if ((this.#naming - 1) % this.#step !== 0) return;
    // A part of a long text would keep all of it, and its block.
    this.#lines.push({ ...line, text: Buffer.from(line.text.slice(0, MAX_TEXT)).toString() });
    if (this.#lines.length <= MAX_NAMING) return;
    this.#step *= 2;
    this.#lines = this.#lines.filter((_line, index) => index % 2 === 0);
  }
}

/** How much was read, of how much. */
class Meter {
  bytes = 0;
  total = 0;
  readonly #tick: ReadTick;

  constructor(tick: ReadTick) {
    this.#tick = tick;
  }

  plan(stretches: readonly Stretch[]): void {
    this.total = this.bytes + stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  tick(): void {
    this.#tick(this.bytes, Math.max(this.total, this.bytes));
  }
}

function metered(source: ByteSource, meter: Meter): ByteSource {
  return {
    size: source.size,
    read(offset, length, into) {
      const bytes = source.read(offset, length, into);
      meter.bytes += bytes.length;
      return bytes;
    },
  };
}

/** Stretches that meet become one. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of stretches) {
    const last = result.at(-1);
    if (last && last.to >= from) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

function readStretch(
  source: ByteSource,
  { from, to }: Stretch,
  names: readonly string[],
  take: (text: string, offset: number, isNaming: boolean) => boolean,
  read: Meter,
  chunk: number,
): void {
  const splitter = new LineSplitter(from, names, take);
  for (let at = from; at < to;) {
    const bytes = source.read(at, Math.min(chunk, to - at));
    if (bytes.length === 0) break;
    at += bytes.length;
    splitter.push(bytes);
    read.tick();
  }
  splitter.end();
}

/** Counts the lines before places, in rising order; each byte once. */
class LineCounter {
  readonly #source: ByteSource;
  /** Made when there is something to count. */
  #kernel: Kernel | undefined;
  #at = 0;
  #lines = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  lineAt(offset: number, read: Meter): number {
    if (offset === this.#at) return this.#lines;
    const kernel = (this.#kernel ??= createKernel(CHUNK + 128));
    const bytes = Buffer.from(kernel.bytes.buffer);
    while (this.#at < offset) {
      const wanted = Math.min(CHUNK, offset - this.#at);
      // The byte behind them tells whether a carriage return at the end is half a line end.
      const there = this.#source.read(this.#at, wanted + 1, bytes).length;
      if (there === 0) break;
      bytes[there] = 0;
      const counted = Math.min(wanted, there);
      this.#lines += kernel.lineEnds(0, counted);
      this.#at += counted;
      read.tick();
    }
    return this.#lines;
  }
}

/** A content as UTF-8. */
interface Text {
  /** Where any place of it can be read; not of what is packed, or UTF-16. */
  readonly source: ByteSource | undefined;
  /** Hands out all of it, with how much of the file was read for it. */
  each(take: (bytes: Buffer, done: number, total: number) => void): Promise<void>;
  notes(): readonly WindowNote[];
}

async function withText<Result>(content: Content, use: (text: Text) => Promise<Result>): Promise<Result> {
  if (content.kind === 'text') {
    const bytes = Buffer.from(content.text);
    const format = typeof content.text === 'string' ? UTF8 : detectFormat(bytes.subarray(0, HEAD_SIZE));
    const source: ByteSource = {
      size: bytes.length,
      read: (offset, length, into) => {
        const part = bytes.subarray(offset, offset + length);
        into?.set(part);
        return part;
      },
    };
    return use(textOf(source, format));
  }
  const descriptor = openSync(content.path, READ_ONLY);
  try {
    const { ino, dev } = fstatSync(descriptor);
    if (ino !== content.inode || dev !== content.device) throw new FileError('changedWhileReading');
    const buffer = Buffer.allocUnsafe(CHUNK + 1);
    const source: ByteSource = {
      // Files that tell no size, as those of /proc, are read through.
      size: content.to ?? Infinity,
      read(offset, length, into = buffer) {
        const read = readSync(descriptor, into, 0, Math.min(length, into.length), offset);
        return into.subarray(0, read);
      },
    };
    return await use(textOf(source, content.format));
  } finally {
    closeSync(descriptor);
  }
}

const UTF8: Format = { gzip: false, encoding: 'utf-8', bom: 0 };

/** All of a source; each piece is a copy, as some are read ahead. */
function* piecesOf(source: ByteSource): Generator<Buffer> {
  let at = 0;
  for (let bytes = source.read(0, CHUNK); bytes.length > 0; bytes = source.read(at, CHUNK)) {
    at += bytes.length;
    yield Buffer.from(bytes);
  }
}

function isUtf16({ encoding }: Format): boolean {
  return encoding === 'utf-16le' || encoding === 'utf-16be';
}

function textOf(source: ByteSource, format: Format): Text {
  const notes = new Set<WindowNote>(format.encoding === 'binary' ? ['binary'] : []);
  const isPlain = !format.gzip && !isUtf16(format) && Number.isFinite(source.size);
  const checked: ByteSource = {
    size: source.size,
    read(offset, length, into) {
      const bytes = source.read(offset, length, into);
      const hasSize = Number.isFinite(source.size);
      if (hasSize && bytes.length < Math.min(length, source.size - offset))
        notes.add('truncatedWhileReading');
      return bytes;
    },
  };
  const each: Text['each'] = async (take) => {
    let done = 0;
    const total = () => (Number.isFinite(source.size) ? Math.max(source.size, done) : done);
    if (isPlain) {
      for (let bytes = checked.read(0, CHUNK); bytes.length > 0; bytes = checked.read(done, CHUNK)) {
        done += bytes.length;
        take(bytes, done, total());
      }
      return;
    }
    if (!format.gzip) {
      const decode = decoderOf(format);
      for (const bytes of piecesOf(checked)) take(decode(bytes), (done += bytes.length), total());
      return;
    }
    const input = Readable.from(piecesOf(checked));
    input.on('data', (bytes: Uint8Array) => (done += bytes.length));
    let decode: Decode | undefined;
    const isWhole = await unpack(input, (bytes) => {
      decode ??= decoderOf(detectFormat(bytes));
      take(decode(bytes), done, total());
    });
    if (!isWhole) notes.add('brokenGzip');
  };
  return {
    source: isPlain ? checked : undefined,
    each,
    notes: () => [...notes],
  };
}

type Decode = (bytes: Uint8Array) => Buffer;

function decoderOf(format: Format): Decode {
  if (!isUtf16(format)) return (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const decoder = new TextDecoder(format.encoding);
  return (bytes) => Buffer.from(decoder.decode(bytes, { stream: true }));
}

/** Ends a reading when what was wanted is there. */
class Enough extends Error {}

/** Hands out a text until `take` says that it wants no more. */
async function untilEnough(
  text: Pick<Text, 'each'>,
  take: (bytes: Buffer, done: number, total: number) => boolean,
): Promise<void> {
  try {
    await text.each((bytes, done, total) => {
      if (!take(bytes, done, total)) throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
}

/** Hands out the lines of a text as {@link LineSplitter} does. */
async function eachLine(text: Text, names: readonly string[], take: TakeLine, tick: ReadTick): Promise<void> {
  const splitter = new LineSplitter(0, names, take);
  await untilEnough(text, (bytes, done, total) => {
    tick(done, total);
    return splitter.push(bytes);
  });
  splitter.end();
}

async function headOf(text: Pick<Text, 'source' | 'each'>): Promise<string> {
  if (text.source) return text.source.read(0, DATES_READ).toString();
  let head = '';
  await untilEnough(text, (bytes) => {
    head += bytes.toString();
    return head.length < DATES_READ;
  });
  return head;
}

/** How a file's times are to be read, by what is seen of them. */
interface SeenClock {
  readonly clock: LogClock;
  /** Whether its dates can be read in two ways, and nothing decides between them. */
  readonly isInDoubt: boolean;
  /** Whether its times have no date, so that they come again every day. */
  readonly isDateless: boolean;
}

async function clockFor(text: Text, given: LogClock, readWhole: number): Promise<SeenClock> {
  const lines = (await headOf(text)).split(/\r\n?|\n/);
  const isAnyInDoubt = given.dayOrder === undefined && lines.some(isDateInDoubt);
  const dayOrder = isAnyInDoubt ? await dayOrderIn(text, readWhole) : given.dayOrder;
  const clock = { ...given, dayOrder };
  return {
    clock,
    isInDoubt: isAnyInDoubt && dayOrder === undefined,
    isDateless: lines.some((line) => isDateless(line, clock)),
  };
}

/** What comes first in a file's dates: by parts all over a large one, by all of it where it is read through anyway. */
async function dayOrderIn(text: Text, readWhole: number): Promise<DayOrder | undefined> {
  const orders = new Set<DayOrder>();
  const see = (part: string) => {
    const order = dayOrderOf(part);
    if (order) orders.add(order);
  };
  const { source } = text;
  if (source && source.size > readWhole)
    for (let place = 0; place < DATES_PLACES; place += 1)
      see(source.read(Math.floor((source.size / DATES_PLACES) * place), DATES_READ).toString());
  else await text.each((bytes) => see(bytes.toString()));
  return orders.size === 1 ? [...orders][0] : undefined;
}
