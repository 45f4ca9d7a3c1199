/** Removing look-ups, and the button that brings them back as they were. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { settle } from '../../core/support.ts';
import { ListWorld } from '../support/listWorld.ts';

const { itemHandlers } = await import('../../../../src/vscode/commands/items.ts');

describe('vscode removal of look-ups', () => {
  let world: ListWorld;
  beforeEach(() => {
    world = new ListWorld();
    for (const id of ['a', 'b', 'c']) world.add(id);
  });
  afterEach(() => world.dispose());

  const remove = (given: object | undefined, ...ids: readonly string[]) =>
    itemHandlers(world.deps)['cometchatCalls.removeLookup'](
      given,
      ids.map((sessionId) => ({ sessionId })),
    );
  const clear = () => itemHandlers(world.deps)['cometchatCalls.clearLookups']();
  const ids = () => world.known.store.all().map(({ sessionId }) => sessionId);

  it('asks nothing, and says what it removed once', async () => {
    await remove({ sessionId: 'a' });
    await remove({ sessionId: 'b' }, 'b', 'c', 'b');
    assert.deepEqual(ids(), []);
    assert.deepEqual(world.user.messages, ['Removed a', 'Removed 2 look-ups']);
  });

  it('brings them back in their places, with answers, pins and notes', async () => {
    const { store } = world.known;
    for (const { key } of store.all()) store.mark(key, { pinned: true, note: `on ${key}` }, 1);
    const before = store.all();
    world.user.buttons = ['Undo'];
    await remove({ sessionId: 'b' }, 'b', 'c');
    await settle();
    assert.deepEqual(store.all(), before);
  });

  it('leaves what was looked up again meanwhile as it is', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    world.user.buttons = [promise];
    await remove({ sessionId: 'a' });
    const again = world.add('a');
    resolve('Undo');
    await settle();
    assert.deepEqual(world.get('a'), again);
    assert.equal(world.known.store.size, 3);
  });

  it('ends what is under way, and brings it back with nothing under way', async () => {
    await world.known.start({ sessionId: 'd' });
    await remove({ sessionId: 'd' });
    assert.equal(world.known.asked(0).signal.aborted, true);
    assert.equal(world.get('d'), undefined);
    world.user.buttons = ['Undo'];
    await world.known.start({ sessionId: 'e' });
    await remove({ sessionId: 'e' });
    await settle();
    assert.equal(world.get('e')?.state.kind, 'failed');
    await world.known.asked(1).answer({ sessionId: 'e', status: 'ended' });
    assert.equal(world.get('e')?.state.kind, 'failed', 'what comes late changes nothing');
  });

  it('copies by key what is selected in the view with the focus', async () => {
    world.selection = world.known.store.all().slice(0, 2);
    world.selectedElsewhere = { file: ['in the file'], recent: ['r1', 'r2'] };
    const copied = async (given: object) => {
      world.user.clipboard = 'as it was';
      await itemHandlers(world.deps)['cometchatCalls.copySessionId'](given, []);
      return world.user.clipboard;
    };
    assert.equal(await copied({ selected: true }), 'c\nb');
    assert.equal(await copied({ selected: true, view: 'file' }), 'in the file');
    assert.equal(await copied({ selected: true, view: 'recent' }), 'r1\nr2');
    world.selectedElsewhere = { file: [], recent: [] };
    assert.equal(await copied({ selected: true, view: 'recent' }), 'as it was');
  });

  it('by key asks first, and names what it would remove', async () => {
    world.selection = world.known.store.all().slice(0, 1);
    await remove({ selected: true });
    assert.deepEqual(world.user.messages, ['Remove c from the list?']);
    assert.equal(ids().length, 3);
    world.user.buttons = ['Remove', 'Undo'];
    await remove({ selected: true });
    await settle();
    assert.deepEqual(world.user.messages.slice(1), ['Remove c from the list?', 'Removed c']);
    assert.deepEqual(ids(), ['c', 'b', 'a']);
  });

  it('brings back what came while the user was asked', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    world.selection = world.known.store.all().slice(0, 2);
    world.user.buttons = [promise, 'Undo'];
    const removal = remove({ selected: true });
    const [c, b] = world.selection;
    world.known.store.mark(c?.key ?? '', { note: 'written meanwhile' }, 1);
    world.known.store.remove(b?.key ?? '');
    resolve('Remove');
    await removal;
    await settle();
    assert.equal(world.get('c')?.note?.text, 'written meanwhile');
    assert.equal(world.get('b'), undefined, 'what was gone before is not brought back');
  });

  it('of all asks first, and can be taken back too', async () => {
    await clear();
    assert.deepEqual(world.user.messages, ['Remove all 3 look-ups from the list?']);
    world.user.buttons = ['Clear', 'Undo'];
    const before = world.known.store.all();
    await clear();
    await settle();
    assert.deepEqual(world.user.messages.slice(1), [
      'Remove all 3 look-ups from the list?',
      'Removed 3 look-ups',
    ]);
    assert.deepEqual(world.known.store.all(), before);
  });

  it('of all takes along what is on disk and not in the list, and brings it back too', async () => {
    const { store } = world.known;
    const old = world.add('old');
    store.drop(old.key);
    world.onDisk = [old];
    await clear();
    assert.equal(ids().length, 3, 'who says no has the list as it was');
    world.user.buttons = ['Clear'];
    await clear();
    const question = 'Remove all look-ups: 3 in the list, and those on disk that are not in it?';
    assert.deepEqual(world.user.messages, [question, question, 'Removed 4 look-ups']);
    assert.deepEqual(ids(), []);
    world.user.buttons = ['Clear', 'Undo'];
    await clear();
    await settle();
    assert.deepEqual(ids(), ['old'], 'with nothing in the list');
    assert.equal(world.user.messages[3], 'Remove all look-ups that are on disk and not in the list?');
  });

  it('of all says what cannot be read, which stays', async () => {
    world.unreadable = 2;
    world.user.buttons = ['Clear'];
    await clear();
    assert.deepEqual(ids(), []);
    assert.match(world.user.messages.at(-1) ?? '', /^2 look-ups of earlier sessions could not be read\./);
  });

  it('of none says nothing', async () => {
    await remove({ sessionId: 'gone' });
    assert.deepEqual(world.user.messages, []);
  });

  it('keeps a name from being a link in what it says', async () => {
    world.add('[x](command:y)');
    await remove({ sessionId: '[x](command:y)' });
    assert.doesNotMatch(world.user.messages[0] ?? '', /\]\(/);
  });
});
