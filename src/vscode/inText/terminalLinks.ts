import * as vscode from 'vscode';
import { completionText, type IdCompleter } from './idCompleter.ts';
import type { SessionFinder } from './sessionFinder.ts';
import { t } from '../platform/index.ts';

interface SessionLink extends vscode.TerminalLink {
  readonly sessionId: string;
}

/** How much of a terminal's line is searched, in UTF-16 code units. */
const SEARCHED = 10_000;

interface Dependencies {
  readonly finder: SessionFinder;
  readonly completer: IdCompleter;
}

/** The session ids in a line of a terminal, as links: those that are whole, or can be completed. */
export function terminalLinks(
  { line }: vscode.TerminalLinkContext,
  { finder, completer }: Dependencies,
): SessionLink[] {
  return finder.in(line.slice(0, SEARCHED)).flatMap((found) => {
    const { session, start, end, looksCutOff } = found;
    const link = { startIndex: start, length: end - start };
    if (!looksCutOff) return { ...link, tooltip: t('Look up this call'), sessionId: session.id };
    const completion = completer.found(found);
    if (completion?.kind !== 'whole') return [];
    return { ...link, tooltip: completionText(completion), sessionId: completion.sessionId };
  });
}

/** Looks up the call of a link that was followed. */
export async function followTerminalLink(link: vscode.TerminalLink): Promise<void> {
  const sessionId: unknown = Reflect.get(link, 'sessionId');
  await vscode.commands.executeCommand('cometchatCalls.lookUpCall', { sessionId });
}
