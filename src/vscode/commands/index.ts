/** All commands. */
import { callFromLogHandlers } from './callFromLog.ts';
import { connectionHandlers } from './connections.ts';
import { fileHandlers, fixFileCalls } from './fileCalls.ts';
import { callLogHandlers } from './callLogs.ts';
import { handOnHandlers } from './handOn.ts';
import { fixLookUp, itemHandlers } from './items.ts';
import { cancel, lookUpHandlers, refresh } from './lookUp.ts';
import type { CommandServices } from './model.ts';
import { recentHandlers, sharedHandlers } from './recent.ts';
import { commandRunner, type RunCommand } from './run.ts';
import { sampleHandlers } from './sampleCalls.ts';
import { watchHandlers } from './watch.ts';

export { followChoices } from './choices.ts';
export { ChosenShell } from './chosenShell.ts';
export { openDeepLink } from './deepLink.ts';
export type { RunCommand } from './run.ts';

/** Makes what runs every command. */
export function createCommands(services: CommandServices): RunCommand {
  const { lookUps, logger } = services;
  const ofLookUps = lookUpHandlers(services);
  const ofLists = recentHandlers(services);
  const shared = sharedHandlers(services, {
    refresh: (call) => refresh(services, call),
    cancel: (call) => cancel(services, call),
    fix: (key, fix) => fixLookUp(lookUps, key, fix),
    fixInFile: (sessionId, fix) => fixFileCalls(services, sessionId, fix),
  });
  const handlers = {
    ...ofLookUps,
    ...ofLists,
    ...shared,
    'cometchatCalls.title.refresh': () => shared['cometchatCalls.refresh']({ kind: 'all' }),
    'cometchatCalls.title.lookUpCallAsUser': () =>
      ofLookUps['cometchatCalls.lookUpCallAsUser']({ reveal: true }),
    'cometchatCalls.title.filterRecentCalls': () => ofLists['cometchatCalls.filterRecentCalls']({}),
    ...itemHandlers(services),
    ...callFromLogHandlers(services),
    ...watchHandlers(services),
    ...handOnHandlers(services),
    ...callLogHandlers(services),
    ...connectionHandlers(services),
    ...sampleHandlers(services),
    ...fileHandlers(services),
    'cometchatCalls.showLog': () => logger.show(),
  };
  return commandRunner(handlers, logger);
}
