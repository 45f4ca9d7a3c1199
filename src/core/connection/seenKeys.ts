import { redactor } from './redact.ts';

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
