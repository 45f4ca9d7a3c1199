/** Logs on disk that are read by their times, through a worker. */
import assert from 'node:assert/strict';
import { appendFileSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { after, describe, it } from 'mocha';
import { readWindow } from '../../../src/scan/logReading.ts';
import { failure, open, V1 } from './support.ts';

const { folder, scanner, close, file } = open();

after(close);

const START = Date.parse('2023-08-18T14:00:00Z');
const CLOCK = { timeZone: 'UTC', offsetSeconds: 0, near: undefined };
const WANTED = {
  window: { from: START + 60_000, to: START + 70_000 },
  clock: CLOCK,
  names: [V1],
  slices: 10,
};

/** A line every 10 ms; every thousandth names the call. */
function logOf(lines: number): string {
  return Array.from({ length: lines }, (_, n) => {
    const body =
      n % 1_000 === 0 ? `ERROR joined ${V1}` : 'INFO a heartbeat of the process that is told at length';
    return `${new Date(START + n * 10).toISOString()} ${body}\n`;
  }).join('');
}

const LINES = 60_000;
const TEXT = logOf(LINES);

describe('scan: a log by its times, on disk', () => {
  it('reads a window of a large file without the rest, and lines by their bytes', async () => {
    const path = file(TEXT);
    const window = await scanner.readWindow({ path }, WANTED);
    assert.deepEqual(
      [window.count, window.errors, window.naming, window.isEstimate, window.times],
      [1_001, 2, 2, false, 'read'],
    );
    assert.deepEqual(window.slices[0], { count: 100, warnings: 0, errors: 1 });
    assert.deepEqual(
      window.lines.map(({ line, at }) => [line, at]),
      [
        [6_000, START + 60_000],
        [7_000, START + 70_000],
      ],
    );
    assert.ok(window.bytesRead < TEXT.length / 3, `${window.bytesRead} of ${TEXT.length} bytes`);
    const offsets = window.lines.map(({ offset }) => offset);
    assert.deepEqual(await scanner.linesAt({ path }, offsets), [6_000, 7_000]);
    const nearest = await scanner.nearestLine({ path }, { instant: START + 65_003, clock: CLOCK });
    assert.deepEqual([nearest?.line, nearest?.distanceMs, nearest?.isEstimate], [6_500, 3, false]);
  });

  it('reads what is packed through, and tells the same', async () => {
    const packed = await scanner.readWindow({ path: file(gzipSync(TEXT)) }, WANTED);
    const plain = await scanner.readWindow({ path: file(TEXT) }, WANTED);
    assert.deepEqual({ ...packed, bytesRead: 0 }, { ...plain, bytesRead: 0 });
  });

  it('reads the webhook events of all of it', async () => {
    const body = { trigger: 'call_started', data: { sessionId: V1 } };
    const hook = `${new Date(START + 65_000).toISOString()} INFO hook ${JSON.stringify(body, undefined, 2)}\n`;
    const cut = TEXT.indexOf('\n', TEXT.length / 2) + 1;
    const path = file(`${TEXT.slice(0, cut)}${hook}${TEXT.slice(cut)}`);
    const [event, ...others] = await scanner.readWebhooks({ path }, { clock: CLOCK, names: [V1] });
    assert.deepEqual([event?.offset, event?.loggedAt, others], [cut, START + 65_000, []]);
    assert.deepEqual(await scanner.readWebhooks({ path }, { clock: CLOCK, names: ['another'] }), []);
    const stopped = { clock: CLOCK, names: undefined, signal: AbortSignal.abort() };
    assert.equal((await failure(scanner.readWebhooks({ path }, stopped))).reason, 'cancelled');
  });

  it('ends at once when it is cancelled, and tells progress', async () => {
    const path = file(TEXT);
    const controller = new AbortController();
    controller.abort();
    assert.equal(
      (await failure(scanner.readWindow({ path }, { ...WANTED, signal: controller.signal }))).reason,
      'cancelled',
    );
    const later = new AbortController();
    const cancelled = failure(
      scanner.nearestLine({ path }, { instant: START, clock: CLOCK, signal: later.signal }),
    );
    later.abort();
    assert.equal((await cancelled).reason, 'cancelled');
    // The worker goes on with what comes next.
    assert.equal((await scanner.readWindow({ path }, WANTED)).count, 1_001);
  });

  it('says what is no file any more, and reads one that grows or is cut while it is read', async () => {
    assert.equal((await failure(scanner.readWindow({ path: folder }, WANTED))).reason, 'isFolder');
    const path = file(TEXT);
    appendFileSync(path, 'half a line');
    assert.equal((await scanner.readWindow({ path }, WANTED)).count, 1_001);
    unlinkSync(path);
    assert.equal((await failure(scanner.readWindow({ path }, WANTED))).reason, 'notFound');
    writeFileSync(path, TEXT);
    truncateSync(path, 100);
    assert.deepEqual((await scanner.readWindow({ path }, WANTED)).times, 'read');
  });

  it('says that a file was cut short after it was looked at, or is another', async () => {
    const path = file(TEXT);
    const { dev: device, ino: inode, size: to } = statSync(path);
    const content = {
      kind: 'file',
      path,
      device,
      inode,
      format: { gzip: false, encoding: 'utf-8', bom: 0 },
      to,
      from: { offset: 0, lineEnds: 0, column: 0 },
      partEnd: undefined,
    } as const;
    truncateSync(path, 2_000_000);
    const { notes, count } = await readWindow(content, WANTED, () => undefined);
    assert.deepEqual([notes, count], [['truncatedWhileReading'], 1_001]);
    const other = await failure(readWindow({ ...content, inode: inode + 1 }, WANTED, () => undefined));
    assert.equal(other.reason, 'changedWhileReading');
  });

  it('takes a line of 50 MB in between', async () => {
    const half = TEXT.indexOf('\n', TEXT.length / 2) + 1;
    const path = file(`${TEXT.slice(0, half)}${'x'.repeat(50_000_000)}\n${TEXT.slice(half)}`);
    const window = await scanner.readWindow({ path }, WANTED);
    assert.deepEqual([window.count, window.isEstimate], [1_001, false]);
    const from = START + 590_000;
    const last = await scanner.readWindow({ path }, { ...WANTED, window: { from, to: from + 9_990 } });
    assert.deepEqual([last.count, last.isEstimate], [1_000, false]);
  });
});
