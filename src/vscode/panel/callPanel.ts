import * as vscode from 'vscode';
import { answerOf, type LookUpTarget, lookUpKey } from '../../core/callStore.ts';
import { visibleText } from '../../core/format/visibleText.ts';
import { partiesOf } from '../../core/parties.ts';
import { type FromPanel, isFromPanel, type ToPanel } from '../../shared/panelProtocol.ts';
import { applyFix } from '../fixes.ts';
import type { LookUps } from '../lookUps.ts';
import type { ReaderTime } from '../readerTime.ts';
import { setting, updateSetting } from '../settings.ts';
import { panelHtml, panelRoot } from './html.ts';
import { panelView } from './view.ts';

export interface PanelDependencies {
  readonly lookUps: LookUps;
  readonly readerTime: ReaderTime;
  readonly extensionUri: vscode.Uri;
}

/** One open panel: its page, what it is told, and what it asks for. */
export class CallPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #target: LookUpTarget;
  readonly #deps: PanelDependencies;

  constructor(panel: vscode.WebviewPanel, target: LookUpTarget, deps: PanelDependencies) {
    this.#panel = panel;
    this.#target = target;
    this.#deps = deps;
    panel.webview.options = { enableScripts: true, localResourceRoots: [panelRoot(deps.extensionUri)] };
    const icon = (theme: string) =>
      vscode.Uri.joinPath(deps.extensionUri, 'media', 'icons', `call-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (isFromPanel(message)) void this.#receive(message);
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible) this.show();
    });
    panel.webview.html = panelHtml(panel.webview, deps.extensionUri);
    this.#setTitle();
  }

  /** Tells the page how to write, then what to show. */
  start(): void {
    this.#post({
      type: 'start',
      language: vscode.env.language,
      timeZone: setting('timeZone'),
      // The translations VS Code loaded for its language; none for English.
      bundle: vscode.l10n.bundle ?? {},
      target: this.#target,
    });
    this.show();
  }

  show(): void {
    this.#setTitle();
    const { lookUps } = this.#deps;
    this.#post({
      type: 'show',
      view: panelView(this.#target, lookUps.store.get(lookUpKey(this.#target)), lookUps),
    });
  }

  #setTitle(): void {
    const lookUp = this.#deps.lookUps.store.get(lookUpKey(this.#target));
    const answer = lookUp && answerOf(lookUp);
    this.#panel.title = (answer && partiesOf(answer.call, 30)) ?? visibleText(this.#target.sessionId, 30);
  }

  #post(message: ToPanel): void {
    void this.#panel.webview.postMessage(message);
  }

  async #receive(message: FromPanel): Promise<void> {
    const target = this.#target;
    switch (message.type) {
      case 'ready':
        this.start();
        return this.#deps.readerTime.report(message.readerTimeZone);
      case 'setTimeZone':
        return updateSetting('timeZone', message.timeZone);
      case 'openLink':
        return openLink(message.url);
      case 'fix': {
        const state = this.#deps.lookUps.store.get(lookUpKey(target))?.state;
        return state?.kind === 'failed'
          ? applyFix(message.fix, { ...target, failure: state.failure })
          : undefined;
      }
      case 'refresh':
        return vscode.commands.executeCommand('cometchatCalls.refresh', target);
      case 'cancel':
        return vscode.commands.executeCommand('cometchatCalls.cancelLookUp', target);
      case 'copySessionId':
        return vscode.commands.executeCommand('cometchatCalls.copySessionId', target);
      case 'openRawJson':
        return vscode.commands.executeCommand('cometchatCalls.openRawJson', target);
    }
  }
}

/** Opens a link of an answer in the browser: VS Code asks first, and only `https` is passed on. */
async function openLink(text: string): Promise<void> {
  if (URL.canParse(text) && new URL(text).protocol === 'https:') {
    // VS Code takes a text as well and passes it on as it is; a Uri is written anew, and signed links break.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the declared type leaves the text out
    await vscode.env.openExternal(text as unknown as vscode.Uri);
  }
}
