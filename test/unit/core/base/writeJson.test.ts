import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { writeJson } from '../../../../src/core/base/json.ts';

describe('core writeJson', () => {
  it('writes what can be written, on one line or on many', () => {
    assert.equal(writeJson({ a: [1, null] }), '{"a":[1,null]}');
    assert.equal(writeJson({ a: 1 }, 2), '{\n  "a": 1\n}');
  });

  it('gives nothing for what cannot be written', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const round: { self?: unknown } = {};
    round.self = round;
    for (const value of [deep, round, 1n, undefined]) assert.equal(writeJson(value), undefined);
    assert.equal(writeJson(deep, 2), undefined);
  });
});
