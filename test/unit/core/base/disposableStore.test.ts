import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Closings } from '../../../../src/core/base/disposableStore.ts';
import { settle } from '../support.ts';

function world() {
  const closed: string[] = [];
  const errors: unknown[] = [];
  const closings = new Closings((error) => errors.push(error));
  const service = (name: string) => ({ name, dispose: () => void closed.push(name) });
  return { closed, errors, closings, service };
}

describe('core closings', () => {
  it('gives back what it is to close, and closes it in the reverse order, one after the other', async () => {
    const { closed, closings, service } = world();
    const first = service('first');
    assert.equal(closings.own(first), first);
    const slow = Promise.withResolvers<undefined>();
    closings.own({
      dispose: async () => {
        await slow.promise;
        closed.push('slow');
      },
    });
    closings.own(service('last'));
    const closing = closings.closeAll();
    await settle();
    assert.deepEqual(closed, ['last']);
    slow.resolve(undefined);
    await closing;
    assert.deepEqual(closed, ['last', 'slow', 'first']);
  });

  it('closes the rest when one cannot be closed, and tells of it', async () => {
    const { closed, closings, errors, service } = world();
    closings.own(service('first'));
    closings.own({ dispose: () => Promise.reject(new Error('no port')) });
    closings.own({
      dispose: () => {
        throw new Error('no socket');
      },
    });
    await closings.closeAll();
    assert.deepEqual(closed, ['first']);
    assert.deepEqual(errors.map(String), ['Error: no socket', 'Error: no port']);
  });

  it('closes what comes after the end, such as what was still being loaded', async () => {
    const { closed, closings, service } = world();
    const slow = Promise.withResolvers<undefined>();
    closings.own({ dispose: () => slow.promise });
    const closing = closings.closeAll();
    closings.own(service('late'));
    slow.resolve(undefined);
    await closing;
    assert.deepEqual(closed, ['late']);
    closings.own(service('later'));
    await settle();
    assert.deepEqual(closed, ['late', 'later']);
  });

  it('closes each once', async () => {
    const { closed, closings, service } = world();
    closings.own(service('only'));
    await Promise.all([closings.closeAll(), closings.closeAll()]);
    assert.deepEqual(closed, ['only']);
  });
});
