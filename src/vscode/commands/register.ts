import type { Logger } from '../../core/base/ports.ts';
import type { AllCommands, CallArgument, CommandId } from '../../manifest.ts';
import { isPassedByTitle } from '../platform/rows.ts';

/**
 * What a command's handler is given: its argument as far as it has the right type. Callers are key bindings and
 * other extensions too, so every field may be missing.
 */
export type CommandInput<Id extends CommandId> =
  Partial<Extract<AllCommands[Id], object>> | Extract<AllCommands[Id], string> | undefined;

/** Handlers by their command; a tree tells them all of its selected calls as well, whichever the menu was opened on. */
export type Handlers = {
  readonly [Id in CommandId]: (input: CommandInput<Id>, selection: readonly CallArgument[]) => unknown;
};

/** Runs a command. Rejects with what its handler throws. */
export type CommandRunner = (id: CommandId, input: unknown, selection: unknown) => Promise<unknown>;

/** Runs commands by their handlers. The only way to them, so that every failure of one ends in the log as well. */
export function createCommandRunner(handlers: Handlers, logger: Logger): CommandRunner {
  return async (id, input, selection) => {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- handlers take what has the right type and leave the rest
      const handler = handlers[id] as (input: unknown, selection: readonly CallArgument[]) => unknown;
      const isArgument = typeof input === 'object' || typeof input === 'string';
      return await handler(
        isArgument && !isPassedByTitle(id, input) ? (input ?? undefined) : undefined,
        Array.isArray(selection) ? selection.filter((one) => isCall(one) && !isPassedByTitle(id, one)) : [],
      );
    } catch (error) {
      logger.error(`${id}: ${error instanceof Error ? `${error.name}: ${error.message}` : 'failed'}`);
      throw error;
    }
  };
}

/** Tells the calls of a selection from its other lines, and from what other menus pass in their place. */
function isCall(value: unknown): value is CallArgument {
  return (
    typeof value === 'object' && value !== null && 'sessionId' in value && typeof value.sessionId === 'string'
  );
}
