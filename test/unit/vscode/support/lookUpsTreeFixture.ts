/** The “Lookup History” view in a window that is stood in for, over a store that the test fills. */
import type * as vscode from 'vscode';
import { lookUpKey, type LookUpState, type LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import type { LookUpsTree } from '../../../../src/vscode/lookUps/lookUpsTree.ts';
import type { ViewDoor } from '../../../../src/vscode/doors/index.ts';
import type { TreeNode } from '../../../../src/vscode/lookUps/model.ts';
import { home, type World, world } from '../../core/lookUp/support.ts';
import { call, NOW, UTC } from '../../core/support.ts';
import { standIn } from './vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';
import * as treeModule from '../../../../src/vscode/lookUps/lookUpsTree.ts';

/** A look-up on the one connection there is. */
export function target(sessionId: string, more: Partial<LookUpTarget> = {}): LookUpTarget {
  return { sessionId, connectionId: home.id, onBehalfOf: undefined, ...more };
}

/** A state with an answer that came so many seconds before the clock's start. */
export function answered(raw: Readonly<Record<string, unknown>> = {}, secondsAgo = 0): LookUpState {
  return { kind: 'ready', answer: { call: call(raw), raw, fetchedAt: NOW - secondsAgo * 1000 } };
}

export class LookUpsTreeFixture {
  readonly known: World = world();
  readonly lookUps = this.known.lookUps;
  readonly tree: LookUpsTree;
  /** What VS Code was told to draw again, in turn: the ids of the calls, or all. */
  readonly drawn: (readonly string[] | 'all')[] = [];
  /** The context keys that were set, in turn. */
  readonly keys: (readonly unknown[])[] = [];
  readonly shown: (readonly [string, number])[] = [];
  /** What was revealed so that it has the focus, and is not selected. */
  readonly focused: string[] = [];
  readonly view = { visible: true, selection: [] as readonly TreeNode[], description: '' };
  /** What is remembered for the next start. */
  readonly remembered = new Map<string, unknown>();
  readonly memory = {
    get: <Value>(key: string) => this.remembered.get(key) as Value,
    update: (key: string, value: unknown) => Promise.resolve(void this.remembered.set(key, value)),
  };
  readonly #visibility = new Emitter<void>(rethrow);

  constructor() {
    this.lookUps.setConnections([home]);
    const reveal = (node: TreeNode, options: { readonly select: boolean; readonly focus: boolean }) => {
      const name = node.kind === 'lookUp' ? node.sessionId : node.kind;
      if (options.focus && !options.select) this.focused.push(name);
      else this.shown.push([name, this.drawn.length]);
    };
    standIn({
      commands: { executeCommand: (...given: readonly unknown[]) => void this.keys.push(given.slice(1)) },
    });
    const readerTime = { format: UTC, onDidChange: new Emitter<void>(rethrow).event };
    const changed = {
      fire: (nodes: TreeNode | TreeNode[] | undefined) => {
        const names = [nodes ?? []]
          .flat()
          .map((node) => (node.kind === 'lookUp' ? node.sessionId : node.kind));
        this.drawn.push(nodes === undefined ? 'all' : names);
      },
    };
    const view = Object.assign(this.view, { reveal, onDidChangeVisibility: this.#visibility.event });
    const door = { view, changed } as unknown as ViewDoor<TreeNode>;
    this.tree = new treeModule.LookUpsTree({ lookUps: this.lookUps, readerTime, memory: this.memory }, door);
  }

  /** Adds a look-up, or gives it a new state. The later it is added, the newer it is. */
  set(sessionId: string, state: LookUpState = answered({ sessionId })): void {
    this.known.store.set(target(sessionId), state, NOW + this.known.store.size);
  }

  mark(sessionId: string, marks: { readonly pinned?: boolean; readonly note?: string }): void {
    this.known.store.mark(lookUpKey(target(sessionId)), marks, NOW);
  }

  /** The ids of the list, from top to bottom. */
  ids(): readonly string[] {
    const nodes = this.tree.getChildren();
    return nodes.map((node) => (node.kind === 'lookUp' ? node.sessionId : node.kind));
  }

  item(sessionId: string): vscode.TreeItem {
    return this.tree.getTreeItem(this.#node(sessionId));
  }

  /** The tooltip of a look-up, as VS Code asks for it when it is shown. */
  tooltip(sessionId: string): string {
    const node = this.#node(sessionId);
    const { tooltip } = this.tree.resolveTreeItem(this.tree.getTreeItem(node), node);
    return typeof tooltip === 'object' ? tooltip.value : '';
  }

  see(visible: boolean): void {
    this.view.visible = visible;
    this.#visibility.fire();
  }

  #node(sessionId: string): TreeNode {
    const nodes = this.tree.getChildren();
    const node = nodes.find((one) => one.kind === 'lookUp' && one.sessionId === sessionId);
    if (!node) throw new Error(`${sessionId} is not listed`);
    return node;
  }

  dispose(): void {
    this.tree.dispose();
    standIn(undefined);
  }
}
