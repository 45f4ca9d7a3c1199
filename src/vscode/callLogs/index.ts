export { laneIn, webhooksBeside } from './besideCall.ts';
export { CallEvents } from './callEvents.ts';
export { CallFromLog, type CallInLog } from './callFromLog.ts';
export { CallLanes, type LaneDependencies } from './callLanes.ts';
export { CallLogs } from './callLogs.ts';
export { documentOf, goToLine, logLinesOf, nameOf, placeOf, readAround } from './logLines.ts';
export { linesNear, type NearLines } from './linesNear.ts';
