/** A stand-in for VS Code's API with as many members as it has: where a bundle copies them all, that is the cost of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many members VS Code 1.139 hands to an extension. */
const MEMBERS = 347;

interface Hovers {
  provideHover(document: unknown, position: unknown, token: unknown): unknown;
}

/** What an extension has registered. */
export const registered = {
  commands: new Map<string, (...given: unknown[]) => unknown>(),
  hovers: [] as Hovers[],
};

/** Anything: a function, a class or an object, all of whose members are anything. */
const anything: object = new Proxy(function () {}, {
  get: (_, key) =>
    key === Symbol.toPrimitive ? () => '' : key === 'then' || key === Symbol.iterator ? undefined : anything,
  apply: () => anything,
  construct: () => anything,
});

const root = join(import.meta.dirname, '../..');
const manifest: {
  contributes: { configuration: { properties: Readonly<Record<string, { default?: unknown }>> } };
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

class EventEmitter {
  readonly #listeners = new Set<(value: unknown) => void>();
  readonly event = (listener: (value: unknown) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value: unknown): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {}
}

/** Members by their names in the API's types, the rest under names of their own. */
export function stubVscode(): object {
  const types = readFileSync(join(root, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
  const names = new Set(
    Array.from(types.matchAll(/^\texport (?:class|enum|namespace|const) (\w+)/gm), ([, name]) => name ?? ''),
  );
  while (names.size < MEMBERS) names.add(`member${names.size}`);
  const api: Record<string, unknown> = Object.fromEntries([...names].map((name) => [name, anything]));
  const over = (own: object) =>
    new Proxy(own, { get: (target, key) => Reflect.get(target, key) ?? anything });
  return Object.assign(api, {
    EventEmitter,
    commands: over({
      registerCommand: (id: string, run: (...given: unknown[]) => unknown) => {
        registered.commands.set(id, run);
        return { dispose: () => undefined };
      },
      executeCommand: () => Promise.resolve(),
    }),
    languages: over({
      registerHoverProvider: (_: unknown, provider: Hovers) => {
        registered.hovers.push(provider);
        return { dispose: () => undefined };
      },
    }),
    workspace: over({
      getConfiguration: (section: string) => ({
        get: (name: string) => manifest.contributes.configuration.properties[`${section}.${name}`]?.default,
        inspect: () => undefined,
      }),
      textDocuments: [],
    }),
    window: over({ visibleTextEditors: [], activeTextEditor: undefined }),
    env: { language: 'en', remoteName: undefined },
    l10n: { t: (message: string) => message, bundle: undefined },
  });
}
