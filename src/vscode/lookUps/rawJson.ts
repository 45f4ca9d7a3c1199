import * as vscode from 'vscode';
import type { LookUp, LookUpTarget } from '../../core/lookUp/model.ts';
import { RAW_JSON_SCHEME } from '../../manifest.ts';
import { contentOf, openComparison, openRawJson, type Writing } from './callDocuments.ts';

/**
 * Read-only documents about a call: what the server sent for it, and the text it is compared with another call by.
 */
export class RawJson {
  readonly #writing: Writing;
  readonly #subscription: { dispose(): void };

  /** @param changed hears of documents that are open and have another content */
  constructor(writing: Writing, changed: { fire(uri: vscode.Uri): void }) {
    this.#writing = writing;
    this.#subscription = writing.lookUps.store.onDidChange((change) => {
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme !== RAW_JSON_SCHEME) continue;
        if (change.kind === 'reset' || uri.query === change.lookUp.key) changed.fire(uri);
      }
    });
  }

  /** Opens what the server sent for a look-up. */
  open(target: LookUpTarget): Promise<void> {
    return openRawJson(target);
  }

  /** Opens two look-ups beside each other, in VS Code's own comparison. */
  compare(one: LookUp, other: LookUp): Promise<void> {
    return openComparison(one, other, this.#writing);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return contentOf(uri, this.#writing);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
