export { callFromWebhooks } from './call.ts';
export { webhookEvidence } from './evidence.ts';
export { WebhookReader } from './reader.ts';
