/** The lines of the “Recent Calls” view: a class for each kind, with what stands below it, its tree item and its tooltip. */
import * as vscode from 'vscode';
import {
  isSameCall,
  type Day,
  type ListDays,
  describeFilter,
  filterLabel,
  type ListWords,
  notesOf,
  restOf,
  shareOf,
  timeOf,
  type RecentCalls,
} from '../../core/callList/index.ts';
import type { ListedCall, ListingState, ListTarget } from '../../core/callList/model.ts';
import { describeRoute } from '../../core/connection/index.ts';
import type { Connection, NetworkRoute } from '../../core/connection/model.ts';
import {
  describeFailure,
  type FailureDescription,
  type Fix,
  fixLabel,
  unreadableKeyring,
} from '../../core/failure/index.ts';
import { answerOf, type LookUp, lookUpKey } from '../../core/lookUp/model.ts';
import { formatAgo, joinParts, phraseText, visibleText } from '../../core/text/index.ts';
import { callIcon, type NodeContext, openCommand, rowOf, tooltipOf, watchContext } from '../lookUps/index.ts';
import { t } from '../platform/index.ts';

/** VS Code asks for the items of all children at once, so a day shows so many, and as many more with each wish for more. */
const DAY_STEP = 500;

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
const WARNING = 'list.warningForeground';

/** What can be done about a list that failed, or a connection that is lost. */
type RecentFix = Fix | 'forgetConnection';

/** What lines are made with. */
export interface NodeDependencies {
  readonly model: RecentCalls;
  readonly days: ListDays;
  /** As of now. */
  readonly context: () => NodeContext;
  readonly routeTo: (connection: Connection) => Promise<NetworkRoute>;
}

type Tooltip = vscode.MarkdownString | string | undefined;

/** A line. Its fields are what commands on it take as their argument. */
export abstract class RecentNode {
  abstract readonly kind: string;
  /** Empty for a line of no connection. */
  readonly connectionId: string;
  protected readonly nodes: RecentNodes;

  constructor(connectionId: string, nodes: RecentNodes) {
    this.connectionId = connectionId;
    this.nodes = nodes;
  }

  /** What tells it from all other lines, in this and later drawings of the view. */
  get id(): string {
    return JSON.stringify([this.kind, this.connectionId]);
  }

  /** What stands below it. Loads what a filter shows. */
  children(): readonly RecentNode[] | Promise<readonly RecentNode[]> {
    return [];
  }

  /** Its tree item; a tooltip that takes long to make comes later, with {@link tooltip}. */
  item(): vscode.TreeItem {
    const item = this.draw();
    item.id = this.id;
    item.contextValue ??= `recent.${this.kind}`;
    const words = [item.label, item.description].filter((text) => typeof text === 'string');
    item.accessibilityInformation ??= { label: phraseText(words, t) };
    return item;
  }

  /** Its tooltip where the tree item has none yet. */
  tooltip(): Tooltip | Promise<Tooltip> {
    return undefined;
  }

  protected abstract draw(): vscode.TreeItem;
}

/** A line of a list. Below a connection that is lost, and of no connection, the filter is empty. */
abstract class ListNode extends RecentNode {
  readonly filterId: string;
  /** What tells it from other lines of its kind in its list. */
  protected readonly part: string | undefined;

  constructor({ connectionId, filterId }: ListTarget, nodes: RecentNodes, part?: string) {
    super(connectionId, nodes);
    this.filterId = filterId;
    this.part = part;
  }

  override get id(): string {
    return JSON.stringify([this.kind, this.connectionId, this.filterId, this.part]);
  }

  protected get target(): ListTarget {
    return { connectionId: this.connectionId, filterId: this.filterId };
  }
}

/** A line of a list with nothing below it, which is drawn from what it is made with. */
class PlainNode extends ListNode {
  readonly kind: string;
  protected readonly draw: () => vscode.TreeItem;

  constructor(
    target: ListTarget,
    nodes: RecentNodes,
    kind: string,
    part: string,
    draw: () => vscode.TreeItem,
  ) {
    super(target, nodes, part);
    this.kind = kind;
    this.draw = draw;
  }
}

/** All lines; those that are drawn again by themselves are made once, for VS Code knows a line by its identity. */
export class RecentNodes {
  readonly deps: NodeDependencies;
  readonly #made = new Map<string, RecentNode>();
  readonly #calls = new WeakMap<ListedCall, CallNode>();

  constructor(dependencies: NodeDependencies) {
    this.deps = dependencies;
  }

  /** The lines that stand below none. */
  roots(): readonly RecentNode[] {
    const { model } = this.deps;
    const ofNone = { connectionId: '', filterId: '' };
    return [
      ...(model.isUnreadable
        ? [new PlainNode(ofNone, this, 'unreadable', '', unreadableLine), this.fix(ofNone, 'lookUpAgain')]
        : []),
      ...model.connections().map(({ id }) => this.connection(id)),
      ...model.lostConnections().map(({ id }) => this.#once(new LostNode(id, this))),
    ];
  }

  connection(id: string): ConnectionNode {
    return this.#once(new ConnectionNode(id, this));
  }

  filter(target: ListTarget): FilterNode {
    return this.#once(new FilterNode(target, this));
  }

  day(target: ListTarget, day: string): DayNode {
    return this.#once(new DayNode(target, day, this));
  }

  failure(target: ListTarget): FailureNode {
    return this.#once(new FailureNode(target, this));
  }

  /** The line that does something about a failure when it is clicked. */
  fix(target: ListTarget, fix: RecentFix): RecentNode {
    return new PlainNode(target, this, 'fix', fix, () => {
      const again = fix === 'lookUpAgain' ? t('Try Again') : undefined;
      const words = fix === 'forgetConnection' ? t('Forget') : (again ?? fixLabel(fix, t));
      return clickable(words, '', 'applyFix', { ...target, fix });
    });
  }

  /** The line of a listed call: the same for as long as no later page has it again. */
  call(target: ListTarget, listed: ListedCall): CallNode {
    const made = this.#calls.get(listed);
    if (made?.filterId === target.filterId) return made;
    const node = new CallNode(target, listed, this);
    this.#calls.set(listed, node);
    return node;
  }

  /** The lines of a call that were made, of all lists. */
  callsOf(connectionId: string, sessionId: string): readonly CallNode[] {
    const lists = this.deps.model.openLists().filter((list) => list.connectionId === connectionId);
    return lists
      .flatMap(({ state }) => state.items)
      .filter(({ call }) => call.sessionId === sessionId)
      .flatMap((listed) => this.#calls.get(listed) ?? []);
  }

  #once<Node extends RecentNode>(node: Node): Node {
    const { id } = node;
    const made = this.#made.get(id);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an id begins with the kind of its line
    if (made) return made as Node;
    this.#made.set(id, node);
    return node;
  }
}

/** A connection; below it, its filters. */
export class ConnectionNode extends RecentNode {
  readonly kind = 'connection';

  override async children(): Promise<readonly RecentNode[]> {
    const { connectionId } = this;
    const { model } = this.nodes.deps;
    await model.readFilters();
    return model.filtersOf(connectionId).map(({ id }) => this.nodes.filter({ connectionId, filterId: id }));
  }

  protected draw(): vscode.TreeItem {
    const { model } = this.nodes.deps;
    const connection = model.connection(this.connectionId);
    const name = visibleText(connection?.name ?? t('removed'), 80);
    const item = new vscode.TreeItem(name, Collapsed);
    const failed = this.#failure();
    const isSandbox = connection?.kind === 'sandbox';
    item.description = joinParts(
      // First: a side bar is narrow, and what follows never changes.
      failed?.short,
      this.connectionId === model.defaultConnectionId ? t('default') : undefined,
      isSandbox ? t('this computer') : connection?.region,
    );
    item.iconPath = failed ? icon('warning', WARNING) : icon(isSandbox ? 'beaker' : 'plug');
    item.contextValue = isSandbox ? 'recent.sandbox' : 'recent.connection';
    return item;
  }

  /** How the host is reached is found out as a request would: it may take the system's word for it. */
  override async tooltip(): Promise<string> {
    const { model, routeTo } = this.nodes.deps;
    const connection = model.connection(this.connectionId);
    if (!connection) return t('removed');
    const route = await routeTo(connection).catch(() => undefined);
    const { host } = new URL(connection.baseUrl);
    const lines = [connection.name, host, route && describeRoute(route, t), this.#failure()?.message];
    return lines.flatMap((line) => (line ? visibleText(line, 400) : [])).join('\n');
  }

  #failure(): FailureDescription | undefined {
    const { model, context } = this.nodes.deps;
    const failure = model.failureOf(this.connectionId);
    const connectionName = model.connection(this.connectionId)?.name;
    const about = { sessionId: '', onBehalfOf: undefined, connectionName, now: context().now };
    return failure && describeFailure(failure, about, t);
  }
}

/** A connection whose key the keyring no longer has; below it, what can be done. */
class LostNode extends RecentNode {
  readonly kind = 'lost';

  override children(): readonly RecentNode[] {
    const target = { connectionId: this.connectionId, filterId: '' };
    const { nodes } = this;
    return [
      new FailureNode(target, nodes),
      nodes.fix(target, 'addConnection'),
      nodes.fix(target, 'forgetConnection'),
    ];
  }

  protected draw(): vscode.TreeItem {
    const lost = this.nodes.deps.model.lostConnection(this.connectionId);
    const item = new vscode.TreeItem(visibleText(lost?.name ?? '', 80), Collapsed);
    item.description = t('no API key');
    item.iconPath = icon('warning', WARNING);
    return item;
  }
}

/** A filter of a connection; below it, the days of its list, what is to be known of it, and what can be done about it. */
export class FilterNode extends ListNode {
  readonly kind = 'filter';

  override children(): readonly RecentNode[] {
    const { target, nodes } = this;
    const { model, days, context } = nodes.deps;
    const state = model.open(target)?.state;
    if (!state) return [];
    const { activity, loadedAt, failure, more } = state;
    const failed = failure ? this.#failureLines() : [];
    const loading = activity === 'idle' ? [] : [new PlainNode(target, nodes, 'loading', '', loadingLine)];
    if (loadedAt === undefined) {
      const isStopped = activity === 'idle' && !failure;
      return [...loading, ...(isStopped ? [nodes.fix(target, 'lookUpAgain')] : failed)];
    }
    const canGoOn = more && !failure && activity !== 'more' && activity !== 'all';
    return [
      ...days.groupsOf(state).map(({ key }) => nodes.day(target, key)),
      ...notesOf(state, wordsOf(context())).map(
        (text) => new PlainNode(target, nodes, 'note', text, () => plain(text, icon('info'))),
      ),
      ...failed,
      ...loading,
      ...(canGoOn ? this.#moreLines(state) : []),
    ];
  }

  /** Load more of the list, or all of it, when they are clicked. */
  #moreLines(state: ListingState): readonly RecentNode[] {
    const { target, nodes } = this;
    const words = { t, count: counted };
    return [
      new PlainNode(target, nodes, 'more', 'page', () =>
        clickable(t('Load More…'), shareOf(state, words), 'loadMoreCalls', target),
      ),
      new PlainNode(target, nodes, 'more', 'all', () =>
        clickable(t('Load All'), restOf(state, words), 'loadMoreCalls', { ...target, all: true }),
      ),
    ];
  }

  #failureLines(): readonly RecentNode[] {
    const { target, nodes } = this;
    const fixes = nodes.deps.model.failureText(target)?.fixes ?? [];
    return [nodes.failure(target), ...fixes.map((fix) => nodes.fix(target, fix))];
  }

  override tooltip(): Tooltip {
    const { model, context } = this.nodes.deps;
    const { time, now } = context();
    const offered = model.filterOf(this.target);
    const state = model.stateOf(this.target);
    if (!offered) return undefined;
    const loaded =
      state?.loadedAt === undefined
        ? []
        : [shareOf(state, wordsOf(context())), t('Fetched {0}', formatAgo((now - state.loadedAt) / 1000, t))];
    const asked = offered.kind === 'temporary' ? [] : [describeFilter(offered.filter, t, time)];
    return [filterLabel(offered, { t, time }), ...asked, ...loaded].join('\n');
  }

  protected draw(): vscode.TreeItem {
    const { model, context } = this.nodes.deps;
    const { time } = context();
    const offered = model.filterOf(this.target);
    if (!offered) return new vscode.TreeItem(t('removed'));
    const item = new vscode.TreeItem(filterLabel(offered, { t, time }), Collapsed);
    const state = model.stateOf(this.target);
    const loadedAt = state?.loadedAt;
    if (state && loadedAt !== undefined) item.description = shareOf(state, wordsOf(context()));
    item.iconPath = icon(offered.kind === 'builtIn' ? 'list-unordered' : 'filter');
    item.contextValue = `recent.filter.${offered.kind}`;
    return item;
  }
}

/** A day of a list; below it, its calls. */
export class DayNode extends ListNode {
  readonly kind = 'day';
  readonly day: string;
  /** How many calls are shown at most. */
  #shown = DAY_STEP;

  constructor(target: ListTarget, day: string, nodes: RecentNodes) {
    super(target, nodes, day);
    this.day = day;
  }

  /** Shows more of its calls. */
  showMore(): void {
    this.#shown += DAY_STEP;
  }

  override children(): readonly RecentNode[] {
    const items = this.#day()?.group.items ?? [];
    const calls = items.slice(0, this.#shown).map((listed) => this.nodes.call(this.target, listed));
    const hidden = items.length - calls.length;
    return hidden === 0 ? calls : [...calls, this.#moreLine(hidden)];
  }

  /** Shows more of the day when it is clicked. */
  #moreLine(hidden: number): RecentNode {
    const { target, day } = this;
    const words = hidden === 1 ? t('1 is hidden') : t('{0} are hidden', counted(hidden));
    return new PlainNode(target, this.nodes, 'moreOfDay', day, () =>
      clickable(t('Show More'), words, 'loadMoreCalls', { ...target, day }),
    );
  }

  protected draw(): vscode.TreeItem {
    const day = this.#day();
    if (!day) return new vscode.TreeItem(t('removed'));
    const { group, isToday, isOnly, isOpen } = day;
    const item = new vscode.TreeItem(group.label, isToday || isOnly ? Expanded : Collapsed);
    const count = counted(group.items.length);
    item.description = isOpen ? t('{0} so far', count) : count;
    item.tooltip = joinParts(group.date ?? group.label, item.description);
    return item;
  }

  #day(): Day | undefined {
    const { model, days } = this.nodes.deps;
    const state = model.stateOf(this.target);
    return state && days.day(state, this.day);
  }
}

/** A call of a list: shown in the words of a look-up of it. */
export class CallNode extends ListNode {
  readonly kind = 'call';
  readonly sessionId: string;
  readonly listed: ListedCall;
  /** When it was listed, in milliseconds since 1970 UTC. */
  readonly fetchedAt: number;

  constructor(target: ListTarget, listed: ListedCall, nodes: RecentNodes) {
    super(target, nodes, listed.key);
    this.sessionId = listed.call.sessionId;
    this.listed = listed;
    this.fetchedAt = listed.fetchedAt;
  }

  override tooltip(): vscode.MarkdownString {
    const context = this.nodes.deps.context();
    return tooltipOf(this.#lookUp(context), context);
  }

  protected draw(): vscode.TreeItem {
    const context = this.nodes.deps.context();
    const lookUp = this.#lookUp(context);
    const { time, now } = context;
    // Its day stands above it, unless only its id tells when it was.
    const isOfDay = timeOf(this.listed.call) !== undefined;
    const when = (at: number) => (isOfDay ? time.time(at) : time.inList(at, now));
    const { label, description } = rowOf(lookUp, { ...context, when });
    const item = new vscode.TreeItem(label);
    item.description = description;
    item.iconPath = callIcon(lookUp);
    item.contextValue = `recent.call${watchContext(lookUp, context)}`;
    const { sessionId, connectionId } = this;
    item.command = openCommand({ sessionId, connectionId, onBehalfOf: undefined });
    return item;
  }

  /** With what a look-up has found since, so that no two views tell one call in two ways. */
  #lookUp({ lookUps }: NodeContext): LookUp {
    const own = asLookUp(this.connectionId, this.listed);
    const known = lookUps.store.get(lookUpKey(own));
    const answer = known && answerOf(known);
    // A session may have other meetings, and then the answer is of one of those.
    if (!answer || !isSameCall(answer.call, this.listed.call)) return own;
    const isNewer = answer.fetchedAt > this.fetchedAt;
    return { ...own, key: known.key, state: isNewer ? { kind: 'ready', answer } : own.state };
  }
}

/** A listed call as what a look-up of it would be. */
export function asLookUp(connectionId: string, { key, call, raw, fetchedAt }: ListedCall): LookUp {
  const state = { kind: 'ready', answer: { call, raw, fetchedAt } } as const;
  const { sessionId } = call;
  return { key, sessionId, connectionId, onBehalfOf: undefined, addedAt: fetchedAt, state };
}

/** Why a list could not be loaded, or a connection is lost. */
export class FailureNode extends ListNode {
  readonly kind = 'failure';

  protected draw(): vscode.TreeItem {
    const words = this.#words();
    return words ? sentence(words.short, words.message) : plain(t('removed'), icon('warning', WARNING));
  }

  #words(): FailureDescription | undefined {
    const { model, context } = this.nodes.deps;
    const lost = model.lostConnection(this.connectionId);
    if (!lost) return model.failureText(this.target);
    const about = { sessionId: '', onBehalfOf: undefined, connectionName: lost.name, now: context().now };
    return describeFailure({ reason: 'noApiKey' }, about, t);
  }
}

function wordsOf({ time }: NodeContext): ListWords {
  return { t, time, count: counted };
}

function counted(count: number): string {
  return count.toLocaleString(vscode.env.language);
}

function icon(id: string, colour?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

function plain(label: string, iconPath: vscode.ThemeIcon): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.tooltip = label;
  item.iconPath = iconPath;
  return item;
}

/** A warning in a few words, for a side bar is narrow and a countdown is to be seen, then in full. */
function sentence(short: string, message: string): vscode.TreeItem {
  const item = plain(short, icon('warning', WARNING));
  item.description = message;
  item.tooltip = message;
  item.accessibilityInformation = { label: message };
  return item;
}

function unreadableLine(): vscode.TreeItem {
  return sentence(t('The keyring cannot be read'), unreadableKeyring(t).message);
}

function loadingLine(): vscode.TreeItem {
  return plain(t('Loading…'), icon('loading~spin'));
}

function clickable(
  label: string,
  description: string,
  command: 'loadMoreCalls' | 'applyFix',
  argument: object,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.tooltip = joinParts(label, description);
  item.iconPath = icon(command === 'applyFix' ? 'arrow-right' : 'fold-down');
  item.command = { command: `cometchatCalls.${command}`, title: label, arguments: [argument] };
  return item;
}
