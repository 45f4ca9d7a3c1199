import assert from 'node:assert/strict';
import { assert as assertAll, property, string } from 'fast-check';
import { describe, it } from 'mocha';
import { redactor } from '../../../../src/core/connection/redact.ts';

const KEY = 'Key/+With~Every=Trap"7d1c0a9f3e';

describe('redactor', () => {
  const redact = redactor([KEY]);

  const forms: readonly (readonly [name: string, form: string])[] = [
    ['as it is', KEY],
    ['in capitals', KEY.toUpperCase()],
    ['percent-encoded', encodeURIComponent(KEY)],
    ['percent-encoded with small hex digits', encodeURIComponent(KEY).replaceAll('%2F', '%2f')],
    ['escaped for JSON', JSON.stringify(KEY).slice(1, -1)],
    ['in base64', Buffer.from(KEY).toString('base64').replace(/=+$/, '')],
    ['in base64url', Buffer.from(KEY).toString('base64url')],
  ];
  for (const [name, form] of forms) {
    it(`finds the key ${name}`, () => {
      const text = redact(`before ${form} between ${form}`);
      assert(!text.includes(form), text);
      assert(text.startsWith('before [API key]'), text);
      assert(text.includes(' between [API key]'), text);
    });
  }

  it('finds the key inside a longer base64 text, wherever it begins', () => {
    for (const before of ['', 'u', 'us', 'user:']) {
      const text = redact(Buffer.from(`${before}${KEY}tail`).toString('base64'));
      assert(text.includes('[API key]'), text);
    }
  });

  it('leaves every other text alone, and knows no secret that is empty or short', () => {
    const harmless = redactor([undefined, '', 'abc']);
    for (const text of ['', 'abc', 'a line of a log: 200, 12 ms']) {
      assert.equal(harmless(text), text);
      assert.equal(redact(text), text);
    }
  });

  it('replaces a secret that contains another one whole', () => {
    assert.equal(redactor(['abcdef', 'abcdefghi'])('x abcdefghi y'), 'x [API key] y');
  });

  it('takes any secret and any text', () => {
    assertAll(
      property(string({ minLength: 4, unit: 'binary' }), string(), string(), (secret, before, after) => {
        const text = redactor([secret])(before + secret + after);
        assert(text.includes('[API key]'));
      }),
    );
  });
});
