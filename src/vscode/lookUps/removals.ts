import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/model.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import type { LookUp } from '../../core/lookUp/model.ts';
import { withoutIcons } from '../../core/text/index.ts';
import { CONTEXT_KEYS } from '../../manifest.ts';
import { setContextKey, t } from '../platform/index.ts';
import { labelOf } from './lookUpItems.ts';

interface Dependencies {
  readonly lookUps: Pick<LookUpService, 'store' | 'cancel'>;
  /** Runs something once after so many milliseconds, unless it is disposed before. */
  readonly after: (milliseconds: number, run: () => void) => Disposable;
}

/** How long the status bar offers to undo a removal, in milliseconds; the view offers it for as long as the window is open. */
const OFFERED_MS = 15_000;
/** So many removals can be undone, the last first. */
const MOST = 50;

/** Look-ups that were removed from the list and the disk, and their way back. */
export class Removals {
  readonly #deps: Dependencies;
  readonly #removed: (readonly LookUp[])[] = [];
  #item: vscode.StatusBarItem | undefined;
  #timer: Disposable | undefined;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Removes look-ups, and says so with a way back. What is under way for them ends. */
  remove(chosen: readonly LookUp[]): void {
    const { lookUps } = this.#deps;
    const { store } = lookUps;
    // As they are now: while the user was asked, answers may have come.
    const removed = chosen.flatMap(({ key }) => store.get(key) ?? []);
    const [first] = removed;
    if (!first) return;
    for (const { key } of removed) {
      lookUps.cancel(key);
      store.remove(key);
    }
    this.#removed.push(removed);
    if (this.#removed.length > MOST) this.#removed.shift();
    setContextKey(CONTEXT_KEYS.canUndoRemoval, true);
    this.#offer(
      removed.length === 1
        ? t('Removed {0}', withoutIcons(labelOf(first)))
        : t('Removed {0} look-ups', removed.length),
    );
  }

  /** Brings back, as they were, those that were removed last. */
  undo(): void {
    this.#offer(undefined);
    for (const lookUp of this.#removed.pop() ?? []) this.#deps.lookUps.store.putBack(lookUp);
    setContextKey(CONTEXT_KEYS.canUndoRemoval, this.#removed.length > 0);
  }

  /** Forgets those that hold what must not be kept. */
  forget(holds: (lookUp: LookUp) => boolean): void {
    this.#removed.splice(0, Infinity, ...this.#removed.map((all) => all.filter((one) => !holds(one))));
  }

  dispose(): void {
    this.#offer(undefined);
  }

  #offer(said: string | undefined): void {
    this.#timer?.dispose();
    this.#item?.dispose();
    this.#item = this.#timer = undefined;
    if (said === undefined) return;
    const item = vscode.window.createStatusBarItem('cometchatCalls.removal', vscode.StatusBarAlignment.Left);
    item.name = t('Removed Look-ups');
    item.text = `$(discard) ${t('{0} · Undo', said)}`;
    item.command = 'cometchatCalls.undoRemoval';
    item.accessibilityInformation = { label: t('{0} · Undo', said), role: 'button' };
    item.show();
    this.#item = item;
    this.#timer = this.#deps.after(OFFERED_MS, () => this.#offer(undefined));
  }
}
