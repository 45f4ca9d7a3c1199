/** “Recent Calls”, its model and its view, over a server, connections and saved filters that a test has in hand. */
import type * as vscode from 'vscode';
import type { CallListRequest } from '../../../../src/core/call/model.ts';
import type { CallFilter, ListTarget } from '../../../../src/core/callList/model.ts';
import { RecentCalls, type RecentCallsDependencies } from '../../../../src/core/callList/recentCalls.ts';
import type { Connection, NetworkRoute } from '../../../../src/core/connection/model.ts';
import { NO_ATTEMPTS } from '../../../../src/core/lookUp/model.ts';
import type { LookUpService } from '../../../../src/core/lookUp/service.ts';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import type { ConnectionsChange } from '../../../../src/vscode/connections/connections.ts';
import type { KnownConnection } from '../../../../src/vscode/platform/storageKeys.ts';
import type { RecentNode } from '../../../../src/vscode/recentCalls/nodes.ts';
import type { RecentCallsViewDependencies } from '../../../../src/vscode/recentCalls/recentCallsView.ts';
import type { KeptFilter } from '../../../../src/storage/model.ts';
import { rethrow } from '../../../support/listeners.ts';
import { FakeServer, type Raw } from '../../core/callList/support.ts';
import { world } from '../../core/lookUp/support.ts';
import { connection, NOW, settle, t, UTC } from '../../core/support.ts';
import { lines } from './keyringFixture.ts';
import { standIn } from './vscodeStub.ts';
import { RecentCallsView } from '../../../../src/vscode/recentCalls/recentCallsView.ts';
import { TemporaryFilters } from '../../../../src/vscode/recentCalls/filters.ts';
import * as nodes from '../../../../src/vscode/recentCalls/nodes.ts';

export const home = connection({ id: 'home', name: 'Acme Production' });
export const staging = connection({ id: 'staging', name: 'Acme Staging', appId: 'abcdef1234' });

/** The filters that are kept, where they are not those of the fixture. */
type Filters = RecentCallsDependencies['filters'] & { refresh(): Promise<void> };

export class RecentCallsFixture {
  readonly server: FakeServer;
  connections: readonly Connection[] = [home, staging];
  lost: readonly KnownConnection[] = [];
  /** Whether the keyring cannot be read. */
  isUnreadable = false;
  saved: readonly KeptFilter[] = [];
  now = NOW;
  defaultConnectionId: string | undefined = home.id;
  /** How every host is reached. */
  route: Promise<NetworkRoute> = Promise.resolve({ isUsable: true, certificates: 'checked' });
  readonly temporary = new TemporaryFilters(remembering());
  readonly dependencies: RecentCallsDependencies;
  readonly model: RecentCalls;
  readonly view: InstanceType<typeof RecentCallsView>;
  readonly lookUps: LookUpService;
  /** The lines that were said to be others, in turn; undefined is all of them. */
  readonly changed: (RecentNode | undefined)[] = [];
  /** The lines that were shown. */
  readonly revealed: RecentNode[] = [];
  /** The keys of the look-ups whose calls' ends are waited for. */
  readonly watched = new Set<string>();
  /** What VS Code has of the view. */
  readonly treeView = { description: '', visible: true };
  readonly watchesChanged = new Emitter<void>(rethrow);
  readonly visibilityChanged = new Emitter<void>(rethrow);
  readonly focusChanged = new Emitter<{ readonly focused: boolean }>(rethrow);
  readonly readerTime: RecentCallsViewDependencies['readerTime'] = {
    format: UTC,
    onDidChange: () => ({ dispose: () => undefined }),
  };
  readonly #expanded = new Emitter<{ readonly element: RecentNode }>(rethrow);
  readonly #connectionsChanged = new Emitter<ConnectionsChange>(rethrow);
  readonly #filtersChanged = new Emitter<void>(rethrow);

  constructor(calls: readonly Raw[] = [], filters?: Filters) {
    standIn({
      env: { language: 'en' },
      window: { onDidChangeWindowState: this.focusChanged.event },
    });
    this.server = new FakeServer(calls);
    ({ lookUps: this.lookUps } = world());
    this.lookUps.setConnections(this.connections);
    this.dependencies = {
      connections: {
        routing: () => {
          const { isUnreadable, defaultConnectionId } = this;
          const connections = isUnreadable ? [] : this.connections;
          return Promise.resolve({ connections, defaultConnectionId, isUnreadable });
        },
        lost: () => Promise.resolve(this.isUnreadable ? [] : this.lost),
        onDidChange: this.#connectionsChanged.event,
      },
      source: this.server,
      clock: () => this.now,
      logger: lines().logger,
      t,
      temporary: this.temporary,
      filters: filters ?? {
        list: () => Promise.resolve(this.saved),
        onDidChange: this.#filtersChanged.event,
      },
    };
    this.model = new RecentCalls(this.dependencies);
    const changed = { fire: (node: RecentNode | undefined) => void this.changed.push(node) };
    this.view = new RecentCallsView(
      {
        model: this.model,
        lookUps: this.lookUps,
        readerTime: this.readerTime,
        clock: this.dependencies.clock,
        ...this.#watching(),
        routeTo: () => this.route,
        refreshFilters: () => filters?.refresh() ?? Promise.resolve(),
      },
      { view: this.#treeView(), changed } as never,
    );
  }

  get requests(): readonly CallListRequest[] {
    return this.server.requests;
  }

  /** The line of a connection. */
  async connection(connectionId: string = home.id): Promise<RecentNode> {
    const roots = await this.view.getChildren();
    return found(roots.find((node) => node.connectionId === connectionId));
  }

  /** The line of a filter, as one finds it by opening the view and its connection. */
  async filter(filterId: string, connectionId: string = home.id): Promise<RecentNode> {
    const filters = await this.view.getChildren(await this.connection(connectionId));
    return found(only(filters, 'filter').find((node) => node.filterId === filterId));
  }

  /** Opens filters, as VS Code does for somebody who looks at them, and waits until nothing is under way. */
  async open(...targets: readonly ListTarget[]): Promise<void> {
    for (const { filterId, connectionId } of targets)
      await this.view.getChildren(await this.filter(filterId, connectionId));
    await settled();
  }

  /** What stands below a filter once nothing is under way. */
  async expand(filterId: string, connectionId: string = home.id): Promise<readonly RecentNode[]> {
    const node = await this.filter(filterId, connectionId);
    await this.view.getChildren(node);
    await settled();
    return this.view.getChildren(node);
  }

  /** The same as it reads. */
  async told(filterId: string, connectionId: string = home.id): Promise<readonly string[]> {
    return (await this.expand(filterId, connectionId)).map((line) => this.text(line));
  }

  /** Loads a list again, to its end. */
  async refresh(target: ListTarget): Promise<void> {
    await this.model.refresh(target);
    await settled();
  }

  /** The lines below one as they read, `label · description`. */
  async read(node?: RecentNode): Promise<readonly string[]> {
    return (await this.view.getChildren(node)).map((line) => this.text(line));
  }

  /** The filters below a connection as they read. */
  async readFilters(connectionId: string = home.id): Promise<readonly string[]> {
    return this.read(await this.connection(connectionId));
  }

  text(node: RecentNode): string {
    const { label, description } = this.item(node);
    const parts = [label, description].filter((part) => typeof part === 'string');
    return parts.filter((part) => part !== '').join(' · ');
  }

  item(node: RecentNode): vscode.TreeItem {
    return this.view.getTreeItem(node);
  }

  /** Has somebody open a line. */
  expandElement(element: RecentNode): void {
    this.#expanded.fire({ element });
  }

  /** Tells of another connection, or another key of one. */
  async connectionChanged(connectionId: string, keyChanged: boolean): Promise<void> {
    this.#connectionsChanged.fire({ connectionId, keyChanged });
    await settle();
  }

  async save(id: string, name: string, filter: CallFilter, connectionId?: string): Promise<void> {
    const times = { addedAt: 1, connectionChangedAt: 1, nameChangedAt: 1, filterChangedAt: 1 };
    this.saved = [...this.saved.filter((one) => one.id !== id), { id, name, filter, connectionId, ...times }];
    this.#filtersChanged.fire();
    await settle();
  }

  async unsave(id: string): Promise<void> {
    this.saved = this.saved.filter((one) => one.id !== id);
    this.#filtersChanged.fire();
    await settle();
  }

  dispose(): void {
    this.view.dispose();
    this.model.dispose();
    standIn(undefined);
  }

  #treeView(): object {
    return Object.assign(this.treeView, {
      selection: [],
      onDidChangeVisibility: this.visibilityChanged.event,
      onDidExpandElement: this.#expanded.event,
      reveal: (node: RecentNode) => Promise.resolve(void this.revealed.push(node)),
      dispose: () => undefined,
    });
  }

  #watching(): Pick<RecentCallsViewDependencies, 'watches' | 'attempts'> {
    const { watched } = this;
    const watches = {
      has: (key: string) => watched.has(key),
      get keys() {
        return [...watched];
      },
      onDidChange: this.watchesChanged.event,
    };
    return { watches, attempts: { view: () => NO_ATTEMPTS } };
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

function found(node: RecentNode | undefined): RecentNode {
  if (!node) throw new Error('There is no such line.');
  return node;
}

/** A memory as VS Code has one, empty unless a window left something in it. */
export function remembering(there: ReadonlyMap<string, unknown> = new Map()): vscode.Memento {
  const values = new Map(there);
  return {
    keys: () => [...values.keys()],
    get: <Value>(key: string) => values.get(key) as Value,
    update: (key, value) => Promise.resolve(void values.set(key, value)),
  };
}

export function all(connectionId: string = home.id): ListTarget {
  return { connectionId, filterId: 'all' };
}

const KINDS = {
  connection: nodes.ConnectionNode,
  filter: nodes.FilterNode,
  day: nodes.DayNode,
  call: nodes.CallNode,
} as const;

/** The lines of one kind. */
export function only<Kind extends keyof typeof KINDS>(
  lines_: readonly RecentNode[],
  kind: Kind,
): readonly InstanceType<(typeof KINDS)[Kind]>[] {
  return lines_.filter((node) => node instanceof KINDS[kind]) as InstanceType<(typeof KINDS)[Kind]>[];
}
