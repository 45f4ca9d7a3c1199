import * as vscode from 'vscode';
import { type LookUpStoreChange, isPinned, type LookUpService } from '../../core/lookUp/index.ts';
import { answerOf, type LookUp } from '../../core/lookUp/model.ts';
import { retryAtOf } from '../../core/failure/index.ts';
import { CONTEXT_KEYS, VIEWS } from '../../manifest.ts';
import { rowsOf, setContextKey, STORAGE_KEYS, type ReaderTime, t } from '../platform/index.ts';
import type { ViewDoor } from '../doors/index.ts';
import {
  attemptChildren,
  childrenOf,
  detailItem,
  lookUpItem,
  type NodeContext,
  outlineNode,
} from './lookUpItems.ts';
import { lookUpNode, type TreeNode } from './model.ts';

/** How often lines that count down are drawn again, and those that tell an age, in milliseconds. */
const COUNT_MS = 1_000;
const AGE_MS = 60_000;

/** So many lines are drawn again one by one; the whole list costs no more than a greater number. */
const MANY = 100;

interface Dependencies extends Pick<NodeContext, 'lookUps' | 'watches' | 'attempts'> {
  readonly readerTime: Pick<ReaderTime, 'format' | 'onDidChange'>;
  /** For all windows: whether there are look-ups, for the next start to know. */
  readonly memory: Pick<vscode.Memento, 'get' | 'update'>;
}

/** The “Lookup History” view: every look-up of the store, newest first; those that are pinned stand on top. */
export class LookUpsTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #deps: Dependencies;
  readonly #lookUps: LookUpService;
  readonly #door: ViewDoor<TreeNode>;
  readonly #subscriptions: { dispose(): void }[];
  /** VS Code knows a node again by its identity. */
  readonly #nodes = new Map<string, TreeNode>();
  /** Where each stood when the list was last asked for. */
  #places: ReadonlyMap<string, number> = new Map();
  /** What is drawn again in a moment: lines that stay in their place, or all. */
  readonly #stale = new Set<TreeNode | undefined>();
  #hasLookUps: boolean | undefined;
  #drawing: ReturnType<typeof setImmediate> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #period: number | undefined;

  constructor(dependencies: Dependencies, door: ViewDoor<TreeNode>) {
    this.#deps = dependencies;
    this.#lookUps = dependencies.lookUps;
    this.#door = door;
    this.#subscriptions = [
      this.#lookUps.store.onDidChange((change) => this.#follow(change)),
      dependencies.readerTime.onDidChange(() => this.redraw()),
      door.view.onDidChangeVisibility(() => this.#keepTime()),
    ];
  }

  /** Draws the view again, as after a change of a connection's name. */
  redraw(): void {
    this.#drawSoon(undefined);
  }

  /** Shows a look-up in the view without taking the focus; opens the view where it is hidden. */
  async reveal(key: string): Promise<void> {
    const lookUp = this.#lookUps.store.get(key);
    // VS Code shows only what it has been told of.
    this.#draw();
    if (lookUp)
      await this.#door.view.reveal(this.#nodeOf(lookUp), { select: true, focus: false, expand: false });
  }

  /** The look-ups that are selected, also when only details of theirs are. */
  selectedAll(): readonly LookUp[] {
    const keys = new Set(this.#door.view.selection.map(({ key }) => key));
    return [...keys].flatMap((key) => this.#lookUps.store.get(key) ?? []);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    if (node.kind !== 'lookUp') return detailItem(node, this.#context());
    const lookUp = this.#lookUps.store.get(node.key);
    return lookUp ? lookUpItem(lookUp, this.#context()) : new vscode.TreeItem(t('removed'));
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return rowsOf(VIEWS.lookUps, this.#childrenOf(node));
  }

  #childrenOf(node: TreeNode | undefined): TreeNode[] {
    if (!node) return this.#roots();
    if (node.kind === 'attempts') return [...attemptChildren(node)];
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
    clearImmediate(this.#drawing);
    clearInterval(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #roots(): TreeNode[] {
    const all = this.#lookUps.store.all();
    const pinned = all.filter(isPinned);
    this.#places = new Map(all.map((lookUp) => [lookUp.key, placeOf(lookUp)]));
    return [...pinned, ...all.filter((lookUp) => !isPinned(lookUp))].map((lookUp) => this.#nodeOf(lookUp));
  }

  /** Draws what changed: of thousands of look-ups the one, unless the list itself is another. */
  #follow(change: LookUpStoreChange): void {
    const lookUp = change.kind === 'reset' ? undefined : change.lookUp;
    if (lookUp && change.kind !== 'added' && change.kind !== 'changed') this.#nodes.delete(lookUp.key);
    const stays = lookUp && change.kind === 'changed' && this.#places.get(lookUp.key) === placeOf(lookUp);
    this.#drawSoon(stays ? this.#nodeOf(lookUp) : undefined);
  }

  /** Waits until what runs has ended: a file's look-ups begin and end by the hundred. */
  #drawSoon(node: TreeNode | undefined): void {
    this.#stale.add(node);
    this.#drawing ??= setImmediate(() => this.#draw());
  }

  #draw(): void {
    clearImmediate(this.#drawing);
    this.#drawing = undefined;
    if (this.#stale.size === 0) return;
    this.#door.changed.fire(atOnce([...this.#stale]));
    this.#stale.clear();
    this.#keepTime();
    const hasLookUps = this.#lookUps.store.size > 0;
    if (hasLookUps !== this.#hasLookUps) this.#tellHasLookUps(hasLookUps);
  }

  #tellHasLookUps(hasLookUps: boolean): void {
    this.#hasLookUps = hasLookUps;
    setContextKey(CONTEXT_KEYS.hasLookUps, hasLookUps);
    const { memory } = this.#deps;
    if (memory.get(STORAGE_KEYS.hasLookUps) === hasLookUps) return;
    // What cannot be remembered is found out again.
    memory.update(STORAGE_KEYS.hasLookUps, hasLookUps).then(undefined, () => undefined);
  }

  #nodeOf(lookUp: LookUp): TreeNode {
    const node = this.#nodes.get(lookUp.key) ?? lookUpNode(lookUp);
    this.#nodes.set(lookUp.key, node);
    return node;
  }

  #context(): NodeContext {
    return { ...this.#deps, time: this.#deps.readerTime.format, now: Date.now() };
  }

  /** Draws lines again that tell how long it takes or takes no more, while somebody can see them. */
  #keepTime(): void {
    const { period } = this.#passing();
    if (period === this.#period) return;
    clearInterval(this.#timer);
    this.#period = period;
    if (period === undefined) return;
    this.#timer = setInterval(() => {
      this.#door.changed.fire(atOnce(this.#passing().lines));
      this.#keepTime();
    }, period);
  }

  /** The lines that time changes: those that count down a rate limit, else those that tell an answer's age. */
  #passing(): { readonly lines: readonly TreeNode[]; readonly period?: number } {
    if (!this.#door.view.visible) return { lines: [] };
    const now = Date.now();
    const failed = this.#lookUps.store.all().filter(({ state }) => state.kind === 'failed');
    const counting = failed.filter(
      ({ state }) => state.kind === 'failed' && retryAtOf(state.failure) > now - COUNT_MS,
    );
    const found = counting.length > 0 ? counting : failed.filter(answerOf);
    const lines = found.map((lookUp) => this.#nodeOf(lookUp));
    return lines.length === 0 ? { lines } : { lines, period: counting.length > 0 ? COUNT_MS : AGE_MS };
  }
}

/** What the place of a look-up in the list goes by: another for one that moves. */
function placeOf(lookUp: LookUp): number {
  return isPinned(lookUp) ? -lookUp.addedAt : lookUp.addedAt;
}

/** What VS Code is told to draw again: the lines, or the list as a whole where that costs less. */
function atOnce(lines: readonly (TreeNode | undefined)[]): TreeNode[] | undefined {
  const nodes = lines.filter((line) => line !== undefined);
  return nodes.length < lines.length || nodes.length > MANY ? undefined : nodes;
}
