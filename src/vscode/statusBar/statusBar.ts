import * as vscode from 'vscode';
import type { ListingState } from '../../core/callList/model.ts';
import type { Failure } from '../../core/failure/model.ts';
import { retryAtOf } from '../../core/failure/index.ts';
import type { Clock, Disposable } from '../../core/base/model.ts';
import { VIEWS } from '../../manifest.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { SANDBOX_CONNECTION_ID } from '../connections/index.ts';
import { type Activity, activityWords } from './words.ts';
import { t } from '../platform/index.ts';

interface Dependencies {
  readonly lookUps: Pick<LookUpService, 'store' | 'connection'>;
  readonly clock: Clock;
  /** Runs something once after so many milliseconds, unless it is disposed before. */
  readonly after: (milliseconds: number, run: () => void) => Disposable;
  /** How many calls' ends are waited for. */
  readonly watched: () => number;
  /** How the lists of recent calls stand that were opened. */
  readonly lists: () => readonly Pick<ListingState, 'activity' | 'failure'>[];
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
    this.#item ??= createItem();
    if (this.#item.text !== words.text) this.#item.text = words.text;
    this.#item.tooltip = words.tooltip;
    this.#item.accessibilityInformation = { label: words.label, role: 'button' };
    this.#item.show();
    if (activity.rateLimitedUntil !== undefined) this.#wait(SECOND_MS, true);
  }

  #activity(now: number): Activity {
    const { lookUps, watched, lists } = this.#deps;
    let [loading, until] = [0, now];
    for (const { state } of lookUps.store.all()) {
      if (state.kind === 'loading') loading += 1;
      if (state.kind === 'failed') until = Math.max(until, limitOf(state.failure, now));
    }
    const open = lists();
    for (const { failure } of open) if (failure) until = Math.max(until, limitOf(failure, now));
    return {
      lookUps: loading,
      lists: open.filter(({ activity }) => activity !== 'idle').length,
      rateLimitedUntil: until > now ? until : undefined,
      watched: watched(),
      sandbox: lookUps.connection(SANDBOX_CONNECTION_ID) !== undefined,
    };
  }
}

/** Until when a failure puts requests off, in milliseconds since 1970 UTC; 0 where it does not, or for longer than is counted. */
function limitOf(failure: Failure, now: number): number {
  const retryAt = retryAtOf(failure);
  return retryAt - now <= LONGEST_COUNTDOWN_MS ? retryAt : 0;
}

function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('cometchatCalls.activity', vscode.StatusBarAlignment.Left);
  item.name = t('CometChat Calls');
  item.command = `${VIEWS.lookUps}.focus`;
  return item;
}
