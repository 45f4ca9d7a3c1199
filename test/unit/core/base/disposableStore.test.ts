import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DisposableStore } from '../../../../src/core/base/disposableStore.ts';
import { settle } from '../support.ts';

function fixture() {
  const closed: string[] = [];
  const errors: unknown[] = [];
  const store = new DisposableStore((error) => errors.push(error));
  const service = (name: string) => ({ name, dispose: () => void closed.push(name) });
  return { closed, errors, store, service };
}

describe('core DisposableStore', () => {
  it('gives back what it is to close, and closes it in the reverse order, one after the other', async () => {
    const { closed, store, service } = fixture();
    const first = service('first');
    assert.equal(store.add(first), first);
    const slow = Promise.withResolvers<undefined>();
    store.add({
      dispose: async () => {
        await slow.promise;
        closed.push('slow');
      },
    });
    store.add(service('last'));
    const closing = store.dispose();
    await settle();
    assert.deepEqual(closed, ['last']);
    slow.resolve(undefined);
    await closing;
    assert.deepEqual(closed, ['last', 'slow', 'first']);
  });

  it('closes the rest when one cannot be closed, and tells of it', async () => {
    const { closed, store, errors, service } = fixture();
    store.add(service('first'));
    store.add({ dispose: () => Promise.reject(new Error('no port')) });
    store.add({
      dispose: () => {
        throw new Error('no socket');
      },
    });
    await store.dispose();
    assert.deepEqual(closed, ['first']);
    assert.deepEqual(errors.map(String), ['Error: no socket', 'Error: no port']);
  });

  it('closes what comes after the end, such as what was still being loaded', async () => {
    const { closed, store, service } = fixture();
    const slow = Promise.withResolvers<undefined>();
    store.add({ dispose: () => slow.promise });
    const closing = store.dispose();
    store.add(service('late'));
    slow.resolve(undefined);
    await closing;
    assert.deepEqual(closed, ['late']);
    store.add(service('later'));
    await settle();
    assert.deepEqual(closed, ['late', 'later']);
  });

  it('closes each once', async () => {
    const { closed, store, service } = fixture();
    store.add(service('only'));
    await Promise.all([store.dispose(), store.dispose()]);
    assert.deepEqual(closed, ['only']);
  });
});
