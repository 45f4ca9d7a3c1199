/** Services whose code is loaded when they are first wanted. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Late } from '../../../../src/vscode/platform/late.ts';
import { rethrow } from '../../../support/listeners.ts';

class Service {
  disposals = 0;
  dispose(): void {
    this.disposals += 1;
  }
}

describe('vscode Late', () => {
  it('makes its service at the first call, for all of them, and ends it', async () => {
    let made = 0;
    const late = new Late(() => {
      made += 1;
      return Promise.resolve(new Service());
    }, rethrow);
    assert.deepEqual([made, late.now], [0, undefined]);
    const [first, second] = await Promise.all([late.get(), late.get()]);
    assert.equal(first, second);
    assert.deepEqual([made, late.now], [1, first]);
    late.dispose();
    assert.equal(first.disposals, 1);
  });

  it('ends a service that arrives when the window has gone', async () => {
    const loading = Promise.withResolvers<Service>();
    const late = new Late(() => loading.promise, rethrow);
    const getting = late.get();
    late.dispose();
    const service = new Service();
    loading.resolve(service);
    await getting;
    assert.equal(service.disposals, 1);
  });

  it('loads nothing to end it', () => {
    const late = new Late<Service>(() => assert.fail('nobody wants it'), rethrow);
    late.dispose();
    assert.equal(late.now, undefined);
  });

  it('tells of what its service says, and makes it again where it could not be made', async () => {
    let heard = 0;
    let tell: () => void = () => assert.fail('not made yet');
    let fails = true;
    const late = new Late((changed) => {
      tell = changed;
      return fails ? Promise.reject(new Error('no chunk')) : Promise.resolve(new Service());
    }, rethrow);
    late.onDidChange(() => (heard += 1));
    await assert.rejects(late.get(), /no chunk/);
    fails = false;
    await late.get();
    tell();
    assert.equal(heard, 1);
  });
});
