/** What stands in the place of a secret. */
const REDACTED = '[API key]';

/** Under this length a replacement would eat ordinary text, and there is nothing left to keep secret. */
const SHORTEST_SECRET = 4;

/**
 * Makes a function that replaces secrets in any text by `[API key]`: as they are in any case, percent-encoded,
 * escaped for JSON, and in base64 wherever they begin in the encoded bytes.
 */
export function redactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const patterns = secrets
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    // A secret that contains another one must go first, or its rest would stay.
    .toSorted((a, b) => b.length - a.length)
    .flatMap(patternsOf);
  return (text) => patterns.reduce((result, pattern) => result.replace(pattern, REDACTED), text);
}

function patternsOf(secret: string): RegExp[] {
  const plain = [secret, percentEncode(secret), JSON.stringify(secret).slice(1, -1)];
  return [
    new RegExp([...new Set(plain)].map(escapeForPattern).join('|'), 'gi'),
    new RegExp(base64Forms(secret).map(escapeForPattern).join('|'), 'g'),
  ];
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

function percentEncode(secret: string): string {
  return encodeURIComponent(secret.toWellFormed());
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

/** Remembers the API keys that were seen, so that none of them is ever shown. */
export class SeenKeys {
  readonly #keys = new Set<string>();
  #redact = redactor([]);

  add(apiKey: string): void {
    if (this.#keys.has(apiKey)) return;
    this.#keys.add(apiKey);
    this.#redact = redactor([...this.#keys]);
  }

  /** Replaces every key that was seen in a text, however it is encoded there. */
  redact(text: string): string {
    return this.#redact(text);
  }
}
