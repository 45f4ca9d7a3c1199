/** What another window has fetched comes from the disk while this one is asking: the newer answer stays. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Answer, answerOf } from '../../../../src/core/lookUp/model.ts';
import { callError, ended, told, type World, world } from './lookUpSupport.ts';
import { settle } from '../support.ts';

/** A world that knows a call and is asking for it again, and a newer answer that came from another window meanwhile. */
async function overtaken(signal?: AbortSignal) {
  const here = world();
  await here.start({});
  await here.asked(0).answer(ended());
  here.clock.now += 60_000;
  const asking = await here.start({ fresh: true }, signal);
  const [lookUp] = here.store.all();
  const last = lookUp && answerOf(lookUp);
  assert.ok(last && lookUp.state.kind === 'loading');
  const newer: Answer = { ...last, fetchedAt: last.fetchedAt + 30_000 };
  here.store.takeOver([{ ...lookUp, state: { ...lookUp.state, last: newer } }]);
  return { here, asking, newer };
}

const shown = ({ store }: World) => store.all().map((lookUp) => [lookUp.state.kind, answerOf(lookUp)]);

describe('core callLookup: an answer that another window brings while a request is under way', () => {
  it('stays beside the failure of the request', async () => {
    const { here, asking, newer } = await overtaken();
    await here.asked(1).fail(callError({ reason: 'offline' }));
    assert.equal(await told(asking), 'offline');
    assert.deepEqual(shown(here), [['failed', newer]]);
  });

  it('stays when the request is cancelled', async () => {
    const { here, asking, newer } = await overtaken();
    here.lookUps.cancel(here.store.all()[0]?.key ?? '');
    await here.asked(1).fail(callError({ reason: 'cancelled' }));
    assert.equal(await told(asking), 'cancelled');
    assert.deepEqual(shown(here), [['ready', newer]]);
  });

  it('stays when nobody waits for the request any more', async () => {
    const giveUp = new AbortController();
    const { here, newer } = await overtaken(giveUp.signal);
    giveUp.abort();
    await here.asked(1).fail(callError({ reason: 'cancelled' }));
    await settle();
    assert.deepEqual(shown(here), [['ready', newer]]);
  });

  it('gives way to the answer of the request', async () => {
    const { here } = await overtaken();
    await here.asked(1).answer(ended());
    assert.deepEqual(
      shown(here).map(([kind]) => kind),
      ['ready'],
    );
    assert.equal(answerOf(here.store.all()[0] ?? assert.fail())?.fetchedAt, here.clock.now);
  });
});
