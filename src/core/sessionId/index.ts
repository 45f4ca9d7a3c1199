export { appNamedBy, appOf } from './appOf.ts';
export { withoutCutMark } from './cutMark.ts';
export { describeInvalidSessionId, describeSessionId } from './describe.ts';
export type { InvalidSessionId, SessionId } from './model.ts';
export { invalidSessionId, MAX_SESSION_ID_LENGTH, parseSessionId } from './parse.ts';
