import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { visibleText } from '../../../../src/core/text/visibleText.ts';

const FAMILY = '👨‍👩‍👧‍👦';

describe('core visibleText', () => {
  const table: Readonly<Record<string, string>> = {
    '': '',
    'plain text': 'plain text',
    'ünïcödé — 王小明 अनन्या نور': 'ünïcödé — 王小明 अनन्या نور',
    '<b>&amp;</b> [x](command:y) `z`': '<b>&amp;</b> [x](command:y) `z`',
    'a\nb': 'a⟨U+000A⟩b',
    'a\tb\r': 'a⟨U+0009⟩b⟨U+000D⟩',
    'a\0b': 'a⟨U+0000⟩b',
    '\u001b[31mred\u001b[0m': '⟨U+001B⟩[31mred⟨U+001B⟩[0m',
    '\u009b31m': '⟨U+009B⟩31m',
    'a\u0085b\u2028c\u2029d': 'a⟨U+0085⟩b⟨U+2028⟩c⟨U+2029⟩d',
    'user\u202Egnp.exe': 'user⟨U+202E⟩gnp.exe',
    '\u2066a\u2069\u200e\u200f\u061c': '⟨U+2066⟩a⟨U+2069⟩⟨U+200E⟩⟨U+200F⟩⟨U+061C⟩',
    'ad\u200bmin': 'ad⟨U+200B⟩min',
    'a\u200db': 'a⟨U+200D⟩b',
    'soft\u00adhyphen': 'soft⟨U+00AD⟩hyphen',
    '\ufeffbom': '⟨U+FEFF⟩bom',
    'a\u2060b\u2063c': 'a⟨U+2060⟩b⟨U+2063⟩c',
    'hid\u{e0064}den': 'hid⟨U+E0064⟩den',
    // Other characters that draw nothing.
    'a\u206ab\u115fc\u1160d\u3164e\uffa0f\u180eg\u034f':
      'a⟨U+206A⟩b⟨U+115F⟩c⟨U+1160⟩d⟨U+3164⟩e⟨U+FFA0⟩f⟨U+180E⟩g⟨U+034F⟩',
    'lone \ud800 surrogate \udc00': 'lone ⟨U+D800⟩ surrogate ⟨U+DC00⟩',
    [FAMILY]: FAMILY,
    '❤️‍🔥 👩🏽‍🚀 🏳️‍🌈': '❤️‍🔥 👩🏽‍🚀 🏳️‍🌈',
    '👍🏽 🇩🇪 1️⃣': '👍🏽 🇩🇪 1️⃣',
    '👨‍': '👨⟨U+200D⟩',
    '‍👨': '⟨U+200D⟩👨',
    '⟨U+202E⟩': '⟨U+202E⟩',
  };
  for (const [text, expected] of Object.entries(table)) {
    it(`writes ${JSON.stringify(expected)}`, () => assert.equal(visibleText(text), expected));
  }

  describe('cut at a length', () => {
    for (const [text, length, expected] of [
      ['abc', 3, 'abc'],
      ['abcd', 3, 'ab…'],
      ['abcd', 1, '…'],
      ['a\nbc', 4, 'a⟨U+000A⟩bc'],
      ['a\nbcd', 3, 'a⟨U+000A⟩…'],
      ['👍👍', 4, '👍👍'],
      ['👍👍', 3, '👍…'],
      ['👍👍x', 4, '👍…'],
      ['a👍👍', 3, 'a…'],
      // A family is not left with a joiner that joins nothing.
      [FAMILY, 11, FAMILY],
      [FAMILY, 10, '👨‍👩‍👧…'],
      [FAMILY, 9, '👨‍👩‍👧…'],
      [FAMILY, 6, '👨‍👩…'],
      [FAMILY, 5, '👨…'],
      [FAMILY, 4, '👨…'],
      [FAMILY, 3, '👨…'],
    ] as const) {
      it(`${JSON.stringify(text)} at ${length}`, () => assert.equal(visibleText(text, length), expected));
    }

    it('is at 300 unless told otherwise', () => {
      assert.equal(visibleText('x'.repeat(300)), 'x'.repeat(300));
      assert.equal(visibleText('x'.repeat(301)), `${'x'.repeat(299)}…`);
    });
  });

  const pieces = fc.constantFrom(
    ...'a b \n \u200d \ufe0f 👨 👩 🏽 ❤ \ud83d \udc68 \u202e \u{e0041} é'.split(' '),
  );
  const texts = fc.oneof(
    fc.array(pieces).map((all) => all.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('leaves nothing hidden but a joiner between two pictographs, and halves no character', () => {
    const hidden =
      /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;
    const loneJoiner = /\u200d(?!\p{Extended_Pictographic})/u;
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 40 }), (text, length) => {
        const shown = visibleText(text, length);
        assert.ok(shown.isWellFormed());
        assert.doesNotMatch(shown, hidden);
        assert.doesNotMatch(shown, loneJoiner);
      }),
      { numRuns: 2000 },
    );
  });

  it('is as long as was asked, but for what is written out', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (text, length) => {
        assert.ok(visibleText(text, length).length <= length);
      }),
    );
  });

  // No clock: a test that takes more than linear time on these runs into the test's own limit.
  for (const [title, text] of [
    ['letters', 'x'.repeat(100_000)],
    ['controls', '\u202e'.repeat(100_000)],
    ['joiners', '\u200d'.repeat(100_000)],
    ['families', FAMILY.repeat(10_000)],
    ['halves', '\ud83d'.repeat(100_000)],
  ] as const) {
    it(`takes 100,000 ${title}, cut or whole`, () => {
      assert.ok(visibleText(text).length <= 300 * 8);
      assert.ok(visibleText(text, 200_000).length >= 100_000);
    });
  }
});
