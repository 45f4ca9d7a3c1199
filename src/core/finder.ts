/** Finds session ids in text. */
import { parseSessionId, type SessionId } from './sessionId.ts';

/** A session id in a text: where it begins and ends, in UTF-16 code units. */
export interface FoundSessionId {
  readonly session: SessionId;
  readonly start: number;
  readonly end: number;
}

/** How much of a text around a position is searched, in UTF-16 code units to either side. */
const REACH = 2_000;

// Ids are ASCII tokens: one that begins or ends inside a longer token is part of something else.
const WHOLE_ID = /(?<![0-9a-z_])(?:v1\.[a-z]{2,8}\.[0-9a-f]{8,32}\.)?\d{10}[0-9a-f]{40}(?![0-9a-z_])/gi;

/** All v1 and legacy session ids of a text, in their order. Time grows linearly with the text. */
export function findSessionIds(text: string): readonly FoundSessionId[] {
  return [...text.matchAll(WHOLE_ID)].map((match) => ({
    session: parseSessionId(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * The session id at a position of a line, searched within 2,000 code units to either side.
 * @param offset in UTF-16 code units from the start of the line; either edge of an id counts as on it
 */
export function findSessionIdAt(line: string, offset: number): FoundSessionId | undefined {
  const from = Math.max(0, offset - REACH);
  const found = findSessionIds(line.slice(from, offset + REACH)).find(
    ({ start, end }) => from + start <= offset && offset <= from + end,
  );
  return found && { ...found, start: from + found.start, end: from + found.end };
}
