import * as v from 'valibot';
import { type LookUp, lookUpKey, answerOf } from '../../core/callStore.ts';
import { decodeCall } from '../../core/decode/index.ts';
import { FAILURE_REASONS } from '../../core/failure.ts';
import { writeJson } from '../../core/writeJson.ts';

/** What the file of one look-up holds. The call itself is decoded again from `raw`, by whatever version reads it. */
const savedSchema = v.object({
  version: v.literal(1),
  sessionId: v.string(),
  connectionId: v.optional(v.string()),
  onBehalfOf: v.optional(v.string()),
  addedAt: v.number(),
  answer: v.optional(v.object({ raw: v.unknown(), fetchedAt: v.number() })),
  failure: v.optional(
    v.object({
      reason: v.picklist(FAILURE_REASONS),
      appId: v.optional(v.string()),
      region: v.optional(v.string()),
    }),
  ),
});

/** Whether there is something to keep of a look-up: not while it is under way for the first time. */
export function isWorthKeeping(lookUp: LookUp): boolean {
  return lookUp.state.kind !== 'loading' || answerOf(lookUp) !== undefined;
}

/** The text of a look-up's file; undefined where there is nothing to keep of it, or where it cannot be written. */
export function writeSaved(lookUp: LookUp): string | undefined {
  if (!isWorthKeeping(lookUp)) return undefined;
  const { sessionId, connectionId, onBehalfOf, addedAt, state } = lookUp;
  const answer = answerOf(lookUp);
  const failure = state.kind === 'failed' ? state.failure : undefined;
  return writeJson({
    version: 1,
    sessionId,
    connectionId,
    onBehalfOf,
    addedAt,
    answer: answer && { raw: answer.raw, fetchedAt: answer.fetchedAt },
    // A wait or a status of last week is no news: the reason is, and the app the id names.
    failure: failure && { reason: failure.reason, appId: failure.appId, region: failure.region },
  });
}

/** Reads a look-up's file; undefined for one that is damaged, foreign or of a later version. */
export function readSaved(text: string): LookUp | undefined {
  const saved = parse(text);
  if (!saved) return undefined;
  const { sessionId, connectionId, onBehalfOf, addedAt } = saved;
  const target = { sessionId, connectionId, onBehalfOf };
  const call = saved.answer && decodeCall(saved.answer.raw, sessionId);
  const answer = saved.answer && call && { call, raw: saved.answer.raw, fetchedAt: saved.answer.fetchedAt };
  const entry = { ...target, key: lookUpKey(target), addedAt };
  if (saved.failure) {
    const { reason, appId, region } = saved.failure;
    const failure = {
      reason,
      ...(appId === undefined ? {} : { appId }),
      ...(region === undefined ? {} : { region }),
    };
    return {
      ...entry,
      state: { kind: 'failed', failure, failedAt: addedAt, ...(answer ? { last: answer } : {}) },
    };
  }
  return answer && { ...entry, state: { kind: 'ready', answer } };
}

function parse(text: string): v.InferOutput<typeof savedSchema> | undefined {
  try {
    const result = v.safeParse(savedSchema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
