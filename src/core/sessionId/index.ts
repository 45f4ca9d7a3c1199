export { appNamedBy, appOf } from './appOf.ts';
export { cutBeginning, fitsOf } from './complete.ts';
export { withoutCutMark } from './cutMark.ts';
export { describeInvalidSessionId, describeSessionId } from './describe.ts';
export {
  MAX_SESSION_ID_LENGTH,
  hasOwnName,
  invalidSessionId,
  isLookedUpWithOthers,
  parseSessionId,
} from './parse.ts';
export { endOfId, shortIdLabel } from './shortIdLabel.ts';
