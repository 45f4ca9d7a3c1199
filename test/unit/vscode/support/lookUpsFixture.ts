/** A list of looked up calls with the commands on it, and a user who answers what they ask. */
import type { LookUp, LookUpState, LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import type { CommandServices } from '../../../../src/vscode/commands/model.ts';
import { handOnHandlers } from '../../../../src/vscode/commands/handOn.ts';
import { itemHandlers } from '../../../../src/vscode/commands/items.ts';
import { Removals } from '../../../../src/vscode/lookUps/removals.ts';
import { home, world } from '../../core/lookUp/support.ts';
import { call, NOW, UTC } from '../../core/support.ts';
import { commandsOf } from './commands.ts';
import { User } from './user.ts';

export const KEY = 'k'.repeat(40);

export class LookUpsFixture {
  readonly known = world();
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
  /** Of each that was opened, whether the focus stayed where it was. */
  readonly kept: boolean[] = [];
  /** The session id whose panel somebody can see. */
  shown: string | undefined;
  /** The ids whose lines of the file have the focus now, and those in whose place another line has it. */
  readonly wentTo: string[] = [];
  readonly focusedAfter: (readonly string[])[] = [];
  /** What ends the offer in the status bar to undo a removal, while there is one. */
  offerEnds: (() => void) | undefined;
  readonly removals = new Removals({
    lookUps: this.lookUps,
    after: (_, run) => {
      this.offerEnds = run;
      return { dispose: () => (this.offerEnds = undefined) };
    },
  });
  readonly services;
  readonly commands;

  constructor(
    workspace: object = {},
    Uri: object = {},
    more: Partial<CommandServices> = {},
    window: object = {},
  ) {
    this.user = new User({ workspace, Uri, window });
    this.lookUps.setConnections([home]);
    this.services = {
      lookUps: this.lookUps,
      readerTime: { format: UTC },
      connections: {
        redact: (text: string) => text.replaceAll(KEY, '[API key]'),
        holdsApiKey: (text: string) => text.includes(KEY),
      },
      tree: {
        selectedAll: () => this.selection,
        meantBy: (key: string) =>
          this.selection.length > 0 ? this.selection : [this.lookUps.store.get(key)],
        focusAfter: (removed: readonly LookUp[]) =>
          void this.focusedAfter.push(removed.map(({ sessionId }) => sessionId)),
      },
      removals: this.removals,
      fileTree: {
        selected: () => this.selectedInFile && { sessionId: this.selectedInFile },
        goTo: (sessionId: string) => void this.wentTo.push(sessionId),
      },
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
        show: (lookUp: LookUp, _: unknown, preserveFocus: boolean) => {
          this.opened.push(lookUp);
          this.kept.push(preserveFocus);
        },
        isShown: ({ sessionId }: LookUpTarget) => this.shown === sessionId,
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
