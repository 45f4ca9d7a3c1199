import type * as vscode from 'vscode';
import type { FileFailureReason, FileIndex } from '../../core/fileCalls/model.ts';

/** A file whose calls are listed. */
export interface Subject {
  readonly uri: vscode.Uri;
  /** Every character visible. */
  readonly name: string;
}

/** What is known of the calls of a file. */
export type FileState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'scanning';
      readonly subject: Subject;
      readonly share: number;
      readonly last?: FileIndex;
    }
  | { readonly kind: 'ready'; readonly subject: Subject; readonly index: FileIndex }
  | {
      readonly kind: 'failed';
      readonly subject: Subject;
      readonly reason: FileFailureReason;
      readonly systemCode?: string;
    };

/** The newest index of a state. */
export function newestIndex(state: FileState): FileIndex | undefined {
  if (state.kind === 'ready') return state.index;
  return state.kind === 'scanning' ? state.last : undefined;
}

/** Whether a state is that of a file. */
export function isAbout(state: FileState, uri: vscode.Uri): boolean {
  return state.kind !== 'none' && state.subject.uri.toString() === uri.toString();
}
