import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { answerOf } from '../../../src/core/lookUp/model.ts';
import {
  failed,
  FETCHED,
  fileName,
  hash,
  loading,
  raw,
  ready,
  Shelf,
  target,
} from '../vscode/support/shelf.ts';

const HOUR_S = 3600;

describe('vscode lookUpFiles after a crash', () => {
  let shelf: Shelf;
  /** The text of a file as it should be. */
  let good: string;

  beforeEach(async () => {
    shelf = new Shelf();
    await shelf.window().put('good', ready(raw('good')));
    good = shelf.text(shelf.nameOf('good'));
  });
  afterEach(() => shelf.dispose());

  const later = JSON.stringify({ version: 3, sessionId: 'odd', answers: [{}] });
  const odd: readonly [string, () => string | Uint8Array][] = [
    ['is empty', () => ''],
    ['was half written', () => good.slice(0, good.length / 2)],
    ['holds random bytes', () => Uint8Array.from({ length: 999 }, (_, n) => (n * 7919) % 256)],
    ['holds zeros, as after a power cut', () => new Uint8Array(512)],
    ['holds JSON of somebody else', () => '{"name":"package","version":"1.0.0"}'],
    ['holds null', () => 'null'],
    ['has a field of a wrong type', () => good.replace('"addedAt":', '"addedAt":"soon","was":')],
    ['has a reason nobody knows', () => good.replace('{', '{"failure":{"reason":"bored"},')],
    [
      'has an answer that is no call',
      () => JSON.stringify({ ...JSON.parse(good), answer: { raw: 7, fetchedAt: 1 } }),
    ],
    ['has neither an answer nor a failure', () => JSON.stringify({ ...JSON.parse(good), answer: undefined })],
    ['is another call’s', () => good],
  ];

  const places = [fileName('odd'), `${hash('odd')}.0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77.pinned.json`];

  for (const [title, content] of odd) {
    it(`leaves a file that ${title}, says so, and brings the rest back`, async () => {
      for (const place of places) {
        const path = shelf.plant(place, content());
        const window = shelf.window();
        assert.deepEqual(
          (await window.restore()).map(({ sessionId }) => sessionId),
          ['good'],
        );
        assert.ok(
          window.log.some((line) => line.includes(place)),
          window.log.join('\n'),
        );
        assert.ok(window.files.troubles.damaged.length > 0);
        assert.deepEqual(readFileSync(path), Buffer.from(content()));
      }
    });

    it(`sets a file that ${title} aside, once, when its call is looked up`, async () => {
      for (const place of places) shelf.plant(place, content());
      const window = shelf.window();
      await window.restore();
      await window.put('odd', loading());
      assert.equal(shelf.names().length, 3, 'as long as nothing is written, it stays where it is');
      await window.put('odd', ready(raw('odd')));
      await window.put('odd', ready(raw('odd', { again: true }), FETCHED + 1));
      const asides = shelf.asides();
      assert.equal(asides.length, 2, shelf.names().join('\n'));
      for (const aside of asides) {
        assert.deepEqual(readFileSync(join(shelf.folder, aside)), Buffer.from(content()));
        assert.equal(window.log.filter((line) => line.includes(aside)).length, 1, window.log.join('\n'));
      }
      assert.equal(window.log.length, 4, 'each is told of where it was, and where it is');
      assert.deepEqual(answerOf(await shelf.found('odd'))?.raw, raw('odd', { again: true }));
      assert.equal((await shelf.found('good')).state.kind, 'ready');
    });
  }

  it('leaves files of a later version where that version finds them, whatever it does beside them', async () => {
    for (const place of places) shelf.plant(place, later);
    const window = shelf.window();
    assert.equal((await window.restore()).length, 1);
    const { key } = await window.put('odd', ready(raw('odd')));
    await window.put('odd', failed());
    await window.mark('odd', { pinned: true });
    assert.equal((await shelf.found('odd')).pin?.on, true);
    window.store.remove(key);
    await window.files.flush();
    assert.deepEqual(shelf.namesOf('odd'), places.toSorted());
    for (const place of places) assert.equal(shelf.text(place), later);
    assert.equal(window.log.length, 2, window.log.join('\n'));
    for (const line of window.log) assert.match(line, /left as it is: it is of a later version$/);
    assert.deepEqual(window.files.troubles, { damaged: [], unwritten: 0 });
  });

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
    assert.equal(shelf.text(shelf.nameOf('good')), good);
    await window.put('next', ready(raw('next')));
    assert.deepEqual((await shelf.ids()).toSorted(), ['good', 'next']);
  });

  it('reads a file that is nested too deeply to be written, and writes a newer answer over it', async () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    shelf.plant(shelf.nameOf('good'), good.replace('"raw":{', `"raw":{"deep":${nested},`));
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
    const unique = '0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77';
    const old = [
      `${fileName('odd')}.${unique}.tmp`,
      `${hash('odd')}.${unique}.json.tmp`,
      `${hash('odd')}.${unique}.pinned.json.tmp`,
    ];
    const young = old.map((name) => name.replace('0b8e', '1b8e'));
    const foreign = ['notes.tmp', `${'0'.repeat(64)}.tmp`];
    const then = Date.now() / 1000 - 2 * HOUR_S;
    for (const name of [...old, ...foreign]) utimesSync(shelf.plant(name, good.slice(0, 30)), then, then);
    for (const name of young) shelf.plant(name, good.slice(0, 30));
    assert.deepEqual(await shelf.ids(), ['good']);
    assert.deepEqual(shelf.names(), [shelf.nameOf('good'), ...young, ...foreign].toSorted());
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

  it('reads thousands, in a process that may open a hundred files', async function () {
    this.timeout(60_000);
    if (process.platform === 'win32') this.skip();
    const saved: { addedAt: number } = JSON.parse(good);
    for (let n = 0; n < 1500; n += 1) {
      const { sessionId } = target(`call-${n}`);
      shelf.plant(fileName(sessionId), JSON.stringify({ ...saved, sessionId }));
    }
    const limited = 'ulimit -n 100 && exec "$0" "$@"';
    const node = [process.execPath, '--no-warnings', '--input-type=module', '-e'];
    const script = `
      const { LookUpStore } = await import(${JSON.stringify(source('core/lookUp/store.ts'))});
      const { LookUpFiles } = await import(${JSON.stringify(source('storage/lookUpFiles.ts'))});
      const quiet = { debug() {}, info() {}, error: console.error, warn: console.error };
      const files = new LookUpFiles(${JSON.stringify(shelf.folder)}, new LookUpStore((error) => { throw error; }), quiet);
      console.log((await files.read(5000)).length);`;
    const { stdout, stderr } = await execute('/bin/sh', ['-c', limited, ...node, script]);
    assert.deepEqual([stdout.trim(), stderr.slice(0, 500)], ['1501', '']);
  });
});

const execute = promisify(execFile);

function source(path: string): string {
  return new URL(`../../../src/${path}`, import.meta.url).href;
}
