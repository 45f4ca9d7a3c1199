import * as vscode from 'vscode';
import { answerOf, type LookUp, lookUpKey } from '../../core/lookUp/model.ts';
import { visibleText } from '../../core/text/index.ts';
import { partiesLabel } from '../../core/call/index.ts';
import { isFromPanel, type SavedPanel, type ToPanel } from '../../shared/index.ts';
import { showNotDone, type ReaderTime, setting } from '../platform/index.ts';
import type { CallInLog } from '../callLogs/index.ts';
import { type FollowDependencies, type FollowedCall, followCall } from './followedCall.ts';
import { panelHtml, panelRoot } from './html.ts';
import { receive } from './receive.ts';
import { panelView } from './view.ts';

export interface PanelDependencies extends FollowDependencies {
  readonly readerTime: Pick<ReaderTime, 'report'>;
  readonly extensionUri: vscode.Uri;
}

/** One open panel: its page, what it is told, and what it asks for. */
export class CallPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #deps: PanelDependencies;
  #saved: SavedPanel;
  /** Whether there is a page to hear what it is told. A hidden one is gone; shown again, it is made anew and asks. */
  #hasPage: boolean;
  #followed: FollowedCall;
  /** The call as it is shown where there is no answer. */
  #inLog: CallInLog | undefined;

  constructor(panel: vscode.WebviewPanel, saved: SavedPanel, deps: PanelDependencies) {
    this.panel = panel;
    this.#saved = saved;
    this.#deps = deps;
    this.#hasPage = panel.visible;
    this.#followed = this.#follow();
    panel.webview.options = { enableScripts: true, localResourceRoots: [panelRoot(deps.extensionUri)] };
    const icon = (theme: string) =>
      vscode.Uri.joinPath(deps.extensionUri, 'media', 'icons', `call-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidChangeViewState(() => {
      this.#hasPage = panel.visible;
      this.show();
    });
    panel.onDidDispose(() => this.dispose());
    panel.webview.html = panelHtml(panel.webview, deps.extensionUri);
    this.#setTitle();
  }

  /** What it shows, as its page keeps it for the way back. */
  get saved(): SavedPanel {
    return this.#saved;
  }

  /** All transcripts that it shows, once some were paged in; undefined until then. */
  get transcripts() {
    return this.#followed.transcripts();
  }

  /** Keeps this panel when another call is opened. */
  keep(): void {
    this.open({ ...this.#saved, kept: true });
  }

  /** Shows another call in this panel, or the same in another way. */
  open(saved: SavedPanel): void {
    const isAnother = lookUpKey(saved) !== lookUpKey(this.#saved);
    this.#saved = saved;
    if (isAnother) {
      this.#followed.dispose();
      this.#followed = this.#follow();
    }
    this.start();
  }

  /** Tells the page how to write, then what to show. */
  start(): void {
    this.#post({
      type: 'start',
      language: vscode.env.language,
      timeZone: setting('timeZone'),
      // The translations VS Code loaded for its language; none for English.
      bundle: vscode.l10n.bundle ?? {},
      target: this.#saved,
    });
    this.show();
  }

  /** Shows the look-up as it is now. */
  show(): void {
    const followed = this.#followed.update(this.panel.visible, this.#saved);
    this.#inLog = this.#saved.fromLog === undefined ? undefined : followed.inLog;
    this.#setTitle();
    // A story that no page would hear is not worked out.
    if (!this.#hasPage) return;
    this.#post({ type: 'show', view: panelView(this.#saved, this.#lookUp(), followed, this.#deps.lookUps) });
  }

  /** Ends what is under way for this panel. */
  dispose(): void {
    this.#followed.dispose();
  }

  #follow(): FollowedCall {
    const followed: FollowedCall = followCall(this.#saved, this.#deps, () => {
      if (this.#followed === followed) this.show();
    });
    return followed;
  }

  #lookUp(): LookUp | undefined {
    return this.#deps.lookUps.store.get(lookUpKey(this.#saved));
  }

  /** Shows the call by the log that has it. */
  #showFromLog(): void {
    const { inLog } = this.#followed.update(this.panel.visible, this.#saved);
    if (inLog) this.open({ ...this.#saved, fromLog: inLog.webhooks.uri });
  }

  /** Where the event of its log that is nearest to an instant stands. */
  #eventAt(instant: number): { readonly uri: string; readonly offset: number } | undefined {
    const { uri, lines = [] } = this.#inLog?.webhooks ?? {};
    const nearest = lines
      .flatMap(({ at, offset }) => (at === undefined ? [] : [{ apart: Math.abs(at - instant), offset }]))
      .toSorted((a, b) => a.apart - b.apart)[0];
    return uri === undefined || !nearest ? undefined : { uri, offset: nearest.offset };
  }

  #setTitle(): void {
    const lookUp = this.#lookUp();
    const call = (lookUp && answerOf(lookUp)?.call) ?? this.#inLog?.call;
    const title = (call && partiesLabel(call, 30)) ?? visibleText(this.#saved.sessionId, 30);
    if (this.panel.title !== title) this.panel.title = title;
  }

  #post(message: ToPanel): void {
    // VS Code would keep all of it until the page is there again.
    if (this.#hasPage) void this.panel.webview.postMessage(message);
  }

  #receive(message: unknown): void {
    if (!isFromPanel(message)) return;
    // A command that is run from the palette has VS Code say what went wrong; for the page, nobody would.
    const lookUp = this.#lookUp();
    const items = lookUp ? this.#deps.attempts.view(lookUp).items : [];
    receive(message, {
      saved: this.#saved,
      failure: lookUp?.state.kind === 'failed' ? lookUp.state.failure : undefined,
      column: this.panel.viewColumn,
      lineAt: (uri, offset, signal) => this.#deps.logs.lineAt(vscode.Uri.parse(uri), offset, signal),
      hasLog: (uri) => this.#followed.hasLog(uri),
      eventAt: (instant) => this.#eventAt(instant),
      isListed: (sessionId) => items.some((item) => item.sessionId === sessionId),
      cancelLog: (uri) => this.#followed.cancelLog(uri),
      readLog: (uri) => this.#followed.readLog(uri),
      start: () => {
        this.#hasPage = true;
        this.start();
      },
      keep: () => this.keep(),
      showFromLog: () => this.#showFromLog(),
      loadTranscripts: () => this.#followed.loadTranscripts(),
      readerTime: this.#deps.readerTime,
    }).catch(showNotDone);
  }
}
