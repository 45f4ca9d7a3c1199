import * as vscode from 'vscode';
import { lookUpKey } from '../../core/lookUp/model.ts';
import type { Failure } from '../../core/failure/model.ts';
import type { FromPanel, SavedPanel } from '../../shared/index.ts';
import { applyFix, type ReaderTime, slowly, t, updateSetting } from '../platform/index.ts';
import { goToLine, nameOf } from '../callLogs/index.ts';
import { toldIfUnread } from '../fileCalls/index.ts';

/** The panel a message came from, as far as messages are about it. */
export interface Addressee {
  readonly saved: SavedPanel;
  /** Why its look-up failed; undefined when it did not. */
  readonly failure: Failure | undefined;
  /** Where it is. */
  readonly column: vscode.ViewColumn | undefined;
  /** Whether the file of an address is one of the logs on the page. */
  readonly hasLog: (uri: string) => boolean;
  /** The number, from 0, of the line of a log that begins at so many bytes. Rejects with a FileError. */
  readonly lineAt: (uri: string, offset: number, signal: AbortSignal) => Promise<number>;
  /** Of a call that is shown by a log: where the event that is nearest to an instant stands in it. */
  readonly eventAt: (instant: number) => { readonly uri: string; readonly offset: number } | undefined;
  /** Whether a call is one of those listed on the page. */
  readonly isListed: (sessionId: string) => boolean;
  /** Ends the reading of a log on the page, or reads it again. */
  readonly cancelLog: (uri: string) => void;
  readonly readLog: (uri: string) => void;
  readonly start: () => void;
  readonly keep: () => void;
  readonly showFromLog: () => void;
  readonly loadTranscripts: () => Promise<void>;
  readonly readerTime: Pick<ReaderTime, 'report'>;
}

/** Does what a page asks for. */
export async function receive(message: FromPanel, panel: Addressee): Promise<unknown> {
  const { sessionId, connectionId, onBehalfOf, logLine } = panel.saved;
  const target = { sessionId, connectionId, onBehalfOf };
  switch (message.type) {
    case 'ready':
      panel.start();
      return panel.readerTime.report(message.readerTimeZone);
    case 'setTimeZone':
      return updateSetting('timeZone', message.timeZone);
    case 'openLink':
      return openLink(message.url);
    case 'fix':
      return panel.failure && applyFix(message.fix, { ...target, failure: panel.failure });
    case 'keep':
      return panel.keep();
    case 'showFromLog':
      return panel.showFromLog();
    case 'loadTranscripts':
      return panel.loadTranscripts();
    case 'goToLogLine':
      return logLine && goToLine(logLine, { besides: panel.column });
    case 'addLog':
      return run('addLog', target);
    case 'removeLog':
      return run('removeLog', { ...target, uri: message.uri });
    case 'cancelLog':
      return panel.cancelLog(message.uri);
    case 'readLog':
      return panel.readLog(message.uri);
    case 'showInLog': {
      const { instant, uri } = message;
      const event = panel.eventAt(instant);
      if (event) return goToMark(event, panel);
      if (uri !== undefined && !panel.hasLog(uri)) return undefined;
      return run('showMomentInLog', { ...target, instant, ...(uri !== undefined && { uri }) });
    }
    case 'goToMark':
      return panel.hasLog(message.uri) && goToMark(message, panel);
    case 'refresh':
    case 'cancel':
    case 'watch':
    case 'unwatch':
    case 'compare':
    case 'copySessionId':
    case 'openRawJson':
    case 'copyLink':
    case 'copyAsCurl':
      return run(COMMANDS[message.type], target);
    case 'findAttempts':
      return run('findAttempts', { key: lookUpKey(target) });
    case 'openCall':
      return (
        panel.isListed(message.sessionId) && run('openCallPanel', { ...target, sessionId: message.sessionId })
      );
    case 'copyAsMarkdown': {
      const { withoutNames, withLogLines } = message;
      return run('copyAsMarkdown', { ...target, logLine, withoutNames, withLogLines });
    }
    case 'copyAsJson':
    case 'saveTimeline':
      return run(message.type, { ...target, logLine, withoutNames: message.withoutNames });
  }
}

async function goToMark(
  { uri, offset }: { readonly uri: string; readonly offset: number },
  { lineAt, column }: Addressee,
): Promise<unknown> {
  const search = slowly(t('Searching for the moment in the log'), (signal) => lineAt(uri, offset, signal));
  const line = await toldIfUnread(search, nameOf(uri));
  return line === undefined ? undefined : goToLine({ uri, line }, { besides: column });
}

/** The commands that take the call alone, by what a page calls them. */
const COMMANDS = {
  refresh: 'refresh',
  cancel: 'cancelLookUp',
  watch: 'watchCall',
  unwatch: 'unwatchCall',
  compare: 'compareCalls',
  copySessionId: 'copySessionId',
  openRawJson: 'openRawJson',
  copyLink: 'copyLink',
  copyAsCurl: 'copyAsCurl',
} as const;

function run(command: string, argument: object): Thenable<unknown> {
  return vscode.commands.executeCommand(`cometchatCalls.${command}`, argument);
}

/** Opens a link of an answer in the browser: VS Code asks first, and only `https` is passed on. */
async function openLink(text: string): Promise<void> {
  if (URL.canParse(text) && new URL(text).protocol === 'https:') {
    // VS Code takes a text as well and passes it on as it is; a Uri is written anew, and signed links break.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the declared type leaves the text out
    await vscode.env.openExternal(text as unknown as vscode.Uri);
  }
}
