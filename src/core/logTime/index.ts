export { LineTimes } from './lineTimes.ts';
export { isLogUri, logUris, readLogLine, type LogLine } from './logLine.ts';
export { dayOrderOf, isDateInDoubt, isDateless, readLogTime } from './readLogTime.ts';
export { instantsOf, isPutBack, wallTimeAt } from './zone.ts';
