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
export { SeenKeys, redactor } from './redact.ts';
