export { documentOf, goToLine, placeOf, readAround } from './logLines.ts';
