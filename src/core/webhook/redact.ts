import { redactStart } from '../connection/index.ts';
import { MAX_LETTERS, type WebhookEvent } from './model.ts';

/**
 * An event whose texts hold no API keys. The session id stays as it is: it is what the event is found by.
 * @param redact replaces API keys in a text
 */
export function redactEvent(event: WebhookEvent, redact: (text: string) => string): WebhookEvent {
  const redacted = (text: string | undefined) =>
    text === undefined ? undefined : redactStart(text, redact, text.length < MAX_LETTERS);
  const { person } = event;
  return {
    ...event,
    trigger: redact(event.trigger),
    appId: redacted(event.appId),
    region: redacted(event.region),
    person: person && { uid: redacted(person.uid), name: redacted(person.name) },
    initiator: redacted(event.initiator),
    receiver: redacted(event.receiver),
    sdk: redacted(event.sdk),
    platform: redacted(event.platform),
    version: redacted(event.version),
    recordingUrl: event.recordingUrl === undefined ? undefined : redact(event.recordingUrl),
  };
}
