/** What the tests of the storage hold it to: what was promised to be on disk, by whom and when. */

interface Entry {
  readonly id: string;
  readonly window: number;
  readonly begun: number;
  /** When it was over: acknowledged, or given up because its window crashed. */
  ended: number;
  acknowledged: boolean;
}

/** The times of an entry's parts, each undefined where there is no such part, or nobody knows. */
export type Times = Readonly<Record<string, number | undefined>>;

export class StorageModel {
  #now = 0;
  readonly #changes: (Entry & { readonly times: Times })[] = [];
  readonly #removals: Entry[] = [];

  /** A time that no other event has. */
  tick(): number {
    this.#now += 1;
    return this.#now;
  }

  /** @param begun when the change was asked for, where that is not now */
  changed(window: number, id: string, times: Times, begun = this.tick()): void {
    this.#changes.push({ ...this.#entry(window, id), begun, times });
  }

  removed(window: number, id: string): void {
    this.#removals.push(this.#entry(window, id));
  }

  /** What a window has begun by then is on disk. */
  acknowledged(window: number, until: number): void {
    this.#end(window, until, true);
  }

  /** A window does nothing any more. */
  crashed(window: number): void {
    this.#end(window, Number.POSITIVE_INFINITY, false);
  }

  /**
   * What must be on disk at least: the newest of each part that was acknowledged and that no removal was under way
   * beside, or came after. A window's own removal comes before what it does next.
   * @param counts which changes of an entry are to be there still, by its parts then; all unless given
   */
  owed(
    counts: (times: Times) => boolean = () => true,
  ): ReadonlyMap<string, Readonly<Record<string, number>>> {
    const owed = new Map<string, Record<string, number>>();
    for (const change of this.#changes.filter(({ acknowledged, times }) => acknowledged && counts(times))) {
      const isTaken = this.#removals.some(
        ({ id, window, begun, ended }) =>
          id === change.id && ended > change.begun && !(window === change.window && begun < change.begun),
      );
      if (isTaken) continue;
      for (const [part, time] of Object.entries(change.times)) {
        if (time === undefined) continue;
        const parts = owed.get(change.id) ?? {};
        owed.set(change.id, { ...parts, [part]: Math.max(parts[part] ?? 0, time) });
      }
    }
    return owed;
  }

  /**
   * The ids of what must not be there any more: removed after the last change was over. A window's own changes come
   * before what it removes next, over or not.
   */
  gone(): readonly string[] {
    return this.#removals
      .filter((removal) => removal.acknowledged)
      .filter(({ id, window, begun }) =>
        this.#changes.every(
          (one) => one.id !== id || (one.window === window ? one.begun : one.ended) < begun,
        ),
      )
      .map(({ id }) => id);
  }

  #entry(window: number, id: string): Entry {
    return { id, window, begun: this.tick(), ended: Number.POSITIVE_INFINITY, acknowledged: false };
  }

  #end(window: number, until: number, acknowledged: boolean): void {
    const ended = this.tick();
    for (const entry of [...this.#changes, ...this.#removals]) {
      if (entry.window !== window || entry.begun > until || entry.ended < ended) continue;
      entry.ended = ended;
      entry.acknowledged = acknowledged;
    }
  }
}
