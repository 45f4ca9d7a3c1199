import * as vscode from 'vscode';
import { type LookUpStoreChange, isPinned, type LookUpService } from '../../core/lookUp/index.ts';
import { answerOf, type LookUp } from '../../core/lookUp/model.ts';
import { retryAtOf } from '../../core/failure/index.ts';
import { joinParts } from '../../core/text/index.ts';
import { CONTEXT_KEYS, VIEWS } from '../../manifest.ts';
import { rowsOf, setContextKey, STORAGE_KEYS, type ReaderTime, t } from '../platform/index.ts';
import type { ViewDoor } from '../doors/index.ts';
import {
  attemptChildren,
  childrenOf,
  detailItem,
  instantOf,
  lookUpItem,
  type NodeContext,
  outlineNode,
  tooltipOf,
} from './lookUpItems.ts';
import { lookUpNode, type TreeNode } from './model.ts';

/** How often lines that count down are drawn again, and those that tell an age or today's time, in milliseconds. */
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
  /** The keys of the lines from top to bottom, as the list was last asked for. */
  #listed: readonly string[] = [];
  /** What is drawn again in a moment: lines that stay in their place, or all. */
  readonly #stale = new Set<TreeNode | undefined>();
  /** Lines whose tooltip, which tells an age, was shown since they were drawn: VS Code makes it once. */
  readonly #told = new Set<TreeNode>();
  /** The date that all calls of the list have, and the one that was today, when the lines were last drawn. */
  #dates: { readonly shared: string | undefined; readonly today: string } | undefined;
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
    return this.#found(this.#door.view.selection);
  }

  /** What a key means on a line of the look-up with a key: that one, or all that are selected where it is. */
  meantBy(key: string): readonly LookUp[] {
    const selected = this.#found(this.#door.view.selection.filter(({ kind }) => kind === 'lookUp'));
    const own = this.#lookUps.store.get(key);
    return own && !selected.includes(own) ? [own] : selected;
  }

  /** As {@link reveal}, for the line that takes the place of some that are removed: it has the focus, and is not selected. */
  async focusAfter(removed: readonly LookUp[]): Promise<void> {
    const gone = new Set(removed.map(({ key }) => key));
    const before = this.#listed;
    const last = before.findLastIndex((key) => gone.has(key));
    const order = [...before.slice(last + 1), ...before.slice(0, Math.max(0, last)).toReversed()];
    const [neighbour] = order.flatMap((key) => (gone.has(key) ? [] : (this.#lookUps.store.get(key) ?? [])));
    // VS Code shows only what it has been told of.
    this.#draw();
    if (neighbour)
      await this.#door.view.reveal(this.#nodeOf(neighbour), { select: false, focus: true, expand: false });
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    this.#told.delete(node);
    if (node.kind !== 'lookUp') return detailItem(node, this.#context());
    const lookUp = this.#lookUps.store.get(node.key);
    return lookUp ? lookUpItem(lookUp, this.#context()) : new vscode.TreeItem(t('removed'));
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const lookUp = node.kind === 'lookUp' ? this.#lookUps.store.get(node.key) : undefined;
    if (!lookUp) return item;
    item.tooltip = tooltipOf(lookUp, this.#context());
    this.#told.add(node);
    return item;
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
    const listed = [...pinned, ...all.filter((lookUp) => !isPinned(lookUp))];
    this.#listed = listed.map(({ key }) => key);
    this.#describe();
    return listed.map((lookUp) => this.#nodeOf(lookUp));
  }

  #found(nodes: readonly TreeNode[]): readonly LookUp[] {
    const keys = new Set(nodes.map(({ key }) => key));
    return [...keys].flatMap((key) => this.#lookUps.store.get(key) ?? []);
  }

  /** Draws what changed: of thousands of look-ups the one, unless the list itself is another. */
  #follow(change: LookUpStoreChange): void {
    const lookUp = change.kind === 'reset' ? undefined : change.lookUp;
    if (lookUp?.isFromHover) return;
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
    // Another date on one line may be another way to tell the dates of all.
    if (this.#datesChanged()) this.#stale.add(undefined);
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
    const { readerTime } = this.#deps;
    const [time, now] = [readerTime.format, Date.now()];
    const { shared, today } = (this.#dates ??= this.#datesNow());
    const when = (instant: number) => {
      const date = time.date(instant);
      return date === shared || date === today ? time.time(instant) : time.inList(instant, now);
    };
    return { ...this.#deps, time, now, when };
  }

  /** Tells beside the view's title what all of its times share: their zone, and their date unless it is today's. */
  #describe(): void {
    const { shared, today } = (this.#dates = this.#datesNow());
    const date = shared === today ? undefined : shared;
    this.#door.view.description =
      this.#listed.length === 0 ? '' : joinParts(date, this.#deps.readerTime.format.zone);
  }

  #datesChanged(): boolean {
    const { shared, today } = this.#datesNow();
    return this.#dates !== undefined && (shared !== this.#dates.shared || today !== this.#dates.today);
  }

  #datesNow(): { readonly shared: string | undefined; readonly today: string } {
    const { format } = this.#deps.readerTime;
    const instants = this.#lookUps.store.all().flatMap((lookUp) => instantOf(lookUp) ?? []);
    const [first, last] = [Math.min(...instants), Math.max(...instants)];
    const shared =
      instants.length > 0 && format.date(first) === format.date(last) ? format.date(first) : undefined;
    return { shared, today: format.date(Date.now()) };
  }

  /** Draws lines again that tell how long it takes or takes no more, while somebody can see them. */
  #keepTime(): void {
    const { period } = this.#passing();
    if (period === this.#period) return;
    clearInterval(this.#timer);
    this.#period = period;
    if (period === undefined) return;
    this.#timer = setInterval(() => {
      const { lines } = this.#passing();
      if (this.#datesChanged()) this.#door.changed.fire(undefined);
      else if (lines.length > 0) this.#door.changed.fire(atOnce(lines));
      this.#keepTime();
    }, period);
  }

  /** The lines that time changes: those that count down a rate limit, else those that tell an answer's age. */
  #passing(): { readonly lines: readonly TreeNode[]; readonly period?: number } {
    if (!this.#door.view.visible || this.#lookUps.store.size === 0) return { lines: [] };
    const now = Date.now();
    const failed = this.#lookUps.store.all().filter(({ state }) => state.kind === 'failed');
    const counting = failed.filter(
      ({ state }) => state.kind === 'failed' && retryAtOf(state.failure) > now - COUNT_MS,
    );
    const found = counting.length > 0 ? counting : failed.filter(answerOf);
    const told = counting.length > 0 ? [] : this.#told;
    const lines = new Set([...found.map((lookUp) => this.#nodeOf(lookUp)), ...told]);
    return { lines: [...lines], period: counting.length > 0 ? COUNT_MS : AGE_MS };
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
