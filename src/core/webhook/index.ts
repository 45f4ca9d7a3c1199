export { callFromWebhooks } from './call.ts';
export { webhookEvidence, webhookText } from './evidence.ts';
export { suggestedOffset, type SuggestedOffset } from './offset.ts';
export { WebhookReader } from './reader.ts';
export { redactEvent } from './redact.ts';
