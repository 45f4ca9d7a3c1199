/** The “Recent Calls” view over a long list, with a stand-in for VS Code: its lines and their tree items. */
import { createTimeFormat } from '../../src/core/text/time.ts';
import type { CallSource } from '../../src/core/call/source.ts';
import type { RecentNode } from '../../src/vscode/recentCalls/recentNode.ts';
import { home, world } from '../unit/core/lookUp/support.ts';
// Before the modules that need it.
import { standIn } from '../unit/vscode/support/vscodeStub.ts';

standIn({ env: { language: 'en' } });
const { TreeItemCollapsibleState } = await import('vscode');
const { RecentTree } = await import('../../src/vscode/recentCalls/recentTree.ts');
const { recentItem } = await import('../../src/vscode/recentCalls/recentItems.ts');

const ALL = { connectionId: home.id, filterId: 'all' };
const nothing = () => ({ dispose: () => undefined });

export interface BenchView {
  /** Draws the list as VS Code has it drawn once its calls are there: its lines, and those of the days that stand open. */
  paint(): Promise<number>;
  /** Draws the calls of the day with the most; tells how many lines that are. */
  expand(): Promise<number>;
}

/** A view whose list of all calls has loaded all its source has. @param now in milliseconds since 1970 UTC */
export async function loadedView(source: Pick<CallSource, 'listCalls'>, now: number): Promise<BenchView> {
  const time = createTimeFormat('Europe/Berlin', 'en');
  const { lookUps } = world();
  const context = { lookUps, time, now };
  let forget: () => void = () => undefined;
  const tree = new RecentTree(
    {
      connections: {
        routing: () =>
          Promise.resolve({ connections: [home], defaultConnectionId: home.id, isUnreadable: false }),
        lost: () => Promise.resolve([]),
        onDidChange: nothing,
      },
      source,
      clock: () => now,
      logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      readerTime: { format: time, onDidChange: (listener) => ((forget = listener), nothing()) },
      filters: { list: () => Promise.resolve([]), onDidChange: nothing },
      temporary: new Map(),
    },
    () => undefined,
  );
  await tree.childrenOf();
  await tree.open(ALL)?.loadAll();
  const filter = tree.filterNode(ALL);
  const draw = async (node: RecentNode) => {
    const lines = await tree.childrenOf(node);
    return { lines, items: lines.map((line) => recentItem(line, tree, context)) };
  };
  const days = (await tree.childrenOf(filter)).filter((line) => line.kind === 'day');
  const sizeOf = (day: (typeof days)[number]) => tree.dayOf(day)?.group.items.length ?? 0;
  const [largest] = days.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  if (!largest) throw new Error('There are no days.');
  return {
    paint: async () => {
      // As for the first time: nothing is grouped yet.
      forget();
      const { lines, items } = await draw(filter);
      const open = lines.filter((_, n) => items[n]?.collapsibleState === TreeItemCollapsibleState.Expanded);
      const below = await Promise.all(open.map(async (line) => (await draw(line)).lines.length));
      return below.reduce((sum, count) => sum + count, lines.length);
    },
    expand: async () => (await draw(largest)).lines.length,
  };
}
