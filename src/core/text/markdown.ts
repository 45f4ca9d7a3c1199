import { withIsolatedWords } from './rightToLeft.ts';
import { visibleText } from './visibleText.ts';

/**
 * Writes a text of strangers so that Markdown shows it as it is: everything but letters, digits and spaces
 * becomes a character reference, so nothing can become syntax, an automatic link, an icon or HTML, and lines
 * still break between words. Words from right to left do not reorder what stands around them.
 * @param maxLength in UTF-16 code units, as for {@link visibleText}
 */
export function markdownText(text: string, maxLength?: number): string {
  return withIsolatedWords(visibleText(text, maxLength))
    .replace(/[^\p{L}\p{N}\p{M} ]/gu, (character) => `&#${character.codePointAt(0)};`)
    .replace(/ {2,}| $|^ /g, (spaces) => '&nbsp;'.repeat(spaces.length));
}

/** A link in Markdown that runs a command; it works only where the Markdown trusts that command by name. */
export interface CommandLink {
  readonly label: string;
  readonly command: string;
  readonly argument?: unknown;
}

/** The query of a URI that runs a command: VS Code decodes it before it reads the command's argument. */
export function commandQuery(argument: unknown): string {
  const query = encodeURIComponent(JSON.stringify([argument]));
  // `encodeURIComponent` leaves brackets alone, and a bracket would end a link in Markdown.
  return query.replace(/[()]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16)}`);
}

/** Writes command links in a row. */
export function commandLinks(links: readonly CommandLink[]): string {
  return links
    .map(({ label, command, argument }) => {
      // It is decoded once more where the text of a link becomes a URI.
      const query = argument === undefined ? '' : `?${encodeURIComponent(commandQuery(argument))}`;
      return `[${markdownText(label)}](command:${command}${query})`;
    })
    .join(' &nbsp;·&nbsp; ');
}

// Texts of strangers in Markdown that people also read as it is, in tickets and chats of all makes. Everything is
// on one line, visible and inert; what needs no escaping is left alone, so that the source reads well too.

/**
 * A word that renderers make more of than Markdown says: addresses and bare domains become links, an `@` notifies
 * somebody, a `#12`, `!12` or `GH-12` links an issue and is told there, and `:tada:` becomes a picture. No backslash
 * keeps all of them from it; a code span does. Words that touch are one: of two spans that touch, the marks would
 * become one mark, and what is between the others Markdown. It is looked for from the beginnings of words only, so
 * that time stays linear.
 */
const MADE_A_LINK =
  /(?<![^\s("“‘])(?:[^\s("“‘]*(?:@|\/\/|www\.|[\p{L}\p{N}]\.\p{L}{2}|[#!]\d|\bGH-\d|:[a-z+-][\w+-]*:)[^\s,;)"”’]*)+/giu;

/**
 * A text as inline Markdown that shows it as it is.
 * @param maxLength in UTF-16 code units, as for {@link visibleText}
 */
export function ticketText(text: string, maxLength = 300): string {
  const shown = visibleText(text, maxLength).trim();
  let [result, end] = ['', 0];
  for (const match of shown.matchAll(MADE_A_LINK)) {
    result += escaped(shown.slice(end, match.index)) + codeOf(match[0]);
    end = match.index + match[0].length;
  }
  return atEnd(atStart(result + escaped(shown.slice(end))));
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>&~|$]/g, String.raw`\$&`);
}

/** What at the beginning of a line, or of an item of a list, would make it a heading, a list or a rule. */
function atStart(text: string): string {
  return text.replace(/^[#+=-]/, String.raw`\$&`).replace(/^(\d{1,9})([.)])/, String.raw`$1\$2`);
}

/** What at the end of a heading would be a mark of its own, and not be shown. */
function atEnd(text: string): string {
  return text.replace(/(?<= )#+$/, String.raw`\$&`);
}

/**
 * A text as a code span, which shows it as it is: ids, and what renderers would make links of. Empty for a text
 * of spaces, which no code span can hold.
 * @param maxLength in UTF-16 code units, as for {@link visibleText}
 */
export function ticketCode(text: string, maxLength = 300): string {
  const shown = visibleText(text, maxLength);
  return shown.trim() === '' ? '' : codeOf(shown);
}

function codeOf(text: string): string {
  const mark = '`'.repeat(longestRun(text) + 1);
  const gap = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${mark}${gap}${text}${gap}${mark}`;
}

/**
 * A table. A bar in a cell is shown as `¦`: behind a backslash in a code span, it would end the cell.
 * @param rows of inline Markdown, such as {@link ticketText} makes; the first is the head
 */
export function ticketTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) =>
    row.map((cell) => cell.replaceAll(String.raw`\|`, '¦').replaceAll('|', '¦')),
  );
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Lines as a block that shows them as they are, each made visible and cut at 2,000 UTF-16 code units. */
export function ticketBlock(lines: readonly string[]): string {
  const shown = lines.map((line) => visibleText(line, 2_000));
  const longest = shown.reduce((most, line) => Math.max(most, longestRun(line)), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...shown, fence].join('\n');
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
