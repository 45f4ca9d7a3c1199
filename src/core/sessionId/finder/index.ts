export { findSessionIdAt, findSessionIdInLines, findSessionIds } from './find.ts';
export type { FinderOptions, FoundSessionId, UserPattern } from './model.ts';
export { findWholeIds } from './whole.ts';
