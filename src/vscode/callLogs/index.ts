export { CallEvents } from './callEvents.ts';
export { documentOf, goToLine, placeOf, readAround } from './logLines.ts';
