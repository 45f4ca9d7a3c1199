/**
 * A language that nobody speaks: every letter of a message has an accent, and a message is half as long again. A word
 * without accents that is on screen was not translated, and what does not fit would not in German either.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { type Messages, readMessages } from '../../../scripts/l10n.ts';
import { type Translate, untranslated } from '../../../src/core/base/index.ts';
import { ROOT } from '../../support/host/versions.ts';

/** The tag that is used for pseudo-locales, as `navigator.language` and VS Code write it. */
export const PSEUDO = 'qps-ploc';

const LETTERS = new Map(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, index) => [
    letter,
    [...'áƀćďéƒǵĥíĵķĺḿńóṕɋŕśťúṽẃẋýźÁƁĆĎÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẊÝŹ'][index] ?? letter,
  ]),
);
/** What no translator touches: places, links' targets, code, addresses, names of variables. */
const KEPT = /(\{\d+\}|\]\([^()]*\)|`[^`]*`|\w+:\/\/[^\s.,]\S*|\$[\w:]+|\n)/;

/** A message as it is in this language. */
export function pseudo(message: string): string {
  const accented = message
    .split(KEPT)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/[a-z]/gi, (letter) => LETTERS.get(letter) ?? letter),
    )
    .join('');
  const letters = message.replaceAll(/[^a-z]/gi, '').length;
  // A link alone on its line becomes a button; what separates things is not made longer.
  const more =
    letters < 2 || message.endsWith(')') ? '' : ` ${'éíóú '.repeat(Math.ceil((letters * 0.4) / 5)).trim()}`;
  return `${accented}${more}`;
}

/** All of a file's messages in this language. */
export function pseudoMessages(file: string): Messages {
  return Object.fromEntries(Object.entries(readMessages(file)).map(([key, text]) => [key, pseudo(text)]));
}

/** What makes sentences in this language. */
export const pseudoTranslate: Translate = (message, ...args) => untranslated(pseudo(message), ...args);

/** Copies the extension as it is packed, with this language in it, into a folder, which is created. */
export function writePseudoExtension(folder: string): void {
  mkdirSync(join(folder, 'l10n'), { recursive: true });
  for (const name of ['package.json', 'package.nls.json', 'dist', 'media', 'l10n'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const base of ['package.nls', 'l10n/bundle.l10n']) {
    const text = JSON.stringify(pseudoMessages(`${base}.json`));
    writeFileSync(join(folder, `${base}.${PSEUDO}.json`), text);
  }
}

/** Words that are the same in every language, and what a time is written with. */
const ALIKE = 'CometChat Calls UTC GMT HTTP Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec';

/** Every word in the texts of a value: what is data where that is shown. */
export function wordsIn(value: unknown, words = new Set<string>()): Set<string> {
  if (typeof value === 'string') for (const word of value.match(WORD) ?? []) words.add(word);
  if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) wordsIn(part, words);
  return words;
}

const WORD = /[A-Za-z]{2,}/g;

/** The texts in which a word is neither accented nor data. */
export function untranslatedTexts(texts: readonly string[], data: ReadonlySet<string>): readonly string[] {
  const known = new Set([...data, ...(ALIKE.match(WORD) ?? [])]);
  // A name is cut where its row has no room for it.
  const isCut = (word: string, text: string) =>
    text.endsWith(`${word}…`) && [...data].some((whole) => whole.startsWith(word));
  return [...new Set(texts)].filter((text) =>
    (text.match(WORD) ?? []).some((word) => !known.has(word) && !isCut(word, text)),
  );
}

/** What a person reads or hears of the elements that a selector finds, without code. */
export function textsIn(page: Page | Frame, selector: string): Promise<readonly string[]> {
  return page.evaluate((wanted) => {
    const texts: string[] = [];
    for (const root of document.querySelectorAll(wanted)) {
      for (const element of [root, ...root.querySelectorAll('*')]) {
        if (element.closest('code, pre, script, style') || element.getClientRects().length === 0) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'aria-description'])
          texts.push(element.getAttribute(name) ?? '');
        for (const child of element.childNodes) if (child instanceof Text) texts.push(child.data);
      }
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  }, selector);
}

/** Texts of a page that are cut off or stick out, but for those that are meant to end in an ellipsis. */
export function cutOffTexts(page: Page | Frame): Promise<readonly string[]> {
  return page.evaluate(() => {
    const cut: string[] = [];
    const width = document.documentElement.clientWidth;
    for (const element of document.body.querySelectorAll('*')) {
      const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
      const box = element.getBoundingClientRect();
      // For screen readers alone.
      if (!hasText || box.width <= 1 || box.height <= 1 || element.closest('[hidden], title')) continue;
      const style = getComputedStyle(element);
      const frame = element.closest('svg')?.getBoundingClientRect();
      let scrolls = false;
      for (let above: Element | null = element; above && above !== document.body; above = above.parentElement)
        scrolls ||= ['auto', 'scroll'].includes(getComputedStyle(above).overflowX);
      const sticksOut = frame
        ? box.right > frame.right + 1 || box.left < frame.left - 1
        : box.right > width + 1;
      const isCut =
        style.textOverflow !== 'ellipsis' &&
        style.display !== 'inline' &&
        !frame &&
        element.scrollWidth > element.clientWidth + 1;
      if (isCut || (sticksOut && !scrolls))
        cut.push(
          `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: ${element.textContent}`,
        );
    }
    return [...new Set(cut)];
  });
}
