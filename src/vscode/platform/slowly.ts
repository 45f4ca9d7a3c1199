import * as vscode from 'vscode';
import { plainText } from '../../core/text/index.ts';
import { after } from './timer.ts';

/** What takes no longer needs no word on the screen, in milliseconds. */
const QUICK_MS = 700;

/**
 * Does something that may take its time: then a notification says so, and it can be cancelled.
 * @param work is to end soon once its signal is aborted
 */
export async function slowly<Result>(
  title: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
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
    return await result;
  } finally {
    notice.dispose();
  }
}
