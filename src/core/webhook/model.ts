/** Webhook events of calls, as they end up in logs. Anyone who writes to a log can have written them. */

export type WebhookKind =
  | 'initiated'
  | 'started'
  | 'joined'
  | 'left'
  | 'ended'
  | 'busy'
  | 'cancelled'
  | 'rejected'
  | 'unanswered'
  | 'recording'
  | 'push';

export interface WebhookPerson {
  readonly uid: string | undefined;
  readonly name: string | undefined;
}

/** What one body tells; undefined is what it does not. Texts are as they were written. */
export interface WebhookEvent {
  /** As the body names it, such as `meeting_participant_joined`. */
  readonly trigger: string;
  readonly kind: WebhookKind;
  readonly sessionId: string;
  readonly appId: string | undefined;
  readonly region: string | undefined;
  /** When it happened by the body, in milliseconds since 1970 UTC. */
  readonly at: number | undefined;
  /** Of the line with which the body begins, from 1. */
  readonly lineNumber: number;
  /** What that line's own time says, in milliseconds since 1970 UTC. */
  readonly loggedAt: number | undefined;
  /** Who joined, left, or did it. */
  readonly person: WebhookPerson | undefined;
  readonly initiator: string | undefined;
  readonly receiver: string | undefined;
  readonly receiverType: 'user' | 'group' | undefined;
  readonly type: 'audio' | 'video' | undefined;
  readonly sdk: string | undefined;
  readonly platform: string | undefined;
  readonly version: string | undefined;
  /** Whether they were muted on joining. */
  readonly audioMuted: boolean | undefined;
  readonly videoMuted: boolean | undefined;
  /** Not yet known to be safe to open. */
  readonly recordingUrl: string | undefined;
}
