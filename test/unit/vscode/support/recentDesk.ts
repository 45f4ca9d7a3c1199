/** The commands on recent calls, over the view's lines, with a user who answers their questions. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import { builtInFilters } from '../../../../src/core/callList/filter.ts';
import { NO_ATTEMPTS } from '../../../../src/shared/panelProtocol.ts';
import type { RecentServices } from '../../../../src/vscode/commands/recentFilters.ts';
import type { RecentNode } from '../../../../src/vscode/recentCalls/recentNode.ts';
import type { DrawingDependencies } from '../../../../src/vscode/recentCalls/recentDrawing.ts';
import type { KeptFilters } from '../../../../src/vscode/recentCalls/keptFilters.ts';
import { SavedFilters } from '../../../../src/storage/savedFilters.ts';
import { calls } from '../../core/callList/support.ts';
import { t } from '../../core/support.ts';
import { lines } from './computer.ts';
import { type Act, Questions } from './questions.ts';
import { home, RecentWorld } from './recentWorld.ts';
import { rethrow } from '../../../support/listeners.ts';
import { commandsOf } from './commands.ts';

const { RecentView } = await import('../../../../src/vscode/recentCalls/recentView.ts');
const { EventEmitter } = await import('vscode');
const { recentHandlers, sharedHandlers } = await import('../../../../src/vscode/commands/recent.ts');

interface Expanded {
  readonly element: RecentNode;
}

/** An API key of the user's. */
export const KEY = 'k'.repeat(40);

export class RecentDesk {
  readonly world = new RecentWorld(calls(3, { initiator: 'ana', receiver: 'leo' }));
  /** The lines that were shown, the commands that were run, and what notifications said. */
  readonly revealed: RecentNode[] = [];
  readonly ran: unknown[][] = [];
  readonly said: string[] = [];
  /** What was done to calls. */
  readonly ofCalls: unknown[] = [];
  /** The buttons to press on notifications, in turn. */
  buttons: (string | undefined)[] = [];
  /** The lines that were drawn again; undefined is all of them. */
  readonly redrawn: (RecentNode | RecentNode[] | undefined)[] = [];
  readonly #expanded = new Emitter<Expanded>(rethrow);
  readonly watchesChanged = new Emitter<void>(rethrow);
  readonly visibilityChanged = new Emitter<void>(rethrow);
  readonly focusChanged = new Emitter<{ readonly focused: boolean }>(rethrow);
  readonly #folder = mkdtempSync(join(tmpdir(), 'cometchat-recent-'));
  readonly filters = new SavedFilters(join(this.#folder, 'filters'), lines().logger);
  readonly view = {
    description: '',
    visible: true,
    onDidChangeVisibility: this.visibilityChanged.event,
    onDidExpandElement: (listener: (event: Expanded) => void) => this.#expanded.event(listener),
    reveal: (node: RecentNode) => Promise.resolve(void this.revealed.push(node)),
  };
  questions = this.#questionsFor([]);
  readonly #changed = new EventEmitter<RecentNode | RecentNode[] | undefined>();
  readonly recentView = new RecentView(
    {
      ...this.world.dependencies,
      lookUps: this.world.lookUps,
      ...this.#around(),
    },
    this.#kept(),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of a view as is used
    { view: this.view as unknown as vscode.TreeView<RecentNode>, changed: this.#changed },
    () => undefined,
  );
  readonly drawing = this.recentView.drawing.now;
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
    await this.drawing.tree.childrenOf();
    const nodes = await this.drawing.tree.childrenOf({ kind: 'connection', connectionId });
    const own = builtInFilters(t).map(({ name }) => name);
    return nodes
      .map((node) => this.drawing.itemOf(node).label)
      .filter((label) => typeof label === 'string')
      .filter((label) => !own.includes(label));
  }

  /** Has somebody open a line. */
  expand(element: RecentNode): void {
    this.#expanded.fire({ element });
  }

  #kept(): KeptFilters {
    return { saved: this.filters, temporary: this.world.temporary };
  }

  #around(): Pick<DrawingDependencies, 'watches' | 'attempts'> {
    const { watched } = this.world;
    const watches = {
      has: (key: string) => watched.has(key),
      get keys() {
        return [...watched];
      },
      onDidChange: this.watchesChanged.event,
    };
    return { watches, attempts: { view: () => NO_ATTEMPTS } };
  }

  constructor() {
    this.#changed.event((node) => this.redrawn.push(node));
  }

  dispose(): void {
    assert.ok(this.questions.isOver, 'every act had its question');
    this.drawing.dispose();
    this.world.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #questionsFor(acts: readonly Act[]): Questions {
    return new Questions(acts, {
      commands: { executeCommand: (...given: unknown[]) => Promise.resolve(void this.ran.push(given)) },
      workspace: { getConfiguration: () => ({ get: () => 'utc' }) },
      window: {
        onDidChangeWindowState: this.focusChanged.event,
        showErrorMessage: (text: string) => Promise.resolve(void this.said.push(text)),
        showInformationMessage: (text: string) => {
          this.said.push(text);
          return Promise.resolve(this.buttons.shift());
        },
      },
    });
  }

  #services(): RecentServices {
    const { connections, readerTime } = this.world.dependencies;
    const remove = (id: string) => Promise.resolve(void this.said.push(id));
    const services = {
      connections: { ...connections, remove, redact: (text: string) => text.replaceAll(KEY, '[API key]') },
      lookUps: this.world.lookUps,
      readerTime: { ...readerTime, zone: 'UTC' },
      recent: { drawing: { get: () => Promise.resolve(this.drawing), now: this.drawing } },
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of the services as is used
    return services as unknown as RecentServices;
  }
}
