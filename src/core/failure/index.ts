export {
  describeFailure,
  fixLabel,
  unreadableKeyring,
  type FailureDescription,
  type Fix,
} from './describe.ts';
export { isHopeless, isOfConnection, isOfKey, isWithoutCall, mayPass, retryAtOf } from './outlook.ts';
