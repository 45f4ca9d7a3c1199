/** All commands. Loaded when the first of them runs: at start-up only their names are registered. */
import type { LookUp } from '../../core/callStore.ts';
import type { CallSource } from '../../core/ports.ts';
import type { Connections } from '../credentials/connections.ts';
import type { ExtensionLogger } from '../logger.ts';
import type { LookUps } from '../lookUps.ts';
import type { ReaderTime } from '../readerTime.ts';
import { SANDBOX_CONNECTION_ID, type SandboxConnection } from '../sandboxConnection.ts';
import { connectionHandlers } from './connections.ts';
import type { FileCalls } from '../fileCalls/fileCalls.ts';
import type { FileNode } from '../fileCalls/fileTree.ts';
import type { LogClocks } from '../logClocks.ts';
import type { SessionFinder } from '../sessionFinder.ts';
import { fileHandlers } from './fileCalls.ts';
import { itemHandlers } from './items.ts';
import { lookUpHandlers } from './lookUp.ts';
import type { Handlers } from './register.ts';
import { sampleHandlers } from './sampleCalls.ts';

/** What the commands act on. */
export interface CommandServices {
  readonly lookUps: LookUps;
  readonly readerTime: ReaderTime;
  readonly connections: Connections;
  readonly source: CallSource;
  readonly sandbox: SandboxConnection;
  readonly finder: () => Promise<SessionFinder>;
  readonly clocks: LogClocks;
  readonly fileCalls: FileCalls;
  readonly fileTree: { reveal(): Promise<void>; selected(): FileNode | undefined };
  readonly sampleLog: () => Promise<string>;
  readonly logger: ExtensionLogger;
  readonly tree: { reveal(key: string): Promise<void>; selected(): LookUp | undefined };
  readonly panels: { show(lookUp: LookUp): void };
  readonly rawJson: { open(lookUp: LookUp): Promise<void> };
}

/** Makes the handler of every command. */
export function createHandlers(services: CommandServices): Handlers {
  const { lookUps, tree, panels, rawJson, sandbox, logger } = services;
  return {
    ...lookUpHandlers({
      ...services,
      revealInTree: (key) => tree.reveal(key),
      openPanel: (key) => {
        const lookUp = lookUps.store.get(key);
        if (lookUp) panels.show(lookUp);
      },
      prepareConnection: async (id) => {
        if (id === SANDBOX_CONNECTION_ID) await sandbox.ensure();
      },
    }),
    ...itemHandlers({
      ...services,
      selected: () => tree.selected(),
      openPanel: (lookUp) => panels.show(lookUp),
      openRawJson: (lookUp) => rawJson.open(lookUp),
    }),
    ...connectionHandlers(services),
    ...sampleHandlers(services),
    ...fileHandlers(services),
    'cometchatCalls.showLog': () => logger.show(),
  };
}
