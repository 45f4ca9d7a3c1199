/** The commands on recent calls, over the view's lines, with a user who answers their questions. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInFilters } from '../../../../src/core/callList/filter.ts';
import { SavedFilters } from '../../../../src/storage/savedFilters.ts';
import type { CommandServices } from '../../../../src/vscode/commands/model.ts';
import { recentHandlers, sharedHandlers } from '../../../../src/vscode/commands/recent.ts';
import { calls } from '../../core/callList/support.ts';
import { t } from '../../core/support.ts';
import { commandsOf } from './commands.ts';
import { lines } from './keyringFixture.ts';
import { home, RecentCallsFixture } from './recentCallsFixture.ts';
import { User } from './user.ts';

/** An API key of the user's. */
export const KEY = 'k'.repeat(40);

type Id = keyof (ReturnType<typeof recentHandlers> & ReturnType<typeof sharedHandlers>);
type Name = Id extends `cometchatCalls.${infer Rest}` ? Rest : never;

export class RecentCommandsFixture {
  /** What the commands on calls were given. */
  readonly ofCalls: unknown[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'cometchat-recent-'));
  readonly filters = new SavedFilters(join(this.#folder, 'filters'), lines().logger);
  readonly recent = new RecentCallsFixture(calls(3, { initiator: 'ana', receiver: 'leo' }), this.filters);
  readonly user = new User({ workspace: { getConfiguration: () => ({ get: () => 'utc' }) } });
  readonly #commands = commandsOf({
    ...recentHandlers(this.#services()),
    ...sharedHandlers(this.#services(), {
      refresh: (call) => void this.ofCalls.push(call),
      cancel: (call) => void this.ofCalls.push(call),
      fix: (...given) => void this.ofCalls.push(given),
      fixInFile: (...given) => void this.ofCalls.push(given),
    }),
  });

  /** Runs a command with what it is passed. */
  async run(name: Name, given?: unknown): Promise<unknown> {
    return this.#commands[`cometchatCalls.${name}`](given);
  }

  /** The filters below a connection that are not the same below each. */
  async offered(connectionId: string = home.id): Promise<readonly string[]> {
    const { recent } = this;
    const root = (await recent.view.getChildren()).find((node) => node.connectionId === connectionId);
    const nodes = root?.kind === 'connection' ? await recent.view.getChildren(root) : [];
    const own = builtInFilters(t).map(({ name }) => name);
    return nodes
      .map((node) => recent.item(node).label)
      .filter((label) => typeof label === 'string')
      .filter((label) => !own.includes(label));
  }

  dispose(): void {
    assert.ok(this.user.isDone, 'every act had its question');
    this.recent.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #services(): CommandServices {
    const { dependencies, lookUps, readerTime, view } = this.recent;
    const remove = (id: string) => Promise.resolve(void this.user.messages.push(id));
    const holdsApiKey = (text: string) => text.includes(KEY);
    return {
      connections: { ...dependencies.connections, remove, holdsApiKey },
      lookUps,
      readerTime: { ...readerTime, zone: 'UTC' },
      recent: view,
      filters: this.filters,
    } as unknown as CommandServices;
  }
}
