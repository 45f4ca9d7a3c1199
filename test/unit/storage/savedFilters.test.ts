import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { diskFiles, type Files } from '../../../src/storage/files.ts';
import type { KeptFilter } from '../../../src/storage/model.ts';
import { SavedFilters } from '../../../src/storage/savedFilters.ts';
import { lines } from '../vscode/support/keyringFixture.ts';
import { systemError } from '../vscode/support/disk.ts';

const FIXTURE = new URL('../../fixtures/storage/saved-filter.v1.json', import.meta.url);
const text = readFileSync(FIXTURE, 'utf8');
const UNIQUE = '0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77';

function hash(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

describe('vscode storage of saved filters', () => {
  let above: string;
  let folder: string;
  let now: number;
  const window = (files?: Files) => {
    const { log, logger } = lines();
    return Object.assign(new SavedFilters(folder, logger, () => now, files), { log });
  };
  const names = async (filters: SavedFilters) => (await filters.list()).map(({ name }) => name);
  /** A filter's file that is where one is looked for. */
  const plant = (id: string, content: string | Uint8Array) => {
    mkdirSync(folder, { recursive: true });
    const name = `${hash(id)}.${UNIQUE}.json`;
    writeFileSync(join(folder, name), content);
    return name;
  };

  beforeEach(() => {
    above = mkdtempSync(join(tmpdir(), 'cometchat-filters-'));
    folder = join(above, 'filters');
    now = 1_700_000_000_000;
  });
  afterEach(() => rmSync(above, { recursive: true, force: true }));

  it('start with none, without a folder and without a word', async () => {
    const filters = window();
    assert.deepEqual([await filters.list(), filters.log], [[], []]);
  });

  it('are listed in the order in which they were saved, also within one millisecond', async () => {
    const inOrder = Array.from({ length: 10 }, (_, n) => `Filter ${n}`);
    const filters = window();
    for (const name of inOrder.slice(0, 5)) await filters.save(name, undefined, {});
    await Promise.all(inOrder.slice(5).map((name) => filters.save(name, undefined, {})));
    assert.deepEqual([await names(filters), await names(window())], [inOrder, inOrder]);
  });

  it('are saved, renamed, edited and removed, for every window from then on', async () => {
    const filters = window();
    let heard = 0;
    filters.onDidChange(() => (heard += 1));
    const { id } = await filters.save(' Long ones ', 'home', { type: 'video' });
    now += 1;
    await filters.save('Everywhere', undefined, {});
    assert.deepEqual(await names(window()), ['Long ones', 'Everywhere']);
    await filters.rename(id, 'Longer ones');
    await filters.edit(id, { statuses: ['ended'] });
    const [first] = await window().list();
    assert.deepEqual(
      [first?.name, first?.filter, first?.connectionId],
      ['Longer ones', { statuses: ['ended'] }, 'home'],
    );
    assert.deepEqual(await window().list(), await filters.list());
    const removed = await filters.remove(id);
    assert.deepEqual(await names(window()), ['Everywhere']);
    assert.ok(removed);
    await filters.putBack(removed);
    assert.deepEqual(await names(window()), ['Longer ones', 'Everywhere']);
    assert.equal(heard, 6);
    if (process.platform !== 'win32') {
      for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
    }
  });

  it('have one of a name for each connection', async () => {
    const filters = window();
    const first = await filters.save('Mine', 'home', { type: 'video' });
    const again = await filters.save('Mine ', 'home', { type: 'audio' });
    await filters.save('Mine', 'work', { mode: 'meet' });
    assert.equal(again.id, first.id);
    assert.deepEqual(
      (await window().list())
        .map(({ filter }) => filter)
        .toSorted((a, b) => (a.type ?? '').localeCompare(b.type ?? '')),
      [{ mode: 'meet' }, { type: 'audio' }],
    );
  });

  it('go over to the connection that takes the place of theirs, for every window', async () => {
    const filters = window();
    await filters.save('Its own', 'lost', { type: 'audio' });
    await filters.save('Of all', undefined, {});
    await filters.save('Of another', 'other', {});
    await filters.adopt('lost', 'new');
    for (const read of [filters, window()]) {
      const kept = (await read.list()).map(({ name, connectionId }) => `${name}: ${connectionId}`);
      assert.deepEqual(new Set(kept), new Set(['Its own: new', 'Of all: undefined', 'Of another: other']));
    }
  });

  it('stay with the connection they went over to when a window that has not heard of it changes them', async () => {
    const [mine, other] = [window(), window()];
    const { id } = await mine.save('Its own', 'lost', { type: 'audio' });
    await other.list();
    await mine.adopt('lost', 'new');
    await other.rename(id, 'Renamed');
    await mine.refresh();
    const kept = (await mine.list()).map(({ name, connectionId }) => `${name}: ${connectionId}`);
    assert.deepEqual(kept, ['Renamed: new']);
  });

  it('change nothing where there is none of an id', async () => {
    const filters = window();
    await filters.rename('none', 'x');
    await filters.edit('none', {});
    assert.equal(await filters.remove('none'), undefined);
    assert.deepEqual(await filters.list(), []);
  });

  it('refuse what could not be read again', async () => {
    const filters = window();
    for (const name of ['', ' ', 'x'.repeat(1000)]) {
      await assert.rejects(filters.save(name, 'home', {}), { name: 'Unwritable' });
    }
    await assert.rejects(filters.save('x', 'home', { uid: 'x'.repeat(600) }), { name: 'Unwritable' });
    assert.deepEqual(await filters.list(), []);
  });

  it('keep what one window renames while another edits, and the later of two names', async () => {
    const [one, other] = [window(), window()];
    const { id } = await one.save('Name', 'home', {});
    await other.list();
    await Promise.all([one.rename(id, 'New name'), other.edit(id, { type: 'audio' })]);
    const kept = (filters: readonly KeptFilter[]) => filters.map(({ name, filter }) => [name, filter]);
    assert.deepEqual(kept(await window().list()), [['New name', { type: 'audio' }]]);
    for (const filters of [one, other]) {
      await filters.refresh();
      assert.deepEqual(kept(await filters.list()), [['New name', { type: 'audio' }]]);
    }
  });

  it('tell of what other windows do when they are read anew, once', async () => {
    const [one, other] = [window(), window()];
    await other.list();
    let heard = 0;
    other.onDidChange(() => (heard += 1));
    const { id } = await one.save('New', 'home', {});
    for (let n = 0; n < 2; n += 1) await other.refresh();
    assert.deepEqual([await names(other), heard], [['New'], 1]);
    await one.remove(id);
    for (let n = 0; n < 2; n += 1) await other.refresh();
    assert.deepEqual([await names(other), heard], [[], 2]);
  });

  it('keep what is saved while they are read anew', async () => {
    let held: Promise<void> | undefined;
    const filters = window({
      ...diskFiles,
      names: async (path) => {
        const until = held;
        const before = await diskFiles.names(path);
        await until;
        return before;
      },
    });
    await filters.save('First', 'home', {});
    const release = Promise.withResolvers<void>();
    held = release.promise;
    const refreshed = filters.refresh();
    held = undefined;
    now += 1;
    await filters.save('Second', 'home', {});
    release.resolve();
    await refreshed;
    assert.deepEqual(await names(filters), ['First', 'Second']);
  });

  it('read the first version', async () => {
    const saved: { saved: { id: string } } = JSON.parse(text);
    const name = plant(saved.saved.id, text);
    const filters = window();
    const [kept] = await filters.list();
    assert.deepEqual(kept, {
      id: saved.saved.id,
      name: 'Unanswered this week',
      filter: {
        type: 'audio',
        statuses: ['unanswered', 'rejected'],
        time: { kind: 'last', amount: 7, unit: 'days' },
      },
      connectionId: 'home',
      addedAt: 1_700_000_000_000,
      connectionChangedAt: 1_700_000_000_000,
      nameChangedAt: 1_700_000_001_000,
      filterChangedAt: 1_700_000_002_000,
    });
    assert.deepEqual([readdirSync(folder), readFileSync(join(folder, name), 'utf8')], [[name], text]);
  });

  const odd: readonly [string, () => string | Uint8Array][] = [
    ['half written', () => text.slice(0, 60)],
    ['random bytes', () => Uint8Array.from({ length: 999 }, (_, n) => (n * 7919) % 256)],
    ['of a later version', () => text.replace('{"version":1', '{"version":2')],
    ['with a filter of a later version', () => text.replace('"saved":{"version":1', '"saved":{"version":2')],
    ['of no version in its filter', () => text.replace('"saved":{"version":1', '"saved":{"version":"2"')],
    ['another’s', () => text],
  ];
  for (const [title, content] of odd) {
    it(`leave a file that is ${title}, say so once, and go on without it`, async () => {
      const name = plant('odd', content());
      const filters = window();
      await filters.save('Good', 'home', {});
      await filters.refresh();
      assert.deepEqual(
        [await names(filters), filters.damaged],
        [['Good'], title.endsWith('of a later version') ? [] : [name]],
      );
      const told = filters.log.filter((line) => line.includes(name));
      assert.equal(told.length, 1, filters.log.join('\n'));
      assert.equal(told[0]?.endsWith('it is of a later version'), title.endsWith('of a later version'));
      assert.deepEqual(readFileSync(join(folder, name)), Buffer.from(content()));
    });
  }

  it('do not read 50 MB, nor a folder', async () => {
    truncateSync(join(folder, plant('large', text)), 50_000_000);
    mkdirSync(join(folder, `${hash('folder')}.${UNIQUE}.json`));
    const read: string[] = [];
    const filters = window({
      ...diskFiles,
      read: (path) => {
        read.push(path);
        return diskFiles.read(path);
      },
    });
    assert.deepEqual([await filters.list(), filters.damaged.length, read], [[], 2, []]);
    assert.match(filters.log.join('\n'), /it is too large/);
    assert.match(filters.log.join('\n'), /it is no file/);
  });

  for (const code of ['ENOSPC', 'EROFS', 'EACCES']) {
    it(`say when they cannot be written (${code}), and stay as they were`, async () => {
      const first = window();
      const { id } = await first.save('Name', 'home', {});
      const filters = window({ ...diskFiles, write: () => Promise.reject(systemError(code)) });
      await assert.rejects(filters.rename(id, 'New'), { code });
      await assert.rejects(filters.save('Other', 'home', {}), { code });
      assert.deepEqual(await names(filters), ['Name']);
      assert.deepEqual(await names(window()), ['Name']);
      assert.equal(readdirSync(folder).length, 1, 'nothing half done is left');
    });
  }

  it('say when the folder cannot be read, and keep what they know', async () => {
    let broken = false;
    const filters = window({
      ...diskFiles,
      names: (path) => (broken ? Promise.reject(systemError('EIO')) : diskFiles.names(path)),
    });
    await filters.save('Name', 'home', {});
    broken = true;
    await filters.refresh();
    assert.deepEqual(await names(filters), ['Name']);
    assert.match(filters.log.join('\n'), /could not be read: EIO/);
  });
});
