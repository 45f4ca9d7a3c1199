import { Emitter } from '../base/index.ts';
import { type LookUp, lookUpKey, type LookUpState, type LookUpTarget, settled } from './model.ts';
import { changeOfMarks, isMarked, type Marks } from './marks.ts';

/** `removed` holds for what is kept on disk as well; `trimmed` only takes it out of the list. */
export type LookUpStoreChange =
  | { readonly kind: 'added' | 'changed' | 'removed' | 'trimmed'; readonly lookUp: LookUp }
  | { readonly kind: 'reset' };

/** The look-ups, newest first: the one source that all views render from. Entries are never changed in place. */
export class LookUpStore {
  readonly #lookUps = new Map<string, LookUp>();
  #sorted: readonly LookUp[] | undefined;
  readonly #changed: Emitter<LookUpStoreChange>;

  constructor(onListenerError: (error: unknown) => void) {
    this.#changed = new Emitter(onListenerError);
  }

  get onDidChange() {
    return this.#changed.event;
  }

  get size(): number {
    return this.#lookUps.size;
  }

  /** All look-ups, newest first: the same list as long as nothing changes. */
  all(): readonly LookUp[] {
    this.#sorted ??= [...this.#lookUps.values()].toSorted((a, b) => b.addedAt - a.addedAt);
    return this.#sorted;
  }

  get(key: string): LookUp | undefined {
    return this.#lookUps.get(key);
  }

  /** The look-up that is named: the exact one, else the newest that fits what is given of it. */
  find(named: Partial<LookUpTarget> | undefined): LookUp | undefined {
    if (typeof named?.sessionId !== 'string') return undefined;
    const { connectionId, onBehalfOf } = named;
    const sessionId = named.sessionId.trim();
    // What is asked as a user is another look-up than what is asked as nobody: the exact one comes first.
    const exact = this.get(lookUpKey({ sessionId, connectionId, onBehalfOf }));
    const fits = (lookUp: LookUp) =>
      lookUp.sessionId === sessionId &&
      lookUp.onBehalfOf === onBehalfOf &&
      (connectionId === undefined || lookUp.connectionId === connectionId);
    return exact ?? this.all().find(fits);
  }

  set(target: LookUpTarget, state: LookUpState, addedAt: number): LookUp {
    const key = lookUpKey(target);
    const before = this.#lookUps.get(key);
    const { sessionId, connectionId, onBehalfOf } = target;
    return this.#put(
      before ? { ...before, state } : { key, sessionId, connectionId, onBehalfOf, addedAt, state },
    );
  }

  /** Puts a look-up, if it is there, on top of the list; a clock that was set back puts nothing further down. */
  renew(key: string, now: number): void {
    const before = this.#lookUps.get(key);
    if (before && before.addedAt < now) this.#put({ ...before, addedAt: now });
  }

  /** Gives a look-up, if it is there, the user's marks, as of now in milliseconds since 1970 UTC. */
  mark(key: string, changes: Marks, now: number): void {
    const before = this.#lookUps.get(key);
    if (!before) return;
    const marks = changeOfMarks(before, changes, now);
    if (marks) this.#put({ ...before, ...marks });
  }

  /** Brings back a look-up that was removed by mistake; where it was looked up again, that one gets the marks back. */
  putBack(removed: LookUp): void {
    const { pin, note } = removed;
    const there = this.#lookUps.get(removed.key);
    this.#put({ ...(pin ? { pin } : {}), ...(note ? { note } : {}), ...(there ?? settled(removed)) });
  }

  /** Brings back look-ups of an earlier session; what is there already is newer and stays. */
  restore(lookUps: readonly LookUp[]): void {
    this.takeOver(lookUps.filter(({ key }) => !this.#lookUps.has(key)));
  }

  /** Takes look-ups as they are on disk, in the place of what is there: nobody in this window has changed them. */
  takeOver(lookUps: readonly LookUp[]): void {
    for (const lookUp of lookUps) this.#lookUps.set(lookUp.key, lookUp);
    this.#sorted = undefined;
    this.#changed.fire({ kind: 'reset' });
  }

  remove(key: string): void {
    this.#takeOut(key, 'removed');
  }

  /** Takes a look-up out of the list, not from disk; one with a mark stays, and its request is cancelled. */
  drop(key: string): void {
    const lookUp = this.#lookUps.get(key);
    if (lookUp && isMarked(lookUp)) this.#put(settled(lookUp));
    else this.#takeOut(key, 'trimmed');
  }

  /** Takes the oldest beyond `limit` out of the list, but for those under way, marked, or to `keep`. */
  trim(limit: number, keep: (lookUp: LookUp) => boolean): void {
    if (this.size <= limit) return;
    for (const { key } of this.all().slice(limit).toReversed()) {
      // As it is now: a listener may have looked it up again.
      const lookUp = this.#lookUps.get(key);
      const stays = !lookUp || lookUp.state.kind === 'loading' || isMarked(lookUp) || keep(lookUp);
      if (!stays) this.#takeOut(key, 'trimmed');
    }
  }

  #put(lookUp: LookUp): LookUp {
    const kind = this.#lookUps.has(lookUp.key) ? 'changed' : 'added';
    this.#lookUps.set(lookUp.key, lookUp);
    this.#sorted = undefined;
    this.#changed.fire({ kind, lookUp });
    return lookUp;
  }

  #takeOut(key: string, kind: 'removed' | 'trimmed'): void {
    const lookUp = this.#lookUps.get(key);
    if (!lookUp) return;
    this.#lookUps.delete(key);
    this.#sorted = undefined;
    this.#changed.fire({ kind, lookUp });
  }
}
