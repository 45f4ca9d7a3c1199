/**
 * Writes `l10n/bundle.l10n.json`, the English base of every translation: each message that src and media pass to
 * `t('…')`. Run it after adding or changing a message: `npm run l10n`. A test fails when that was forgotten.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
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

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const { messages, problems } = collect();
  for (const { file, line, problem } of problems) console.error(`${file}:${line} ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else writeFileSync(BUNDLE, bundleOf(messages));
}
