/** The “Looked Up” view: its order, its lines, and what of it is drawn again. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Answer, lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { call, NOW, settle } from '../../core/support.ts';
import { answered, target, TreeWorld } from '../support/treeFixture.ts';

const OFFLINE = { reason: 'offline' } as const;

/** A failed request, with an answer from so many seconds before the clock's start. */
function offline(secondsAgo: number) {
  const known = call({ initiator: 'ana', participants: [{ uid: 'ana' }] });
  const last: Answer = { call: known, raw: {}, fetchedAt: NOW - secondsAgo * 1000 };
  return { kind: 'failed', failure: OFFLINE, failedAt: NOW, last } as const;
}

describe('vscode LookUpsTree', () => {
  let world: TreeWorld;
  beforeEach(() => {
    mock.timers.enable({ apis: ['Date', 'setInterval'], now: NOW });
    world = new TreeWorld();
  });
  afterEach(() => {
    world.dispose();
    mock.timers.reset();
  });

  it('lists the newest first, and those that are pinned on top in the same order', async () => {
    for (const id of ['1', '2', '3', '4', '5']) world.set(id);
    assert.deepEqual(world.ids(), ['5', '4', '3', '2', '1']);
    world.mark('2', { pinned: true });
    world.mark('4', { pinned: true });
    world.mark('1', { pinned: true });
    assert.deepEqual(world.ids(), ['4', '2', '1', '5', '3']);
    world.mark('2', { pinned: false });
    assert.deepEqual(world.ids(), ['4', '1', '5', '3', '2']);
  });

  it('draws one line again when one changes in its place, however often at once', async () => {
    world.set('a');
    world.set('b');
    await settle();
    world.ids();
    world.drawn.length = 0;
    for (let time = 0; time < 50; time += 1) world.set('a');
    world.mark('b', { note: 'first try' });
    assert.deepEqual(world.drawn, [], 'not while it still changes');
    await settle();
    assert.deepEqual(world.drawn, [['a', 'b']]);
  });

  it('draws the list again when one comes, goes, is pinned or is read from disk', async () => {
    const { store } = world.known;
    const changes: readonly (() => void)[] = [
      () => world.set('a'),
      () => world.set('b'),
      () => world.mark('a', { pinned: true }),
      () => world.mark('a', { pinned: false }),
      () => store.renew(lookUpKey(target('a')), NOW + 100),
      () => store.takeOver([]),
      () => store.remove(store.all()[0]?.key ?? ''),
      () => store.trim(0, () => false),
      () => world.tree.redraw(),
    ];
    for (const change of changes) {
      world.ids();
      world.drawn.length = 0;
      change();
      await settle();
      assert.deepEqual(world.drawn, ['all'], change.toString());
    }
  });

  it('draws the list as a whole rather than hundreds of its lines', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `call-${index}`);
    for (const id of ids) world.set(id);
    await settle();
    world.ids();
    world.drawn.length = 0;
    for (const id of ids) world.set(id);
    await settle();
    assert.deepEqual(world.drawn, ['all']);
  });

  it('tells VS Code of a new look-up before it shows it', async () => {
    world.set('a');
    await world.tree.reveal(world.known.store.all()[0]?.key ?? '');
    assert.deepEqual(world.shown, [['a', 1]]);
    await settle();
    assert.deepEqual(world.drawn, ['all'], 'and only once');
  });

  it('says whether there is anything to clear, when that changes', async () => {
    world.set('a');
    world.set('b');
    await settle();
    world.set('b');
    await settle();
    for (const { key } of world.known.store.all()) world.known.store.remove(key);
    await settle();
    assert.deepEqual(world.keys, [
      ['cometchatCalls.hasLookUps', true],
      ['cometchatCalls.hasLookUps', false],
    ]);
    assert.equal(world.remembered.get('cometchatCalls.hasLookUps'), false, 'for the next start');
  });

  it('says in words that a call is pinned and what is noted, beside the icon of its status', async () => {
    world.set('a', answered({ initiator: 'ana', receiver: 'leo' }));
    const before = world.item('a');
    world.mark('a', { pinned: true, note: 'asked for by\nACME' });
    const item = world.item('a');
    assert.equal(item.description, 'pinned · asked for by ACME · ended');
    assert.equal(item.accessibilityInformation?.label, 'ana → leo, pinned · asked for by ACME · ended');
    assert.equal(item.contextValue, 'lookUp.ready.answered.pinned');
    assert.deepEqual(item.iconPath, before.iconPath);
    const tooltip = typeof item.tooltip === 'object' ? item.tooltip.value : '';
    assert.ok(tooltip.includes('Note&#58; asked for by ACME') && tooltip.includes('Pinned'), tooltip);
    world.mark('a', { pinned: false, note: '' });
    assert.deepEqual(
      [world.item('a').description, world.item('a').contextValue],
      ['ended', 'lookUp.ready.answered'],
    );
  });

  it('shows a note as text: no link, no icon, nothing hidden', async () => {
    world.set('a');
    world.mark('a', { note: '[x](command:y) <b> $(key) \u202e' });
    const { description, tooltip } = world.item('a');
    assert.match(String(description), /\$\(key\) ⟨U\+202E⟩/);
    assert.doesNotMatch(typeof tooltip === 'object' ? tooltip.value : '[', /[[\]<>$]/);
  });

  it('shows the last answer with its age while offline', async () => {
    world.set('a', offline(7200));
    const item = world.item('a');
    assert.match(String(item.description), /^offline · ended · fetched 2 h ago$/);
    assert.equal(item.contextValue, 'lookUp.failed.answered');
    assert.deepEqual(item.command?.arguments?.[0], { kind: 'lookUp', key: itemKey('a'), ...target('a') });
    const below = world.tree.getChildren(world.tree.getChildren()[0]);
    assert.ok(below.some(({ kind }) => kind === 'outline') && below[0]?.kind === 'message');
  });

  it('keeps an age true while somebody can see it', async () => {
    world.set('a', offline(60));
    world.set('b');
    await settle();
    world.ids();
    world.drawn.length = 0;
    mock.timers.tick(60_000);
    assert.deepEqual(world.drawn, [['a']]);
    assert.match(String(world.item('a').description), /fetched 2 min ago/);
    world.see(false);
    mock.timers.tick(600_000);
    assert.equal(world.drawn.length, 1);
    world.see(true);
    mock.timers.tick(60_000);
    assert.equal(world.drawn.length, 2);
  });

  it('counts a rate limit down, and ends that with it', async () => {
    const failure = { reason: 'rateLimited', retryAt: NOW + 3_000 } as const;
    world.set('a', { kind: 'failed', failure, failedAt: NOW });
    await settle();
    world.drawn.length = 0;
    mock.timers.tick(3_000);
    assert.deepEqual(world.drawn, [['a'], ['a'], ['a']]);
    mock.timers.tick(600_000);
    assert.ok(world.drawn.slice(3).flat().length === 0, 'nothing is left to count');
  });

  it('gives the selected look-ups, also where a detail of one is selected', () => {
    world.set('a');
    world.set('b');
    const [b] = world.known.store.all();
    world.view.selection = [{ kind: 'message', key: b?.key ?? '', text: 'x' }];
    assert.deepEqual(world.tree.selectedAll(), [b]);
  });
});

function itemKey(sessionId: string): string {
  const { connectionId } = target(sessionId);
  return JSON.stringify([connectionId, sessionId, null]);
}
