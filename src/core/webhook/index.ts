export { callFromWebhooks } from './call.ts';
export {
  webhookEvidence,
  type WebhookFinding,
  type WebhookFindingKind,
  type WebhookLine,
} from './evidence.ts';
export { WebhookReader } from './reader.ts';
