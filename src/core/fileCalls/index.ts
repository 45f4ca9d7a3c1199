export {
  type FileCall,
  FileError,
  type FileFailureReason,
  type FileIndex,
  type FileNote,
  type FileScanner,
  type FileScanOptions,
} from './model.ts';
export {
  exportRows,
  FILE_ORDERS,
  type FileOrder,
  type FileRow,
  filterRows,
  sortRows,
  stateOf,
  sumUp,
  withoutKnownCuts,
} from './report.ts';
