/** Look-ups that earlier versions of the extension have written, or still write. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { answerOf } from '../../../src/core/lookUp/model.ts';
import { isPinned } from '../../../src/core/lookUp/marks.ts';
import { readSaved } from '../../../src/storage/savedLookUp.ts';
import { FETCHED, fileName, hash, raw, ready, Shelf } from '../vscode/support/shelf.ts';

/** A file of each version and shape that was ever written, as the extension of that time wrote it. */
const FIXTURES = new URL('../../fixtures/storage/', import.meta.url);
const fixtures = readdirSync(FIXTURES).filter((name) => name.startsWith('look-up.'));

describe('vscode lookUpFiles of earlier versions', () => {
  let shelf: Shelf;

  beforeEach(() => {
    shelf = new Shelf();
  });
  afterEach(() => shelf.dispose());

  it('are at hand, of each version up to this', () => {
    const versions = new Set(fixtures.map((name) => name.split('.')[1]));
    assert.deepEqual([...versions], ['v1', 'v2']);
  });

  for (const name of fixtures) {
    it(`are read, left as they are, and written in this version when they change: ${basename(name)}`, async () => {
      const text = readFileSync(new URL(name, FIXTURES), 'utf8');
      const saved: Record<string, unknown> = JSON.parse(text);
      const read = readSaved(text);
      assert.ok(read.kind === 'known');
      const { key, sessionId, onBehalfOf, connectionId } = read.content;
      const more = { onBehalfOf, connectionId };
      const place = name.includes('.v1.')
        ? fileName(sessionId, more)
        : `${hash(sessionId, more)}.0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77.json`;
      shelf.plant(place, text);
      const window = shelf.window();
      assert.deepEqual(await window.restore(), [read.content]);
      assert.deepEqual([shelf.names(), shelf.text(place), window.log], [[place], text, []]);

      assert.equal(read.content.addedAt, saved['addedAt']);
      assert.deepEqual(answerOf(read.content)?.raw, (saved['answer'] as { raw: unknown } | undefined)?.raw);
      assert.equal(read.content.state.kind, saved['failure'] ? 'failed' : 'ready');
      assert.deepEqual([read.content.pin, read.content.note], [saved['pin'], saved['note']]);

      window.store.mark(key, { note: 'changed' }, FETCHED + 1_000_000);
      await window.files.flush();
      const [now, ...others] = shelf.names();
      assert.ok(now && now !== place && others.length === 0, shelf.names().join('\n'));
      assert.equal(JSON.parse(shelf.text(now)).version, 2);
      const note = { text: 'changed', editedAt: FETCHED + 1_000_000 };
      assert.deepEqual(await shelf.window().restore(), [{ ...read.content, note }]);
    });
  }

  it('lose nothing to a window of the first version that is still open', async () => {
    const window = shelf.window();
    await window.put('a', ready(raw('a', { n: 1 })));
    await window.mark('a', { pinned: true });
    const old = {
      version: 1,
      sessionId: 'a',
      connectionId: 'home',
      addedAt: FETCHED,
      answer: { raw: raw('a', { n: 2 }), fetchedAt: FETCHED + 1 },
    };
    shelf.plant(fileName('a'), JSON.stringify(old));
    const found = await shelf.found('a');
    assert.deepEqual([isPinned(found), answerOf(found)?.raw], [true, raw('a', { n: 2 })]);
    await window.mark('a', { note: 'both' });
    assert.notEqual(shelf.nameOf('a'), fileName('a'));
    assert.deepEqual(answerOf(await shelf.found('a'))?.raw, raw('a', { n: 2 }));
  });
});
