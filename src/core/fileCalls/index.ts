export {
  exportRows,
  filterRows,
  rowState,
  sortRows,
  sumUp,
  withoutKnownCuts,
  type FileOrder,
  type FileRow,
} from './report.ts';
