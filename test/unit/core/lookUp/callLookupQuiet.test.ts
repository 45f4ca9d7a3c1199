/** Refreshing without a word: what nobody asked for is not announced. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { callError, ended, ongoing, told, type World, world } from './lookUpSupport.ts';
import { settle } from '../support.ts';

const QUIET = { fresh: true, quiet: true };

/** A world that knows an ongoing call, with what happened until then forgotten. */
async function withOngoing(): Promise<World> {
  const known = world();
  await known.start({});
  await known.asked(0).answer(ongoing);
  known.changes.length = 0;
  known.clock.now += 10_000;
  return known;
}

const states = ({ changes }: World) =>
  changes.map((change) => (change.kind === 'reset' ? 'reset' : change.lookUp.state.kind));

describe('core callLookup: a quiet refresh', () => {
  it('leaves the answer as it stands until the new one is there', async () => {
    const known = await withOngoing();
    const before = known.state();
    const refresh = await known.start(QUIET);
    assert.equal(known.state(), before);
    await known.asked(1).answer(ended());
    assert.equal(await told(refresh), 'ok');
    assert.deepEqual(states(known), ['ready']);
  });

  it('keeps the answer beside its failure', async () => {
    const known = await withOngoing();
    await known.start(QUIET);
    await known.asked(1).fail(callError({ reason: 'timeout' }));
    const state = known.state();
    assert.equal(state.kind === 'failed' && state.last?.call.status, 'ongoing');
    assert.deepEqual(states(known), ['failed']);
  });

  it('shows loading to whoever asks meanwhile, and sends nothing twice', async () => {
    const known = await withOngoing();
    await known.start(QUIET);
    const asked = await known.start({ fresh: true });
    assert.equal(known.state().kind, 'loading');
    await known.start({ fresh: true });
    await known.asked(1).answer(ended());
    assert.equal(await told(asked), 'ok');
    assert.equal(known.source.asked.length, 2);
    assert.deepEqual(states(known), ['loading', 'ready']);
  });

  it('joins what was asked for aloud, which stays as it is', async () => {
    const known = await withOngoing();
    await known.start({ fresh: true });
    await known.start(QUIET);
    await known.asked(1).answer(ended());
    assert.equal(known.source.asked.length, 2);
    assert.deepEqual(states(known), ['loading', 'ready']);
  });

  it('that is given up leaves everything as it was', async () => {
    const known = await withOngoing();
    const before = known.state();
    const giveUp = new AbortController();
    await known.start(QUIET, giveUp.signal);
    giveUp.abort();
    await known.asked(1).fail(callError({ reason: 'cancelled' }));
    await settle();
    assert.equal(known.state(), before);
  });

  it('of a call that is not known is shown as loading', async () => {
    const unknown = world();
    await unknown.start(QUIET);
    assert.deepEqual(states(unknown), ['loading']);
  });

  it('of a call that was removed meanwhile brings nothing back', async () => {
    const known = await withOngoing();
    await known.start(QUIET);
    known.store.remove(known.store.all()[0]?.key ?? '');
    await known.asked(1).answer(ended());
    assert.deepEqual(known.store.all(), []);
  });
});
