import * as vscode from 'vscode';
import type { Call, Transcript } from '../../core/call/model.ts';
import { answerOf, type LookUpTarget, lookUpKey } from '../../core/lookUp/model.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { CALL_PANEL, CONTEXT_KEYS } from '../../manifest.ts';
import type { SavedPanel } from '../../shared/index.ts';
import { onSettingChange, setContextKey, t } from '../platform/index.ts';
import { CallPanel, type PanelDependencies } from './callPanel.ts';
import { savedPanelOf } from './savedPanel.ts';

interface Dependencies extends PanelDependencies {
  /** Settled once the look-ups of earlier sessions are back in the store. */
  readonly restored: Promise<void>;
}

/**
 * The call panels, and their way back after a reload of the window. A look-up has one at most; one that is not kept
 * is used again for the next call, like a preview.
 */
export class CallPanels implements vscode.WebviewPanelSerializer {
  readonly #deps: Dependencies;
  /** The one that was opened last comes last. */
  readonly #open = new Set<CallPanel>();
  readonly #subscriptions: { dispose(): void }[];

  constructor(deps: Dependencies) {
    this.#deps = deps;
    this.#subscriptions = [
      deps.lookUps.store.onDidChange((change) => {
        if (change.kind === 'reset') this.redraw();
        else this.#find(change.lookUp)?.show();
      }),
      onSettingChange('timeZone', () => {
        for (const panel of this.#open) panel.start();
      }),
      onSettingChange('refreshSeconds', () => this.redraw()),
    ];
  }

  /**
   * Shows a look-up's panel: the one it has, else the one that is not kept, else a new one.
   * @param logLine the line of a log it is opened from; without one, its own panel keeps the one it has
   * @param preserveFocus whether the focus stays where it is
   * @param fromLog the address of the log by which it is shown where there is no answer
   */
  show(
    { sessionId, connectionId, onBehalfOf }: LookUpTarget,
    logLine?: LogLine,
    preserveFocus = false,
    fromLog?: string,
  ): void {
    if (logLine) setContextKey(CONTEXT_KEYS.hasOpenedFromLog, true);
    const target = { sessionId, connectionId, onBehalfOf };
    const own = this.#find(target);
    const open = own ?? [...this.#open].findLast(({ saved }) => !saved.kept);
    const saved = { ...target, kept: false, logLine, fromLog };
    if (!open) {
      const where = { viewColumn: vscode.ViewColumn.Active, preserveFocus };
      const panel = vscode.window.createWebviewPanel(CALL_PANEL, t('Call'), where, {
        enableFindWidget: true,
      });
      this.#adopt(panel, saved);
      return;
    }
    this.#open.delete(open);
    this.#open.add(open);
    if (!own) open.open(saved);
    else if (logLine || fromLog !== undefined)
      open.open({
        ...open.saved,
        logLine: logLine ?? open.saved.logLine,
        fromLog: fromLog ?? open.saved.fromLog,
      });
    open.panel.reveal(undefined, preserveFocus);
  }

  /** Keeps a look-up's panel, or else the one with the focus, when another call is opened. */
  keep(target?: LookUpTarget): void {
    (target ? this.#find(target) : this.#active())?.keep();
  }

  /** Whether somebody can see a look-up's panel. */
  isShown(target: LookUpTarget): boolean {
    return this.#find(target)?.panel.visible === true;
  }

  /** The look-up of the panel with the focus. */
  activeTarget(): LookUpTarget | undefined {
    return this.#active()?.saved;
  }

  /** The line of a log that a look-up's panel was opened from. */
  logLineOf(target: LookUpTarget): LogLine | undefined {
    return this.#find(target)?.saved.logLine;
  }

  /** The column in which a look-up's panel can be seen; undefined where it cannot. */
  columnOf(target: LookUpTarget): vscode.ViewColumn | undefined {
    const panel = this.#find(target)?.panel;
    return panel?.visible ? panel.viewColumn : undefined;
  }

  /** Has a look-up's panel forget the line of a log that it was opened from. */
  forgetLogLine(target: LookUpTarget): void {
    const open = this.#find(target);
    open?.open({ ...open.saved, logLine: undefined });
  }

  /** All transcripts that a look-up's panel shows, once some were paged in; undefined until then. */
  transcriptsOf(target: LookUpTarget): readonly Transcript[] | undefined {
    return this.#find(target)?.transcripts;
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    // Nothing of a panel that was closed meanwhile can be touched, and nobody is told of that twice.
    let isClosed = false;
    panel.onDidDispose(() => (isClosed = true));
    await this.#deps.restored;
    if (isClosed) return;
    const saved = savedPanelOf(state);
    if (saved && !this.#find(saved)) this.#adopt(panel, saved);
    else panel.dispose();
  }

  /**
   * Closes the panels whose ids hold what must not be shown.
   * @param holds whether a text does
   */
  closeHolding(holds: (text: string) => boolean): void {
    // Closing one takes it out of the set, which goes on with the next.
    for (const { panel, saved } of this.#open)
      if (holds(saved.sessionId) || holds(saved.onBehalfOf ?? '')) panel.dispose();
  }

  /**
   * Has the panels that were opened from a line of a file show when it was, now that its times are read in another way.
   * @param read reads the line again; called with the panel's call where that is known
   */
  async readLinesOf(
    uri: string,
    read: (line: LogLine, call: Call | undefined) => Promise<LogLine>,
  ): Promise<void> {
    for (const panel of this.#open) {
      const { logLine } = panel.saved;
      if (logLine?.uri !== uri) continue;
      const lookUp = this.#deps.lookUps.store.get(lookUpKey(panel.saved));
      const line = await read(logLine, lookUp && answerOf(lookUp)?.call);
      // Meanwhile it may have been closed, or opened from elsewhere.
      if (this.#open.has(panel) && panel.saved.logLine === logLine)
        panel.open({ ...panel.saved, logLine: line });
    }
  }

  /** Draws all panels again, as after a change of a connection's name. */
  redraw(): void {
    for (const panel of this.#open) panel.show();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    // The panels themselves stay: the window brings them back after its reload.
    for (const panel of this.#open) panel.dispose();
  }

  #find(target: LookUpTarget): CallPanel | undefined {
    const key = lookUpKey(target);
    return [...this.#open].find(({ saved }) => lookUpKey(saved) === key);
  }

  #active(): CallPanel | undefined {
    return [...this.#open].find(({ panel }) => panel.active);
  }

  #adopt(panel: vscode.WebviewPanel, saved: SavedPanel): void {
    const open = new CallPanel(panel, saved, this.#deps);
    this.#open.add(open);
    panel.onDidDispose(() => this.#open.delete(open));
  }
}
