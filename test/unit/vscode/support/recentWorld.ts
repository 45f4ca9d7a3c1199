/** The lines of the “Recent Calls” view, over a server, connections and saved filters that a test has in hand. */
import type * as vscode from 'vscode';
import type { CallFilter } from '../../../../src/core/callList/filter.ts';
import type { Connection } from '../../../../src/core/connection/index.ts';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import type { CallListRequest } from '../../../../src/core/call/source.ts';
import type { ConnectionsChange, KnownConnection } from '../../../../src/vscode/connections/connections.ts';
import type { ListTarget, RecentNode } from '../../../../src/vscode/recentCalls/recentNode.ts';
import type { RecentDependencies } from '../../../../src/vscode/recentCalls/recentTree.ts';
import type { NodeContext } from '../../../../src/vscode/lookUps/lookUpItems.ts';
import type { KeptFilter } from '../../../../src/storage/savedFilters.ts';
import { FakeServer, type Raw } from '../../core/callList/support.ts';
import { world } from '../../core/lookUp/support.ts';
import { connection, NOW, settle, UTC } from '../../core/support.ts';
import { lines } from './computer.ts';
// Before the modules that need it.
import { standIn } from './vscodeStub.ts';
import { rethrow } from '../../../support/listeners.ts';

import type { LookUpService } from '../../../../src/core/lookUp/service.ts';
const { RecentTree } = await import('../../../../src/vscode/recentCalls/recentTree.ts');
const { TemporaryFilters } = await import('../../../../src/vscode/recentCalls/temporaryFilters.ts');
const { recentItem } = await import('../../../../src/vscode/recentCalls/recentItems.ts');

export const home = connection({ id: 'home', name: 'Acme Production' });
export const staging = connection({ id: 'staging', name: 'Acme Staging', appId: 'abcdef1234' });

export class RecentWorld {
  readonly server: FakeServer;
  connections: readonly Connection[] = [home, staging];
  lost: readonly KnownConnection[] = [];
  /** Whether the keyring cannot be read. */
  isUnreadable = false;
  saved: readonly KeptFilter[] = [];
  now = NOW;
  readonly temporary = new TemporaryFilters(remembering());
  defaultConnectionId: string | undefined = home.id;
  readonly dependencies: RecentDependencies;
  /** The lines that were said to be others, in turn; undefined is all of them. */
  readonly changed: (RecentNode | undefined)[] = [];
  readonly tree: InstanceType<typeof RecentTree>;
  /** The keys of the look-ups whose calls' ends are waited for. */
  readonly watched = new Set<string>();
  readonly #connectionsChanged = new Emitter<ConnectionsChange>(rethrow);
  readonly #filtersChanged = new Emitter<void>(rethrow);
  readonly #lookUps: LookUpService;

  constructor(calls: readonly Raw[] = []) {
    standIn({ env: { language: 'en' } });
    this.server = new FakeServer(calls);
    const { lookUps } = world();
    this.#lookUps = lookUps;
    this.#lookUps.setConnections(this.connections);
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
      readerTime: { format: UTC, onDidChange: () => ({ dispose: () => undefined }) },
      temporary: this.temporary,
      filters: { list: () => Promise.resolve(this.saved), onDidChange: this.#filtersChanged.event },
    };
    this.tree = new RecentTree(this.dependencies, (node) => this.changed.push(node));
  }

  get requests(): readonly CallListRequest[] {
    return this.server.requests;
  }

  get lookUps() {
    return this.#lookUps;
  }

  /** The line of a filter, as one finds it by opening the view and its connection. */
  async filter(filterId: string, connectionId: string = home.id): Promise<RecentNode> {
    await this.tree.childrenOf();
    await this.tree.childrenOf({ kind: 'connection', connectionId });
    return this.tree.filterNode({ connectionId, filterId });
  }

  /** What stands below a filter once nothing is under way. */
  async expand(filterId: string, connectionId: string = home.id): Promise<readonly RecentNode[]> {
    const node = await this.filter(filterId, connectionId);
    await this.tree.childrenOf(node);
    for (let turn = 0; turn < 20; turn += 1) await settle();
    return this.tree.childrenOf(node);
  }

  /** The lines below one as they read, `label · description`. */
  async read(node?: RecentNode): Promise<readonly string[]> {
    return (await this.tree.childrenOf(node)).map((line) => this.text(line));
  }

  text(node: RecentNode): string {
    const { label, description } = this.item(node);
    const parts = [label, description].filter((part) => typeof part === 'string');
    return parts.filter((part) => part !== '').join(' · ');
  }

  item(node: RecentNode) {
    return recentItem(node, this.tree, this.context);
  }

  get context(): NodeContext {
    return { lookUps: this.#lookUps, time: UTC, now: this.now, watches: this.watched };
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
    this.tree.dispose();
    standIn(undefined);
  }
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

/** The lines of one kind. */
export function only<Kind extends RecentNode['kind']>(
  nodes: readonly RecentNode[],
  kind: Kind,
): readonly Extract<RecentNode, { kind: Kind }>[] {
  return nodes.filter((node): node is Extract<RecentNode, { kind: Kind }> => node.kind === kind);
}
