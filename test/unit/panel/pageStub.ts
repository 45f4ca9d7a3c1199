/** Stands in for a document, as far as the parts of the page use one: the unit tests have no browser. */

type Child = StubElement | string;

/** An element that knows its attributes, its children and what listens to it. */
export class StubElement {
  readonly tagName: string;
  readonly attributes = new Map<string, string>();
  children: Child[] = [];
  readonly #listeners = new Map<string, (() => void)[]>();

  constructor(tagName: string) {
    this.tagName = tagName;
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  append(...children: readonly Child[]): void {
    this.children.push(...children);
  }

  addEventListener(type: string, listener: () => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  click(): void {
    for (const listener of this.#listeners.get('click') ?? []) listener();
  }

  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('');
  }

  /** The first in it with a class, as `.name`. */
  querySelector(selector: string): StubElement | null {
    for (const child of this.children) {
      if (typeof child === 'string') continue;
      const has = (child.attributes.get('class') ?? '').split(' ').includes(selector.slice(1));
      const found = has ? child : child.querySelector(selector);
      if (found) return found;
    }
    return null;
  }

  /** Itself and everything in it with a tag name, in the order of the document. */
  all(tagName: string): readonly StubElement[] {
    const inside = this.children.flatMap((child) => (typeof child === 'string' ? [] : child.all(tagName)));
    return this.tagName === tagName ? [this, ...inside] : inside;
  }
}

/** Puts a document without elements in place, until the tests of the suite have run. */
export function withDocument(): void {
  before(() => {
    const make = (tagName: string) => new StubElement(tagName);
    Reflect.set(globalThis, 'document', {
      createElement: make,
      createElementNS: (_namespace: string, tagName: string) => make(tagName),
      querySelectorAll: () => [],
      getElementById: () => null,
    });
  });
  after(() => {
    Reflect.deleteProperty(globalThis, 'document');
  });
}

/** What a part of the page made, to be looked into. */
export function stubOf(made: HTMLElement | undefined): StubElement {
  if (made instanceof StubElement) return made;
  throw new TypeError('no element was made');
}
