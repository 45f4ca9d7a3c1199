/** A list of looked up calls with the commands on it, and a user who answers what they ask. */
import type { LookUp, LookUpState, LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import type { CommandServices } from '../../../../src/vscode/commands/model.ts';
import { handOnHandlers } from '../../../../src/vscode/commands/handOn.ts';
import { itemHandlers } from '../../../../src/vscode/commands/items.ts';
import { home, lookUpFixture } from '../../core/lookUp/support.ts';
import { call, NOW, UTC } from '../../core/support.ts';
import { commandsOf } from './commands.ts';
import { User } from './user.ts';

export const KEY = 'k'.repeat(40);

export class LookUpsFixture {
  readonly known = lookUpFixture();
  readonly lookUps = this.known.lookUps;
  readonly user: User;
  active: LookUpTarget | undefined;
  selection: readonly LookUp[] = [];
  /** The look-ups that are on disk and not in the list, and how many on disk cannot be read. */
  onDisk: readonly LookUp[] = [];
  unreadable = 0;
  /** The session ids that are selected in the other views: one in that of a file. */
  selectedInFile: string | undefined;
  selectedRecent: readonly string[] = [];
  readonly opened: LookUp[] = [];
  readonly services;
  readonly commands;

  constructor(workspace: object = {}, Uri: object = {}, more: Partial<CommandServices> = {}) {
    this.user = new User({ workspace, Uri });
    this.lookUps.setConnections([home]);
    this.services = {
      lookUps: this.lookUps,
      readerTime: { format: UTC },
      connections: {
        redact: (text: string) => text.replaceAll(KEY, '[API key]'),
        holdsApiKey: (text: string) => text.includes(KEY),
      },
      tree: { selectedAll: () => this.selection },
      fileTree: { selected: () => this.selectedInFile && { sessionId: this.selectedInFile } },
      recent: { selectedIds: () => this.selectedRecent },
      kept: {
        countUnlisted: () => Promise.resolve(this.onDisk.length + this.unreadable),
        listAll: () => {
          this.known.store.takeOver(this.onDisk);
          return Promise.resolve(this.unreadable);
        },
      },
      panels: {
        activeTarget: () => this.active,
        show: (lookUp: LookUp) => void this.opened.push(lookUp),
        logLineOf: () => undefined,
        transcriptsOf: () => undefined,
      },
      ...more,
    } as unknown as CommandServices;
    this.commands = commandsOf({ ...itemHandlers(this.services), ...handOnHandlers(this.services) });
  }

  /** Adds a look-up of this id, the newer the later, and gives it. */
  add(sessionId: string, state?: LookUpState): LookUp {
    const answer = { call: call({ sessionId, initiator: sessionId }), raw: { sessionId }, fetchedAt: NOW };
    const target = { sessionId, connectionId: home.id, onBehalfOf: undefined };
    return this.known.store.set(target, state ?? { kind: 'ready', answer }, NOW + this.known.store.size);
  }

  /** The look-up of an id as it is now. */
  get(sessionId: string): LookUp | undefined {
    return this.known.store.all().find((lookUp) => lookUp.sessionId === sessionId);
  }

  /** The session ids of the list, the newest first. */
  ids(): readonly string[] {
    return this.known.store.all().map(({ sessionId }) => sessionId);
  }

  dispose(): void {
    this.user.dispose();
  }
}
