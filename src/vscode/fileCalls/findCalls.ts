import * as vscode from 'vscode';
import { ArgumentError, t } from '../platform/index.ts';
import { plainText } from '../../core/text/index.ts';
import type { FileCalls } from './fileCalls.ts';
import { failureMessage } from './fileFailure.ts';
import { type FileState, newestIndex, isAbout, type Subject } from './model.ts';

/**
 * Lists the calls of a file, or what was added to it where it is listed already.
 * @returns what the command gives its caller, lines from 1. Throws ArgumentError, whose message says why there is nothing.
 */
export async function findCalls(fileCalls: FileCalls, subject: Subject) {
  const state = await scanWithProgress(fileCalls, subject);
  if (state.kind === 'failed') throw new ArgumentError(failureMessage(state, subject.name));
  const index = newestIndex(state);
  return (
    index && {
      ids: index.calls.map(({ sessionId, count, firstLine, lastLine }) => ({
        sessionId,
        count,
        firstLine,
        lastLine,
      })),
      bytes: index.bytes,
      lines: index.lines,
    }
  );
}

/** A search that takes no longer than this needs no word on the screen, in milliseconds. */
const QUICK_MS = 700;

/** Searches a file; one that takes its time shows how far it is, and can be cancelled. */
async function scanWithProgress(fileCalls: FileCalls, subject: Subject): Promise<FileState> {
  const abort = new AbortController();
  const { state } = fileCalls;
  const listed = state.kind === 'ready' && isAbout(state, subject.uri);
  const scan = listed ? fileCalls.refresh(abort.signal) : fileCalls.show(subject, abort.signal);
  const quick = await within(QUICK_MS, scan);
  if (quick) return quick;
  const title = plainText(t('Searching {0} for session ids', subject.name));
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title },
    (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      let reported = 0;
      const subscription = fileCalls.onDidChange(() => {
        const current = fileCalls.state;
        if (current.kind !== 'scanning') return;
        const share = Math.floor(current.share * 100);
        progress.report({ message: `${share} %`, increment: share - reported });
        reported = share;
      });
      return scan.finally(() => subscription.dispose());
    },
  );
}

/** What a promise resolves to, or undefined when that takes longer. */
async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(late.resolve, milliseconds, undefined);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
