/**
 * Loads an extension in a process of its own, with a stand-in for VS Code, and tells how long each step took: the load
 * of its main file and its activation; where asked, then its first hover or its first command.
 * Arguments: the main file, and `hover`, `command` or nothing.
 */
import Module, { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { registered, stubVscode } from './vscodeMembers.ts';

const [main = '', use = ''] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'cometchat-start-up-'));

const api = stubVscode();
const load: (...given: unknown[]) => unknown = Reflect.get(Module, '_load');
Reflect.set(Module, '_load', (request: unknown, ...rest: unknown[]) =>
  request === 'vscode' ? api : load.call(Module, request, ...rest),
);

const memento = {
  keys: () => [],
  get: (_key: string, value?: unknown) => value,
  update: () => Promise.resolve(),
};
const context = {
  subscriptions: [],
  globalState: memento,
  workspaceState: memento,
  secrets: {
    keys: () => Promise.resolve([]),
    get: () => Promise.resolve(undefined),
    onDidChange: () => ({}),
  },
  extension: { extensionKind: 1 },
  extensionUri: {},
  globalStorageUri: { fsPath: folder },
  asAbsolutePath: (path: string) => resolve(main, '../..', path),
};

const SEED = 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92';
const document = {
  lineCount: 1,
  lineAt: () => ({ text: SEED }),
  getText: () => SEED,
  uri: { toString: () => 'file:///app.log' },
};

const started = performance.now();
const extension: { activate(given: unknown): unknown } = require(main);
const loaded = performance.now();
await extension.activate(context);
const activated = performance.now();
if (use === 'hover') {
  const position = { line: 0, character: 10 };
  await Promise.all(
    registered.hovers.map((one) =>
      one.provideHover(document, position, { onCancellationRequested: () => ({}) }),
    ),
  );
}
if (use === 'command') await registered.commands.get('cometchatCalls.showLog')?.();
const used = performance.now();
console.log(
  JSON.stringify({
    loadMs: loaded - started,
    activateMs: activated - loaded,
    useMs: used - activated,
  }),
);
rmSync(folder, { recursive: true, force: true });
process.exit();
