export { APP_ID, REGION } from './build.ts';
export { rejoined, sampleCalls } from './samples.ts';
