export { describeAttempts, describeLookedAt, findAttempts, isSameCall, type Attempts } from './attempts.ts';
export { ListDays, type Day } from './days.ts';
export { callRow } from './callRow.ts';
export { timeOf } from './filter.ts';
export {
  describeFilter,
  readParticipants,
  readTimeRange,
  writeParticipants,
  writeTimeRange,
} from './filterText.ts';
export { filterLabel, listFailureText, notesOf, restOf, shareOf, type ListWords } from './listText.ts';
export { Pager } from './pager.ts';
export { RecentCalls, type RecentCallsChange } from './recentCalls.ts';
export {
  FILTER_VERSION,
  MAX_FILTER_NAME,
  MAX_UID,
  filterNameProblem,
  firstCharacters,
  freeName,
  isBuiltInName,
  readCallFilter,
  readFilter,
  sameNamed,
  writeFilter,
} from './savedFilter.ts';
export { CallListing } from './listing.ts';
export { searchCalls } from './search.ts';
