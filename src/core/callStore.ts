import type { Call } from './call.ts';
import { Emitter } from './emitter.ts';
import type { Failure } from './failure.ts';

/** What names a look-up: the same three always share one entry. */
export interface LookUpTarget {
  readonly sessionId: string;
  /** Undefined while no connection could be chosen. */
  readonly connectionId: string | undefined;
  /** The uid the call was asked for as. */
  readonly onBehalfOf: string | undefined;
}

/** An answer: the call, what the server sent for it, and when, in milliseconds since 1970 UTC. */
export interface Answer {
  readonly call: Call;
  readonly raw: unknown;
  readonly fetchedAt: number;
}

/** The state of a look-up. The last answer stays while a newer one is fetched, and when that fails. */
export type LookUpState =
  | { readonly kind: 'loading'; readonly since: number; readonly last?: Answer }
  | { readonly kind: 'ready'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly failedAt: number; readonly last?: Answer };

/**
 * Whether the user has pinned a look-up, and when they last said so, in milliseconds since 1970 UTC. That it was
 * unpinned is kept as well, so that another window's older pin does not come back.
 */
export interface Pin {
  readonly on: boolean;
  readonly changedAt: number;
}

/** What the user has noted on a look-up, and when, in milliseconds since 1970 UTC; an empty text is no note. */
export interface Note {
  readonly text: string;
  readonly editedAt: number;
}

export interface LookUp extends LookUpTarget {
  readonly key: string;
  /** When it was first asked for, or last by the user itself, in milliseconds since 1970 UTC. */
  readonly addedAt: number;
  readonly state: LookUpState;
  readonly pin?: Pin;
  readonly note?: Note;
}

/** What the user changes of their marks on a look-up; what is left out stays as it is. */
export interface Marks {
  readonly pinned?: boolean;
  /** Line breaks become spaces, and it is cut after {@link NOTE_LENGTH} characters. Empty takes the note away. */
  readonly note?: string;
}

/** The longest note, in characters: one line of a tree. */
export const NOTE_LENGTH = 200;

/**
 * What happened to a look-up. `removed` is the user's wish and holds for what is kept of it on disk; `trimmed`
 * only takes it out of the list.
 */
export type CallStoreChange =
  | { readonly kind: 'added' | 'changed' | 'removed' | 'trimmed'; readonly lookUp: LookUp }
  | { readonly kind: 'reset' };

/** The key of a look-up: equal for equal targets, different for different ones. */
export function lookUpKey(target: LookUpTarget): string {
  return JSON.stringify([target.connectionId ?? null, target.sessionId, target.onBehalfOf ?? null]);
}

/** The newest answer of a look-up, in whatever state it is. */
export function answerOf(lookUp: Pick<LookUp, 'state'>): Answer | undefined {
  return lookUp.state.kind === 'ready' ? lookUp.state.answer : lookUp.state.last;
}

export function isPinned({ pin }: Pick<LookUp, 'pin'>): boolean {
  return pin?.on === true;
}

/** A look-up's marks, as {@link CallStore.mark} takes them. */
export function marksOf(lookUp: Pick<LookUp, 'pin' | 'note'>): Marks {
  return { pinned: isPinned(lookUp), note: lookUp.note?.text ?? '' };
}

/** Whether the user has left a mark on a look-up that is theirs to take away. */
export function isMarked(lookUp: Pick<LookUp, 'pin' | 'note'>): boolean {
  return isPinned(lookUp) || Boolean(lookUp.note?.text);
}

/**
 * The look-ups, newest first: the one source that tree, panel, hover and links render from. Entries are
 * never changed in place, so two references are equal exactly when nothing happened between them.
 */
export class CallStore {
  readonly #lookUps = new Map<string, LookUp>();
  /** The look-ups in their order, until something changes. */
  #sorted: readonly LookUp[] | undefined;
  readonly #changed: Emitter<CallStoreChange>;

  constructor(onListenerError?: (error: unknown) => void) {
    this.#changed = new Emitter(onListenerError);
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** How many look-ups there are. */
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

  /** Adds a look-up or gives an existing one a new state. */
  set(target: LookUpTarget, state: LookUpState, addedAt: number): LookUp {
    const key = lookUpKey(target);
    const before = this.#lookUps.get(key);
    const { sessionId, connectionId, onBehalfOf } = target;
    return this.#put(
      before ? { ...before, state } : { key, sessionId, connectionId, onBehalfOf, addedAt, state },
    );
  }

  /**
   * Puts a look-up on top of the list, as the user has asked for its call again; without effect on one that is not
   * there.
   * @param now in milliseconds since 1970 UTC. A clock that was set back puts nothing further down.
   */
  renew(key: string, now: number): void {
    const before = this.#lookUps.get(key);
    if (before && before.addedAt < now) this.#put({ ...before, addedAt: now });
  }

  /**
   * Gives a look-up the user's marks; without effect on one that is not there, or that has them.
   * @param now in milliseconds since 1970 UTC. A clock that was set back does not make the change older than
   * what it changes.
   */
  mark(key: string, { pinned, note }: Marks, now: number): void {
    const before = this.#lookUps.get(key);
    if (!before) return;
    const later = (time: number | undefined) => (time === undefined ? now : Math.max(now, time + 1));
    const text = note === undefined ? undefined : noteText(note);
    const pin = pinned !== undefined && pinned !== isPinned(before);
    const noted = text !== undefined && text !== (before.note?.text ?? '');
    if (!pin && !noted) return;
    this.#put({
      ...before,
      ...(pin ? { pin: { on: pinned, changedAt: later(before.pin?.changedAt) } } : {}),
      ...(noted ? { note: { text, editedAt: later(before.note?.editedAt) } } : {}),
    });
  }

  /**
   * Brings back a look-up that was removed, as the user asks for who removed it by mistake. Where its call was
   * looked up again meanwhile, that one gets back the marks which it has not got anew.
   */
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

  /** Removes a look-up for good. */
  remove(key: string): void {
    this.#takeOut(key, 'removed');
  }

  /**
   * Takes a look-up out of the list; what an earlier session left of it on disk stays. One with a mark of the
   * user's stays in the list, and its request that was given up is cancelled.
   */
  drop(key: string): void {
    const lookUp = this.#lookUps.get(key);
    if (lookUp && isMarked(lookUp)) this.#put(settled(lookUp));
    else this.#takeOut(key, 'trimmed');
  }

  /**
   * Takes the look-ups beyond the newest so many out of the list, the oldest first. Those under way
   * and those with a mark of the user's stay.
   * @param limit how many are listed, 0 or more
   * @param keep tells which stay all the same, such as one whose panel is open
   */
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

/** A note in one line, and no longer than one may be. */
function noteText(text: string): string {
  const line = text.replace(/[\s\u0085]+/g, ' ').trim();
  return Array.from(line).slice(0, NOTE_LENGTH).join('').trim();
}

/** A look-up that waits for nothing: of a request that ended with nobody to hear, what was there before it. */
function settled(lookUp: LookUp): LookUp {
  const { state } = lookUp;
  if (state.kind !== 'loading') return lookUp;
  return {
    ...lookUp,
    state: state.last
      ? { kind: 'ready', answer: state.last }
      : { kind: 'failed', failure: { reason: 'cancelled' }, failedAt: state.since },
  };
}
