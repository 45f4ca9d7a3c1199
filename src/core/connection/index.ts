export {
  deriveBaseUrl,
  hostOf,
  isAppId,
  isLoopbackHost,
  isRegion,
  normaliseAppId,
  parseBaseUrl,
  REGIONS,
} from './connection.ts';
export type { Connection, InvalidBaseUrl } from './model.ts';
export { redactor, SeenKeys } from './redact.ts';
