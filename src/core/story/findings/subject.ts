/** What findings are made of. */
import type { Call, Participant } from '../../call/model.ts';
import type { Person, PersonKey } from '../../call/facts.ts';
import type { Finding, FindingContext, FindingKind, Severity } from './index.ts';
import type { Timeline } from '../timeline/index.ts';
import type { Translate } from '../../base/translate.ts';

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
