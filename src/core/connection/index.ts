export {
  REGIONS,
  deriveBaseUrl,
  hostOf,
  isAppId,
  isLoopbackHost,
  isOwnAppId,
  isRegion,
  looksLikeApiKey,
  normaliseAppId,
  parseBaseUrl,
} from './connection.ts';
export { describeRoute } from './describeRoute.ts';
export { SAMPLE_APP } from './sampleApp.ts';
export { SeenKeys, redactor, redactStart } from './redact.ts';
