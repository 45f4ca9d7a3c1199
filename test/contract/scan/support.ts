/** What the contract tests of the scanner share: scanners, files in a folder of their own, and ids. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileError } from '../../../src/core/fileCalls/model.ts';
import { createScanner } from '../../../src/scan/index.ts';
import type { FileIndex } from '../../../src/scan/model.ts';
import { bundleScanWorker } from '../../support/scanWorker.ts';

const HEX = '8d75114d60d1345a22e4cc612263fb26c0b5cf92';
export const V1 = `v1.us.31780434a95d45.1692368113${HEX}`;
export const LEGACY = '1594206205a3f5aba3998db11501e308f47e686839724f7158';
export const WORKER = join(import.meta.dirname, '../../../out/scan-test-worker.cjs');

await bundleScanWorker(WORKER);

/** A folder for one file of tests, and scanners: `sharing` lets two workers share every file. */
export function open() {
  const folder = mkdtempSync(join(tmpdir(), 'scan-test-'));
  const scanner = createScanner({ workerPath: WORKER, workers: 1 });
  const sharing = createScanner({ workerPath: WORKER, shareFrom: 1 });
  const close = async () => {
    await Promise.all([scanner.dispose(), sharing.dispose()]);
    rmSync(folder, { recursive: true, force: true });
  };
  const file = (content: string | Uint8Array) => {
    files += 1;
    const path = join(folder, `file-${files}.log`);
    writeFileSync(path, content);
    return path;
  };
  return { folder, scanner, sharing, close, file };
}

let files = 0;

export const shortly = ({ calls }: FileIndex) =>
  calls.map(({ sessionId, count, firstLine, lastLine, firstColumn, firstOffset }) =>
    [
      sessionId.slice(0, 12),
      `x${count}`,
      `${firstLine}-${lastLine}`,
      `:${firstColumn}`,
      `@${firstOffset}`,
    ].join(' '),
  );
export const kinds = ({ notes }: FileIndex) => notes.map(({ kind }) => kind);

export async function failure(promise: Promise<unknown>): Promise<FileError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof FileError, 'it fails with a FileError');
  return error;
}

/** Some thousand lines with ids of every form on many of them. */
export function log(lines: number, salt = 0): string {
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
