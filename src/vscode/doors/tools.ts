import * as vscode from 'vscode';
import { TOOL_NAMES, type ToolName } from '../../manifest.ts';
import { onSettingChange, setting } from '../platform/index.ts';

/** What stands behind them. */
export type Tools = Readonly<
  Record<ToolName, Required<Pick<vscode.LanguageModelTool<object>, 'invoke' | 'prepareInvocation'>>>
>;

/**
 * Registers the tools of agents while their setting is on. An editor without language models has no tools, and all the
 * rest.
 */
export function registerTools(tools: () => Promise<Tools>): vscode.Disposable {
  // Editors that are made of VS Code may have none of it, or a part.
  const lm = (vscode as { readonly lm?: Partial<typeof vscode.lm> }).lm;
  const register = lm?.registerTool?.bind(lm);
  if (!register) return { dispose: () => undefined };
  let registered: readonly vscode.Disposable[] = [];
  const dispose = () => {
    for (const one of registered) one.dispose();
    registered = [];
  };
  const update = () => {
    if (!setting('tools.enabled')) return dispose();
    if (registered.length > 0) return;
    try {
      registered = TOOL_NAMES.map((name) =>
        register<object>(name, {
          prepareInvocation: async (options, token) =>
            (await tools())[name].prepareInvocation(options, token),
          invoke: async (options, token) => (await tools())[name].invoke(options, token),
        }),
      );
    } catch {
      // Of an editor that has the function and refuses to run it.
    }
  };
  update();
  return vscode.Disposable.from(onSettingChange('tools.enabled', update), { dispose });
}
