/** The one place that shows notifications. They are rare: what a view can say stays in the view. */
import * as vscode from 'vscode';
import { type FailureDescription, fixLabel } from '../../core/failure/index.ts';
import { listText, plainText, visibleText } from '../../core/text/index.ts';
import { ArgumentError } from './argumentError.ts';
import { applyFix, type FixContext } from './fixes.ts';
import { t } from './translate.ts';

/** Shows why a look-up that somebody asked for failed, with its fixes as buttons. Does not wait for an answer. */
export function showFailure(description: FailureDescription, context: FixContext): void {
  // Three buttons are what a notification can show without cutting them off.
  const labels = description.fixes.slice(0, 3).map((fix) => ({ fix, title: fixLabel(fix, t) }));
  void vscode.window
    .showErrorMessage(plainText(description.message), ...labels)
    .then((chosen) => (chosen ? applyFix(chosen.fix, context) : undefined));
}

/** Says that the keyring is waited for, with a button to wait no longer, until what it gives is disposed. */
export function showKeyringWaits(giveUp: () => void): { dispose(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const title = t('Waiting for the keyring of this computer. It may want to be unlocked.');
  void vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title },
    (_progress, token) => {
      token.onCancellationRequested(giveUp);
      return promise;
    },
  );
  return { dispose: resolve };
}

/** Says that the keyring did not keep a key. */
export function showKeyringFailed(name: string): void {
  void vscode.window.showErrorMessage(
    plainText(
      t(
        'The keyring of this computer did not keep the API key of {0}, so it was not saved. Unlock or set up the keyring and try again.',
        name,
      ),
    ),
  );
}

/** Says that connections that were there are gone from the keyring. Their keys cannot be brought back. */
export async function showLostConnections(names: readonly string[]): Promise<'add' | 'forget' | undefined> {
  const add = t('Add Connection…');
  const forget = t('Forget');
  const message =
    names.length === 1
      ? t(
          'The keyring of this computer no longer has the connection {0} and its API key. Add it again to use it.',
          names[0] ?? '',
        )
      : t(
          'The keyring of this computer no longer has these connections and their API keys: {0}. Add them again to use them.',
          listText(names, t),
        );
  const answer = await vscode.window.showWarningMessage(plainText(message), add, forget);
  if (answer === undefined) return undefined;
  return answer === add ? 'add' : 'forget';
}

/** Says why something could not be done: in our own words where there are any, else where to look. */
export function showNotDone(error: unknown): void {
  const message =
    error instanceof ArgumentError ? error.message : t('That could not be done. The log says why.');
  void vscode.window.showErrorMessage(plainText(message));
}

/** Confirms something that worked and that nothing else shows. */
export function showDone(message: string): void {
  void vscode.window.showInformationMessage(plainText(message));
}

/** Says why something that was asked for is not to be seen, with a button for what can be done. Does not wait for an answer. */
export function showNextStep(message: string, button: string, run: () => unknown): void {
  offer(vscode.window.showInformationMessage, message, button, run);
}

/** Says what was copied for which shell, and offers another. Does not wait for an answer. */
export function showCopiedFor(message: string, other: () => Promise<void>): void {
  const button = t('Another Shell…');
  void vscode.window
    .showInformationMessage(message, button)
    .then((answer) => (answer === button ? other().catch(showNotDone) : undefined));
}

/** Says that look-ups of earlier sessions could not be read. Their files are left, or set aside: nothing is lost. */
export function showUnreadable(count: number): void {
  showWithLog(
    count === 1
      ? t('A look-up of an earlier session could not be read. Its file is left as it is; the log names it.')
      : t(
          '{0} look-ups of earlier sessions could not be read. Their files are left as they are; the log names them.',
          count,
        ),
  );
}

/** Says the same of saved filters. */
export function showUnreadableFilters(count: number): void {
  showWithLog(
    count === 1
      ? t('A saved filter of calls could not be read. Its file is left as it is; the log names it.')
      : t(
          '{0} saved filters of calls could not be read. Their files are left as they are; the log names them.',
          count,
        ),
  );
}

/**
 * Says that look-ups are in memory only. They are written as soon as something else can be.
 * @param code of the system's error, such as `ENOSPC`
 */
export function showUnwritten(count: number, code: string): void {
  const reason = diskWords(code);
  showWithLog(
    count === 1
      ? t('A look-up could not be written to disk ({0}): it is lost when VS Code closes.', reason)
      : t(
          '{0} look-ups could not be written to disk ({1}): they are lost when VS Code closes.',
          count,
          reason,
        ),
  );
}

function diskWords(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return t('no space left');
    case 'EROFS':
      return t('the disk is read-only');
    case 'EACCES':
    case 'EPERM':
      return t('writing is not allowed');
    default:
      return code;
  }
}

/** Warns of something that the log tells more of. */
function showWithLog(message: string): void {
  const { showWarningMessage } = vscode.window;
  offer(showWarningMessage, message, t('Show Log'), () =>
    vscode.commands.executeCommand('cometchatCalls.showLog'),
  );
}

/** Says how a call went that the user wanted to be told of, and offers to open it. */
export function showCallEnded(message: string, open: () => unknown): void {
  offer(vscode.window.showInformationMessage, message, t('Open'), open);
}

/** Says what was taken away, with a button that brings it back. */
export function showUndo(message: string, undo: () => void): void {
  offer(vscode.window.showInformationMessage, message, t('Undo'), undo);
}

/** Names a pattern of the user's that was left out because it takes too long. */
export function showSlowPattern(source: string): void {
  const message = t(
    'The pattern “{0}” for session ids is too slow and was left out.',
    visibleText(source, 80),
  );
  offer(vscode.window.showWarningMessage, message, t('Change the Patterns'), () =>
    vscode.commands.executeCommand('workbench.action.openSettings', '@id:cometchatCalls.sessionIdPatterns'),
  );
}

type Show = (message: string, button: string) => Thenable<string | undefined>;

/** Shows a message with one button. Does not wait for an answer. */
function offer(show: Show, message: string, button: string, run: () => unknown): void {
  void show(plainText(message), button).then((answer) => (answer === button ? run() : undefined));
}

/** Asks in a modal dialog whether to do something; the button says what. */
export async function confirm(message: string, button: string, detail?: string): Promise<boolean> {
  const options = { modal: true, ...(detail !== undefined && { detail }) };
  return (await vscode.window.showWarningMessage(message, options, button)) === button;
}
