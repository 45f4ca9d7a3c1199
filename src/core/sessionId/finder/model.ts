import type { SessionId } from '../model.ts';

/** A session id in a text. */
export interface FoundSessionId {
  /**
   * What the id says, decoded: percent-decoded where it stood percent-encoded, unescaped where it stood in
   * escaped JSON. Of an id that looks cut off, what is known of it; its text is without the mark of the cut.
   */
  readonly session: SessionId;
  /** Where the id begins as it stands in the text, without quotes around it: in UTF-16 code units. */
  readonly start: number;
  /** Where the id ends: behind its last code unit, before the mark of a cut. */
  readonly end: number;
  /** How it was found: by its own form, by a session key before it, or by a pattern of the user. */
  readonly form: 'v1' | 'legacy' | 'keyed' | 'pattern';
  /** Whether a viewer seems to have cut it short, or to have wrapped it onto another line. */
  readonly looksCutOff: boolean;
}

/** An expression of the user for ids that no other rule finds. */
export interface UserPattern {
  /** The expression as the user wrote it. */
  readonly source: string;
  /** Where it matches in a text, in UTF-16 code units; the caller guards the time it takes. */
  find(text: string): readonly { readonly start: number; readonly end: number }[];
}

export interface FinderOptions {
  /** What they find yields to v1 and legacy ids, and goes before custom ids after a key. */
  readonly patterns?: readonly UserPattern[];
}
