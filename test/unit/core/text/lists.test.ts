/** What stands in a row is put together by messages, and numbers by the language: nothing of it is English by hand. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Translate, untranslated } from '../../../../src/core/base/index.ts';
import {
  clauseText,
  createValueFormat,
  formatDuration,
  listText,
  phraseText,
} from '../../../../src/core/text/index.ts';

const CHINESE: Readonly<Record<string, string>> = {
  ', ': '、',
  '{0}, {1}': '{0}，{1}',
  '{0}; {1}': '{0}；{1}',
  '{0} s': '{0} 秒',
};
const chinese: Translate = (message, ...args) => untranslated(CHINESE[message] ?? message, ...args);

describe('text: lists', () => {
  it('of names', () => {
    assert.equal(listText(['Ana', 'Ben', 'Chloe'], untranslated), 'Ana, Ben, Chloe');
    assert.equal(listText(['Ana', 'Ben', 'Chloe'], chinese), 'Ana、Ben、Chloe');
    assert.equal(listText([], chinese), '');
  });

  it('of phrases and clauses, without those that say nothing', () => {
    assert.equal(phraseText(['joined', undefined, '', 'left'], untranslated), 'joined, left');
    assert.equal(phraseText(['joined', undefined, '', 'left', 'back'], chinese), 'joined，left，back');
    assert.equal(clauseText(['a, b', 'c'], untranslated), 'a, b; c');
    assert.equal(clauseText(['a, b', 'c'], chinese), 'a, b；c');
    assert.equal(phraseText([undefined, ''], chinese), '');
  });

  it('keep what looks like a place', () => {
    assert.equal(phraseText(['{1}', '{0}', 'c'], untranslated), '{1}, {0}, c');
  });
});

describe('text: numbers', () => {
  it('are written as the language does, to a tenth and without separators', () => {
    for (const [language, tenth, many] of [
      ['en', '2.2', '12345'],
      ['de', '2,2', '12345'],
      ['zh-cn', '2.2', '12345'],
      ['fa', '۲٫۲', '۱۲۳۴۵'],
      ['no language', '2.2', '12345'],
    ] as const) {
      const written = createValueFormat(language);
      assert.deepEqual(
        [written(2.2), written(12_345), written('2.2'), written(true)],
        [tenth, many, '2.2', true],
      );
    }
  });

  it('are handed to messages as numbers', () => {
    const german: Translate = (message, ...args) =>
      untranslated(message, ...args.map(createValueFormat('de')));
    assert.equal(formatDuration(2.24, german), '2,2 s');
    assert.equal(formatDuration(2.24, chinese), '2.2 秒');
  });
});
