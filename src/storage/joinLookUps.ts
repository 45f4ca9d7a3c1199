import { type Answer, answerOf, type LookUp, type LookUpState } from '../core/lookUp/model.ts';

/**
 * One look-up of two that windows hold of the same call: of the answers, the pins, the notes and the failures the
 * newer each, so that no window undoes what another did. Of equally new ones `mine` counts; where nothing of
 * `theirs` is newer, `mine` itself is the result.
 * @param now in milliseconds since 1970 UTC: an answer of the future comes from a clock that went wrong, and would
 * stay for ever
 */
export function joinLookUps(mine: LookUp, theirs: LookUp, now: number): LookUp {
  const pin = newer(mine.pin, theirs.pin, ({ changedAt }) => changedAt);
  const note = newer(mine.note, theirs.note, ({ editedAt }) => editedAt);
  const addedAt = Math.max(mine.addedAt, theirs.addedAt);
  const state = joinStates(mine.state, theirs.state, now);
  const same = pin === mine.pin && note === mine.note && addedAt === mine.addedAt && state === mine.state;
  return same ? mine : { ...mine, addedAt, state, ...(pin ? { pin } : {}), ...(note ? { note } : {}) };
}

/**
 * What a list shows of a look-up when another window has put a newer one on disk: the same as on disk, except
 * that who waits for an answer here goes on waiting.
 */
export function joinIntoList(listed: LookUp, theirs: LookUp, now: number): LookUp {
  const joined = joinLookUps(listed, theirs, now);
  if (joined === listed || listed.state.kind !== 'loading') return joined;
  return { ...joined, state: withAnswer(listed.state, answerOf(joined)) };
}

function joinStates(mine: LookUpState, theirs: LookUpState, now: number): LookUpState {
  const known = (time: number) => (time > now ? Number.NEGATIVE_INFINITY : time);
  const answer = newer(answerOf({ state: mine }), answerOf({ state: theirs }), ({ fetchedAt }) =>
    known(fetchedAt),
  );
  const later = known(endedAt(theirs)) - known(endedAt(mine));
  // At the same instant a failure counts, so that the order of two files does not matter.
  const isTheirs = later > 0 || (later === 0 && theirs.kind === 'failed' && mine.kind !== 'failed');
  return withAnswer(isTheirs ? theirs : mine, answer);
}

/** A state with an answer that is as new as its own, or newer. */
function withAnswer(state: LookUpState, answer: Answer | undefined): LookUpState {
  if (!answer || answer === answerOf({ state })) return state;
  return state.kind === 'ready' ? { kind: 'ready', answer } : { ...state, last: answer };
}

/** When the last request ended that a state knows of. */
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
