import * as vscode from 'vscode';
import { appOf } from '../../core/sessionId/index.ts';
import { type Answer, answerOf, type LookUp, type LookUpTarget, lookUpKey } from '../../core/lookUp/model.ts';
import { phraseText, type TimeFormat, visibleText } from '../../core/text/index.ts';
import { comparableText } from '../../core/export/index.ts';
import { writeJson } from '../../core/base/index.ts';
import { RAW_JSON_SCHEME } from '../../manifest.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { labelOf } from './lookUpItems.ts';
import { t } from '../platform/index.ts';

/** What the documents are written with. */
interface Writing {
  readonly lookUps: Pick<LookUpService, 'store' | 'connection'>;
  readonly readerTime: { readonly format: TimeFormat };
}

/** Where the documents stand that calls are compared by; all others hold what the server sent. */
const COMPARED = '/compared';

/**
 * Read-only documents about a call: what the server sent for it, and the text it is compared with another call by.
 */
export class CallDocuments {
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
  async open(target: LookUpTarget): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uriOf(target, '', 'json'));
    const json = await vscode.languages.setTextDocumentLanguage(document, 'json');
    await vscode.window.showTextDocument(json, { preview: true });
  }

  /** Opens two look-ups beside each other, in VS Code's own comparison. */
  async compare(one: LookUp, other: LookUp): Promise<void> {
    const [left, right] = [one, other].map((lookUp) => uriOf(lookUp, COMPARED, 'txt'));
    const title = comparisonTitle(one, other, this.#writing.readerTime.format);
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }

  /**
   * What stands in a document: of a comparison, the call as normalised text; of any other, what the server sent, byte
   * for byte in meaning, unknown fields included.
   */
  provideTextDocumentContent(uri: Pick<vscode.Uri, 'path' | 'query'>): string {
    const { lookUps, readerTime } = this.#writing;
    const lookUp = lookUps.store.get(uri.query);
    const answer = lookUp && answerOf(lookUp);
    if (!answer) return `${JSON.stringify(t('There is no answer for this call.'))}\n`;
    if (!uri.path.startsWith(`${COMPARED}/`)) return rawText(answer);
    const { call, fetchedAt } = answer;
    const { sessionId, connectionId } = lookUp;
    const app = appOf(sessionId, lookUps.connection(connectionId));
    return comparableText(call, { time: readerTime.format, t, fetchedAt, sessionId, ...app });
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

/** The path is for the tab's title; the query names the look-up. */
function uriOf(target: LookUpTarget, folder: string, extension: string): vscode.Uri {
  const title = visibleText(target.sessionId, 80).replace(/[\\/?#%]/g, '_');
  const path = `${folder}/${title}.${extension}`;
  return vscode.Uri.from({ scheme: RAW_JSON_SCHEME, path, query: lookUpKey(target) });
}

function rawText({ raw }: Answer): string {
  // Nested too deeply for indentation, it may still fit on one line.
  const text = writeJson(raw, 2) ?? writeJson(raw);
  return `${text ?? JSON.stringify(t('CometChat’s answer is nested too deeply to be shown.'))}\n`;
}

/** What the tab of a comparison says: who called whom, and where that is the same, what tells the two apart. */
function comparisonTitle(one: LookUp, other: LookUp, time: TimeFormat): string {
  const namings: readonly ((lookUp: LookUp) => string)[] = [
    labelOf,
    (lookUp) => phraseText([labelOf(lookUp), whenOf(lookUp, time)], t),
    (lookUp) => phraseText([labelOf(lookUp), whenOf(lookUp, time), userOf(lookUp)], t),
  ];
  const pairs = namings.map((nameOf) => [nameOf(one), nameOf(other)] as const);
  const [left, right] = pairs.find(([a, b]) => a !== b) ?? pairs.at(-1) ?? ['', ''];
  return `${left} ↔ ${right}`;
}

function whenOf(lookUp: LookUp, time: TimeFormat): string {
  const call = answerOf(lookUp)?.call;
  const at = call?.startedAt ?? call?.initiatedAt;
  return at === undefined ? '' : time.dateTime(at);
}

function userOf({ onBehalfOf }: LookUp): string {
  return onBehalfOf === undefined ? '' : t('as {0}', visibleText(onBehalfOf, 40));
}
