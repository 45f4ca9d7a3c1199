export { CallDocuments } from './callDocuments.ts';
export { failureWords } from './failureWords.ts';
export { followConnections } from './followConnections.ts';
export { KeptLookUps } from './keptLookUps.ts';
export {
  callIcon,
  labelOf,
  openCommand,
  rowOf,
  tooltipOf,
  watchContext,
  type NodeContext,
} from './lookUpItems.ts';
export { LookUpsTree } from './lookUpsTree.ts';
export { Removals } from './removals.ts';
export { watchNotices } from './watchNotices.ts';
