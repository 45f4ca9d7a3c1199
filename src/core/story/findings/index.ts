/** What about a call is worth a look: each finding with the fields it rests on and what to try next. */
import { asOfAnswer } from '../../call/asOf.ts';
import type { Call } from '../../call/model.ts';
import { attendanceFindings } from './attendance.ts';
import { aloneFindings } from './alone.ts';
import { identityFindings } from './identity.ts';
import { mediaFindings } from './media.ts';
import { orderFindings } from './order.ts';
import { outcomeFindings } from './outcome.ts';
import { staleFindings } from './stale.ts';
import { stayFindings } from './stays.ts';
import { totalsFindings } from './totals.ts';
import { windowFindings } from './windows.ts';
import { peopleOf, type PersonKey } from '../../call/facts.ts';
import { timelineOf } from '../timeline/index.ts';
import type { Translate } from '../../base/translate.ts';
import { namesOf } from '../../call/words.ts';

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

const GRAVEST: Readonly<Record<Severity, number>> = { problem: 0, notice: 1, info: 2 };

/** The findings of a call, the gravest first; of one severity, in the order of time, those without one last. */
export function findingsOf(call: Call, given: FindingContext): readonly Finding[] {
  const context = { ...given, asOf: asOfAnswer(call, given.asOf) };
  const timeline = timelineOf(call, context.asOf);
  const people = peopleOf(call);
  const names = namesOf(people, context.t);
  const nameOf = ({ key }: { readonly key: PersonKey }) => names.get(key) ?? '';
  const subject = { call, people, timeline, context, nameOf, t: context.t };
  const rank = ({ severity }: Finding) => GRAVEST[severity];
  const time = ({ from }: Finding) => from ?? Number.MAX_SAFE_INTEGER;
  return [
    identityFindings,
    outcomeFindings,
    staleFindings,
    attendanceFindings,
    stayFindings,
    aloneFindings,
    mediaFindings,
    totalsFindings,
    orderFindings,
    windowFindings,
  ]
    .flatMap((find) => find(subject))
    .toSorted((a, b) => rank(a) - rank(b) || time(a) - time(b));
}
