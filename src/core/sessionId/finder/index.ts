export { findSessionIdInLines, findSessionIds } from './find.ts';
export { endsId, startsToken } from './boundary.ts';
export { LONGEST_HINT, mayHoldSessionId, mayHoldSessionIdAt } from './hint.ts';
export { findWholeIds } from './whole.ts';
