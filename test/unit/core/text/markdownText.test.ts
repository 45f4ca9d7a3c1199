import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { markdownText } from '../../../../src/core/text/markdownText.ts';

describe('core markdownText', () => {
  const table: Readonly<Record<string, string>> = {
    '': '',
    'two words': 'two words',
    superhero2: 'superhero2',
    'Zoë 王小明 अनन्या': 'Zoë 王小明 अनन्या',
    'a_b*c': 'a&#95;b&#42;c',
    '[x](command:y)': '&#91;x&#93;&#40;command&#58;y&#41;',
    '<b>&amp;': '&#60;b&#62;&#38;amp&#59;',
    '$(zap) `a` # b': '&#36;&#40;zap&#41; &#96;a&#96; &#35; b',
    'https://a.example': 'https&#58;&#47;&#47;a&#46;example',
    ' a  b ': '&nbsp;a&nbsp;&nbsp;b&nbsp;',
    'a\nb': 'a&#10216;U&#43;000A&#10217;b',
    'a\u202eb': 'a&#10216;U&#43;202E&#10217;b',
    '😀': '&#128512;',
    'שלום → سارة بنت': '&#8296;שלום&#8297; &#8594; &#8296;سارة بنت&#8297;',
  };
  for (const [text, expected] of Object.entries(table)) {
    it(JSON.stringify(text), () => assert.equal(markdownText(text), expected));
  }

  it('cuts the text, not what it becomes', () => assert.equal(markdownText('a*b*c', 4), 'a&#42;b&#8230;'));

  it('leaves nothing that could be syntax, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const rest = markdownText(text).replace(/&#\d+;|&nbsp;/g, '');
        assert.match(rest, /^[\p{L}\p{N}\p{M} ]*$/u);
      }),
    );
  });
});
