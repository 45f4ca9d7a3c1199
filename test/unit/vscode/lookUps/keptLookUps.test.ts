/** What is kept on disk, as the user hears of it: what cannot be read and what cannot be written, each once. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { LookUpStore } from '../../../../src/core/lookUp/store.ts';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import type { LookUp } from '../../../../src/core/lookUp/model.ts';
import { KeptLookUps } from '../../../../src/vscode/lookUps/keptLookUps.ts';
import { settle } from '../../core/support.ts';
import { lines } from '../support/keyringFixture.ts';
import { FETCHED, fileName, raw, ready, target } from '../support/storageFixture.ts';
import { standIn } from '../support/vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';
import { showUnwritten } from '../../../../src/vscode/platform/notify.ts';
import { createFilters } from '../../../../src/vscode/recentCalls/filters.ts';

/** A folder for each store, and windows on it that the user looks at in turns. */
class KeptFixture {
  readonly above = mkdtempSync(join(tmpdir(), 'cometchat-kept-'));
  readonly folder = join(this.above, 'look-ups');
  readonly warnings: string[] = [];
  readonly #memory = new Map<string, unknown>();
  readonly #open: KeptLookUps[] = [];
  #heard = Promise.withResolvers<void>();
  /** How many look-ups are listed; as many as anybody's unless given. */
  limit: number | undefined;
  readonly #focus = new Emitter<{ readonly focused: boolean }>(rethrow);

  constructor() {
    mkdirSync(this.folder);
    standIn({
      window: {
        onDidChangeWindowState: this.#focus.event,
        showWarningMessage: (message: string, ...buttons: readonly string[]) => {
          this.warnings.push([message, ...buttons].join(' | '));
          this.#heard.resolve();
          this.#heard = Promise.withResolvers();
          return Promise.resolve(undefined);
        },
      },
      workspace: { getConfiguration: () => ({ get: () => this.limit }) },
    });
  }

  /** The user comes to the windows, or leaves them. */
  focus(focused: boolean): void {
    this.#focus.fire({ focused });
  }

  get memory(): vscode.Memento {
    const memory = this.#memory;
    return {
      keys: () => [...memory.keys()],
      get: <Value>(key: string) => memory.get(key) as Value,
      update: (key, value) => Promise.resolve(void memory.set(key, value)),
    };
  }

  /** The next warning is there. */
  heard(): Promise<void> {
    return this.#heard.promise;
  }

  async window(folder = this.folder, keep: (lookUp: LookUp) => boolean = () => false) {
    const store = new LookUpStore(rethrow);
    const kept = new KeptLookUps(folder, store, lines().logger, this.memory, keep);
    this.#open.push(kept);
    await kept.restored;
    const put = (id: string, addedAt = FETCHED) => store.set(target(id), ready(raw(id), addedAt), addedAt);
    return { kept, store, put };
  }

  async dispose(): Promise<void> {
    for (const kept of this.#open) {
      kept.dispose();
      await kept.flush();
    }
    standIn(undefined);
    rmSync(this.above, { recursive: true, force: true });
  }
}

describe('vscode kept look-ups', () => {
  let fixture: KeptFixture;
  beforeEach(() => {
    fixture = new KeptFixture();
  });
  afterEach(() => fixture.dispose());

  it('say once of each damaged file that it cannot be read, whichever window finds it and whenever', async () => {
    for (const id of ['a', 'b']) writeFileSync(join(fixture.folder, fileName(id)), 'damaged');
    await fixture.window();
    await fixture.window();
    assert.deepEqual(fixture.warnings, [
      '2 look-ups of earlier sessions could not be read. Their files are left as they are; the log names them. | Show Log',
    ]);
    writeFileSync(join(fixture.folder, fileName('c')), 'damaged');
    await fixture.window();
    assert.equal(fixture.warnings.length, 2);
    assert.match(fixture.warnings[1] ?? '', /^A look-up of an earlier session could not be read\./);
  });

  it('that hold what must not be kept are removed, listed or not, and nothing else is', async () => {
    const first = await fixture.window();
    for (const [n, id] of ['a', 'key', 'b', 'also key'].entries()) first.put(id, FETCHED + n);
    first.store.mark(first.store.find({ sessionId: 'b' })?.key ?? '', { note: 'the key' }, FETCHED);
    await first.kept.flush();
    fixture.limit = 2;
    const second = await fixture.window();
    await second.kept.removeHolding((text) => text.includes('key'.concat('"')));
    assert.deepEqual(
      second.store.all().map(({ sessionId }) => sessionId),
      [],
    );
    fixture.limit = undefined;
    assert.deepEqual(
      (await fixture.window()).store.all().map(({ sessionId }) => sessionId),
      ['a'],
    );
  });

  it('say nothing of a file of a later version, which that version reads', async () => {
    writeFileSync(join(fixture.folder, fileName('a')), JSON.stringify({ version: 9 }));
    await fixture.window();
    assert.deepEqual(fixture.warnings, []);
  });

  it('go on where it cannot be remembered who was told', async () => {
    writeFileSync(join(fixture.folder, fileName('a')), 'damaged');
    const memory = { ...fixture.memory, update: () => Promise.reject(new Error('full')) };
    const kept = new KeptLookUps(
      fixture.folder,
      new LookUpStore(rethrow),
      lines().logger,
      memory,
      () => false,
    );
    await kept.restored;
    kept.dispose();
    assert.equal(fixture.warnings.length, 1);
  });

  it('say once that look-ups cannot be written, and again when that happens anew', async () => {
    // In the place of the folder: nothing can be written there, by whoever runs the test.
    const folder = join(fixture.above, 'file');
    writeFileSync(folder, '');
    const { kept, put } = await fixture.window(folder);
    const first = fixture.heard();
    for (const id of ['a', 'b', 'c']) put(id);
    await first;
    put('d');
    await kept.flush();
    assert.deepEqual(
      fixture.warnings.map((warning) => warning.replace(/\((EEXIST|ENOTDIR)\)/, '(…)')),
      ['3 look-ups could not be written to disk (…): they are lost when VS Code closes. | Show Log'],
    );
    rmSync(folder);
    put('a', FETCHED + 1);
    await kept.flush();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    const second = fixture.heard();
    put('a', FETCHED + 2);
    await second;
    assert.equal(fixture.warnings.length, 2);
    assert.match(fixture.warnings[1] ?? '', /^A look-up could not be written to disk/);
  });

  it('say anew that look-ups cannot be written once those are gone that it was said of', async () => {
    const folder = join(fixture.above, 'file');
    writeFileSync(folder, '');
    const { kept, store, put } = await fixture.window(folder);
    const first = fixture.heard();
    put('a');
    await first;
    for (const { key } of store.all()) store.remove(key);
    await kept.flush();
    assert.equal(fixture.warnings.length, 1);
    const second = fixture.heard();
    put('b');
    await second;
    assert.equal(fixture.warnings.length, 2);
  });

  it('take over what another window has written, when the user comes to theirs', async () => {
    const [mine, other] = [await fixture.window(), await fixture.window()];
    other.put('a');
    await other.kept.flush();
    fixture.focus(false);
    // Each looks at the disk as taking over would; that has a few more steps.
    for (let turn = 0; turn < 30; turn += 1) assert.equal(await mine.kept.countUnlisted(), 1);
    assert.equal(mine.store.size, 0, 'nobody looks');
    const listed = Promise.withResolvers<void>();
    mine.store.onDidChange(() => listed.resolve());
    fixture.focus(true);
    await listed.promise;
    assert.deepEqual(
      mine.store.all().map(({ sessionId }) => sessionId),
      ['a'],
    );
  });

  it('tell of a damaged file that is found when the user comes to their window', async () => {
    await fixture.window();
    writeFileSync(join(fixture.folder, fileName('a')), 'damaged');
    const heard = fixture.heard();
    fixture.focus(true);
    await heard;
    assert.match(fixture.warnings[0] ?? '', /^A look-up of an earlier session could not be read\./);
  });

  it('are cut back to the limit only once they outgrow it by a fifth, and never those that are to be kept', async () => {
    fixture.limit = 10;
    const { kept, store, put } = await fixture.window(undefined, ({ sessionId }) => sessionId === 'id-0');
    const sizes: number[] = [];
    for (let n = 0; n < 14; n += 1) {
      put(`id-${n}`, FETCHED + n);
      // What is cut is cut a moment later.
      await settle();
      sizes.push(store.size);
    }
    assert.deepEqual(sizes, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 11, 12]);
    assert.ok(store.all().some(({ sessionId }) => sessionId === 'id-0'));
    await kept.flush();
    assert.equal(await kept.countUnlisted(), 2, 'they stay on disk');
  });

  it('name the reason in words, as far as there are any', () => {
    for (const code of ['ENOSPC', 'EROFS', 'EPERM', 'EIO']) showUnwritten(2, code);
    const reasons = fixture.warnings.map((warning) => /\((.*)\)/.exec(warning)?.[1]);
    assert.deepEqual(reasons, ['no space left', 'the disk is read-only', 'writing is not allowed', 'EIO']);
  });
});

describe('vscode kept filters', () => {
  it('say once of a damaged file that it cannot be read', async () => {
    const fixture = new KeptFixture();
    try {
      const folder = join(fixture.above, 'filters');
      mkdirSync(folder);
      writeFileSync(join(folder, fileName('a')), 'damaged');
      const memory = { workspaceState: fixture.memory, globalState: fixture.memory };
      const heard = fixture.heard();
      await createFilters(folder, lines().logger, memory).list();
      await heard;
      await createFilters(folder, lines().logger, memory).list();
      assert.deepEqual(fixture.warnings, [
        'A saved filter of calls could not be read. Its file is left as it is; the log names it. | Show Log',
      ]);
    } finally {
      await fixture.dispose();
    }
  });
});
