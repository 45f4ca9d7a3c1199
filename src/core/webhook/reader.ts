/** Webhook bodies out of the lines of a log, one after another: as JSON, escaped in a string, or over several lines. */
import { readBody } from './body.ts';
import type { WebhookEvent, WebhookPlace } from './model.ts';

/** A body is no longer than these, nor is a line read further; beyond, it is none. In UTF-16 code units and lines. */
const MOST_LETTERS = 262_144;
const MOST_LINES = 2000;
/** Beginnings of bodies that are tried in one line. */
const MOST_STARTS = 20;
/** How many times over a body may stand escaped in strings. */
const MOST_ESCAPES = 3;

const TRIGGER = 'trigger';
/** A line of JSON that goes on in the next one ends so, before at most so many spaces. */
const GOES_ON = '{[,:';
const MOST_SPACES = 200;
/** So much of a line tells whether it is a part of the body before it. */
const FIRST_LETTERS = 200;
/** A line of JSON that goes on from the one before begins so. */
const PART = /^\s*(?:["{}[\]]|(?:-?\d[\d.eE+-]*|true|false|null)\s*,?\s*$|$)/;
/** The beginning of an object whose quotes are escaped. */
const ESCAPED = /^\{(?:\s|\\[nrt])*\\+"/;

/** In milliseconds since 1970 UTC. To read it costs more than all else that is done with a line. */
type LoggedAt = () => number | undefined;

/** A body that is still open at the end of a line. */
interface Open {
  readonly place: WebhookPlace;
  readonly loggedAt: number | undefined;
  readonly parts: string[];
  letters: number;
  readonly scan: Scan;
}

/** By its last character: all lines of a log are asked, and most end in none of these. */
function goesOn(text: string): boolean {
  let end = text.length - 1;
  for (const least = end - MOST_SPACES; end > least && /\s/.test(text.charAt(end));) end -= 1;
  return end >= 0 && GOES_ON.includes(text.charAt(end));
}

/** Reads a log from its beginning; keeps no more of it than one body that is open. */
export class WebhookReader {
  #open: Open | undefined;

  /** Whether a body goes on into this line, or from it into the next. */
  mayGoOn(line: string): boolean {
    return this.#open !== undefined || goesOn(line);
  }

  /**
   * The events of which the last line is this one.
   * @param line without its end; of a longer one than a body can be, the beginning is read
   * @param loggedAt the line's own time, or that of the last line with one, in milliseconds since 1970 UTC; asked for
   * where a body begins
   */
  feed(line: string, place: WebhookPlace, loggedAt: LoggedAt = () => undefined): readonly WebhookEvent[] {
    const text = line.slice(0, MOST_LETTERS);
    if (this.#open) {
      const done = this.#goOn(this.#open, text);
      if (done) return done.events.concat(done.rest === '' ? [] : this.#begin(done.rest, place, loggedAt));
      // Where it ended because this is no part of it, the line is read as any other.
      if (this.#open) return [];
    }
    return this.#begin(text, place, loggedAt);
  }

  /** The events of a line in which no body is open, and the beginning of one that goes on. */
  #begin(text: string, place: WebhookPlace, loggedAt: LoggedAt, escapes = 0): WebhookEvent[] {
    const events: WebhookEvent[] = [];
    const mayGoOn = escapes === 0 && goesOn(text);
    if (!mayGoOn && !text.includes(TRIGGER)) return events;
    let from = 0;
    for (let starts = 0; starts < MOST_STARTS; starts += 1) {
      const start = text.indexOf('{', from);
      if (start === -1) return events;
      if (ESCAPED.test(text.slice(start, start + 64))) {
        if (escapes === MOST_ESCAPES) return events;
        return events.concat(this.#begin(unescaped(text.slice(start)), place, loggedAt, escapes + 1));
      }
      const scan = new Scan();
      const end = scan.read(text, start);
      if (end === -1) {
        // A body is written over several lines only where its first ends between two of its parts.
        if (mayGoOn && !scan.isInString) {
          const part = text.slice(start);
          this.#open = { place, loggedAt: loggedAt(), parts: [part], letters: part.length, scan };
          return events;
        }
        from = start + 1;
        continue;
      }
      const value = parsed(text.slice(start, end));
      if (value !== undefined) events.push(...eventsOf(value, place, loggedAt));
      // What is whole is one value, whatever stands in it.
      from = value === undefined ? start + 1 : end;
    }
    return events;
  }

  /** Adds a line to the open body: what it ends with, undefined where it goes on, or is none after all. */
  #goOn(open: Open, text: string): { readonly events: WebhookEvent[]; readonly rest: string } | undefined {
    // Some other brace was open, and this is a line of the log.
    if (
      !PART.test(text.slice(0, FIRST_LETTERS)) ||
      /^\s*\{.*\btrigger\b/.test(text.slice(0, FIRST_LETTERS))
    ) {
      this.#open = undefined;
      return undefined;
    }
    const end = open.scan.read(text, 0);
    const part = end === -1 ? text : text.slice(0, end);
    open.letters += part.length + 1;
    open.parts.push(part);
    if (end !== -1) {
      this.#open = undefined;
      const value = parsed(open.parts.join('\n'));
      return { events: eventsOf(value, open.place, () => open.loggedAt), rest: text.slice(end) };
    }
    // JSON has no line ends in its strings: this was no body.
    const isOver = open.parts.length >= MOST_LINES || open.letters > MOST_LETTERS || open.scan.isInString;
    if (isOver) this.#open = undefined;
    return undefined;
  }
}

/** Finds the end of an object, character by character, once over each. */
class Scan {
  #depth = 0;
  isInString = false;
  #isEscaped = false;

  /** The place behind the object's end; -1 where it is still open at the end of the text. */
  read(text: string, from: number): number {
    for (let place = from; place < text.length; place += 1) {
      const character = text[place];
      if (this.isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (character === '\\') this.#isEscaped = true;
        else if (character === '"') this.isInString = false;
      } else if (character === '"') this.isInString = true;
      else if (character === '{' || character === '[') this.#depth += 1;
      else if (character === '}' || character === ']') {
        this.#depth -= 1;
        if (this.#depth === 0) return place + 1;
      }
    }
    return -1;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Text in which the quotes of JSON are escaped, with one escape less. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(["\\/nrt])/g, (_, character: string) =>
    'nrt'.includes(character) ? ' ' : character,
  );
}

/** Values that are looked at: a log's own object around a body has few. */
const MOST_VALUES = 500;

/** The bodies in a value: it, or what stands in it, as an object or as JSON in a string. */
function eventsOf(root: unknown, place: WebhookPlace, loggedAt: LoggedAt): WebhookEvent[] {
  const events: WebhookEvent[] = [];
  const values: { readonly value: unknown; readonly escapes: number }[] = [{ value: root, escapes: 0 }];
  for (let next = 0; next < values.length && next < MOST_VALUES; next += 1) {
    const { value, escapes } = values[next] ?? { value: undefined, escapes: 0 };
    if (typeof value === 'string') {
      const isBody = escapes < MOST_ESCAPES && /^\s*[{["]/.test(value) && value.includes(TRIGGER);
      const inner = isBody ? parsed(value) : undefined;
      if (inner !== undefined) values.push({ value: inner, escapes: escapes + 1 });
    } else if (typeof value === 'object' && value !== null) {
      const event = readBody(value, place, loggedAt);
      if (event) events.push(event);
      else
        values.push(
          ...Object.values(value)
            .slice(0, MOST_VALUES)
            .map((each: unknown) => ({ value: each, escapes })),
        );
    }
  }
  return events;
}
