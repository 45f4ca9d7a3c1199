/** Commands as VS Code runs them: with whatever they are passed. */
import type { CommandId } from '../../../../src/manifest.ts';
import type { Handlers } from '../../../../src/vscode/commands/run.ts';
import { runHandler } from '../../../../src/vscode/commands/run.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- the arguments of any of the handlers
type Handler = (...given: any[]) => unknown;

/** The commands of handlers; each takes what VS Code passes. */
export function commandsOf<Some extends Partial<Handlers>>(handlers: Some) {
  const commands = Object.entries<Handler>(handlers as Record<string, Handler>).map(([id, handler]) => [
    id,
    (...passed: readonly unknown[]) => runHandler(id as CommandId, handler, passed),
  ]);
  return Object.fromEntries(commands) as {
    [Id in keyof Some]: Some[Id] extends (...given: never[]) => infer Result
      ? (...passed: readonly unknown[]) => Result
      : never;
  };
}
