/** What about a call is worth a look. */
import type { Translate } from '../../base/index.ts';

/** `problem`: the call did not go as meant. `notice`: worth a look. `info`: explains what is seen. */
export type Severity = 'problem' | 'notice' | 'info';

export type FindingKind =
  | 'nobodyAnswered'
  | 'rejected'
  | 'cancelled'
  | 'busy'
  | 'longRing'
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
  | 'noVideo'
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
