/**
 * Writes `l10n/bundle.l10n.json`, the English base of every translation: each message that src and media pass to
 * `t('…')`. Run it after adding or changing a message: `npm run l10n`. It also puts the messages of every translation in
 * the order of their base, takes out those no longer used, makes the file that a language lacks, and lists what is
 * missing. A test fails when any of that was forgotten.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import type { CallExpression } from 'oxc-parser';
import { walk } from '../test/unit/rules/support/syntax.ts';

const ROOT = resolve(import.meta.dirname, '..');

export const BUNDLE = resolve(ROOT, 'l10n/bundle.l10n.json');

/** Where `t` itself is made of what VS Code or the page has: the message comes from the caller. */
const MAKERS_OF_T: readonly string[] = ['src/vscode/platform/translate.ts'];

/** One call of `t`. */
export interface Message {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A call of `t` that cannot be translated, or not be filled. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

export interface Found {
  readonly messages: readonly Message[];
  readonly problems: readonly Problem[];
}

/** The calls of `t` in one file. */
export function messagesOf(file: string, source: string): Found {
  const messages: Message[] = [];
  const problems: Problem[] = [];
  walk(source, (lineOf) => ({
    CallExpression: ({ callee, arguments: [first, ...others] }) => {
      const name = nameOf(callee);
      if (name?.text !== 't') return;
      const line = lineOf(name.node);
      if (first?.type !== 'Literal' || typeof first.value !== 'string') {
        problems.push({
          file,
          line,
          problem: 'the message is one plain string, neither made up nor a template',
        });
        return;
      }
      const message = first.value;
      messages.push({ file, line, message });
      // How many a spread holds only the program knows.
      if (others.some(({ type }) => type === 'SpreadElement')) return;
      const problem = placesProblem(message, others.length);
      if (problem !== undefined)
        problems.push({ file, line, problem: `${JSON.stringify(message)} ${problem}` });
    },
  }));
  return { messages, problems };
}

/** What a call calls, by its last name: of `page.t(…)` that is `t`. */
function nameOf(callee: CallExpression['callee']) {
  if (callee.type === 'Identifier') return { text: callee.name, node: callee };
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return { text: callee.property.name, node: callee.property };
}

function placesProblem(message: string, given: number): string | undefined {
  const places = new Set([...message.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? ''));
  const expected = new Set(Array.from({ length: given }, (_, index) => String(index)));
  for (const place of places) if (!expected.has(place)) return `has no value for {${place}}`;
  for (const index of expected) if (!places.has(index)) return `has no place {${index}} for a value`;
  return undefined;
}

/** Every call of `t` in src and media. */
export function collect(): Found {
  const files = globSync('{src,media}/**/*.ts', { cwd: ROOT }).map((file) => file.replaceAll(sep, '/'));
  const found = files
    .filter((file) => !MAKERS_OF_T.includes(file))
    .toSorted()
    .map((file) => messagesOf(file, readFileSync(resolve(ROOT, file), 'utf8')));
  return {
    messages: found.flatMap(({ messages }) => messages),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** The text of the bundle: each message once, in the order of their characters, with itself as its English. */
export function bundleOf(messages: readonly Pick<Message, 'message'>[]): string {
  const all = [...new Set(messages.map(({ message }) => message))].toSorted((a, b) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(all.map((message) => [message, message])), undefined, 2)}\n`;
}

/** The messages of a file, by their keys. */
export type Messages = Readonly<Record<string, string>>;

/** A file of translations, with the English one it translates. Paths are relative to the repository. */
export interface Translation {
  readonly file: string;
  readonly base: string;
}

/** The English files that are translated. */
const BASES = ['package.nls.json', 'l10n/bundle.l10n.json'] as const;

/** The tag of a translated file's language, such as `zh-cn` of `package.nls.zh-cn.json`. */
export function languageOf(file: string): string {
  return basename(file)
    .replace(/^.*\.(?:nls|l10n)\./, '')
    .replace(/\.json$/, '');
}

/** Every file of translations that there is to be: both, for each language that one of them is there for. */
export function translations(): readonly Translation[] {
  const patterns = BASES.map((base) => base.replace('.json', '.*.json'));
  const languages = new Set(globSync(patterns, { cwd: ROOT }).map(languageOf));
  return [...languages]
    .toSorted()
    .flatMap((language) => BASES.map((base) => ({ file: base.replace('.json', `.${language}.json`), base })));
}

/** The messages of one of the repository's files; none of a file that is not there. */
export function readMessages(file: string): Messages {
  const path = resolve(ROOT, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Messages) : {};
}

/** What is wrong with a translation, a line each: it is not there, not used, or would not be filled as its English is. */
export function translationProblems(base: Messages, translation: Messages): readonly string[] {
  const missing = Object.keys(base).filter((key) => (translation[key] ?? '').trim() === '');
  const unused = Object.keys(translation).filter((key) => base[key] === undefined);
  const other = Object.entries(base).filter(([key, english]) => {
    const translated = translation[key];
    return !missing.includes(key) && translated !== undefined && !isFilledAlike(english, translated);
  });
  return [
    ...missing.map((key) => `not translated: ${JSON.stringify(key)}`),
    ...unused.map((key) => `no longer used: ${JSON.stringify(key)}`),
    ...other.map(([key]) => `other places, links or code than its English: ${JSON.stringify(key)}`),
  ];
}

/** What a translation must keep: places, links to commands and settings, code, and lines, as a link alone on one is a button. */
const KEPT = /\{\d+\}|\]\([^()]*\)|`[^`]*`|\n/g;

function isFilledAlike(english: string, translated: string): boolean {
  // An example of several words in code is translated.
  const kept = (text: string) =>
    (text.match(KEPT) ?? [])
      .map((part) => part.replace(/^`.*\s.*`$/, '` `'))
      .toSorted()
      .join(' ');
  return kept(english) === kept(translated) && !/[{}]/.test(translated.replaceAll(/\{\d+\}/g, ''));
}

/** The text of a file of translations: as it was, in the order of its base, without what that has not. */
export function translationText(base: Messages, translation: Messages): string {
  const known = Object.keys(base).filter((key) => translation[key] !== undefined);
  const ordered = Object.fromEntries(known.map((key) => [key, translation[key]]));
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const { messages, problems } = collect();
  for (const { file, line, problem } of problems) console.error(`${file}:${line} ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else writeFileSync(BUNDLE, bundleOf(messages));
  for (const { file, base } of translations()) {
    const english = readMessages(base);
    writeFileSync(resolve(ROOT, file), translationText(english, readMessages(file)));
    for (const problem of translationProblems(english, readMessages(file)))
      console.log(`${file}: ${problem}`);
  }
}
