/** A list of looked up calls with the commands on it, and a user who answers what they ask. */
import type { LookUp, LookUpState, LookUpTarget } from '../../../../src/core/lookUp/model.ts';
import { Emitter } from '../../../../src/core/base/emitter.ts';
import { home, type LookUpFixture, lookUpFixture } from '../../core/lookUp/support.ts';
import { call, NOW, UTC } from '../../core/support.ts';
import { User } from './answers.ts';
import { rethrow } from '../../../support/listeners.ts';

// Loaded once VS Code has its stand-in.

export const KEY = 'k'.repeat(40);

export class LookUpListFixture {
  readonly known: LookUpFixture = lookUpFixture();
  readonly lookUps = this.known.lookUps;
  readonly user: User;
  active: LookUpTarget | undefined;
  selection: readonly LookUp[] = [];
  /** The look-ups that are on disk and not in the list, and how many on disk cannot be read. */
  onDisk: readonly LookUp[] = [];
  unreadable = 0;
  /** The session ids that are selected in the other views. */
  selectedElsewhere: Readonly<Record<'file' | 'recent', readonly string[]>> = { file: [], recent: [] };

  constructor(workspace: object = {}, Uri: object = {}) {
    this.user = new User({ workspace, Uri });
    this.lookUps.setConnections([home]);
  }

  get deps() {
    return {
      lookUps: this.lookUps,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the commands take of it
      readerTime: { format: UTC, onDidChange: new Emitter<void>(rethrow).event } as never,
      activeTarget: () => this.active,
      connections: {
        redact: (text: string) => text.replaceAll(KEY, '[API key]'),
        holdsApiKey: (text: string) => text.includes(KEY),
      },
      selected: () => this.selection,
      kept: {
        countUnlisted: () => Promise.resolve(this.onDisk.length + this.unreadable),
        listAll: () => {
          this.known.store.takeOver(this.onDisk);
          return Promise.resolve(this.unreadable);
        },
      },
      selectedIn: (view: 'file' | 'recent') => this.selectedElsewhere[view],
      openPanel: () => undefined,
      keepPanel: () => undefined,
      openRawJson: () => Promise.resolve(),
    };
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

  dispose(): void {
    this.user.dispose();
  }
}
