/** What findings are made of. */
import type { Finding, FindingContext, FindingKind, Severity } from './model.ts';
import type { Timeline } from '../timeline/model.ts';
import { CLOCKS_APART_MS, type Translate } from '../../base/index.ts';
import { isDisputed, type Person, type PersonKey } from '../../call/index.ts';
import type { Call, Participant } from '../../call/model.ts';

/** The call, and what was worked out of it once for all findings. */
export interface Subject {
  readonly call: Call;
  readonly people: readonly Person[];
  /** Undefined where the answer has no time at all. */
  readonly timeline: Timeline | undefined;
  readonly context: FindingContext;
  /** What to call a person, so that no two are called alike. */
  readonly nameOf: (person: { readonly key: PersonKey }) => string;
  readonly t: Translate;
}

/** Fields shown with one finding: enough to check it by, and few enough to be read. */
const MOST_FIELDS = 12;

interface Evidence {
  readonly advice?: string | undefined;
  readonly fields: readonly (string | undefined)[];
  readonly uid?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A finding; of its fields, those that are there, each once, and no more than can be read. */
export function finding(
  kind: FindingKind,
  severity: Severity,
  message: string,
  { advice, fields, uid, from, to }: Evidence,
): Finding {
  const paths = [...new Set(fields.filter((path) => path !== undefined))].slice(0, MOST_FIELDS);
  return { kind, severity, message, advice, fields: paths, uid: uid === '' ? undefined : uid, from, to };
}

/** People that a kind of finding names each on their own: of more, nobody reads the list. */
const NAMED_PEOPLE = 3;

/**
 * A finding for each of a few people, or one that counts them where they are many.
 * @param one makes the finding of one of them
 * @param all makes the sentence of all, from how many they are
 */
export function forEachPerson<Item>(
  items: readonly Item[],
  one: (item: Item) => Finding,
  all: (count: number) => string,
): readonly Finding[] {
  const [first, ...others] = items.length > NAMED_PEOPLE ? items.slice(0, MOST_FIELDS).map(one) : [];
  if (!first) return items.map(one);
  const fields = [first, ...others].flatMap((each) => each.fields);
  const { kind, severity, advice } = first;
  return [finding(kind, severity, all(items.length), { advice, fields })];
}

type StayField = 'joinedAt' | 'leftAt' | 'state' | 'deviceId' | 'isJoined' | 'duration';

/** The path of a participant's field, under the name that the answer has for it; undefined where it has none. */
export function pathOf(stay: Participant, field: StayField): string | undefined {
  const name = nameOf(stay, field);
  return name === undefined ? undefined : `participants[${stay.entry}].${name}`;
}

function nameOf(stay: Participant, field: StayField): string | undefined {
  switch (field) {
    case 'isJoined':
      return stay.isJoined === undefined ? undefined : stay.isJoinedField;
    case 'duration':
      return stay.durationSeconds === undefined ? undefined : stay.durationField;
    case 'deviceId':
      return stay.device === undefined ? undefined : field;
    case 'joinedAt':
    case 'leftAt':
    case 'state':
      return stay[field] === undefined ? undefined : field;
  }
}

/** The paths of a stay's times. */
export function timesPaths(stay: Participant): readonly (string | undefined)[] {
  return [pathOf(stay, 'joinedAt'), pathOf(stay, 'leftAt')];
}

/** The call's own fields that findings rest on, where the answer has them. */
export function callPaths(
  call: Call,
  ...fields: readonly ('status' | 'initiatedAt' | 'startedAt' | 'endedAt' | 'type' | 'duration')[]
): readonly (string | undefined)[] {
  return fields.map((field) => {
    if (field === 'duration') return call.durationSeconds === undefined ? undefined : call.durationField;
    const value = field === 'status' ? call.rawStatus : call[field];
    return value === undefined ? undefined : field;
  });
}

/** From when on a thing is worth a look. All in seconds, but for the one share. */

/**
 * The SDKs ring for 45 s unless they are told otherwise: who waits for two thirds of that has waited long, and
 * has often given up.
 */
export const LONG_RING = 30;

/**
 * Between two people, joining takes a few seconds after the answer, and leaving a few before the end. Ten are
 * more than either needs, and the other one notices.
 */
export const ONE_TO_ONE_LATE = 10;
export const ONE_TO_ONE_EARLY = 10;

/** In a group people come and go: late and early are two minutes, or of a long call a tenth of it. */
export const GROUP_LATE = 120;
export const GROUP_EARLY = 120;
export const GROUP_SHARE = 0.1;

/** A minute alone in a call is more than a short loss of network takes to mend. */
export const ALONE = 60;

/** Rooms are opened before the others come: five minutes alone in one is more than that. */
export const ALONE_IN_MEETING = 300;

/** Whoever left within the last minute may be on the way back, and the server may yet end the call. */
export const NOBODY_THERE = 60;

/** Few calls last for four hours, and many that seem to were never ended. */
export const LONG_CALL = 4 * 3600;

/** A recording is made ready after the call; an hour after its end it is late. */
export const MEDIA_READY = 3600;

/** A recording stops by itself about a minute after everybody has left. */
export const MEDIA_CLOSED = 90;

/** A camera may need some seconds to start: a shorter video call proves nothing by having no video. */
export const VIDEO_EXPECTED = 10;

/** Times are whole seconds and lengths rounded minutes: two of them agree when they are this near. */
export const ROUNDING = 2;

type CallTime = 'initiatedAt' | 'startedAt' | 'endedAt';

/** Two times of a call of which the one that comes later in a call is the earlier. */
interface Disorder {
  readonly later: CallTime;
  readonly earlier: CallTime;
}

/** Which of a call's own times are in an order in which nothing can have happened. */
export function disordersOf(call: Call): readonly Disorder[] {
  const pairs: readonly Disorder[] = [
    { later: 'startedAt', earlier: 'initiatedAt' },
    { later: 'endedAt', earlier: call.startedAt === undefined ? 'initiatedAt' : 'startedAt' },
  ];
  return pairs.filter(
    ({ later, earlier }) =>
      (call[later] ?? Number.MAX_SAFE_INTEGER) < (call[earlier] ?? Number.MIN_SAFE_INTEGER),
  );
}

/**
 * Between which instants, in milliseconds since 1970 UTC, what belongs to a call can have been. A session that is
 * used for many meetings has people from before it was initiated: only of calls that is a bound. Where the call's own
 * times are in disorder, one of them is wrong, and there is no bound to hold anything else against.
 * @param late how many seconds after its end are still no wonder
 */
export function boundsOf(call: Call, late = ROUNDING): { readonly first: number; readonly last: number } {
  const isOrdered = disordersOf(call).length === 0;
  const { mode, initiatedAt, endedAt } = call;
  return {
    first: isOrdered && mode === 'call' ? (initiatedAt ?? 0) - ROUNDING * 1000 : 0,
    last: isOrdered && endedAt !== undefined ? endedAt + late * 1000 : Number.MAX_SAFE_INTEGER,
  };
}

/** Whether somebody left before joining, by an entry's times. */
export function isReversed({ joinedAt, leftAt }: Participant): boolean {
  return joinedAt !== undefined && leftAt !== undefined && leftAt < joinedAt;
}

/** Whether an entry contradicts itself: of who was there when, and who was not, it shows nothing. */
export function isContradictory(stay: Participant): boolean {
  return isDisputed(stay) || isReversed(stay);
}

/**
 * Whether an entry contradicts itself or its call: who joined while there was no call, or after the answer, did so by
 * a clock that was wrong, and what else the times seem to show did not happen then.
 */
export function isDoubtful({ call, context }: Subject, stay: Participant): boolean {
  if (isContradictory(stay)) return true;
  const { joinedAt } = stay;
  if (joinedAt === undefined) return false;
  const { first, last } = boundsOf(call);
  const isFuture = call.endedAt === undefined && joinedAt > context.asOf + CLOCKS_APART_MS;
  return joinedAt < first || joinedAt > last || isFuture;
}
