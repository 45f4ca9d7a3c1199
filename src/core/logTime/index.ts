export { LineTimes } from './lineTimes.ts';
export { isLogUri, readLogLine, type LogLine } from './logLine.ts';
export { dayOrderOf, isDateInDoubt, readLogTime } from './readLogTime.ts';
export { instantsOf, wallTimeAt } from './zone.ts';
