import * as vscode from 'vscode';
import type { LookUp } from '../../core/callStore.ts';
import { CONTEXT_KEYS, VIEWS } from '../../manifest.ts';
import { type LookUps, setContextKey } from '../lookUps.ts';
import type { ReaderTime } from '../readerTime.ts';
import { t } from '../words.ts';
import type * as Drawing from './nodes.ts';
import { lookUpNode, type TreeNode } from './treeNode.ts';

/** How often lines that count down or tell an age are drawn again, in milliseconds, while there are any. */
const TICK_MS = 1_000;

/** The “Looked Up” view: every look-up of the store, newest first. */
export class LookUpsTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #lookUps: LookUps;
  readonly #readerTime: ReaderTime;
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: { dispose(): void }[];
  /** VS Code knows a node again by its identity. */
  readonly #nodes = new Map<string, TreeNode>();
  #tick: ReturnType<typeof setInterval> | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(lookUps: LookUps, readerTime: ReaderTime) {
    this.#lookUps = lookUps;
    this.#readerTime = readerTime;
    this.#view = vscode.window.createTreeView(VIEWS.lookUps, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscriptions = [
      lookUps.store.onDidChange(() => this.redraw()),
      readerTime.onDidChange(() => this.redraw()),
      this.#view.onDidChangeVisibility(() => this.#countDown()),
    ];
  }

  /** Draws the view again, as after a change of a connection's name. */
  redraw(): void {
    this.#changed.fire(undefined);
    this.#countDown();
    setContextKey(CONTEXT_KEYS.hasLookUps, this.#lookUps.store.size > 0);
  }

  /** Shows a look-up in the view without taking the focus; opens the view where it is hidden. */
  async reveal(key: string): Promise<void> {
    const lookUp = this.#lookUps.store.get(key);
    if (lookUp) await this.#view.reveal(this.#nodeOf(lookUp), { select: true, focus: false, expand: false });
  }

  /** The look-up that is selected, also when one of its details is. */
  selected(): LookUp | undefined {
    const [node] = this.#view.selection;
    return node && this.#lookUps.store.get(node.key);
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    const { detailItem, lookUpItem } = await this.#drawing();
    if (node.kind !== 'lookUp') return detailItem(node);
    const lookUp = this.#lookUps.store.get(node.key);
    return lookUp ? lookUpItem(lookUp, this.#context()) : new vscode.TreeItem(t('removed'));
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) return this.#lookUps.store.all().map((lookUp) => this.#nodeOf(lookUp));
    const { childrenOf, outlineNode } = await this.#drawing();
    if (node.kind === 'outline') {
      return node.item.children.map((child) => outlineNode(node.key, node.path, child));
    }
    const lookUp = node.kind === 'lookUp' ? this.#lookUps.store.get(node.key) : undefined;
    return lookUp ? [...childrenOf(lookUp, this.#context())] : [];
  }

  /** Only look-ups are revealed, and they are roots. */
  getParent(): undefined {
    return undefined;
  }

  dispose(): void {
    clearInterval(this.#tick);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  /** What draws the lines: loaded when there is a first line to draw. */
  #drawing(): Promise<typeof Drawing> {
    return import('./nodes.ts');
  }

  #nodeOf(lookUp: LookUp): TreeNode {
    const node = this.#nodes.get(lookUp.key) ?? lookUpNode(lookUp);
    this.#nodes.set(lookUp.key, node);
    return node;
  }

  #context(): Drawing.NodeContext {
    return { lookUps: this.#lookUps, time: this.#readerTime.format, now: Date.now() };
  }

  /** Ticks while somebody can see a rate limit count down. */
  #countDown(): void {
    const counting = this.#view.visible && this.#countingDown().length > 0;
    if (counting && this.#tick === undefined) {
      this.#tick = setInterval(() => {
        for (const lookUp of this.#countingDown()) this.#changed.fire(this.#nodeOf(lookUp));
        this.#countDown();
      }, TICK_MS);
    }
    if (!counting) {
      clearInterval(this.#tick);
      this.#tick = undefined;
    }
  }

  #countingDown() {
    const now = Date.now();
    return this.#lookUps.store
      .all()
      .filter(({ state }) => state.kind === 'failed' && (state.failure.retryAt ?? 0) > now - TICK_MS);
  }
}
