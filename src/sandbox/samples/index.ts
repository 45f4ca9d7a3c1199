export { APP_ID, REGION } from './build.ts';
export { sampleCalls } from './samples.ts';
