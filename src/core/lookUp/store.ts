import { Emitter } from '../base/index.ts';
import {
  answerOf,
  type LookUp,
  lookUpKey,
  type LookUpState,
  type LookUpTarget,
  settled,
  withAnswer,
} from './model.ts';
import { changeOfMarks, isMarked, type Marks, marksAmong } from './marks.ts';

/**
 * `removed` holds for what is kept on disk as well; `trimmed` only takes it out of the list. `added` is also told of one
 * that only a hover had asked for, once it is listed.
 */
export type LookUpStoreChange =
  | { readonly kind: 'added' | 'changed' | 'removed' | 'trimmed'; readonly lookUp: LookUp }
  | { readonly kind: 'reset' };

/** So many look-ups that only hovers asked for are known at a time, besides those under way. */
const MAX_FROM_HOVERS = 50;

/** The look-ups, newest first: the one source that all views render from. Entries are never changed in place. */
export class LookUpStore {
  readonly #lookUps = new Map<string, LookUp>();
  /** The keys of those that only a hover asked for, the oldest first. */
  readonly #fromHovers = new Set<string>();
  #sorted: readonly LookUp[] | undefined;
  #listed: readonly LookUp[] | undefined;
  readonly #changed: Emitter<LookUpStoreChange>;

  constructor(onListenerError: (error: unknown) => void) {
    this.#changed = new Emitter(onListenerError);
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** How many are listed. */
  get size(): number {
    return this.#lookUps.size - this.#fromHovers.size;
  }

  /** All that are listed, newest first: the same list as long as nothing changes. */
  all(): readonly LookUp[] {
    this.#listed ??=
      this.#fromHovers.size === 0 ? this.known() : this.known().filter(({ isFromHover }) => !isFromHover);
    return this.#listed;
  }

  /** All there are, also those that only a hover asked for, newest first: the same list as long as nothing changes. */
  known(): readonly LookUp[] {
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
    return exact ?? this.known().find(fits);
  }

  /** The look-up that is named, for who acts on it: with that it is listed, as of now in milliseconds since 1970 UTC. */
  findToList(named: Partial<LookUpTarget> | undefined, now: number): LookUp | undefined {
    const lookUp = this.find(named);
    if (!lookUp?.isFromHover) return lookUp;
    this.list(lookUp.key, now);
    return this.get(lookUp.key);
  }

  /** @param isFromHover whether a hover asks: one that is there already stays listed or not as it is */
  set(target: LookUpTarget, state: LookUpState, addedAt: number, isFromHover = false): LookUp {
    const key = lookUpKey(target);
    const before = this.#lookUps.get(key);
    if (before) return this.#put({ ...before, state });
    const { sessionId, connectionId, onBehalfOf } = target;
    const added = { key, sessionId, connectionId, onBehalfOf, addedAt, state };
    if (!isFromHover) return this.#put(added);
    const lookUp = this.#put({ ...added, isFromHover });
    this.#forgetOldHovers();
    return lookUp;
  }

  /** Lists a look-up, if it is there, that only a hover had asked for, as of now in milliseconds since 1970 UTC. */
  list(key: string, now: number): void {
    const before = this.#lookUps.get(key);
    if (before?.isFromHover) this.#put({ ...listed(before), addedAt: Math.max(before.addedAt, now) });
  }

  /** Forgets what only hovers asked for, but for what is under way. */
  forgetHovers(): void {
    for (const key of this.#fromHovers) {
      if (this.#lookUps.get(key)?.state.kind !== 'loading') this.#takeOut(key, 'trimmed');
    }
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
    if (marks) this.#put({ ...listed(before), ...marks });
  }

  /** Brings back a look-up that was removed by mistake; where it was looked up again, that one gets the marks back. */
  putBack(removed: LookUp): void {
    this.#put({ ...marksAmong(removed), ...listed(this.#lookUps.get(removed.key) ?? settled(removed)) });
  }

  /** Brings back look-ups of an earlier session; what is there already is newer and stays, and is listed like them. */
  restore(lookUps: readonly LookUp[]): void {
    this.takeOver(
      lookUps.flatMap((saved) => {
        const there = this.#lookUps.get(saved.key);
        if (!there) return saved;
        if (!there.isFromHover) return [];
        const answer = answerOf(there) ?? answerOf(saved);
        return { ...saved, state: answer ? withAnswer(there.state, answer) : there.state };
      }),
    );
  }

  /** Takes look-ups as they are on disk, in the place of what is there: nobody in this window has changed them. */
  takeOver(lookUps: readonly LookUp[]): void {
    for (const lookUp of lookUps) this.#write(listed(lookUp));
    this.#forgetOrder();
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
    const before = this.#lookUps.get(lookUp.key);
    const kind = before && before.isFromHover === lookUp.isFromHover ? 'changed' : 'added';
    this.#write(lookUp);
    this.#changed.fire({ kind, lookUp });
    return lookUp;
  }

  #write(lookUp: LookUp): void {
    this.#lookUps.set(lookUp.key, lookUp);
    if (lookUp.isFromHover) this.#fromHovers.add(lookUp.key);
    else this.#fromHovers.delete(lookUp.key);
    this.#forgetOrder();
  }

  #forgetOrder(): void {
    this.#sorted = undefined;
    this.#listed = undefined;
  }

  #forgetOldHovers(): void {
    for (const key of this.#fromHovers) {
      if (this.#fromHovers.size <= MAX_FROM_HOVERS) return;
      if (this.#lookUps.get(key)?.state.kind !== 'loading') this.#takeOut(key, 'trimmed');
    }
  }

  #takeOut(key: string, kind: 'removed' | 'trimmed'): void {
    const lookUp = this.#lookUps.get(key);
    if (!lookUp) return;
    this.#lookUps.delete(key);
    this.#fromHovers.delete(key);
    this.#forgetOrder();
    this.#changed.fire({ kind, lookUp });
  }
}

/** A look-up as one that is listed. */
function listed(lookUp: LookUp): LookUp {
  if (!lookUp.isFromHover) return lookUp;
  const { isFromHover: _isFromHover, ...rest } = lookUp;
  return rest;
}
