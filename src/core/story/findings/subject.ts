/** What findings are made of. */
import type { Facts, Finding, FindingContext, FindingKind, Severity } from './model.ts';
import type { Subject as CallSubject } from '../subject.ts';
import { groundsOf, type PersonKey } from '../../call/index.ts';
import type { Call, Participant } from '../../call/model.ts';

/** The call, what was worked out of it, and what was asked for. */
export interface Subject extends CallSubject {
  readonly context: FindingContext;
}

/** Fields shown with one finding: enough to check it by, and few enough to be read. */
const MOST_FIELDS = 12;

interface Evidence {
  readonly advice?: string | undefined;
  readonly facts?: Facts;
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
  { advice, facts = {}, fields, uid, from, to }: Evidence,
): Finding {
  const paths = [...new Set(fields.filter((path) => path !== undefined))].slice(0, MOST_FIELDS);
  return {
    kind,
    severity,
    message,
    facts,
    advice,
    fields: paths,
    uid: uid === '' ? undefined : uid,
    from,
    to,
  };
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
  return [finding(kind, severity, all(items.length), { advice, fields, facts: { count: items.length } })];
}

type StayField =
  'joinedAt' | 'leftAt' | 'state' | 'deviceId' | 'isJoined' | 'duration' | 'audio' | 'video' | 'mid';

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
    case 'mid':
      return stay.meetingId === undefined ? undefined : field;
    case 'audio':
      return stay.audioSeconds === undefined ? undefined : 'totalAudioMinutes';
    case 'video':
      return stay.videoSeconds === undefined ? undefined : 'totalVideoMinutes';
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

/** The paths of what shows whether somebody joined; the entry itself where it tells nothing. */
export function attendancePaths(stay: Participant): readonly (string | undefined)[] {
  const grounds = groundsOf(stay);
  return grounds.length === 0 ? [`participants[${stay.entry}]`] : grounds.map((field) => pathOf(stay, field));
}

/** The call's own fields that findings rest on, where the answer has them. */
export function callPaths(call: Call, ...fields: readonly CallField[]): readonly (string | undefined)[] {
  return fields.map((field) => {
    switch (field) {
      case 'duration':
        return call.durationSeconds === undefined ? undefined : call.durationField;
      case 'audio':
        return call.audioSeconds === undefined ? undefined : 'totalAudioMinutes';
      case 'video':
        return call.videoSeconds === undefined ? undefined : 'totalVideoMinutes';
      case 'status':
        return call.rawStatus === undefined ? undefined : field;
      case 'mid':
        return call.meetingId === undefined ? undefined : field;
      case 'totalParticipants':
        return call.participantCount === undefined ? undefined : field;
      case 'type':
      case 'initiator':
      case 'receiver':
      case 'initiatedAt':
      case 'startedAt':
      case 'endedAt':
        return call[field] === undefined ? undefined : field;
    }
  });
}

type CallField =
  | 'status'
  | 'initiatedAt'
  | 'startedAt'
  | 'endedAt'
  | 'type'
  | 'duration'
  | 'audio'
  | 'video'
  | 'mid'
  | 'totalParticipants'
  | 'initiator'
  | 'receiver';

/** Who a finding is about, where it is one. */
export function aboutOne(people: readonly { readonly key: PersonKey; readonly uid: string }[]) {
  const [only, another] = people;
  return { uid: another ? undefined : only?.uid, facts: { who: people.map(({ key }) => key) } };
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

/** Few calls last for four hours, and many that seem to were never ended. */
export const LONG_CALL = 4 * 3600;

/** A recording stops by itself about a minute after everybody has left. */
export const MEDIA_CLOSED = 90;

/** Between two recordings of one call, less than this is how long it takes to end a file and begin the next. */
export const RECORDING_RESTART = 10;

/** A camera may need some seconds to start: a shorter stay proves nothing by having no video. */
export const MEDIA_EXPECTED = 10;

/** More cannot be in one call. */
export const MOST_IN_CALL = 50;
