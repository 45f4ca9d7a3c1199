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
export { SeenKeys } from './redact.ts';
