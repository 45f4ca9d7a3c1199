export { readLogLine, type LogLine } from './logLine.ts';
export { readLogTime } from './readLogTime.ts';
export { instantsOf, wallTimeAt } from './zone.ts';
