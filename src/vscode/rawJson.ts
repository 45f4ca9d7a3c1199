import * as vscode from 'vscode';
import { answerOf, type LookUp, lookUpKey, type LookUpTarget } from '../core/callStore.ts';
import { writeJson } from '../core/writeJson.ts';
import { RAW_JSON_SCHEME } from '../manifest.ts';
import type { LookUps } from './lookUps.ts';
import { t } from './words.ts';

/** Read-only documents with what the server sent for a call, byte for byte in meaning: unknown fields included. */
export class RawJson implements vscode.TextDocumentContentProvider {
  readonly #lookUps: LookUps;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: { dispose(): void }[];

  readonly onDidChange = this.#changed.event;

  constructor(lookUps: LookUps) {
    this.#lookUps = lookUps;
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(RAW_JSON_SCHEME, this),
      lookUps.store.onDidChange((change) => {
        if (change.kind !== 'reset') this.#changed.fire(uriOf(change.lookUp));
        else for (const uri of openDocuments()) this.#changed.fire(uri);
      }),
    ];
  }

  /** Opens the document of a look-up. */
  async open(target: LookUpTarget): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uriOf(target));
    await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, 'json'), {
      preview: true,
    });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const lookUp = this.#find(uri);
    const answer = lookUp && answerOf(lookUp);
    if (!answer) return `${JSON.stringify(t('There is no answer for this call.'))}\n`;
    // Nested too deeply for indentation, it may still fit on one line.
    const text = writeJson(answer.raw, 2) ?? writeJson(answer.raw);
    return `${text ?? JSON.stringify(t('The answer is nested too deeply to be shown.'))}\n`;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #find(uri: vscode.Uri): LookUp | undefined {
    return this.#lookUps.store.get(uri.query);
  }
}

function openDocuments(): readonly vscode.Uri[] {
  return vscode.workspace.textDocuments
    .map(({ uri }) => uri)
    .filter(({ scheme }) => scheme === RAW_JSON_SCHEME);
}

/** The path is for the tab's title; the query names the look-up. */
function uriOf(target: LookUpTarget): vscode.Uri {
  const title = target.sessionId.replace(/[\\/?#%]/g, '_').slice(0, 80);
  return vscode.Uri.from({ scheme: RAW_JSON_SCHEME, path: `/${title}.json`, query: lookUpKey(target) });
}
