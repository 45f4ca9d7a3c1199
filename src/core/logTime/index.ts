export { LineTimes } from './lineTimes.ts';
export { readLogLine, type LogLine } from './logLine.ts';
export { dayOrderOf, isDateInDoubt, readLogTime } from './readLogTime.ts';
export { instantsOf, wallTimeAt } from './zone.ts';
