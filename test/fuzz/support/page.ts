/**
 * A document of a page, as far as the panel's page uses one, that takes text and nothing else: whoever writes markup,
 * an address or a handler into it throws.
 */
import { registerHooks } from 'node:module';

// Style sheets are the build's: here they are nothing.
registerHooks({
  load: (url, context, next) =>
    url.endsWith('.css') ? { format: 'module', source: '', shortCircuit: true } : next(url, context),
});

/** What may make up the panel's page. */
const TAGS = new Set(
  (
    'div p h1 h2 h3 section header footer main ul ol li dl dt dd span bdi code strong em time button details summary ' +
    'table thead tbody tr th td svg g path rect text title desc defs pattern line option select label'
  ).split(' '),
);
const FORBIDDEN_ATTRIBUTE = /^(?:on|src|href|xlink|style$|srcdoc|action|formaction|background|data$)/i;

type Child = PageElement | string;

class ClassList {
  readonly #of: PageElement;
  constructor(of: PageElement) {
    this.#of = of;
  }
  #all(): Set<string> {
    return new Set((this.#of.getAttribute('class') ?? '').split(' ').filter(Boolean));
  }
  contains(name: string): boolean {
    return this.#all().has(name);
  }
  add(name: string): void {
    this.#of.setAttribute('class', [...this.#all().add(name)].join(' '));
  }
  remove(name: string): void {
    this.#of.setAttribute('class', [...this.#all()].filter((one) => one !== name).join(' '));
  }
  toggle(name: string, force: boolean): void {
    if (force) this.add(name);
    else this.remove(name);
  }
}

export class PageElement {
  readonly tagName: string;
  readonly attributes = new Map<string, string>();
  readonly dataset: Record<string, string>;
  readonly classList = new ClassList(this);
  readonly clientWidth = 640;
  readonly listeners: [type: string, listener: (event: object) => void][] = [];
  children: Child[] = [];
  parent: PageElement | undefined;
  /** Lengths alone: nothing of strangers may be in a style. */
  readonly style = { scrollPadding: '' };
  scrollLeft = 0;
  open = false;
  hidden = false;
  type = '';

  constructor(tagName: string) {
    if (!TAGS.has(tagName)) throw new Error(`a <${tagName}> is no part of the page`);
    this.tagName = tagName;
    const { attributes } = this;
    const nameOf = (key: string) => `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    this.dataset = new Proxy<Record<string, string>>(
      {},
      {
        get: (_, key) => (typeof key === 'string' ? attributes.get(nameOf(key)) : undefined),
        set: (_, key, value) => (attributes.set(nameOf(String(key)), String(value)), true),
      },
    );
  }

  get id(): string {
    return this.getAttribute('id') ?? '';
  }
  set id(value: string) {
    this.setAttribute('id', value);
  }
  get className(): string {
    return this.getAttribute('class') ?? '';
  }
  set className(value: string) {
    this.setAttribute('class', value);
  }
  get ariaLabel(): string | null {
    return this.getAttribute('aria-label');
  }
  set innerHTML(_: string) {
    throw new Error('markup is written into the page');
  }
  set outerHTML(_: string) {
    throw new Error('markup is written into the page');
  }
  insertAdjacentHTML(): void {
    throw new Error('markup is written into the page');
  }

  setAttribute(name: string, value: string): void {
    if (FORBIDDEN_ATTRIBUTE.test(name)) throw new Error(`the attribute ${name} is written into the page`);
    this.attributes.set(name, value);
  }
  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  toggleAttribute(name: string, force: boolean): void {
    if (force) this.setAttribute(name, '');
    else this.removeAttribute(name);
  }
  append(...children: readonly Child[]): void {
    for (const child of children) if (child instanceof PageElement) child.parent = this;
    this.children.push(...children);
  }
  replaceChildren(...children: readonly Child[]): void {
    this.children = [];
    this.append(...children);
  }
  remove(): void {
    if (this.parent) this.parent.children = this.parent.children.filter((one) => one !== this);
  }
  addEventListener(type: string, listener: (event: object) => void): void {
    this.listeners.push([type, listener]);
  }
  focus(): void {}
  scrollIntoView(): void {}
  getBoundingClientRect(): { left: number; top: number } {
    return { left: 0, top: 0 };
  }
  contains(other: unknown): boolean {
    return this.all().includes(other as PageElement);
  }
  closest(selector: string): PageElement | null {
    return this.#matches(partsOf(selector)) ? this : (this.parent?.closest(selector) ?? null);
  }
  querySelectorAll(selectors: string): PageElement[] {
    const all = selectors.split(',').map((one) => partsOf(one.trim()));
    return this.all().filter((one) => one !== this && all.some((parts) => one.#matches(parts)));
  }
  querySelector(selectors: string): PageElement | null {
    return this.querySelectorAll(selectors)[0] ?? null;
  }

  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('');
  }
  set textContent(text: string) {
    this.children = [text];
  }

  /** Itself and everything in it, in the order of the document. */
  all(): PageElement[] {
    const all: PageElement[] = [];
    this.#addTo(all);
    return all;
  }

  #addTo(all: PageElement[]): void {
    all.push(this);
    for (const child of this.children) if (typeof child !== 'string') child.#addTo(all);
  }

  #matches(parts: readonly string[]): boolean {
    return parts.every((part) => {
      if (part.startsWith('.')) return this.classList.contains(part.slice(1));
      if (part.startsWith('#')) return this.id === part.slice(1);
      if (!part.startsWith('[')) return this.tagName === part;
      const [name = '', value] = part.slice(1, -1).split('=');
      const there = this.getAttribute(name);
      return there !== null && (value === undefined || there === value.replaceAll('"', ''));
    });
  }
}

/** Of a selector of one element: its tag, classes, id and attributes, with or without values. */
function partsOf(selector: string): readonly string[] {
  const parts = selector.match(/^[a-z0-9]+|[.#][\w-]+|\[[^\]]+\]/gi) ?? [];
  if (parts.join('') !== selector) throw new Error(`${selector} is a selector that this page does not read`);
  return parts;
}

/** Puts a document and a window of this page in place, for good; what is drawn into its root is the page. */
export function placePage(): PageElement {
  const body = new PageElement('div');
  const root = new PageElement('main');
  root.id = 'call';
  body.append(root);
  const make = (tagName: string) => new PageElement(tagName);
  const document = {
    body,
    activeElement: body,
    createElement: make,
    createElementNS: (_namespace: string, tagName: string) => make(tagName),
    querySelectorAll: (selectors: string) => body.querySelectorAll(selectors),
    querySelector: (selectors: string) => body.querySelector(selectors),
    getElementById: (id: string) => body.all().find((one) => one.id === id) ?? null,
    addEventListener: () => undefined,
    hasFocus: () => true,
  };
  class Observer {
    observe(): void {}
    disconnect(): void {}
  }
  // No turn comes while inputs are checked: timers would only keep every page that was drawn.
  const places = {
    setInterval: () => 0,
    document,
    window: { addEventListener: () => undefined },
    ResizeObserver: Observer,
  };
  for (const [name, value] of Object.entries(places)) Reflect.set(globalThis, name, value);
  Reflect.set(globalThis, 'getComputedStyle', () => ({ fontSize: '13px' }));
  return root;
}

const { setInterval } = globalThis;

/** Takes away what {@link placePage} put in place. */
export function removePage(): void {
  globalThis.setInterval = setInterval;
  for (const name of ['document', 'window', 'ResizeObserver', 'getComputedStyle'])
    Reflect.deleteProperty(globalThis, name);
}
