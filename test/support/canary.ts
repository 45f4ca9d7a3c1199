/**
 * Searches bytes for API keys, in every form in which a program may write one. The forms are written here anew: what is
 * searched was redacted by the code under test.
 */
import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SPECIAL = /[^A-Za-z0-9]/g;
const codeOf = (character: string) => character.codePointAt(0) ?? 0;

/** Every form of a key, by its name; those that are the same as another are left out. */
export function formsOf(key: string): ReadonlyMap<string, string> {
  const number = /^\d+$/.test(key) ? String(Number(key)) : key;
  const forms: readonly (readonly [name: string, form: string])[] = [
    ['as it is', key],
    ['as a number', number],
    ['as a number without zeros before it', /^\d+$/.test(key) ? key.replace(/^0+/, '') : key],
    ['percent-encoded', encodeURIComponent(key)],
    ['percent-encoded by RFC 3986', key.replace(/[^A-Za-z0-9._~-]/gu, percent)],
    ['percent-encoded to the last mark', key.replace(SPECIAL, percent)],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(key))],
    ['as a form sends it', new URLSearchParams([['', key]]).toString().slice(1)],
    ['in JSON', JSON.stringify(key).slice(1, -1)],
    [
      'in JSON with slashes escaped',
      JSON.stringify(key)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`),
    ],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(key)).slice(3, -3)],
    [
      'in JSON by code points',
      key.replace(SPECIAL, (one) => `\\u${codeOf(one).toString(16).padStart(4, '0')}`),
    ],
    ['in HTML', key.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one)],
    [
      'in HTML, quotes by number',
      key.replace(/[&<>"']/g, (one) => (one === "'" ? '&#x27;' : (ENTITIES[one] ?? one))),
    ],
    ['in HTML by decimal numbers', key.replace(SPECIAL, (one) => `&#${codeOf(one)};`)],
    ['in HTML by hexadecimal numbers', key.replace(SPECIAL, (one) => `&#x${codeOf(one).toString(16)};`)],
    ['in Markdown', key.replace(/[\\`*_[\]<>&~|$]/g, String.raw`\$&`)],
    ['in Markdown to the last mark', key.replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`)],
    ...[0, 1, 2].map((before) => [`in base64, ${before} behind`, base64(key, before)] as const),
    ...[0, 1, 2].map((before) => [`in base64url, ${before} behind`, url64(base64(key, before))] as const),
  ];
  const seen = new Set<string>();
  return new Map(forms.filter(([, form]) => !seen.has(form) && seen.add(form)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function percent(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** What of a longer base64 text is the key's alone, where so many bytes stand before it. */
function base64(key: string, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), Buffer.from(key)])
    .toString('base64')
    .replace(/=+$/, '');
  const bits = (before + Buffer.byteLength(key)) * 8;
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
}

const url64 = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_');

/** Which forms keep their meaning in whatever case they are written. */
const CASED = /base64/;

/** Looks for some keys; made once for many texts. */
export class Canary {
  readonly #patterns: readonly (readonly [what: string, pattern: RegExp])[];

  constructor(keys: Iterable<string>) {
    this.#patterns = [...keys].flatMap((key, index) =>
      [...formsOf(key)].map(([name, form]) => {
        const pattern = new RegExp(
          form.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`),
          CASED.test(name) ? '' : 'i',
        );
        return [`key ${index + 1} ${name}`, pattern] as const;
      }),
    );
  }

  /** Which keys a text has, and how; their own text is never told. */
  in(text: string): readonly string[] {
    const found = this.#patterns.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);
    // Some programs store texts with two bytes for each letter.
    return found.length === 0 && text.includes('\0') ? this.in(text.replaceAll('\0', '')) : found;
  }

  inBytes(bytes: Uint8Array): readonly string[] {
    return this.in(Buffer.from(bytes).toString('latin1'));
  }

  /**
   * Every file below a folder that has one, with what it has, and names of files, too; links are not followed.
   * @param except files that may: the secret store's own
   */
  inFiles(folder: string, except: (path: string) => boolean = () => false): readonly string[] {
    return filesBelow(folder).flatMap((path) => {
      if (except(path)) return [];
      const found = new Set([...this.in(path), ...this.#inFile(path)]);
      return found.size === 0 ? [] : [`${path}: ${[...found].join(', ')}`];
    });
  }

  #inFile(path: string): readonly string[] {
    try {
      return this.inBytes(readFileSync(path));
    } catch (error) {
      // Whoever still runs may take a file away; one that cannot be read is not one that was searched.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }
}

/** Every file below a folder, links not followed. */
export function filesBelow(folder: string): readonly string[] {
  // Not `recursive`, which goes into linked folders, such as that of the extension under test.
  return namesIn(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() && lstatSync(path, { throwIfNoEntry: false })?.isFile() === true ? [path] : [];
  });
}

/** What is in a folder: nothing of one that whoever still runs has taken away. */
function namesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Every key that tests of this process have used, over all files. */
export function usedKeys(): Set<string> {
  const slot = Symbol.for('cometchatCalls.test.keys');
  const known: unknown = Reflect.get(globalThis, slot);
  if (known instanceof Set) return known as Set<string>;
  const keys = new Set<string>();
  Reflect.set(globalThis, slot, keys);
  return keys;
}
