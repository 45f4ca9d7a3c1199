/** Every message can be translated, and is in the English base of the translations. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { BUNDLE, bundleOf, collect, messagesOf } from '../../../scripts/l10n.ts';

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
