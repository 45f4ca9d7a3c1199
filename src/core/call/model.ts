import type { Connection } from '../connection/model.ts';

/**
 * A call, as this extension understands it. One unit for each kind of value:
 * instants (`…At`) are milliseconds since 1970 UTC, lengths (`…Seconds`) are seconds, which may be fractions.
 * A field is undefined when the answer had no usable value for it; nothing is filled in.
 */
export interface Call {
  readonly sessionId: string;
  /** The meeting within the session (`mid`). */
  readonly meetingId: string | undefined;
  /** `audio` or `video`, or whatever else the server said. */
  readonly type: string | undefined;
  /** `call`, `meet`, `presenter` or `broadcast`, or whatever else the server said. */
  readonly mode: string | undefined;
  readonly status: CallStatus;
  /** The status word as the server spelt it. */
  readonly rawStatus: string | undefined;
  readonly initiator: Party | undefined;
  readonly receiver: Party | undefined;
  readonly receiverType: 'user' | 'group' | undefined;
  readonly initiatedAt: number | undefined;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** The call's own `totalDuration` (or `totalDurationInMinutes`). */
  readonly durationSeconds: number | undefined;
  /** Which of the two the answer has. */
  readonly durationField: DurationField | undefined;
  /** `totalDurationInMinutes`, where the answer has both. */
  readonly secondDurationSeconds: number | undefined;
  /** Billing time: the sum over users, which need not equal the call's duration. */
  readonly audioSeconds: number | undefined;
  readonly videoSeconds: number | undefined;
  /** As the server counts: a user on two devices counts twice. Undefined where it counts nobody and lists somebody. */
  readonly participantCount: number | undefined;
  readonly hasRecording: boolean | undefined;
  readonly hasTranscription: boolean | undefined;
  readonly participants: readonly Participant[];
  readonly recordings: readonly Recording[];
  readonly transcripts: readonly Transcript[];
  /** Where the answer was not as documented; empty for a clean one. */
  readonly warnings: readonly DecodeWarning[];
}

export type CallStatus =
  'initiated' | 'ongoing' | 'ended' | 'unanswered' | 'rejected' | 'busy' | 'cancelled' | 'unknown';

/** Who called, or who was called: a user's uid or a group's guid, with a name where the answer had one. */
export interface Party {
  readonly id: string;
  readonly name: string | undefined;
  readonly avatar: string | undefined;
}

/** The names that older and newer answers have for a duration. */
export type DurationField = 'totalDuration' | 'totalDurationInMinutes';

/** One device's stay in the call; the same uid appears once for every device and every rejoin. */
export interface Participant {
  /** Its place in the answer's list, from 0: entries that are no objects are left out of this one. */
  readonly entry: number;
  readonly uid: string;
  readonly name: string | undefined;
  readonly avatar: string | undefined;
  readonly isJoined: boolean | undefined;
  /** Under which name the answer has it. */
  readonly isJoinedField: 'isJoined' | 'hasJoined' | undefined;
  readonly joinedAt: number | undefined;
  readonly leftAt: number | undefined;
  /** `ongoing`, `ended`, `unanswered` or `rejected`, or whatever else the server said. */
  readonly state: string | undefined;
  /** The device before the `@` of `deviceId`. */
  readonly device: string | undefined;
  readonly meetingId: string | undefined;
  readonly durationSeconds: number | undefined;
  /** Under which name the answer has it. */
  readonly durationField: DurationField | undefined;
  /** `totalDuration`, where the answer has both. */
  readonly secondDurationSeconds: number | undefined;
  readonly audioSeconds: number | undefined;
  readonly videoSeconds: number | undefined;
}

export interface Recording {
  /** Its place in the answer's list, from 0: entries that are no objects are left out of this one. */
  readonly entry: number;
  readonly id: string | undefined;
  /** As the server sent it: not yet known to be safe to open. */
  readonly url: string | undefined;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** As the answer gives it, in the unit its times show, or else what is between those; undefined without both. */
  readonly durationSeconds: number | undefined;
}

export interface Transcript {
  /** Its place in the answer's list, from 0: entries that are no objects are left out of this one. */
  readonly entry: number;
  readonly id: string | undefined;
  readonly meetingId: string | undefined;
  readonly roomName: string | undefined;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly date: number | undefined;
  /** As the server sent it: not yet known to be safe to open. */
  readonly url: string | undefined;
}

/** Where an answer differs from what the API documents. */
export interface DecodeWarning {
  /** Such as `participants[2].joinedAt`. */
  readonly path: string;
  readonly problem: 'wrongType' | 'unknownValue' | 'outOfRange' | 'milliseconds' | 'missing';
  /** What kind of value was found there, such as `string` or `array`; never the value itself. */
  readonly found: string;
}

/** One Get Call. */
export interface CallRequest {
  readonly connection: Connection;
  /** Sent as one path segment, encoded once. */
  readonly sessionId: string;
  /** The uid to ask as; the server then answers only what that user may see. */
  readonly onBehalfOf?: string;
}

/** The filters of List Calls, as the Calls API names them; times in milliseconds since 1970 UTC. */
export interface CallListRequest {
  readonly connection: Connection;
  readonly type?: 'audio' | 'video';
  readonly mode?: 'call' | 'meet' | 'presenter';
  readonly status?: string;
  readonly receiverType?: 'user' | 'group';
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly hasRecording?: boolean;
  readonly hasTranscription?: boolean;
  readonly participantsCount?: number;
  readonly uid?: string;
  /** From 1. */
  readonly page?: number;
  readonly perPage?: number;
}

/** A page of a list: undecoded items, and what the server said of the whole, where it said it. */
export interface Page {
  readonly items: readonly unknown[];
  readonly total?: number;
  readonly currentPage?: number;
  readonly totalPages?: number;
}

export interface TranscriptionsRequest extends CallRequest {
  /** From 1. */
  readonly page?: number;
  /** At most 1000. */
  readonly perPage?: number;
}

/**
 * Where calls come from. Every method rejects with a {@link CallError} and nothing else, ends by itself,
 * and ends with the reason `cancelled` soon after its signal is aborted.
 */
export interface CallSource {
  /** The call as the server sent it: the `data` of its answer, or the one item of a `data` that is an array of one. */
  getCall(request: CallRequest, signal: AbortSignal): Promise<unknown>;
  listCalls(request: CallListRequest, signal: AbortSignal): Promise<Page>;
  listTranscriptions(request: TranscriptionsRequest, signal: AbortSignal): Promise<Page>;
}
