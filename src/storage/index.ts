/** What is kept on disk, for all windows: look-ups and saved filters, a file for each. */
export { codeOf } from './files.ts';
export { LookUpFiles } from './lookUpFiles.ts';
export type { KeptFilter } from './model.ts';
export { SavedFilters } from './savedFilters.ts';
