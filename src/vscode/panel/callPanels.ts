import * as vscode from 'vscode';
import { type LookUpTarget, lookUpKey } from '../../core/callStore.ts';
import { CALL_PANEL } from '../../manifest.ts';
import { onSettingChange } from '../settings.ts';
import { t } from '../words.ts';
import type { CallPanel, PanelDependencies } from './callPanel.ts';

interface Dependencies extends PanelDependencies {
  /** Settled once the look-ups of earlier sessions are back in the store. */
  readonly restored: Promise<void>;
}

/** The call panels, one for each look-up that is open, and their way back after a reload of the window. */
export class CallPanels implements vscode.WebviewPanelSerializer {
  readonly #deps: Dependencies;
  readonly #open = new Map<string, OpenPanel>();
  readonly #subscriptions: { dispose(): void }[];

  constructor(deps: Dependencies) {
    this.#deps = deps;
    this.#subscriptions = [
      vscode.window.registerWebviewPanelSerializer(CALL_PANEL, this),
      deps.lookUps.store.onDidChange((change) => {
        if (change.kind === 'reset') this.redraw();
        else this.#open.get(change.lookUp.key)?.content?.show();
      }),
      onSettingChange('timeZone', () => {
        for (const panel of this.#open.values()) panel.content?.start();
      }),
    ];
  }

  /** Shows a look-up's panel, opening it where it is not open. */
  show({ sessionId, connectionId, onBehalfOf }: LookUpTarget): void {
    const target = { sessionId, connectionId, onBehalfOf };
    const open = this.#open.get(lookUpKey(target));
    if (open) {
      open.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(CALL_PANEL, t('Call'), vscode.ViewColumn.Active, {
      enableFindWidget: true,
    });
    void this.#adopt(panel, target);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    await this.#deps.restored;
    const target = targetOf(state);
    if (target && !this.#open.has(lookUpKey(target))) await this.#adopt(panel, target);
    else panel.dispose();
  }

  /** Draws all panels again, as after a change of a connection's name. */
  redraw(): void {
    for (const panel of this.#open.values()) panel.content?.show();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    // The panels themselves stay: the window brings them back after its reload.
  }

  async #adopt(panel: vscode.WebviewPanel, target: LookUpTarget): Promise<void> {
    const key = lookUpKey(target);
    const opening: OpenPanel = { reveal: () => panel.reveal() };
    this.#open.set(key, opening);
    panel.onDidDispose(() => this.#open.delete(key));
    const { CallPanel } = await import('./callPanel.ts');
    // It may have been closed while its code was loading.
    if (this.#open.get(key) === opening) opening.content = new CallPanel(panel, target, this.#deps);
  }
}

/** A panel that is open; its content comes a moment later, when its code is loaded. */
interface OpenPanel {
  readonly reveal: () => void;
  content?: CallPanel;
}

/** What a page keeps of its panel for the way back, as the page sends it: not to be trusted. */
function targetOf(state: unknown): LookUpTarget | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const text = (name: keyof LookUpTarget): string | undefined => {
    const value: unknown = Reflect.get(state, name);
    return typeof value === 'string' ? value : undefined;
  };
  const sessionId = text('sessionId');
  return sessionId === undefined
    ? undefined
    : { sessionId, connectionId: text('connectionId'), onBehalfOf: text('onBehalfOf') };
}
