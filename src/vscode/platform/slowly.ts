import * as vscode from 'vscode';
import { plainText } from '../../core/text/index.ts';
import { after } from './timer.ts';

/** What takes no longer needs no word on the screen, in milliseconds. */
const QUICK_MS = 700;

/**
 * Does something that may take its time: then a notification says so, and it can be cancelled.
 * @param work is to end soon once its signal is aborted: what it ends with then, or why it rejects, counts for nothing
 * @returns undefined when the user did not wait for it
 */
export async function slowly<Result>(
  title: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  const abort = new AbortController();
  const result = work(abort.signal);
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: plainText(title),
  };
  const notice = after(QUICK_MS, () => {
    void vscode.window.withProgress(options, async (_progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      await result.catch(() => undefined);
    });
  });
  try {
    const made = await result;
    return abort.signal.aborted ? undefined : made;
  } catch (error) {
    if (abort.signal.aborted) return undefined;
    throw error;
  } finally {
    notice.dispose();
  }
}
