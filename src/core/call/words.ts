/** The words for what the API names with codes; a code that is not known is shown as it came. */
import type { Call, DecodeWarning, Participant } from './model.ts';
import { type Absence, displayName, mayRing, type Person, type PersonKey } from './facts.ts';
import { type TimeFormat, visibleText } from '../text/index.ts';
import type { Translate } from '../base/index.ts';

export function statusWord(
  call: Pick<Call, 'status' | 'rawStatus'> & Partial<Pick<Call, 'mode'>>,
  t: Translate,
): string {
  switch (call.status) {
    case 'initiated':
      return mayRing({ mode: undefined, ...call }) ? t('ringing') : t('initiated');
    case 'ongoing':
      return t('ongoing');
    case 'ended':
      return t('ended');
    case 'unanswered':
      return t('unanswered');
    case 'rejected':
      return t('rejected');
    case 'busy':
      return t('busy');
    case 'cancelled':
      return t('cancelled');
    case 'unknown':
      return call.rawStatus === undefined ? t('status unknown') : visibleText(call.rawStatus, 40);
  }
}

/** The status as the answer spells it, for quotation marks. */
export function markedWord({ status, rawStatus }: Pick<Call, 'status' | 'rawStatus'>): string {
  return visibleText(rawStatus ?? status, 40);
}

/** What to say in place of times that somebody, or one stay, has not. */
export function absenceWord(absence: Absence, t: Translate): string {
  switch (absence) {
    case 'untimed':
      return t('joined, at a time not known');
    case 'disputed':
      return t('whether they joined is disputed');
    case 'notToldYet':
      return t('not shown to have joined yet');
    case 'notTold':
      return t('not shown to have joined');
    case 'rejected':
      return t('rejected');
    case 'notYet':
      return t('not joined yet');
    case 'never':
      return t('never joined');
  }
}

/** The same in a column of times of joining. */
export function joiningWord(absence: Absence, t: Translate): string {
  switch (absence) {
    case 'untimed':
      return t('time not known');
    case 'disputed':
      return t('disputed');
    case 'notToldYet':
    case 'notTold':
      return t('not shown');
    case 'notYet':
      return t('not yet');
    case 'rejected':
    case 'never':
      return t('never');
  }
}

/** An instant with its zone; its date stands only where it is not that of the call's start. */
export function momentText(instant: number, { startedAt, initiatedAt }: Call, time: TimeFormat): string {
  const first = startedAt ?? initiatedAt;
  const isThatDay = first !== undefined && time.date(instant) === time.date(first);
  return isThatDay ? time.timeWithZone(instant) : time.dateTime(instant);
}

export function typeWord(type: string | undefined, t: Translate): string | undefined {
  if (type === 'audio') return t('audio');
  if (type === 'video') return t('video');
  return type === undefined ? undefined : visibleText(type, 40);
}

/** `one-to-one`, `group`, `meeting`, `presenter` or `broadcast`, from the mode and the kind of receiver. */
export function modeWord(call: Pick<Call, 'mode' | 'receiverType'>, t: Translate): string | undefined {
  if (call.mode === 'meet') return t('meeting');
  if (call.mode === 'presenter') return t('presenter');
  if (call.mode === 'broadcast') return t('broadcast');
  if (call.mode !== undefined && call.mode !== 'call') return visibleText(call.mode, 40);
  if (call.receiverType === 'user') return t('one-to-one');
  return call.receiverType === 'group' ? t('group call') : undefined;
}

/** What was odd about a field of an answer, to be read after the field's path. */
export function oddityWord({ problem, found }: DecodeWarning, t: Translate): string {
  switch (problem) {
    case 'wrongType':
      return t('has an unexpected type: {0}', found);
    case 'unknownValue':
      return t('has a value this extension does not know');
    case 'outOfRange':
      return t('has an impossible value');
    case 'milliseconds':
      return t('is in milliseconds, and is read so');
    case 'missing':
      return t('is missing');
  }
}

/**
 * What to call a person: their name, else their uid, else that they have none.
 * @param maxLength in UTF-16 code units
 */
export function personName(
  { uid, name }: Pick<Participant, 'uid' | 'name'>,
  t: Translate,
  maxLength = 60,
): string {
  return visibleText(displayName({ id: uid === '' ? t('(no uid)') : uid, name }), maxLength);
}

/**
 * What to call each of some people, so that no two are called alike: who shares a name has the uid beside it, or
 * without a uid, a number.
 * @param people in the order in which they are numbered
 * @param maxLength of each name and uid, in UTF-16 code units
 */
export function namesOf(
  people: readonly Pick<Person, 'key' | 'uid' | 'name'>[],
  t: Translate,
  maxLength = 60,
): ReadonlyMap<PersonKey, string> {
  const sharing = Map.groupBy(people, (person) => personName(person, t, maxLength));
  return new Map(
    [...sharing].flatMap(([name, alike]) =>
      alike.map(({ key, uid }, index) => {
        if (alike.length === 1) return [key, name];
        return [key, t('{0} ({1})', name, uid === '' ? index + 1 : visibleText(uid, maxLength))];
      }),
    ),
  );
}

/** `Ann`, `Ann and Bob`, `Ann and 2 more`; empty for nobody. */
export function peopleText(names: readonly string[], t: Translate): string {
  const [first = '', second] = names;
  if (second === undefined) return first;
  return names.length === 2
    ? t('{0} and {1}', first, second)
    : t('{0} and {1} more', first, names.length - 1);
}
