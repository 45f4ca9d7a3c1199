/** What about a call is worth a look. */
import type { PersonKey } from '../../call/index.ts';
import type { Translate } from '../../base/index.ts';

/** What a claim says, as data beside its words: so that it can be checked without reading a sentence. */
export interface Facts {
  /** Whom it is about: a uid, or for somebody without one, where they stand in `call.participants`. */
  readonly who?: readonly PersonKey[];
  /** The length it tells. */
  readonly seconds?: number;
  /** How many it counts, and of how many. */
  readonly count?: number;
  readonly of?: number;
}

/** `problem`: the call did not go as meant. `notice`: worth a look. `info`: explains what is seen. */
export type Severity = 'problem' | 'notice' | 'info';

export type FindingKind =
  | 'nobodyAnswered'
  | 'rejected'
  | 'cancelled'
  | 'busy'
  | 'longRing'
  | 'noStart'
  | 'neverTogether'
  | 'togetherLate'
  | 'endedAtOnce'
  | 'goneTogether'
  | 'neverLeft'
  | 'stranger'
  | 'partyNotListed'
  | 'selfCall'
  | 'full'
  | 'neverJoined'
  | 'joinedLate'
  | 'leftEarly'
  | 'aloneForLong'
  | 'rejoined'
  | 'severalDevices'
  | 'ongoingForLong'
  | 'nobodyLeft'
  | 'ringingForLong'
  | 'recordingAbsent'
  | 'transcriptAbsent'
  | 'recordedPart'
  | 'recordingGap'
  | 'recordingUnusable'
  | 'noVideo'
  | 'noAudio'
  | 'otherMeeting'
  | 'totalsDisagree'
  | 'impossibleOrder'
  | 'statusDisagrees'
  | 'otherSession'
  | 'otherApp'
  | 'otherSecond';

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** One sentence without a full stop, every text of strangers in it made visible. */
  readonly message: string;
  readonly facts: Facts;
  /** What to try next; undefined where there is nothing to do. */
  readonly advice: string | undefined;
  /**
   * The fields of the answer it rests on, as the API names them, such as `participants[1].leftAt`: each is in the
   * answer. What is left out of it is shown by what holds it, such as `participants[1]`. Of many, the first.
   */
  readonly fields: readonly string[];
  /** Where on the timeline it is to be seen: whose line, and from when to when; undefined where it is nowhere. */
  readonly uid: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export interface FindingContext {
  /** When the answer was fetched, in milliseconds since 1970 UTC. */
  readonly asOf: number;
  /** The session id that was asked for. */
  readonly sessionId: string;
  /** The app and region that were asked. */
  readonly appId: string | undefined;
  readonly region: string | undefined;
  readonly t: Translate;
}
