/** A log as large as asked for, the same every time: lines of many kinds and lengths, some with session ids. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Different ids of a log of 1 GB; a smaller one has its share of them. */
export const IDS = 150_000;
export const GIGABYTE = 1_000_000_000;
/** Of the first line, in milliseconds since 1970 UTC. */
export const STARTS_AT = 1_717_200_000_000;

/** Numbers from 0 to 1, the same every time (a linear congruential generator). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

type Random = () => number;

const int = (random: Random, below: number) => Math.floor(random() * below);
const pick = <T>(random: Random, of: readonly T[]) => of[int(random, of.length)] as T;

function hex(random: Random, length: number): string {
  let text = '';
  while (text.length < length)
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, length);
}

/** The id of a number: two in five are v1, as many in three keyed, the rest legacy. */
function idOf(index: number): { readonly id: string; readonly kind: 'v1' | 'legacy' | 'keyed' } {
  const random = createRandom(index * 7_919 + 1);
  random();
  const seconds = 1_500_000_000 + int(random, 200_000_000);
  if (index % 15 < 6) {
    const id = `v1.${pick(random, ['us', 'eu', 'in'])}.${hex(random, 14)}.${seconds}${hex(random, 40)}`;
    return { id, kind: 'v1' };
  }
  if (index % 15 < 10) return { id: `${seconds}${hex(random, 40)}`, kind: 'legacy' };
  return { id: `room-${index}-${hex(random, 6)}`, kind: 'keyed' };
}

const SERVICES = ['gateway', 'signalling', 'media-router', 'recorder', 'billing', 'presence', 'push'];
const LEVELS = ['DEBUG', 'INFO ', 'INFO ', 'INFO ', 'WARN ', 'ERROR'];
const TEXTS = [
  'accepted connection from peer, negotiating transport parameters',
  'ICE candidate pair selected after connectivity checks',
  'heartbeat',
  'flushed write-ahead buffer to storage',
  'retrying request after transient failure, attempt 2 of 5',
  'user session refreshed',
  'processing queue is drained',
  'cache miss, falling back to primary store and scheduling a refresh of the entry for later readers',
];
const FRAMES = ['com.example.calls.Router.route', 'com.example.net.Channel.read', 'java.lang.Thread.run'];

function plainLine(random: Random, stamp: string): string {
  const service = pick(random, SERVICES);
  const kind = int(random, 10);
  if (kind < 5) {
    const level = pick(random, LEVELS);
    return `${stamp} ${level} [${service}-${int(random, 64)}] ${pick(random, TEXTS)} (${int(random, 5_000)} ms)`;
  }
  if (kind < 7) {
    const status = pick(random, [200, 200, 204, 304, 404, 502]);
    const address = `10.${int(random, 256)}.${int(random, 256)}.${int(random, 256)}`;
    return `${address} - - [${stamp}] "GET /v3/users/user${int(random, 9_999)}/calls?page=${int(random, 40)} HTTP/1.1" ${status} ${int(random, 90_000)} "-" "okhttp/4.12.0"`;
  }
  if (kind < 9) {
    const request = `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`;
    return `{"time":"${stamp}","service":"${service}","level":"info","requestId":"${request}","took":${int(random, 900)},"message":"${pick(random, TEXTS)}"}`;
  }
  return `    at ${pick(random, FRAMES)}(Source.java:${int(random, 900)})`;
}

function idLine(random: Random, stamp: string, index: number): string {
  const { id, kind } = idOf(index);
  const shape = int(random, 3);
  if (kind === 'keyed') {
    if (shape === 0) return `${stamp} INFO  [signalling] join sessionId=${id} uid=user${int(random, 9_999)}`;
    if (shape === 1)
      return `{"time":"${stamp}","trigger":"call_started","data":{"sessionId":"${id}","region":"us"}}`;
    return `${stamp} webhook body={\\"trigger\\":\\"call_ended\\",\\"sessionId\\":\\"${id}\\"}`;
  }
  if (shape === 0) return `${stamp} INFO  [media-router] opened ${id} for 2 participants`;
  if (shape === 1) return `{"time":"${stamp}","trigger":"call_participant_joined","sessionId":"${id}"}`;
  return `${stamp} DEBUG xmpp: presence from ${id}@conference.rtc.example.com/user${int(random, 9_999)}`;
}

/** Writes a log of about so many bytes, unless it is there already. Throws where the disk has too little room. @param stepMs from a line to the next */
export function ensureLog(path: string, size: number, stepMs = 13): void {
  if (existsSync(path) && statSync(path).size >= size) return;
  mkdirSync(dirname(path), { recursive: true });
  const { bavail, bsize } = statfsSync(dirname(path));
  if (bavail * bsize < size * 1.5) throw new Error(`There is too little room on the disk for ${size} bytes.`);
  const unfinished = `${path}.part`;
  const file = openSync(unfinished, 'w');
  const random = createRandom(42);
  const ids = Math.round((IDS * size) / GIGABYTE);
  let text = '';
  let written = 0;
  let emitted = 0;
  for (let line = 0; written < size; line += 1) {
    const stamp = new Date(STARTS_AT + Math.floor(line * stepMs)).toISOString();
    // Each id comes when its share of the bytes is written, and up to three times more soon after.
    const due = Math.floor((written + text.length) / (size / ids));
    const isDue = emitted <= due && emitted < ids;
    text += nextIdLine(random, stamp, emitted, isDue) ?? plainLine(random, stamp);
    if (isDue) emitted += 1;
    text += '\n';
    if (text.length > 1_000_000) {
      written += writeSync(file, text);
      text = '';
    }
  }
  closeSync(file);
  renameSync(unfinished, path);
}

/** The line of the next id that is due, else at times one more of an id that was there before. */
function nextIdLine(random: Random, stamp: string, emitted: number, isDue: boolean): string | undefined {
  if (isDue) return idLine(random, stamp, emitted);
  if (emitted > 0 && random() < 0.03)
    return idLine(random, stamp, Math.max(0, emitted - 1 - int(random, 400)));
  return undefined;
}
