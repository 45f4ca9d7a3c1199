import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as fc from 'fast-check';
import { mayHoldSecrets, withoutSecrets } from '../../../src/api/withoutSecrets.ts';
import { redactor } from '../../../src/core/connection/redact.ts';
import { timesAsLong } from '../../support/timing.ts';

const KEY = '0123456789abcdef/"0123456789\\abcdef01234567';

/** How a server may write each character of a text in JSON. */
const escapes = (text: string) =>
  fc.array(fc.nat(2), { minLength: text.length, maxLength: text.length }).map((ways) =>
    ways
      .map((way, at) => {
        const character = text.charAt(at);
        const code = character.charCodeAt(0).toString(16).padStart(4, '0');
        if (way === 0) return `\\u${code}`;
        if (way === 1 && /[a-f]$/.test(code)) return `\\u${code.toUpperCase()}`;
        if (/["\\]/.test(character) || (way === 2 && character === '/')) return `\\${character}`;
        return character;
      })
      .join(''),
  );

describe('api: an answer without secrets', () => {
  const redact = redactor([KEY]);

  it('is looked through whenever it holds the key, however its characters are escaped', () => {
    fc.assert(
      fc.property(escapes(KEY), fc.string(), fc.string(), (written, before, after) => {
        const body = `{"a":${JSON.stringify(before)},"b":"${written}","c":${JSON.stringify(after)}}`;
        assert.equal(Reflect.get(Object(JSON.parse(body)), 'b'), KEY);
        assert.equal(mayHoldSecrets(body, redact), true);
        assert.equal(Reflect.get(Object(withoutSecrets(JSON.parse(body), redact)), 'b'), '[API key]');
      }),
    );
  });

  it('is not looked through for what is escaped twice and so is no key, nor for other texts', () => {
    for (const value of ['', 'a/b"c\\d', KEY.slice(1), KEY.replaceAll('0', String.raw`\u0030`)])
      assert.equal(mayHoldSecrets(JSON.stringify({ value }), redact), false, value);
  });

  it('takes about as long as reading it, for millions of values', () => {
    for (const body of [`[${'0,'.repeat(1_000_000)}0]`, `[${'{"a":"\\/"},'.repeat(100_000)}0]`]) {
      const ratio = timesAsLong(
        () => mayHoldSecrets(body, redact),
        () => JSON.parse(body),
      );
      assert.ok(ratio < 5, `${ratio.toFixed(1)} times as long`);
    }
  });
});
