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

/** The line with which a body begins. */
export interface WebhookPlace {
  /** Where it begins, in bytes from 0. */
  readonly offset: number;
  /** From 0, where it is known. */
  readonly line: number | undefined;
}

/** So much of a text is read, in UTF-16 code units; of a link, all of it or none. */
export const MAX_LETTERS = 1000;

/** What one body tells; undefined is what it does not. Texts are as they were written, at most {@link MAX_LETTERS} of each. */
export interface WebhookEvent extends WebhookPlace {
  /** As the body names it, such as `meeting_participant_joined`. */
  readonly trigger: string;
  readonly kind: WebhookKind;
  readonly sessionId: string;
  readonly appId: string | undefined;
  readonly region: string | undefined;
  /** When it happened by the body, in milliseconds since 1970 UTC. */
  readonly at: number | undefined;
  /** What the line says with which it begins, or the last before it with a time, in milliseconds since 1970 UTC. */
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

/** What a webhook event tells, for a line beside the call. */
export interface WebhookLine extends WebhookPlace {
  /** By the body, in milliseconds since 1970 UTC; undefined where it tells no time. */
  readonly at: number | undefined;
  /** Every text of strangers made visible. */
  readonly text: string;
}

/** With what a participant joined, by a webhook. */
export interface WebhookDevice {
  /** Of the participant's stay, as the call has it. */
  readonly entry: number;
  /** SDK, version, platform, microphone and camera, as far as they are told; every character visible. */
  readonly text: string;
}

/** What the webhook events of a log add to a call. */
export interface WebhookEvidence {
  /** In the order in which they happened. */
  readonly lines: readonly WebhookLine[];
  readonly findings: readonly WebhookFinding[];
  readonly devices: readonly WebhookDevice[];
}

export type WebhookFindingKind = 'notListed' | 'otherTime' | 'otherEnd' | 'otherOutcome';

export interface WebhookFinding extends WebhookPlace {
  readonly kind: WebhookFindingKind;
  /** Anyone can have written it: it is worth a look, and no problem of the call. */
  readonly severity: 'notice';
  /** One sentence without a full stop, every text of strangers in it made visible. */
  readonly message: string;
  /** Whose it is, where the call lists them. */
  readonly uid: string | undefined;
  /** When it was by the webhook, in milliseconds since 1970 UTC. */
  readonly at: number | undefined;
  /** How far the two times are apart. */
  readonly seconds: number | undefined;
}
