import * as vscode from 'vscode';
import type { Clock, Disposable } from '../core/ports.ts';
import { VIEWS } from '../manifest.ts';
import type { Late } from './late.ts';
import type { LookUps } from './lookUps.ts';
import { SANDBOX_CONNECTION_ID } from './sandboxConnection.ts';
import { type Activity, activityWords } from './statusBarWords.ts';
import { after } from './timer.ts';
import type { CallWatches } from './watch/callWatches.ts';
import { t } from './words.ts';

interface Dependencies {
  readonly lookUps: Pick<LookUps, 'store' | 'connection'>;
  readonly clock: Clock;
  /** Runs something once after so many milliseconds, unless it is disposed before. */
  readonly after: (milliseconds: number, run: () => void) => Disposable;
  /** How many calls' ends are waited for. */
  readonly watched: () => number;
}

/** So long after a first change it is drawn, in milliseconds: a file's look-ups draw it once, and quick ones never. */
const COALESCE_MS = 200;
const SECOND_MS = 1_000;
/** A server that asks for a longer wait, in milliseconds, is not counted down: nothing runs then. */
const LONGEST_COUNTDOWN_MS = 15 * 60_000;

/** The item of the status bar that is there while something runs. */
export class StatusBar {
  readonly #deps: Dependencies;
  #item: vscode.StatusBarItem | undefined;
  #timer: Disposable | undefined;
  #isCountdown = false;
  #disposed = false;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Hears that something may have changed; draws it in a moment, with what else changes until then. */
  update(): void {
    if (this.#disposed || (this.#timer && !this.#isCountdown)) return;
    this.#wait(COALESCE_MS, false);
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#item?.dispose();
  }

  #wait(milliseconds: number, isCountdown: boolean): void {
    this.#timer?.dispose();
    this.#isCountdown = isCountdown;
    this.#timer = this.#deps.after(milliseconds, () => {
      this.#timer = undefined;
      this.#draw();
    });
  }

  #draw(): void {
    const now = this.#deps.clock();
    const activity = this.#activity(now);
    const words = activityWords(activity, now, t);
    if (!words) {
      this.#item?.hide();
      return;
    }
    this.#item ??= madeItem();
    if (this.#item.text !== words.text) this.#item.text = words.text;
    this.#item.tooltip = words.tooltip;
    this.#item.accessibilityInformation = { label: words.label, role: 'button' };
    this.#item.show();
    if (activity.rateLimitedUntil !== undefined) this.#wait(SECOND_MS, true);
  }

  #activity(now: number): Activity {
    const { lookUps, watched } = this.#deps;
    let [loading, until] = [0, now];
    for (const { state } of lookUps.store.all()) {
      if (state.kind === 'loading') loading += 1;
      if (state.kind !== 'failed' || state.failure.reason !== 'rateLimited') continue;
      const { retryAt = 0 } = state.failure;
      if (retryAt - now <= LONGEST_COUNTDOWN_MS) until = Math.max(until, retryAt);
    }
    return {
      lookUps: loading,
      rateLimitedUntil: until > now ? until : undefined,
      watched: watched(),
      sandbox: lookUps.connection(SANDBOX_CONNECTION_ID) !== undefined,
    };
  }
}

/** The item of this window. */
export function createStatusBar(lookUps: LookUps, watches: Pick<Late<CallWatches>, 'now'>): StatusBar {
  return new StatusBar({ lookUps, clock: Date.now, after, watched: () => watches.now?.keys.length ?? 0 });
}

function madeItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('cometchatCalls.activity', vscode.StatusBarAlignment.Left);
  item.name = t('CometChat Calls');
  item.command = `${VIEWS.lookUps}.focus`;
  return item;
}
