import * as vscode from 'vscode';
import { commandQuery } from '../../core/text/index.ts';
import type { FoundSessionId } from '../../core/sessionId/finder/model.ts';
import type { SessionId } from '../../core/sessionId/model.ts';
import { parseSessionId } from '../../core/sessionId/index.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { logLineAt } from './lineTime.ts';
import type { LogClocks } from '../fileCalls/index.ts';
import { type ReaderTime, t } from '../platform/index.ts';
import type { IdCompleter } from './idCompleter.ts';
import type { SessionFinder } from './sessionFinder.ts';

/** More links than this are not worth their cost to send; the hover covers the rest. */
const MAX_LINKS = 2_000;

/** How much text is searched before the extension host gets its turn again, in UTF-16 code units. */
const SLICE = 200_000;

/** How many links are made before the extension host gets its turn again. */
const BATCH = 50;

/** No id is longer than this, in UTF-16 code units: slices overlap by it, so that none is cut. */
const LONGEST_ID = 600;

interface LinkDependencies {
  readonly finder: SessionFinder;
  readonly completer: IdCompleter;
  readonly clocks: LogClocks;
  readonly readerTime: ReaderTime;
}

/**
 * Links on the session ids of a document: following one looks the call up and opens its panel. The text is searched
 * in slices, so that other extensions get their turn. An id that is cut off has a link where it could be completed.
 */
export async function documentLinks(
  document: vscode.TextDocument,
  { finder, completer, ...clock }: LinkDependencies,
  token: vscode.CancellationToken,
): Promise<vscode.DocumentLink[]> {
  const links: vscode.DocumentLink[] = [];
  const ids: string[] = [];
  const cut: { readonly found: FoundSessionId; readonly place: readonly [number, number] }[] = [];
  const text = document.getText();
  for (let from = 0; from < text.length && links.length < MAX_LINKS; from += SLICE) {
    const offset = Math.max(0, from - LONGEST_ID);
    for (const found of finder.in(text.slice(offset, from + SLICE + LONGEST_ID))) {
      const { session, start, end, looksCutOff } = found;
      // What lies in the overlap belongs to the slice it begins in.
      const begins = offset + start;
      if (begins < from || begins >= from + SLICE) continue;
      if (links.length >= MAX_LINKS) break;
      const place = [begins, offset + end] as const;
      if (looksCutOff) {
        if (cut.length < MAX_LINKS) cut.push({ found, place });
        continue;
      }
      ids.push(session.id);
      links.push(linkTo(session, document, place, clock));
      if (links.length % BATCH === 0) await yieldThread();
    }
    await yieldThread();
    if (token.isCancellationRequested) return [];
  }
  const completions = completer.all(
    cut.map(({ found }) => found),
    ids,
  );
  for (const [index, { place }] of cut.entries()) {
    const completion = completions[index];
    if (links.length >= MAX_LINKS || completion?.kind !== 'whole') continue;
    links.push(linkTo(parseSessionId(completion.sessionId), document, place, clock));
    if (links.length % BATCH === 0) await yieldThread();
  }
  return links;
}

/** Lets other extensions have their turn. */
function yieldThread(): Promise<void> {
  return new Promise((next) => setImmediate(next));
}

function linkTo(
  session: SessionId,
  document: vscode.TextDocument,
  [start, end]: readonly [number, number],
  clock: Omit<LinkDependencies, 'finder' | 'completer'>,
): vscode.DocumentLink {
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const near = 'initiatedAt' in session ? session.initiatedAt : undefined;
  const logLine = logLineAt({ ...clock, document, line: range.start.line }, near);
  const link = new vscode.DocumentLink(range, lookUpUri(session.id, logLine));
  // VS Code shows it below the hover, with the keys that follow a link.
  link.tooltip = t('CometChat call');
  return link;
}

/** A URI that runs the look-up; VS Code lets links of an extension's provider run commands. */
function lookUpUri(sessionId: string, logLine: LogLine | undefined): vscode.Uri {
  return vscode.Uri.from({
    scheme: 'command',
    path: 'cometchatCalls.lookUpCall',
    query: commandQuery({ sessionId, logLine }),
  });
}
