/** An unpinned pin is kept, so that another window's older one does not come back; milliseconds since 1970 UTC. */
export interface Pin {
  readonly on: boolean;
  readonly changedAt: number;
}

/** What the user has noted on a look-up, and when, in milliseconds since 1970 UTC; an empty text is no note. */
export interface Note {
  readonly text: string;
  readonly editedAt: number;
}

/** The logs that were added to a call, the first first, and when that changed, in milliseconds since 1970 UTC. */
export interface AddedLogs {
  readonly uris: readonly string[];
  readonly changedAt: number;
}

export interface Marked {
  readonly pin?: Pin;
  readonly note?: Note;
  readonly logs?: AddedLogs;
}

/** What the user changes of their marks on a look-up; what is left out stays as it is. */
export interface Marks {
  readonly pinned?: boolean;
  /** Line breaks become spaces, and it is cut after {@link NOTE_LENGTH} characters. Empty takes the note away. */
  readonly note?: string;
  /** At most {@link MAX_LOGS}: more are left out. */
  readonly logs?: readonly string[];
}

/** A call has so many logs of its own at most: each is a row of its timeline. */
export const MAX_LOGS = 8;

/** The longest note, in characters: one line of a tree. */
export const NOTE_LENGTH = 200;

export function isPinned({ pin }: Pick<Marked, 'pin'>): boolean {
  return pin?.on === true;
}

/** What is marked on a look-up, to be marked on another; nothing where nothing is. */
export function marksOf(lookUp: Marked): Marks {
  return {
    ...(isMarked(lookUp) && { pinned: isPinned(lookUp), note: lookUp.note?.text ?? '' }),
    ...(lookUp.logs && { logs: lookUp.logs.uris }),
  };
}

/** The marks that are there. */
export function marksAmong({
  pin,
  note,
  logs,
}: { [Mark in keyof Marked]: Marked[Mark] | undefined }): Marked {
  return { ...(pin && { pin }), ...(note && { note }), ...(logs && { logs }) };
}

/** Whether the user has left a mark on a look-up that is theirs to take away. */
export function isMarked(lookUp: Marked): boolean {
  return isPinned(lookUp) || Boolean(lookUp.note?.text);
}

/** A look-up's marks after a change; undefined when they are so already. A clock set back makes no change older. */
export function changeOfMarks(
  before: Marked,
  { pinned, note, logs }: Marks,
  now: number,
): Marked | undefined {
  const later = (time: number | undefined) => (time === undefined ? now : Math.max(now, time + 1));
  const text = note === undefined ? undefined : noteText(note);
  const pin = pinned !== undefined && pinned !== isPinned(before);
  const noted = text !== undefined && text !== (before.note?.text ?? '');
  const uris = logs && [...new Set(logs)].slice(0, MAX_LOGS);
  const added = uris && uris.join('\n') !== (before.logs?.uris ?? []).join('\n') ? uris : undefined;
  if (!pin && !noted && !added) return undefined;
  return {
    ...(pin ? { pin: { on: pinned, changedAt: later(before.pin?.changedAt) } } : {}),
    ...(noted ? { note: { text, editedAt: later(before.note?.editedAt) } } : {}),
    ...(added ? { logs: { uris: added, changedAt: later(before.logs?.changedAt) } } : {}),
  };
}

/** A note in one line, and no longer than one may be. */
function noteText(text: string): string {
  const line = text.replace(/[\s\u0085]+/g, ' ').trim();
  return Array.from(line).slice(0, NOTE_LENGTH).join('').trim();
}
