/** The “Lookup History” view: its order, its lines, and what of it is drawn again. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Answer, lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { call, NOW, SEED_ID, settle } from '../../core/support.ts';
import { answered, target, LookUpsTreeFixture } from '../support/lookUpsTreeFixture.ts';

const OFFLINE = { reason: 'offline' } as const;

/** A failed request, with an answer from so many seconds before the clock's start. */
function offline(secondsAgo: number) {
  const known = call({ sessionId: 'a', initiator: 'ana', participants: [{ uid: 'ana' }] });
  const last: Answer = { call: known, raw: {}, fetchedAt: NOW - secondsAgo * 1000 };
  return { kind: 'failed', failure: OFFLINE, failedAt: NOW, last } as const;
}

const failed = { kind: 'failed', failure: OFFLINE, failedAt: NOW } as const;

/** A call that was initiated so many seconds before the clock's start, and not taken. */
function unanswered(secondsAgo: number) {
  const initiatedAt = Math.floor(NOW / 1000) - secondsAgo;
  return { status: 'unanswered', mode: 'call', initiator: 'ana', receiver: 'leo', initiatedAt };
}

describe('vscode LookUpsTree', () => {
  let fixture: LookUpsTreeFixture;
  beforeEach(() => {
    mock.timers.enable({ apis: ['Date', 'setInterval'], now: NOW });
    fixture = new LookUpsTreeFixture();
  });
  afterEach(() => {
    fixture.dispose();
    mock.timers.reset();
  });

  it('lists the newest first, and those that are pinned on top in the same order', async () => {
    for (const id of ['1', '2', '3', '4', '5']) fixture.set(id);
    assert.deepEqual(fixture.ids(), ['5', '4', '3', '2', '1']);
    fixture.mark('2', { pinned: true });
    fixture.mark('4', { pinned: true });
    fixture.mark('1', { pinned: true });
    assert.deepEqual(fixture.ids(), ['4', '2', '1', '5', '3']);
    fixture.mark('2', { pinned: false });
    assert.deepEqual(fixture.ids(), ['4', '1', '5', '3', '2']);
  });

  it('has no line for what only a hover asked for, and draws nothing because of it', async () => {
    fixture.set('1');
    await settle();
    fixture.drawn.length = 0;
    fixture.known.store.set(target('2'), answered(), NOW, true);
    await settle();
    assert.deepEqual([fixture.ids(), fixture.drawn], [['1'], []]);
    fixture.known.store.list(lookUpKey(target('2')), NOW + 5);
    await settle();
    assert.deepEqual([fixture.ids(), fixture.drawn], [['2', '1'], ['all']]);
  });

  it('draws one line again when one changes in its place, however often at once', async () => {
    fixture.set('a');
    fixture.set('b');
    await settle();
    fixture.ids();
    fixture.drawn.length = 0;
    for (let time = 0; time < 50; time += 1) fixture.set('a');
    fixture.mark('b', { note: 'first try' });
    assert.deepEqual(fixture.drawn, [], 'not while it still changes');
    await settle();
    assert.deepEqual(fixture.drawn, [['a', 'b']]);
  });

  it('draws the list again when one comes, goes, is pinned or is read from disk', async () => {
    const { store } = fixture.known;
    const changes: readonly (() => void)[] = [
      () => fixture.set('a'),
      () => fixture.set('b'),
      () => fixture.mark('a', { pinned: true }),
      () => fixture.mark('a', { pinned: false }),
      () => store.renew(lookUpKey(target('a')), NOW + 100),
      () => store.takeOver([]),
      () => store.remove(store.all()[0]?.key ?? ''),
      () => store.trim(0, () => false),
      () => fixture.tree.redraw(),
    ];
    for (const change of changes) {
      fixture.ids();
      fixture.drawn.length = 0;
      change();
      await settle();
      assert.deepEqual(fixture.drawn, ['all'], change.toString());
    }
  });

  it('draws the list as a whole rather than hundreds of its lines', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `call-${index}`);
    for (const id of ids) fixture.set(id);
    await settle();
    fixture.ids();
    fixture.drawn.length = 0;
    for (const id of ids) fixture.set(id);
    await settle();
    assert.deepEqual(fixture.drawn, ['all']);
  });

  it('tells VS Code of a new look-up before it shows it', async () => {
    fixture.set('a');
    await fixture.tree.reveal(fixture.known.store.all()[0]?.key ?? '');
    assert.deepEqual(fixture.shown, [['a', 1]]);
    await settle();
    assert.deepEqual(fixture.drawn, ['all'], 'and only once');
  });

  it('says whether there is anything to clear, when that changes', async () => {
    fixture.set('a');
    fixture.set('b');
    await settle();
    fixture.set('b');
    await settle();
    for (const { key } of fixture.known.store.all()) fixture.known.store.remove(key);
    await settle();
    assert.deepEqual(fixture.keys, [
      ['cometchatCalls.hasLookUps', true],
      ['cometchatCalls.hasLookUps', false],
    ]);
    assert.equal(fixture.remembered.get('cometchatCalls.hasLookUps'), false, 'for the next start');
  });

  it('says in words that a call is pinned and what is noted, beside the icon of its status', async () => {
    fixture.set('a', answered({ sessionId: 'a', initiator: 'ana', receiver: 'leo' }));
    const before = fixture.item('a');
    fixture.mark('a', { pinned: true, note: 'asked for by\nACME' });
    const item = fixture.item('a');
    assert.equal(item.description, 'ended · asked for by ACME · pinned');
    assert.equal(item.accessibilityInformation?.label, 'ana → leo, ended · asked for by ACME · pinned');
    assert.equal(item.contextValue, 'lookUp.ready.answered.pinned');
    assert.deepEqual(item.iconPath, before.iconPath);
    const tooltip = fixture.tooltip('a');
    assert.ok(tooltip.includes('Note&#58; asked for by ACME') && tooltip.includes('pinned'), tooltip);
    fixture.mark('a', { pinned: false, note: '' });
    assert.deepEqual(
      [fixture.item('a').description, fixture.item('a').contextValue],
      ['ended', 'lookUp.ready.answered'],
    );
  });

  it('shows a note as text: no link, no icon, nothing hidden', async () => {
    fixture.set('a');
    fixture.mark('a', { note: '[x](command:y) <b> $(key) \u202e' });
    assert.match(String(fixture.item('a').description), /\$\(key\) ⟨U\+202E⟩/);
    assert.doesNotMatch(fixture.tooltip('a'), /[[\]<>$]/);
  });

  it('tells when, then who, then how it went, and the zone once beside its title', () => {
    fixture.set(SEED_ID, failed);
    fixture.set('a', answered({ sessionId: 'a', ...unanswered(3_600) }));
    fixture.set('b', answered({ sessionId: 'b', ...unanswered(86_400) }));
    const lines = fixture.ids().map((id) => [fixture.item(id).label, fixture.item(id).description]);
    assert.deepEqual(lines, [
      ['9 Nov 10:00:00 · ana → leo', 'nobody answered'],
      // Today's date goes without saying.
      ['09:00:00 · ana → leo', 'nobody answered'],
      ['18 Aug 2023 14:15:13 · us · …cf92', 'offline'],
    ]);
    assert.equal(fixture.view.description, 'UTC');
  });

  it('tells a date that all of its calls have once', async () => {
    for (const [id, secondsAgo] of [
      ['a', 86_400],
      ['b', 86_500],
    ] as const)
      fixture.set(id, answered({ sessionId: id, ...unanswered(secondsAgo) }));
    assert.deepEqual(fixture.ids(), ['b', 'a']);
    assert.equal(fixture.view.description, '9 Nov 2026 · UTC');
    assert.equal(fixture.item('a').label, '10:00:00 · ana → leo');
    await settle();
    fixture.drawn.length = 0;
    // One that changes in its place is on another day, which all lines then tell.
    fixture.set('b', answered({ sessionId: 'b', ...unanswered(60) }));
    await settle();
    assert.deepEqual(fixture.drawn, ['all']);
    fixture.ids();
    assert.equal(fixture.item('a').label, '9 Nov 10:00:00 · ana → leo');
  });

  it('tells the date of what was today’s once the day is over', async () => {
    fixture.set('a', answered({ sessionId: 'a', ...unanswered(60) }));
    fixture.set('b', answered({ sessionId: 'b', ...unanswered(3 * 86_400) }));
    await settle();
    fixture.ids();
    assert.equal(fixture.item('a').label, '09:59:00 · ana → leo');
    fixture.drawn.length = 0;
    mock.timers.tick(14 * 3_600_000);
    assert.equal(fixture.drawn[0], 'all');
    fixture.ids();
    assert.equal(fixture.item('a').label, '10 Nov 09:59:00 · ana → leo');
    fixture.drawn.length = 0;
    mock.timers.tick(3_600_000);
    assert.deepEqual(fixture.drawn, [], 'and only then');
  });

  it('has the whole story in a tooltip that is made when it is shown, and keeps its age true', async () => {
    fixture.set('a', answered({ sessionId: 'a', ...unanswered(3_600), type: 'video' }));
    await settle();
    assert.equal(fixture.item('a').tooltip, undefined);
    assert.match(
      fixture.tooltip('a'),
      /^Nobody answered[^]*video[^]*ana[^]*leo[^]*unanswered[^]*10 Nov 2026/,
    );
    assert.match(fixture.tooltip('a'), /Fetched just now/);
    fixture.drawn.length = 0;
    mock.timers.tick(120_000);
    assert.deepEqual(fixture.drawn[0], ['a'], 'VS Code makes a tooltip once for a line that it draws');
    assert.match(fixture.tooltip('a'), /Fetched 2 min ago/);
    fixture.ids();
    fixture.item('a');
    fixture.drawn.length = 0;
    mock.timers.tick(120_000);
    assert.deepEqual(fixture.drawn, [], 'nobody has seen it since');
  });

  it('means by a key the line it is pressed on, or all that are selected where that is', () => {
    for (const id of ['a', 'b', 'c']) fixture.set(id);
    const [c, b, a] = fixture.known.store.all();
    const [first, second] = fixture.tree.getChildren();
    assert.deepEqual(fixture.tree.meantBy(a?.key ?? ''), [a]);
    fixture.view.selection = [first, second].filter((node) => node !== undefined);
    assert.deepEqual(fixture.tree.meantBy(b?.key ?? ''), [c, b]);
    assert.deepEqual(fixture.tree.meantBy(a?.key ?? ''), [a]);
    fixture.view.selection = [{ kind: 'message', key: b?.key ?? '', text: 'x' }];
    assert.deepEqual(fixture.tree.meantBy(a?.key ?? ''), [a]);
  });

  it('gives the focus to the line below those that are removed, else above', async () => {
    for (const id of ['a', 'b', 'c', 'd']) fixture.set(id);
    assert.deepEqual(fixture.ids(), ['d', 'c', 'b', 'a']);
    const remove = async (...ids: readonly string[]) => {
      const all = fixture.known.store.all().filter(({ sessionId }) => ids.includes(sessionId));
      for (const { key } of all) fixture.known.store.remove(key);
      await fixture.tree.focusAfter(all);
      fixture.ids();
    };
    await remove('c');
    await remove('a');
    await remove('d', 'b');
    assert.deepEqual(fixture.focused, ['b', 'b']);
    assert.deepEqual(fixture.ids(), []);
    assert.equal(fixture.view.description, '');
  });

  it('shows the last answer with its age while offline', async () => {
    fixture.set('a', offline(7200));
    const item = fixture.item('a');
    assert.match(String(item.description), /^offline · ended · fetched 2 h ago$/);
    assert.equal(item.contextValue, 'lookUp.failed.answered');
    assert.deepEqual(item.command?.arguments?.[0], { ...target('a'), preserveFocus: true });
    const below = fixture.tree.getChildren(fixture.tree.getChildren()[0]);
    assert.ok(below.some(({ kind }) => kind === 'outline') && below[0]?.kind === 'message');
  });

  it('opens the panel of a look-up by a click, also of one that failed or is under way', () => {
    const failure = { reason: 'notFound' } as const;
    fixture.set('a', { kind: 'failed', failure, failedAt: NOW });
    fixture.set('b', { kind: 'loading', since: NOW });
    for (const id of ['a', 'b']) {
      const { command } = fixture.item(id);
      assert.equal(command?.command, 'cometchatCalls.openCallPanel');
      assert.deepEqual(command.arguments, [{ ...target(id), preserveFocus: true }]);
    }
  });

  it('keeps an age true while somebody can see it', async () => {
    fixture.set('a', offline(60));
    fixture.set('b');
    await settle();
    fixture.ids();
    fixture.drawn.length = 0;
    mock.timers.tick(60_000);
    assert.deepEqual(fixture.drawn, [['a']]);
    assert.match(String(fixture.item('a').description), /fetched 2 min ago/);
    fixture.see(false);
    mock.timers.tick(600_000);
    assert.equal(fixture.drawn.length, 1);
    fixture.see(true);
    mock.timers.tick(60_000);
    assert.equal(fixture.drawn.length, 2);
  });

  it('counts a rate limit down, and ends that with it', async () => {
    const failure = { reason: 'rateLimited', retryAt: NOW + 3_000 } as const;
    fixture.set('a', { kind: 'failed', failure, failedAt: NOW });
    await settle();
    fixture.drawn.length = 0;
    mock.timers.tick(3_000);
    assert.deepEqual(fixture.drawn, [['a'], ['a'], ['a']]);
    mock.timers.tick(600_000);
    assert.ok(fixture.drawn.slice(3).flat().length === 0, 'nothing is left to count');
  });

  it('gives the selected look-ups, also where a detail of one is selected', () => {
    fixture.set('a');
    fixture.set('b');
    const [b] = fixture.known.store.all();
    fixture.view.selection = [{ kind: 'message', key: b?.key ?? '', text: 'x' }];
    assert.deepEqual(fixture.tree.selectedAll(), [b]);
  });
});
