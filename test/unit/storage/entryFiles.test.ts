import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { EntryFiles } from '../../../src/storage/entryFiles.ts';
import { type EntryFormat, hashOf } from '../../../src/storage/entryFiles.ts';
import type { Files } from '../../../src/storage/files.ts';
import { lines } from '../vscode/support/keyringFixture.ts';
import { MemoryDisk, systemError } from '../vscode/support/disk.ts';
import { atOnce } from '../vscode/support/storageSessions.ts';

/** An entry that is a set of letters: joined, it has those of both. */
interface Letters {
  readonly id: string;
  readonly letters: string;
}

const FORMAT: EntryFormat<Letters> = {
  noun: 'letter',
  maxBytes: 1000,
  keyOf: ({ id }) => id,
  isPinned: () => false,
  read: (text) => ({ kind: 'known', content: JSON.parse(text) }),
  write: (entry) => (entry.letters.includes('!') ? undefined : JSON.stringify(entry)),
  join: (mine, theirs) => ({
    ...mine,
    letters: [...new Set(mine.letters + theirs.letters)].toSorted((a, b) => (a < b ? -1 : 1)).join(''),
  }),
};
const FOLDER = '/letters';
const FIRST = join(FOLDER, `${hashOf('a')}.json`);

describe('vscode storage of entries', () => {
  const setUp = (more: (files: Files) => Partial<Files> = () => ({})) => {
    const disk = new MemoryDisk();
    const plain = disk.files(atOnce);
    const entries = (files: Files) => new EntryFiles(FOLDER, FORMAT, files, lines().logger);
    return { disk, plain, other: entries(plain), mine: entries({ ...plain, ...more(plain) }) };
  };
  const found = async (entries: EntryFiles<Letters>, id = 'a') =>
    (await entries.folder.read(hashOf(id), (await entries.folder.list()).get(hashOf(id)) ?? []))?.entry
      .letters;
  const count = async (entries: EntryFiles<Letters>) =>
    [...(await entries.folder.list()).values()].flat().length;

  it('writes all of what is asked for in one go, in one file', async () => {
    const { mine } = setUp();
    await Promise.all(['a', 'b', 'c'].map((letters) => mine.put({ id: 'a', letters })));
    assert.deepEqual([await found(mine), await count(mine)], ['abc', 1]);
  });

  it('is fulfilled with what is on disk then', async () => {
    const { mine, other } = setUp();
    await other.put({ id: 'a', letters: 'x' });
    assert.equal((await mine.put({ id: 'a', letters: 'b' }))?.letters, 'bx');
  });

  it('does what it is asked for the moment something else is done', async () => {
    const { mine } = setUp();
    let letters = '';
    for (const letter of 'abcdefgh') {
      letters += letter;
      await mine.put({ id: letter, letters });
      void mine.put({ id: 'a', letters });
    }
    await mine.put({ id: 'z', letters });
    assert.equal(await found(mine), 'abcdefgh');
  });

  it('removes what is written at the moment it is removed, and writes anew what comes after', async () => {
    const { mine } = setUp();
    await mine.put({ id: 'a', letters: 'a' });
    await Promise.all([mine.put({ id: 'a', letters: 'b' }), mine.remove('a')]);
    assert.equal(await found(mine), undefined);
    await mine.put({ id: 'a', letters: 'a' });
    await Promise.all([mine.remove('a'), mine.put({ id: 'a', letters: 'c' })]);
    assert.equal(await found(mine), 'c');
  });

  it('does not take for safe what another window has put there this moment', async () => {
    const flushed: string[] = [];
    const { mine, other } = setUp(({ flush }) => ({
      flush: (folder) => {
        flushed.push(folder);
        return flush(folder);
      },
    }));
    await other.put({ id: 'a', letters: 'a' });
    const names = await mine.folder.list();
    await mine.put({ id: 'a', letters: 'a' });
    assert.deepEqual([flushed, await mine.folder.list()], [[FOLDER], names]);
  });

  it('finds an entry that another window moves while it is read', async () => {
    let moves = 3;
    const { mine, other } = setUp(({ stat }) => ({
      stat: async (path) => {
        moves -= 1;
        if (moves > 0) await other.put({ id: 'a', letters: String(moves) });
        return stat(path);
      },
    }));
    await other.put({ id: 'a', letters: 'a' });
    assert.equal(await found(mine), '12a');
  });

  it('removes an entry that another window moves before it is read', async () => {
    let isFirst = true;
    const { mine, other } = setUp(({ stat }) => ({
      stat: async (path) => {
        if (isFirst) await other.put({ id: 'a', letters: 'b' });
        isFirst = false;
        return stat(path);
      },
    }));
    await other.put({ id: 'a', letters: 'a' });
    await mine.remove('a');
    assert.equal(await count(mine), 0);
  });

  it('loses nothing that a window of the first version writes while its file is joined', async () => {
    let reads = 0;
    const { mine, plain } = setUp((files) => ({
      read: async (path) => {
        const text = await files.read(path);
        reads += 1;
        // Such a window knows of no other file, and writes its own over.
        if (reads === 2) await files.write(FIRST, '{"id":"a","letters":"12"}');
        return text;
      },
    }));
    await plain.write(FIRST, '{"id":"a","letters":"1"}');
    await mine.put({ id: 'a', letters: 'b' });
    assert.ok(reads >= 2);
    assert.equal(await found(mine), '12b');
  });

  it('leaves beside a new file what could not be written with it', async () => {
    const { mine, plain } = setUp();
    await plain.write(FIRST, '{"id":"a","letters":"!"}');
    await mine.put({ id: 'a', letters: 'b' });
    assert.deepEqual([await found(mine), await count(mine)], ['!b', 2]);
    await assert.rejects(mine.put({ id: 'c', letters: '!' }), { name: 'Unwritable' });
  });

  it('is fulfilled although an older file cannot be removed, and not when a new one cannot be written', async () => {
    const { mine, plain } = setUp(() => ({ remove: () => Promise.reject(systemError('EBUSY')) }));
    await mine.put({ id: 'a', letters: 'a' });
    await mine.put({ id: 'a', letters: 'b' });
    assert.deepEqual([await found(mine), await count(mine)], ['ab', 2]);
    await assert.rejects(mine.remove('a'), { code: 'EBUSY' });
    const full = new EntryFiles(
      FOLDER,
      FORMAT,
      { ...plain, move: () => Promise.reject(systemError('EIO')) },
      lines().logger,
    );
    await assert.rejects(full.put({ id: 'b', letters: 'b' }), { code: 'EIO' });
    assert.equal(await found(mine, 'b'), undefined);
    assert.ok(
      (await plain.names(FOLDER)).every((name) => name.endsWith('.json')),
      'nothing unfinished is left',
    );
  });
});
