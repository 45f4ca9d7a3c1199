/** The “Recent Calls” view over a long list, with a stand-in for VS Code: its lines and their tree items. */
import { createTimeFormat } from '../../src/core/text/time.ts';
import type { CallSource } from '../../src/core/call/model.ts';
import { RecentCalls } from '../../src/core/callList/recentCalls.ts';
import { NO_ATTEMPTS } from '../../src/core/lookUp/model.ts';
import { untranslated as t } from '../../src/core/base/translate.ts';
import type { RecentNode } from '../../src/vscode/recentCalls/nodes.ts';
import { home, lookUpFixture } from '../unit/core/lookUp/support.ts';
// Before the modules that need it.
import { fakeVscode } from '../unit/vscode/support/vscodeStub.ts';

const nothing = () => ({ dispose: () => undefined });
const treeView = {
  visible: false,
  dispose: nothing,
  onDidChangeVisibility: nothing,
  onDidExpandElement: nothing,
};
fakeVscode({
  env: { language: 'en' },
  window: { onDidChangeWindowState: nothing },
});
const { TreeItemCollapsibleState } = await import('vscode');
const { RecentCallsView } = await import('../../src/vscode/recentCalls/recentCallsView.ts');
const { DayNode } = await import('../../src/vscode/recentCalls/nodes.ts');

const ALL = { connectionId: home.id, filterId: 'all' };

export interface BenchView {
  /** Draws the list as VS Code has it drawn once its calls are there: its lines, and those of the days that stand open. */
  paint(): Promise<number>;
  /** Draws the calls of the day with the most; tells how many lines that are. */
  expand(): Promise<number>;
}

/** A view whose list of all calls has loaded all its source has. @param now in milliseconds since 1970 UTC */
export async function loadedView(source: Pick<CallSource, 'listCalls'>, now: number): Promise<BenchView> {
  const time = createTimeFormat('Europe/Berlin', 'en');
  const { lookUps } = lookUpFixture();
  let forget: () => void = () => undefined;
  const clock = () => now;
  const model = new RecentCalls({
    connections: {
      routing: () =>
        Promise.resolve({ connections: [home], defaultConnectionId: home.id, isUnreadable: false }),
      lost: () => Promise.resolve([]),
      onDidChange: nothing,
    },
    source,
    clock,
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    t,
    filters: { list: () => Promise.resolve([]), onDidChange: nothing },
    temporary: new Map(),
  });
  const view = new RecentCallsView(
    {
      model,
      lookUps,
      readerTime: { format: time, onDidChange: (listener) => ((forget = listener), nothing()) },
      clock,
      watches: { has: () => false, keys: [], onDidChange: nothing },
      attempts: { view: () => NO_ATTEMPTS },
      refreshFilters: () => Promise.resolve(),
    },
    { view: treeView, changed: { fire: nothing } } as never,
  );
  const [root] = await view.getChildren();
  await model.open(ALL)?.loadAll();
  const filter = (await view.getChildren(root)).find((node) => node.item().label === 'All');
  if (!filter) throw new Error('There is no list.');
  const draw = async (node: RecentNode) => {
    const lines = await view.getChildren(node);
    return { lines, items: lines.map((line) => view.getTreeItem(line)) };
  };
  const days = (await view.getChildren(filter)).filter((line) => line instanceof DayNode);
  const sizeOf = (day: RecentNode) => Number(String(day.item().description).replaceAll(',', ''));
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
