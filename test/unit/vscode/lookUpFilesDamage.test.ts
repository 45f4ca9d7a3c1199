import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { answerOf } from '../../../src/core/callStore.ts';
import { failed, FETCHED, fileName, loading, raw, ready, Shelf, target } from './support/shelf.ts';

const HOUR_S = 3600;

describe('vscode lookUpFiles after a crash', () => {
  let shelf: Shelf;
  /** The text of a file as it should be. */
  let good: string;

  beforeEach(async () => {
    shelf = new Shelf();
    await shelf.window().put('good', ready(raw('good')));
    good = shelf.text(fileName('good'));
  });
  afterEach(() => shelf.dispose());

  const later = JSON.stringify({ version: 2, sessionId: 'odd', answers: [{}] });
  const odd: readonly [string, () => string | Uint8Array][] = [
    ['is empty', () => ''],
    ['was half written', () => good.slice(0, good.length / 2)],
    ['holds random bytes', () => Uint8Array.from({ length: 999 }, (_, n) => (n * 7919) % 256)],
    ['holds zeros, as after a power cut', () => new Uint8Array(512)],
    ['holds JSON of somebody else', () => '{"name":"package","version":"1.0.0"}'],
    ['holds null', () => 'null'],
    ['is of a later version', () => later],
    ['has a field of a wrong type', () => good.replace('"addedAt":', '"addedAt":"soon","was":')],
    ['has a reason nobody knows', () => good.replace('{', '{"failure":{"reason":"bored"},')],
    [
      'has an answer that is no call',
      () => JSON.stringify({ ...JSON.parse(good), answer: { raw: 7, fetchedAt: 1 } }),
    ],
    ['has neither an answer nor a failure', () => JSON.stringify({ ...JSON.parse(good), answer: undefined })],
    ['is another call’s', () => good],
  ];

  for (const [title, content] of odd) {
    it(`leaves a file that ${title}, says so, and brings the rest back`, async () => {
      const path = shelf.plant(fileName('odd'), content());
      const window = shelf.window();
      assert.deepEqual(
        (await window.restore()).map(({ sessionId }) => sessionId),
        ['good'],
      );
      assert.ok(
        window.log.some((line) => line.includes(fileName('odd'))),
        window.log.join('\n'),
      );
      assert.deepEqual(readFileSync(path), Buffer.from(content()));
    });

    it(`sets a file that ${title} aside, once, when its call is looked up`, async () => {
      shelf.plant(fileName('odd'), content());
      const window = shelf.window();
      await window.restore();
      await window.put('odd', loading());
      assert.equal(shelf.names().length, 2, 'as long as nothing is written, it stays where it is');
      await window.put('odd', ready(raw('odd')));
      await window.put('odd', ready(raw('odd', { again: true }), FETCHED + 1));
      const aside = shelf.names().filter((name) => !name.endsWith('.json'));
      assert.equal(aside.length, 1, shelf.names().join('\n'));
      assert.deepEqual(readFileSync(join(shelf.folder, aside[0] ?? '')), Buffer.from(content()));
      assert.ok(
        window.log.some((line) => line.includes(aside[0] ?? '-')),
        window.log.join('\n'),
      );
      assert.deepEqual(answerOf(await shelf.found('odd'))?.raw, raw('odd', { again: true }));
      assert.equal((await shelf.found('good')).state.kind, 'ready');
    });
  }

  it('leaves a file it cannot read where it is, when its call is removed', async () => {
    const window = shelf.window();
    await window.restore();
    await window.put('odd', loading());
    shelf.plant(fileName('odd'), later);
    for (const { key, sessionId } of window.store.all()) if (sessionId === 'odd') window.store.remove(key);
    await window.files.flush();
    assert.equal(shelf.text(fileName('odd')), later);
  });

  it('does not read 50 MB', async () => {
    const path = shelf.plant(fileName('odd'), good.slice(0, -1));
    truncateSync(path, 50_000_000);
    const window = shelf.window();
    assert.equal((await window.restore()).length, 1);
    assert.match(window.log.join('\n'), /left as it is: it is too large/);
    await window.put('odd', ready(raw('odd')));
    assert.deepEqual(answerOf(await shelf.found('odd'))?.raw, raw('odd'));
    const aside = shelf.names().find((name) => !name.endsWith('.json')) ?? '';
    assert.equal(statSync(join(shelf.folder, aside)).size, 50_000_000);
  });

  it('keeps an answer as large as one can be', async () => {
    const large = raw('large', { notes: 'é'.repeat(7_500_000) });
    const window = shelf.window();
    await window.put('large', ready(large));
    await window.put('large', failed());
    const { state } = await shelf.found('large');
    assert.equal(state.kind, 'failed');
    assert.deepEqual(answerOf({ state })?.raw, large);
  });

  it('says that an answer is nested too deeply to be written, and goes on', async () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const window = shelf.window();
    await window.put('good', ready(raw('good', { deep })));
    assert.match(window.log.join('\n'), /^.*nested too deeply.*$/);
    assert.equal(shelf.text(fileName('good')), good);
    await window.put('next', ready(raw('next')));
    assert.deepEqual((await shelf.ids()).toSorted(), ['good', 'next']);
  });

  it('reads a file that is nested too deeply to be written, and writes a newer answer over it', async () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    shelf.plant(fileName('good'), good.replace('"raw":{', `"raw":{"deep":${nested},`));
    const window = shelf.window();
    assert.equal((await window.restore()).length, 1);
    await window.put('good', ready(raw('good', { again: true }), FETCHED + 1));
    assert.deepEqual(answerOf(await shelf.found('good'))?.raw, raw('good', { again: true }));
  });

  it('passes over a folder in the place of a file, and sets it aside when its call is looked up', async () => {
    mkdirSync(join(shelf.folder, fileName('odd')));
    writeFileSync(join(shelf.folder, fileName('odd'), 'inside'), 'x');
    const window = shelf.window();
    assert.equal((await window.restore()).length, 1);
    assert.match(window.log.join('\n'), /left as it is: it is no file/);
    await window.put('odd', ready(raw('odd')));
    assert.deepEqual(answerOf(await shelf.found('odd'))?.raw, raw('odd'));
    const aside = shelf.names().find((name) => !name.endsWith('.json')) ?? '';
    assert.equal(readFileSync(join(shelf.folder, aside, 'inside'), 'utf8'), 'x');
  });

  it('passes over files of other names', async () => {
    for (const name of ['.DS_Store', 'notes.txt', 'x.json.bak']) shelf.plant(name, good);
    const window = shelf.window();
    assert.equal((await window.restore()).length, 1);
    assert.equal(shelf.names().length, 4);
    assert.deepEqual(window.log, []);
  });

  it('clears up what was never finished, but not what may still be written, nor what is not its own', async () => {
    const old = `${fileName('odd')}.0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77.tmp`;
    const young = old.replace('0b8e', '1b8e');
    const foreign = 'notes.tmp';
    const then = Date.now() / 1000 - 2 * HOUR_S;
    for (const name of [old, foreign]) utimesSync(shelf.plant(name, good.slice(0, 30)), then, then);
    shelf.plant(young, good.slice(0, 30));
    assert.deepEqual(await shelf.ids(), ['good']);
    assert.deepEqual(shelf.names(), [fileName('good'), young, foreign].toSorted());
  });

  it('says when the folder cannot be read, and goes on without it', async () => {
    shelf.dispose();
    mkdirSync(shelf.above);
    writeFileSync(shelf.folder, 'a file in the place of the folder');
    const window = shelf.window();
    assert.deepEqual(await window.restore(), []);
    await window.put('a', ready(raw('a')));
    assert.equal(window.log.length, 2, window.log.join('\n'));
    assert.match(window.log[0] ?? '', /folder .*could not be read: ENOTDIR/);
    assert.match(window.log[1] ?? '', /could not be written to disk: (EEXIST|ENOTDIR)/);
    assert.equal(window.store.all().length, 1);
    assert.equal(readFileSync(shelf.folder, 'utf8'), 'a file in the place of the folder');
  });

  it('says when nothing can be written, shows what there is, and writes again when it can', async function () {
    if (process.platform === 'win32') this.skip();
    const window = shelf.window();
    chmodSync(shelf.above, 0o755);
    chmodSync(join(shelf.folder, fileName('good')), 0o644);
    chmodSync(shelf.folder, 0o555);
    await asNobody(async () => {
      assert.equal((await window.restore()).length, 1);
      await window.put('a', ready(raw('a')));
      const { key } = await window.put('good', failed());
      window.store.remove(key);
      await window.files.flush();
    });
    assert.equal(window.log.length, 3, window.log.join('\n'));
    for (const line of window.log) assert.match(line, /could not be written to disk: E/);
    assert.deepEqual(shelf.names(), [fileName('good')]);
    assert.equal(shelf.text(fileName('good')), good);
    chmodSync(shelf.folder, 0o700);
    await window.put('a', ready(raw('a', { again: true })));
    assert.deepEqual(answerOf(await shelf.found('a'))?.raw, raw('a', { again: true }));
  });

  it('leaves nothing half-done behind when a file cannot be moved to its place', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const window = shelf.window();
    chmodSync(shelf.above, 0o755);
    chmodSync(join(shelf.folder, fileName('good')), 0o644);
    // Everybody may add files, and nobody may replace those of others.
    chmodSync(shelf.folder, 0o1777);
    await asNobody(async () => void (await window.put('good', failed())));
    assert.match(window.log.join('\n'), /could not be written to disk: EPERM/);
    assert.deepEqual(shelf.names(), [fileName('good')]);
  });

  it('does not take a file for damaged that cannot be opened now', async function () {
    if (process.platform === 'win32') this.skip();
    const window = shelf.window();
    chmodSync(shelf.above, 0o755);
    chmodSync(shelf.folder, 0o777);
    chmodSync(join(shelf.folder, fileName('good')), 0o000);
    await asNobody(async () => {
      assert.deepEqual(await window.restore(), []);
      await window.put('good', failed());
    });
    assert.match(window.log.join('\n'), /could not be written to disk: EACCES/);
    assert.deepEqual(shelf.names(), [fileName('good')]);
    assert.equal(shelf.text(fileName('good')), good);
  });

  it('reads thousands, in a process that may open a hundred files', async function () {
    if (process.platform === 'win32') this.skip();
    const saved: { addedAt: number } = JSON.parse(good);
    for (let n = 0; n < 1500; n += 1) {
      const { sessionId } = target(`call-${n}`);
      shelf.plant(fileName(sessionId), JSON.stringify({ ...saved, sessionId }));
    }
    const limited = 'ulimit -n 100 && exec "$0" "$@"';
    const node = [process.execPath, '--no-warnings', '--input-type=module', '-e'];
    const script = `
      const { CallStore } = await import(${JSON.stringify(source('core/callStore.ts'))});
      const { LookUpFiles } = await import(${JSON.stringify(source('vscode/storage/lookUpFiles.ts'))});
      const quiet = { debug() {}, info() {}, error: console.error, warn: console.error };
      const files = new LookUpFiles(${JSON.stringify(shelf.folder)}, new CallStore(), quiet);
      console.log((await files.read(5000)).length);`;
    const { stdout, stderr } = await execute('/bin/sh', ['-c', limited, ...node, script]);
    assert.deepEqual([stdout.trim(), stderr.slice(0, 500)], ['1501', '']);
  });
});

const execute = promisify(execFile);

function source(path: string): string {
  return new URL(`../../../src/${path}`, import.meta.url).href;
}

/** Root may do anything: a test of what is forbidden runs as somebody else. */
async function asNobody(run: () => Promise<void>): Promise<void> {
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await run();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
