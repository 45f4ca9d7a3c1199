/** What stands in the place of a secret. */
const REDACTED = '[API key]';

/** Under this length a replacement would eat ordinary text, and there is nothing left to keep secret. */
const SHORTEST_SECRET = 4;

/** What HTML calls characters that would be markup, and those that are in keys beside letters and digits. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  _: 'lowbar',
  '+': 'plus',
  '/': 'sol',
  '=': 'equals',
};

/**
 * Makes a function that replaces secrets in any text by `[API key]`: in any case, with their signs behind backslashes
 * (JSON, Markdown), percent-encoded once or more (all that RFC 3986 reserves), as HTML's entities or as `\u` escapes;
 * one of digits also as JSON gives back a number; and in base64 wherever they begin in the encoded bytes.
 */
export function redactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = secrets
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    // A secret that contains another one must go first, or its rest would stay.
    .toSorted((a, b) => b.length - a.length);
  if (known.length === 0) return (text) => text;
  const patterns = [
    new RegExp(known.flatMap(plainForms).join('|'), 'gi'),
    new RegExp(known.flatMap(base64Forms).map(escapeForPattern).join('|'), 'g'),
  ];
  return (text) => patterns.reduce((result, pattern) => result.replace(pattern, REDACTED), text);
}

/** Patterns of a secret as text. Letters and digits are the same in every encoding, so that the search stays fast. */
function plainForms(secret: string): string[] {
  const spelt = Array.from(secret, (character) =>
    /[0-9a-z]/i.test(character) ? character : spellings(character),
  );
  return [spelt.join(''), ...asNumber(secret)];
}

/** A pattern of one character in all its spellings, those of encodings within encodings too. */
function spellings(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const bytes = [...new TextEncoder().encode(character)];
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  const entities = [`#0*${code}`, `#x0*${code.toString(16)}`, ...entityOf(character)];
  const escaped = JSON.stringify(character).slice(1, -1);
  return `(?:${[
    String.raw`\\{0,8}${escapeForPattern(character)}`,
    ...(escaped === character ? [] : [escapeForPattern(escaped)]),
    bytes.map((byte) => `%(?:25)*${hex(byte, 2)}`).join(''),
    units.map((unit) => String.raw`\\{1,8}u${hex(unit, 4)}`).join(''),
    `&(?:amp;)*(?:${entities.join('|')});`,
  ].join('|')})`;
}

function entityOf(character: string): string[] {
  const entity = ENTITIES[character];
  return entity === undefined ? [] : [entity];
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** A secret of digits as a reader of JSON writes it who took it for a number, and lost its last digits. */
function asNumber(secret: string): string[] {
  if (!/^[1-9]\d*$/.test(secret)) return [];
  const written = String(Number(secret));
  return written === secret ? [] : [escapeForPattern(written)];
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** The parts of a base64 text that depend on the secret alone, for each of the three places it can begin at. */
function base64Forms(secret: string): string[] {
  const forms = [0, 1, 2].flatMap((offset) => {
    const bytes = [...new Uint8Array(offset), ...new TextEncoder().encode(secret)];
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    const form = btoa(String.fromCharCode(...bytes)).slice(first, last);
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST_SECRET);
}

/** At the end of a text that was cut, so much may be a part of a key, in UTF-16 code units. */
const PART_OF_KEY = 400;

/**
 * A text without API keys of which only the beginning may be there: then its end goes too, as a key may have been cut.
 * @param redact replaces API keys in a text
 * @param isWhole whether nothing of it was cut off
 */
export function redactStart(text: string, redact: (text: string) => string, isWhole: boolean): string {
  const redacted = redact(text);
  return isWhole ? redacted : redacted.slice(0, -PART_OF_KEY);
}

/** Remembers the API keys that were seen, so that none of them is ever shown. */
export class SeenKeys {
  readonly #keys = new Set<string>();
  #redact = redactor([]);

  add(apiKey: string): void {
    if (this.#keys.has(apiKey)) return;
    this.#keys.add(apiKey);
    this.#redact = redactor([...this.#keys]);
  }

  /** Whether a text holds one of them, however it is encoded there. */
  isIn(text: string): boolean {
    return this.#redact(text) !== text;
  }

  /** Replaces every key that was seen in a text, however it is encoded there. */
  redact(text: string): string {
    return this.#redact(text);
  }
}
