/**
 * Pseudonyms for the people of a call, numbered by their first appearance: `person-1`, `group-1`, `device-1`. Hashes of
 * uids such as `customer-5531` could be guessed, and would tell that two calls had one person in common.
 */
import type { Call, Participant, Party } from '../call/model.ts';
import { peopleOf } from '../call/index.ts';
import { textReplacer } from './textReplacer.ts';

type Kind = 'person' | 'group' | 'device';

/** Someone, or a device, as a call knows it. */
export interface Identity {
  readonly kind: Kind;
  /** Empty when only the name is known. */
  readonly id: string;
  readonly name: string | undefined;
}

/** The user a call was asked for as, if any. */
export function personOf(uid: string | undefined): readonly Identity[] {
  return uid === undefined ? [] : [{ kind: 'person', id: uid, name: undefined }];
}

/** Replaces what names somebody. */
export interface Pseudonyms {
  /** For an id by itself; one that is not known is handled like any text. */
  readonly id: (id: string) => string;
  /** For a value that is an id or a name as a whole, in whatever case; undefined for any other. */
  readonly known: (value: string) => string | undefined;
  /** For any text: known ids and names in it are replaced, and URLs by a note. */
  readonly text: (text: string) => string;
}

/** The pseudonyms for a call and others known beside it; they stay while it goes on: who joins later comes later. */
export function pseudonymsOf(call: Call, others: readonly Identity[] = []): Pseudonyms {
  return pseudonymsFor([...identitiesOf(call), ...others]);
}

/** The pseudonyms for these, in their order. An id counts before a name that is the same. */
export function pseudonymsFor(identities: readonly Identity[]): Pseudonyms {
  const known = new Set(
    identities.flatMap(({ id, name = '' }) => [id.toLowerCase(), name.trim().toLowerCase()]),
  );
  const last = { person: 0, group: 0, device: 0 };
  const next = (kind: Kind): string => {
    last[kind]++;
    const pseudonym = `${kind}-${last[kind]}`;
    // One that somebody bears would tell on them, or point at another.
    return known.has(pseudonym) ? next(kind) : pseudonym;
  };
  const byId = new Map<string, string>();
  const byName = new Map<string, string>();
  for (const { kind, id, name = '' } of identities) {
    const pseudonym = (id === '' ? byName.get(name) : byId.get(id)) ?? next(kind);
    if (id !== '') byId.set(id, pseudonym);
    if (name.trim() !== '' && !byName.has(name)) byName.set(name, pseudonym);
  }
  const { text, whole } = textReplacer(new Map([...byName, ...byId]));
  return { id: (id) => byId.get(id) ?? text(id), known: (value) => byId.get(value) ?? whole(value), text };
}

/** Everybody a call names, in the order of their first appearance: the parties, then by joining. */
export function identitiesOf(call: Call): readonly Identity[] {
  const { initiator, receiver, receiverType } = call;
  const people = peopleOf(call);
  return [
    ...partyIdentity(initiator, 'person'),
    ...partyIdentity(receiver, receiverType === 'group' ? 'group' : 'person'),
    ...people.flatMap(({ uid, name, stays }) =>
      [name, ...stays.map((stay) => stay.name)].flatMap((each) => identity('person', uid, each)),
    ),
    ...people.flatMap(({ stays }) => stays.flatMap(({ device }) => identity('device', device, undefined))),
  ];
}

function partyIdentity(party: Party | undefined, kind: Kind): readonly Identity[] {
  return party ? identity(kind, party.id, party.name) : [];
}

function identity(kind: Kind, id = '', name: string | undefined): readonly Identity[] {
  return id === '' && (name === undefined || name.trim() === '') ? [] : [{ kind, id, name }];
}

/** A call with pseudonyms in all its texts and without names, avatars and URLs; times, lengths and counts stay. */
export function withoutNames(call: Call, pseudonyms: Pseudonyms = pseudonymsOf(call)): Call {
  const { text } = pseudonyms;
  const maybe = (value: string | undefined) => (value === undefined ? undefined : text(value));
  return {
    ...call,
    sessionId: text(call.sessionId),
    meetingId: maybe(call.meetingId),
    type: withoutNamesIn('type', call.type, text),
    mode: withoutNamesIn('mode', call.mode, text),
    rawStatus: withoutNamesIn('status', call.rawStatus, text),
    initiator: partyWithoutNames(call.initiator, pseudonyms),
    receiver: partyWithoutNames(call.receiver, pseudonyms),
    participants: call.participants.map((stay) => stayWithoutNames(stay, pseudonyms)),
    recordings: call.recordings.map((each) => ({ ...each, id: maybe(each.id), url: undefined })),
    transcripts: call.transcripts.map((each) => ({
      ...each,
      id: maybe(each.id),
      meetingId: maybe(each.meetingId),
      roomName: maybe(each.roomName),
      url: undefined,
    })),
    warnings: call.warnings.map((each) => ({ ...each, path: text(each.path) })),
  };
}

function partyWithoutNames(party: Party | undefined, { id }: Pseudonyms): Party | undefined {
  return party && { id: id(party.id), name: undefined, avatar: undefined };
}

function stayWithoutNames(stay: Participant, { id, text }: Pseudonyms): Participant {
  const { uid, name, device, meetingId, state } = stay;
  return {
    ...stay,
    uid: uid === '' ? '' : id(uid),
    // Somebody without a uid is known by the name alone.
    name: uid !== '' || name === undefined || name.trim() === '' ? undefined : text(name),
    avatar: undefined,
    device: device === undefined ? undefined : id(device),
    meetingId: meetingId === undefined ? undefined : text(meetingId),
    state: withoutNamesIn('state', state, text),
  };
}

const RECEIVER_TYPES = ['user', 'group'];
const STATUSES = ['initiated', 'ongoing', 'ended', 'unanswered', 'rejected', 'busy', 'canceled', 'cancelled'];
/** The fields that hold words of the API, and those words. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['type', ['audio', 'video']],
  ['mode', ['call', 'meet', 'presenter']],
  ['receiverType', RECEIVER_TYPES],
  ['status', STATUSES],
  ['state', STATUSES],
]);

/** A word of the API stays one, even where somebody is called so; anything else in its place is a text. */
export function withoutNamesIn<Value extends string | undefined>(
  field: string,
  value: Value,
  replace: (text: string) => string,
): Value | string {
  return value === undefined || WORDS.get(field)?.includes(value.toLowerCase()) ? value : replace(value);
}
