/** A look-up as it is saved: its file, and how those of several windows become one. */
import * as v from 'valibot';
import { answerOf, type LookUp, lookUpKey, type LookUpState, withAnswer } from '../core/lookUp/model.ts';
import { isMarked, marksAmong } from '../core/lookUp/index.ts';
import { decodeCall } from '../core/call/decode/index.ts';
import { type AnyFailure, FAILURE_REASONS } from '../core/failure/model.ts';
import { writeJson } from '../core/base/index.ts';
import { readVersioned, storedInstant, type Versioned } from './versioned.ts';

/** The version that is written; {@link readSaved} reads it and all before it. */
const NEWEST = 2;

const failure = {
  reason: v.picklist(FAILURE_REASONS),
  appId: v.exactOptional(v.string()),
  region: v.exactOptional(v.string()),
};
const common = {
  sessionId: v.string(),
  connectionId: v.optional(v.string()),
  onBehalfOf: v.optional(v.string()),
  addedAt: storedInstant,
  answer: v.optional(v.object({ raw: v.unknown(), fetchedAt: storedInstant })),
};

/** Version 1 knew neither marks nor when a request had failed. */
const version1 = v.object({ ...common, version: v.literal(1), failure: v.optional(v.object(failure)) });
const version2 = v.object({
  ...common,
  version: v.literal(2),
  failure: v.optional(v.object({ ...failure, failedAt: storedInstant })),
  pin: v.exactOptional(v.object({ on: v.boolean(), changedAt: storedInstant })),
  note: v.exactOptional(v.object({ text: v.string(), editedAt: storedInstant })),
  logs: v.exactOptional(v.object({ uris: v.array(v.string()), changedAt: storedInstant })),
});

/** What the file of one look-up holds. The call itself is decoded again from `raw`, by whatever version reads it. */
const savedSchema = v.variant('version', [version1, version2]);
type Saved = v.InferOutput<typeof savedSchema>;

/** Whether there is something to keep of a look-up: not while it is under way for the first time, unless it is marked. */
export function isWorthKeeping(lookUp: LookUp): boolean {
  return lookUp.state.kind !== 'loading' || answerOf(lookUp) !== undefined || isMarked(lookUp);
}

/** The text of a look-up's file; undefined where there is nothing to keep of it, or where it cannot be written. */
export function writeSaved(lookUp: LookUp): string | undefined {
  if (!isWorthKeeping(lookUp)) return undefined;
  const { key: _key, state, ...kept } = lookUp;
  const last = answerOf(lookUp);
  const answer = last && { raw: last.raw, fetchedAt: last.fetchedAt };
  return writeJson({ version: NEWEST, ...kept, answer, failure: savedFailure(state) });
}

/** A wait or a status of last week is no news: the reason is, and the app the id names, and when it was. */
function savedFailure(state: LookUpState): (Saved & { version: 2 })['failure'] {
  if (state.kind === 'failed') {
    const { reason, appId, region }: AnyFailure = state.failure;
    return {
      reason,
      ...(appId !== undefined && { appId }),
      ...(region !== undefined && { region }),
      failedAt: state.failedAt,
    };
  }
  // Marked before its first answer: when this is read, nobody waits for that any more.
  return answerOf({ state }) || state.kind !== 'loading'
    ? undefined
    : { reason: 'cancelled', failedAt: state.since };
}

/** Reads a look-up's file, of whatever version: `damaged` is what nobody has written, or only a part of it. */
export function readSaved(text: string): Versioned<LookUp> {
  const saved = readVersioned(text, NEWEST, savedSchema);
  if (saved.kind !== 'known') return saved;
  const { sessionId, connectionId, onBehalfOf, addedAt } = saved.content;
  const target = { sessionId, connectionId, onBehalfOf };
  const state = stateOf(saved.content);
  if (!state) return { kind: 'damaged' };
  const marks = saved.content.version === 1 ? {} : marksAmong(saved.content);
  return { kind: 'known', content: { ...target, key: lookUpKey(target), addedAt, state, ...marks } };
}

function stateOf(saved: Saved): LookUpState | undefined {
  const call = saved.answer && decodeCall(saved.answer.raw, saved.sessionId);
  const last = saved.answer && call && { call, raw: saved.answer.raw, fetchedAt: saved.answer.fetchedAt };
  if (!saved.failure) return last && { kind: 'ready', answer: last };
  // Version 1 does not say when: after the answer that it is beside.
  const before = Math.max(saved.addedAt, last?.fetchedAt ?? 0);
  const { failedAt = before, ...reason } = { failedAt: undefined, ...saved.failure };
  return { kind: 'failed', failure: reason, failedAt, ...(last ? { last } : {}) };
}

/**
 * One look-up of two that windows hold of the same call: the newer answer, marks and failure; `mine` itself where
 * nothing of `theirs` is newer.
 * @param now in milliseconds since 1970 UTC: an answer from the future would stay for ever
 */
export function joinLookUps(mine: LookUp, theirs: LookUp, now: number): LookUp {
  const pin = newer(mine.pin, theirs.pin, ({ changedAt }) => changedAt);
  const note = newer(mine.note, theirs.note, ({ editedAt }) => editedAt);
  const logs = newer(mine.logs, theirs.logs, ({ changedAt }) => changedAt);
  const addedAt = Math.max(mine.addedAt, theirs.addedAt);
  const state = joinStates(mine.state, theirs.state, now);
  const same =
    pin === mine.pin &&
    note === mine.note &&
    logs === mine.logs &&
    addedAt === mine.addedAt &&
    state === mine.state;
  if (same) return mine;
  return { ...mine, addedAt, state, ...marksAmong({ pin, note, logs }) };
}

/** What a list shows when another window has put a newer look-up on disk; who waits for an answer goes on waiting. */
export function joinIntoList(listed: LookUp, theirs: LookUp, now: number): LookUp {
  const joined = joinLookUps(listed, theirs, now);
  if (joined === listed || listed.state.kind !== 'loading') return joined;
  const answer = answerOf(joined);
  return { ...joined, state: answer ? withAnswer(listed.state, answer) : listed.state };
}

function joinStates(mine: LookUpState, theirs: LookUpState, now: number): LookUpState {
  const known = (time: number) => (time > now ? Number.NEGATIVE_INFINITY : time);
  const answer = newer(answerOf({ state: mine }), answerOf({ state: theirs }), ({ fetchedAt }) =>
    known(fetchedAt),
  );
  const later = known(endedAt(theirs)) - known(endedAt(mine));
  // At the same instant a failure counts, so that the order of two files does not matter.
  const isTheirs = later > 0 || (later === 0 && theirs.kind === 'failed' && mine.kind !== 'failed');
  const state = isTheirs ? theirs : mine;
  return !answer || answer === answerOf({ state }) ? state : withAnswer(state, answer);
}

function endedAt(state: LookUpState): number {
  if (state.kind === 'failed') return state.failedAt;
  return answerOf({ state })?.fetchedAt ?? Number.NEGATIVE_INFINITY;
}

function newer<Field>(
  mine: Field | undefined,
  theirs: Field | undefined,
  timeOf: (field: Field) => number,
): Field | undefined {
  if (!mine || !theirs) return mine ?? theirs;
  return timeOf(theirs) > timeOf(mine) ? theirs : mine;
}
