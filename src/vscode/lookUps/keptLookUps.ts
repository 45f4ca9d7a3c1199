import * as vscode from 'vscode';
import type { LookUpStore } from '../../core/lookUp/index.ts';
import type { LookUp } from '../../core/lookUp/model.ts';
import type { Logger } from '../../core/base/model.ts';
import { boundedSetting, showUnreadable, showUnwritten, tellDamaged } from '../platform/index.ts';
import { LookUpFiles } from '../../storage/index.ts';

/** By how much the list may outgrow its limit before it is cut back to it. */
const TRIM_ROOM = 1.2;

/** The list's tie to the disk: brings back earlier look-ups, keeps new ones, and follows what other windows write. */
export class KeptLookUps {
  /** Settled once the look-ups of earlier sessions are back in the store. */
  readonly restored: Promise<void>;
  readonly #files: LookUpFiles;
  readonly #store: LookUpStore;
  readonly #logger: Logger;
  readonly #memory: vscode.Memento;
  readonly #subscriptions: { dispose(): void }[];

  /**
   * @param folder its path; it need not be there
   * @param memory remembers, for all windows, which damaged files the user was told of
   * @param keep tells which look-ups stay listed beyond the limit
   */
  constructor(
    folder: string,
    store: LookUpStore,
    logger: Logger,
    memory: vscode.Memento,
    keep: (lookUp: LookUp) => boolean,
  ) {
    this.#store = store;
    this.#logger = logger;
    this.#memory = memory;
    this.#files = new LookUpFiles(folder, store, logger);
    this.#files.onUnwritten(({ count, code }) => showUnwritten(count, code));
    this.restored = this.#restore();
    this.#subscriptions = [
      // With some room, so that a whole file's look-ups do not trim the list one by one.
      store.onDidChange(({ kind }) => {
        if (kind === 'added' && store.size > listLimit() * TRIM_ROOM)
          void this.restored.then(() => store.trim(listLimit(), keep));
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.#follow();
      }),
    ];
  }

  /** Settled when everything that was asked for so far is on disk, or could not be written. */
  flush(): Promise<void> {
    return this.#files.flush();
  }

  /** How many look-ups are on disk and not in the list, with those whose files cannot be read. */
  async countUnlisted(): Promise<number> {
    await this.restored;
    return this.#files.countUnlisted();
  }

  /**
   * Brings whatever is on disk into the list, however many, for who is about to clear all of it.
   * @returns how many look-ups cannot be read; their files stay what they are
   */
  async listAll(): Promise<number> {
    await this.restored;
    return this.#files.listAll();
  }

  /**
   * Removes the look-ups for good that hold on disk what must not be kept.
   * @param holds whether the text of a file does
   */
  async removeHolding(holds: (text: string) => boolean): Promise<void> {
    await this.restored;
    await this.#files.removeHolding(holds);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#files.dispose();
  }

  async #restore(): Promise<void> {
    const saved = await this.#files.read(listLimit());
    this.#store.restore(saved);
    this.#logger.debug(`${saved.length} look-ups of earlier sessions are back`);
    this.#tellDamaged();
  }

  #tellDamaged(): void {
    tellDamaged(this.#memory, this.#files.troubles.damaged, showUnreadable);
  }

  /** Takes over what other windows have written: when the user comes to this one. */
  async #follow(): Promise<void> {
    await this.restored;
    await this.#files.refresh(listLimit());
    this.#tellDamaged();
  }
}

/** How many look-ups are listed: the newest so many. Older ones stay on disk. */
function listLimit(): number {
  return boundedSetting('lookups.limit', { min: 1, max: 5000, otherwise: 500 });
}
