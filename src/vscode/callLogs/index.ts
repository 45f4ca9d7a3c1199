export { goToLine, placeOf, readAround } from './logLines.ts';
