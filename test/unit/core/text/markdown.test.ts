import * as fc from 'fast-check';
import { before, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import {
  markdownText,
  ticketBlock,
  ticketCode,
  ticketTable,
  ticketText,
} from '../../../../src/core/text/markdown.ts';
import { timesAsLong } from '../../../support/timing.ts';
import { HOSTILE, readMarkdown, type Token } from '../export/support.ts';

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

/** Texts of strangers in Markdown that is read as it is, too. */
describe('core text for tickets', () => {
  let read: (markdown: string) => readonly Token[];
  before(async () => {
    read = await readMarkdown();
  });

  const texts: readonly (readonly [text: string, written: string])[] = [
    ['agent-lena → customer-5531 (2.2 s)', 'agent-lena → customer-5531 (2.2 s)'],
    ['A sentence. Another, 14:15:27 UTC; +5 s!', 'A sentence. Another, 14:15:27 UTC; +5 s!'],
    ['@everyone come', '`@everyone` come'],
    ['ann@x.example left first, 2 s', '`ann@x.example` left first, 2 s'],
    ['“ann@x.example” (www.x.example)', '“`ann@x.example`” (`www.x.example`)'],
    ['priya.nair joined', '`priya.nair` joined'],
    ['//host/x', '`//host/x`'],
    ['a@`b', '``a@`b``'],
    ['@`x```@c', '````@`x```@c````'],
    ['@a,@b', '`@a,@b`'],
    ['a_b*c', String.raw`a\_b\*c`],
    ['# 1', String.raw`\# 1`],
    // What GitHub, GitLab and chats make links and pictures of, and tell others of.
    ['see #12, GH-12 or org/repo#12', 'see `#12`, `GH-12` or `org/repo#12`'],
    ['merged !7; a :thumbsup: b', 'merged `!7`; a `:thumbsup:` b'],
    ['at 14:15:27 UTC: 2 s!', 'at 14:15:27 UTC: 2 s!'],
    ['C #', String.raw`C \#`],
    ['C ##', String.raw`C \##`],
    ['C#', 'C#'],
    ['1. a', String.raw`1\. a`],
    ['  a\nb ', 'a⟨U+000A⟩b'],
  ];
  for (const [text, written] of texts) {
    it(JSON.stringify(text), () => assert.equal(ticketText(text), written));
  }

  it('as code is what it was', () => {
    for (const text of HOSTILE.filter(({ length }) => length < 100)) {
      const written = ticketCode(text);
      if (text.trim() === '') {
        assert.equal(written, '');
        continue;
      }
      const codes = read(`x ${written} y`).filter(({ type }) => type === 'codespan');
      assert.equal(codes.length, 1, written);
      assert.equal(`x ${written} y`, `x ${codes[0]?.raw ?? ''} y`);
    }
  });

  it('is never more than text and code, however its marks meet', () => {
    const parts =
      '@ ` `` ``` ![x]( https://a.b/c ) , ; " ( <h1> <https://e.x/> ** a www. “ ” \\ | & _ ~~'.split(' ');
    const part = fc.constantFrom(' ', ...parts);
    const text = fc.array(part, { minLength: 1, maxLength: 9 }).map((chosen) => chosen.join(''));
    const inert = new Set(['paragraph', 'text', 'codespan', 'escape']);
    const written = (each: string) => read(`x ${ticketText(each)} y`).filter(({ type }) => !inert.has(type));
    fc.assert(
      fc.property(text, (each) => assert.deepEqual(written(each), [], each)),
      { numRuns: 5000, examples: [['@`![x](https://evil.example/p.png)```@c']] },
    );
  });

  it('takes time in proportion to what is shown', () => {
    for (const unit of ['a', 'a,', '@,', 'a.', '/', '(@', '`@,', ':a', ':', '#', '!1', 'GH-']) {
      const shown = (length: number) => () => ticketText(unit.repeat(length), length);
      // Eight times the text: were it quadratic, 64 times the time.
      const ratio = timesAsLong(shown(32_000), shown(4_000));
      assert.ok(ratio < 24, `${unit}: ${ratio.toFixed(1)} times`);
    }
  });

  it('in a block cannot end it', () => {
    for (const lines of [['```', 'x'], ['`````', '```'], ['~~~'], ['<b>'], [], ['a\nb']]) {
      const tokens = read(ticketBlock(lines));
      assert.deepEqual(
        tokens.map(({ type }) => type),
        ['code'],
      );
      assert.equal(tokens[0]?.text, lines.join('\n').replaceAll('a\nb', 'a⟨U+000A⟩b'));
    }
  });

  it('in a table stays in its cell', () => {
    for (const text of ['a|b', String.raw`a\|b`, String.raw`\\|`, '`|`', '`\\|`', '@|@', '|']) {
      const table = ticketTable([
        ['one', 'two'],
        [ticketText(text), ticketCode(text)],
      ]);
      const tokens = read(table) as readonly (Token & { readonly rows?: readonly (readonly Token[])[] })[];
      assert.deepEqual(
        [tokens[0]?.type, tokens[0]?.rows?.length, tokens[0]?.rows?.[0]?.length],
        ['table', 1, 2],
      );
      assert.equal(tokens[0]?.rows?.[0]?.[1]?.text?.replaceAll('`', '').trim() === '', false);
    }
  });
});
