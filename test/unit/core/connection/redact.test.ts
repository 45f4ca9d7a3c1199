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

  /** A key with the signs that keys have, and what programs make of them. */
  const SIGNS = `ab_cd'(e)!*f&g"h/i+j=7d1c`;
  const spelt: readonly (readonly [name: string, form: string])[] = [
    ['behind Markdown’s backslashes', SIGNS.replaceAll(/[_()!*&]/g, String.raw`\$&`)],
    ['with RFC 3986’s reserved signs', percentAll(SIGNS)],
    ['percent-encoded twice, as in a link', encodeURIComponent(percentAll(SIGNS))],
    ['percent-encoded for a form', new URLSearchParams({ key: SIGNS }).toString().slice('key='.length)],
    [
      'escaped for JSON with its slashes',
      JSON.stringify(SIGNS)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`),
    ],
    ['as JSON in a text of JSON', JSON.stringify(JSON.stringify(SIGNS)).slice(3, -3)],
    ['with \\u escapes', SIGNS.replaceAll(/[^0-9a-z]/g, (sign) => String.raw`\u00${hexOf(sign)}`)],
    ['escaped for HTML', escapeHtml(SIGNS, '&#39;')],
    ['escaped for HTML with zeros', escapeHtml(SIGNS, '&#039;')],
    ['escaped for HTML twice', escapeHtml(escapeHtml(SIGNS, '&apos;'), '&apos;')],
    ['in numbers of HTML', SIGNS.replaceAll(/[^0-9a-z]/g, (sign) => `&#${sign.charCodeAt(0)};`)],
    ['in hexadecimal numbers of HTML', SIGNS.replaceAll(/[^0-9a-z]/g, (sign) => `&#x${hexOf(sign)};`)],
  ];
  for (const [name, form] of spelt) {
    it(`finds a key of many signs ${name}`, () => {
      assert.equal(redactor([SIGNS])(`a ${form} b`), 'a [API key] b', form);
    });
  }

  it('finds a key of digits where it was taken for a number', () => {
    for (const key of ['12345678', '9007199254740993', '1234567890'.repeat(4)])
      for (const text of [key, JSON.stringify(JSON.parse(`[${key}]`))])
        assert.match(redactor([key])(text), /^\[?\[API key\]\]?$/, text);
  });

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

function hexOf(sign: string): string {
  return sign.charCodeAt(0).toString(16).padStart(2, '0');
}

function percentAll(text: string): string {
  return text.replaceAll(/[^0-9a-z]/g, (sign) => `%${hexOf(sign).toUpperCase()}`);
}

function escapeHtml(text: string, apostrophe: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", apostrophe);
}
