export { exportFileCalls } from './exportFileCalls.ts';
export { causesOf, type FileCause } from './fileCauses.ts';
export { FileCalls } from './fileCalls.ts';
export { failureMessage, readOr, toldIfUnread } from './fileFailure.ts';
export { noteText, shownRows, type FileNode } from './fileItems.ts';
export { FileTree } from './fileTree.ts';
export { findCalls } from './findCalls.ts';
export { jump } from './jump.ts';
export { LogClocks } from './logClocks.ts';
export { lookUpAll } from './lookUpAll.ts';
export { planLookUps } from './planLookUps.ts';
export { type KnownEvent, type KnownTimes, setClockOffset } from './setClockOffset.ts';
export {
  activeSubject,
  contentOf,
  isListed,
  type Search,
  searchSubject,
  subjectInView,
  subjectOf,
  watchFile,
} from './subject.ts';
