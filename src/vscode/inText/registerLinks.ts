import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/ports.ts';
import type { HoverDependencies } from './hoverProviders.ts';

/** Every text VS Code shows: files, untitled, output channels, search results, diffs, notebooks. */
const EVERYWHERE: vscode.DocumentSelector = [{ scheme: '*' }, { notebookType: '*' }];

/**
 * Registers hovers, document links and terminal links. Their code is loaded when VS Code first asks for one:
 * at start-up only their names are known.
 */
export function registerInTexts(deps: HoverDependencies): Disposable {
  const hovers = async () => {
    const { createHoverProviders } = await import('./hoverProviders.ts');
    return createHoverProviders(deps);
  };
  const hover = (which: 0 | 1) =>
    vscode.languages.registerHoverProvider(EVERYWHERE, {
      provideHover: async (document, position, token) =>
        (await hovers())[which].provideHover(document, position, token),
    });
  return vscode.Disposable.from(
    // VS Code shows the hover of the provider that came last first.
    hover(1),
    hover(0),
    vscode.languages.registerDocumentLinkProvider(EVERYWHERE, {
      provideDocumentLinks: async (document, token) => {
        const { documentLinks } = await import('./documentLinks.ts');
        return documentLinks(document, { ...deps, finder: await deps.finder() }, token);
      },
    }),
    registerTerminalLinks(deps),
  );
}

function registerTerminalLinks({ finder }: HoverDependencies): vscode.Disposable {
  return vscode.window.registerTerminalLinkProvider({
    provideTerminalLinks: async (context) => {
      const { terminalLinks } = await import('./terminalLinks.ts');
      return terminalLinks(context, await finder());
    },
    handleTerminalLink: async (link) => {
      const { followTerminalLink } = await import('./terminalLinks.ts');
      await followTerminalLink(link);
    },
  });
}
