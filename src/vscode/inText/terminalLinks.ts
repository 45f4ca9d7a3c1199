import * as vscode from 'vscode';
import type { SessionFinder } from './sessionFinder.ts';
import { t } from '../platform/index.ts';

interface SessionLink extends vscode.TerminalLink {
  readonly sessionId: string;
}

/** How much of a terminal's line is searched, in UTF-16 code units. */
const SEARCHED = 10_000;

/** The session ids in a line of a terminal, as links. */
export function terminalLinks({ line }: vscode.TerminalLinkContext, finder: SessionFinder): SessionLink[] {
  return finder
    .in(line.slice(0, SEARCHED))
    .filter(({ looksCutOff }) => !looksCutOff)
    .map(({ session, start, end }) => ({
      startIndex: start,
      length: end - start,
      tooltip: t('Look up this call'),
      sessionId: session.id,
    }));
}

/** Looks up the call of a link that was followed. */
export async function followTerminalLink(link: vscode.TerminalLink): Promise<void> {
  const sessionId: unknown = Reflect.get(link, 'sessionId');
  await vscode.commands.executeCommand('cometchatCalls.lookUpCall', { sessionId });
}
