import * as vscode from 'vscode';
import { LONGEST_HINT, mayHoldSessionId, mayHoldSessionIdAt } from '../../core/sessionId/finder/index.ts';
import { setting } from '../platform/index.ts';

/** What makes hovers and links of the session ids in texts. */
export interface InTextProviders {
  /** What an id tells by itself, then its call: VS Code shows each as soon as it is there. */
  readonly hovers: readonly [vscode.HoverProvider, vscode.HoverProvider];
  readonly documentLinks: vscode.DocumentLinkProvider;
  readonly terminalLinks: vscode.TerminalLinkProvider;
}

/** Every text VS Code shows: files, untitled, output channels, search results, diffs, notebooks. */
const EVERYWHERE: vscode.DocumentSelector = [{ scheme: '*' }, { notebookType: '*' }];

/** How much text is looked at before the extension host gets its turn again, in UTF-16 code units. */
const SLICE = 500_000;

/**
 * Registers hovers, document links and terminal links. VS Code asks for them about every text: where there can be no
 * session id, the providers are not wanted.
 */
export function registerInText(providers: () => Promise<InTextProviders>): vscode.Disposable {
  const hover = (which: 0 | 1) =>
    vscode.languages.registerHoverProvider(EVERYWHERE, {
      provideHover: async (document, position, token) =>
        setting('hover.enabled') && mayHoldIdAt(document, position)
          ? (await providers()).hovers[which].provideHover(document, position, token)
          : undefined,
    });
  return vscode.Disposable.from(
    // VS Code shows the hover of the provider that came last first.
    hover(1),
    hover(0),
    vscode.languages.registerDocumentLinkProvider(EVERYWHERE, {
      provideDocumentLinks: async (document, token) =>
        setting('links.enabled') && (await mayHoldIds(document, token))
          ? (await providers()).documentLinks.provideDocumentLinks(document, token)
          : [],
    }),
    vscode.window.registerTerminalLinkProvider({
      provideTerminalLinks: async (context, token) =>
        setting('terminalLinks.enabled') && (hasPatterns() || mayHoldSessionId(context.line))
          ? (await providers()).terminalLinks.provideTerminalLinks(context, token)
          : [],
      handleTerminalLink: async (link) => (await providers()).terminalLinks.handleTerminalLink(link),
    }),
  );
}

/** Whether the user has patterns of their own, which may find anything. */
function hasPatterns(): boolean {
  const patterns: unknown = setting('sessionIdPatterns');
  return Array.isArray(patterns) && patterns.length > 0;
}

function mayHoldIdAt(document: vscode.TextDocument, { line, character }: vscode.Position): boolean {
  const textOf = (index: number) =>
    index >= 0 && index < document.lineCount ? document.lineAt(index).text : undefined;
  const around = { before: textOf(line - 1), after: textOf(line + 1) };
  return hasPatterns() || mayHoldSessionIdAt(textOf(line) ?? '', character, around);
}

async function mayHoldIds(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<boolean> {
  if (hasPatterns()) return true;
  const text = document.getText();
  for (let from = 0; from < text.length; from += SLICE) {
    if (from > 0) await new Promise((next) => setImmediate(next));
    if (token.isCancellationRequested) return false;
    if (mayHoldSessionId(text.slice(from, from + SLICE + LONGEST_HINT))) return true;
  }
  return false;
}
