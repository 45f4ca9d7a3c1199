/** Every message can be translated, and is in the English base of the translations. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import {
  BUNDLE,
  bundleOf,
  collect,
  languageOf,
  messagesOf,
  readMessages,
  translationProblems,
  translations,
  translationText,
} from '../../../scripts/l10n.ts';

describe('l10n: the repository', () => {
  const { messages, problems } = collect();

  it('passes every message as a plain string, with a value for each of its places', () => {
    assert.deepEqual(
      problems.map(({ file, line, problem }) => `${file}:${line} ${problem}`),
      [],
    );
  });

  it('has every message in the bundle, and none that is not used: else run `npm run l10n`', () => {
    const read = existsSync(BUNDLE) ? readFileSync(BUNDLE, 'utf8').replaceAll('\r\n', '\n') : '{}\n';
    const expected = bundleOf(messages);
    const keys = (text: string) => Object.keys(JSON.parse(text) as object);
    const without = (some: readonly string[], others: readonly string[]) =>
      some.filter((key) => !others.includes(key));
    assert.deepEqual(without(keys(expected), keys(read)), [], 'missing in the bundle');
    assert.deepEqual(without(keys(read), keys(expected)), [], 'no longer used');
    assert.equal(read, expected);
  });

  it('finds messages in every room that speaks', () => {
    for (const room of ['src/core/', 'src/vscode/', 'src/services.ts', 'media/panel/']) {
      assert.ok(
        messages.some(({ file }) => file.startsWith(room)),
        room,
      );
    }
  });

  it('has messages that begin with a letter or sign and do not use three dots for an ellipsis', () => {
    for (const { message, file, line } of messages) {
      const place = `${file}:${line} ${message}`;
      assert.match(message, /^\S/, place);
      assert.doesNotMatch(message, /\.\.\./, place);
    }
  });
});

describe('l10n: the manifest', () => {
  it('has every text it refers to in package.nls.json, and none there that it does not', () => {
    const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual(Object.keys(readMessages('package.nls.json')).toSorted(), [...new Set(used)].toSorted());
  });
});

describe('l10n: the translations', () => {
  it('are there for simplified Chinese', () => {
    assert.ok(translations().some(({ file }) => languageOf(file) === 'zh-cn'));
  });

  for (const { file, base } of translations()) {
    it(`${file} has each message of ${base}, and no other`, () => {
      const english = readMessages(base);
      const problems = translationProblems(english, readMessages(file));
      // One line, which says how to mend it: whoever adds a message may not know the language.
      const mend = `translate these in ${file} (\`npm run l10n\` lists them), as CONTRIBUTING says`;
      assert.equal(problems.length, 0, `${mend}: ${problems.join('; ')}`);
      const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
      assert.equal(text.replaceAll('\r\n', '\n'), translationText(english, readMessages(file)));
      assert.equal(languageOf(file), languageOf(file).toLowerCase(), 'VS Code asks for it in lower case');
    });
  }
});

describe('l10n: how translations are compared', () => {
  const table: readonly (readonly [english: string, translated: string | undefined, problem?: string])[] = [
    ['{0} of {1}', '{1} 中的 {0}'],
    ['plain', '简单'],
    ['Open `x.log`', '打开 `x.log`'],
    ['[Add](command:a.b)\nOr', '[添加](command:a.b)\n或'],
    ['as in `Ana left`', '例如`Ana 离开`'],
    ['plain', undefined, 'not translated: "key"'],
    ['plain', ' ', 'not translated: "key"'],
    ['{0} of {1}', '{0}', 'other places, links or code than its English: "key"'],
    ['{0}', '{0} {0}', 'other places, links or code than its English: "key"'],
    ['plain', '{0}', 'other places, links or code than its English: "key"'],
    ['{0}', '{0} {', 'other places, links or code than its English: "key"'],
    ['[Add](command:a.b)', '[添加](command:a.c)', 'other places, links or code than its English: "key"'],
    ['see `#a.b#`', '见 `#a.c#`', 'other places, links or code than its English: "key"'],
    ['a\nb', '甲乙', 'other places, links or code than its English: "key"'],
  ];
  for (const [english, translated, problem] of table) {
    it(JSON.stringify([english, translated]), () => {
      const translation = translated === undefined ? {} : { key: translated };
      assert.deepEqual(translationProblems({ key: english }, translation), problem ? [problem] : []);
    });
  }

  it('one that is no longer used, which is taken out', () => {
    const translation = { b: '乙', gone: '丢', a: '甲' };
    assert.deepEqual(translationProblems({ a: 'A', b: 'B' }, translation), ['no longer used: "gone"']);
    assert.equal(translationText({ a: 'A', b: 'B' }, translation), '{\n  "a": "甲",\n  "b": "乙"\n}\n');
  });

  it('by the tag of the language in the name of the file', () => {
    assert.equal(languageOf('package.nls.zh-cn.json'), 'zh-cn');
    assert.equal(languageOf('l10n/bundle.l10n.pt-br.json'), 'pt-br');
  });
});

describe('l10n: how messages are read', () => {
  const found = (source: string) => {
    const { messages, problems } = messagesOf('a.ts', source);
    return [
      ...messages.map(({ line, message }) => `${line} ${message}`),
      ...problems.map(({ line, problem }) => `${line} ! ${problem}`),
    ];
  };
  const notPlain = '! the message is one plain string, neither made up nor a template';
  const table: readonly (readonly [source: string, found: readonly string[]])[] = [
    ["t('Hello');", ['1 Hello']],
    ["vscode.l10n.t('Hello'); page.t('Bye');", ['1 Hello', '1 Bye']],
    ["\nt(\n  'It\\u2019s {0}',\n  name,\n);", ['2 It’s {0}']],
    ["t('{0} of {1}', f(a, b), [c, d].length)", ['1 {0} of {1}']],
    ["t('{0}', `a${b},c`)", ['1 {0}']],
    ["t('{0}', t('Inner'))", ['1 {0}', '1 Inner']],
    ["`<p>${t('In a template')}</p>`", ['1 In a template']],
    ["t('{0}', ...names)", ['1 {0}']],
    ["t('{1} before {0}', a, b)", ['1 {1} before {0}']],
    ["t('{0} and {0}', a)", ['1 {0} and {0}']],
    ["t('a', (x) => ({ y: 1, z: 2 }))", ['1 a', '1 ! "a" has no place {0} for a value']],
    ["t('{0} of {1}', a)", ['1 {0} of {1}', '1 ! "{0} of {1}" has no value for {1}']],
    ["t('{1}', a)", ['1 {1}', '1 ! "{1}" has no value for {1}']],
    ["t('plain', a)", ['1 plain', '1 ! "plain" has no place {0} for a value']],
    ["t('{name}')", ['1 {name}', '1 ! "{name}" has no value for {name}']],
    ['t(`template`)', [`1 ${notPlain}`]],
    ['t(`a ${b}`)', [`1 ${notPlain}`]],
    ["t('a' + b)", [`1 ${notPlain}`]],
    ["t(a ? 'b' : 'c')", [`1 ${notPlain}`]],
    ['t(message)', [`1 ${notPlain}`]],
    ['t()', [`1 ${notPlain}`]],
    ["// t('a')\n/* t('b') */ const c = \"t('d')\"; at('e'); t2('f'); format.it('g');", []],
    ['function t(message: string) {}\nconst t = (a) => a; type T = { t: string }; f(t);', []],
  ];
  for (const [source, expected] of table) {
    it(JSON.stringify(source), () => assert.deepEqual(found(source), expected));
  }

  it('each once, in the order of their characters', () => {
    const messages = ['b', 'a', 'b', '“c”', 'A'].map((message) => ({ message }));
    assert.equal(bundleOf(messages), '{\n  "A": "A",\n  "a": "a",\n  "b": "b",\n  "“c”": "“c”"\n}\n');
  });
});
