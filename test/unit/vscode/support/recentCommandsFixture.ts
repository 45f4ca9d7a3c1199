/** The commands on recent calls, over the view's lines, with a user who answers their questions. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInFilters } from '../../../../src/core/callList/filter.ts';
import type { RecentServices } from '../../../../src/vscode/commands/recentFilters.ts';
import { SavedFilters } from '../../../../src/storage/savedFilters.ts';
import { calls } from '../../core/callList/support.ts';
import { t } from '../../core/support.ts';
import { lines } from './computer.ts';
import { commandsOf } from './commands.ts';
import { type Act, Questions } from './questions.ts';
import { home, RecentCallsFixture } from './recentCallsFixture.ts';
import { recentHandlers, sharedHandlers } from '../../../../src/vscode/commands/recent.ts';

/** An API key of the user's. */
export const KEY = 'k'.repeat(40);

export class RecentCommandsFixture {
  /** The commands that were run, and what notifications said. */
  readonly ran: unknown[][] = [];
  readonly said: string[] = [];
  /** What the commands on calls were given. */
  readonly ofCalls: unknown[] = [];
  /** The buttons to press on notifications, in turn. */
  buttons: (string | undefined)[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'cometchat-recent-'));
  readonly filters = new SavedFilters(join(this.#folder, 'filters'), lines().logger);
  readonly recent = new RecentCallsFixture(calls(3, { initiator: 'ana', receiver: 'leo' }), this.filters);
  questions = this.#questionsFor([]);
  readonly handlers = commandsOf(recentHandlers(this.#services()));
  readonly shared = commandsOf(
    sharedHandlers(this.#services(), {
      refresh: (call) => void this.ofCalls.push(call),
      cancel: (call) => void this.ofCalls.push(call),
      fix: (...given) => void this.ofCalls.push(given),
    }),
  );

  /** Has the user do these things to the questions that come. */
  answerWith(...acts: readonly Act[]): void {
    this.questions = this.#questionsFor(acts);
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
    assert.ok(this.questions.isOver, 'every act had its question');
    this.recent.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #questionsFor(acts: readonly Act[]): Questions {
    return new Questions(acts, {
      commands: { executeCommand: (...given: unknown[]) => Promise.resolve(void this.ran.push(given)) },
      workspace: { getConfiguration: () => ({ get: () => 'utc' }) },
      window: {
        showErrorMessage: (text: string) => Promise.resolve(void this.said.push(text)),
        showInformationMessage: (text: string) => {
          this.said.push(text);
          return Promise.resolve(this.buttons.shift());
        },
      },
    });
  }

  #services(): RecentServices {
    const { dependencies, lookUps, readerTime, view } = this.recent;
    const remove = (id: string) => Promise.resolve(void this.said.push(id));
    const services = {
      connections: {
        ...dependencies.connections,
        remove,
        holdsApiKey: (text: string) => text.includes(KEY),
      },
      lookUps,
      readerTime: { ...readerTime, zone: 'UTC' },
      recent: view,
      filters: this.filters,
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of the services as is used
    return services as unknown as RecentServices;
  }
}
