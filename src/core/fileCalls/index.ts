export { exportRows, sumUp } from './report.ts';
export {
  beganAt,
  filterRows,
  placesText,
  rowState,
  sectionsOf,
  sortRows,
  withoutKnownCuts,
  type FileOrder,
  type FileRow,
  type FileSections,
} from './rows.ts';
