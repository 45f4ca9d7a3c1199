import * as vscode from 'vscode';
import type { LookUp, LookUpTarget } from '../../core/lookUp/model.ts';
import { RAW_JSON_SCHEME } from '../../manifest.ts';
import type * as Documents from './callDocuments.ts';
import type { LookUpService } from '../../core/lookUp/service.ts';
import type { ReaderTime } from '../platform/readerTime.ts';

/**
 * Read-only documents about a call: what the server sent for it, and the text it is compared with another call by.
 * What writes them is loaded when the first is opened.
 */
export class RawJson implements vscode.TextDocumentContentProvider {
  readonly #writing: Documents.Writing;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: { dispose(): void }[];

  readonly onDidChange = this.#changed.event;

  constructor(lookUps: LookUpService, readerTime: ReaderTime) {
    this.#writing = { lookUps, readerTime };
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(RAW_JSON_SCHEME, this),
      lookUps.store.onDidChange((change) => {
        for (const { uri } of vscode.workspace.textDocuments) {
          if (uri.scheme !== RAW_JSON_SCHEME) continue;
          if (change.kind === 'reset' || uri.query === change.lookUp.key) this.#changed.fire(uri);
        }
      }),
    ];
  }

  /** Opens what the server sent for a look-up. */
  async open(target: LookUpTarget): Promise<void> {
    await (await documents()).openRawJson(target);
  }

  /** Opens two look-ups beside each other, in VS Code's own comparison. */
  async compare(one: LookUp, other: LookUp): Promise<void> {
    await (await documents()).openComparison(one, other, this.#writing);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return (await documents()).contentOf(uri, this.#writing);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }
}

function documents(): Promise<typeof Documents> {
  return import('./callDocuments.ts');
}
