/** The small parts that others are made of: emitter, limiter, lazily, translate, failure. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Emitter, toLog } from '../../../../src/core/base/emitter.ts';
import type * as failureModel from '../../../../src/core/failure/model.ts';
import { CallError, FAILURE_REASONS, failureOf } from '../../../../src/core/failure/model.ts';
import { lazily } from '../../../../src/core/base/lazily.ts';
import { untranslated } from '../../../../src/core/base/translate.ts';
import { rethrow } from '../../../support/listeners.ts';

describe('core emitter', () => {
  it('tells every listener, in the order they came', () => {
    const emitter = new Emitter<number>(rethrow);
    const heard: string[] = [];
    emitter.event((n) => heard.push(`a${n}`));
    emitter.event((n) => heard.push(`b${n}`));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, ['a1', 'b1', 'a2', 'b2']);
  });

  it('tells a listener that was added twice twice, and each is removed by itself', () => {
    const emitter = new Emitter<number>(rethrow);
    let heard = 0;
    const listener = () => (heard += 1);
    const first = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(1);
    assert.equal(heard, 2);
    first.dispose();
    first.dispose();
    emitter.fire(1);
    assert.equal(heard, 3);
  });

  it('goes on when one throws, and tells what it threw', () => {
    const [errors, log]: [unknown[], string[]] = [[], []];
    const inLog = toLog({ error: (line) => void log.push(line) });
    for (const emitter of [new Emitter<void>((error) => errors.push(error)), new Emitter<void>(inLog)]) {
      let heard = 0;
      emitter.event(() => {
        throw new RangeError('x');
      });
      emitter.event(() => (heard += 1));
      emitter.fire();
      assert.equal(heard, 1);
    }
    assert.equal(errors.length, 1);
    assert.deepEqual(log, ['A view failed: RangeError: x']);
  });

  it('does not tell one that was removed by another meanwhile', () => {
    const emitter = new Emitter<void>(rethrow);
    let heard = 0;
    emitter.event(() => second.dispose());
    const second = emitter.event(() => (heard += 1));
    emitter.fire();
    assert.equal(heard, 0);
  });

  it('does not tell one that was added meanwhile of what was before it', () => {
    const emitter = new Emitter<void>(rethrow);
    let heard = 0;
    const add = () => void emitter.event(() => ((heard += 1), heard < 100 && add()));
    emitter.event(add);
    emitter.fire();
    assert.equal(heard, 0);
  });
});

describe('core lazily', () => {
  it('makes nothing before it is wanted, and once for all who want it', async () => {
    let made = 0;
    const get = lazily(() => Promise.resolve((made += 1)));
    assert.equal(made, 0);
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
    assert.equal(await get(), 1);
  });

  it('makes it again where that failed', async () => {
    let made = 0;
    const get = lazily(() => {
      made += 1;
      return made === 1 ? Promise.reject(new Error('no disk')) : Promise.resolve(made);
    });
    await assert.rejects(get(), /no disk/);
    assert.equal(await get(), 2);
  });
});

describe('core untranslated', () => {
  for (const [message, args, expected] of [
    ['plain', [], 'plain'],
    ['{0} and {1}', ['a', 2], 'a and 2'],
    ['{1} before {0}', ['a', 'b'], 'b before a'],
    ['{0}{0}', [true], 'truetrue'],
    ['{0} of {1}', ['only'], 'only of {1}'],
    ['{0}', ['{1}', 'not again'], '{1}'],
    ['{x} {} {0', ['a'], '{x} {} {0'],
    ['{0}', ['$& $1'], '$& $1'],
  ] as const) {
    it(`fills ${message}`, () => assert.equal(untranslated(message, ...args), expected));
  }
});

describe('core failure', () => {
  it('has every reason of the design, each once', () => {
    const design =
      'invalidSessionId noConnection wrongApp noApiKey badApiKey noAccess notFound notAPart userNotFound rateLimited timeout offline unknownHost tls proxy serverError badResponse tooLarge cancelled';
    assert.deepEqual([...FAILURE_REASONS], design.split(' '));
  });

  it('is told from other errors, and by its reason; its message is no more than that', () => {
    const error = new CallError({ reason: 'offline', host: 'a.example' }, { cause: new Error('x') });
    assert.deepEqual([error.message, error.name], ['offline', 'CallError']);
    assert.ok(CallError.is(error) && CallError.is(error, 'offline'));
    assert.ok(!CallError.is(error, 'timeout'));
    for (const other of [new Error('offline'), { failure: { reason: 'offline' } }, null, 'offline']) {
      assert.ok(!CallError.is(other));
    }
  });

  it('is told from other errors where HTTP, a bundle of its own, threw one of its own class', async () => {
    const another = '../../../../src/core/failure/model.ts?another';
    const bundle: typeof failureModel = await import(another);
    assert.notEqual(bundle.CallError, CallError);
    const error = new bundle.CallError({ reason: 'timeout' });
    assert.ok(error instanceof CallError && CallError.is(error, 'timeout'));
    assert.deepEqual(failureOf(error), { reason: 'timeout' });
  });
});
