export type { LogClock, LogTime } from './model.ts';
export { readLogTime } from './readLogTime.ts';
export { instantsOf, wallTimeAt } from './zone.ts';
