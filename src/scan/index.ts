/** Ids in files of any size: the scanner. Its workers run worker.ts. */
export { guardedPattern } from './patterns.ts';
export { createScanner } from './scanner.ts';
