/** What to call the devices of a person: their ids are mostly random, and read alike. */
import type { Translate } from '../base/index.ts';
import { visibleText } from '../text/index.ts';
import type { Participant } from './model.ts';

/** The ids of the devices that somebody came with, in the order in which each first joined. */
export function devicesOf(stays: readonly Participant[]): readonly string[] {
  const inOrder = stays.toSorted((a, b) => (firstAt(a) === firstAt(b) ? 0 : firstAt(a) - firstAt(b)));
  return [...new Set(inOrder.map(({ device }) => device).filter((device) => device !== undefined))];
}

function firstAt({ joinedAt, leftAt }: Participant): number {
  return joinedAt ?? leftAt ?? Number.POSITIVE_INFINITY;
}

/**
 * Names the devices of one person, so that no two are called alike: by the words their ids begin with, such as
 * `iphone`, with a number where several have the same; else `device 1`, `device 2`, in their order.
 * @param devices as {@link devicesOf} gives them
 * @returns undefined for an id that is not among them
 */
export function deviceNamesOf(devices: readonly string[], t: Translate): ReadonlyMap<string, string> {
  const told = devices.map((device) => ({ device, words: wordsOf(device) }));
  const names = [...Map.groupBy(told, ({ words }) => words)].flatMap(([words, alike]) =>
    alike.map(({ device }, index): [string, string] => {
      if (words === undefined) return [device, t('device {0}', index + 1)];
      return [device, alike.length === 1 ? words : `${words} ${index + 1}`];
    }),
  );
  const isTold = new Set(names.map(([, name]) => name)).size === names.length;
  // An id may itself be `device 1`, or somebody's `web 2`.
  return new Map(isTold ? names : devices.map((device, index) => [device, t('device {0}', index + 1)]));
}

/** A device as it is named, with the id by which logs know it, unless that says no more. */
export function deviceWithId(
  names: ReadonlyMap<string, string>,
  device: string,
  t: Translate,
  most: number,
): string {
  const [name, id] = [names.get(device), visibleText(device, most)];
  return name === undefined || name === id ? id : t('{0} ({1})', name, id);
}

/** No name of a device is longer, in UTF-16 code units. */
const MOST_LETTERS = 40;
/** A word: small letters, capitals, or with one inner capital, as in `iPhone`; up to four digits after it. */
const WORD = /^(?:\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+(?:\p{Lu}\p{Ll}+)?|\p{Lu}{2,})\d{0,4}$/u;
const HEX = /^[\da-f]*$/i;
const NUMBER = /^\d{1,4}$/;

/** The beginning of an id as far as it is made of words; undefined where it begins with what was drawn by lot. */
function wordsOf(device: string): string | undefined {
  const parts = device.slice(0, 4 * MOST_LETTERS).split(/([\s._:-]+)/);
  let told = '';
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) continue;
    const isWord = part.length > 1 && WORD.test(part) && !HEX.test(part);
    if (!isWord && !(told !== '' && NUMBER.test(part))) break;
    told += `${index === 0 ? '' : (parts[index - 1] ?? '')}${part}`;
  }
  return told === '' ? undefined : visibleText(told, MOST_LETTERS);
}
