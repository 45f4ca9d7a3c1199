export { askFilter, type FilterAsking } from './filterDialog.ts';
export { createFilters } from './filters.ts';
export { RecentNode } from './nodes.ts';
export { RecentCallsView } from './recentCallsView.ts';
export {
  askNameAndScope,
  pickSaved,
  type FilterOfConnection,
  type NameAndScope,
} from './savedFilterDialogs.ts';
export { askSearch } from './searchDialog.ts';
