/** Pins and notes: which calls the commands take, and what they refuse. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isPinned, NOTE_LENGTH } from '../../../../src/core/lookUp/marks.ts';
import { KEY, ListWorld } from '../support/listWorld.ts';

const { markHandlers } = await import('../../../../src/vscode/commands/marks.ts');

describe('vscode marks', () => {
  let world: ListWorld;
  beforeEach(() => {
    world = new ListWorld();
    for (const id of ['a', 'b', 'c']) world.add(id);
  });
  afterEach(() => world.dispose());

  const run = (name: 'pinCall' | 'unpinCall', ...ids: readonly string[]) => {
    const handlers = markHandlers(world.deps);
    const selection = ids.map((sessionId) => ({ sessionId }));
    return handlers[`cometchatCalls.${name}`](selection[0], selection.length > 1 ? selection : []);
  };
  const note = (given: object) => markHandlers(world.deps)['cometchatCalls.editNote'](given);
  const pinned = () =>
    world.known.store
      .all()
      .filter(isPinned)
      .map(({ sessionId }) => sessionId);

  it('pins and unpins one that is named, and all that are selected', async () => {
    await run('pinCall', 'a');
    assert.deepEqual(pinned(), ['a']);
    await run('pinCall', 'a', 'b', 'b', 'c');
    assert.deepEqual(pinned(), ['c', 'b', 'a']);
    await run('unpinCall', 'c', 'a');
    assert.deepEqual(pinned(), ['b']);
    await run('unpinCall', 'b');
    assert.deepEqual(pinned(), []);
    assert.deepEqual(world.user.statuses, ['Pinned a', 'Pinned 3 calls', 'Unpinned 2 calls', 'Unpinned b']);
    assert.deepEqual(world.user.asked, []);
  });

  it('takes the call of the panel with the focus when none is named', async () => {
    world.active = { sessionId: 'b', connectionId: 'home', onBehalfOf: undefined };
    await run('pinCall');
    assert.deepEqual(pinned(), ['b']);
    await run('unpinCall');
    assert.deepEqual(pinned(), []);
  });

  it('asks which one else: to pin among those that are not, to unpin among those that are', async () => {
    await run('pinCall', 'b');
    world.user.replies = ['c'];
    await run('pinCall');
    assert.deepEqual(
      world.user.asked[0]?.items.map(({ label }) => label),
      ['c', 'a'],
    );
    world.user.replies = ['b', undefined];
    await run('unpinCall');
    assert.deepEqual(
      world.user.asked[1]?.items.map(({ label }) => label),
      ['c', 'b'],
    );
    await run('unpinCall');
    assert.deepEqual(pinned(), ['c'], 'who gives up changes nothing');
  });

  it('says that there is nothing to unpin', async () => {
    await assert.rejects(async () => run('unpinCall'), /No call is pinned/);
    await run('unpinCall', 'never looked up');
    assert.deepEqual(world.user.ran, [], 'and looks nothing up');
  });

  it('looks up first what is to be pinned and never was', async () => {
    await run('pinCall', 'new');
    assert.deepEqual(
      world.user.ran.map(([command]) => command),
      ['cometchatCalls.lookUpCall'],
    );
  });

  it('asks for a note, begins with the one there is, and takes it away when nothing is entered', async () => {
    world.user.replies = ['first try', '  second\t try ', ''];
    for (const expected of ['first try', 'second try', '']) {
      await note({ sessionId: 'a' });
      assert.equal(world.get('a')?.note?.text, expected);
    }
    assert.deepEqual(
      world.user.asked.map(({ value }) => value),
      ['', 'first try', 'second try'],
    );
    world.user.replies = [undefined];
    await note({ sessionId: 'b' });
    assert.equal(world.get('b')?.note, undefined);
  });

  it('takes a note that its caller gives', async () => {
    await note({ sessionId: 'a', note: 'x'.repeat(NOTE_LENGTH) });
    assert.equal(world.get('a')?.note?.text.length, NOTE_LENGTH);
    await note({ sessionId: 'a', note: '' });
    assert.equal(world.get('a')?.note?.text, '');
  });

  it('refuses a note that is too long or holds a key, typed or given', async () => {
    for (const [text, reason] of [
      ['☎'.repeat(NOTE_LENGTH + 1), /at most 200 characters; this one has 201/],
      [`key: ${KEY}`, /cannot hold an API key/],
    ] as const) {
      await assert.rejects(async () => note({ sessionId: 'a', note: text }), reason);
      world.user.replies = [text];
      await note({ sessionId: 'a' });
      assert.match(world.user.asked.at(-1)?.validationMessage?.message ?? '', reason);
    }
    assert.equal(world.get('a')?.note, undefined);
    await note({ sessionId: 'a', note: '☎️'.repeat(NOTE_LENGTH / 2) });
    assert.ok(world.get('a')?.note, 'characters are counted as the store cuts them');
  });

  it('draws no icon where a name or a note is written like one', async () => {
    await note({ sessionId: 'a', note: '$(key)' });
    world.user.replies = [undefined];
    await run('pinCall');
    const descriptions = world.user.asked[0]?.items.map(({ description }) => description).join() ?? '';
    assert.match(descriptions, /\(key\)/);
    assert.doesNotMatch(descriptions, /\$\(/);
  });
});
