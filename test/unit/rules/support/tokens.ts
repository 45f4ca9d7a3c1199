/**
 * The tokens of a TypeScript file: enough of its grammar to tell code from comments, strings, templates and
 * regular expressions. TypeScript 7 offers no parser to programs.
 */

export interface Token {
  readonly kind: 'word' | 'string' | 'template' | 'number' | 'regex' | 'sign';
  /** As it stands in the file; of a template, one stretch of text between its expressions. */
  readonly text: string;
  /** Of a string: what it means. */
  readonly value?: string;
  /** From 1. */
  readonly line: number;
}

const SPACE = /\s+/y;
const COMMENT = /\/\/[^\n]*|\/\*[^]*?\*\//y;
const STRING = /'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/y;
const WORD = /[\p{ID_Start}$_#@][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\.?\d(?:[eE][+-]?\d|[\w.])*/y;
const REGEX = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** Text of a template from its opening quote, or from the end of an expression, up to the next of either. */
const TEMPLATE = /[`}](?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{)/y;
const SIGN = /=>|\.\.\.|\?\.|\?\?=?|[^]/uy;

/** After these a slash begins a regular expression; after any other word it divides. */
const BEFORE_REGEX = new Set('return typeof case in of void delete throw new else do await yield'.split(' '));

/** Reads a file into tokens. Throws where a string, a template or a comment does not end. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  /** The open braces: whether each began an expression of a template. */
  const braces: boolean[] = [];
  let at = 0;
  let line = 1;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const take = (text: string, kind?: Token['kind']) => {
    if (kind) tokens.push({ kind, text, line, ...(kind === 'string' && { value: valueOf(text) }) });
    at += text.length;
    line += text.split('\n').length - 1;
  };
  const takeTemplate = () => {
    const text = match(TEMPLATE);
    if (text === undefined) throw new Error(`A template that does not end, from line ${line}`);
    take(text, 'template');
    if (text.endsWith('${')) braces.push(true);
  };
  while (at < source.length) {
    const blank = match(SPACE) ?? match(COMMENT);
    const next = source.charAt(at);
    if (blank !== undefined) take(blank);
    else if (source.startsWith('/*', at)) throw new Error(`A comment that does not end, from line ${line}`);
    else if (next === '`') takeTemplate();
    else if (next === "'" || next === '"') {
      const text = match(STRING);
      if (text === undefined) throw new Error(`A string that does not end, in line ${line}`);
      take(text, 'string');
    } else if (next === '}' && braces.pop() === true) takeTemplate();
    else {
      const regex = next === '/' && mayBeRegex(tokens.at(-1)) ? match(REGEX) : undefined;
      const word = match(WORD);
      const number = match(NUMBER);
      if (regex !== undefined) take(regex, 'regex');
      else if (word !== undefined) take(word, 'word');
      else if (number !== undefined) take(number, 'number');
      else {
        if (next === '{') braces.push(false);
        take(match(SIGN) ?? next, 'sign');
      }
    }
  }
  if (braces.includes(true)) throw new Error('A template that does not end');
  return tokens;
}

function mayBeRegex(before: Token | undefined): boolean {
  if (!before) return true;
  if (before.kind === 'sign') return ![')', ']', '}'].includes(before.text);
  return before.kind === 'word'
    ? BEFORE_REGEX.has(before.text)
    : before.kind === 'template' && before.text.endsWith('${');
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** What a string literal means. */
function valueOf(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(
      /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|(\r\n|[^]))/giu,
      (_, braced?: string, four?: string, two?: string, other?: string) => {
        const code = braced ?? four ?? two;
        if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
        if (other === undefined || /^[\r\n\u2028\u2029]/.test(other)) return '';
        return ESCAPES[other] ?? other;
      },
    );
}
